// The mark sheets and scoring policies at hand for a catalogue: what its approvals rest on. Reads files; what they say
// is for facts.
#pragma once
#include <string>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"
#include "facts/panel/scoring_policy.hpp"
#include "intake/world.hpp"

namespace probation::caseload {

using intake::World;

// A mark sheet as it was read.
struct SheetFile {
  std::string file;
  std::string bytes;  // of the whole file
  PanelSheet sheet;
};

// Every mark sheet of these paths (folders with what is below them), in path order; one that is not in order is left
// out. Throws WorldFailure where a path or a file below it cannot be read: it may be the sheet that decides.
std::vector<SheetFile> find_sheets(World& world, const std::vector<std::string>& paths);

// Scoring policies by id: those given, then the shipped ones and files that a name leads to.
void add_scoring_policy(World& world, CatalogueFacts& catalogue, const std::string& name);
void add_shipped_policies(World& world, CatalogueFacts& catalogue);

// Adds the sheets to the catalogue, each file once, decided under their policies; then looks at the sheets that rows of
// history name.
void add_sheets(World& world, CatalogueFacts& catalogue, const std::vector<SheetFile>& sheets);

}  // namespace probation::caseload
