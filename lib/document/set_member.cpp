#include "document/set_member.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/extent.hpp"
#include "document/lexer.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"

namespace probation::document {
namespace {

struct Splice {
  std::size_t at = 0, length = 0;  // what goes out
  std::string text;                // what comes in
};

std::size_t line_start(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}
std::size_t line_after(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}
std::string line_end_of(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

// The end of a quoted text that begins at `at`, and of brackets.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  return std::min(end_of_quotes(text, at), text.size());
}
std::size_t end_of_brackets(std::string_view text, std::size_t at) {
  const auto end = flow_end(text, at);
  return end ? end->close + 1 : text.size();
}

std::size_t after_colon(std::string_view text, const Tree& key) {
  std::size_t at = key.offset;
  at = !key.plain && (text[at] == '"' || text[at] == '\'') ? end_of_quoted(text, at) : at + key.text.size();
  at = text.find(':', at);
  return at == std::string_view::npos ? text.size() : at + 1;
}

// What stands for the value now, as one splice; several ways where it is not certain.
std::vector<Splice> replacements(std::string_view text, const Tree& key, const Tree& old, const Value& value,
                                 Notation notation) {
  const std::string words = flow(value, notation);
  if (old.flow) return {{old.offset, end_of_brackets(text, old.offset) - old.offset, words}};
  if (old.kind == Tree::Kind::scalar) {
    const std::size_t colon = after_colon(text, key);
    if (!is_written(text, old)) return {{colon, 0, " " + words}};
    return {{old.offset, scalar_end(text, old) - old.offset, words}};
  }
  // A block over several lines: from behind the colon to the end of its last line. Comments in it would be lost.
  const std::size_t colon = after_colon(text, key);
  std::size_t end = line_after(text, colon);
  for (std::size_t at = end; at < text.size(); at = line_after(text, at)) {
    const std::string_view line = text.substr(at, line_after(text, at) - at);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (trim(line).empty()) continue;
    if (trim(line).starts_with('#') || line.find(" #") != std::string_view::npos) return {};
    const bool is_item =
        old.kind == Tree::Kind::sequence && indent == old.column && line.substr(indent).starts_with("- ");
    if (indent <= key.column && !is_item) break;
    end = line_after(text, at);
  }
  return {{colon, end - colon, " " + words + line_end_of(text)}};
}

std::vector<Splice> insertions(std::string_view text, const Tree& map, std::string_view key, const Value& value,
                               Notation notation) {
  const std::string words = notation == Notation::json
                                ? fmt::format("{}: {}", flow(Value::of_text(key), notation), flow(value, notation))
                                : fmt::format("{}: {}", key, flow(value, notation));
  if (map.flow) return {{map.offset + 1, 0, words + (map.entries.empty() ? "" : ", ")}};
  std::vector<Splice> all;
  const std::string shift(map.column, ' '), end = line_end_of(text);
  for (auto entry = map.entries.rbegin(); entry != map.entries.rend(); ++entry) {
    std::size_t start = line_start(text, entry->first.offset);
    const bool begins_line = trim(text.substr(start, entry->first.offset - start)).empty();
    // The comments above a key speak of it.
    while (begins_line && start > 0 &&
           trim(text.substr(line_start(text, start - 1), start - line_start(text, start - 1))).starts_with('#'))
      start = line_start(text, start - 1);
    if (begins_line) all.push_back({start, 0, shift + words + end});
  }
  for (std::size_t at = line_after(text, map.entries.back().first.offset);; at = line_after(text, at)) {
    const bool needs_end = at > 0 && text[at - 1] != '\n';
    all.push_back({at, 0, (needs_end ? end : "") + shift + words + (needs_end ? "" : end)});
    if (at >= text.size() || all.size() > 200) break;
  }
  return all;
}

Value* value_at(Value& root, std::span<const Step> path) {
  Value* node = &root;
  for (const Step& step : path) {
    if (step.index) {
      if (*step.index >= node->items.size()) return nullptr;
      node = &node->items[*step.index];
      continue;
    }
    const auto at = std::find_if(node->members.begin(), node->members.end(),
                                 [&](const auto& member) { return member.first == step.key; });
    if (at == node->members.end()) return nullptr;
    node = &at->second;
  }
  return node;
}

// The document without the member, for comparison; the order of keys means nothing.
Value without(const Tree& root, std::span<const Step> path, std::string_view key) {
  Value all = value_of(root);
  if (Value* map = value_at(all, path)) std::erase_if(map->members, [&](const auto& m) { return m.first == key; });
  return all;
}

}  // namespace

EditResult set_member(std::string_view file, std::span<const Step> path, std::string_view key, const Value& value) {
  const std::size_t mark = file.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::vector<Slice> slices = split_stream(file.substr(mark));
  if (slices.size() != 1) return EditRefused{"the file holds several documents", "keep one case in a file", 0};
  const Slice& slice = slices.front();
  const TreeReading old = read_tree(slice);
  const Tree* map = old.root ? follow(*old.root, path) : nullptr;
  if (map == nullptr || map->kind != Tree::Kind::map || map->entries.empty())
    return EditRefused{fmt::format("there is no map that `{}` could stand in", key), "write it by hand", 0};
  const Notation notation = old.root->flow && !old.root->entries.front().first.plain ? Notation::json : Notation::yaml;
  const auto at = std::find_if(map->entries.begin(), map->entries.end(),
                               [&](const auto& entry) { return entry.first.text == key; });
  const std::vector<Splice> ways = at == map->entries.end()
                                       ? insertions(slice.text, *map, key, value, notation)
                                       : replacements(slice.text, at->first, at->second, value, notation);
  const Value rest = without(*old.root, path, key);
  const auto base = static_cast<std::size_t>(slice.text.data() - file.data());
  for (const Splice& way : ways) {
    Edited edited;
    edited.at = base + way.at;
    edited.length = way.text.size();
    edited.bytes = std::string(file.substr(0, edited.at)) + way.text + std::string(file.substr(edited.at + way.length));
    const std::vector<Slice> fresh = split_stream(std::string_view(edited.bytes).substr(mark));
    if (fresh.size() != 1) continue;
    const TreeReading reading = read_tree(fresh.front());
    const Tree* there = reading.root ? follow(*reading.root, path) : nullptr;
    const Tree* member = there == nullptr ? nullptr : there->find(key);
    if (member == nullptr || !reads_as(*member, value) || without(*reading.root, path, key) != rest) continue;
    edited.line = member->line;
    return edited;
  }
  return EditRefused{fmt::format("`{}` stands in a way that cannot be replaced without touching more", key),
                     "write it on one line and import again", at == map->entries.end() ? map->line : at->first.line};
}

}  // namespace probation::document
