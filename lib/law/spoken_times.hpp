// How the times of a table are spoken: a further row may end what goes on today, or begin it again, and what a rule
// says of it follows. No time at all, where a table says true nowhere, is for no table that is asked so.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "law/history.hpp"

namespace probation {

// All of them, `open` before the first day of one that goes on: "from 2015-02-01".
inline std::string spoken_times(const std::vector<TimeInForce>& times, std::string_view open = "from") {
  std::vector<std::string> words;
  for (const TimeInForce& time : times)
    words.push_back(time.last ? fmt::format("from {} to {}", format(time.first), format(*time.last))
                              : fmt::format("{} {}", open, format(time.first)));
  return join(words, " or ");
}

// The first day after a date that lies in no time; after all of them the last day there was.
inline Date nearest_day(const std::vector<TimeInForce>& times, Date outside) {
  const auto next = std::find_if(times.begin(), times.end(), [&](const TimeInForce& t) { return t.first > outside; });
  return next != times.end() ? next->first : times.back().last.value_or(times.back().first);
}

// "before 2015-02-01", and "2 days before 2015-02-01".
inline std::string beside(Date outside, Date day) {
  return fmt::format("{} {}", outside < day ? "before" : "after", format(day));
}
inline std::string days_beside(Date outside, Date day) {
  const int apart = outside < day ? days_between(outside, day) : days_between(day, outside);
  return fmt::format("{} {}", counted(apart, "day"), beside(outside, day));
}

// Where several dates lie of which this is the last and none is in a time.
inline std::string outside_of(const std::vector<TimeInForce>& times, Date last) {
  return last < times.front().first ? beside(last, times.front().first)
                                    : fmt::format("outside the days {}", spoken_times(times));
}

}  // namespace probation
