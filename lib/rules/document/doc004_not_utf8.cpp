#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC004", document, report); }
}  // namespace

extern const Rule doc004;
constinit const Rule doc004{
    .id = "DOC004",
    .slug = "not-utf-8",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "The bytes are not valid UTF-8.",
    .explanation = {.checks = "That every byte is part of well-formed UTF-8, without overlong forms and surrogates.",
                    .matters = "Text in another encoding would be read as other words.",
                    .to_do = "Save the file as UTF-8."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
