// A law change is one row: each table is given a further one, from a day on, and the rules that ask it obey without
// being touched. The day before answers as before, and what is not dated is asked for its date.
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "document/limits.hpp"
#include "law/limits.hpp"
#include "rules/engine.hpp"
#include "rules/judging.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

constexpr Date changes = date(2026, 10, 1);
constexpr Date day_before = date(2026, 9, 30);

// A further row for as long as it lives.
template <class T, std::size_t N, AskedBy By>
class Further {
 public:
  Further(History<T, N, By>& table, T value) : table_(table), row_{changes, {}, value, table.rows().back().source} {
    table_.amend_for_test(&row_);
  }
  ~Further() { table_.amend_for_test(nullptr); }
  Further(const Further&) = delete;
  Further& operator=(const Further&) = delete;

 private:
  History<T, N, By>& table_;
  Dated<T> row_;
};

// How a case is judged; without a day of its own long after all of it.
struct Judged {
  std::optional<Date> as_of{};
  std::string catalogue{};
  std::optional<Date> incentive{};  // the day on which the incentive for unpaid work began
};

// What the rule says of the case where it does not pass; with `day` for every `{}` of the text.
std::vector<rules::Finding> said(std::string_view text, std::string_view rule, const std::string& day,
                                 const Judged& how = {}) {
  std::string document(text);
  for (std::size_t at = document.find("{}"); at != std::string::npos; at = document.find("{}", at))
    document.replace(at, 2, day);
  rule_cases::Notes notes;
  notes.as_of = how.as_of.value_or(date(2028, 6, 1));
  notes.catalogue = how.catalogue;
  if (how.incentive) notes.policy.set_commencement("unpaid_work_incentive_commencement", *how.incentive);
  const document::Slice slice{document, 1};
  rules::Judgement judgement = rule_cases::judge(rule_cases::decode(slice), slice, notes, {std::string(rule), "DOC"});
  std::erase_if(judgement.findings, [](const rules::Finding& f) { return f.outcome == rules::Verdict::pass; });
  return std::move(judgement.findings);
}

std::string outcome(std::string_view text, std::string_view rule, Date day, const Judged& how = {}) {
  const auto findings = said(text, rule, format(day), how);
  std::string out;
  for (const rules::Finding& finding : findings)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", finding.rule->id, rules::word(finding.outcome));
  return out;
}

// What the rule says of the case turns from one to the other with the first day of the further row. Where the text
// has no day to be filled in, it is the day of the run.
template <class T, std::size_t N, AskedBy By>
void turns(History<T, N, By>& table, T value, std::string_view rule, std::string_view text, std::string_view from,
           std::string_view to, const Judged& how = {}) {
  INFO(table.name << " and " << rule);
  const auto on = [&](Date day) {
    Judged judged = how;
    if (text.find("{}") == std::string_view::npos) judged.as_of = day;
    return outcome(text, rule, day, judged);
  };
  CHECK(on(changes) == from);
  {
    const Further further(table, value);
    CHECK(on(changes) == to);
    CHECK(on(day_before) == from);
  }
  CHECK(on(changes) == from);
}

// The case is as the rule wants it under the table as it is, and broken under the further row: from its first day on.
template <class T, std::size_t N, AskedBy By>
void obeys(History<T, N, By>& table, T value, std::string_view rule, std::string_view text, const Judged& how = {}) {
  turns(table, value, rule, text, "", fmt::format("{} fail", rule), how);
}

std::string case_of(std::string_view order, std::string_view rest = {}) {
  return fmt::format("schema: case/1\ncrn: X970001\norders:\n  - {}\n{}", order, rest);
}
std::string community_order(std::string_view members) {
  return case_of(
      fmt::format("{{id: O1, type: community_order, offences: [{{last_date: 2026-01-04}}], fine: true, {}}}", members));
}
std::string suspended(std::string_view members) {
  return case_of(
      fmt::format("{{id: O1, type: suspended_sentence_order, offences: [{{last_date: 2026-01-04}}], {}}}", members));
}

