#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC102", document, report); }
}  // namespace

extern const Rule doc102;
constinit const Rule doc102{
    .id = "DOC102",
    .slug = "required-key-missing",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A required key is missing.",
    .explanation = {.checks = "That identifiers, dates and types without which an entry means nothing are there.",
                    .matters = "An entry without them cannot be placed or counted.",
                    .to_do = "Add the key."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
