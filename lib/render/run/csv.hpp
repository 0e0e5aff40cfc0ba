// CSV after RFC 4180: one header always, cells that a spreadsheet would run as a formula made safe.
#pragma once
#include <string>
#include <vector>

#include "render/table.hpp"

namespace probation::render {

// One cell: quoted where needed; text that starts with = + - @, a tab or a line end gets an apostrophe before it.
std::string csv_cell(std::string_view text);
// As it goes to standard output: a line end in a cell is shown, for a log has a reader of lines.
std::string csv_on_screen(std::string_view csv);
std::string csv(const Table& table);
// The columns are taken from the records' members, as flat_table does.
std::string csv(const std::vector<Json>& records, const std::vector<std::string>& columns);
// A record's own line, without its end, where each of the columns holds no map and no list of records; else it throws.
std::string csv_cells(const Json& record, const std::vector<std::string>& columns);

}  // namespace probation::render
