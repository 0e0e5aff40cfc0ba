#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/sight.hpp"
#include "base/text.hpp"
#include "facts/catalogue/life.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  const Life& life = life_of(facts);
  const auto provisional = [&](const ConditionOfLife& one) {
    if (life.is(LifecycleState::provisional)) return true;
    return std::any_of(life.lines.begin(), life.lines.end(), [&](const LifeLine& line) {
      return line.open && one.version && line.version == one.version && line.state() == LifecycleState::provisional;
    });
  };
  const auto of_version_in_use = [&](const ConditionOfLife& one) {
    return life.in_use() && (!one.version || !life.version || *one.version == *life.version);
  };
  std::vector<std::pair<const ConditionOfLife, std::string>> lapsed;
  std::vector<std::string> unknown;
  bool asked = false;
  for (const ConditionOfLife& one : conditions_on(it, facts.as_of)) {
    const bool tells = one.condition->text && !sight().redact;
    const std::string text = tells ? *one.condition->text : fmt::format("condition {}", one.number);
    const bool in_use = of_version_in_use(one);
    if (!in_use && !provisional(one)) continue;
    asked = true;
    if (one.met_on(facts.as_of)) continue;
    if (in_use) {
      lapsed.emplace_back(one, fmt::format("approved, and not met: {}", text));
    } else if (!one.condition->due) {
      unknown.push_back(report.pointer(one.condition->place, "due"));
    } else if (*one.condition->due < facts.as_of) {
      lapsed.emplace_back(one, fmt::format("due on {} and not met: {}", format(*one.condition->due), text));
    }
  }
  const Place place = it.lifecycle && it.lifecycle->conditions.recorded ? it.lifecycle->conditions.place : it.place;
  if (!lapsed.empty()) {
    std::vector<std::string> words;
    for (const auto& [one, said] : lapsed) words.push_back(said);
    const auto place_of = [](const ConditionOfLife& one) {
      return one.condition->due ? one.condition->due.place : one.condition->place;
    };
    auto finding = report.fail(subject, place_of(lapsed.front().first), join(words, "; "));
    finding.here("not met").fact("conditions", static_cast<std::int64_t>(lapsed.size()));
    for (std::size_t i = 0; i < lapsed.size(); ++i) {
      finding.trace(words[i]);
      if (lapsed[i].first.condition->owner && !sight().redact)
        finding.trace(fmt::format("it is for {} to meet", *lapsed[i].first.condition->owner));
      if (i > 0) finding.related(place_of(lapsed[i].first), words[i]);
    }
    finding.fix("record that it is met: eip-score register met FILE --condition N --date …; or move it on");
  } else if (!unknown.empty()) {
    report.undetermined(subject, place, "by when a condition is to be met is not recorded", unknown);
  } else if (asked) {
    report.pass(subject, place);
  } else {
    report.not_applicable(subject);
  }
}

}  // namespace

extern const Rule int816;
constinit const Rule int816{
    .id = "INT816",
    .slug = "condition-lapsed",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "A condition of a provisional approval is past its day and not met, or was not met at approval.",
    .explanation =
        {.checks = "The conditions of what is provisional or in use: that each is met by its day, and that nothing is "
                   "approved while one is not.",
         .matters =
             "A provisional approval holds on its conditions. One that lapses unseen is an approval without them.",
         .to_do = "Record that it is met, with what shows it, or bring the intervention before the board."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
