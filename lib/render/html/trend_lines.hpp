// How the figures of trend/1 moved, drawn: a line for each figure and group.
#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"
#include "render/html/speech.hpp"

namespace probation::render::web {

std::string trend_lines(const std::vector<Json>& records, const Speech& speech);

}  // namespace probation::render::web
