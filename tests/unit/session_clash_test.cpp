// What a session falls on, to the minute and the day, and what is asked for where it may.
#include "facts/case/session_clash.hpp"

#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::Written;

namespace {

constexpr Date a_wednesday = date(2025, 11, 5);

Written unavailable(const std::string& window) {
  return Written("schema: case/1\ncrn: X955303\norders: []\nplan: {activities: [], constraints: {unavailable: [" +
                 window + "]}}\n");
}
SessionTime session_at(Date day, int hour, int minute, int minutes) { return {day, hour * 60 + minute, minutes}; }

}  // namespace

TEST_CASE("A weekly time asks for what keeps it from being a clash for certain") {
  const auto asked = [](const std::string& window) {
    const Written made = unavailable(window);
    const auto found = clashes_with_unavailability(made.facts, session_at(a_wednesday, 10, 0, 60));
    return found.empty() ? Names{"no clash"} : made.names(found.front().missing);
  };
  const std::string at = "/plan/constraints/unavailable/0/";
  CHECK(asked("{weekday: wednesday, from: '09:00', until: '17:00', reason: work}").empty());
  CHECK(asked("{from: '09:00', until: '17:00', reason: work}") == Names{at + "weekday"});
  CHECK(asked("{weekday: wednesday, until: '17:00', reason: work}") == Names{at + "from"});
  CHECK(asked("{weekday: wednesday, until: '11:01', reason: work}") == Names{at + "from"});
  CHECK(asked("{weekday: wednesday, until: '11:00', reason: work}").empty());
  CHECK(asked("{weekday: wednesday, until: '10:00', reason: work}") == Names{"no clash"});
  CHECK(asked("{weekday: wednesday, from: '09:59', reason: work}") == Names{at + "until"});
  CHECK(asked("{weekday: wednesday, from: '10:00', reason: work}").empty());
  CHECK(asked("{weekday: wednesday, from: '11:00', reason: work}") == Names{"no clash"});
  CHECK(asked("{weekday: wednesday, reason: work}") == Names{at + "from"});
}

TEST_CASE("A time until its own beginning lasts a day or none, and asks for its end where that decides") {
  const auto asked = [](const std::string& times, const SessionTime& session) {
    const Written made = unavailable("{weekday: wednesday, " + times + ", reason: work}");
    const auto found = clashes_with_unavailability(made.facts, session);
    CHECK(touches(made.file.plan->constraints->unavailable[0], session) == !found.empty());
    return found.empty() ? Names{"no clash"} : made.names(found.front().missing);
  };
  const Names end{"/plan/constraints/unavailable/0/until"}, begin{"/plan/constraints/unavailable/0/from"};
  const std::string at_ten = "from: '10:00', until: '10:00'";
  CHECK(asked(at_ten, session_at(a_wednesday, 9, 0, 60)) == Names{"no clash"});
  CHECK(asked(at_ten, session_at(a_wednesday, 9, 0, 61)).empty());
  CHECK(asked(at_ten, session_at(a_wednesday, 10, 0, 60)) == end);
  CHECK(asked(at_ten, session_at(a_wednesday + Days{1}, 9, 59, 60)) == end);
  CHECK(asked(at_ten, session_at(a_wednesday + Days{1}, 9, 0, 60)) == end);
  CHECK(asked(at_ten, session_at(a_wednesday + Days{1}, 10, 0, 60)) == Names{"no clash"});
  const std::string all_day = "from: '00:00', until: '00:00'";
  CHECK(asked(all_day, session_at(a_wednesday, 0, 0, 60)).empty());
  CHECK(asked(all_day, session_at(a_wednesday, 23, 0, 60)).empty());
  CHECK(asked(all_day, session_at(a_wednesday + Days{1}, 0, 0, 60)) == Names{"no clash"});
  // Until midnight is to the end of the day, whenever it began.
  CHECK(asked("until: '00:00'", session_at(a_wednesday, 22, 0, 119)) == begin);
  CHECK(asked("until: '00:00'", session_at(a_wednesday, 22, 0, 120)).empty());
  CHECK(asked("until: '00:00'", session_at(a_wednesday - Days{1}, 22, 0, 120)) == Names{"no clash"});
}

