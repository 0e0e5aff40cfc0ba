#include "recording/sources/mapping_schema.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "recording/sources/mapping.hpp"

namespace probation::recording {
namespace {

// A word of a mapping is whatever stands there, also a number, or nothing.
Json any_word(std::string_view sentence) {
  return {{"type", Json::array({"string", "number", "boolean", "null"})}, {"description", sentence}};
}

Json words(std::string_view sentence) {
  return {{"oneOf", Json::array({any_word(sentence), Json{{"type", "array"}, {"items", any_word(sentence)}}})},
          {"description", sentence}};
}

Json one_of(const Json& allowed, std::string_view sentence) { return {{"enum", allowed}, {"description", sentence}}; }

Json truth(std::string_view sentence) { return one_of(Json::array({true, false, "true", "false"}), sentence); }

Json map_of(const Json& properties, const Json& required, std::string_view sentence) {
  return {{"type", "object"},
          {"properties", properties},
          {"required", required},
          {"additionalProperties", false},
          {"description", sentence}};
}

Json ref(const char* name) { return {{"$ref", std::string("#/$defs/") + name}}; }

Json column_rule() {
  return map_of({{"to", any_word("The member it goes to.")},
                 {"as", words("Notations of its dates and times, the first that fits.")},
                 {"values", Json{{"type", "object"},
                                 {"additionalProperties", any_word("Our word.")},
                                 {"description", "Their words to ours."}}},
                 {"codes", any_word("A list of codes that is built in.")},
                 {"table", any_word("The table whose key stands in it.")},
                 {"by", any_word("The column of that table; its key unless given.")},
                 {"from", any_word("The member of that row which is taken.")},
                 {"needed", truth("Leave out a row that names no other row there.")}},
                Json::array({"to"}), "Where a column goes.");
}

Json table() {
  Json kinds = Json::array();
  for (const RowKindWord& row : row_kinds()) kinds.push_back(row.word);
  const Json one = Json{{"oneOf", Json::array({any_word("The member it goes to."), ref("column")})}};
  return map_of(
      {{"file", words("Its file, or a glob; several files are one table.")},
       {"rows", one_of(kinds, "What a row is.")},
       {"name", any_word("What links, --complete and source.table say.")},
       {"complete", truth("It is whole for every person it names.")},
       {"key", any_word("The column of the source's key.")},
       {"changed", ref("stamp")},
       {"deleted", map_of({{"column", any_word("The column.")}, {"when", words("Its words that mean deleted.")}},
                          Json::array({"column"}), "When a row is deleted.")},
       {"columns",
        Json{{"type", "object"},
             {"additionalProperties", Json{{"oneOf", Json::array({any_word("The member it goes to."), ref("column"),
                                                                  Json{{"type", "array"}, {"items", one}}})}}},
             {"description", "Where each column goes."}}},
       {"required", words("Columns without which no row of the file is read.")},
       {"optional", words("Columns that a file may lack.")},
       {"ignored", words("Columns that say nothing here.")},
       {"join", map_of({{"table", any_word("The other table.")}, {"by", any_word("The column that holds its key.")}},
                       Json::array(), "Columns of another table by its key.")},
       {"outcome", map_of({{"code", any_word("Column of the code.")},
                           {"attended", any_word("Column: whether the person came.")},
                           {"complied", any_word("Column: whether the person complied.")}},
                          Json::array(), "An outcome in three columns.")},
       {"minutes", map_of({{"from", ref("stamp")}, {"until", ref("stamp")}}, Json::array(), "Minutes as two times.")}},
      Json::array({"file", "rows"}), "One table of the source.");
}

}  // namespace

std::string mapping_schema(std::string_view version) {
  const Json stamp{{"oneOf", Json::array({any_word("The column."),
                                          map_of({{"column", any_word("The column.")}, {"as", words("Its notations.")}},
                                                 Json::array({"column"}), "A column and its notations.")})}};
  const Json properties{
      {"schema", Json{{"const", "mapping/2"}, {"description", "What this file is: mapping/2."}}},
      {"system", any_word("Names the source; kept with every entry.")},
      {"prefix", any_word("Goes before keys that are numbers.")},
      {"encoding", one_of(Json::array({"utf-8", "utf-16", "windows-1252"}), "Of the tables.")},
      {"delimiter", one_of(Json::array({",", ";", "tab", "|", "\t"}), "Between the cells.")},
      {"zone", any_word("Of stamps with an offset; one without is local time.")},
      {"century", Json{{"oneOf", Json::array({Json{{"type", "integer"}, {"minimum", 1800}, {"maximum", 2100}},
                                              Json{{"type", "string"}, {"pattern", "^(1[89]|20)[0-9]{2}$|^2100$"}}})},
                       {"description", "First year of the hundred that two-digit years mean."}}},
      {"tables",
       Json{{"type", "array"}, {"items", ref("table")}, {"minItems", 1}, {"description", "The tables it sends."}}},
      {"window", map_of({{"from", any_word("First day.")}, {"until", any_word("Last day.")}}, Json::array(),
                        "Event dates that the extract holds whole.")},
      {"codes", any_word("A file of a region's own outcome codes.")}};
  Json root{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"$id", fmt::format("urn:probation:schema:mapping/2:{}", version)},
            {"title", "mapping/2"}};
  Json shape =
      map_of(properties, Json::array({"schema", "system", "tables"}), "What the tables of another system mean.");
  for (const auto& [key, value] : shape.items()) root[std::string(key)] = value;
  root["$defs"] = Json{{"column", column_rule()}, {"stamp", stamp}, {"table", table()}};
  return root.dump(2) + "\n";
}

}  // namespace probation::recording
