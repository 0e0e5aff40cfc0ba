#include "tools/common/due.hpp"

#include <algorithm>
#include <tuple>

#include "facts/case_facts.hpp"

namespace probation::tools {

using render::Json;

std::vector<DueRecord> due_records(const CaseFacts& facts, Date until) {
  const std::string crn = facts.file.crn ? facts.file.crn->text : std::string{};
  const auto id = [](const auto* record) -> Json { return record != nullptr && record->id ? Json(record->id->text) : Json(nullptr); };
  const auto code = [&](const Located<std::string> Manager::*which) -> Json {
    const bool known = facts.file.manager && (*facts.file.manager.*which) && !facts.file.limited_access.is(true);
    return known && !(*facts.file.manager.*which)->empty() ? Json(*(*facts.file.manager.*which)) : Json(nullptr);
  };
  std::vector<DueRecord> records;
  for (DueRow& row : due_rows(facts, until)) {
    Json json{{"schema", "due/1"}, {"crn", crn.empty() ? Json(nullptr) : Json(crn)}, {"order_id", id(row.order)}, {"requirement_id", id(row.requirement)},
              {"region", code(&Manager::region)}, {"pdu", code(&Manager::pdu)}, {"team", code(&Manager::team)}, {"officer", code(&Manager::officer)},
              {"kind", row.kind}, {"due", format(row.due)}, {"state", word(row.state)}, {"days_left", row.days_left},
              {"computed", row.computed}, {"source", row.source}};
    row.order = nullptr;  // the case does not outlive this call
    row.requirement = nullptr;
    records.push_back({crn, std::move(row), std::move(json)});
  }
  return records;
}

void sort_due(std::vector<DueRecord>& records) {
  std::stable_sort(records.begin(), records.end(), [](const DueRecord& a, const DueRecord& b) {
    const auto key = [](const DueRecord& r) { return std::tuple(r.row.state != DueState::overdue, r.row.due, r.crn, r.row.kind, r.json["requirement_id"].dump()); };
    return key(a) < key(b);
  });
}

}  // namespace probation::tools
