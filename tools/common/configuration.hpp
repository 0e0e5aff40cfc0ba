// Settings that were not given as flags: RAR_* of the environment, over the rar.yaml of the input's folders, nearest
// first and key by key, over the user's own. Some keys hold for each file by its own folder, the others for the run.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/common/configuration_layers.hpp"

namespace probation::tools {

struct Setting {
  std::string name;    // as in rar.yaml: fail_on
  std::string value;   // as it applies; lists with commas; empty: not set
  std::string origin;  // "flag --fail-on", "environment RAR_FAIL_ON", "rar.yaml:3:10", "caseload.yaml:5:12", "default"
  std::vector<std::string> values;
  WrittenAt at;
  std::vector<std::pair<std::vector<std::string>, WrittenAt>> hides;  // the next weaker first
};

// The rar.yaml in force for a folder, the nearest first.
using LayerChain = std::vector<const SettingLayer*>;

// Finds them upwards to the root of the repository, and reads each once.
class FolderChains {
 public:
  explicit FolderChains(World& world) : world_(world), here_(world.canonical(".")) {}
  // `folder` is absolute, without a link on the way; `asked` is the file or folder it is asked for. Throws UsageError
  // where a rar.yaml belongs to somebody who has no say over them.
  const LayerChain& of(const std::string& folder, const std::string& asked);
  const SettingLayer* layer_in(const std::string& folder, const std::string& asked);  // nullptr: none there
  [[nodiscard]] const std::string& here() const { return here_; }

 private:
  World& world_;
  std::string here_;
  std::map<std::string, std::unique_ptr<SettingLayer>> layers_;
  std::map<std::string, LayerChain> chains_;
};

class Configuration {
 public:
  std::vector<Setting> settings;       // every key there is, sorted, as for the first of the paths given
  std::vector<std::string> inputs;     // the paths given, a caseload manifest replaced by what it lists
  std::vector<std::string> asked_for;  // the same as they were given; of a part of a plan, those of the plan
  std::int64_t given_count = 0;        // how many paths that is, before folders and patterns are looked into
  [[nodiscard]] const Setting& setting(std::string_view name) const;

  // The rar.yaml for a file, by its real folder; of "-" by the name that standard input is given.
  const LayerChain& chain_of(World& world, const std::string& path) const;
  [[nodiscard]] Setting resolved(const SettingKey& key, const LayerChain& chain) const;
  // What the search is to leave out.
  [[nodiscard]] intake::Excludes excludes(World& world, const Options& options) const;
  [[nodiscard]] const std::string& stdin_name() const { return stdin_name_; }
  [[nodiscard]] const LayerChain& given_chain() const { return given_chain_; }  // of the first of the paths
  // Every file that was read for the configuration, as shown.
  [[nodiscard]] std::vector<std::string> files_read() const;

 private:
  friend Configuration configure(World& world, Options& options, std::vector<std::string> inputs,
                                 std::vector<std::string> planned_for);
  void read_layers(World& world, Options& options, std::vector<std::string>& governing);
  void agree_on_the_run(World& world, const std::vector<std::string>& governing);
  void apply(Options& options);
  std::vector<SettingLayer> above_;   // flags, a caseload, the environment
  std::optional<SettingLayer> only_;  // of --config
  std::optional<SettingLayer> user_;
  std::shared_ptr<FolderChains> folders_;  // nothing: no rar.yaml is looked for
  std::string stdin_name_;
  LayerChain given_chain_;
};

// Reads what there is and sets the options that no flag set. `planned_for`: of a part of a plan, what the plan is of;
// the run is configured as one of that would be. Throws UsageError.
Configuration configure(World& world, Options& options, std::vector<std::string> inputs,
                        std::vector<std::string> planned_for = {});

}  // namespace probation::tools
