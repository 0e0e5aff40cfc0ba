#include "render/yaml.hpp"

#include <algorithm>
#include <set>

#include "base/date.hpp"
#include "base/text.hpp"

namespace probation::render {
namespace {

bool is_plain(const std::string& text) {
  if (parse_date(text)) return true;
  if (text.empty() || !((text.front() >= 'a' && text.front() <= 'z') || (text.front() >= 'A' && text.front() <= 'Z')))
    return false;
  static const std::set<std::string> taken{"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"};
  return !taken.contains(lower_case(text)) && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '@' || c == '/' || c == '.';
  });
}
std::string scalar(const Json& value) {
  return value.is_string() && is_plain(value.get<std::string>()) ? value.get<std::string>() : value.dump();
}
bool in_one_line(const Json& value) {
  return !value.is_structured() || value.empty() ||
         (value.is_array() &&
          std::all_of(value.begin(), value.end(), [](const Json& one) { return !one.is_structured(); }));
}
std::string flow(const Json& value) {
  if (!value.is_structured()) return scalar(value);
  if (value.empty()) return value.is_array() ? "[]" : "{}";
  std::string out = "[";
  for (const Json& one : value) out += (out.size() > 1 ? ", " : "") + scalar(one);
  return out + "]";
}
void block(const Json& value, std::size_t indent, std::string& out, bool first_inline) {
  const std::string pad(indent, ' ');
  if (value.is_object()) {
    bool first = first_inline;
    for (const auto& [key, member] : value.items()) {
      out += (first ? "" : pad) + key + ":";
      first = false;
      if (in_one_line(member)) {
        out += " " + flow(member) + "\n";
      } else {
        out += "\n";
        block(member, indent + 2, out, false);
      }
    }
  } else {
    for (const Json& one : value) {
      out += pad + "- ";
      if (in_one_line(one)) out += flow(one) + "\n";
      else block(one, indent + 2, out, true);
    }
  }
}

}  // namespace

std::string yaml(const Json& value) {
  std::string out;
  if (in_one_line(value)) return flow(value) + "\n";
  block(value, 0, out, false);
  return out;
}

}  // namespace probation::render
