#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.lifecycle || !it.lifecycle->state) {
    report.undetermined(subject, it.lifecycle ? it.lifecycle->place : it.place, "the state is not recorded",
                        {it.lifecycle ? report.pointer(it.lifecycle->place, "state")
                                      : report.pointer(it.place, "lifecycle") + "/state"});
    return;
  }
  const Lifecycle& life = *it.lifecycle;
  std::vector<std::string> lacks;
  std::vector<std::pair<Place, std::string>> related;
  if (life.state.is(LifecycleState::approved)) {
    if (!life.approved_date) lacks.emplace_back("the date of approval");
    if (!life.framework) lacks.emplace_back("the framework that judged it");
  } else if (life.state.is(LifecycleState::provisional)) {
    if (life.conditions.empty()) lacks.emplace_back("the conditions it must meet");
    int n = 0;
    for (const Condition& condition : life.conditions) {
      ++n;
      std::vector<std::string> parts;
      if (!condition.text) parts.emplace_back("text");
      if (!condition.owner) parts.emplace_back("owner");
      if (!condition.due) parts.emplace_back("due date");
      if (parts.empty()) continue;
      lacks.push_back(fmt::format("the {} of condition {}", join(parts, " and "), n));
      related.emplace_back(condition.place, "without " + join(parts, " and "));
    }
  } else if (life.state.is(LifecycleState::amalgamated)) {
    if (!life.amalgamated_into) lacks.emplace_back("the successor");
  } else {
    report.not_applicable(subject);
    return;
  }
  if (lacks.empty()) {
    report.pass(subject, life.state.place);
    return;
  }
  auto finding =
      report.fail(subject, life.state.place,
                  fmt::format("{}, and the register lacks {}", document::word(*life.state), join(lacks, " and ")));
  finding.here("this state needs more")
      .fact("state", std::string(document::word(*life.state)))
      .fact("lacks", join(lacks, "; "));
  for (const auto& [place, words] : related) finding.related(place, words);
  finding
      .trace(
          "approved needs date and framework; provisional conditions, each with owner and due date; amalgamated its "
          "successor")
      .fix("add what is missing, or correct the state");
}

}  // namespace

extern const Rule int806;
constinit const Rule int806{
    .id = "INT806",
    .slug = "state-incomplete",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "The register gives an intervention a state without what that state needs.",
    .explanation = {.checks =
                        "That an approved intervention has a date and the framework that judged it, a provisional one "
                        "conditions with owner and due date, and an amalgamated one its successor.",
                    .matters =
                        "Without the date nobody knows which rules it was held to, without an owner no condition is "
                        "met, and without the successor regions do not know what to choose instead.",
                    .to_do = "Add what is missing, or correct the state."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
