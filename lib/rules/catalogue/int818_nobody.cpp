#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/eligible_people.hpp"
#include "law/sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::catalogue_need_rules};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  const std::vector<ImpossibleFact> found = impossible_facts(it);
  if (found.empty()) {
    report.pass(subject, it.place);
    return;
  }
  std::vector<std::string> words;
  for (const ImpossibleFact& fact : found) words.push_back(fact.words);
  auto finding = report.fail(subject, found.front().place, join(words, "; "));
  finding.here("cannot be").fact("faults", static_cast<std::int64_t>(found.size()));
  for (std::size_t i = 0; i < found.size(); ++i) {
    finding.trace(found[i].words);
    if (i > 0) finding.related(found[i].place, found[i].words);
  }
  finding.fix("correct the number or the list; as it stands nobody can be given the intervention");
}

}  // namespace

extern const Rule int818;
constinit const Rule int818{
    .id = "INT818",
    .slug = "nobody-eligible",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Nobody can be eligible, or a number is one that cannot be.",
    .explanation = {.checks = "Scores, ages, group sizes and sessions against what they can be, and whether there is a "
                              "sex, an age, a setting and a risk that all conditions take.",
                    .matters = "A slip of one digit closes an intervention to everybody, and no plan will say why.",
                    .to_do = "Correct the number or the list."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
