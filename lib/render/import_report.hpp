// import_report/1 as a page: what came in, what changed, what could not be placed, and what the extract cannot answer.
#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"

namespace probation::render {

// `format`: text, markdown, html or json. Several reports are those of several systems.
std::string import_report(const std::vector<Json>& reports, const std::string& format);

}  // namespace probation::render
