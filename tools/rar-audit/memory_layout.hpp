// How the memory of runs is laid out: tables that keep what stood from one run to another as one row (a spell), and the
// views that docs/memory.md describes. The number of the layout is the database's user_version.
#pragma once
#include <memory>
#include <string>

#include "tools/world/database.hpp"

namespace probation::tools {

inline constexpr std::int64_t memory_version = 1;

// Makes the layout where there is none, and brings an older one up to date. Throws UsageError where the database is
// foreign, newer, or holds a table, view or trigger that is not ours. To be called within a transaction.
void prepare_memory(Database& database, const std::string& path);
// The same question without a change, for those who read. Throws UsageError.
void require_memory(Database& database, const std::string& path);
// That of a file that is there, to be read. Throws UsageError, as require_memory, and where there is no such file.
std::unique_ptr<Database> memory_at(const std::string& path);

}  // namespace probation::tools
