// The forecast where several requirements share the days to come, where days have their dates, and what it lacks: on
// the day and the day beside it. tests/property/forecast_test.cpp asks the arithmetic of one requirement.
#include "facts/case/forecast.hpp"

#include <algorithm>
#include <array>
#include <tuple>

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

TEST_CASE("Of several requirements the first end that is the worst is told, with all that ends by then") {
  const auto together = [](int own_end, int first, int second) {
    const Written made(forecast_case(usual_day + Days{70},
                                     "{id: R1, type: rehabilitation_activity, max_days: " + std::to_string(first) +
                                         ", status: active, end_date: " + format(usual_day + Days{own_end}) + "}, " +
                                         activity_days("R2", second),
                                     "contacts: []\n"));
    const auto found = of_kind(made, "together");
    REQUIRE(found);
    REQUIRE(found->horizon);
    return std::tuple(found->outlook, *found->left, days_between(usual_day, *found->horizon));
  };
  using Told = std::tuple<Outlook, double, int>;
  CHECK(together(7, 2, 18) == Told{Outlook::at_risk, 2.0, 7});
  CHECK(together(7, 2, 19) == Told{Outlook::cannot_finish, 21.0, 70});
  CHECK(together(7, 3, 19) == Told{Outlook::cannot_finish, 3.0, 7});
  CHECK(together(70, 3, 17) == Told{Outlook::at_risk, 20.0, 70});
  CHECK(together(70, 3, 18) == Told{Outlook::cannot_finish, 21.0, 70});
}

