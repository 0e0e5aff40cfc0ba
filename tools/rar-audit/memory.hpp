// The memory of runs: what `check --output sqlite=FILE` appends. A run that is there already, with the same input and
// settings in the same scope, writes nothing.
#pragma once
#include <string>

#include "render/run/run.hpp"
#include "tools/common/picture.hpp"

namespace probation::tools {

struct Remembered {
  const render::RunOutput* run = nullptr;  // every finding, whatever is printed; as it may be shown
  const Pictures* pictures = nullptr;
  std::string scope;
  const rules::Selection* selection = nullptr;  // which rules were run
};
// Throws UsageError (a database that is not ours), WorldConflict (in use too long), WorldFailure.
void remember(const std::string& path, const Remembered& what);

}  // namespace probation::tools
