#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC105", document, report); }
}  // namespace

extern const Rule doc105;
constinit const Rule doc105{
    .id = "DOC105",
    .slug = "id-used-twice",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "An id is used twice in a file.",
    .explanation = {.checks = "That every id is unique in the file, over all kinds of entries.",
                    .matters = "A reference to it would mean two things.",
                    .to_do = "Give one of the two another id that was never used, and correct the references."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