TEST_CASE("Hours of several orders are summed to the minute") {
  const std::int64_t rate = Policy::national().resolve("unpaid_work_hours_per_week", usual_day)->number();
  // Three orders of two hours, so many minutes of each left, to a day to which just so many hours fit.
  const auto outlook = [&](const std::array<int, 3>& left, int hours_that_fit) {
    const int days = static_cast<int>((7 * hours_that_fit + rate - 1) / rate);
    REQUIRE(days * rate / 7 == hours_that_fit);
    std::string orders, contacts;
    for (std::size_t i = 0; i < left.size(); ++i) {
      const std::string n = std::to_string(i + 1);
      orders += "  - {id: O" + n +
                ", type: community_order, conviction_date: 2025-01-06, sentence_date: 2025-01-13, end_date: " +
                format(usual_day + Days{days}) + ", requirements: [{id: R" + n +
                ", type: unpaid_work, hours: 2, status: active}]}\n";
      contacts += "  - {id: C" + n + ", date: 2025-10-20, type: unpaid_work_session, requirement: R" + n +
                  ", outcome: attended_complied, minutes_credited: " + std::to_string(120 - left[i]) + "}\n";
    }
    const Written made("schema: case/1\ncrn: X955206\norders:\n" + orders +
                       "suspensions: []\nflags: []\nreviews: []\ncontacts:\n" + contacts);
    const auto found = of_kind(made, "together");
    REQUIRE(found);
    CHECK(found->missing.empty());
    return found->outlook;
  };
  for (const auto& [first, second] : {std::pair(12, 46), {23, 31}, {15, 115}, {26, 104}}) {
    const int third = (first + second < 60 ? 60 : 180) - first - second;
    INFO(first << " " << second << " " << third);
    CHECK(outlook({first, second, third}, (first + second + third) / 60) != Outlook::cannot_finish);
  }
  for (const int first : {1, 2, 8, 11, 20, 50, 70}) {
    for (const int second : {1, 3, 10, 20, 40, 100}) {
      const int whole = first + second < 120 ? 120 : 180, third = whole - first - second;
      if (third <= 0 || third >= 119) continue;
      INFO(first << " " << second << " " << third);
      CHECK(outlook({first, second, third}, whole / 60) != Outlook::cannot_finish);
      CHECK(outlook({first, second, third + 1}, whole / 60) == Outlook::cannot_finish);
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
  const auto on = [](const std::string& date, const std::string& outcome = "attended_complied", int n = 1) {
    return "{id: C" + std::to_string(n) + ", date: " + date +
           ", type: activity_session, requirement: R1, outcome: " + outcome + "}";
  };
  CHECK(left(on("2025-10-24")) == 8.0);
  CHECK(left(on("2025-10-23") + ", " + on("2025-10-23", "attended_complied", 2)) == 8.0);
  CHECK(left(on("2025-10-23", "attended_sent_home_service")) == 9.0);
  CHECK(left(on("2025-10-23", "attended_failed_to_comply")) == 9.0);
  CHECK(left("{id: C1, date: 2025-10-23, type: activity_session, requirement: R1}") == 9.0);
  CHECK(left(on("2025-01-13")) == 8.0);
  CHECK(left(on("2025-01-12")) == 9.0);  // the day before the order
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

TEST_CASE("Of several requirements together the pace is asked for what has no date only, as of each alone") {
  // Nothing was delivered; a session of each by the end, the second on the day given.
  const auto told = [](const std::string& second) {
    const auto activity = [](int n, const std::string& session) {
      return "{id: A" + std::to_string(n) + ", requirement: R" + std::to_string(n) +
             ", kind: toolkit, status: planned, planned_days: 1, sessions: [" + session + "]}";
    };
    const Written made(forecast_case(
        date(2025, 11, 10), activity_days("R1", 2) + ", " + activity_days("R2", 2),
        "contacts: []\nplan: {activities: [" + activity(1, "2025-11-03") + ", " + activity(2, second) + "]}\n"));
    const auto found = of_kind(made, "together");
    REQUIRE(found);
    CHECK(found->left == 2.0);
    Outlook worst = Outlook::on_track;
    for (const Forecast& one : forecasts(made.facts))
      if (one.kind == "days" && one.outlook == Outlook::at_risk) worst = Outlook::at_risk;
    CHECK(found->outlook == worst);
    return std::pair(found->outlook, found->assumptions.back());
  };
  using Told = std::pair<Outlook, std::string>;
  CHECK(told("2025-11-10") == Told{Outlook::on_track, "2 days planned and booked will be delivered on their dates"});
  CHECK(told("2025-11-11") == Told{Outlook::at_risk, "1 day planned and booked will be delivered on its date"});
}

TEST_CASE("Beside activities that say of how many days they are, one that does not owes nobody knows what") {
  const auto asked = [](const std::string& first, const std::string& second) {
    const auto activity = [](int n, const std::string& rest) {
      return "{id: A" + std::to_string(n) + ", requirement: R1, kind: toolkit, status: " + rest + "}";
    };
    const Written made(
        forecast_case(date(2026, 1, 12), activity_days("R1", 20),
                      "contacts: []\nplan: {activities: [" + activity(1, first) + ", " + activity(2, second) + "]}\n"));
    const auto found = of_kind(made, "days");
    REQUIRE(found);
    return std::pair(found->left, made.names(found->missing));
  };
  using Asked = std::pair<std::optional<double>, Names>;
  CHECK(asked("planned, planned_days: 3", "planned, planned_days: 4") == Asked{7.0, {}});
  CHECK(asked("planned, planned_days: 3", "planned") == Asked{std::nullopt, {"/plan/activities/1/planned_days"}});
  // Without any the maximum tells, as it does once all that was planned is completed or withdrawn.
  CHECK(asked("planned", "planned") == Asked{20.0, {}});
  CHECK(asked("completed, planned_days: 3", "withdrawn, planned_days: 4") == Asked{20.0, {}});
}

TEST_CASE("A session that awaits its outcome leaves a forecast open where it decides, of one or of several together") {
  // Two a week fit into a week; of three left one may have been delivered.
  const auto asked = [](int days, int of_other, const std::string& outcome) {
    const Written made(forecast_case(
        usual_day + Days{7}, activity_days("R1", days) + (of_other > 0 ? ", " + activity_days("R2", of_other) : ""),
        "contacts: [{id: C1, date: 2025-10-23, type: activity_session, requirement: R1, rar_activity: true" + outcome +
            "}]\n"));
    const auto found = of_kind(made, of_other > 0 ? "together" : "days");
    REQUIRE(found);
    CHECK(found->left.has_value() == found->missing.empty());
    CHECK(found->last_useful_date.has_value() == found->missing.empty());
    return std::pair(found->outlook, made.names(found->missing));
  };
  using Asked = std::pair<Outlook, Names>;
  const Names outcome{"/contacts/0/outcome"};
  CHECK(asked(2, 0, "") == Asked{Outlook::at_risk, {}});
  CHECK(asked(3, 0, "") == Asked{Outlook::undetermined, outcome});
  CHECK(asked(4, 0, "") == Asked{Outlook::cannot_finish, {}});
  CHECK(asked(3, 0, ", outcome: attended_complied") == Asked{Outlook::at_risk, {}});
  CHECK(asked(3, 0, ", outcome: unacceptable_absence") == Asked{Outlook::cannot_finish, {}});
  CHECK(asked(2, 1, "") == Asked{Outlook::undetermined, outcome});
  CHECK(asked(2, 2, "") == Asked{Outlook::cannot_finish, {}});
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

TEST_CASE("The forecast of a review asks for the days of a structured intervention without any") {
  const auto asked = [](const std::string& days) {
    const Written made(forecast_case(
        date(2026, 5, 12), activity_days("R1", 20),
        "contacts: []\nplan: {activities: [{id: A1, requirement: R1, kind: structured_intervention, status: "
        "in_progress" +
            days + "}]}\n"));
    const auto found = of_kind(made, "completion_6_months");
    REQUIRE(found);
    CHECK(found->horizon == date(2025, 11, 12));
    return made.names(found->missing);
  };
  CHECK(asked("") == Names{"/plan/activities/0/planned_days"});
  CHECK(asked(", planned_days: 6").empty());
}

TEST_CASE("The pace is that of twelve weeks up to as-of, or from the day of the sentence, whatever the conviction is") {
  // What one day delivered on the date gives.
  const auto pace = [](const std::string& made_on, Date delivered_on) {
    const Written made("schema: case/1\ncrn: X955305\norders:\n  - {id: O1, type: community_order, " + made_on +
                       "end_date: 2026-01-12, requirements: [" + activity_days("R1", 20) +
                       "]}\nsuspensions: []\nflags: []\nreviews: []\ncontacts:\n" + delivered("R1", 1, delivered_on));
    return of_kind(made, "days")->pace_per_week;
  };
  const std::string long_ago = "conviction_date: 2025-01-06, sentence_date: 2025-01-13, ";
  CHECK(pace(long_ago, date(2025, 8, 1)) == 0.0);
  CHECK(pace(long_ago, date(2025, 8, 2)) == 7.0 / 84);
  CHECK(pace(long_ago, usual_day) == 7.0 / 84);
  CHECK(pace("conviction_date: 2025-07-01, sentence_date: 2025-10-15, ", usual_day) == 0.7);
  CHECK(pace("sentence_date: 2025-10-15, ", date(2025, 10, 15)) == 0.7);
  CHECK_FALSE(pace("conviction_date: 2025-10-15, ", usual_day));  // whether it was in force then is not known
}

TEST_CASE("Hours are delivered up to as-of") {
  const auto pace = [](const std::string& day) {
    const Written made(forecast_case(date(2026, 1, 12), "{id: R1, type: unpaid_work, hours: 100, status: active}",
                                     "contacts: [{id: C1, date: " + day +
                                         ", type: unpaid_work_session, requirement: R1, outcome: attended_complied, "
                                         "minutes_credited: 120}]\n"));
    const auto found = of_kind(made, "unpaid_work_hours");
    REQUIRE(found);
    return *found->pace_per_week;
  };
  CHECK(pace("2025-10-24") == 7.0 * 120 / 60 / 84);
  CHECK(pace("2025-10-25") == 0.0);
}

TEST_CASE("One requirement cannot be finished where a day more is left than fits, and is on track at just the pace") {
  const auto outlook = [](int maximum, Date end, const std::string& contacts = "contacts: []\n") {
    const Written made(forecast_case(end, activity_days("R1", maximum), contacts));
    return of_kind(made, "days")->outlook;
  };
  CHECK(outlook(2, usual_day + Days{7}) == Outlook::at_risk);
  CHECK(outlook(3, usual_day + Days{7}) == Outlook::cannot_finish);
  CHECK(outlook(2, usual_day + Days{6}) == Outlook::cannot_finish);
  const std::string one = "contacts:\n" + delivered("R1", 1, date(2025, 10, 20));
  CHECK(outlook(2, usual_day + Days{84}, one) == Outlook::on_track);
  CHECK(outlook(2, usual_day + Days{83}, one) == Outlook::at_risk);
}

TEST_CASE("On the last day nothing more is asked a week, of one or of several together") {
  const auto told = [](const std::string& kind, Date end) {
    const Written made(forecast_case(end, activity_days("R1", 20) + ", " + activity_days("R2", 10), "contacts: []\n"));
    const auto found = of_kind(made, kind);
    REQUIRE(found);
    CHECK(found->outlook == Outlook::cannot_finish);
    CHECK(found->weeks_left == days_between(usual_day, end) / 7.0);
    return found->needed_per_week;
  };
  CHECK_FALSE(told("days", usual_day));
  CHECK(told("days", usual_day + Days{1}) == 140.0);
  CHECK_FALSE(told("together", usual_day));
  CHECK(told("together", usual_day + Days{1}) == 210.0);
}

TEST_CASE("Where no day a week can be fitted in, no last day is told") {
  Policy none = Policy::national();
  none.add_local({"rar_days_per_week", std::int64_t{0}, {}, {}, "a region", "policy.yaml"});
  const Written made(forecast_case(date(2026, 1, 12), activity_days("R1", 20), "contacts: []\n"), usual_day, none);
  const auto found = of_kind(made, "days");
  REQUIRE(found);
  CHECK(found->outlook == Outlook::undetermined);
  CHECK_FALSE(found->last_useful_date);
}

TEST_CASE("A forecast says what it takes for granted, and no days of which none is planned") {
  const auto assumed = [](const std::string& plan) {
    const Written made(forecast_case(date(2026, 1, 12), activity_days("R1", 2), "contacts: []\n" + plan));
    std::vector<std::string> all = of_kind(made, "days")->assumptions;
    REQUIRE_FALSE(all.empty());
    all.erase(all.begin());  // the row of the policy
    return all;
  };
  const Names usual{"absences to come: none", "the pace of 2025-08-02 to 2025-10-24 holds"};
  const std::string plan =
      "plan: {activities: [{id: A1, requirement: R1, kind: toolkit, status: in_progress, sessions: ";
  CHECK(assumed("") == usual);
  CHECK(assumed(plan + "[2026-01-13]}]}\n") == usual);
  Names with_days = usual;
  with_days.emplace_back("2 days planned and booked will be delivered on their dates");
  CHECK(assumed(plan + "[2025-11-13, 2026-01-12]}]}\n") == with_days);
}

TEST_CASE("A plan that was read in part, or whose activities are known in part, is missing") {
  const std::string text =
      forecast_case(date(2026, 1, 12), activity_days("R1", 20), "contacts: []\nplan: {activities: []}\n");
  const auto asked = [](const Written& made, const CaseFacts& facts) {
    for (const Forecast& one : forecasts(facts))
      if (one.kind == "days") return made.names(one.missing);
    return Names{"no forecast"};
  };
  Written whole(text);
  CHECK(asked(whole, whole.facts).empty());
  const Written partly(text + "partial: [{list: activities}]\n");
  CHECK(asked(partly, partly.facts) == Names{"/plan/activities"});
  whole.file.half_read = {"plan"};
  whole.file.plan.reset();
  CHECK(asked(whole, CaseFacts(whole.file, whole.later, usual_day, whole.policy, nullptr)) == Names{"/plan"});
}
