// The table of words: everything that has an id of ours has a phrase that can be read aloud.
#include "render/words.hpp"

#include <algorithm>
#include <set>

#include "measures/measures.hpp"
#include "model/files.hpp"
#include "rules/rule.hpp"
#include "unit/catch.hpp"

using namespace probation;
using namespace probation::render;
using document::Shape;
using document::Type;

namespace {

// Each field of the formats, and each word of an enumeration that a field takes.
void visit(const Type& type, std::set<const Shape*>& seen, std::set<std::string>& keys, std::set<std::string>& values) {
  for (const document::Word& word : type.words) values.insert(std::string(word.text));
  if (type.element != nullptr) return visit(type.element(), seen, keys, values);
  if (type.kind != Type::Kind::record || !seen.insert(&type.shape()).second) return;
  for (const document::Field& field : type.shape().fields) {
    keys.insert(std::string(field.key));
    visit(field.type(), seen, keys, values);
  }
}

}  // namespace

TEST_CASE("Every phrase begins with a capital, holds no id of ours and is short enough for a heading") {
  static const std::set<std::string> kinds{"field",    "rule",    "measure", "due",     "state",
                                           "severity", "outcome", "basis",   "type",    "area",
                                           "kind",     "action",  "reason",  "verdict", "heading"};
  std::set<std::pair<std::string, std::string>> seen;
  for (const WordRow& row : word_table())
    for (const std::string& text : {row.en, row.cy.empty() ? row.en : row.cy}) {
      INFO(row.kind << " " << row.id << ": " << text);
      CHECK(kinds.contains(row.kind));
      REQUIRE_FALSE(text.empty());
      CHECK((std::isupper(static_cast<unsigned char>(text.front())) != 0 ||
             static_cast<unsigned char>(text.front()) > 127));
      CHECK(text.find_first_of("_{}[]\"<>\n") == std::string::npos);
      CHECK(text.size() <= 80);
      CHECK_FALSE(text.ends_with('.'));
    }
  for (const WordRow& row : word_table()) CHECK(seen.insert({row.kind, row.id}).second);
}

TEST_CASE("Every field of the formats, every word a field takes, every rule and every measure has its phrase") {
  std::set<const Shape*> seen;
  std::set<std::string> keys, values, ids;
  for (const document::FileKind& kind : file_kinds())
    if (kind.type != nullptr) visit(kind.type(), seen, keys, values);
  REQUIRE(keys.size() > 200);
  REQUIRE(values.size() > 150);
  for (const std::string& key : keys) {
    INFO(key);
    CHECK(find_word("field", key) != nullptr);
  }
  for (const WordRow& row : word_table())
    if (row.kind != "heading" || row.id.ends_with("day")) ids.insert(row.id);
  for (const std::string& value : values) {
    if (value.starts_with("need-")) continue;  // an id, in every language
    INFO(value);
    CHECK(ids.contains(value));
  }
  for (const rules::Rule* rule : rules::rule_book()) CHECK(find_word("rule", rule->id) != nullptr);
  for (const caseload::MeasureRow& row : caseload::measure_rows()) CHECK(find_word("measure", row.name) != nullptr);
}

TEST_CASE("Each Welsh phrase stands beside an English one, and what has none is said in English") {
  for (const GivenWord& given : welsh_words()) {
    INFO(given.kind << " " << given.id);
    CHECK(find_word(given.kind, given.id) != nullptr);
  }
  CHECK(phrase("severity", "error") == "Error");
  CHECK(phrase("severity", "error", Language::cy) == "Gwall");
  CHECK(is_in_welsh("severity", "error"));
  CHECK(phrase("measure", "on_pace", Language::cy) == "Delivery on pace");
  CHECK_FALSE(is_in_welsh("measure", "on_pace"));
  CHECK(date_in_words(*Date::from_ymd(2025, 10, 24)) == "24 October 2025");
  CHECK(date_in_words(*Date::from_ymd(2025, 10, 24), Language::cy) == "24 Hydref 2025");
}

TEST_CASE("An id the table does not know is written as people would") {
  CHECK(phrase("kind", "brand_new_kind") == "Brand new kind");
  CHECK(phrase("rule", "RAR201") == "Days over maximum");
  CHECK(phrase("type", "suspended_sentence_order") == "Suspended sentence order");
  CHECK(kind_of_values("due/1", "kind") == "due");
  CHECK(kind_of_values("forecast/1", "kind") == "kind");
  CHECK(kind_of_values("due/1", "computed").empty());
}
