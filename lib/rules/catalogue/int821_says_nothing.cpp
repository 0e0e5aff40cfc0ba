#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/life.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

struct Fault {
  Place place;
  std::string words;
};

// P1 to P7, a full stop and a number.
bool is_of_a_principle(std::string_view indicator) {
  return indicator.size() >= 4 && indicator[0] == 'P' && indicator[1] >= '1' && indicator[1] <= '7' &&
         indicator[2] == '.' && indicator.find_first_not_of("0123456789", 3) == std::string_view::npos;
}

bool offers(const Intervention& it, DeliveryFormat format) {
  const auto& formats = it.delivery->formats;
  return std::any_of(formats.begin(), formats.end(),
                     [&](const Located<DeliveryFormat>& one) { return one.is(format); });
}

void sequence_faults(const InterventionFacts& facts, std::vector<Fault>& faults) {
  const Intervention& it = facts.intervention;
  const Life& own = life_of(facts);
  if (!it.sequence || (own.state && is_lapsed(*own.state))) return;
  for (const Located<std::string>& id : it.sequence->after) {
    if (!id) continue;
    const std::vector<std::size_t>& there = facts.index->with_id(*id);
    if (there.empty()) continue;  // INT813 says so
    const Life& life = facts.index->life(there.front());
    if (life.recorded && !life.in_use())
      faults.push_back({id.place, fmt::format("it comes after {}, which is {}", *id, life.words())});
  }
}

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  std::vector<Fault> faults;
  if (it.title && folded(*it.title).empty()) faults.push_back({it.title.place, "the title is empty"});
  const auto framework = [&](const Located<std::string>& name) {
    if (name && facts.catalogue->scoring_policy(*name) == nullptr)
      faults.push_back({name.place, fmt::format("no scoring policy {} is at hand", *name)});
  };
  if (it.lifecycle) {
    framework(it.lifecycle->framework);
    for (const HistoryRow& row : it.lifecycle->history)
      if (!row.withdrawn && row.framework && !row.framework.is(it.lifecycle->framework.value_or(std::string{})))
        framework(row.framework);
  }
  sequence_faults(facts, faults);
  if (it.sessions && it.delivery && it.delivery->formats.recorded) {
    if (it.sessions->group.value_or(0) > 0 && !offers(it, DeliveryFormat::group))
      faults.push_back({it.sessions->group.place, "it has group sessions, and its formats offer no group"});
    if (it.sessions->one_to_one.value_or(0) > 0 && !offers(it, DeliveryFormat::one_to_one))
      faults.push_back({it.sessions->one_to_one.place, "it has one-to-one sessions, and its formats offer none"});
  }
  if (it.evidence)
    for (const auto& entry : it.evidence->indicators)
      if (!is_of_a_principle(entry.key))
        faults.push_back({entry.value.place, fmt::format("the indicator {} is of no principle, P1 to P7", entry.key)});
  if (faults.empty()) {
    report.pass(subject, it.place);
    return;
  }
  std::vector<std::string> words;
  for (const Fault& fault : faults) words.push_back(fault.words);
  auto finding = report.fail(subject, faults.front().place, join(words, "; "));
  finding.here("says nothing").fact("faults", static_cast<std::int64_t>(faults.size()));
  for (std::size_t i = 0; i < faults.size(); ++i) {
    finding.trace(words[i]);
    if (i > 0) finding.related(faults[i].place, words[i]);
  }
  finding.fix("correct the word, or give the file it names");
}

}  // namespace

extern const Rule int821;
constinit const Rule int821{
    .id = "INT821",
    .slug = "says-nothing",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "A word of the catalogue says nothing: it names what is not there or not in use.",
    .explanation =
        {.checks =
             "That the title is not empty, the framework is a scoring policy at hand, what comes before in the "
             "sequence is in use, sessions are of a kind that the formats offer, and indicators are of a principle.",
         .matters = "A name that leads nowhere reads as if it did.",
         .to_do = "Correct the word, or add the file it names."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
