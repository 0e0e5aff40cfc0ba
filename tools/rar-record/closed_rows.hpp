// Rows of a person of whom nothing may be shown: what their messages then leave out.
#pragma once
#include <string>
#include <vector>

#include "recording/sources/item.hpp"
#include "recording/sources/person.hpp"
#include "tools/rar-record/case_finder.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

// Whether the person's case is of limited access, or the rows say that it is; a case that cannot be read may be.
bool is_closed(RealWorld& world, const CaseFinder& finder, const std::string& crn,
               const std::vector<recording::Item>& items);

// Whether an item has words that come from its cells.
bool says_something(const recording::Item& item);

// Takes keys out of receipts that are no numbers: a key may be anything.
void hide_keys(recording::ImportedCase& imported);

}  // namespace probation::tools
