#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/sources.hpp"
#include "rules/each_end.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule ord110;

namespace {

constexpr std::array rule_sources{sources::community_order_ends_per_requirement};

void fail_after_order(const Order& order, const Requirement& requirement, const KnownDate& end, Report& report) {
  const Date own = *requirement.end_date;
  const std::string late = counted(days_between(*end, own), "day");
  report
      .fail(subject_of(order, requirement), requirement.end_date.place,
            fmt::format("the requirement ends on {}, {} after the order, which ends on {}", format(own), late,
                        format(*end)))
      .here("after the order's end")
      .related(end.place, end.amended ? "the order ends here, as amended" : "the order ends here")
      .fact("end", own)
      .fact("order_end", *end)
      .trace(fmt::format("{} is {} after {}", format(own), late, format(*end)))
      .fix("check both dates with the court register and correct the one that is wrong");
}

void fail_none_with_order(const Order& order, const Requirement& last, const KnownDate& end, Report& report) {
  const Date own = *last.end_date;
  auto finding =
      report.fail(subject_of(order, last), last.end_date.place,
                  fmt::format("every requirement has an end of its own and the last is {}; one must be the order's, {}",
                              format(own), format(*end)));
  finding.here("the last requirement ends here")
      .related(end.place, end.amended ? "the order ends here, as amended" : "the order ends here")
      .fact("end", own)
      .fact("order_end", *end);
  for (const Requirement& other : order.requirements)
    finding.trace(fmt::format("{} ends on {}", subject_of(order, other), format(*other.end_date)));
  finding
      .trace(fmt::format("the order ends on {}, {} after the last of them", format(*end),
                         counted(days_between(own, *end), "day")))
      .fix("check the dates with the court register and correct the one that is wrong");
}

// What is known to be missing, and may say otherwise.
struct Lacks {
  bool amendments = false;    // one that moved the end of the order to a later day
  bool requirements = false;  // one that ends with the order, or runs with it
};

// `must_equal`: no other requirement ends with the order, or runs with it.
void judge(const Order& order, const Requirement& requirement, bool must_equal, const Lacks& lacks,
           const KnownDate& end, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const Place place = requirement.end_date.place;
  const Date own = *requirement.end_date;
  const bool may_move = lacks.amendments && end && (own > *end || must_equal);
  if (!end || may_move) {
    std::vector<std::string> missing{may_move ? report.pointer(order.place, "amendments")
                                              : report.pointer(end.place, end.key)};
    if (must_equal && lacks.requirements) missing.push_back(report.pointer(order.place, "requirements"));
    report
        .undetermined(subject, place,
                      fmt::format("the end of the order is not known; passes if it is {}{}", format(own),
                                  must_equal ? "" : " or later"),
                      missing)
        .here("the requirement ends here");
  } else if (own > *end) {
    fail_after_order(order, requirement, end, report);
  } else if (must_equal && own != *end && lacks.requirements) {
    report
        .undetermined(subject, place,
                      fmt::format("every requirement that is recorded has an end of its own; passes if one that is "
                                  "known to be missing ends on {}",
                                  format(*end)),
                      {report.pointer(order.place, "requirements")})
        .here("the requirement ends here");
  } else if (must_equal && own != *end) {
    fail_none_with_order(order, requirement, end, report);
  } else {
    report.pass(subject, place);
  }
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  if (!order.requirements.recorded) {
    report.undetermined(subject_of(order), order.place,
                        "the requirements are not recorded; passes if none ends after the order, and one with it",
                        {report.pointer(order.place, "requirements")});
    return;
  }
  const AmendedEnd amended = end_of(order, EndOf::order);
  const Lacks lacks{!facts.is_whole(ListName::amendments, "end_date"), !facts.knows_requirements(order)};
  // Only a recorded `end_date` is an end of a requirement; the months of a curfew or an exclusion are none.
  const Requirement* last = nullptr;
  bool all_have_ends = true;
  for (const Requirement& requirement : order.requirements) {
    if (!requirement.end_date) all_have_ends = false;
    else if (last == nullptr || *requirement.end_date > *last->end_date) last = &requirement;
  }
  for (const Requirement& requirement : order.requirements) {
    if (!requirement.end_date) report.pass(subject_of(order, requirement));  // it runs with the order
    else
      for_each_end(facts, ord110, amended, report, [&](const KnownDate& end, Report& said) {
        judge(order, requirement, all_have_ends && &requirement == last, lacks, end, said);
      });
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::community_order,
                 [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

constinit const Rule ord110{
    .id = "ORD110",
    .slug = "requirement-end",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A requirement of a community order ends after the order, or none ends with it.",
    .explanation = {.checks =
                        "The recorded ends of the requirements of a community order: none may be later than the "
                        "order's end, and where every requirement has one the last must equal it. The length of a "
                        "curfew or exclusion is no such end unless it is recorded as the requirement's `end_date`.",
                    .matters =
                        "The order ends with its last requirement; a requirement that outlives its order binds nobody.",
                    .to_do = "Check the dates with the court register."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
