#include "base/place.hpp"

namespace probation {

std::string PlaceTable::pointer(NodeId node) const {
  if (node == 0) return {};
  const Node& n = nodes_[node];
  std::string text = pointer(n.parent);
  text += '/';
  if (n.index >= 0) {
    text += std::to_string(n.index);
  } else {
    for (const char c : n.key) {  // RFC 6901: ~ and / are escaped
      if (c == '~') text += "~0";
      else if (c == '/') text += "~1";
      else text += c;
    }
  }
  return text;
}

std::string_view PlaceTable::section(NodeId node) const {
  while (node != 0 && nodes_[node].parent != 0) node = nodes_[node].parent;
  return node == 0 ? std::string_view{} : nodes_[node].key;
}

}  // namespace probation
