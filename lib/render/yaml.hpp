// A record as YAML that the strict readers take: block maps, lists of scalars in one line, dates plain.
#pragma once
#include <string>

#include "render/run/json.hpp"

namespace probation::render {

std::string yaml(const Json& value);

}  // namespace probation::render
