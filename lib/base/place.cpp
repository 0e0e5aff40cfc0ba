#include "base/place.hpp"

#include <algorithm>

namespace probation {

namespace {

// RFC 6901: ~ and / are escaped.
bool is_escaped(char c) { return c == '~' || c == '/'; }

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
  for (NodeId at = node; at != 0; at = nodes_[at].parent) {
    const Node& n = nodes_[at];
    const std::string_view key = n.name();
    size += 1 + (n.is_index() ? digits_of(n.number) : key.size());
    size += static_cast<std::size_t>(std::count_if(key.begin(), key.end(), is_escaped));
  }
  std::string text(size, '/');
  char* to = text.data() + size;  // from the end to the beginning, as the way up goes
  for (; node != 0; node = nodes_[node].parent) {
    const Node& n = nodes_[node];
    if (n.is_index()) {
      std::uint32_t number = n.number;
      do *--to = static_cast<char>('0' + number % 10);
      while ((number /= 10) != 0);
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
