// What the four review rules say alike: each names its kind of review and differs in what it explains.
#pragma once
#include <string_view>

#include "facts/case/reviews.hpp"
#include "rules/report.hpp"

namespace probation::rules {

// One outcome for each requirement the kind of review fits.
void say_overdue(const CaseFacts& facts, Report& report, ReviewKind kind, std::string_view spoken_kind);

}  // namespace probation::rules
