// What the facts of a case say is missing, by its name, and where they break off, on the day and the day beside it:
// what several rules ask is asked here of the fact itself.
#include <fmt/format.h>

#include "facts/case/amended_end.hpp"
#include "facts/case/early_termination.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/horizon.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/needs.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/session_clash.hpp"
#include "facts/case/together.hpp"
#include "facts/case/unpaid_work.hpp"
#include "unit/written_case.hpp"

using namespace probation;
using test::Names, test::usual_day, test::Written;

namespace {

const std::string head = "schema: case/1\ncrn: X955201\n";

// One order with one requirement, and further members of each.
std::string with_order(const std::string& order, const std::string& requirements, const std::string& rest = {}) {
  return head + "orders:\n  - {id: O1, type: community_order, conviction_date: 2025-01-06, " + order +
         ", requirements: [" + requirements + "]}\n" + rest;
}
const std::string dated = "sentence_date: 2025-01-13, end_date: 2026-01-12";
const std::string rar = "{id: R1, type: rehabilitation_activity, max_days: 20, status: active}";

}  // namespace

TEST_CASE("Each date that bounds the relevant period is missing by its own name") {
  const Written nothing(with_order("transferred: {to: scotland}, termination: {reason: other}",
                                   "{id: R1, type: rehabilitation_activity, max_days: 20, status: completed}"));
  CHECK(nothing.names(nothing.facts.relevant_period(nothing.order(), &nothing.requirement()).missing) ==
        Names{"/orders/0/sentence_date", "/orders/0/end_date", "/orders/0/transferred/date",
              "/orders/0/termination/date", "/orders/0/requirements/0/termination_date"});
  const Written decided(with_order(dated + ", early_termination: {decision: terminated}", rar));
  CHECK(decided.names(decided.facts.relevant_period(decided.order(), &decided.requirement()).missing) ==
        Names{"/orders/0/termination"});
  // One of the order is there; one of the requirement may be missing.
  const std::string ended = dated + ", termination: {date: 2025-06-02, reason: other}";
  const Written partly(with_order(ended, rar, "partial: [{list: terminations}]\n"));
  CHECK(partly.names(partly.facts.relevant_period(partly.order(), &partly.requirement()).missing) ==
        Names{"/orders/0/terminations"});
  CHECK(partly.facts.relevant_period(partly.order(), nullptr).missing.empty());
}

TEST_CASE("The relevant period points to the date that ends it") {
  const Written own(with_order(dated,
                               "{id: R1, type: rehabilitation_activity, max_days: 20, start_date: 2025-01-13,\n"
                               "   end_date: 2025-08-01}"));
  const RelevantPeriod period = own.facts.relevant_period(own.order(), &own.requirement());
  CHECK(period.first == date(2025, 1, 13));
  CHECK(period.last == date(2025, 8, 1));
  CHECK(period.last_place.line == own.requirement().end_date.place.line);
}

TEST_CASE("In force asks for the days of a transfer, of a termination and of an amendment") {
  const auto asked = [](const std::string& order, Date day) {
    const Written written(with_order(order, rar));
    return written.names(in_force(written.facts, written.order(), written.requirement(), day).missing);
  };
  CHECK(asked(dated + ", transferred: {to: scotland}", date(2025, 3, 3)) == Names{"/orders/0/transferred/date"});
  CHECK(asked(dated + ", termination: {reason: other}", date(2025, 3, 3)) == Names{"/orders/0/termination/date"});
  CHECK(asked(dated + ", early_termination: {decision: terminated}", date(2025, 3, 3)) ==
        Names{"/orders/0/termination"});
  CHECK(asked("sentence_date: 2025-01-13, end_date: 2025-06-12, amendments: [{date: 2025-06-13, kind: "
              "end_date_extended_on_breach, end_date: 2025-09-12}]",
              date(2025, 7, 1)) == Names{"/orders/0/amendments/0/date"});
}