const std::string abstinence = community_order(
    "conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, requirements: [{id: R1, type: "
    "alcohol_abstinence_monitoring, days: 100, status: active}]");
const std::string curfew = community_order(
    "conviction_date: {}, sentence_date: 2026-10-01, end_date: 2028-09-30, requirements: [{id: R1, type: curfew, "
    "hours_per_day: 15, hours_per_week: 80, start_date: 2026-10-01, end_date: 2027-06-30, status: active}]");

}  // namespace

TEST_CASE("A further row of a table asked by the day of the order is obeyed from its first day on") {
  obeys(limits::community_order_max_months, 24, "ORD104",
        community_order("conviction_date: 2026-09-02, sentence_date: {}, end_date: 2029-06-01, requirements: []"));
  obeys(limits::alcohol_abstinence_max_days, 90, "ORD113", abstinence);
  obeys(limits::foreign_travel_max_months, 6, "ORD115",
        community_order("conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, requirements: [{id: R1, "
                        "type: foreign_travel_prohibition, end_date: 2027-07-01, status: active}]"));
  obeys(limits::exclusion_max_months, 12, "ORD115",
        community_order("conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, requirements: [{id: R1, "
                        "type: exclusion, end_date: 2028-04-01, status: active}]"));
  const std::string work = community_order(
      "conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, requirements: [{id: R1, type: "
      "unpaid_work, hours: 250, imposed_on: sentence, status: active}]");
  obeys(limits::unpaid_work_max_hours, 240, "ORD111", work);
  obeys(limits::unpaid_work_min_hours, 260, "ORD111", work);
  const std::string periods = suspended(
      "conviction_date: 2026-09-02, sentence_date: {}, custodial_term: {months: 12}, supervision_end_date: "
      "2028-03-31, operational_end_date: 2028-04-30, requirements: []");
  obeys(limits::operational_max_months, 12, "ORD106", periods);
  obeys(limits::operational_min_months, 22, "ORD106", periods);
  obeys(limits::supervision_max_months, 12, "ORD107", periods);
  obeys(limits::supervision_min_months, 22, "ORD107", periods);
}

TEST_CASE("A further row of a table asked by the conviction or by an event is obeyed from its first day on") {
  obeys(limits::curfew_max_hours_per_day, 12, "ORD112", curfew);
  obeys(limits::curfew_max_hours_per_week, 70, "ORD112", curfew);
  obeys(limits::curfew_min_hours_per_day, 16, "ORD112", curfew);
  obeys(limits::curfew_max_months, 6, "ORD112", curfew);
  const auto own_start = [](std::string_view requirement) {
    return community_order(fmt::format(
        "conviction_date: {{}}, sentence_date: 2026-10-01, end_date: 2029-09-30, requirements: [{{id: R1, {}, "
        "start_date: 2027-02-01, status: active}}]",
        requirement));
  };
  obeys(limits::curfew_from_the_order, true, "ORD112",
        own_start("type: curfew, hours_per_day: 15, hours_per_week: 80, end_date: 2028-10-01"));
  obeys(limits::foreign_travel_from_the_order, true, "ORD115",
        own_start("type: foreign_travel_prohibition, end_date: 2027-10-01"));
  obeys(limits::suspended_term_max_months, 10, "ORD125",
        suspended("conviction_date: {}, sentence_date: 2026-10-01, custodial_term: {months: 12}, supervision_end_date: "
                  "2028-03-31, operational_end_date: 2028-04-30, requirements: []"));
  obeys(limits::warning_months, 24, "ENF403",
        case_of("{id: O1, type: community_order, offences: [{last_date: 2024-01-04}], conviction_date: 2025-10-02, "
                "sentence_date: 2025-10-10, end_date: 2028-10-09, fine: true, requirements: [{id: R1, type: "
                "rehabilitation_activity, max_days: 20, status: active}]}",
                "contacts: [{id: C1, date: 2027-12-01, type: activity_session, requirement: R1, outcome: "
                "unacceptable_absence}]\nenforcement: [{id: E1, date: {}, action: warning, order: O1}]\n"));
}