TEST_CASE("A time over midnight lies on the evening of its day and the morning after") {
  const Written made = unavailable("{weekday: wednesday, from: '22:00', until: '06:00', reason: work}");
  const Unavailable& night = made.file.plan->constraints->unavailable[0];
  CHECK_FALSE(touches(night, session_at(a_wednesday, 21, 0, 60)));
  CHECK(touches(night, session_at(a_wednesday, 21, 0, 61)));
  CHECK(touches(night, session_at(a_wednesday + Days{1}, 5, 59, 60)));
  CHECK_FALSE(touches(night, session_at(a_wednesday + Days{1}, 6, 0, 60)));
  CHECK_FALSE(touches(night, session_at(a_wednesday, 5, 59, 1)));
  CHECK_FALSE(touches(night, session_at(a_wednesday - Days{1}, 23, 0, 59)));
}

TEST_CASE("An appointment of the day before or after is met over midnight, one of another day by none") {
  const auto meets = [](const std::string& contact, const SessionTime& session) {
    const Written made(
        "schema: case/1\ncrn: X955304\norders:\n  - {id: O1, type: community_order, sentence_date: 2025-01-13, "
        "end_date: 2026-01-12, requirements: [{id: R1, type: rehabilitation_activity, max_days: 20, status: active}]}\n"
        "contacts: [{id: C1, type: supervision_appointment, order: O1, " +
        contact + "}]\n");
    return !clashes_with_other_sessions(made.facts, &made.requirement(), session).empty();
  };
  const SessionTime late = session_at(a_wednesday, 23, 0, 120), early = session_at(a_wednesday, 0, 30, 60);
  CHECK(meets("date: 2025-11-06, time: '00:59', minutes: 30", late));
  CHECK_FALSE(meets("date: 2025-11-06, time: '01:00', minutes: 30", late));
  CHECK(meets("date: 2025-11-04, time: '23:31', minutes: 60", early));
  CHECK_FALSE(meets("date: 2025-11-04, time: '23:30', minutes: 60", early));
  CHECK_FALSE(meets("date: 2025-11-03, time: '23:31', minutes: 60", early));
  CHECK_FALSE(meets("date: 2025-11-07, time: '00:30', minutes: 60", late));
}

TEST_CASE("What is booked for planned work takes no time from the intervention that the work is") {
  const auto in_the_way = [](const std::string& status, const std::string& requirement, const std::string& asked) {
    const Written made(
        "schema: case/1\ncrn: X955399\norders:\n  - {id: O1, type: community_order, sentence_date: 2025-01-13, "
        "end_date: 2026-01-12, requirements: [{id: R1, type: rehabilitation_activity, max_days: 20, status: active}, "
        "{id: R2, type: rehabilitation_activity, max_days: 9, status: active}]}\n"
        "contacts: [{id: C1, type: activity_session, activity: A1, date: 2025-11-05, time: '10:00', minutes: 60}]\n"
        "plan: {activities: [{id: A1, requirement: " +
        requirement + ", intervention: kit, status: " + status + "}]}\n");
    return !clashes(made.facts, made.requirement(), session_at(a_wednesday, 10, 59, 60), asked).empty();
  };
  CHECK_FALSE(in_the_way("planned", "R1", "kit"));
  CHECK(in_the_way("planned", "R1", "other"));
  CHECK(in_the_way("planned", "R1", ""));
  CHECK(in_the_way("planned", "R2", "kit"));
  CHECK(in_the_way("withdrawn", "R1", "kit"));
  CHECK(in_the_way("in_progress", "R1", "kit"));
}
