// How a table of records names the files that are not in it.
#pragma once
#include <string>
#include <vector>

#include "tools/common/run.hpp"

namespace probation::tools {

// In CSV such a file is a row: its outcome is `unreadable`. The columns for it are there where there is such a row, and
// always in a file to which runs are appended: there they stand behind one another.
std::vector<std::string> with_unreadable_columns(std::vector<std::string> columns, const render::Account& account,
                                                 bool is_appended);
render::Json unreadable_row(const render::UnreadFile& file);
std::string csv_with_unreadable(std::vector<render::Json> rows, std::vector<std::string> columns,
                                const render::Account& account, bool is_appended = false);
// Whether something of what the record answers is not known.
bool is_undetermined(const render::Json& record);
// An answer that is one object names in it what was looked at.
render::Json with_account(render::Json record, const render::Account& account);

}  // namespace probation::tools
