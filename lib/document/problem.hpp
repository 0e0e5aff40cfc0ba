// What is wrong with a document as a document: the DOC family, before anybody judges what it says.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/place.hpp"

namespace probation::document {

struct RelatedPlace {
  Place place;
  std::string message;
};

struct Problem {
  std::string rule;  // "DOC103": an id of the rule book
  Place place;       // line 0: the file as a whole
  std::string message;
  std::vector<RelatedPlace> related;
  bool personal = false;  // stands under `person`: neither value nor line may be shown
};

}  // namespace probation::document
