#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/in_force.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_relevant_period};

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const Subject subject = subject_of(contact);
    const Requirement* requirement = facts.requirement_of(contact);
    if (requirement == nullptr || (contact.outcome && attended(*contact.outcome) == Stated::no)) {
      report.not_applicable(subject);  // RAR204 speaks of the missing link; no activity took place on a missed session
      return;
    }
    const Order& order = *facts.order_of(*requirement);
    const Date day = *contact.date;
    const InForce force = in_force(facts, order, *requirement, day);
    if (force.elsewhere) {
      report.not_applicable(subject);
      return;
    }
    if (!force.answer) {
      auto finding = report.undetermined(subject, contact.date.place,
                                         fmt::format("whether {} was in force on {} is not known: {}",
                                                     subject_of(order, *requirement), format(day), force.why),
                                         pointers(report, force.missing));
      if (force.place.known()) finding.related(force.place, force.why);
      return;
    }
    if (*force.answer) {
      report.pass(subject, contact.date.place);
      return;
    }
    const RelevantPeriod period = facts.relevant_period(order, requirement);
    const bool before = order.sentence_date && day < *order.sentence_date;
    // Where the last day is not known, only that the day lies beyond all that it can be.
    const bool is_measured = before || (period.last && *period.last < day);
    const int off = before ? days_between(day, *period.first) : is_measured ? days_between(*period.last, day) : 0;
    const std::string lies =
        fmt::format("{}{}", is_measured ? counted(off, "day") + " " : "", before ? "before" : "after");
    report
        .fail(subject, contact.date.place,
              fmt::format("RAR activity {} the relevant period of {}", lies, subject_of(order, *requirement)))
        .here(before ? "before the order was made" : "after the last day")
        .related(before ? order.sentence_date.place : force.place,
                 before ? std::string("the order was made here") : force.why)
        .identity("date", day)
        .fact("first_day", period.first ? FactValue{format(*period.first)} : FactValue{})
        .fact("last_day", period.last ? FactValue{format(*period.last)} : FactValue{})
        .trace(fmt::format("the relevant period runs from {} to {}, both included",
                           period.first ? format(*period.first) : "?", period.last ? format(*period.last) : "?"))
        .trace(is_measured
                   ? fmt::format("{} is {} {}", format(day), counted(off, "day"), before ? "too early" : "too late")
                   : fmt::format("{} is after every day that it can end on", format(day)))
        .fix("correct the date, or take the RAR flag away");
  });
}

}  // namespace

extern const Rule rar203;
constinit const Rule rar203{
    .id = "RAR203",
    .slug = "activity-outside-period",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::event,
    .summary = "A RAR activity lies outside the time in which it can be instructed.",
    .explanation = {.checks = "The date of each contact flagged RAR against the relevant period of its requirement: "
                              "from the sentence to the end of the order (suspended sentence order: of the supervision "
                              "period), its termination, or the end of the requirement, first and last day included.",
                    .matters = "Before and after that period nobody has the power to instruct activity, and a day done "
                               "there counts for nothing.",
                    .to_do = "Check the date. If it is right, the activity was not under this requirement: take the "
                             "RAR flag away and record what it was."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
