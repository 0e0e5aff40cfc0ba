// Keys of a system that stand in one person's case, and that an extract has under another: the same key is the same
// thing, and stands once.
#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "recording/sources/extract.hpp"
#include "tools/rar-record/case_finder.hpp"

namespace probation::tools {

// People of whom a case may hold such a key: whether it does is looked at when their turn comes. The extract was read.
std::vector<std::string> people_with_moved_keys(RealWorld& world, const CaseFinder& finder,
                                                const recording::Extract& extract);
// Those keys, by table: of an extract that is older than what stands.
std::set<std::pair<std::string, std::string>> keys_elsewhere(RealWorld& world, const CaseFinder& finder,
                                                             const recording::Extract& extract);

}  // namespace probation::tools
