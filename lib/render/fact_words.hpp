// A missing fact as people say it: `/orders/0/end_date` is "End date, in orders", and with what lacks it "End date, in
// orders (O1)". Plain text, for sheets and tables; pages say it by `web::Speech::fact`.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "model/words.hpp"
#include "rules/missing_fact.hpp"

namespace probation::render {

// What a fact is made of: words that stand before it (`policy:NAME`), and the fields from the inmost outwards. No
// field: the file itself.
struct FactParts {
  std::string_view before;  // empty: a place of a file
  std::vector<std::string> fields;
};
FactParts fact_parts(std::string_view pointer);

// Whether the text names a fact at all.
bool names_a_fact(std::string_view text);
// `subject`: whose it is; empty, `file` and `person` say nothing more.
std::string fact_words(std::string_view pointer, Language language, std::string_view subject = {});
// A list joined with "; ": what several places lack alike is said once, with how many. What is no fact stays.
std::string facts_in_words(std::string_view joined, Language language);
// Which kind of words a column of a table holds, areas of need too; empty: its text is text.
std::string_view kind_of_column(std::string_view schema, std::string_view member);
// Words of an enumeration, or a list of them joined with "; ", as phrases; as it is where one of them is not known.
std::string values_in_words(std::string_view kind, std::string_view joined, Language language);
// The pointer without indices and ids: "/orders/*/type".
std::string fact_of(std::string_view pointer);

// Whose each fact is that the findings of a run wait for.
class FactOwners {
 public:
  explicit FactOwners(std::span<const rules::DocumentLacks> lacks);
  // Empty where it is not known.
  [[nodiscard]] std::string_view of(const rules::Finding& finding, std::string_view pointer) const;

 private:
  using Subjects = std::map<std::string_view, std::string_view>;  // by pointer
  std::map<std::pair<std::string_view, std::uint32_t>, Subjects> documents_;
};
// All that a finding misses, each with whose it is.
std::string missing_words(const rules::Finding& finding, const FactOwners& owners, Language language);

// What refutes a plan: "clashes: A1: 2025-12-25: bank holiday, Christmas Day", joined with "; ".
std::string violations_in_words(const Json& violations);

// A sentence of the tools in which ids of ours are said in words. Dates, what stands between backquotes, codes and
// paths stay as they are.
std::string sentence_in_words(std::string_view sentence);

// A phrase in the middle of a sentence: "RAR days" and "CRN" keep their capitals.
std::string in_a_sentence(std::string words);

}  // namespace probation::render
