// Whose a key of an extract is, and what of its files may be anybody's.
#include <algorithm>

#include "recording/sources/cells.hpp"
#include "recording/sources/extract.hpp"
#include "recording/sources/item.hpp"

namespace probation::recording {

// A row that is marked deleted has its key no longer: another may have it since.
void Extract::take_owner(const RawRow& row) {
  const TableFile& file = files_[row.file];
  const TableRule& rule = mapping_.tables[file.table];
  if (!keeps_owners_ || row.crn.empty() || row.is_torn || rule.key.empty() || !about(rule.rows).entry) return;
  const auto slot = slots_[file.table].of(rule.key);
  const std::string key = slot ? cell_text(row.cells[*slot]) : std::string{};
  if (!key.empty() && !is_marked_deleted(*this, row)) owners_[file.table].add(key, row.crn);
}

std::string Extract::owner_of(std::size_t table, std::string_view key) const {
  const auto owners = owners_.find(table);
  return owners == owners_.end() || key.empty() ? std::string{} : owners->second.of(key);
}

// A key that stands in no table names somebody the extract knows nothing of, unless a row that was lost to the table it
// leads to may have been the one; and so on from table to table.
void Extract::count_rows_of_anybody() {
  for (TableFile& file : files_) file.of_anybody = file.of_nobody;
  const auto has_lost = [&](std::size_t table) {
    const auto lacks_rows = [&](const TableFile& file) {
      return file.table == table && (file.of_anybody != 0 || file.unread_from != 0);
    };
    return std::any_of(files_.begin(), files_.end(), lacks_rows) || std::any_of(lost_.begin(), lost_.end(), lacks_rows);
  };
  for (std::size_t turn = 0; turn < mapping_.tables.size(); ++turn)
    for (TableFile& file : files_) {
      if (file.of_strangers == 0 || file.of_anybody != file.of_nobody) continue;
      const std::vector<ColumnRule>& columns = mapping_.tables[file.table].columns;
      if (std::any_of(columns.begin(), columns.end(), [&](const ColumnRule& column) {
            const auto other = column.table.empty() ? std::nullopt : index_of(column.table);
            return other && *other != file.table && has_lost(*other);
          }))
        file.of_anybody += file.of_strangers;
    }
}

}  // namespace probation::recording
