#include "tools/common/summary_alone.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace probation::tools {

void summary_fits(const Options& options, const std::vector<std::string_view>& fitting) {
  if (!options.summary) return;
  const bool goes_elsewhere = std::any_of(options.output.begin(), options.output.end(),
                                          [](const std::string& given) { return given.ends_with("=-"); });
  if (goes_elsewhere && !options.given("--format")) return;  // --format says nothing then
  if (std::find(fitting.begin(), fitting.end(), options.format) == fitting.end())
    throw UsageError{fmt::format("--summary: has no form in {}; one of {}", options.format, fmt::join(fitting, ", "))};
}

}  // namespace probation::tools
