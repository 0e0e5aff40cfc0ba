// What a row says of access to its person, and whether it is marked deleted: both are asked of rows that are faulty
// too.
#include <algorithm>

#include "base/text.hpp"
#include "document/limited_mark.hpp"
#include "document/refused.hpp"
#include "recording/sources/cells.hpp"
#include "recording/sources/item.hpp"

namespace probation::recording {

using document::Value;

bool is_marked_deleted(const Extract& extract, const RawRow& row) {
  const std::size_t table = extract.files()[row.file].table;
  const auto& deleted = extract.mapping().tables[table].deleted;
  const auto slot = deleted ? extract.slots(table).of(deleted->column) : std::nullopt;
  if (!slot) return false;
  const std::string text = lower_case(cell_text(row.cells[*slot]));
  return std::any_of(deleted->when.begin(), deleted->when.end(),
                     [&](const std::string& word) { return lower_case(word) == text; });
}

// It fails closed: a flag that cannot be read, and one whose cell cannot be told, say that access is limited.
std::string access_in(const Extract& extract, const RawRow& row) {
  const TableFile& file = extract.files()[row.file];
  const TableRule& rule = extract.mapping().tables[file.table];
  if (rule.rows != RowKind::person) return {};
  std::string said;
  const auto say = [&](const char* word) {
    if (said.empty() || said == "false") said = word;
  };
  for (const ColumnRule& column : rule.columns) {
    const auto slot = extract.slots(file.table).of(column.column);
    if (!slot || !file.at[*slot]) continue;
    const std::string text = cell_text(row.cells[*slot]);
    if (column.to == "rest" && !row.problem.empty() && document::mentions_limits(text)) say("unread");
    if (column.to != "limited_access") continue;
    const auto ours =
        std::find_if(column.values.begin(), column.values.end(), [&](const auto& pair) { return pair.first == text; });
    const std::string& word = ours == column.values.end() ? text : ours->second;
    const auto flag = flag_in(word);
    // A cell that cannot be decoded was emptied.
    if (row.is_torn || (text.empty() ? !row.problem.empty() : !word.empty() && !flag)) say("unread");
    else if (flag) say(*flag ? "true" : "false");
  }
  return said;
}

bool says_limited(const Item& item) {
  const auto flag = item.more.find("limited_access");
  if (flag != item.more.end() && flag->second != "false") return true;
  if (item.kind != RowKind::person && !item.in_our_words) return false;
  return std::any_of(item.value.members.begin(), item.value.members.end(), [](const auto& member) {
    const auto& [key, value] = member;
    if (key != document::LimitedMark::key && !document::LimitedMark::is_near(key)) return false;
    return !(value.kind == Value::Kind::literal && (value.text == "false" || value.text == "null"));
  });
}

}  // namespace probation::recording
