// What a CRN looks like, asked of any text.
#pragma once
#include <string_view>

namespace probation::document {

bool is_crn(std::string_view text);  // one capital letter and six digits

}  // namespace probation::document