TEST_CASE("The final third asks for both ends of the order, and of several Resets begins with the earliest") {
  const std::string reset = "flags: []\nsuspensions: [{id: P1, order: O1, policy: probation_reset";
  const Written open(with_order("end_date: 2026-01-12", rar, reset + "}]\n"));
  CHECK(open.names(final_third(open.facts, open.order()).missing) == Names{"/orders/0/sentence_date"});
  const Written endless(with_order("sentence_date: 2025-01-13", rar, reset + "}]\n"));
  CHECK(endless.names(final_third(endless.facts, endless.order()).missing) == Names{"/orders/0/end_date"});
  // What ended, and when, does not choose: neither of the first nor of the second.
  const Written several(with_order(dated, rar,
                                   reset + ", from: 2025-03-01, until: 2025-09-01}, {id: P2, order: O1, policy: "
                                           "probation_reset, from: 2025-06-01, until: 2025-08-01}]\n"));
  CHECK(final_third(several.facts, several.order()).from == date(2025, 3, 1));
  const Written unended(with_order(dated, rar,
                                   reset + ", from: 2025-03-01}, {id: P2, order: O1, policy: probation_reset, from: "
                                           "2025-06-01}]\n"));
  CHECK(final_third(unended.facts, unended.order()).from == date(2025, 3, 1));
}

TEST_CASE("Of several Resets one that was lifted by as-of gives way to one that was not") {
  const auto taken = [](const std::string& until) {
    const Written made(with_order(dated, rar,
                                  "flags: []\nsuspensions: [{id: P1, order: O1, policy: probation_reset, from: "
                                  "2025-03-01, until: " +
                                      until + "}, {id: P2, order: O1, policy: probation_reset, from: 2025-09-14}]\n"));
    const FinalThird third = final_third(made.facts, made.order());
    CHECK(resets(made.facts, made.order()).size() == 2);
    return std::pair(third.suspension->id->text, horizon(made.facts, made.order(), made.requirement()).last);
  };
  CHECK(taken("2025-10-24") == std::pair(std::string("P2"), std::optional(date(2025, 9, 13))));
  CHECK(taken("2025-10-25") == std::pair(std::string("P1"), std::optional(date(2025, 2, 28))));
}

TEST_CASE("Who is to be told of an early end after as-of has not been told, and the order runs") {
  const auto answer = [](const std::string& told) {
    Written made(with_order(
        dated + ", early_termination: {considered_date: 2025-06-02, told_date: " + told + ", decision: terminated}",
        rar));
    const std::vector<LaterEntry> later = cut_to(made.file, usual_day, {});
    const CaseFacts facts(made.file, later, usual_day, made.policy, nullptr);
    return std::pair(in_force(facts, made.order(), usual_day).answer,
                     in_force(facts, made.order(), usual_day + Days{1}).answer);
  };
  using Both = std::pair<std::optional<bool>, std::optional<bool>>;
  CHECK(answer("2025-10-26") == Both{true, std::nullopt});  // the day itself is cut away: from as-of on it is not known
  CHECK(answer("2025-10-24") == Both{true, std::nullopt});
  CHECK(answer("2025-10-23") == Both{std::nullopt, std::nullopt});
  CHECK(answer("null") == Both{std::nullopt, std::nullopt});
}

TEST_CASE("A contact past the end is under unpaid work that goes on, or under what is not known to bind") {
  const Written made(with_order(dated, rar + ", {id: R2, type: unpaid_work, hours: 60, status: active}",
                                "contacts:\n"
                                "  - {id: C1, date: 2025-10-20, type: activity_session, requirement: R1}\n"
                                "  - {id: C2, date: 2025-10-20, type: unpaid_work_session, requirement: R2, "
                                "minutes_credited: 60, outcome: attended_complied}\n"
                                "  - {id: C3, date: 2025-10-20, type: supervision_appointment}\n"),
                     date(2026, 2, 1));
  const auto answer = [&](std::size_t at, Date day) {
    Contact contact = *made.facts.contacts[at];
    contact.date.value = day;
    return contact_in_force(made.facts, made.order(), contact).answer;
  };
  for (const std::size_t at : {0U, 1U, 2U}) CHECK(answer(at, date(2026, 1, 12)) == std::optional(true));
  CHECK(answer(0, date(2026, 1, 13)) == std::nullopt);
  CHECK(answer(1, date(2026, 1, 13)) == std::optional(true));
  CHECK(answer(2, date(2026, 1, 13)) == std::optional(true));
}

