// The account of a run, put together from what the search met, what came of the files, and what they were judged by.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "intake/find_files.hpp"
#include "render/run/account.hpp"
#include "rules/finding.hpp"

namespace probation::tools {

// The first thing that keeps each file from being understood whole, as the findings, which are in order, say it.
std::map<std::string, std::string> first_faults(const std::vector<rules::Finding>& findings);
// What the search alone knows.
void describe_search(render::Account& account, const intake::Looked& looked);
// "; met: 2 × .md, 1 × policy/1", or nothing.
std::string what_was_met(const render::Account& account);

}  // namespace probation::tools
