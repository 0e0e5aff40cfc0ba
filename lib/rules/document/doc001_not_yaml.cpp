#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC001", document, report); }
}  // namespace

extern const Rule doc001;
constinit const Rule doc001{
    .id = "DOC001",
    .slug = "not-yaml",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "The text is not YAML.",
    .explanation = {.checks = "That the text is YAML 1.2 or JSON that every reader reads alike: no tab as "
                              "indentation, no control character, no line end that only some take for one.",
                    .matters =
                        "A file that cannot be parsed cannot be judged: nothing in it counts for or against anybody.",
                    .to_do = "Mend the text at the place named; the line above it is often where the mistake is."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
