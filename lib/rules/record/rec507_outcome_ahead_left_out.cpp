#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  for (const LaterEntry& later : facts.later) {
    if (!later.outcome_only) continue;
    report
        .fail(later.id.empty() ? std::string("file") : later.id, later.place,
              fmt::format("the {} is left out: the event lies after {}", later.what, format(facts.as_of)))
        .here("not yet")
        .trace(fmt::format("as of {} the event lies ahead; it is judged as an appointment", format(facts.as_of)));
  }
}

}  // namespace

extern const Rule rec507;
constinit const Rule rec507{
    .id = "REC507",
    .slug = "outcome-ahead-left-out",
    .severity = Severity::note,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "An outcome on an event dated after as-of was left out of this run.",
    .explanation = {.checks = "Contacts dated after as-of that carry an outcome and no day of entry.",
                    .matters = "The run judges the file as it stood at the end of the as-of date; the outcome cannot "
                               "have been known then.",
                    .to_do = "Nothing where the run looks back on purpose; otherwise correct the date of the event."},
    .sources = {},
    .policy = {},
    .reads = contacts,
    .check_case = &check,
};

}  // namespace probation::rules
