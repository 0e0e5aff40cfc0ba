// Dates by week: the ISO weeks that people plan in.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "base/date.hpp"
#include "base/json.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"

namespace probation::render::web {

std::string iso_week(Date date);  // "2025-W43"
// How many dates of due/1 lie in each week that are not done.
using Weeks = std::map<std::string, std::int64_t>;
void add_week(Weeks& weeks, const Json& row);
// Thirteen weeks from that of as-of.
Table weeks_table(const Weeks& weeks, Date as_of, const Speech& speech);

}  // namespace probation::render::web
