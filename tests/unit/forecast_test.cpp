// The forecast where several requirements share the days to come, where days have their dates, and what it lacks: on
// the day and the day beside it. tests/property/forecast_test.cpp asks the arithmetic of one requirement.
#include "facts/case/forecast.hpp"

#include <algorithm>

#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::usual_day, test::Written;

namespace {

std::string forecast_case(Date end, const std::string& requirements, const std::string& rest) {
  return "schema: case/1\ncrn: X955205\norders:\n"
         "  - {id: O1, type: community_order, conviction_date: 2025-01-06, sentence_date: 2025-01-13, end_date: " +
         format(end) + ", requirements: [" + requirements + "]}\nsuspensions: []\nflags: []\nreviews: []\n" + rest;
}
std::string activity_days(const std::string& id, int days) {
  return "{id: " + id + ", type: rehabilitation_activity, max_days: " + std::to_string(days) + ", status: active}";
}
// One day a week, the last of them on `last`.
std::string delivered(const std::string& requirement, int days, Date last) {
  std::string text;
  for (int i = 0; i < days; ++i)
    text += "  - {id: " + requirement + "C" + std::to_string(i) + ", date: " + format(last - Days{6 * i}) +
            ", type: activity_session, requirement: " + requirement +
            ", rar_activity: true, outcome: attended_complied}\n";
  return text;
}
std::optional<Forecast> of_kind(const Written& made, std::string_view kind) {
  std::vector<Forecast> all = forecasts(made.facts);
  const auto at = std::find_if(all.begin(), all.end(), [&](const Forecast& one) { return one.kind == kind; });
  return at == all.end() ? std::nullopt : std::optional(std::move(*at));
}

// Two requirements with a day left each, of which 1 and 13 days were delivered in the twelve weeks.
Outlook together_to(Date end) {
  const Written made(
      forecast_case(end, activity_days("R1", 2) + ", " + activity_days("R2", 14),
                    "contacts:\n" + delivered("R1", 1, date(2025, 10, 20)) + delivered("R2", 13, date(2025, 10, 21))));
  const auto found = of_kind(made, "together");
  REQUIRE(found);
  CHECK(found->left == 2.0);
  return found->outlook;
}

}  // namespace

TEST_CASE("A pace that is just what several requirements together need is on track, a day less is at risk") {
  // 14 days in 84 against 2 in 12.
  CHECK(together_to(date(2025, 11, 5)) == Outlook::on_track);
  CHECK(together_to(date(2025, 11, 4)) == Outlook::at_risk);
}

TEST_CASE("Days of several requirements fit together while two a week do, and not one more") {
  const auto outlook = [](int second, Date end) {
    const Written made(
        forecast_case(end, activity_days("R1", 1) + ", " + activity_days("R2", second), "contacts: []\n"));
    const auto found = of_kind(made, "together");
    REQUIRE(found);
    return found->outlook;
  };
  const Date in_a_week = usual_day + Days{7};
  CHECK(outlook(1, in_a_week) == Outlook::at_risk);
  CHECK(outlook(2, in_a_week) == Outlook::cannot_finish);
  CHECK(outlook(1, in_a_week - Days{1}) == Outlook::cannot_finish);
}

TEST_CASE("Hours of several orders are summed to the minute") {
  const auto order = [](const std::string& id, const std::string& requirement) {
    return "  - {id: " + id +
           ", type: community_order, conviction_date: 2025-01-06, sentence_date: 2025-01-13, end_date: 2026-01-12, "
           "requirements: [{id: " +
           requirement + ", type: unpaid_work, hours: 2, status: active}]}\n";
  };
  const auto worked = [](const std::string& requirement, int minutes) {
    return "  - {id: C" + requirement + ", date: 2025-10-20, type: unpaid_work_session, requirement: " + requirement +
           ", outcome: attended_complied, minutes_credited: " + std::to_string(minutes) + "}\n";
  };
  const auto together = [&](int first, int second, int third) {
    const Written made("schema: case/1\ncrn: X955206\norders:\n" + order("O1", "R1") + order("O2", "R2") +
                       order("O3", "R3") + "suspensions: []\nflags: []\nreviews: []\ncontacts:\n" +
                       worked("R1", first) + worked("R2", second) + worked("R3", third));
    const auto found = of_kind(made, "together");
    REQUIRE(found);
    REQUIRE(found->last_useful_date);
    return *found->last_useful_date;
  };
  const Date end = date(2026, 1, 12);
  const std::int64_t rate = Policy::national().resolve("unpaid_work_hours_per_week", usual_day)->number();
  for (const int first : {10, 20, 50, 70}) {
    for (const int second : {10, 20, 40, 100}) {
      const int whole_hours = first + second < 120 ? 120 : 180;
      const int third = whole_hours - first - second;  // left, of 120 each
      if (third <= 0 || third >= 120) continue;
      INFO(first << " " << second << " " << third);
      CHECK(together(120 - first, 120 - second, 120 - third) == last_day_that_fits(end, whole_hours / 60, rate));
      CHECK(together(120 - first, 120 - second, 120 - third - 1) ==
            last_day_that_fits(end, whole_hours / 60 + 1, rate));
    }
  }
}

