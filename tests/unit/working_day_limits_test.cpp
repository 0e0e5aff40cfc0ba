// Limits in working days against a second way to count: day by day, over every day of the years the table covers.
#include "facts/case/working_day_limits.hpp"

#include "law/bank_holidays.hpp"
#include "unit/written_case.hpp"

using namespace probation;

namespace {

ResolvedStandard standard(std::string_view name, Date on) { return *Policy::national().resolve(name, on); }

}  // namespace

TEST_CASE("A limit in working days ends where counting day by day ends, and not at all where the table does first") {
  const Period covered = bank_holiday_coverage();
  const ResolvedStandard ten = standard("outcome_decision_working_days", date(2025, 3, 3));
  REQUIRE(ten.number() == 10);
  int ended = 0, open = 0;
  for (Date event = covered.first; event <= covered.last; event = event + Days{1}) {
    INFO(format(event));
    const WorkingDayLimit limit = working_day_limit(event, ten);
    int left = 10;
    Date day = event;
    while (left > 0 && day < covered.last) {
      day = day + Days{1};
      if (is_working_day(day) == true) --left;
    }
    CHECK(limit.in_time(event) == true);
    CHECK(limit.in_time(event + Days{10}) == true);
    CHECK(limit.in_time(day) == true);
    if (left == 0) {
      ++ended;
      REQUIRE(limit.last);
      CHECK(*limit.last == day);
      CHECK(limit.in_time(day + Days{1}) == false);
    } else {
      ++open;
      CHECK_FALSE(limit.last);
      CHECK(limit.in_time(covered.last) == true);
      CHECK(limit.in_time(covered.last + Days{60}) == std::nullopt);
    }
  }
  CHECK(ended > 5000);
  CHECK(open == 18);
}

TEST_CASE("The example of the policy table: seven working days from Monday 14 April 2025 end on Friday 25 April 2025") {
  CHECK(working_days_after(date(2025, 4, 14), 7) == date(2025, 4, 25));
}

TEST_CASE("Before the table begins only as many calendar days as the limit has are known to be in time") {
  const Date event = date(2014, 12, 22);
  const WorkingDayLimit limit = working_day_limit(event, standard("breach_action_working_days", event));
  CHECK_FALSE(limit.last);
  CHECK(limit.in_time(event + Days{10}) == true);
  CHECK(limit.in_time(event + Days{11}) == std::nullopt);
}

TEST_CASE(
    "The first appointment attended is the earliest, the first in the file of one day, and only those before it are "
    "open") {
  const auto contact = [](const std::string& id, const std::string& date, bool attended) {
    return "  - {id: " + id + ", date: " + date + ", type: supervision_appointment, order: O1" +
           (attended ? ", outcome: attended_complied}\n" : "}\n");
  };
  const auto due = [&](const std::string& contacts) {
    const test::Written made(
        "schema: case/1\ncrn: X955207\norders:\n  - {id: O1, type: community_order, conviction_date: 2025-01-06, "
        "sentence_date: 2025-01-13, end_date: 2026-01-12, requirements: []}\ncontacts:\n" +
        contacts);
    const PlanDue row = plans_due(made.facts).at(0);
    std::string words = row.appointment != nullptr ? row.appointment->id->text : "none";
    for (const Contact* open : row.undecided) words += " " + open->id->text;
    return words;
  };
  CHECK(due(contact("C1", "2025-01-20", true) + contact("C2", "2025-01-20", true)) == "C1");
  CHECK(due(contact("C1", "2025-01-21", true) + contact("C2", "2025-01-20", true)) == "C2");
  CHECK(due(contact("C1", "2025-01-20", false) + contact("C2", "2025-01-20", true)) == "C2");
  CHECK(due(contact("C1", "2025-01-19", false) + contact("C2", "2025-01-20", true)) == "C2 C1");
  CHECK(due(contact("C1", "2025-01-12", true) + contact("C2", "2025-01-13", true)) == "C2");
  CHECK(due(contact("C1", "2025-01-12", false) + contact("C2", "2025-01-13", false)) == "none C2");
  CHECK(due(contact("C1", "2025-10-23", false) + contact("C2", "2025-10-24", false)) == "none C1");
  CHECK(due(contact("C1", "2025-10-24", true)) == "C1");
}

TEST_CASE("Limits that run from the order point to its day, and those from an appointment to that") {
  const auto made = [](const std::string& contacts) {
    return test::Written(
        "schema: case/1\ncrn: X955208\norders:\n  - {id: O1, type: community_order, conviction_date: 2025-01-06, "
        "sentence_date: 2025-01-13, end_date: 2026-01-12, requirements: []}\n" +
        contacts);
  };
  const test::Written none = made("contacts: []\n");
  CHECK(first_appointments(none.facts).at(0).question->place == none.order().sentence_date.place);
  CHECK(plans_due(none.facts).at(0).question->place == none.order().sentence_date.place);
  const test::Written one = made(
      "contacts:\n  - {id: C1, date: 2025-01-20, type: initial_appointment, order: O1, outcome: attended_complied}\n");
  CHECK(plans_due(one.facts).at(0).question->place == one.file.contacts[0].date.place);
}

