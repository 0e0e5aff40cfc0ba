#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC003", document, report); }
}  // namespace

extern const Rule doc003;
constinit const Rule doc003{
    .id = "DOC003",
    .slug = "yaml-feature-refused",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "An anchor, alias, merge key or tag is used.",
    .explanation = {.checks = "That values are written out: no anchor, alias, merge key or custom tag.",
                    .matters = "With them a value stands somewhere else than where it is read, and a correction in one "
                               "place changes another silently.",
                    .to_do = "Write the value out where it is used."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
