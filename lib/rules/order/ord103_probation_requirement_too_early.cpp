#include <fmt/format.h>
#include <array>

#include "law/commencement.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::probation_requirement};
constexpr std::string_view policy_value = "probation_requirement_commencement";

void check(const CaseFacts& facts, Report& report) {
  const std::optional<Date> start = facts.policy.commencement(policy_value);
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    const bool in_time = start && order.sentence_date && *order.sentence_date >= *start;
    const LocalCommencement* set = facts.policy.commencement_set(policy_value);
    // Known only not to have begun before a day: an order made before it is decided.
    const bool before_it =
        set != nullptr && !set->is_known() && order.sentence_date && *order.sentence_date < set->from;
    std::vector<std::string> missing;
    if (!start && !before_it) missing.push_back(law_fact(policy_value));
    if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
    if (!order.requirements.recorded) {
      if (in_time) {
        report.pass(subject_of(order));
        continue;
      }
      missing.push_back(report.pointer(order.place, "requirements"));
      report.undetermined(subject_of(order), order.place,
                          "the requirements are not recorded; passes if none is a probation requirement", missing);
      continue;
    }
    for (const Requirement& requirement : order.requirements) {
      if (!requirement.type.is(RequirementType::probation_requirement)) continue;
      const Subject subject = subject_of(order, requirement);
      const Place place = requirement.type.place;
      if (in_time) {
        report.pass(subject, place);
      } else if (!start && !before_it) {
        report
            .undetermined(subject, place,
                          order.sentence_date ? fmt::format("the day from which probation requirements can be made is "
                                                            "not fixed; passes if it is {} or earlier",
                                                            format(*order.sentence_date))
                                              : std::string("the day from which probation requirements can be made is "
                                                            "not fixed; passes if the order was made on or after it"),
                          missing)
            .here("the section has no commencement date");
      } else if (!missing.empty()) {
        report
            .undetermined(subject, place, fmt::format("passes if the order was made on or after {}", format(*start)),
                          missing)
            .here("exists from a day on")
            .fact("from", *start);
      } else {
        const Date first_day = start ? *start : set->from;
        report
            .fail(subject, place,
                  fmt::format("a probation requirement in an order made on {}; they can be made from {}",
                              format(*order.sentence_date), format(first_day)))
            .here("did not exist yet")
            .related(order.sentence_date.place, "the order was made here")
            .fact("order_date", *order.sentence_date)
            .fact("from", first_day)
            .trace(fmt::format("{} is {} before {}", format(*order.sentence_date),
                               counted(days_between(*order.sentence_date, first_day), "day"), format(first_day)))
            .fix("record it as `rehabilitation_activity` with its maximum of days");
      }
    }
  }
}

}  // namespace

extern const Rule ord103;
constinit const Rule ord103{
    .id = "ORD103",
    .slug = "probation-requirement-too-early",
    .severity = Severity::warning,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A probation requirement stands in an order made before such requirements exist.",
    .explanation =
        {.checks = "The date of an order with a probation requirement against the commencement of the section that "
                   "introduces it. While that date is not fixed the answer is undetermined.",
         .matters = "Until then the requirement is a rehabilitation activity requirement and needs a maximum of days.",
         .to_do = "Record it as rehabilitation_activity with its maximum; or set the commencement date in the policy "
                  "file once it is known."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
