// --summary: the summary alone, in the formats that have one. What does not fit is refused before anything is read.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "render/run/run.hpp"
#include "tools/common/cli.hpp"

namespace probation::tools {

// Of what goes to standard output; every --output FILE has the whole. Throws UsageError.
void summary_fits(const Options& options, const std::vector<std::string_view>& fitting);

// Of a table of records: how many there are of each kind, what is not known of them, and what was looked at.
inline constexpr std::string_view summaries_of_tables[] = {"text", "json", "ndjson", "markdown"};
inline constexpr std::string_view own_summary = "--summary";  // among the formats of a command that ends in its own way
std::string table_summary(const std::string& command, const render::RunOutput& run, const std::string& format);

}  // namespace probation::tools
