#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/working_day_limits.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 1> rule_policy{"plan_working_days"};

void check_due(const CaseFacts& facts, const PlanDue& row, Report& report) {
  const Order& order = *row.order;
  const Subject subject = subject_of(order);
  if (!order.sentence_date) {
    report.undetermined(subject, order.place, "the date of the order is not recorded",
                        {report.pointer(order.place, "sentence_date")});
    return;
  }
  if (!row.question) {
    report.not_applicable(subject);
    return;
  }
  const WorkingDayLimit& limit = row.question->limit;
  const auto& plan = facts.file.plan;
  const Place place = row.question->place;
  const bool completed = plan && plan->completed_date;
  const bool too_early =
      completed && *plan->completed_date < *order.sentence_date;  // the plan of something before this order
  const Date asked = completed && !too_early ? *plan->completed_date : facts.as_of;
  const std::optional<bool> in_time = limit.in_time(asked);
  std::vector<std::string>
      outcomes;  // and orders of contacts, that would move the day from which the limit runs, and decide
  for (const Contact* contact : row.undecided) {
    const auto standard = facts.policy.resolve("plan_working_days", *contact->date);
    if (!standard || working_day_limit(*contact->date, *standard).in_time(asked) == in_time) continue;
    if (facts.order_of(*contact) == nullptr) outcomes.push_back(report.pointer(contact->place, "order"));
    if (!contact->outcome) outcomes.push_back(report.pointer(contact->place, "outcome"));
  }
  if (!outcomes.empty() && (plan || in_time == true)) {
    if (!plan) outcomes.emplace_back("/plan");
    report.undetermined(
        subject, place,
        "which appointment was the first that the person came to is not known, and the days run from it",
        std::move(outcomes));
    return;
  }
  if (in_time == true) {
    report.pass(subject, completed ? plan->completed_date.place : place, [&] { return limit.words(); });
    return;
  }
  if (governed_elsewhere(order, limit.last ? *limit.last + Days{1} : facts.as_of)) {
    report.not_applicable(subject);  // it was not late yet when another law took over
    return;
  }
  std::vector<std::string> missing;
  if (order.transferred && !order.transferred->date)
    missing.push_back(report.pointer(order.transferred->place, "date"));
  // A plan in which there is known to be nothing is none.
  const bool empty = plan && !completed && plan->activities.recorded && plan->activities.empty() &&
                     plan->objectives.empty() && facts.is_whole(ListName::activities) &&
                     facts.is_whole(ListName::objectives);
  if (!plan) missing.emplace_back("/plan");
  else if (!completed && !empty && !facts.is_later(plan->completed_date))
    missing.push_back(report.pointer(plan->place, "completed_date"));
  if (!facts.is_whole(ListName::contacts))
    missing.emplace_back("/contacts");  // a later first appointment would give more time
  if (missing.empty() && !in_time) missing.emplace_back("law:bank_holidays");
  if (!missing.empty()) {
    report
        .undetermined(subject, place, fmt::format("{}; passes if the plan was completed by then", limit.words()),
                      missing)
        .here("the days run from here");
    return;
  }
  auto finding = report.fail(subject, completed ? plan->completed_date.place : place,
                             completed && !too_early ? fmt::format("the plan was completed on {}, due by {}",
                                                                   format(asked), format(*limit.last))
                                                     : fmt::format("no sentence plan, due by {}", format(*limit.last)));
  finding.here(completed && !too_early ? "completed here" : "the days run from here")
      .related(place, row.appointment != nullptr ? "the first attended appointment" : "the sentence")
      .identity("due", *limit.last);
  finding.trace(fmt::format("{}: {}",
                            row.appointment != nullptr
                                ? fmt::format("first attended appointment {}", subject_of(*row.appointment))
                                : std::string("no appointment was attended; from sentence"),
                            limit.words()));
  finding.trace(fmt::format("{} is {} after it", format(asked), counted(days_between(*limit.last, asked), "day")))
      .standard(limit.standard);
  if (limit.in_time_nationally(asked) == true) finding.only_local();
  finding.fix("complete the plan");
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders)
    if (!order.type)
      report.undetermined(
          subject_of(order), order.place,
          "the type of the order is not recorded; passes if it is neither a community nor a suspended sentence order",
          {report.pointer(order.place, "type")});
  for (const PlanDue& row : facts.once(plans_due)) check_due(facts, row, report);
}

}  // namespace

extern const Rule pln302;
constinit const Rule pln302{
    .id = "PLN302",
    .slug = "plan-late",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "No sentence plan within a set number of working days.",
    .explanation = {.checks = "The completion of the plan against the working days from the first attended "
                              "appointment, or from sentence where none was attended.",
                    .matters =
                        "Without a plan nobody knows what the days are for, and they are spent on what is on offer.",
                    .to_do = "Complete the plan."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
