#include "tools/common/record_schemas.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "tools/common/record_tables.hpp"

namespace probation::tools {
namespace {

// "s", "i", "n", "b", "a", "o" and "any"; with ? also null.
Json type_of(std::string_view letter) {
  const bool nullable = letter.ends_with('?');
  if (nullable) letter.remove_suffix(1);
  if (letter == "any") return Json::object();
  const char* name = letter == "s"   ? "string"
                     : letter == "i" ? "integer"
                     : letter == "n" ? "number"
                     : letter == "b" ? "boolean"
                     : letter == "a" ? "array"
                                     : "object";
  return nullable ? Json{{"type", Json::array({name, "null"})}} : Json{{"type", name}};
}

}  // namespace

std::span<const std::string_view> record_schema_names() {
  static const auto names = [] {
    std::array<std::string_view, record_tables.size()> out;
    std::transform(record_tables.begin(), record_tables.end(), out.begin(),
                   [](const RecordTable& t) { return t.name; });
    return out;
  }();
  return names;
}

std::string_view record_sentence(std::string_view name) {
  const auto at = std::find_if(record_tables.begin(), record_tables.end(),
                               [&](const RecordTable& table) { return table.name == name; });
  return at == record_tables.end() ? std::string_view{} : at->sentence;
}

std::optional<std::string> record_schema(std::string_view name) {
  const auto at = std::find_if(record_tables.begin(), record_tables.end(), [&](const RecordTable& table) {
    return table.name == name || table.name.substr(0, table.name.find('/')) == name;
  });
  if (at == record_tables.end()) return std::nullopt;
  Json properties = Json::object(), required = Json::array({"schema"});
  properties["schema"] = {{"const", at->name}};
  for (const std::string& word : split(at->members, ' ')) {
    if (word.empty()) continue;
    const std::size_t colon = word.find(':');
    std::string member = word.substr(0, colon);
    const bool may_lack = member.starts_with('-');  // only where there is something to say
    if (may_lack) member.erase(0, 1);
    properties[member] = type_of(std::string_view(word).substr(colon + 1));
    if (!may_lack) required.push_back(member);
  }
  return Json{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", at->name},
              {"description", at->sentence},
              {"type", "object"},
              {"properties", properties},
              {"required", required}}
             .dump(2) +
         "\n";
}

}  // namespace probation::tools
