// The dates that lie ahead of a case, on their day and the day after, and how each was worked out.
#include "facts/case/reviews.hpp"

#include <algorithm>

#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::Written;

namespace {

std::string due_case(const std::string& requirement, const std::string& rest = {},
                     const std::string& sentence = "sentence_date: 2025-01-13, ") {
  return "schema: case/1\ncrn: X955204\norders:\n"
         "  - {id: O1, type: community_order, conviction_date: 2025-01-06, " +
         sentence + "end_date: 2026-01-12, requirements: [" + requirement + "]}\n" + rest;
}
const std::string activity = "{id: R1, type: rehabilitation_activity, max_days: 20, status: active}";
const std::string hours = "{id: R1, type: unpaid_work, hours: 100, status: active}";
const std::string empty = "contacts: []\nreviews: []\nsuspensions: []\nenforcement: []\n";

std::optional<DueRow> row_of(const Written& made, std::string_view kind, Date until) {
  const std::vector<DueRow> rows = due_rows(made.facts, until);
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const DueRow& row) { return row.kind == kind; });
  return at == rows.end() ? std::nullopt : std::optional(*at);
}

}  // namespace

TEST_CASE("The end of an order is due on its last day, and no longer the day after") {
  const std::string text = due_case(activity, empty);
  const auto on_last_day = row_of(Written(text, date(2026, 1, 12)), "order_end", date(2026, 2, 12));
  REQUIRE(on_last_day);
  CHECK(on_last_day->due == date(2026, 1, 12));
  CHECK(on_last_day->days_left == 0);
  CHECK(on_last_day->state == DueState::due);
  CHECK_FALSE(row_of(Written(text, date(2026, 1, 13)), "order_end", date(2026, 2, 12)));
}

TEST_CASE("What falls due on the last day that is looked at is due, the day after it lies ahead") {
  const Written made(due_case(activity, empty), date(2025, 12, 1));
  CHECK(row_of(made, "order_end", date(2026, 1, 12))->state == DueState::due);
  CHECK(row_of(made, "order_end", date(2026, 1, 11))->state == DueState::ahead);
}

TEST_CASE("Where Reset is recorded and its first day is not known, the day is asked for as long as the order may run") {
  const std::string without_end =
      "schema: case/1\ncrn: X955205\norders:\n"
      "  - {id: O1, type: community_order, conviction_date: 2025-01-06, sentence_date: 2025-01-13, requirements: [" +
      activity + "]}\ncontacts: []\nreviews: []\nenforcement: []\n";
  const auto row = [&](const std::string& suspension, const std::string& more = {}) {
    std::string text = without_end + "suspensions: [" + suspension + "]\n";
    if (!more.empty()) text.replace(text.find("requirements:"), 0, more);
    return row_of(Written(text, date(2025, 10, 24)), "final_third", date(2025, 11, 24));
  };
  const auto open = row("{id: P1, order: O1, policy: probation_reset}");
  REQUIRE(open);
  CHECK(open->state == DueState::undetermined);
  CHECK_FALSE(open->due);
  CHECK(open->computed == "P1 suspends for the final third, and from when is not known");
  REQUIRE(open->missing.size() == 1);
  CHECK(open->missing.front().key == "end_date");
  CHECK(row("{id: P1, order: O1, policy: probation_reset, from: 2025-11-01}")->due == date(2025, 11, 1));
  CHECK_FALSE(row(""));
  CHECK_FALSE(
      row("{id: P1, order: O1, policy: probation_reset}", "termination: {date: 2025-10-01, reason: completed}, "));
}

TEST_CASE("The time for unpaid work is counted from the order, in words too, or told by the court") {
  const auto row = [](const std::string& text) {
    return row_of(Written(text), "unpaid_work_12_months", date(2026, 1, 13));
  };
  const auto from_order = row(due_case(hours, empty));
  REQUIRE(from_order);
  CHECK(from_order->due == date(2026, 1, 13));
  CHECK(from_order->computed == "2025-01-13 + 12 months = 2026-01-13");
  CHECK(from_order->state == DueState::due);
  CHECK(from_order->days_left == 81);
  const auto extended = row(due_case(hours, empty,
                                     "sentence_date: 2025-01-13, amendments: [{date: 2025-09-01, kind: "
                                     "unpaid_work_extended, requirement: R1, until: 2026-04-12}], "));
  REQUIRE(extended);
  CHECK(extended->due == date(2026, 4, 12));
  CHECK(extended->computed == "extended by the court to 2026-04-12");
  CHECK(extended->state == DueState::ahead);
  const Written undated(due_case(hours, empty, ""));
  const auto open = row_of(undated, "unpaid_work_12_months", date(2026, 1, 13));
  REQUIRE(open);
  CHECK(open->state == DueState::undetermined);
  CHECK(undated.names(open->missing) == Names{"/orders/0/sentence_date"});
  CHECK(open->computed == "12 months from a day that is not recorded");
}

