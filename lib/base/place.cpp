#include "base/place.hpp"

#include <algorithm>

namespace probation {

namespace {

// RFC 6901: ~ and / are escaped.
bool is_escaped(char c) { return c == '~' || c == '/'; }

std::size_t digits_of(std::int32_t number) {
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
    size += 1 + (n.index >= 0 ? digits_of(n.index) : n.key_size);
    if (n.index < 0) size += static_cast<std::size_t>(std::count_if(n.key, n.key + n.key_size, is_escaped));
  }
  std::string text(size, '/');
  char* to = text.data() + size;  // from the end to the beginning, as the way up goes
  for (; node != 0; node = nodes_[node].parent) {
    const Node& n = nodes_[node];
    if (n.index >= 0) {
      std::int32_t number = n.index;
      do *--to = static_cast<char>('0' + number % 10);
      while ((number /= 10) > 0);
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
