#include "base/place.hpp"

#include <algorithm>
#include <cstring>

namespace probation {

namespace {

// RFC 6901: ~ and / are escaped.
bool is_escaped(char c) { return c == '~' || c == '/'; }

std::size_t escapes_in(std::string_view key) {
  return static_cast<std::size_t>(std::count_if(key.begin(), key.end(), is_escaped));
}

std::size_t digits_of(std::uint32_t number) {
  std::size_t count = 1;
  for (; number >= 10; number /= 10) ++count;
  return count;
}

}  // namespace

std::string_view PlaceTable::keep_apart(std::string_view text) {
  constexpr std::size_t piece = 1024;
  const std::size_t room = std::max(piece, text.size());
  next_ = kept_.emplace_front(std::make_unique_for_overwrite<char[]>(room)).get();
  left_ = room;
  return keep(text);
}

std::string PlaceTable::pointer(NodeId node) const {
  std::size_t size = 0;
  bool any_escaped = false;
  const Node* const nodes = nodes_.get();
  for (NodeId at = node; at != 0; at = nodes[at].parent) {
    const Node& n = nodes[at];
    size += 1 + (n.is_index() ? digits_of(n.number) : n.name().size());
    if (n.is_index() || !n.may_need_escapes()) continue;
    const std::size_t escapes = escapes_in(n.name());
    size += escapes;
    any_escaped = any_escaped || escapes != 0;
  }
  std::string text(size, '/');
  char* to = text.data() + size;  // from the end to the beginning, as the way up goes
  for (; node != 0; node = nodes[node].parent) {
    const Node& n = nodes[node];
    if (n.is_index()) {
      std::uint32_t number = n.number;
      do *--to = static_cast<char>('0' + number % 10);
      while ((number /= 10) != 0);
    } else if (!any_escaped) {
      const std::string_view key = n.name();
      to -= key.size();
      std::memcpy(to, key.data(), key.size());
    } else {
      const std::string_view key = n.name();
      for (auto c = key.rbegin(); c != key.rend(); ++c) {
        *--to = !is_escaped(*c) ? *c : *c == '~' ? '0' : '1';
        if (is_escaped(*c)) *--to = '~';
      }
    }
    --to;
  }
  return text;
}

std::string_view PlaceTable::section(NodeId node) const {
  while (node != 0 && nodes_[node].parent != 0) node = nodes_[node].parent;
  return node == 0 ? std::string_view{} : nodes_[node].name();
}

}  // namespace probation
