#include "document/edit_ways.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/lexer.hpp"

namespace probation::document {
namespace {

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }
std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

class Editor {
 public:
  Editor(std::string_view text, const Tree& root) : text_(text), root_(root) {
    notation_ = root.flow && !root.entries.empty() && !root.entries.front().first.plain &&
                        text[root.entries.front().first.offset] == '"'
                    ? Notation::json
                    : Notation::yaml;
    const std::size_t first_end = text.find('\n');
    style_.line_end =
        first_end != std::string_view::npos && first_end > 0 && text[first_end - 1] == '\r' ? "\r\n" : "\n";
    learn_style(root);
  }

  // Ways to do it, the most fitting first; or why there is none.
  Ways ways(std::span<const Step> path, std::span<const Value> entries) {
    const Tree* node = &root_;
    const Tree* key_of_list = nullptr;
    std::size_t limit = text_.size();
    std::string name;
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
      const Step& step = path[depth];
      if (step.index) {
        if (node->kind != Tree::Kind::sequence || *step.index >= node->items.size())
          return EditRefused{fmt::format("`{}` has no entry {}", name, *step.index), "name one that is there",
                             node->line};
        if (!node->flow && *step.index + 1 < node->items.size())
          limit = line_start(node->items[*step.index + 1].offset);
        node = &node->items[*step.index];
        key_of_list = nullptr;
        continue;
      }
      if (node->kind != Tree::Kind::map)
        return EditRefused{fmt::format("`{}` is not a map", name.empty() ? "the document" : name), "correct it first",
                           node->line};
      name = step.key;
      const auto at = std::find_if(node->entries.begin(), node->entries.end(), [&](const auto& e) {
        return e.first.kind == Tree::Kind::scalar && e.first.text == step.key;
      });
      if (at == node->entries.end()) return into_map(*node, limit, wrapped(path.subspan(depth), entries));
      if (at->second.null) {
        const Value made = wrapped(path.subspan(depth), entries).members.front().second;
        if (node->flow) return in_place_of_null(at->first, at->second, in_brackets(made));
        const std::size_t end = std::next(at) != node->entries.end() ? std::next(at)->first.offset : limit;
        if (is_empty_after(at->first, end)) return into_empty(at->first, made);
        return lines_for_null(at->first, at->second, made);
      }
      if (!node->flow && std::next(at) != node->entries.end()) limit = line_start(std::next(at)->first.offset);
      key_of_list = node->flow ? nullptr : &at->first;
      node = &at->second;
    }
    if (node->kind != Tree::Kind::sequence)
      return EditRefused{fmt::format("`{}` is not a list", name),
                         fmt::format("write `{}` as a list and record again", name), node->line};
    if (node->flow) {
      std::vector<Insertion> all;
      if (key_of_list != nullptr && node->items.empty()) all = in_place_of_brackets(*key_of_list, *node, entries);
      for (Insertion& way : into_flow(*node, Value::list({entries.begin(), entries.end()}),
                                      node->items.empty() ? nullptr : &node->items.back()))
        all.push_back(std::move(way));
      return all;
    }
    return into_block_list(*node, limit, entries);
  }

