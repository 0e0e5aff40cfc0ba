// The first day of a year, of any: years that nobody can write are met beside those that they can, in a week that goes
// over New Year or on an axis with a margin.
#pragma once
#include "base/date.hpp"

namespace probation::render::web {

// January has every day that another month may have.
constexpr Date new_year_of(Date date) {
  const int months = static_cast<int>(date.month()) - 1, days = static_cast<int>(date.day()) - 1;
  return months_before(date, Months{months}) - Days{days};
}

}  // namespace probation::render::web
