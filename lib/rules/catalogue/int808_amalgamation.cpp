#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/suite.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_register};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.lifecycle || !it.lifecycle->amalgamated_into || facts.catalogue == nullptr) {
    report.not_applicable(subject);  // amalgamated without a successor is INT806
    return;
  }
  const Located<std::string>& into = it.lifecycle->amalgamated_into;
  const auto say = [&](std::string message, std::string here, std::string fix) {
    return report.fail(subject, into.place, std::move(message))
        .here(std::move(here))
        .fact("successor", *into)
        .fix(std::move(fix));
  };
  const std::vector<std::string> way = successors_of(*facts.catalogue, subject);
  const bool round = way.size() > 1 && std::count(way.begin(), way.end(), way.back()) > 1;
  if (round) {
    say(fmt::format("the amalgamation goes round: {}", join(way, " → ")), "comes back",
        "name a successor that stands on its own")
        .trace(join(way, " → "));
    return;
  }
  const CatalogueEntry* successor = facts.catalogue->find_entry(*into);
  if (successor == nullptr) {
    say(fmt::format("amalgamated into {}, which is not in {}", *into, facts.catalogue->name), "not in the catalogue",
        "correct the id, or add its file")
        .trace(fmt::format("no intervention of {} has the id {}", facts.catalogue->name, *into));
    return;
  }
  const Intervention& next = successor->intervention;
  if (!next.lifecycle || !next.lifecycle->state) {
    report.undetermined(subject, into.place, fmt::format("passes if {} is approved; its state is not recorded", *into),
                        {successor->file + "#/lifecycle/state"});
    return;
  }
  if (!is_state(next, LifecycleState::approved)) {
    say(fmt::format("amalgamated into {}, which is not approved but {}", *into, state_words(next)), "not approved",
        "let the panel appraise the successor, or name one that is approved")
        .trace(fmt::format("{}: {} is {}", place_in(*successor, state_place(next)), *into, state_words(next)));
    return;
  }
  report.pass(subject, into.place);
}

}  // namespace

extern const Rule int808;
constinit const Rule int808{
    .id = "INT808",
    .slug = "amalgamation",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "An intervention was amalgamated into something missing, cyclic or not approved.",
    .explanation = {.checks = "The successor of each amalgamated intervention: that the catalogue has it, that it is "
                              "approved, and that no chain of successors comes back to where it began.",
                    .matters = "Who looks for the old intervention is sent on; the way must end at something that the "
                               "panel has appraised and approved.",
                    .to_do = "Correct the successor, or bring it before the panel."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
