// The page of a run that is not held. Up to as many cases as a page holds the findings of, they are kept; beyond that
// only what the tables say, a row a case, sorted on disk.
#pragma once
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "model/words.hpp"
#include "render/html/views.hpp"
#include "tools/common/case_output.hpp"
#include "tools/common/due.hpp"
#include "tools/common/output.hpp"
#include "tools/world/sorted_runs.hpp"

namespace probation::tools {

struct PageSettings {
  Language language = Language::en;
  bool redact = false;
  std::vector<DueRecord> reviews = {};  // of a catalogue that was given
};

// Files that the findings tell of as not understood, beside those the account of a run names.
class UnreadOfRun {
 public:
  void add(const std::vector<render::UnreadFile>& some);
  // Those of the account, then the others.
  [[nodiscard]] std::vector<render::UnreadFile> beside(const std::vector<render::UnreadFile>& of_account) const;

 private:
  std::vector<render::UnreadFile> files_;
  std::set<std::string> told_;
};
render::web::KeptRows kept_rows(SortedRuns& rows, std::size_t count);

std::unique_ptr<CaseOutput> page_output(Target target, PageSettings settings);

}  // namespace probation::tools
