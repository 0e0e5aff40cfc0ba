// Adds entries to a list of a document by one insertion of text at a mark, in the file's own indentation and line ends.
// No other byte is touched: comments, order, quoting, blank lines and a byte order mark survive as they are. The result
// is read again and must hold the old value and the entry and nothing else; what cannot be had so is refused, with what
// to do about it.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "document/write.hpp"

namespace probation::document {

// A step from the root towards the list: a key of a map, or a position in a list.
struct Step {
  std::string key;
  std::optional<std::size_t> index = std::nullopt;
};

struct Edited {
  std::string bytes;   // the whole file
  std::size_t at = 0;  // where the insertion begins
  std::size_t length = 0;
  std::uint32_t line = 0;  // on which the first new entry begins, from 1
};

struct EditRefused {
  std::string why;
  std::string fix;
  std::uint32_t line = 0;  // 0: the file as a whole
};

using EditResult = std::variant<Edited, EditRefused>;

// Appends the entries to the list at `path`, in one insertion. Missing maps and the list itself are made at the end of
// what holds them.
EditResult append_entries(std::string_view file, std::span<const Step> path, std::span<const Value> entries);

// Puts a key that is not there yet into the map at `path`, behind what it holds.
EditResult add_member(std::string_view file, std::span<const Step> path, const std::string& key, const Value& value);

}  // namespace probation::document
