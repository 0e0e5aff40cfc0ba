// A finding cites the acts that governed it, and none that came after the conviction it rests on.
#include <algorithm>

#include <fmt/format.h>

#include "rules/engine.hpp"
#include "rules/judging.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

// Whether the one finding of the rule cites the act; convicted on `day`, which stands for each {} of the order.
bool cites(std::string_view act, std::string_view rule, std::string_view day, std::string order) {
  for (std::size_t at = order.find("{}"); at != std::string::npos; at = order.find("{}", at)) order.replace(at, 2, day);
  const std::string text = "schema: case/1\ncrn: X970002\norders:\n  - {id: O1, " + order + "}\n";
  const document::Slice slice{text, 1};
  rule_cases::Notes notes;
  notes.as_of = date(2026, 9, 1);
  auto judgement = rule_cases::judge(rule_cases::decode(slice), slice, notes, {std::string(rule), "DOC"});
  std::erase_if(judgement.findings, [](const rules::Finding& f) { return f.outcome == rules::Verdict::pass; });
  INFO(text);
  REQUIRE(judgement.findings.size() == 1);
  const rules::Finding& finding = judgement.findings.front();
  REQUIRE(finding.outcome == rules::Verdict::fail);
  return std::any_of(finding.sources.begin(), finding.sources.end(),
                     [&](const rules::FindingSource& source) { return source.title == act; });
}

}  // namespace

TEST_CASE("An act that governs by the conviction is cited from its first day on, and not the day before") {
  const std::string curfew =
      "type: community_order, conviction_date: {}, sentence_date: 2022-07-04, end_date: 2025-07-03, requirements: "
      "[{id: R1, type: curfew, hours_per_day: 21, hours_per_week: 100, end_date: 2023-01-03, status: active}]";
  CHECK(cites("Police, Crime, Sentencing and Courts Act 2022", "ORD112", "2022-06-28", curfew));
  CHECK_FALSE(cites("Police, Crime, Sentencing and Courts Act 2022", "ORD112", "2022-06-27", curfew));
  CHECK(cites("Sentencing Act 2020", "ORD112", "2022-06-27", curfew));
  const std::string suspended =
      "type: suspended_sentence_order, conviction_date: {}, sentence_date: 2026-03-23, supervision_end_date: "
      "2027-03-22, "
      "custodial_term: {months: 40}, operational_end_date: 2027-03-22, requirements: []";
  CHECK(cites("Sentencing Act 2026", "ORD125", "2026-03-22", suspended));
  CHECK_FALSE(cites("Sentencing Act 2026", "ORD125", "2026-03-21", suspended));
}

TEST_CASE("An act is cited for a conviction before it where that is what is wrong") {
  const std::string testing =
      "type: community_order, conviction_date: {}, sentence_date: 2022-07-04, end_date: 2025-07-03, requirements: "
      "[{id: R1, type: drug_testing, status: active}]";
  CHECK(cites("Police, Crime, Sentencing and Courts Act 2022", "ORD124", "2022-06-27", testing));
}