TEST_CASE("A further row of what an order may hold is obeyed from its first day on") {
  obeys(limits::suspended_term_min_days, 30, "ORD128",
        suspended("conviction_date: 2026-09-02, sentence_date: {}, custodial_term: {days: 20}, supervision_end_date: "
                  "2027-09-30, operational_end_date: 2027-09-30, requirements: []"));
  obeys(limits::unpaid_work_on_breach_min_hours, 35, "ORD111",
        community_order("conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, requirements: [{id: R1, "
                        "type: unpaid_work, hours: 30, imposed_on: breach, status: active}]"));
  obeys(limits::drug_rehabilitation_reviews_over_months, 6, "ORD129",
        community_order("conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, requirements: [{id: R1, "
                        "type: drug_rehabilitation, months: 12, court_reviews: false, status: active}]"));
  obeys(limits::drug_testing_available, false, "ORD124",
        community_order("conviction_date: {}, sentence_date: 2026-10-02, end_date: 2028-09-30, requirements: [{id: R1, "
                        "type: drug_testing, status: active}]"));
  obeys(limits::attendance_centre_session_max_hours, 2, "UPW711",
        case_of("{id: O1, type: community_order, sentence_date: 2026-01-13, end_date: 2027-01-12, requirements: [{id: "
                "R1, type: attendance_centre, hours: 24}]}",
                "contacts: [{id: C1, date: {}, type: attendance_centre_session, requirement: R1, minutes: 180, "
                "outcome: attended_complied}]\n"));
}

TEST_CASE("A further row of whom an order may be made for and for what is obeyed from its first day on") {
  obeys(limits::community_order_age_min, 25, "ORD127",
        community_order("conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, requirements: []") +
            "person: {date_of_birth: 2006-01-01}\n");
  obeys(limits::rar_available, false, "ORD101",
        case_of("{id: O1, type: community_order, offences: [{last_date: {}}], conviction_date: 2026-10-20, "
                "sentence_date: 2026-10-27, end_date: 2028-09-30, fine: true, requirements: [{id: R1, type: "
                "rehabilitation_activity, max_days: 20, status: active}]}"));
}

TEST_CASE("What the law had ended begins again with a further row") {
  const std::string delivered = case_of(
      "{id: O1, type: post_sentence_supervision, offences: [{last_date: 2024-11-04}], conviction_date: 2025-09-29, "
      "sentence_date: 2025-10-06, end_date: 2026-12-05, requirements: [{id: R1, type: rehabilitation_activity, "
      "max_days: 20, status: active}]}",
      "contacts: [{id: C1, date: {}, type: activity_session, requirement: R1, rar_activity: true, outcome: "
      "attended_complied}]\n");
  CHECK(outcome(delivered, "ORD120", changes) == "ORD120 fail");
  {
    const Further further(limits::post_sentence_supervision_exists, true);
    CHECK(outcome(delivered, "ORD120", changes).empty());
    CHECK(outcome(delivered, "ORD120", day_before) == "ORD120 fail");
  }
  const std::string centre = case_of(
      "{id: O1, type: community_order, offences: [{last_date: 2026-01-04}], conviction_date: {}, sentence_date: "
      "2026-10-02, end_date: 2028-09-30, fine: true, requirements: [{id: R1, type: attendance_centre, hours: 50, "
      "status: active}]}",
      "person: {date_of_birth: 1996-05-05}\n");
  CHECK(outcome(centre, "ORD114", changes) == "ORD114 fail");
  const Further least(limits::attendance_centre_min_hours, 40), most(limits::attendance_centre_max_hours, 60);
  const Further youngest(limits::attendance_centre_age_min, 25), oldest(limits::attendance_centre_age_max, 40);
  CHECK(outcome(centre, "ORD114", changes).empty());
  CHECK(outcome(centre, "ORD114", day_before) == "ORD114 fail");
  const auto of_nobody = said(centre.substr(0, centre.find("person:")), "ORD114", format(changes));
  REQUIRE(of_nobody.size() == 1);
  CHECK(of_nobody.front().message == "passes if the person was 25 to 40 at a conviction by 2026-10-01");
}

