#include <algorithm>
#include <deque>
#include <limits>

#include "facts/catalogue/index_parts.hpp"

namespace probation {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
constexpr std::size_t most_named = 12;

}  // namespace

SequenceCircles::SequenceCircles(const CatalogueFacts& catalogue) {
  const auto node = [&](const std::string& id) {
    const auto [at, fresh] = node_of_.emplace(id, ids_.size());
    if (fresh) {
      ids_.push_back(id);
      next_.emplace_back();
    }
    return at->second;
  };
  for (const CatalogueEntry& entry : catalogue.entries) {
    const Intervention& it = entry.intervention;
    if (!it.id || !it.sequence) continue;
    const std::size_t here = node(it.id->text);
    for (const Located<std::string>& later : it.sequence->before)
      if (later) {
        const std::size_t there = node(*later);
        next_[here].push_back(there);
      }
    for (const Located<std::string>& earlier : it.sequence->after)
      if (earlier) next_[node(*earlier)].push_back(here);
  }
  for (auto& steps : next_) {
    std::sort(steps.begin(), steps.end(), [&](std::size_t a, std::size_t b) { return ids_[a] < ids_[b]; });
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  }
  connect();
}

// Tarjan's sets without recursion: a chain of thousands must not end on the stack.
void SequenceCircles::connect() {
  const std::size_t n = ids_.size();
  set_.assign(n, none);
  std::vector<std::size_t> order(n, none), low(n, 0), stack, at(n, 0), calls;
  std::vector<bool> on_stack(n, false);
  std::size_t counter = 0;
  for (std::size_t root = 0; root < n; ++root) {
    if (order[root] != none) continue;
    calls.push_back(root);
    while (!calls.empty()) {
      const std::size_t v = calls.back();
      if (order[v] == none) {
        order[v] = low[v] = counter++;
        stack.push_back(v);
        on_stack[v] = true;
      }
      if (at[v] < next_[v].size()) {
        const std::size_t w = next_[v][at[v]++];
        if (order[w] == none) calls.push_back(w);
        else if (on_stack[w]) low[v] = std::min(low[v], order[w]);
        continue;
      }
      calls.pop_back();
      if (!calls.empty()) low[calls.back()] = std::min(low[calls.back()], low[v]);
      if (low[v] != order[v]) continue;
      size_of_set_.push_back(0);
      for (std::size_t w = none; w != v;) {
        w = stack.back();
        stack.pop_back();
        on_stack[w] = false;
        set_[w] = size_of_set_.size() - 1;
        ++size_of_set_.back();
      }
    }
  }
}

std::vector<std::size_t> SequenceCircles::way_back(std::size_t from) const {
  std::unordered_map<std::size_t, std::size_t> came_from;
  std::deque<std::size_t> open{from};
  while (!open.empty()) {
    const std::size_t v = open.front();
    open.pop_front();
    for (const std::size_t w : next_[v]) {
      if (set_[w] != set_[from]) continue;
      if (w == from) {
        std::vector<std::size_t> way{from};
        for (std::size_t x = v; x != from; x = came_from.at(x)) way.push_back(x);
        way.push_back(from);
        std::reverse(way.begin(), way.end());
        return way;
      }
      if (came_from.emplace(w, v).second) open.push_back(w);
    }
  }
  return {};
}

CatalogueIndex::Circle SequenceCircles::of(std::string_view id) const {
  CatalogueIndex::Circle circle;
  const auto at = node_of_.find(std::string(id));
  if (at == node_of_.end()) return circle;
  const std::size_t size = size_of_set_[set_[at->second]];
  const auto& steps = next_[at->second];
  if (size < 2 && std::find(steps.begin(), steps.end(), at->second) == steps.end()) return circle;
  circle.size = size;
  if (size <= most_named) {
    for (const std::size_t node : way_back(at->second)) circle.ids.push_back(ids_[node]);
    return circle;
  }
  // In a large set any way on within it is a start of some circle through the entry.
  std::size_t here = at->second;
  std::vector<bool> met(ids_.size(), false);
  while (circle.ids.size() < most_named && !met[here]) {
    met[here] = true;
    circle.ids.push_back(ids_[here]);
    for (const std::size_t next : next_[here])
      if (set_[next] == set_[here]) {
        here = next;
        break;
      }
  }
  return circle;
}

}  // namespace probation
