#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC101", document, report); }
}  // namespace

extern const Rule doc101;
constinit const Rule doc101{
    .id = "DOC101",
    .slug = "unknown-key",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A key is not one of the format.",
    .explanation = {.checks = "That every key is one that the format knows at that place.",
                    .matters =
                        "A misspelt key is a fact that nobody sees: the rule that needs it would call it missing.",
                    .to_do = "Correct the key; the nearest known one is named where there is one."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
