// what_if/1: changes to a directory that a cohort is asked about.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/directory.hpp"

namespace probation {

struct WhatIfChange {
  Place place;
  Located<std::string> entry;
  Located<Date> add_start;
  Located<std::int64_t> places;
  Located<Weekday> weekday;  // of the group of `start`, from then on
  Located<document::ClockTime> time;
  Located<Date> start;
  std::optional<Facilitator> facilitator;
};
struct WhatIfFile {
  Place place;
  Located<std::string> schema;
  List<WhatIfChange> changes;
};

}  // namespace probation
