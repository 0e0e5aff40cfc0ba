// Adds entries to a list of a document, or members to a map, by one insertion of text at a mark, in the file's own
// indentation and line ends. No other byte is touched: comments, order, quoting, blank lines and a byte order mark
// survive as they are; only a `[]` that ends its line gives way to its first entry, and a null to its value. The result
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

// The node at the path, or nothing.
const Tree* follow(const Tree& root, std::span<const Step> path);

struct Edited {
  std::string bytes;   // the whole file
  std::size_t at = 0;  // where the insertion begins
  std::size_t length = 0;
  std::string removed;     // what stood there and gave way: `[]` with the rest of its line, or a null
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

// Adds the member to the map at `path`, where there is none under that key or it is null. Missing maps are made at the
// end of what holds them.
EditResult put_member(std::string_view file, std::span<const Step> path, std::string_view key, const Value& value);

}  // namespace probation::document
