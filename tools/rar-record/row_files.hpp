// The files of rows that an import is given, and what it says of having looked.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "recording/sources/mapping.hpp"
#include "render/run/account.hpp"
#include "tools/rar-record/record_command.hpp"

namespace probation::tools {

struct RowFiles {
  std::vector<std::string> files;
  render::Account account;
};

// Files as named, and those of a folder whose ending is that of rows. Throws NotUnderstood where a path is not there.
RowFiles row_files(RealWorld& world, const std::vector<std::string>& paths);
// By which two imports tell whether they had the same before them. A table is read piece by piece here too.
void describe_import(render::Account& account, Invocation& invocation, const RecordOptions& record,
                     const std::vector<std::string>& files);

// Files of rows in our own words, which need no mapping. Throws UsageError where a table has none.
std::vector<std::string> files_in_own_words(const std::vector<std::string>& files,
                                            const std::vector<recording::Mapping>& mappings);
// Files of which no table of any mapping reads a row, `own` ones aside, are passed over and not judged.
void pass_over_unread(render::Account& account, const std::vector<std::string>& files,
                      const std::vector<recording::Mapping>& mappings, const std::vector<std::string>& own);
// The files whose rows a mapping reads: all others, where it is the `only` one.
std::vector<std::string> files_of(const recording::Mapping& mapping, const std::vector<std::string>& files,
                                  const std::vector<std::string>& own, bool only);

// Every line of a file that says anything, with its number; no more of the file is held than one line.
void each_line(const std::string& file, const std::function<void(std::string_view, std::uint32_t)>& take);

}  // namespace probation::tools
