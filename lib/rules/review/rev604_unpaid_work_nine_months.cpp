#include <array>

#include "rules/report.hpp"
#include "rules/review/overdue.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 2> rule_policy{"unpaid_work_review_second_months", "review_window_days"};

void check(const CaseFacts& facts, Report& report) {
  say_overdue(facts, report, ReviewKind::unpaid_work_9_months, "nine-month unpaid work review");
}

}  // namespace

extern const Rule rev604;
constinit const Rule rev604{
    .id = "REV604",
    .slug = "unpaid-work-nine-months",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The nine-month unpaid work review is overdue.",
    .explanation =
        {.checks =
             "Nine months after sentence, for each unpaid work requirement whose hours were unfinished on that day.",
         .matters = "It is the last review before the time for unpaid work runs out.",
         .to_do = "Hold the review, record it, and decide what can still be finished."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan | reviews,
    .check_case = &check,
};

}  // namespace probation::rules
