#include <algorithm>
#include <regex>
#include <set>

#include "law/law_rows.hpp"
#include "law/reading.hpp"
#include "law/standards.hpp"
#include "render/not_known.hpp"
#include "rules/rule.hpp"
#include "unit/catch.hpp"

using namespace probation;

TEST_CASE("Every Act that a rule or a row of the law cites says how far it was read") {
  std::set<std::string_view> read;
  for (const ActRead& act : acts_read()) read.insert(act.title);
  const std::regex an_act(R"(.* Act \d{4})");
  std::set<std::string_view> cited;
  const auto look_at = [&](const Source& source) {
    if (std::regex_match(std::string(source.title), an_act)) cited.insert(source.title);
  };
  for (const rules::Rule* rule : rules::rule_book())
    for (const Source& source : rule->sources) look_at(source);
  for (const LawRow& row : law_rows()) look_at(row.source);
  CHECK(cited == read);
  CHECK(std::is_sorted(acts_read().begin(), acts_read().end(),
                       [](const ActRead& a, const ActRead& b) { return a.title < b.title; }));
}

TEST_CASE("A provision that has not begun is told by the date that its rules ask") {
  for (const Commencement& row : commencements()) {
    INFO(row.name);
    const bool of_the_offence = row.name.find("prohibition") != std::string_view::npos || row.name.starts_with("restr");
    const bool of_the_order = row.name.starts_with("probation_requirement") || row.name.starts_with("rar_");
    CHECK(date_test_of(row) == (of_the_offence ? AskedBy::offence : of_the_order ? AskedBy::order : AskedBy::event));
  }
}

TEST_CASE("The page of what is not known names all that the tables hold, and no rule that does not exist") {
  const std::string page = render::not_known_markdown();
  const auto has = [&](std::string_view words) {
    INFO(words);
    CHECK(page.find(words) != std::string::npos);
  };
  for (const Commencement& row : commencements()) has(row.name);
  for (const StandardRow& row : national_standards())
    if (row.assumption) has(row.source);
  for (const LawRow& row : law_rows())
    if (row.source.confidence != "S") has(row.source.provision);
  for (const ActRead& act : acts_read()) has(act.text);
  const std::regex id(R"(\b(DOC|ORD|RAR|PLN|ENF|REC|REV|UPW|INT|EIP|CAL)\d{3}\b)");
  int named = 0;
  for (std::sregex_iterator it(page.begin(), page.end(), id), end; it != end; ++it, ++named) {
    INFO(it->str());
    CHECK((it->str().starts_with("DOC") || it->str() == "CAL001" || rules::find_rule(it->str()) != nullptr));
  }
  CHECK(named > 50);
}
