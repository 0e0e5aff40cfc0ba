#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC104", document, report); }
}  // namespace

extern const Rule doc104;
constinit const Rule doc104{
    .id = "DOC104",
    .slug = "unknown-schema",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "The file does not say which known kind it is.",
    .explanation = {.checks = "That `schema` names a kind of file the tools know.",
                    .matters = "Without it a file of another kind could be judged as a case.",
                    .to_do = "Write `schema: case/1`, or the kind the file is, as the first line."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
