#include "document/edit.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/edit_ways.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"

namespace probation::document {
const Tree* follow(const Tree& root, std::span<const Step> path) {
  const Tree* node = &root;
  for (const Step& step : path) {
    if (node == nullptr) return nullptr;
    node = step.index ? (*step.index < node->items.size() ? &node->items[*step.index] : nullptr) : node->find(step.key);
  }
  return node;
}

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The old tree with the entries where they belong.
void put(Tree& node, std::span<const Step> path, std::span<const Tree> entries) {
  if (path.empty()) {
    if (node.kind != Tree::Kind::sequence) {
      node = Tree{};
      node.kind = Tree::Kind::sequence;
    }
    node.items.insert(node.items.end(), entries.begin(), entries.end());
    return;
  }
  if (path.front().index) return put(node.items[*path.front().index], path.subspan(1), entries);
  if (node.kind != Tree::Kind::map) {
    node = Tree{};
    node.kind = Tree::Kind::map;
  }
  for (auto& [key, value] : node.entries)
    if (key.text == path.front().key) return put(value, path.subspan(1), entries);
  Tree key;
  key.text = path.front().key;
  node.entries.push_back({key, Tree{}});
  put(node.entries.back().second, path.subspan(1), entries);
}

// The old tree with the value at the end of the keys.
void put_value(Tree& node, std::span<const Step> path, const Tree& value) {
  if (path.empty()) {
    node = value;
    return;
  }
  if (path.front().index) return put_value(node.items[*path.front().index], path.subspan(1), value);
  if (node.kind != Tree::Kind::map) {
    node = Tree{};
    node.kind = Tree::Kind::map;
  }
  for (auto& [key, inner] : node.entries)
    if (key.text == path.front().key) return put_value(inner, path.subspan(1), value);
  Tree key;
  key.text = path.front().key;
  node.entries.push_back({key, Tree{}});
  put_value(node.entries.back().second, path.subspan(1), value);
}

// Keys are compared by their text: a new one is written as the file writes keys, and may have gone in before another.
bool same(const Tree& a, const Tree& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Tree::Kind::scalar) return a.same_value(b);
  if (a.kind == Tree::Kind::sequence)
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same);
  const auto same_entry = [](const auto& x, const auto& y) {
    return (x.first.kind == Tree::Kind::scalar && y.first.kind == Tree::Kind::scalar ? x.first.text == y.first.text
                                                                                     : same(x.first, y.first)) &&
           same(x.second, y.second);
  };
  return a.entries.size() == b.entries.size() &&
         std::is_permutation(a.entries.begin(), a.entries.end(), b.entries.begin(), same_entry);
}

// The document of the file, ready to be edited; or why it cannot be.
struct Opened {
  Slice slice;
  Tree root;
  std::size_t base = 0;  // where the slice begins in the file
  std::size_t mark = 0;  // length of a byte order mark
};
std::variant<Opened, EditRefused> opened(std::string_view file) {
  std::string_view text = file;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (const auto wrong = check_bytes(text)) return EditRefused{wrong->message, "correct it first", wrong->place.line};
  const std::vector<Slice> slices = split_stream(text);
  if (slices.size() != 1)
    return EditRefused{fmt::format("the file holds {} documents", slices.size()), "keep one case in a file",
                       slices[1].first_line};
  const Slice& slice = slices.front();
  if (const auto wrong = check_layout(slice.text, slice.first_line))
    return EditRefused{wrong->message, "correct it first", wrong->place.line};
  TreeReading old = read_tree(slice);
  if (old.error)
    return EditRefused{fmt::format("not YAML: {}", old.error->message), "correct it first", old.error->mark.line};
  if (!old.root || old.root->kind != Tree::Kind::map)
    return EditRefused{"the document is no map", "begin it with `schema: case/1` and `crn`", slice.first_line};
  return Opened{slice, std::move(*old.root), static_cast<std::size_t>(slice.text.data() - file.data()),
                static_cast<std::size_t>(text.data() - file.data())};
}

