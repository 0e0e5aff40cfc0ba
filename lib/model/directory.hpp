// directory/1: what runs where and when in a region.
#pragma once
#include <cstdint>
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/case_file.hpp"
#include "model/words.hpp"

namespace probation {

struct DirectoryHour {  // of the week
  Place place;
  Located<Weekday> weekday;
  Located<document::ClockTime> time;
};
struct DirectoryEntry {
  Place place;
  Located<document::Id> id;
  Located<std::string> intervention;
  Located<std::string> location;
  Located<Provider> provider;
  Located<DeliveryFormat> format;
  Located<Weekday> weekday;
  Located<document::ClockTime> time;
  Located<std::int64_t> minutes;
  List<Located<Date>> starts;
  Located<bool> rolling;
  List<DirectoryHour> hours;     // rolling: the hours at which it is given
  Located<std::int64_t> places;  // of a group, people who already hold the start included
  Located<std::int64_t> min_size, max_size;
  Located<std::int64_t> facilitators;  // needed a session
  Located<std::int64_t> caseload_max;  // rolling: people at one time
};
struct Facilitator {
  Place place;
  Located<document::Id> id;
  List<Located<std::string>> entries, interventions;  // trained for; neither: for all
  List<Unavailable> unavailable;
  List<UnavailableDates> dates_unavailable;
  Located<std::int64_t> sessions_per_week;
};
struct Room {
  Place place;
  Located<document::Id> id;
  Located<std::string> location;
  Located<std::int64_t> capacity;  // people
  List<Unavailable> unavailable;
};
struct Directory {
  Place place;
  Located<std::string> schema;
  Located<std::string> region;
  List<DirectoryEntry> entries;
  List<Facilitator> facilitators;  // absent: no limit
  List<Room> rooms;                // absent: no limit
};

}  // namespace probation