TEST_CASE("A further row of the two extensions and of the longer cap is obeyed, each by itself") {
  const std::string extended = community_order(
      "conviction_date: 2026-09-02, sentence_date: {}, end_date: 2028-09-30, amendments: [{date: 2028-01-10, kind: "
      "end_date_extended_on_breach, end_date: 2029-03-30}, {date: 2028-03-10, kind: end_date_extended_on_application, "
      "end_date: 2029-09-30}], requirements: []");
  obeys(limits::extension_on_breach_max_months, 3, "ORD104", extended);
  obeys(limits::extension_on_application_max_months, 3, "ORD104", extended);
  const std::string long_term = suspended(
      "conviction_date: {}, sentence_date: 2026-10-02, custodial_term: {months: 30}, supervision_end_date: 2028-03-31, "
      "operational_end_date: 2029-04-01, requirements: []");
  obeys(limits::operational_max_months_long_term, 28, "ORD106", long_term);
  obeys(limits::long_term_months, 30, "ORD106", long_term);
}

TEST_CASE("A further row of what is asked on the day of the run is obeyed from its first day on") {
  const std::string worked =
      "contacts: [{id: C1, date: 2026-07-04, type: unpaid_work_session, requirement: R1, outcome: attended_complied, "
      "minutes_credited: 5401}]\nreviews: []\n";
  const auto work = [&](std::string_view made) {
    return case_of(
        fmt::format("{{id: O1, type: community_order, conviction_date: {0}, sentence_date: {0}, end_date: "
                    "2028-05-24, requirements: [{{id: R1, type: unpaid_work, hours: 120, status: active}}]}}",
                    made),
        worked);
  };
  const Judged not_begun{{}, {}, date(2027, 1, 1)};
  obeys(limits::unpaid_work_period_months, 12, "UPW701", work("2025-05-25"), not_begun);
  turns(limits::unpaid_work_period_repealed, false, "REV603", work("2026-02-25"), "REV603 undetermined", "REV603 fail",
        not_begun);
  const Judged begun{{}, {}, date(2026, 6, 1)};
  const std::string cut = work("2026-05-25");
  turns(limits::incentive_after_percent, 50, "UPW703", cut, "UPW703 fail", "", begun);
  turns(limits::incentive_minutes_per_hour, 10, "UPW703", cut, "UPW703 fail", "", begun);
  turns(limits::incentive_max_percent, 20, "UPW703", cut, "UPW703 fail", "", begun);
}

TEST_CASE("A further row that ends what began is obeyed from its first day on") {
  const auto ended = [](std::string_view convicted, std::string_view on) {
    return case_of(
        fmt::format("{{id: O1, type: community_order, offences: [{{last_date: 2024-11-04}}], conviction_date: {0}, "
                    "sentence_date: 2026-10-02, end_date: 2027-10-01, termination: {{date: {1}, reason: "
                    "early_termination}}, early_termination: {{considered_date: 2026-10-03, special_procedures: false, "
                    "no_further_instructions_needed: true, objectives_met: true, objectives_to_add: false, told_date: "
                    "{1}}}, requirements: [{{id: R1, type: rehabilitation_activity, max_days: 20, status: terminated, "
                    "termination_date: {1}}}]}}",
                    convicted, on),
        "plan: {completed_date: 2026-10-03, activities: [], objectives: [{id: G1, need: thinking_and_behaviour, "
        "status: "
        "achieved}]}\ncontacts: []\n");
  };
  turns(limits::code_conviction, false, "ORD118", ended("{}", "2027-05-11"), "", "ORD118 undetermined");
  std::string earlier = ended("2025-09-02", "{}");
  for (const std::string_view day : {"2026-10-02", "2026-10-03"})
    for (std::size_t at = earlier.find(day); at != std::string::npos; at = earlier.find(day))
      earlier.replace(at, day.size(), "2026-01-05");
  obeys(limits::early_termination_available, false, "ORD118", earlier);
  turns(limits::record_under_intervention, false, "RAR209",
        community_order("conviction_date: 2026-01-06, sentence_date: 2026-01-13, end_date: 2027-01-12, requirements: "
                        "[{id: R1, type: rehabilitation_activity, max_days: 20, status: active}]") +
            "plan: {activities: []}\ncontacts: [{id: C1, date: {}, type: activity_session, requirement: R1, "
            "rar_activity: true, outcome: attended_complied}]\n",
        "RAR209 fail", "");
}

