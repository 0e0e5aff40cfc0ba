// directory/1: what runs where and when in a region.
#pragma once
#include <cstdint>
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/words.hpp"

namespace probation {

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
  Located<std::int64_t> places;
};
struct Directory {
  Place place;
  Located<std::string> schema;
  Located<std::string> region;
  List<DirectoryEntry> entries;
};

}  // namespace probation
