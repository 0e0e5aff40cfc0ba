#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC002", document, report); }
}  // namespace

extern const Rule doc002;
constinit const Rule doc002{
    .id = "DOC002",
    .slug = "duplicate-key",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A key stands twice in one map.",
    .explanation =
        {.checks = "That every key stands once in its map.",
         .matters = "Programs disagree on which of two values counts, so two of them would judge two different cases.",
         .to_do = "Keep one of the two and take the other out."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
