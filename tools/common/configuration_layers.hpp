// Where settings come from: one layer for each file, the environment, the flags. A layer knows of every value where it
// was written. An unknown key is refused with the nearest known one, an empty value with its name; nothing is applied
// where anything is wrong, and configuration never runs a command.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/exclusion.hpp"
#include "intake/world.hpp"
#include "tools/common/cli.hpp"

namespace probation::tools {

using intake::World;
using intake::WrittenAt;

struct SettingKey {
  std::string_view name;
  bool is_path = false;       // relative to the file it stands in
  bool is_list = false;       // a list, or words with commas
  bool is_truth = false;      // true or false
  bool is_by_file = false;    // each file's own; else one for the run
  std::string_view standard;  // what holds where nothing sets it
  std::string_view sentence;  // for the schema and for `init`
};
std::span<const SettingKey> configuration_keys();  // sorted by name
const SettingKey* find_key(std::string_view name);

struct GivenValue {
  const SettingKey* key = nullptr;
  std::vector<std::string> values;
  WrittenAt origin;
  std::int64_t column = 0;
  // "flag --fail-on", "environment RAR_FAIL_ON", "rar.yaml:3:10".
  [[nodiscard]] std::string place() const;
};
struct SettingLayer {
  std::string file;          // as shown; empty: no file
  std::int64_t entries = 0;  // of a caseload: how many it lists
  std::vector<GivenValue> given;
  [[nodiscard]] const GivenValue* find(const SettingKey& key) const;
};

// What is wrong with the values of a key, as far as they alone say; nothing: all is well.
std::optional<std::string> wrong_value(const SettingKey& key, const std::vector<std::string>& values);

SettingLayer read_layer(World& world, const std::string& path, const std::string& kind);  // kind: file or user_file
SettingLayer environment_layer();
// The values of variables that are no keys: AS_OF, SHARD and CONFIG. Empty: not set.
std::string environment_value(const std::string& name);
SettingLayer flag_layer(Command& tool);
Flag* flag_of(Command& tool, std::string_view key);
// caseload/1 among the inputs: its paths in place of it, its settings as a layer of their own.
SettingLayer manifest_layer(World& world, std::vector<std::string>& inputs);

std::string folder_holding(const std::string& path);
std::string path_within(const std::string& folder, const std::string& path);

}  // namespace probation::tools
