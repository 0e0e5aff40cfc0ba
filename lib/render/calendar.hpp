// An iCalendar file (RFC 5545), for a diary: what is published, and what becomes of the file that is there. The only
// place that includes libical. No time zone: times are floating, as they are read on the wall; what has no time takes
// the whole day. No name of a person goes into it.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "render/run/account.hpp"

namespace probation::render {

struct CalendarEvent {
  std::string uid;  // the same for the same matter in every run, so that a diary replaces what it holds; without @…
  Date day;
  std::optional<int> start_minute = {};  // of the day
  std::optional<std::int64_t> minutes = {};
  std::string summary;
  std::string location = {};
  std::string description = {};
};

// `stamp`: the as-of date, at midnight. The order of the events is kept.
std::string calendar(const std::string& tool, Date stamp, const std::vector<CalendarEvent>& events);

// A calendar of ours whose head names what could not be read, a line X-RAR-UNREADABLE each. They go with the next one,
// whose head is its own.
std::string naming_unread(std::string calendar, const std::vector<UnreadFile>& not_read);

// What the run says, laid over the calendar that is there. An event that changed gets the next number of its sequence,
// one that did not keeps its bytes; one the run no longer has is cancelled, once, where `judged` says of its uid that
// the run would have told it, and stays as it is where it would not. Nothing where `there` is no calendar of ours.
std::optional<std::string> merged_calendar(const std::string& there, const std::string& fresh, Date stamp,
                                           const std::function<bool(std::string_view uid)>& judged);

}  // namespace probation::render
