// Rows of one person, together: sorted on disk by CRN, each in the order in which it came.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/world/sorted_runs.hpp"

namespace probation::tools {

inline std::string group_key(std::string crn, std::uint64_t n) {
  crn += '\0';
  for (std::size_t i = 0; i < 8; ++i) crn += static_cast<char>((n >> (8 * (7 - i))) & 0xFF);
  return crn;
}

// Groups what comes by key, so that one person's rows are there together.
template <class Take>
void each_group(SortedRuns& rows, Take take) {
  std::string person;
  std::vector<std::string> group;
  bool any = false;
  rows.each([&](std::string_view key, std::string_view record) {
    const std::string crn(key.substr(0, key.find('\0')));
    if (any && crn != person) {
      take(person, group);
      group.clear();
    }
    person = crn;
    any = true;
    group.emplace_back(record);
  });
  if (any) take(person, group);
}

}  // namespace probation::tools