TEST_CASE("A further row of the offences that the duty of punishment reached before the Code is obeyed") {
  const Further without_the_code(limits::code_conviction, false);
  turns(limits::punitive_requirement_reaches, false, "ORD109",
        case_of("{id: O1, type: community_order, offences: [{last_date: {}}], conviction_date: 2026-10-20, "
                "sentence_date: 2026-10-27, end_date: 2027-10-26, fine: false, exceptional_circumstances: false, "
                "requirements: [{id: R1, type: unpaid_work, hours: 60, purposes: [reparation], status: active}]}"),
        "ORD109 fail", "");
}

TEST_CASE("A further row of what an intervention may ask for is obeyed from the first session on") {
  const auto planned = [](std::string_view intervention, std::string_view items) {
    return case_of(
        "{id: O1, type: community_order, offences: [{last_date: 2026-01-04, categories: []}], conviction_date: "
        "2026-08-04, sentence_date: 2026-08-05, end_date: 2027-08-04, fine: true, requirements: [{id: R1, type: "
        "rehabilitation_activity, max_days: 20, status: active}]}",
        fmt::format("person: {{sex: male, date_of_birth: 1991-04-17}}\nassessments: [{{id: S1, tool: oasys_layer_3, "
                    "completed_date: 2026-08-20, items: {{{}}}, needs: [{{area: "
                    "thinking_and_behaviour, linked_to_harm: false}}, {{area: attitudes, linked_to_harm: "
                    "false}}]}}]\nplan: {{activities: [{{id: A1, "
                    "requirement: R1, intervention: {}, need: thinking_and_behaviour, start_date: {{}}, end_date: "
                    "2026-12-07, status: planned}}]}}\n",
                    items, intervention));
  };
  const Judged how{date(2026, 9, 1), "asking", {}};
  const std::string six_items = R"("7.2": 2, "11.4": 1, "11.6": 1, "11.7": 1, "11.9": 0, "12.1": 0)";
  turns(limits::needs_a_min_sum, 8, "PLN310", planned("seven-items", six_items), "", "PLN310 fail", how);
  turns(limits::needs_b_item_score, 1, "PLN310", planned("one-item", R"("11.3": 2)"), "", "PLN310 fail", how);
  turns(limits::oasys_item_max, 4, "PLN310",
        planned("seven-items", R"("7.2": 2, "11.4": 0, "11.6": 0, "11.7": 0, "11.9": 0, "12.1": 0)"), "PLN310 fail",
        "PLN310 undetermined", how);
}

