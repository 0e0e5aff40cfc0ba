// One document as a tree of what was written and where: for editing and rewriting files, where every leaf, its quoting
// and its place matter. Judging never uses it; that reads events straight into the model. It interprets nothing and
// refuses nothing that the parser accepts.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/events.hpp"
#include "document/limits.hpp"

namespace probation::document {

struct Tree {
  enum class Kind : std::uint8_t { scalar, map, sequence };
  Kind kind = Kind::scalar;
  std::size_t offset = 0;      // bytes into the slice's text; of an empty value: wherever the parser noticed
  std::uint32_t line = 0;      // of the file, from 1
  std::uint32_t column = 0;    // bytes into the line, from 0
  bool plain = false;          // scalar without quotes
  bool null = false;           // scalar that is null
  bool flow = false;           // collection in brackets
  std::string text;            // scalar
  std::vector<Tree> items;     // of a sequence
  struct Entry;                // complete below: a pair of trees cannot be named before a tree is
  std::vector<Entry> entries;  // of a map, as written

  [[nodiscard]] const Tree* find(std::string_view key) const;  // in a map: the first value under the key
  [[nodiscard]] const Tree* key_of(std::string_view key) const;
  // The same values, written the same way: text, and whether it is text or a plain word. Places and brackets do not
  // matter.
  [[nodiscard]] bool same_value(const Tree& other) const;
};

struct Tree::Entry {
  Tree first, second;  // key and value
};

struct TreeReading {
  std::optional<Tree> root;  // nothing: an empty document, or not YAML
  std::optional<SyntaxError> error;
  bool has_features = false;  // an anchor, an alias or a tag, of which the tree holds nothing
};

// Anchors, aliases and tags are kept out by the caller (DOC003).
TreeReading read_tree(const Slice& slice);

}  // namespace probation::document
