// --split: a file for each officer or team instead of one. The path of the output is then a folder.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "render/run/run.hpp"
#include "tools/common/output.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

// Formats that can be split.
bool is_split(const Options& options, const Target& target);

// Each output that is to be split becomes one for each code, in the order of the codes; the others stay. `codes`: those
// of the rows; empty: not recorded. A calendar that is there for a code without rows is told so too. Makes the folders.
std::vector<Target> split_targets(intake::World& world, const Options& options, const std::vector<Target>& outputs,
                                  std::vector<std::string> codes);

// The officer or team of a record; empty: not recorded.
std::string code_of(const Options& options, const render::Json& record);
// The rows of the target's code, all of them where it is not split.
std::vector<render::Json> rows_for(const Options& options, const Target& target,
                                   const std::vector<render::Json>& records);
// The run and what is known of its cases, of one code alone.
render::RunOutput run_for(const Options& options, const Target& target, const render::RunOutput& run,
                          const Pictures* pictures);

// A code that any file system takes as a name; of another, and of none, a digest: pages of teams are called so.
std::string name_of_code(const std::string& code);
// The same for files of a code: N51M01.csv, team-0123456789abcdef.csv; `none` where it is not recorded.
std::string split_stem(const std::string& code);

}  // namespace probation::tools