TEST_CASE("A Reset that begins the day after the end stops nothing; one that begins on it stops the last day") {
  const auto stopped = [](const std::string& from) {
    const Written written(with_order(
        dated, rar, "flags: []\nsuspensions: [{id: P1, order: O1, policy: probation_reset, from: " + from + "}]\n"));
    const Horizon found = horizon(written.facts, written.order(), written.requirement());
    return std::pair(found.stopped, found.last);
  };
  CHECK(stopped("2026-01-13") == std::pair(std::optional(false), std::optional(date(2026, 1, 12))));
  CHECK(stopped("2026-01-12") == std::pair(std::optional(true), std::optional(date(2026, 1, 11))));
}

TEST_CASE("Days of orders that did not decode ask for the orders") {
  Written written(with_order(dated, rar, "contacts: []\n"));
  written.file.orders.recorded = false;
  const CaseFacts facts(written.file, written.later, date(2025, 10, 24), written.policy, nullptr);
  CHECK(written.names(strict_days(facts, written.order(), written.requirement()).missing) == Names{"/orders"});
}

TEST_CASE("Needs ask for the day of an assessment, and those of one rank keep the order of the file") {
  const Written undated(head + "assessments: [{id: S1, needs: [{area: drug_misuse, priority: 1}]}]\n");
  CHECK(undated.names(ranked_needs(undated.facts).missing) == Names{"/assessments/0/completed_date"});
  const Written none(head + "assessments: []\n");
  CHECK(none.names(ranked_needs(none.facts).missing) == Names{"/assessments"});
  const Written twice(head +
                      "assessments:\n  - id: S1\n    completed_date: 2025-02-10\n    needs:\n"
                      "      - {area: drug_misuse, linked_to_reoffending: true, linked_to_harm: true, priority: 1}\n"
                      "      - {area: drug_misuse, linked_to_reoffending: true, linked_to_harm: true, priority: 1}\n");
  const std::vector<NeedBounds> bounds = need_bounds(ranked_needs(twice.facts));
  REQUIRE(bounds.size() == 2);
  CHECK(bounds[0].row->place.line < bounds[1].row->place.line);
  const RankedNeeds ranked = ranked_needs(twice.facts);
  REQUIRE(ranked.needs.size() == 1);  // an area once, by its first row
  CHECK(ranked.first() == &twice.file.assessments[0].needs[0]);
}

TEST_CASE("Needs name the area of what counts, and each link that could make one count") {
  const Written made(head +
                     "assessments:\n  - id: S1\n    completed_date: 2025-02-10\n    needs:\n"
                     "      - {priority: 1}\n      - {linked_to_harm: true}\n      - {area: drug_misuse}\n"
                     "      - {area: alcohol_misuse, linked_to_reoffending: false}\n"
                     "      - {area: finance, linked_to_harm: false}\n"
                     "      - {area: relationships, linked_to_reoffending: false, linked_to_harm: false}\n");
  const RankedNeeds ranked = ranked_needs(made.facts);
  CHECK(made.names(ranked.missing) == Names{"/assessments/0/needs/0/area", "/assessments/0/needs/1/area"});
  CHECK(made.names(ranked.unknown_links) ==
        Names{"/assessments/0/needs/2/linked_to_reoffending", "/assessments/0/needs/2/linked_to_harm",
              "/assessments/0/needs/3/linked_to_harm", "/assessments/0/needs/4/linked_to_reoffending"});
  CHECK(ranked.needs.empty());
}

TEST_CASE("A Reset of which it is not known what order it is of asks for the order") {
  const std::string orders = head +
                             "orders:\n"
                             "  - {id: O1, type: community_order, sentence_date: 2025-01-13, end_date: 2026-01-12}\n"
                             "  - {id: O2, type: community_order, sentence_date: 2025-01-13, end_date: 2026-01-12}\n"
                             "suspensions: [{id: P1, from: 2025-09-01";
  const auto asked = [&](const std::string& more) {
    const Written made(orders + more + "}]\n");
    const FinalThird third = final_third(made.facts, made.order());
    return std::pair(third.reset, made.names(third.missing));
  };
  CHECK(asked(", policy: probation_reset") == std::pair(std::optional<bool>(), Names{"/suspensions/0/order"}));
  CHECK(asked("") == std::pair(std::optional<bool>(), Names{"/suspensions/0/policy"}));
  CHECK(asked(", policy: other") == std::pair(std::optional(false), Names{}));
  CHECK(asked(", policy: probation_reset, order: O2") == std::pair(std::optional(false), Names{}));
  CHECK(asked(", policy: probation_reset, order: O1") == std::pair(std::optional(true), Names{}));
}

