// What a file is judged by: policy, catalogue, selections, suppressions, rules and threshold, as its folder sets them.
// Files under the same rar.yaml share one; each kind of file is read once.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "caseload/suppressions.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "intake/path_list.hpp"
#include "law/standards.hpp"
#include "rules/engine.hpp"
#include "tools/common/configuration.hpp"

namespace probation::tools {

// The values of one set of rar.yaml, as words.
struct JudgingValues {
  std::string policy, catalogue, selections, directory, suppressions;  // paths; empty: none
  std::vector<std::string> select, ignore;
  std::string fail_on = "error";
  bool fail_on_undetermined = false;
};

struct JudgedBy {
  explicit JudgedBy(Date as_of) : settings{as_of, nullptr, nullptr, {}} {}
  JudgedBy(const JudgedBy&) = delete;  // its settings point into it
  JudgedBy& operator=(const JudgedBy&) = delete;
  JudgingValues values;
  ~JudgedBy() = default;
  Policy policy = Policy::national();
  CatalogueFacts catalogue;
  rules::Settings settings;
  caseload::SuppressionList suppressions;
  std::string file;                   // the nearest rar.yaml; empty: none
  std::vector<std::string> not_used;  // keys of the run that it sets and that do not hold for it
  bool is_told = false;               // it leaves out rules, or sets the threshold
  std::string digest;                 // of all that shapes an answer
  std::int64_t files = 0;             // that were judged by it, or should have been
};

// Reads what the values name. Throws UsageError where anything of it cannot be used. `note`: what is only to be said.
void load(JudgedBy& by, World& world, const std::function<void(const std::string&)>& note);
JudgingValues values_of(const Configuration& configuration, const LayerChain& chain);

// By the file's name as found, the set that governs it.
class JudgedByFolder {
 public:
  // `first`: of the paths given; everything else is made from the configuration when a file asks for it.
  JudgedByFolder(World& world, const Configuration& configuration, JudgedBy& first,
                 std::function<void(const std::string&)> note)
      : world_(world), configuration_(configuration), first_(first), note_(std::move(note)) {}
  void prepare(const intake::PathList& paths);  // before several threads ask
  [[nodiscard]] JudgedBy& of(std::string_view path) const;
  [[nodiscard]] const std::vector<JudgedBy*>& all() const { return governing_; }  // by the first file they govern
  [[nodiscard]] const std::vector<std::string>& first_files() const { return first_files_; }  // beside them

 private:
  [[nodiscard]] std::string printed_name(const std::string& path) const;
  World& world_;
  const Configuration& configuration_;
  JudgedBy& first_;
  std::function<void(const std::string&)> note_;
  std::map<LayerChain, std::unique_ptr<JudgedBy>> others_;
  std::map<std::string, JudgedBy*, std::less<>> by_path_;  // where it is not the first
  std::vector<JudgedBy*> governing_;
  std::vector<std::string> first_files_;
};

}  // namespace probation::tools