TEST_CASE("The time for unpaid work asks for what may have given more of it, or ended the order") {
  for (const std::string list : {"amendments", "terminations"}) {
    const Written made(due_case(hours, empty + "partial: [{list: " + list + "}]\n"));
    const auto row = row_of(made, "unpaid_work_12_months", date(2026, 1, 13));
    REQUIRE(row);
    CHECK(row->state == DueState::undetermined);
    CHECK(row->due == date(2026, 1, 13));
    CHECK(made.names(row->missing) == Names{"/orders/0/" + list});
  }
}

TEST_CASE("An absence waits for its decision from the day after it") {
  const auto waits = [](Date as_of) {
    return row_of(Written(due_case(activity,
                                   "contacts: [{id: C1, date: 2025-10-20, type: activity_session, requirement: R1, "
                                   "outcome: failed_to_attend}]\nreviews: []\nsuspensions: []\nenforcement: []\n"),
                          as_of),
                  "outcome_decision", date(2026, 1, 13));
  };
  CHECK_FALSE(waits(date(2025, 10, 20)));
  const auto row = waits(date(2025, 10, 21));
  REQUIRE(row);
  CHECK(row->entry == "C1");
}

TEST_CASE("What was over by the day on which its review falls due has none; a day later that is not known") {
  const auto state = [](Date as_of) -> std::optional<DueState> {
    const auto row =
        row_of(Written(due_case("{id: R1, type: accredited_programme, days: 20, status: completed}", empty), as_of),
               "completion_6_months", date(2026, 1, 13));
    return row ? std::optional(row->state) : std::nullopt;
  };
  CHECK_FALSE(state(date(2025, 7, 12)));
  CHECK(state(date(2025, 7, 13)) == DueState::undetermined);
}

TEST_CASE("A review is done on the day on which it falls due, and done late the day after") {
  const auto state = [](const std::string& day) {
    const Written made(
        due_case("{id: R1, type: accredited_programme, days: 20, status: active}",
                 "contacts: []\nsuspensions: []\nenforcement: []\nreviews: [{id: V1, kind: completion_6_months, "
                 "requirement: R1, date: " +
                     day + "}]\n"));
    return row_of(made, "completion_6_months", date(2026, 1, 13))->state;
  };
  CHECK(state("2025-07-12") == DueState::done);
  CHECK(state("2025-07-13") == DueState::done_late);
}

TEST_CASE("A review that falls due on the last day that is looked at is due, the day after it lies ahead") {
  const Written made(due_case("{id: R1, type: accredited_programme, days: 20, status: active}", empty),
                     date(2025, 7, 1));
  CHECK(row_of(made, "completion_6_months", date(2025, 7, 12))->state == DueState::due);
  CHECK(row_of(made, "completion_6_months", date(2025, 7, 11))->state == DueState::ahead);
}

TEST_CASE("What was over by the first day on which its review can fall due has none, whatever the end is") {
  // The order ends on 12 January or 12 February 2026, as its amendment was made before or after.
  const auto row = [](Date as_of) {
    const Written made(due_case("{id: R1, type: accredited_programme, days: 20, status: completed}", empty,
                                "sentence_date: 2025-01-13, amendments: [{end_date: 2026-02-12}], "),
                       as_of);
    const auto found = row_of(made, "completion_6_months", date(2026, 1, 13));
    return found ? made.names(found->missing) : Names{"no row"};
  };
  CHECK(row(date(2025, 7, 12)) == Names{"no row"});
  CHECK(row(date(2025, 7, 13)) == Names{"/orders/0/amendments/0/date"});
}

TEST_CASE("An order that ended on a day that is not recorded was over by as-of") {
  const auto row = [](Date as_of) {
    const Written made(due_case("{id: R1, type: accredited_programme, days: 20, status: active}", empty,
                                "sentence_date: 2025-01-13, termination: {reason: other}, "),
                       as_of);
    const auto found = row_of(made, "completion_6_months", date(2026, 1, 13));
    return found ? made.names(found->missing) : Names{"no row"};
  };
  CHECK(row(date(2025, 7, 12)) == Names{"no row"});
  CHECK(row(date(2025, 7, 13)) == Names{"/orders/0/termination/date"});
}

TEST_CASE("A review asks for the status of what it is about") {
  const auto asked = [](const std::string& requirement, const std::string& rest) {
    const Written made(due_case(requirement, empty + rest));
    return made.names(row_of(made, "completion_6_months", date(2026, 1, 13))->missing);
  };
  CHECK(asked("{id: R1, type: accredited_programme, days: 20}", "") == Names{"/orders/0/requirements/0/status"});
  CHECK(asked(activity, "plan: {activities: [{id: A1, requirement: R1, kind: structured_intervention}]}\n") ==
        Names{"/plan/activities/0/status"});
}