TEST_CASE("A programme lacks its days, and the contacts unless all of it is done") {
  const auto asked = [](const std::string& days, const std::string& contacts) {
    const Written made(
        forecast_case(date(2026, 1, 12), "{id: R1, type: accredited_programme, status: active" + days + "}", contacts));
    const auto found = of_kind(made, "days");
    return found ? made.names(found->missing) : Names{"no forecast"};
  };
  const std::string one =
      "contacts: [{id: C1, date: 2025-10-24, type: activity_session, requirement: R1, outcome: attended_complied}]\n";
  CHECK(asked("", one) == Names{"/orders/0/requirements/0/days"});
  CHECK(asked(", days: 2", "") == Names{"/contacts"});
  CHECK(asked(", days: 2", one).empty());
  CHECK(asked(", days: 1", one) == Names{"no forecast"});
  CHECK(asked(", days: 1", one + "partial: [{list: contacts}]\n") == Names{"no forecast"});
  CHECK(asked(", days: 2", one + "partial: [{list: contacts}]\n") == Names{"/contacts"});
}

TEST_CASE("A day of a programme counts up to as-of, once, and where the person complied") {
  const auto left = [](const std::string& contact) {
    const Written made(forecast_case(date(2026, 1, 12), "{id: R1, type: accredited_programme, days: 9, status: active}",
                                     "contacts: [" + contact + "]\n"));
    return of_kind(made, "days")->left;
  };
  const auto on = [](const std::string& date, const std::string& outcome = "attended_complied") {
    return "{date: " + date + ", type: activity_session, requirement: R1, outcome: " + outcome + "}";
  };
  CHECK(left(on("2025-10-24")) == 8.0);
  CHECK(left(on("2025-10-23") + ", " + on("2025-10-23")) == 8.0);
  CHECK(left(on("2025-10-23", "attended_sent_home_service")) == 9.0);
  CHECK(left(on("2025-10-23", "attended_failed_to_comply")) == 9.0);
  CHECK(left("{date: 2025-10-23, type: activity_session, requirement: R1}") == 9.0);
}

TEST_CASE("Days with a date up to the end are delivered on it; the pace is asked for the rest") {
  // A day of two in the twelve weeks, and a date for the other or none by the end.
  const auto outlook = [](const std::string& session) {
    const Written made(
        forecast_case(date(2025, 11, 3), activity_days("R1", 2),
                      "contacts: []\nplan: {activities: [{id: A1, requirement: R1, kind: toolkit, status: in_progress, "
                      "planned_days: 1, sessions: [" +
                          session + "]}]}\n"));
    const auto found = of_kind(made, "days");
    REQUIRE(found);
    CHECK(found->left == 1.0);
    const std::string_view said = "1 day planned and booked will be delivered on its date";
    CHECK((found->outlook == Outlook::on_track) ==
          (std::find(found->assumptions.begin(), found->assumptions.end(), said) != found->assumptions.end()));
    return found->outlook;
  };
  CHECK(outlook("{date: 2025-11-03}") == Outlook::on_track);
  CHECK(outlook("{date: 2025-11-04}") == Outlook::at_risk);
  CHECK(outlook("") == Outlook::at_risk);
}

TEST_CASE("A maximum that is not recorded, or of no days, is missing") {
  const auto asked = [](const std::string& maximum) {
    const Written made(forecast_case(
        date(2026, 1, 12), "{id: R1, type: rehabilitation_activity, status: active" + maximum + "}", "contacts: []\n"));
    return made.names(of_kind(made, "days")->missing);
  };
  CHECK(asked("") == Names{"/orders/0/requirements/0/max_days"});
  CHECK(asked(", max_days: 0") == Names{"/orders/0/requirements/0/max_days"});
  CHECK(asked(", max_days: 1").empty());
}
