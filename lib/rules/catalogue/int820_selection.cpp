#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/regions.hpp"
#include "law/catalogue_sources.hpp"
#include "law/providers.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

struct Fault {
  PlaceInFile at;
  std::string words;
  bool is_error = false;
};

std::vector<Fault> faults_of(const RegionFacts& facts) {
  std::vector<Fault> faults;
  const PlaceInFile here{facts.files.front(), facts.files.front()->selection.region.place};
  if (find_region(facts.region) == nullptr)
    faults.push_back({here, fmt::format("{} is none of the twelve regions", facts.region)});
  if (facts.in_force && facts.files.size() > 1) {
    std::vector<std::string> files;
    for (const SelectionEntry* file : facts.files) files.push_back(file->file);
    faults.push_back({here, fmt::format("{} selections of {} are open on {}: {}", files.size(), facts.region,
                                        format(facts.as_of), join(files, ", "))});
  }
  if (!facts.in_force && !facts.ahead) return faults;  // what was chosen once may have moved on since
  for (const SelectionEntry* file : facts.files) {
    std::vector<std::string> met;
    for (const Located<std::string>& id : file->selection.selected) {
      if (!id) continue;
      const PlaceInFile place{file, id.place};
      if (std::find(met.begin(), met.end(), *id) != met.end()) {
        faults.push_back({place, fmt::format("{} is selected twice", *id)});
        continue;
      }
      met.push_back(*id);
      const Intervention* it = facts.catalogue.find(*id);
      const Life life = it == nullptr ? Life{} : life_on(*it, facts.as_of);
      if (!life.state) continue;  // INT811 says what is unknown
      const bool never_approved =
          life.is(LifecycleState::draft) || life.is(LifecycleState::submitted) || life.is(LifecycleState::appraised);
      if (never_approved || life.is(LifecycleState::provisional))
        faults.push_back({place, fmt::format("{} is {}", *id, life.words()), never_approved});
    }
  }
  return faults;
}

void check(const RegionFacts& facts, Report& report) {
  const SelectionFile& first = facts.files.front()->selection;
  std::vector<Fault> faults = faults_of(facts);
  if (faults.empty()) {
    report.pass(facts.region, first.selected.place);
    return;
  }
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.is_error > b.is_error; });
  std::vector<std::string> words;
  for (const Fault& fault : faults)
    if (std::find(words.begin(), words.end(), fault.words) == words.end()) words.push_back(fault.words);
  auto finding =
      report.fail(facts.region, place_in_first(facts, faults.front().at),
                  fmt::format("the selection of {} cannot be relied on: {}", facts.region, join(words, "; ")));
  stands_at(finding, facts, faults.front().at);
  finding.here("this").severity(faults.front().is_error ? Severity::error : Severity::warning);
  finding.fact("faults", static_cast<std::int64_t>(words.size()));
  for (const std::string& said : words) finding.trace(said);
  for (std::size_t i = 1; i < faults.size(); ++i) related_at(finding, facts, faults[i].at, faults[i].words);
  finding.fix("choose what is approved, end the older selection, or correct the code of the region");
}

}  // namespace

extern const Rule int820;
constinit const Rule int820{
    .id = "INT820",
    .slug = "selection",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "A selection names what was never approved, or is one of several, or of a region that is none.",
    .explanation =
        {.checks = "Each selection that holds or lies ahead: that it names nothing that is a draft, submitted, "
                   "appraised or provisional and nothing twice; that one selection of a region is open on the day; and "
                   "that the region is one of the twelve.",
         .matters =
             "What was never approved must not be delivered, and of two open selections nobody knows which holds.",
         .to_do = "Choose what is approved, end the older selection with `until`, or correct the code."},
    .sources = rule_sources,
    .policy = {},
    .check_region = &check,
};

}  // namespace probation::rules
