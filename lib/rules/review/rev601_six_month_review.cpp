#include <array>

#include "rules/report.hpp"
#include "rules/review/overdue.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 2> rule_policy{"completion_review_first_months", "review_window_days"};

void check(const CaseFacts& facts, Report& report) {
  say_overdue(facts, report, ReviewKind::completion_6_months, "six-month completion review");
}

}  // namespace

extern const Rule rev601;
constinit const Rule rev601{
    .id = "REV601",
    .slug = "six-month-review",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The six-month completion review is overdue.",
    .explanation = {.checks = "Six months before the end of the order, licence or supervision period, for each "
                              "accredited programme requirement and each requirement with a structured intervention "
                              "that was unfinished on that day while the order was running.",
                    .matters = "Work that is still open this late may not be finished before the order ends; the "
                               "review decides what to do while something can be done.",
                    .to_do = "Hold the review, record it, and decide what can still be finished."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan | reviews,
    .check_case = &check,
};

}  // namespace probation::rules