TEST_CASE("A review that only a local window leaves out lies within the national one, on its first day too") {
  Policy local = Policy::national();
  local.add_local({"review_window_days", std::int64_t{7}, {}, {}, "a region", "policy.yaml"});
  const auto only_local = [&](Date day) {
    const Written made(due_case("{id: R1, type: accredited_programme, days: 20, status: active}",
                                "contacts: []\nsuspensions: []\nenforcement: []\nreviews: [{id: V1, kind: "
                                "completion_6_months, requirement: R1, date: " +
                                    format(day) + "}]\n"),
                       date(2025, 10, 24), local);
    const ReviewDue due = review_due(made.facts, made.order(), made.requirement(), ReviewKind::completion_6_months);
    CHECK(due.due == date(2025, 7, 12));
    CHECK(due.state == (day < date(2025, 7, 5) ? DueState::overdue : DueState::done));
    return due.only_local;
  };
  CHECK_FALSE(only_local(date(2025, 6, 13)));
  CHECK(only_local(date(2025, 6, 14)));
  CHECK(only_local(date(2025, 7, 4)));
  CHECK_FALSE(only_local(date(2025, 7, 5)));
}

TEST_CASE("A warning whose year is over has no row and lends its name to no other") {
  const auto entry = [](const std::string& warned) {
    const Written made(due_case(activity,
                                "contacts: []\nreviews: []\nsuspensions: []\nenforcement: [{id: E1, order: O1, "
                                "date: " +
                                    warned + ", action: warning}]\n"),
                       date(2025, 10, 24));
    const auto end = row_of(made, "order_end", date(2026, 2, 12));
    REQUIRE(end);
    CHECK(end->entry.empty());
    const auto year = row_of(made, "warning_year_end", date(2026, 2, 12));
    return year ? year->entry : "no row";
  };
  CHECK(entry("2024-10-24") == "no row");
  CHECK(entry("2024-10-25") == "E1");
}

TEST_CASE("A review asks for activities and contacts that are known to be missing, where one could be unfinished") {
  const auto asked = [](const std::string& activities, const std::string& contacts, const std::string& partial) {
    const Written made(due_case(activity, "contacts: [" + contacts +
                                              "]\nreviews: []\nsuspensions: []\nenforcement: []\nplan: {activities: [" +
                                              activities + "]}\n" + partial));
    const auto row = row_of(made, "completion_6_months", date(2026, 1, 13));
    return row ? row->state == DueState::overdue ? Names{"overdue"} : made.names(row->missing) : Names{"no row"};
  };
  const std::string part = "partial: [{list: activities}]\n", some_contacts = "partial: [{list: contacts}]\n";
  const Names no_row{"no row"}, more{"/plan/activities"};
  CHECK(asked("", "", "") == no_row);
  CHECK(asked("", "", part) == more);
  CHECK(asked("{id: A1, requirement: R1, kind: toolkit, status: planned}", "", part) == more);
  CHECK(asked("{id: A1, requirement: R1, kind: structured_intervention, status: in_progress}", "", part) ==
        Names{"overdue"});
  // Finished on the day on which the review fell due, as far as the sessions in the file tell.
  const std::string done = "{id: A1, requirement: R1, kind: structured_intervention, status: completed}";
  const auto attended_last = [](const std::string& day) {
    return "{id: C1, date: " + day + ", type: activity_session, activity: A1, outcome: attended_complied}";
  };
  CHECK(asked(done, attended_last("2025-07-12"), "") == no_row);
  CHECK(asked(done, attended_last("2025-07-12"), some_contacts) == Names{"/contacts"});
  CHECK(asked(done, attended_last("2025-07-13"), some_contacts) == Names{"overdue"});
}

TEST_CASE("The time for unpaid work is not due under an order that was transferred by its last day, or by as-of") {
  const auto due = [](const std::string& transferred, Date as_of) {
    const Written made(
        due_case(hours, empty, "sentence_date: 2025-01-13, transferred: {to: scotland" + transferred + "}, "), as_of);
    return row_of(made, "unpaid_work_12_months", date(2026, 12, 31));
  };
  const Date after_it = date(2026, 3, 24);
  CHECK_FALSE(due(", date: 2026-01-13", after_it));
  CHECK_FALSE(due(", date: 2026-03-24", after_it));
  REQUIRE(due(", date: 2026-03-25", after_it));
  CHECK(due(", date: 2026-03-25", after_it)->state == DueState::overdue);
  CHECK_FALSE(due(", date: 2026-01-13", date(2025, 12, 1)));
  CHECK(due(", date: 2026-01-14", date(2025, 12, 1)));
  CHECK(due("", after_it)->state == DueState::undetermined);
}

TEST_CASE("A warning's year is due unless a withdrawal of its day or later can be of it alone") {
  const auto due = [](const std::string& withdrawal) {
    const Written made(
        due_case(activity,
                 "reviews: []\nsuspensions: []\ncontacts: [{id: C1, date: 2025-06-02, type: "
                 "activity_session, requirement: R1, outcome: unacceptable_absence}]\nenforcement: [{id: "
                 "E1, date: 2025-06-04, action: warning, contact: C1}, {id: E2, date: 2025-06-" +
                     withdrawal + "}]\n"),
        date(2025, 10, 24));
    return row_of(made, "warning_year_end", date(2026, 12, 31)).has_value();
  };
  CHECK(due("03, action: warning_withdrawn"));
  CHECK_FALSE(due("04, action: warning_withdrawn"));
  CHECK(due("03, action: warning_withdrawn, contact: C1"));
  CHECK_FALSE(due("04, action: warning_withdrawn, contact: C1"));
}