// The first way after which the document is what it ought to be, as `expected` makes it of the old one and the new one;
// nothing from it: what went in is not what was to go in.
std::optional<Edited> first_that_holds(std::string_view file, const Opened& old, const std::vector<Insertion>& ways,
                                       const std::function<std::optional<Tree>(const Tree&)>& expected) {
  for (const Insertion& way : ways) {
    Edited edited;
    edited.at = old.base + way.at;
    edited.length = way.text.size();
    edited.removed = file.substr(edited.at, way.removed);
    edited.bytes =
        std::string(file.substr(0, edited.at)) + way.text + std::string(file.substr(edited.at + way.removed));
    const std::string_view text = std::string_view(edited.bytes).substr(old.mark);
    if (check_bytes(text)) continue;
    const std::vector<Slice> slices = split_stream(text);
    if (slices.size() != 1 || check_layout(slices.front().text, slices.front().first_line)) continue;
    const TreeReading fresh = read_tree(slices.front());
    if (!fresh.root) continue;
    const std::optional<Tree> wanted = expected(*fresh.root);
    if (!wanted || !same(*wanted, *fresh.root)) continue;
    const std::string_view before = std::string_view(edited.bytes).substr(0, edited.at + way.entry_begins);
    edited.line = static_cast<std::uint32_t>(count_line_ends(before)) + 1;
    return edited;
  }
  return std::nullopt;
}

}  // namespace

EditResult append_entries(std::string_view file, std::span<const Step> path, std::span<const Value> entries) {
  const auto open = opened(file);
  if (const auto* refused = std::get_if<EditRefused>(&open)) return *refused;
  const auto& old = std::get<Opened>(open);
  const auto found = ways_to_append(old.slice.text, old.root, path, entries);
  if (const auto* refused = std::get_if<EditRefused>(&found)) return *refused;
  const auto edited = first_that_holds(
      file, old, std::get<std::vector<Insertion>>(found), [&](const Tree& fresh) -> std::optional<Tree> {
        const Tree* list = follow(fresh, path);
        if (list == nullptr || list->kind != Tree::Kind::sequence || list->items.size() < entries.size())
          return std::nullopt;
        const std::span<const Tree> added(list->items.end() - static_cast<std::ptrdiff_t>(entries.size()),
                                          list->items.end());
        if (!std::equal(added.begin(), added.end(), entries.begin(), entries.end(), reads_as)) return std::nullopt;
        Tree expected = old.root;
        put(expected, path, added);
        return expected;
      });
  if (edited) return *edited;
  if (!old.slice.text.empty() && old.slice.text.back() != '\n')
    return EditRefused{"the last line has no line end and belongs to a text that an insertion after it would change",
                       "end the file with a line end and record again", 0};
  return EditRefused{"no insertion keeps every value of the file as it is",
                     "put the last entry of the list into block style and record again", 0};
}

EditResult put_member(std::string_view file, std::span<const Step> path, std::string_view key, const Value& value) {
  const auto open = opened(file);
  if (const auto* refused = std::get_if<EditRefused>(&open)) return *refused;
  const auto& old = std::get<Opened>(open);
  const auto found = ways_to_put(old.slice.text, old.root, path, key, value);
  if (const auto* refused = std::get_if<EditRefused>(&found)) return *refused;
  std::vector<Step> whole(path.begin(), path.end());
  whole.push_back({std::string(key)});
  const auto edited = first_that_holds(file, old, std::get<std::vector<Insertion>>(found),
                                       [&](const Tree& fresh) -> std::optional<Tree> {
                                         const Tree* there = follow(fresh, whole);
                                         if (there == nullptr || !reads_as(*there, value)) return std::nullopt;
                                         Tree expected = old.root;
                                         put_value(expected, whole, *there);
                                         return expected;
                                       });
  if (edited) return *edited;
  return EditRefused{fmt::format("`{}` cannot go in without changing another value", key),
                     "put what holds it into block style and record again", 0};
}

}  // namespace probation::document
