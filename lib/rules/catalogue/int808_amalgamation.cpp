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
  const Life& life = life_of(facts);
  if (!it.id || !life.is(LifecycleState::amalgamated) || life.successor.empty()) {
    report.not_applicable(subject);  // amalgamated without a successor is INT806
    return;
  }
  const std::string& into = life.successor;
  const Place place = it.lifecycle->amalgamated_into ? it.lifecycle->amalgamated_into.place : state_place(it);
  const auto say = [&](std::string message, std::string here, std::string fix) {
    return report.fail(subject, place, std::move(message))
        .here(std::move(here))
        .fact("successor", into)
        .fix(std::move(fix));
  };
  const CatalogueIndex::WayEnd end = facts.index->way_end(subject);
  if (end.goes_round) {
    std::vector<std::string> way = way_on(*facts.catalogue, subject, facts.as_of).ids;
    constexpr std::size_t most_named = 12;
    if (way.size() > most_named) {
      way.resize(most_named);
      way.emplace_back("…");
    }
    say(fmt::format("the amalgamation goes round: {}", join(way, " → ")), "comes back",
        "name a successor that stands on its own")
        .trace(join(way, " → "));
    return;
  }
  const CatalogueEntry* successor = facts.catalogue->find_entry(into);
  if (successor == nullptr) {
    say(fmt::format("amalgamated into {}, which is not in {}", into, facts.catalogue->name), "not in the catalogue",
        "correct the id, or add its file")
        .trace(fmt::format("no intervention of {} has the id {}", facts.catalogue->name, into));
    return;
  }
  // What became of the successor after that day is its own affair, as long as the way still ends.
  const Date day = life.since.value_or(facts.as_of);
  const Intervention& next = successor->intervention;
  const Life then = life_on(next, day);
  if (!then.recorded) {
    report.undetermined(subject, place, fmt::format("passes if {} is approved; its state is not recorded", into),
                        {successor->file + "#/lifecycle/state"});
    return;
  }
  if (!then.in_use()) {
    say(fmt::format("amalgamated into {}, which is not approved but {} on {}", into, then.words(), format(day)),
        "not approved", "let the panel appraise the successor, or name one that is approved")
        .trace(fmt::format("{}: {} is {} on {}", place_in(*successor, state_place(next)), into, then.words(),
                           format(day)));
    return;
  }
  if (end.leads_nowhere) {
    say(fmt::format("the way of the amalgamation ends at {}, which is not in {} or names no successor", end.id,
                    facts.catalogue->name),
        "leads on from here", "correct the successor on the way, or add its file")
        .trace(fmt::format("the last on the way is {}", end.id));
    return;
  }
  report.pass(subject, place);
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
