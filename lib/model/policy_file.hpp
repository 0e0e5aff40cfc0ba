// policy/1: practice policy values of a region, and commencement dates the law had not fixed at release.
#pragma once
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"
#include "model/directory.hpp"
#include "model/words.hpp"

namespace probation {

struct PolicyValue {
  Place place;
  Located<std::string> name;
  Located<document::Loose> value;         // a whole number, true/false or a word
  List<Located<document::Loose>> values;  // key `list`: for values that are lists of words
  List<DirectoryHour> hours;              // for values that are hours of the week
  Located<Date> from, until;              // both included
  Located<std::string> source;
  Located<ValueAuthority> authority;
};
struct PolicyCommencement {
  Place place;
  Located<std::string> name;
  Located<Date> from;        // first day in force
  Located<Date> not_before;  // known only: not in force before this day
  Located<std::string> source;
};
struct PolicyFile {
  Place place;
  Located<std::string> schema;
  Located<document::Id> id;
  Located<std::string> region;
  Located<std::string> title;
  List<PolicyValue> values;
  List<PolicyCommencement> law;
};

}  // namespace probation
