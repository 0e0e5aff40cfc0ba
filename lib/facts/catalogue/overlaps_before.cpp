// Overlaps of a whole catalogue without comparing every pair: entries that serve the same needs, people and risks are
// counted as one kind of entry, and only kinds are compared.
#include <algorithm>
#include <map>
#include <tuple>

#include "facts/catalogue/index_parts.hpp"
#include "facts/catalogue/risk_window.hpp"

namespace probation {
namespace {

constexpr std::size_t most_named = 10;

struct Kind {
  std::uint64_t needs = 0, sexes = 0;
  RiskWindow window;
  std::vector<std::size_t> overlapping;  // kinds, itself too where it overlaps itself
  std::int64_t met = 0;                  // entries so far
  std::vector<std::size_t> first;        // of those, by their place in the order of ids
};

template <class Word>
std::uint64_t mask_of(const List<Located<Word>>& list) {
  std::uint64_t mask = 0;
  for (const Located<Word>& one : list)
    if (one) mask |= std::uint64_t{1} << static_cast<unsigned>(*one);
  return mask;
}

bool meet(const RiskProfile& a, const RiskProfile& b) {
  for (const ScoreRange& x : a)
    for (const ScoreRange& y : b) {
      if (x.score != y.score) continue;
      if (std::max(x.min, y.min) >= std::min(x.below, y.below)) return false;
      bool level = false;
      for (std::size_t i = 0; i < x.levels.size(); ++i) level = level || (x.levels[i] && y.levels[i]);
      if (!level) return false;
    }
  return true;
}

bool overlap(const Kind& a, const Kind& b) {
  if ((a.needs & b.needs) == 0 || (a.sexes & b.sexes) == 0) return false;
  return std::any_of(a.window.profiles.begin(), a.window.profiles.end(), [&](const RiskProfile& x) {
    return std::any_of(b.window.profiles.begin(), b.window.profiles.end(),
                       [&](const RiskProfile& y) { return meet(x, y); });
  });
}

class Area {
 public:
  void add(const CatalogueFacts& catalogue, std::vector<std::size_t> entries, std::vector<OverlapsBefore>& out) {
    std::stable_sort(entries.begin(), entries.end(), [&](std::size_t a, std::size_t b) {
      return catalogue.entries[a].intervention.id->text < catalogue.entries[b].intervention.id->text;
    });
    std::vector<std::size_t> kind(entries.size(), none);
    for (std::size_t i = 0; i < entries.size(); ++i) kind[i] = kind_of(catalogue.entries[entries[i]].intervention);
    for (std::size_t a = 0; a < kinds_.size(); ++a)
      for (std::size_t b = a; b < kinds_.size(); ++b) {
        if (!overlap(kinds_[a], kinds_[b])) continue;
        kinds_[a].overlapping.push_back(b);
        if (a != b) kinds_[b].overlapping.push_back(a);
      }
    for (std::size_t i = 0; i < entries.size(); ++i) {
      OverlapsBefore& row = out[entries[i]];
      row.others = entries.size() > 1;
      if (kind[i] == none) continue;
      // The first few are among the first few of the kinds that begin first.
      std::vector<std::pair<std::size_t, std::size_t>> heads;
      for (const std::size_t k : kinds_[kind[i]].overlapping) {
        row.count += kinds_[k].met;
        if (kinds_[k].met > 0) heads.emplace_back(kinds_[k].first.front(), k);
      }
      const std::size_t begun = std::min(most_named, heads.size());
      std::partial_sort(heads.begin(), heads.begin() + static_cast<std::ptrdiff_t>(begun), heads.end());
      std::vector<std::size_t> first;
      for (std::size_t h = 0; h < begun; ++h) {
        const std::vector<std::size_t>& of_kind = kinds_[heads[h].second].first;
        first.insert(first.end(), of_kind.begin(), of_kind.end());
      }
      const std::size_t named = std::min(most_named, first.size());
      std::partial_sort(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(named), first.end());
      for (std::size_t f = 0; f < named; ++f) row.first.push_back(entries[first[f]]);
      Kind& own = kinds_[kind[i]];
      ++own.met;
      if (own.first.size() < most_named) own.first.push_back(i);
    }
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  // Facts that are not recorded overlap with nothing.
  std::size_t kind_of(const Intervention& it) {
    if (!it.eligibility || !it.eligibility->risk_all.recorded) return none;
    const auto window = risk_window(it);
    const std::uint64_t needs = mask_of(it.needs), sexes = mask_of(it.eligibility->sexes);
    if (!window || window->nobody() || needs == 0 || sexes == 0) return none;
    const auto [at, fresh] = known_.emplace(std::tuple(needs, sexes, window->words()), kinds_.size());
    if (fresh) kinds_.push_back({needs, sexes, *window, {}, 0, {}});
    return at->second;
  }
  std::map<std::tuple<std::uint64_t, std::uint64_t, std::string>, std::size_t> known_;
  std::vector<Kind> kinds_;
};

}  // namespace

std::vector<OverlapsBefore> overlaps_before_each(const CatalogueFacts& catalogue, const std::vector<Life>& lives) {
  std::vector<OverlapsBefore> out(catalogue.entries.size());
  std::map<InterventionNeedArea, std::vector<std::size_t>> areas;
  for (std::size_t i = 0; i < catalogue.entries.size(); ++i) {
    const Intervention& it = catalogue.entries[i].intervention;
    if (it.id && it.need_area && lives[i].in_use()) areas[*it.need_area].push_back(i);
  }
  for (auto& [area, entries] : areas) Area().add(catalogue, std::move(entries), out);
  return out;
}

}  // namespace probation
