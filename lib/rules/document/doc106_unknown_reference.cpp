#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC106", document, report); }
}  // namespace

extern const Rule doc106;
constinit const Rule doc106{
    .id = "DOC106",
    .slug = "unknown-reference",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A reference names an id that is not in the file.",
    .explanation = {.checks = "That every activity, requirement, order, contact, enforcement entry, assessment and "
                              "superseded entry that is named is there.",
                    .matters = "The entry hangs in the air: a session without its activity counts for no requirement.",
                    .to_do = "Correct the id, or add what it names."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
