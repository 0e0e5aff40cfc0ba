// Marks of a panel, and what its developers are told, as pages: made from appraisal/1 and report/1.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "render/html/speech.hpp"

namespace probation::render {

// Terms and, as HTML, what is said of them: what was looked at, and what could not be read.
using LookedAt = std::vector<std::pair<std::string, std::string>>;

std::string panel_html(const std::vector<Json>& appraisals, const std::vector<Json>& sittings, std::string_view made_by,
                       const LookedAt& looked_at, const web::Speech& speech);
std::string report_html(const std::vector<Json>& reports, std::string_view made_by, const LookedAt& looked_at,
                        const web::Speech& speech);

}  // namespace probation::render
