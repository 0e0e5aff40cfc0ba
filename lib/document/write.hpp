// Values written as our files write them: block style and one-line flow, text quoted wherever a YAML 1.1 or 1.2 reader
// could take it for something else, or as JSON where the file is JSON. It does not decide what is written.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probation::document {

struct Tree;

struct Value {
  enum class Kind : std::uint8_t { text, literal, list, map };
  Kind kind = Kind::text;
  bool block = false;  // list, map: over several lines, where the place allows it
  std::string text;    // literal: a number, a date, true or false, written as it is
  std::vector<Value> items;
  std::vector<std::pair<std::string, Value>> members;

  static Value of_text(std::string_view text);
  static Value literal(std::string_view text);
  static Value list(std::vector<Value> items, bool block = false);
  static Value map(std::vector<std::pair<std::string, Value>> members, bool block = false);
  [[nodiscard]] const Value* find(std::string_view key) const;
  friend bool operator==(const Value&, const Value&) = default;
};

enum class Notation : std::uint8_t { yaml, json };

// Text that every YAML 1.1 and 1.2 reader gives back as the same text, plain where that is safe.
std::string quoted_where_needed(std::string_view text);
std::string flow(const Value& value, Notation notation);
// Lines of a block map or list whose first character stands at `indent`; the first line comes without its indentation,
// the last without its end. Lists in it are indented by `list_indent` against their key, their entries by `dash_width`
// after the dash.
struct BlockStyle {
  std::string line_end = "\n";
  std::size_t map_indent = 2;
  std::size_t list_indent = 2;
  std::size_t dash_width = 2;  // "- " is 2
};
std::string block(const Value& value, std::size_t indent, const BlockStyle& style);

// What was read as a value again: literals are the plain scalars.
Value value_of(const Tree& tree);
// Whether the tree holds just this value: same text, literals plain.
bool reads_as(const Tree& tree, const Value& value);

}  // namespace probation::document
