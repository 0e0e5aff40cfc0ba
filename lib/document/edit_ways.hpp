// Where in a text an entry or a member may go, the most fitting place first. Whether a place is right is for the caller
// to prove by reading the result.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "document/edit.hpp"
#include "document/tree.hpp"

namespace probation::document {

// One text that goes in at one place, and how much of what stands there gives way to it.
struct Insertion {
  std::size_t at;
  std::string text;
  std::size_t entry_begins;  // in `text`
  std::size_t removed = 0;
};

// The places, or why there is none.
using Ways = std::variant<std::vector<Insertion>, EditRefused>;

Ways ways_to_append(std::string_view text, const Tree& root, std::span<const Step> path,
                    std::span<const Value> entries);
Ways ways_to_put(std::string_view text, const Tree& root, std::span<const Step> path, std::string_view key,
                 const Value& value);

}  // namespace probation::document
