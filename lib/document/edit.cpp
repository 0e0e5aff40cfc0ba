#include "document/edit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/insertion.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"

namespace probation::document {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A file as it is before an edit: one document, read.
struct Opened {
  std::string_view text;  // of the file, without byte order mark
  Slice slice;
  Tree root;
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
  return Opened{text, slice, std::move(*old.root)};
}

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
  node.entries.emplace_back(key, Tree{});
  put(node.entries.back().second, path.subspan(1), entries);
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

const Tree* follow(const Tree& root, std::span<const Step> path) {
  const Tree* node = &root;
  for (const Step& step : path) {
    if (node == nullptr) return nullptr;
    node = step.index ? (*step.index < node->items.size() ? &node->items[*step.index] : nullptr) : node->find(step.key);
  }
  return node;
}

// The first of the ways after which the file is read as `expected` says: it gets the new tree, and answers with the old
// one as it should have become, or nothing where the new one cannot be right.
template <class Expected>
EditResult first_sound(std::string_view file, const Opened& old, const std::vector<Insertion>& ways,
                       Expected expected) {
  const auto base = static_cast<std::size_t>(old.slice.text.data() - file.data());
  for (const Insertion& way : ways) {
    Edited edited;
    edited.at = base + way.at;
    edited.length = way.text.size();
    edited.bytes = std::string(file.substr(0, edited.at)) + way.text + std::string(file.substr(edited.at));
    const std::string_view fresh_text =
        std::string_view(edited.bytes).substr(static_cast<std::size_t>(old.text.data() - file.data()));
    if (check_bytes(fresh_text)) continue;
    const std::vector<Slice> fresh_slices = split_stream(fresh_text);
    if (fresh_slices.size() != 1 || check_layout(fresh_slices.front().text, fresh_slices.front().first_line)) continue;
    const TreeReading fresh = read_tree(fresh_slices.front());
    if (!fresh.root) continue;
    const std::optional<Tree> wanted = expected(*fresh.root);
    if (!wanted || !same(*wanted, *fresh.root)) continue;
    const std::string_view before = std::string_view(edited.bytes).substr(0, edited.at + way.entry_begins);
    edited.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    return edited;
  }
  if (!old.slice.text.empty() && old.slice.text.back() != '\n')
    return EditRefused{"the last line has no line end and belongs to a text that an insertion after it would change",
                       "end the file with a line end and record again", 0};
  return EditRefused{"no insertion keeps every value of the file as it is",
                     "put the last entry of the list into block style and record again", 0};
}

}  // namespace

EditResult append_entries(std::string_view file, std::span<const Step> path, std::span<const Value> entries) {
  const auto reading = opened(file);
  if (const auto* refused = std::get_if<EditRefused>(&reading)) return *refused;
  const Opened& old = std::get<Opened>(reading);
  const auto found = insertions_of_entries(old.slice.text, old.root, path, entries);
  if (const auto* refused = std::get_if<EditRefused>(&found)) return *refused;
  return first_sound(file, old, std::get<std::vector<Insertion>>(found), [&](const Tree& fresh) -> std::optional<Tree> {
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
}

EditResult add_member(std::string_view file, std::span<const Step> path, const std::string& key, const Value& value) {
  const auto reading = opened(file);
  if (const auto* refused = std::get_if<EditRefused>(&reading)) return *refused;
  const Opened& old = std::get<Opened>(reading);
  const auto found = insertions_of_member(old.slice.text, old.root, path, Value::map({{key, value}}, true));
  if (const auto* refused = std::get_if<EditRefused>(&found)) return *refused;
  return first_sound(file, old, std::get<std::vector<Insertion>>(found), [&](const Tree& fresh) -> std::optional<Tree> {
    const Tree* map = follow(fresh, path);
    const Tree* added = map == nullptr ? nullptr : map->find(key);
    if (added == nullptr || !reads_as(*added, value)) return std::nullopt;
    Tree expected = old.root;
    Tree* node = &expected;
    for (const Step& step : path) {
      if (step.index) {
        node = &node->items[*step.index];
        continue;
      }
      for (auto& [name, inner] : node->entries)
        if (name.text == step.key) {
          node = &inner;
          break;
        }
    }
    node->entries.emplace_back(*map->key_of(key), *added);
    return expected;
  });
}

}  // namespace probation::document
