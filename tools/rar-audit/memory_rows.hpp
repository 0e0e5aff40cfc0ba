// What a run adds to the memory of runs: rows that wait on a disk until all of it is known.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "measures/measures.hpp"
#include "render/run/run.hpp"
#include "tools/common/picture.hpp"
#include "tools/rar-audit/memory_spells.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

// Rows in the order in which they came.
class Rows {
 public:
  void add(const std::vector<Cell>& row);
  void add(const Rows& others);
  void each(const std::function<void(std::vector<Cell>&)>& take) const;

 private:
  Spill kept_;
};

// What a run adds, or a part of it; people, files and words stand in it by name.
struct RunRows {
  Rows cases, requirements, findings, due;
  // Of a question, for everybody and again for each region, unit and team.
  std::map<std::pair<std::size_t, std::string>, caseload::MeasureCount> measures;
  std::int64_t count_of_cases = 0, count_of_findings = 0;  // without passes

  void add(const render::RunOutput& part, const std::vector<const CasePicture*>& pictures);
  void add(const RunRows& others);

 private:
  void add(const rules::CaseSummary& summary, const CasePicture* picture);
  void add(const rules::Finding& finding);
  void add(const CasePicture& one);
};
// Columns of a finding; what it lacks stands behind them.
inline constexpr std::size_t columns_of_finding = 15;

}  // namespace probation::tools
