#include "rules/document/problems.hpp"

namespace probation::rules {

namespace {
void check(const DocumentFacts& document, Report& report) { say_problems("DOC005", document, report); }
}  // namespace

extern const Rule doc005;
constinit const Rule doc005{
    .id = "DOC005",
    .slug = "limit-exceeded",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "A limit of size, nesting or scalar length is exceeded.",
    .explanation =
        {.checks =
             "Documents up to 64 MiB, 50,000 of a stream that hold nothing; in a document nesting up to 64 levels, "
             "a value up to 64 KiB, 150,000 keys and values, 200,000 values between brackets, 2,000 "
             "faults, and 16 MiB where it has a fault or is not laid out as `rar-record fmt` does it.",
         .matters = "No case needs more; input made to exhaust a machine does.",
         .to_do = "Split the file, or take out what does not belong in it."},
    .sources = {},
    .policy = {},
    .check_document = &check,
};

}  // namespace probation::rules
