#include <array>

#include "rules/report.hpp"
#include "rules/review/overdue.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 2> rule_policy{"unpaid_work_review_first_months", "review_window_days"};

void check(const CaseFacts& facts, Report& report) {
  say_overdue(facts, report, ReviewKind::unpaid_work_6_months, "six-month unpaid work review");
}

}  // namespace

extern const Rule rev603;
constinit const Rule rev603{
    .id = "REV603",
    .slug = "unpaid-work-six-months",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The six-month unpaid work review is overdue.",
    .explanation =
        {.checks =
             "Six months after sentence, for each unpaid work requirement whose hours were unfinished on that day.",
         .matters = "Hours that lag at half time are seldom made up later.",
         .to_do = "Hold the review, record it, and decide what can still be finished."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan | reviews,
    .check_case = &check,
};

}  // namespace probation::rules