TEST_CASE("Under a further row what is not dated is asked for its date, and passes where every row is kept") {
  const auto undated = [](std::string text, std::string_view key) {
    const std::size_t at = text.find(fmt::format("{}: {{}}, ", key));
    REQUIRE(at != std::string::npos);
    text.erase(at, key.size() + 6);
    return text;
  };
  CHECK(said(undated(abstinence, "sentence_date"), "ORD113", "").empty());
  {
    const Further further(limits::alcohol_abstinence_max_days, 90);
    const auto findings = said(undated(abstinence, "sentence_date"), "ORD113", "");
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().message == "which law is asked depends on `sentence_date`, not recorded");
    CHECK(findings.front().missing == std::vector<std::string>{"/orders/0/sentence_date"});
  }
  CHECK(said(undated(curfew, "conviction_date"), "ORD112", "").empty());
  const Further further(limits::curfew_max_hours_per_day, 12);
  const auto findings = said(undated(curfew, "conviction_date"), "ORD112", "");
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().message ==
        "passes if the conviction was before 2026-10-01 (else: 15 hours a day, at most 12)");
  CHECK(findings.front().missing == std::vector<std::string>{"/orders/0/conviction_date"});
  const Further least(limits::curfew_min_hours_per_day, 3);
  const auto of_two = said(undated(curfew, "conviction_date"), "ORD112", "");
  REQUIRE(of_two.size() == 1);
  CHECK(of_two.front().message == "which law is asked depends on `conviction_date`, not recorded");
  CHECK(of_two.front().missing == std::vector<std::string>{"/orders/0/conviction_date"});
}

TEST_CASE("Under a further row an order without its date is asked for it, whenever the conviction was") {
  const auto asks = [](auto& table, auto value, std::string_view rule, const std::string& text, std::size_t times = 1) {
    INFO(table.name << " and " << rule);
    const Further further(table, value);
    const auto findings = said(text, rule, "");
    CHECK(findings.size() == times);
    for (const rules::Finding& finding : findings) {
      CHECK(finding.outcome == rules::Verdict::undetermined);
      const auto& missing = finding.missing;
      CHECK(std::find(missing.begin(), missing.end(), "/orders/0/sentence_date") != missing.end());
    }
  };
  const std::string convicted = "conviction_date: 2026-09-02, ";
  const std::string work = community_order(convicted +
                                           "end_date: 2028-09-30, requirements: [{id: R1, type: unpaid_work, hours: "
                                           "250, imposed_on: sentence, status: active}]");
  asks(limits::unpaid_work_max_hours, 240, "ORD111", work, 2);  // of itself, and in the sum
  asks(limits::unpaid_work_min_hours, 260, "ORD111", work, 2);
  asks(limits::community_order_max_months, 24, "ORD104",
       community_order(convicted + "end_date: 2029-06-01, requirements: []"));
  asks(limits::community_order_age_min, 21, "ORD127",
       community_order(convicted + "end_date: 2028-09-30, requirements: []") + "person: {date_of_birth: 2007-01-06}\n");
  const auto holding = [&](std::string_view requirement) {
    return community_order(
        fmt::format("{}end_date: 2028-09-30, requirements: [{{id: R1, {}, status: active}}]", convicted, requirement));
  };
  asks(limits::drug_rehabilitation_reviews_over_months, 6, "ORD129",
       holding("type: drug_rehabilitation, months: 12, court_reviews: false"));
  asks(limits::alcohol_abstinence_max_days, 90, "ORD113", holding("type: alcohol_abstinence_monitoring, days: 100"));
  asks(limits::foreign_travel_max_months, 6, "ORD115",
       holding("type: foreign_travel_prohibition, start_date: 2026-10-20, end_date: 2027-07-01"));
  asks(limits::exclusion_max_months, 12, "ORD115",
       holding("type: exclusion, start_date: 2026-10-20, end_date: 2028-04-01"));
  const std::string term = suspended(convicted +
                                     "custodial_term: {days: 20}, supervision_end_date: 2028-03-31, "
                                     "operational_end_date: 2028-04-30, requirements: []");
  asks(limits::suspended_term_min_days, 30, "ORD128", term);
  asks(limits::operational_max_months, 12, "ORD106", term);
  asks(limits::supervision_max_months, 12, "ORD107",
       suspended(convicted +
                 "custodial_term: {days: 20}, supervision_end_date: 2028-03-31, operational_end_date: 2028-04-30, "
                 "requirements: [{id: R1, type: rehabilitation_activity, max_days: 20, status: active}]"));
}