TEST_CASE("A list of suspensions known in part, in which there is no Reset, asks for the others") {
  const auto asked = [](const std::string& rest) {
    const Written made(with_order(dated, rar, rest));
    return made.names(final_third(made.facts, made.order()).missing);
  };
  CHECK(asked("suspensions: []\n").empty());
  CHECK(asked("suspensions: []\npartial: [{list: suspensions}]\n") == Names{"/suspensions"});
  CHECK(asked("") == Names{"/suspensions"});
}

TEST_CASE("Of two dates on which a period ends on one day the first looked at is told") {
  const Written both(with_order(dated + ", termination: {date: 2026-01-12, reason: other}", rar));
  CHECK(both.facts.relevant_period(both.order(), &both.requirement()).last_place == both.order().end_date.place);
}

TEST_CASE("An end is that of the last amendment, and one that came after the end and leaves it moves nothing") {
  const auto end = [](const std::string& amendments) {
    const Written made(with_order(dated + ", amendments: [" + amendments + "]", rar));
    const AmendedEnd ends = end_of(made.order(), EndOf::order);
    return std::pair(ends.end ? format(*ends.end) : "not known", ends.possible.size());
  };
  using End = std::pair<std::string, std::size_t>;
  CHECK(end("{date: 2025-06-02, end_date: 2026-02-12}") == End{"2026-02-12", 0});
  CHECK(end("{date: 2026-01-12, end_date: 2026-02-12}") == End{"2026-02-12", 0});
  CHECK(end("{date: 2026-01-13, end_date: 2026-02-12}") == End{"not known", 2});
  CHECK(end("{date: 2026-01-13, end_date: 2026-01-12}") == End{"2026-01-12", 0});
  CHECK(end("{date: 2026-01-13, end_date: 2026-01-13}") == End{"not known", 2});
  CHECK(end("{end_date: 2026-02-12}") == End{"not known", 2});
  CHECK(end("{end_date: 2026-01-12}") == End{"2026-01-12", 1});
}

TEST_CASE("A requirement of which every day is used is none of several that need time") {
  const auto live = [](int used) {
    std::string contacts = "contacts:\n";
    for (int i = 0; i < used; ++i)
      contacts += "  - {id: C" + std::to_string(i) + ", date: 2025-09-0" + std::to_string(i + 1) +
                  ", type: activity_session, requirement: R1, rar_activity: true, outcome: attended_complied}\n";
    const Written made(with_order(dated, "{id: R1, type: rehabilitation_activity, max_days: 2, status: active}",
                                  contacts + "suspensions: []\nflags: []\n"));
    return rar_needs(made.facts).size();
  };
  CHECK(live(1) == 1);
  CHECK(live(2) == 0);
  CHECK(live(3) == 0);
  const auto works = [](int minutes) {
    const Written made(
        with_order(dated, "{id: R1, type: unpaid_work, hours: 2, status: active}",
                   "contacts: [{id: C1, date: 2025-03-01, type: unpaid_work_session, requirement: R1, outcome: "
                   "attended_complied, minutes_credited: " +
                       std::to_string(minutes) + "}]\n"));
    return unpaid_work_needs(made.facts).size();
  };
  CHECK(works(119) == 1);
  CHECK(works(120) == 0);
}

