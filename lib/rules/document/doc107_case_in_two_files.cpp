#include "rules/rule.hpp"

namespace probation::rules {

extern const Rule doc107;
constinit const Rule doc107{
    .id = "DOC107",
    .slug = "case-in-two-files",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "The same CRN is in two case files.",
    .explanation = {.checks = "That one person's record is one document of the run.",
                    .matters =
                        "Two half records each look complete, and days and failures are counted twice or not at all.",
                    .to_do = "Put the two together, or leave one of them out of the run."},
    .sources = {},
    .policy = {},
    .across_files = true,
};

}  // namespace probation::rules
