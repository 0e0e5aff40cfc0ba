// What an intervention asks of the person and the order: on the birthday and the last day, and on which side one
// stands.
#include "facts/case/eligibility.hpp"

#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::Written;

namespace {

constexpr Date first_day_asked = date(2025, 11, 3);

Intervention entry_that_asks(const std::string& eligibility, const std::string& more = {}) {
  FileContent content;
  const document::Decoded decoded = document::decode(
      {"schema: intervention/1\nid: asked\ntitle: Asked\nkind: structured_intervention\neligibility: " + eligibility +
           "\n" + more,
       1},
      file_kinds(), &content);
  REQUIRE(decoded.problems.empty());
  return std::get<Intervention>(std::move(content));
}
Written order_made(const std::string& dates, const std::string& rest = {}) {
  return Written("schema: case/1\ncrn: X955312\norders:\n  - {id: O1, type: community_order, " + dates +
                 "requirements: [{id: R1, type: rehabilitation_activity, max_days: 20, status: active}]}\n" + rest);
}

}  // namespace

TEST_CASE("An age is that of the first session, and who is let in by neither bound is told the side") {
  const auto said = [](const std::string& born, const std::string& age) {
    const Written made = order_made("sentence_date: 2025-01-13, ", "person: {date_of_birth: " + born + "}\n");
    const auto reasons =
        eligibility(made.facts, made.order(), entry_that_asks("{age: {" + age + "}}"), first_day_asked);
    REQUIRE(reasons.size() == 1);
    return std::string(word(reasons[0].verdict)) + ": " + reasons[0].message;
  };
  CHECK(said("2000-11-03", "min: 25") == "eligible: from age 25");
  CHECK(said("2000-11-04", "min: 25") == "not_eligible: from age 25; younger on 2025-11-03");
  CHECK(said("1999-11-04", "max: 25") == "eligible: up to age 25");
  CHECK(said("1999-11-03", "max: 25") == "not_eligible: up to age 25; older on 2025-11-03");
  CHECK(said("2000-11-03", "min: 25, max: 25") == "eligible: for ages 25 to 25");
  CHECK(said("2000-11-03", "min: 25, max: 24") == "not_eligible: for ages 25 to 24; older on 2025-11-03");
}

TEST_CASE("Months remain to the last day of the order, whether the day of its sentence is recorded or not") {
  const auto verdict = [](const std::string& dates) {
    const Written made = order_made(dates);
    const auto reason =
        months_remaining_reason(made.facts, made.order(), &made.requirement(),
                                entry_that_asks("{months_remaining: {community_order: 3}}"), first_day_asked);
    REQUIRE(reason);
    CHECK((reason->verdict == Eligible::undetermined) == !reason->missing.empty());
    return std::string(word(reason->verdict));
  };
  const std::string sentenced = "sentence_date: 2025-01-13, ";
  CHECK(verdict(sentenced + "end_date: 2026-02-02, ") == "eligible");
  CHECK(verdict(sentenced + "end_date: 2026-02-01, ") == "not_eligible");
  CHECK(verdict("end_date: 2026-02-02, ") == "eligible");
  CHECK(verdict("end_date: 2026-02-01, ") == "not_eligible");
  CHECK(verdict(sentenced) == "undetermined");
}

TEST_CASE("An entry is approved from the day of its approval") {
  const Intervention entry =
      entry_that_asks("{}", "lifecycle: {state: approved, framework: eip-2021, approved_date: 2025-03-03}\n");
  CHECK(approval_on(entry, date(2025, 3, 3)).approved == true);
  CHECK(approval_on(entry, date(2025, 3, 2)).approved == false);
  CHECK(approval_on(entry, date(2025, 3, 2)).why_not == "was approved on 2025-03-03, after 2025-03-02");
}

TEST_CASE("What an assessment decides is open where one is known to be missing, and nothing else is") {
  const auto told = [](const std::string& asked, const std::string& rest) {
    const Written made = order_made(
        "sentence_date: 2025-01-13, ",
        "person: {sex: male}\nassessments: [{id: S1, completed_date: 2025-03-03, scores: {ogrs3: 50}, items: {6.2: 2}, "
        "needs: []}]\n" +
            rest);
    const auto reasons = eligibility(made.facts, made.order(), entry_that_asks(asked), first_day_asked);
    REQUIRE(reasons.size() == 1);
    return std::pair(reasons[0].verdict, made.names(reasons[0].missing));
  };
  using Told = std::pair<Eligible, Names>;
  const std::string some = "partial: [{list: assessments}]\n", high = "{risk_all: [{score: ogrs3, min: 50}]}",
                    higher = "{risk_all: [{score: ogrs3, min: 51}]}", sex = "{sexes: [male]}";
  CHECK(told(high, "") == Told{Eligible::eligible, {}});
  CHECK(told(high, some) == Told{Eligible::undetermined, {"/assessments"}});
  CHECK(told(higher, "") == Told{Eligible::not_eligible, {}});
  CHECK(told(higher, some) == Told{Eligible::undetermined, {"/assessments"}});
  CHECK(told(sex, some) == Told{Eligible::eligible, {}});
  for (const std::string rule : {"needs_a", "needs_b"}) {
    const Told open = told("{need_rule: " + rule + "}", some);
    CHECK(open.first == Eligible::undetermined);
    CHECK(open.second.back() == "/assessments");
  }
}
