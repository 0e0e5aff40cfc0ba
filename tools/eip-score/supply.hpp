// What the commands about a catalogue read: interventions, selections and sheets of the paths given.
#pragma once
#include "tools/common/run.hpp"
#include "tools/eip-score/options.hpp"

namespace probation::tools {

// Interventions and selections of the paths given; the catalogue at hand where they hold no intervention.
struct Supply {
  caseload::Register given;
  caseload::Result result;
  const CatalogueFacts* at_hand = nullptr;
  bool lost = false;  // a path was named that is not there, and no intervention was read: nothing may stand in for it
  [[nodiscard]] const CatalogueFacts& catalogue() const {
    return given.catalogue.entries.empty() ? *at_hand : given.catalogue;
  }
};

// Throws UsageError where two interventions have one id.
Supply read_supply(Invocation& invocation, const Options& options);
// Says that the national catalogue stands in, where it does.
void say_catalogue(const Invocation& invocation, const Supply& supply);

}  // namespace probation::tools
