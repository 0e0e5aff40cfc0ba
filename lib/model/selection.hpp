// selection/1: the interventions a region chose from the approved suite, and from when to when.
#pragma once
#include <string>

#include "base/place.hpp"
#include "document/shape.hpp"

namespace probation {

struct SelectionFile {
  Place place;
  Located<std::string> schema;
  Located<std::string> region;
  Located<Date> from, until;  // first and last day; absent: open
  List<Located<std::string>> selected;
};

}  // namespace probation