TEST_CASE("Unpaid work asks for the minutes and the day of an adjustment, for credits, outcomes and its end") {
  const std::string session = "contacts: [{id: C1, date: 2025-03-01, type: unpaid_work_session, requirement: R1, ";
  const auto hours = [](const std::string& more) {
    return "{id: R1, type: unpaid_work, status: active, " + more + "}";
  };
  const auto asked = [](const Written& written) {
    return written.names(unpaid_work(written.facts, written.requirement()).missing);
  };
  const std::string none = "contacts: []\n";
  CHECK(asked(Written(with_order(dated, hours("hours: 40, adjustments: [{date: 2025-03-01}]"), none))) ==
        Names{"/orders/0/requirements/0/adjustments/0/minutes"});
  CHECK(asked(Written(with_order(dated, hours("hours: 40, adjustments: [{minutes: -2400}]"), none))) ==
        Names{"/orders/0/requirements/0/adjustments/0/date"});
  CHECK(asked(Written(with_order(dated, hours("hours: 1"), session + "outcome: attended_complied}]\n"))) ==
        Names{"/contacts/0/minutes_credited"});
  const Written open(with_order(dated, hours("hours: 40"), none));
  const OpenWork work = unpaid_work_open_on(open.facts, open.order(), date(2025, 10, 24));
  CHECK(work.open == true);
  CHECK(open.names(work.missing) == Names{"/orders/0/requirements/0/termination_date"});
  // Whether an absence was excused decides how much the incentive takes off.
  Policy begun = Policy::national();
  begun.set_commencement("unpaid_work_incentive_commencement", date(2026, 6, 1));
  const std::string begun_session = "type: unpaid_work_session, requirement: R1, ";
  const Written incentive(
      with_order("sentence_date: 2025-01-13, end_date: 2027-01-12", hours("hours: 40"),
                 "contacts:\n  - {id: C1, date: 2026-06-01, " + begun_session +
                     "outcome: attended_complied, minutes_credited: 900}\n  - {id: C2, date: 2026-06-02, " +
                     begun_session + "outcome: failed_to_attend}\n  - {id: C3, date: 2026-06-03, " + begun_session +
                     "outcome: attended_complied, minutes_credited: 600}\n"),
      date(2026, 7, 1), begun);
  const Incentive cut = unpaid_work(incentive.facts, incentive.requirement()).incentive;
  CHECK(std::pair(cut.least, cut.most) == std::pair<std::int64_t, std::int64_t>(150, 450));
  CHECK(incentive.names(cut.missing) == Names{"/contacts/1/outcome"});
  // Of no hours nothing is cut, whether the incentive had begun or not.
  const Written no_hours(with_order("sentence_date: 2025-01-13, end_date: 2027-01-12",
                                    hours("hours: 0, adjustments: [{minutes: 60}]"), none),
                         date(2026, 7, 1));
  CHECK(asked(no_hours) == Names{"/orders/0/requirements/0/adjustments/0/date"});
}

TEST_CASE("Hours of which the sessions are known in part ask for the contacts, and an early end does") {
  const std::string session =
      "contacts: [{id: C1, date: 2025-03-01, type: unpaid_work_session, requirement: R1, outcome: attended_complied, "
      "minutes_credited: 60}]\n";
  const auto asked = [&](const std::string& rest) {
    const Written made(with_order(dated, "{id: R1, type: unpaid_work, status: active, hours: 2}", rest));
    return made.names(unpaid_work(made.facts, made.requirement()).missing);
  };
  CHECK(asked(session).empty());
  CHECK(asked(session + "partial: [{list: contacts}]\n") == Names{"/contacts"});
  const auto condition = [&](const std::string& rest) {
    const Written made(with_order(dated,
                                  "{id: R1, type: unpaid_work, status: active, hours: 2}, {id: R2, type: "
                                  "rehabilitation_activity, max_days: 20, status: active}",
                                  rest));
    for (const TerminationCondition& one : termination_conditions(made.facts, made.order()))
      if (one.why.find("minutes of unpaid work") != std::string::npos)
        return std::pair(one.met, made.names(one.missing));
    return std::pair(std::optional<bool>(), Names{"none"});
  };
  CHECK(condition(session) == std::pair(std::optional(false), Names{}));
  CHECK(condition(session + "partial: [{list: contacts}]\n") == std::pair(std::optional<bool>(), Names{"/contacts"}));
}

TEST_CASE("Sessions overlap over midnight in both directions, and not where one ends as the other begins") {
  const SessionTime night{date(2025, 4, 23), 23 * 60, 90}, early{date(2025, 4, 24), 29, 30},
      later{date(2025, 4, 24), 30, 30};
  CHECK(overlap(night, early));
  CHECK(overlap(early, night));
  CHECK_FALSE(overlap(night, later));
  CHECK_FALSE(overlap(later, night));
}
