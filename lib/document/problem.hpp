// What is wrong with a document as a document: the DOC family, before anybody judges what it says.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"

namespace probation::document {

struct RelatedPlace {
  Place place;
  std::string message;
};

// How much of a document a problem takes away. DOC105 and later are faults of the record: everything was read.
enum class ProblemKind : std::uint8_t { of_whole, of_part, of_record };
ProblemKind kind_of(std::string_view rule);
// The answer about such a document is incomplete (exit 3).
inline bool prevents_reading(std::string_view rule) { return kind_of(rule) != ProblemKind::of_record; }

struct Problem {
  std::string rule;  // "DOC103": an id of the rule book
  Place place;       // line 0: the file as a whole
  std::string message;
  std::vector<RelatedPlace> related;
  bool personal = false;  // stands under `person`: neither value nor line may be shown
};

}  // namespace probation::document
