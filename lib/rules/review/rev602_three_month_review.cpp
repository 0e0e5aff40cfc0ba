#include <array>

#include "rules/report.hpp"
#include "rules/review/overdue.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 2> rule_policy{"completion_review_second_months", "review_window_days"};

void check(const CaseFacts& facts, Report& report) {
  say_overdue(facts, report, ReviewKind::completion_3_months, "three-month completion review");
}

}  // namespace

extern const Rule rev602;
constinit const Rule rev602{
    .id = "REV602",
    .slug = "three-month-review",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The three-month completion review is overdue.",
    .explanation = {.checks = "Three months before the end of the order, licence or supervision period, for each "
                              "accredited programme requirement and, since both are asked for, each requirement with a "
                              "structured intervention that was unfinished on that day while the order was running.",
                    .matters = "Work that is still open this late may not be finished before the order ends; the "
                               "review decides what to do while something can be done.",
                    .to_do = "Hold the review, record it, and decide what can still be finished."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan | reviews,
    .check_case = &check,
};

}  // namespace probation::rules
