#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_relevant_period};

struct OpenWork {
  std::optional<bool> open;          // nothing: not known
  const Requirement* requirement{};  // the one that is open, or not known
  std::vector<Missing> missing;      // what would decide it
  std::string how;
};

// Whether unpaid work of the order was still to be done on the day, which may lie long before as-of.
OpenWork open_work_on(const CaseFacts& facts, const Order& order, Date day) {
  OpenWork result{false, nullptr, {}, {}};
  if (!order.requirements.recorded) return {std::nullopt, nullptr, {{order.place, "requirements"}}, {}};
  for (const Requirement& requirement : order.requirements) {
    if (!requirement.type.is(RequirementType::unpaid_work)) continue;
    if (requirement.termination_date && *requirement.termination_date < day) continue;
    const UnpaidWork work = unpaid_work(facts, requirement);
    const bool ended = requirement.status && !requirement.status.is(RequirementStatus::active);
    std::int64_t before = 0;
    for (const Contact* contact : facts.contacts)
      if (facts.requirement_of(*contact) == &requirement && contact->minutes_credited && contact->date &&
          *contact->date < day)
        before += *contact->minutes_credited;
    if (work.required_minutes && before >= *work.required_minutes) continue;
    std::string how = work.required_minutes ? fmt::format("unpaid work: {} minutes ordered, {} credited before {}",
                                                          *work.required_minutes, before, format(day))
                                            : std::string("unpaid work: the hours ordered are not recorded");
    // Ended on a day that is not recorded, or hours that are not: it may have been over by then.
    if ((ended && !requirement.termination_date) || !work.finished) {
      if (result.open == false) {
        result = {std::nullopt, &requirement, work.missing, std::move(how)};
        if (ended) result.missing = {{requirement.place, "termination_date"}};
      }
      continue;
    }
    return {true, &requirement, {{requirement.place, "termination_date"}}, std::move(how)};
  }
  return result;
}

void check(const CaseFacts& facts, Report& report) {
  for_each_flagged_contact(facts, report, [&](const Contact& contact) {
    const std::string subject = subject_of(contact);
    const Requirement* requirement = facts.requirement_of(contact);
    if (requirement == nullptr || (contact.outcome && attended(*contact.outcome) == Stated::no)) {
      report.not_applicable(subject);  // RAR204 speaks of the missing link; no activity took place on a missed session
      return;
    }
    const Order& order = *facts.order_of(*requirement);
    const RelevantPeriod period = facts.relevant_period(order, requirement);
    const Date day = *contact.date;
    const std::optional<bool> inside = period.contains(day);
    if (!inside) {
      report.undetermined(subject, contact.date.place,
                          fmt::format("whether {} lies in the relevant period of {} is not known", format(day),
                                      subject_of(order, *requirement)),
                          pointers(report, period.missing));
      return;
    }
    if (*inside) {
      report.pass(subject, contact.date.place);
      return;
    }
    const bool before = period.first && day < *period.first;
    // An order with unpaid work to do runs past its end; a suspended sentence order never past its operational period.
    const KnownDate end = facts.delivery_end(order);
    const bool by_order_end = !before && end && period.last == *end;
    if (by_order_end) {
      const OpenWork work = open_work_on(facts, order, day);
      const KnownDate operational = facts.operational_end(order);
      const bool past_operational =
          order.type.is(OrderType::suspended_sentence_order) && operational && day > *operational;
      if (work.open.value_or(true) && !past_operational) {
        auto finding = report.undetermined(
            subject, contact.date.place,
            fmt::format(
                "{} is after the end on {}, but unpaid work of the order {} by then, and the order runs until it is",
                format(day), format(*period.last), work.open ? "was not done" : "is not known to have been done"),
            pointers(report, work.missing));
        finding.related(period.last_place, std::string(period.last_words));
        if (work.requirement != nullptr) finding.related(work.requirement->place, "the unpaid work").trace(work.how);
        return;
      }
    }
    const int off = before ? days_between(day, *period.first) : days_between(*period.last, day);
    report
        .fail(subject, contact.date.place,
              fmt::format("RAR activity {} {} the relevant period of {}", counted(off, "day"),
                          before ? "before" : "after", subject_of(order, *requirement)))
        .here(before ? "before the order was made" : "after the last day")
        .related(before ? order.sentence_date.place : period.last_place,
                 std::string(before ? "the order was made here" : period.last_words))
        .identity("date", day)
        .fact("first_day", period.first ? FactValue{format(*period.first)} : FactValue{})
        .fact("last_day", period.last ? FactValue{format(*period.last)} : FactValue{})
        .trace(fmt::format("the relevant period runs from {} to {}, both included",
                           period.first ? format(*period.first) : "?", period.last ? format(*period.last) : "?"))
        .trace(fmt::format("{} is {} {}", format(day), counted(off, "day"), before ? "too early" : "too late"))
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
