#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::community_order_ends_per_requirement};

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::community_order, [&](const Order& order) {
    if (!order.requirements.recorded) {
      report.undetermined(subject_of(order), order.place, "the requirements of the order are not recorded", {report.pointer(order.place, "requirements")});
      return;
    }
    const KnownDate end = facts.end_date(order);
    const Requirement* last = nullptr;
    bool all_have_ends = !order.requirements.empty();
    for (const Requirement& requirement : order.requirements) {
      if (!requirement.end_date) all_have_ends = false;
      else if (last == nullptr || *requirement.end_date > *last->end_date) last = &requirement;
    }
    for (const Requirement& requirement : order.requirements) {
      const std::string subject = subject_of(order, requirement);
      if (!requirement.end_date) {
        report.pass(subject);  // it runs with the order
        continue;
      }
      const Place place = requirement.end_date.place;
      if (!end) {
        report.undetermined(subject, place, fmt::format("passes if the order ends on {}", format(*requirement.end_date)), {report.pointer(end.place, end.key)});
      } else if (*requirement.end_date > *end) {
        report.fail(subject, place, fmt::format("the requirement ends on {}, after the order on {}", format(*requirement.end_date), format(*end))).here("after the order's end").related(end.place, "the order ends here")
            .trace(fmt::format("{} > {}", format(*requirement.end_date), format(*end))).fix("check both dates with the court register");
      } else if (&requirement == last && all_have_ends && *requirement.end_date != *end) {
        report.fail(subject, place, fmt::format("every requirement has an end and the last is {}, not the order's {}", format(*requirement.end_date), format(*end))).here("the last requirement ends here").related(end.place, "the order ends here")
            .trace("where requirements have dates of their own, the last must be the end of the order").fix("check the dates with the court register");
      } else {
        report.pass(subject, place);
      }
    }
  });
}

}  // namespace

extern const Rule ord110;
constinit const Rule ord110{
    .id = "ORD110",
    .slug = "requirement-end",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A requirement of a community order ends after the order, or none ends with it.",
    .explanation = {.checks = "The recorded ends of the requirements of a community order: none may be later than the order's end, and where every requirement has one the last must equal it.",
                    .matters = "The order ends with its last requirement; a requirement that outlives its order binds nobody.",
                    .to_do = "Check the dates with the court register."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
