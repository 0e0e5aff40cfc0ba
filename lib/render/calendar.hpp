// An iCalendar file (RFC 5545), for a diary. The only place that includes libical. No time zone: times are floating, as
// they are read on the wall; what has no time takes the whole day. No name of a person goes into it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace probation::render {

struct CalendarEvent {
  std::string uid;  // the same for the same matter in every run, so that a diary replaces what it holds
  Date day;
  std::optional<int> start_minute = {};  // of the day
  std::optional<std::int64_t> minutes = {};
  std::string summary;
  std::string location = {};
  std::string description = {};
};

// `stamp`: the as-of date, at midnight. The order of the events is kept.
std::string calendar(const std::string& tool, Date stamp, const std::vector<CalendarEvent>& events);

}  // namespace probation::render
