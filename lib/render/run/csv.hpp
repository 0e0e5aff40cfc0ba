// CSV after RFC 4180: one header always, cells that a spreadsheet would run as a formula made safe.
#pragma once
#include <string>
#include <vector>

#include "render/run/json.hpp"

namespace probation::render {

// One cell: quoted where needed; text that starts with = + - @ or a tab gets an apostrophe before it.
std::string csv_cell(std::string_view text);
std::string csv(const RunOutput& run);
// The columns are `columns`, taken from the records' members: `days/strict` is the member `strict` of `days`, under the
// heading `strict`. Objects and lists are written as JSON.
std::string csv(const std::vector<Json>& records, const std::vector<std::string>& columns);
// The heading of such a column, and the record's value in it: null where the record has no such member.
std::string column_name(std::string_view column);
Json value_of(const Json& record, std::string_view column);

}  // namespace probation::render
