#include "base/place.hpp"

namespace probation {

std::string PlaceTable::pointer(NodeId node) const {
  std::vector<NodeId> steps;
  steps.reserve(8);
  std::size_t size = 0;
  for (; node != 0; node = nodes_[node].parent) {
    steps.push_back(node);
    size += nodes_[node].key.size() + 8;  // or a number
  }
  std::string text;
  text.reserve(size);
  for (; !steps.empty(); steps.pop_back()) {
    const Node& n = nodes_[steps.back()];
    text += '/';
    if (n.index >= 0) text += std::to_string(n.index);
    else if (n.key.find_first_of("~/") == std::string_view::npos) text += n.key;
    else
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