  // Ways to give the map at `path` a member.
  Ways member_ways(std::span<const Step> path, std::string_view key, const Value& value) {
    const Tree* node = &root_;
    std::size_t limit = text_.size();
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
      const Step& step = path[depth];
      if (step.index) {
        if (node->kind != Tree::Kind::sequence || *step.index >= node->items.size())
          return EditRefused{"there is no such entry", "name one that is there", node->line};
        if (!node->flow && *step.index + 1 < node->items.size())
          limit = line_start(node->items[*step.index + 1].offset);
        node = &node->items[*step.index];
        continue;
      }
      const auto at = std::find_if(node->entries.begin(), node->entries.end(),
                                   [&](const auto& e) { return e.first.text == step.key; });
      if (at == node->entries.end() || at->second.null) {
        Value made = Value::map({{std::string(key), value}}, true);
        for (std::size_t i = path.size(); i-- > depth + 1;) made = Value::map({{path[i].key, std::move(made)}}, true);
        if (at == node->entries.end()) return into_map(*node, limit, Value::map({{step.key, std::move(made)}}, true));
        made.block = false;
        return in_place_of_null(at->first, at->second, made);
      }
      if (!node->flow && std::next(at) != node->entries.end()) limit = line_start(std::next(at)->first.offset);
      node = &at->second;
    }
    if (node->kind != Tree::Kind::map) return EditRefused{"it is not a map", "correct it first", node->line};
    for (const auto& [name, there] : node->entries)
      if (name.text == key) return in_place_of_null(name, there, value);
    return into_map(*node, limit, Value::map({{std::string(key), value}}, true));
  }

 private:
  [[nodiscard]] std::size_t colon_of(const Tree& key) const {
    std::size_t after_key = key.offset;
    const char quote = text_[after_key];
    if (!key.plain && (quote == '"' || quote == '\'')) after_key = end_of_quotes(text_, after_key);
    else after_key += key.text.size();
    return text_.find(':', after_key);
  }
  // The word behind the colon that says null; empty where nothing is written there.
  [[nodiscard]] std::pair<std::size_t, std::string_view> null_after(std::size_t colon) const {
    const std::size_t at = text_.find_first_not_of(" \t", colon + 1);
    for (const std::string_view sign : {"null", "Null", "NULL", "~"})
      if (at != std::string_view::npos && text_.substr(at).starts_with(sign)) return {at, sign};
    return {colon + 1, {}};
  }
  // A null, as `null`, `~` or nothing at all, gives way to the value, which stands on the key's line.
  Ways in_place_of_null(const Tree& key, const Tree& null, const Value& value) {
    const std::string words = flow(value, notation_);
    const std::size_t colon = colon_of(key);
    if (!null.null || colon == std::string_view::npos)
      return EditRefused{fmt::format("`{}` has a value", key.text), "correct it instead", key.line};
    const auto [at, sign] = null_after(colon);
    if (!sign.empty()) return std::vector<Insertion>{{at, words, 0, sign.size()}};
    return std::vector<Insertion>{{colon + 1, " " + words, 1, 0}};
  }
  // A null that ends its line gives way to lines below; a comment behind it stays on the line. It says what an absent
  // key says, and whoever is told to write `[]` instead would say that there are none.
  Ways lines_for_null(const Tree& key, const Tree& null, const Value& value) {
    const std::size_t colon = colon_of(key);
    if (colon != std::string_view::npos) {
      const auto [at, sign] = null_after(colon);
      const std::size_t end = line_after(at);
      const std::string_view rest = text_.substr(at + sign.size(), end - at - sign.size());
      if (!sign.empty() && null.line == key.line && is_blank_or_comment(rest)) {
        BlockStyle style = style_;
        style.line_end = line_end_before(end);
        const std::size_t indent =
            key.column + (value.kind == Value::Kind::list ? style.list_indent : style.map_indent);
        Insertion lines = lines_at(end, indent, block(value, indent, style), style.line_end);
        const std::size_t begins = rest.size() + lines.entry_begins;
        return std::vector<Insertion>{{colon + 1, std::string(rest) + lines.text, begins, end - colon - 1}};
      }
    }
    return EditRefused{fmt::format("`{}` is null, which an insertion cannot turn into a list", key.text),
                       fmt::format("take the key `{}` away, which says the same, and record again", key.text),
                       key.line};
  }
  static Value in_brackets(Value value) {
    value.block = false;
    for (Value& item : value.items) item = in_brackets(std::move(item));
    for (auto& [key, member] : value.members) member = in_brackets(std::move(member));
    return value;
  }

  // How the file itself indents lists and entries: the first that shows it.
  bool learn_style(const Tree& node) {
    for (const auto& [key, value] : node.entries) {
      if (value.kind == Tree::Kind::sequence && !value.flow && !value.items.empty() && value.line > key.line) {
        style_.list_indent = value.column - key.column;
        const Tree& item = value.items.front();
        if (item.line == value.line && item.column > value.column) style_.dash_width = item.column - value.column;
        return true;
      }
      if (value.kind == Tree::Kind::map && !value.flow && value.line > key.line && value.column > key.column)
        style_.map_indent = value.column - key.column;
      if (learn_style(value)) return true;
    }
    return std::any_of(node.items.begin(), node.items.end(), [&](const Tree& item) { return learn_style(item); });
  }

  [[nodiscard]] std::size_t line_start(std::size_t offset) const {
    const std::size_t before = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  [[nodiscard]] std::size_t line_after(std::size_t offset) const {  // start of the next line, or the end
    const std::size_t end = text_.find('\n', offset);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }
  // Whether nothing but comments stands between the key's colon and `end`: the value is null because nothing is
  // written.
  [[nodiscard]] bool is_empty_after(const Tree& key, std::size_t end) const {
    std::size_t at = key.offset;
    if (at >= text_.size()) return false;
    const char quote = text_[at];
    if (!key.plain && (quote == '"' || quote == '\'')) at = end_of_quotes(text_, at);
    else at += key.text.size();
    at = text_.find_first_not_of(" \t", at);
    if (at >= end || text_[at] != ':') return false;
    for (++at; at < end; at = line_after(at)) {
      const std::string_view line = text_.substr(at, std::min(line_after(at), end) - at);
      if (line.starts_with("...") && text_[at - 1] == '\n') return true;  // the end of the document
      if (!is_blank_or_comment(line)) return false;
    }
    return true;
  }
  static bool is_blank_or_comment(std::string_view line) {
    const std::string_view words = trim(line);
    return words.empty() || words.front() == '#';
  }
  static bool is_comment(std::string_view line) { return !is_blank(line) && is_blank_or_comment(line); }
  [[nodiscard]] std::string line_end_before(std::size_t at) const {
    if (at >= 1 && text_[at - 1] == '\n') return at >= 2 && text_[at - 2] == '\r' ? "\r\n" : "\n";
    return style_.line_end;
  }

  // `[]` that ends its line gives way to lines of entries; a comment behind it stays on the line.
  std::vector<Insertion> in_place_of_brackets(const Tree& key, const Tree& list, std::span<const Value> entries) {
    if (!text_.substr(list.offset).starts_with("[]")) return {};
    const std::size_t end = line_after(list.offset);
    const std::size_t colon = text_.find_last_not_of(" \t", list.offset - 1);
    const std::string_view rest = text_.substr(list.offset + 2, end - list.offset - 2);
    if (colon == std::string_view::npos || text_[colon] != ':' || colon < key.offset || !is_blank_or_comment(rest))
      return {};
    BlockStyle style = style_;
    style.line_end = line_end_before(end);
    const std::size_t indent = key.column + style.list_indent;
    Insertion lines = lines_at(end, indent, block(one_line_each(entries), indent, style), style.line_end);
    const std::size_t begins = rest.size() + lines.entry_begins;
    return {{colon + 1, std::string(rest) + lines.text, begins, end - colon - 1}};
  }

  // Entries of a list that begins: one line each.
  static Value one_line_each(std::span<const Value> entries) {
    Value list = Value::list({entries.begin(), entries.end()}, true);
    for (Value& item : list.items) item.block = false;
    return list;
  }

  // The list or map that has to be made on the way: {key: {key: [entry]}} for what is missing.
  static Value wrapped(std::span<const Step> missing, std::span<const Value> entries) {
    Value value = one_line_each(entries);
    for (std::size_t i = missing.size(); i-- > 0;) value = Value::map({{missing[i].key, std::move(value)}}, true);
    return value;
  }

  // Starts of lines after which nothing of the collection comes: after its last line that is neither blank nor a
  // comment of something else, after blank lines that a block text may keep, and right before what follows.
  [[nodiscard]] std::vector<std::size_t> ends(std::size_t from, std::size_t limit, std::size_t indent) const {
    std::size_t inside = 0, words = 0;
    for (std::size_t at = line_start(from); at < limit; at = line_after(at)) {
      const std::string_view line = text_.substr(at, line_after(at) - at);
      if (is_blank(line)) continue;
      if (indent_of(line) > indent) inside = line_after(at);
      if (!is_blank_or_comment(line)) words = line_after(at);
    }
    std::vector<std::size_t> found{std::max(inside, words), inside, words};
    std::size_t after_blank = found.front();
    while (after_blank < limit && is_blank(text_.substr(after_blank, line_after(after_blank) - after_blank)))
      after_blank = line_after(after_blank);
    found.push_back(after_blank);
    found.push_back(limit);
    std::vector<std::size_t> distinct;
    for (const std::size_t at : found)
      if (at > from && at <= limit && std::find(distinct.begin(), distinct.end(), at) == distinct.end())
        distinct.push_back(at);
    return distinct;
  }

  // Whole lines at the start of a line; at an end without a line end, after one.
  [[nodiscard]] Insertion lines_at(std::size_t at, std::size_t indent, std::string_view lines,
                                   std::string_view line_end) const {
    const std::string shift(indent, ' ');
    if (at > 0 && text_[at - 1] != '\n')
      return {at, std::string(line_end) + shift + std::string(lines), line_end.size() + indent};
    return {at, shift + std::string(lines) + std::string(line_end), indent};
  }

  std::vector<Insertion> into_block_list(const Tree& list, std::size_t limit, std::span<const Value> entries) {
    BlockStyle style = style_;
    Value written = Value::list({entries.begin(), entries.end()}, true);
    if (!list.items.empty()) {
      const Tree& last = list.items.back();
      style.dash_width = last.column > list.column ? last.column - list.column : 2;
      for (Value& item : written.items) item.block = !(last.kind == Tree::Kind::map && last.flow);
    }
    std::vector<Insertion> all;
    for (const std::size_t at : ends(list.items.empty() ? list.offset : list.items.back().offset, limit, list.column)) {
      style.line_end = line_end_before(at);
      all.push_back(lines_at(at, list.column, block(written, list.column, style), style.line_end));
    }
    return all;
  }

  std::vector<Insertion> into_map(const Tree& map, std::size_t limit, const Value& added) {
    if (map.flow) return into_flow(map, added, map.entries.empty() ? nullptr : &map.entries.back().first);
    std::vector<Insertion> all;
    BlockStyle style = style_;
    for (const std::size_t at : ends(map.entries.back().first.offset, limit, map.column)) {
      style.line_end = line_end_before(at);
      all.push_back(lines_at(at, map.column, block(added, map.column, style), style.line_end));
    }
    // Where the end can take nothing, as when a text block runs to the end of a file without a line end: before the
    // last key, above the comments that speak of it.
    const std::size_t key_line = line_start(map.entries.back().first.offset);
    if (map.entries.size() > 1 && is_blank(text_.substr(key_line, map.entries.back().first.offset - key_line))) {
      std::size_t above = key_line;
      while (above > 0 && is_comment(text_.substr(line_start(above - 1), above - line_start(above - 1))))
        above = line_start(above - 1);
      for (const std::size_t at : {above, key_line}) {
        style.line_end = line_end_before(at);
        all.push_back(lines_at(at, map.column, block(added, map.column, style), style.line_end));
      }
    }
    return all;
  }

  std::vector<Insertion> into_empty(const Tree& key, const Value& value) {
    BlockStyle style = style_;
    const std::size_t at = line_after(key.offset);
    style.line_end = line_end_before(at);
    const std::size_t indent = key.column + (value.kind == Value::Kind::list ? style.list_indent : style.map_indent);
    return {lines_at(at, indent, block(value, indent, style), style.line_end)};
  }

  // Into brackets: the entries of `added` into a list, or its one member into a map. `last` is what the last entry
  // begins with.
  std::vector<Insertion> into_flow(const Tree& collection, const Value& added, const Tree* last) {
    const auto end = flow_end(text_, collection.offset);
    if (!end) return {};
    std::string gap = " ";
    if (last != nullptr && last->line > collection.line) {
      const std::size_t start = line_start(last->offset);
      const std::string_view before = text_.substr(start, last->offset - start);
      if (is_blank(before)) gap = line_end_before(start) + std::string(before);
    }
    std::string words = flow(added, notation_);
    words = words.substr(1, words.size() - 2);
    if (collection.kind == Tree::Kind::sequence && gap != " ") {  // each on a line of its own, as those before it
      words.clear();
      for (const Value& item : added.items) words += (words.empty() ? "" : "," + gap) + flow(item, notation_);
    }
    if (last == nullptr) return {{collection.offset + 1, words, 0}};
    std::vector<Insertion> all;
    const Insertion at_last{end->last, (end->trailing_comma ? "" : ",") + gap + words,
                            (end->trailing_comma ? 0 : 1) + gap.size()};
    if (end->comment_after) {
      // The comment speaks of the entry before it and stays with it.
      const std::size_t close_line = line_start(end->close);
      if (is_blank(text_.substr(close_line, end->close - close_line)) && close_line > end->last) {
        const std::string lead =
            (gap == " " ? std::string("  ") : gap.substr(gap.find('\n') + 1)) + (end->trailing_comma ? "" : ", ");
        all.push_back({close_line, lead + words + line_end_before(close_line), lead.size()});
      }
    }
    all.push_back(at_last);
    return all;
  }

  std::string_view text_;
  const Tree& root_;
  Notation notation_;
  BlockStyle style_;
};

}  // namespace

Ways ways_to_append(std::string_view text, const Tree& root, std::span<const Step> path,
                    std::span<const Value> entries) {
  return Editor(text, root).ways(path, entries);
}

Ways ways_to_put(std::string_view text, const Tree& root, std::span<const Step> path, std::string_view key,
                 const Value& value) {
  return Editor(text, root).member_ways(path, key, value);
}

}  // namespace probation::document
