#include "render/run/by_rule.hpp"

#include <algorithm>

#include "rules/rule.hpp"

namespace probation::render {

std::vector<RuleRow> by_rule_rows(const Summary& summary) {
  std::vector<RuleRow> rows;
  for (const auto& [id, counts] : summary.by_rule) {
    const RuleRow row{rules::find_rule(id), counts[rules::Verdict::fail], counts[rules::Verdict::undetermined]};
    if (row.rule != nullptr && row.failed + row.undetermined > 0) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const RuleRow& a, const RuleRow& b) {
    return a.failed != b.failed ? a.failed > b.failed : a.undetermined > b.undetermined;
  });
  return rows;
}

}  // namespace probation::render
