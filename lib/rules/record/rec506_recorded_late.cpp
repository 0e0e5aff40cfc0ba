#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 1> rule_policy{"late_record_days"};

template <class Record>
void check_entry(const CaseFacts& facts, const Record& entry, Report& report) {
  if (!entry.recorded || !entry.date || entry.supersedes)
    return;  // a correction may come late; what it corrects was judged
  const Subject subject = subject_of(entry);
  const auto limit = facts.policy.resolve("late_record_days", *entry.date);
  if (!limit) {
    report.not_applicable(subject);
    return;
  }
  const int days = days_between(*entry.date, entry.recorded->date);
  if (days <= limit->number()) {
    report.pass(subject, entry.recorded.place);
    return;
  }
  auto finding = report.fail(subject, entry.recorded.place,
                             fmt::format("recorded {} after {}", counted(days, "day"), format(*entry.date)));
  finding.here("entered here")
      .related(entry.date.place, "the event")
      .fact("days", days)
      .fact("limit_days", limit->number())
      .trace(fmt::format("{} to {} = {}, more than {}", format(*entry.date), format(entry.recorded->date),
                         counted(days, "day"), limit->number()))
      .standard(*limit);
  if (days <= limit->national_number()) finding.only_local();
}

void check(const CaseFacts& facts, Report& report) {
  // As written: an entry that was corrected since was recorded late all the same, and only once.
  for (const Contact& contact : facts.file.contacts) check_entry(facts, contact, report);
  for (const EnforcementEntry& entry : facts.file.enforcement) check_entry(facts, entry, report);
  for (const Review& review : facts.file.reviews) check_entry(facts, review, report);
}

}  // namespace

extern const Rule rec506;
constinit const Rule rec506{
    .id = "REC506",
    .slug = "recorded-late",
    .severity = Severity::note,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "An entry was recorded more than a set number of days after the event.",
    .explanation =
        {.checks = "The day of entry of each contact, enforcement action and review that says it, against its date; a "
                   "correction is measured by the entry it corrects.",
         .matters =
             "What is written down late is remembered less well, and decisions in between were taken without it.",
         .to_do = "Nothing can be undone; look at why it took so long."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | enforcement | reviews | plan,
    .check_case = &check,
};

}  // namespace probation::rules
