// What is given as input: the paths of the command line and those of --files-from.
#pragma once
#include <string>
#include <vector>

#include "intake/world.hpp"
#include "tools/common/cli.hpp"

namespace probation::tools {

// Names of a list end in NUL with -0 or where it holds one, else in LF or CRLF; they are taken as they stand.
std::vector<std::string> names_of_list(const std::string& list, bool nul);
// Of a plan of shards: the digest of all of its inputs.
std::string inputs_of_plan(intake::World& world, const std::string& plan);
// What all parts of a plan have in common: the paths that it was made of, and a file for each set of rar.yaml that
// governs some of its files, so that a part is judged as the whole would be. A plan that does not say which: every
// file.
struct PlannedFor {
  std::vector<std::string> given, first_files;
};
PlannedFor planned_for(intake::World& world, const Options& options);
// With --shards, those of the shard's list. Throws UsageError.
std::vector<std::string> inputs_of(intake::World& world, const Options& options);

}  // namespace probation::tools
