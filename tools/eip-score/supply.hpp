// What the commands about a catalogue read: interventions, selections and sheets of the paths given.
#pragma once
#include "tools/common/account.hpp"
#include "tools/common/run.hpp"
#include "tools/eip-score/options.hpp"

namespace probation::tools {

// Interventions and selections of the paths given.
struct Supply {
  caseload::Register given;
  caseload::Result result;
  const CatalogueFacts* at_hand = nullptr;
  bool stands_in = false;  // that one, where no path was given, or the command judges selections
  bool lost = false;  // a path was named that is not there, and no intervention was read: nothing may stand in for it
  [[nodiscard]] const CatalogueFacts& catalogue() const { return stands_in ? *at_hand : given.catalogue; }
};

enum class About : std::uint8_t { interventions, selections };  // what the command judges
// Throws UsageError where two interventions have one id. Where paths were given and hold nothing that the command is
// about, its answer is of nothing, and says so.
Supply read_supply(Invocation& invocation, const Options& options, About about = About::interventions);
// --summary: the totals and no row, as one record.
int print_totals(Invocation& invocation, const Options& options, const caseload::Result& result,
                 const std::string& command, render::Json totals, const std::string& text);
// Says that the national catalogue stands in, where it does.
void say_catalogue(const Invocation& invocation, const Supply& supply);

}  // namespace probation::tools
