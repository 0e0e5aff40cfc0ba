// Settings that were not given as flags: RAR_* of the environment, over the rar.yaml of the input, over the user's own.
// Every setting knows where it came from. An unknown key is refused with the nearest known one; nothing is applied
// where anything is wrong, and configuration never runs a command.
#pragma once
#include <string>
#include <vector>

#include "intake/world.hpp"
#include "tools/common/cli.hpp"

namespace probation::tools {

using intake::World;

struct Setting {
  std::string name;   // as in rar.yaml: fail_on
  std::string value;  // as it applies; lists with commas; empty: not set
  std::string
      origin;  // "flag --fail-on", "environment RAR_FAIL_ON", "rar.yaml:3:10", "caseload.yaml:5:12" or "default"
};

struct Configuration {
  std::vector<Setting> settings;    // every key there is, sorted
  std::vector<std::string> inputs;  // the paths given, a caseload manifest replaced by what it lists
  [[nodiscard]] const Setting& setting(std::string_view name) const;
};

// Reads what there is and sets the options that no flag set. Throws UsageError.
Configuration configure(World& world, Options& options, std::vector<std::string> inputs);

}  // namespace probation::tools