namespace {

std::string limits_case(const std::string& rest, const std::string& made_on =
                                                     "conviction_date: 2025-01-06, "
                                                     "sentence_date: 2025-01-13, ") {
  return "schema: case/1\ncrn: X955310\norders:\n  - {id: O1, type: community_order, " + made_on +
         "end_date: 2026-01-12, requirements: [{id: R1, type: rehabilitation_activity, max_days: 20, status: "
         "active}]}\n" +
         rest;
}
std::string appointment_on(const std::string& id, const std::string& date, const std::string& more = {}) {
  return "  - {id: " + id + ", date: " + date + ", type: supervision_appointment, order: O1" + more + "}\n";
}
const std::string was_missed = ", outcome: unacceptable_absence";

}  // namespace

TEST_CASE("The first appointment is one of the day of the order or after, and what is not settled before it is open") {
  const auto given = [](const std::string& contacts) {
    const test::Written made(limits_case("contacts:\n" + contacts));
    const FirstAppointment row = first_appointments(made.facts).at(0);
    std::string words = row.appointment != nullptr ? row.appointment->id->text : "none";
    for (const Contact* open : row.perhaps) words += " " + open->id->text;
    return words;
  };
  CHECK(given(appointment_on("C1", "2025-10-24")) == "C1");
  CHECK(given(appointment_on("C1", "2025-10-23")) == "none C1");
  CHECK(given(appointment_on("C1", "2025-01-13")) == "none C1");
  CHECK(given(appointment_on("C1", "2025-01-12")) == "none");
  CHECK(given(appointment_on("C1", "2025-01-13", was_missed)) == "C1");
  CHECK(given(appointment_on("C1", "2025-01-12", was_missed)) == "none");
  CHECK(given(appointment_on("C1", "2025-01-20") + appointment_on("C2", "2025-01-20", was_missed)) == "C2");
  CHECK(given(appointment_on("C1", "2025-01-19") + appointment_on("C2", "2025-01-20", was_missed)) == "C2 C1");
}

TEST_CASE("An order without the date of its sentence has no limits, whatever the conviction") {
  const test::Written none(
      limits_case("contacts:\n" + appointment_on("C1", "2025-01-20"), "conviction_date: 2025-01-06, "));
  CHECK(first_appointments(none.facts).at(0).perhaps.empty());
  CHECK_FALSE(first_appointments(none.facts).at(0).question);
  REQUIRE(plans_due(none.facts).at(0).undecided.size() == 1);
  CHECK_FALSE(plans_due(none.facts).at(0).question);
  const test::Written only(
      limits_case("contacts:\n" + appointment_on("C1", "2025-01-20"), "sentence_date: 2025-01-13, "));
  CHECK(first_appointments(only.facts).at(0).perhaps.size() == 1);
  CHECK(plans_due(only.facts).at(0).undecided.size() == 1);
}

TEST_CASE("An absence awaits its decision from its own day") {
  const auto open = [](const std::string& day) {
    const test::Written made(limits_case("contacts:\n" + appointment_on("C1", day, ", outcome: failed_to_attend")));
    return open_absences(made.facts).size();
  };
  CHECK(open("2025-10-24") == 1);
  CHECK(open("2025-10-25") == 0);
}

TEST_CASE("A breach action is about the last failure up to its day, of one day the first in the file") {
  const auto about = [](const std::string& contacts, const std::string& enforcement) {
    const test::Written made(limits_case("contacts:\n" + contacts + "enforcement:\n" + enforcement));
    std::string words;
    for (const BreachAction& row : breach_actions(made.facts))
      words += (words.empty() ? "" : "; ") + row.action->id->text + " on " +
               (row.failure != nullptr ? row.failure->id->text : "none");
    return words;
  };
  const auto started = [](const std::string& id, const std::string& named = {}) {
    return "  - {id: " + id + ", date: 2025-03-14, action: breach_started" + named + "}\n";
  };
  const std::string of_the_third = appointment_on("C1", "2025-03-03", was_missed),
                    of_the_third_too = appointment_on("C2", "2025-03-03", was_missed);
  CHECK(about(of_the_third + of_the_third_too, started("E1", ", contacts: [C1, C2]")) == "E1 on C1");
  CHECK(about(of_the_third + of_the_third_too, started("E1", ", order: O1")) == "E1 on C1");
  CHECK(about(of_the_third + appointment_on("C2", "2025-03-04", was_missed), started("E1", ", contacts: [C1, C2]")) ==
        "E1 on C2");
  CHECK(about(appointment_on("C1", "2025-03-14", was_missed), started("E1", ", order: O1")) == "E1 on C1");
  CHECK(about(appointment_on("C1", "2025-03-15", was_missed), started("E1", ", order: O1")).empty());
  CHECK(about(of_the_third, started("E1", ", order: O1") + started("E2", ", order: O1")) == "E1 on C1");
}

TEST_CASE("One failure that an action must be about is one, though the table does not tell whether it was in time") {
  const test::Written made(
      limits_case("contacts:\n" + appointment_on("C1", "2028-12-28", was_missed) +
                      "enforcement:\n  - {id: E1, date: 2029-01-20, action: breach_started, order: O1}\n",
                  "conviction_date: 2028-01-06, sentence_date: 2028-01-13, "),
      date(2029, 2, 1));
  const BreachAction row = breach_actions(made.facts).at(0);
  REQUIRE(row.question);
  CHECK_FALSE(row.question->limit.in_time(row.question->asked));
  CHECK_FALSE(row.several);
  CHECK(row.failure == made.facts.contacts[0]);
}
