// A cell as a member of case/1 wants it, checked by the member's kind: whole, or a fault that shows nothing of it.
#pragma once
#include <string>
#include <vector>

#include "document/shape.hpp"
#include "document/write.hpp"
#include "recording/sources/cells.hpp"
#include "recording/sources/mapping.hpp"

namespace probation::recording {

struct CellForm {
  RowKind kind = RowKind::none;
  std::vector<std::string> as;  // as the mapping says it
  Notations notations;
};

// What is wrong with the cell, in words that follow its column; empty: `value` holds it.
std::string read_cell(const document::Field& field, const CellForm& form, const std::string& text,
                      document::Value& value);
// Puts a member into the entry, where it has a dot into what holds it: `scores.ogrs`, `needs.accommodation.score`.
void place_member(document::Value& entry, const std::string& to, document::Value value);
std::string notations_in_words(const std::vector<std::string>& as, const char* otherwise);

}  // namespace probation::recording
