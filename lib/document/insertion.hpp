// Where a text can go into a document so that it becomes part of a list or map: marks and texts, the most fitting
// first. Whether the document then reads as it should, the caller looks.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "document/edit.hpp"
#include "document/tree.hpp"

namespace probation::document {

// One text that goes in at one place.
struct Insertion {
  std::size_t at;
  std::string text;
  std::size_t entry_begins;  // in `text`
};
using Insertions = std::variant<std::vector<Insertion>, EditRefused>;

// `text` is the slice that `root` was read from.
Insertions insertions_of_entries(std::string_view text, const Tree& root, std::span<const Step> path,
                                 std::span<const Value> entries);
// `member`: a map of the one key that goes into the map at `path`.
Insertions insertions_of_member(std::string_view text, const Tree& root, std::span<const Step> path,
                                const Value& member);

}  // namespace probation::document
