// Dates by week: the ISO weeks that people plan in.
#pragma once
#include <string>
#include <vector>

#include "render/html/parts.hpp"
#include "render/html/speech.hpp"

namespace probation::render::web {

std::string iso_week(Date date);  // "2025-W43"
// Thirteen weeks from that of as-of, with how many dates of due/1 lie in each that are not done.
Table weeks_table(const std::vector<Json>& due, Date as_of, const Speech& speech);

}  // namespace probation::render::web
