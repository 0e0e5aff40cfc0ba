#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC103", document, report); }
}  // namespace

extern const Rule doc103;
constinit const Rule doc103{
    .id = "DOC103",
    .slug = "wrong-value",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A value is of the wrong kind or not one of those allowed.",
    .explanation = {.checks = "That dates exist and have ten characters, whole numbers are plain decimals, words are "
                              "of the enumeration, records and lists stand where they should.",
                    .matters = "A value that could be read in two ways is not read at all.",
                    .to_do = "Write the value as the message says."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
