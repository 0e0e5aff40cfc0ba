// JSON Schema 2020-12 of mapping/2: the keys that mapping_reading knows, with what may stand under each. What links
// tables and members together a schema cannot say; reading does.
#pragma once
#include <string>
#include <string_view>

namespace probation::recording {

std::string mapping_schema(std::string_view version);

}  // namespace probation::recording
