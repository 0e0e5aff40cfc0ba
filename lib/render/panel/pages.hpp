// Marks of a panel, and what its developers are told, as pages: made from appraisal/1 and report/1.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace probation::render {

std::string panel_html(const std::vector<Json>& appraisals, const std::vector<Json>& sittings, std::string_view made_by,
                       std::string_view looked_at);
std::string report_html(const std::vector<Json>& reports, std::string_view made_by, std::string_view looked_at);

}  // namespace probation::render
