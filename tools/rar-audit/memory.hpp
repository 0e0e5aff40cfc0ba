// The memory of runs: what `check --output sqlite=FILE` appends. A run that is there already, with the same input and
// settings in the same scope, writes nothing.
#pragma once
#include <string>

#include "render/run/run.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

// What makes two runs the same run.
struct RunDigests {
  std::string inputs;    // of everything that was judged
  std::string settings;  // of what beside it decides what is found
  std::string account;   // JSON: what the run was, for whoever asks later
};
// From what the run judged; `settings` as text.
RunDigests digests_of(const render::RunOutput& run, const std::string& settings);

struct Remembered {
  const render::RunOutput* run = nullptr;  // every finding, whatever is printed; as it may be shown
  const Pictures* pictures = nullptr;
  RunDigests digests;
  std::string scope;
  const rules::Selection* selection = nullptr;  // which rules were run
};
// Throws UsageError (a database that is not ours), WorldConflict (in use too long), WorldFailure.
void remember(const std::string& path, const Remembered& what);

}  // namespace probation::tools
