#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017_records};

// What the strict count leaves open could be what was reported. True: that is said.
bool is_open(const Recount& mine, std::int64_t reported_days, const Subject& subject, Place place, Report& report) {
  const std::int64_t days = *mine.strict.counted;
  const auto& at_most = mine.strict.at_most;
  if (days >= reported_days) return false;
  if ((!at_most || reported_days <= *at_most) && mine.strict.is_range()) {
    report.undetermined(subject, place,
                        fmt::format("{} reported; {} counted, and {} may count", counted(reported_days, "RAR day"),
                                    days, at_most ? fmt::format("up to {}", *at_most) : std::string("any number")),
                        pointers(report, mine.strict.missing));
    return true;
  }
  if (at_most) return false;
  report.undetermined(  // something of the contacts is known to be missing
      subject, place,
      fmt::format("{} reported; {} counted of a record that is not whole", counted(reported_days, "RAR day"), days),
      pointers(report, mine.strict.missing));
  return true;
}

// Names the profile that gives the reported figure, contact by contact.
void explain(const Recount& mine, std::int64_t reported_days, Report::Draft& finding) {
  std::vector<std::string> explains;
  std::size_t profile = 0;
  for (std::size_t p = 1; p < profile_names.size(); ++p)
    if (mine.days[p] == reported_days) {
      if (explains.empty()) profile = p;
      explains.emplace_back(profile_names[p]);
    }
  finding.fact("explained_by", FactValue{join(explains, " ")});
  finding.trace(counted_dates(mine.strict));
  if (explains.empty()) {
    finding.trace("no official way of counting gives the reported figure");
    return;
  }
  finding.trace(fmt::format("{} would give {}", join(explains, ", "), reported_days));
  for (const ContactCount& contact : mine.contacts) {
    const bool strict = contact.counts[0] && contact.why[0].empty();
    const bool theirs = contact.counts[profile] && contact.why[profile].empty();
    if (strict == theirs) continue;
    finding.related(contact.contact->date.place,
                    theirs
                        ? fmt::format("counts in {}, not in strict: {}", profile_names[profile], contact.why[0])
                        : fmt::format("counts in strict, not in {}: {}", profile_names[profile], contact.why[profile]));
  }
}

void judge(const Recount& mine, const Located<std::int64_t>& reported, Report& report) {
  const Subject subject = subject_of(*mine.order, *mine.requirement);
  const std::int64_t reported_days = *reported;
  if (!mine.strict.counted) {
    report.undetermined(subject, reported.place,
                        fmt::format("{} reported; the days cannot be counted", counted(reported_days, "RAR day")),
                        pointers(report, mine.strict.missing));
    return;
  }
  const std::int64_t days = *mine.strict.counted;
  if (days == reported_days) {
    report.pass(subject, reported.place,
                [&] { return fmt::format("{} reported and counted", counted(days, "RAR day")); });
    return;
  }
  if (is_open(mine, reported_days, subject, reported.place, report)) return;
  const auto& at_most = mine.strict.at_most;
  const bool is_range = days < reported_days && at_most && *at_most > days && mine.strict.is_range();
  auto finding = report.fail(subject, reported.place,
                             fmt::format("{} reported; {}{} counted", counted(reported_days, "RAR day"),
                                         is_range ? "at most " : "", is_range ? *at_most : days));
  finding.here("the reported figure").fact("reported", reported_days).fact("counted", days).fact("profile", "strict");
  explain(mine, reported_days, finding);
  finding.fix("correct the contacts named, or the figure in the other system");
}

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.reported || !facts.file.reported->rar_days.recorded) {
    report.not_applicable(Subject::file());
    return;
  }
  const std::vector<Recount> counts = recount(facts);
  for (const auto& entry : facts.file.reported->rar_days) {
    const Recount* mine = nullptr;
    for (const Recount& count : counts)
      if (count.requirement->id && count.requirement->id->text == entry.key) mine = &count;
    if (mine == nullptr || !entry.value || !CaseFacts::is_judged(*mine->order)) report.not_applicable(entry.key);
    else judge(*mine, entry.value, report);
  }
}

}  // namespace

extern const Rule rar210;
constinit const Rule rar210{
    .id = "RAR210",
    .slug = "reported-days-differ",
    .severity = Severity::warning,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "The days another system reports differ from the recount.",
    .explanation = {.checks = "Each figure under reported.rar_days against the strict count of its requirement, and "
                              "which other way of counting would give that figure.",
                    .matters = "Records were found confused and usually inaccurate. Somebody acts on the wrong figure: "
                               "a day too many ends the work early, a day too few goes over the order.",
                    .to_do = "Look at the contacts named; correct the record or the other system."},
    .sources = rule_sources,
    .policy = {},
    .reads = contacts | orders | plan | reported,
    .check_case = &check,
};

}  // namespace probation::rules
