#include "document/edit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"

namespace probation::document {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }
std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// One text that goes in at one place.
struct Insertion {
  std::size_t at;
  std::string text;
  std::size_t entry_begins;  // in `text`
};

// The inside of a flow collection that begins at `open`.
struct FlowEnd {
  std::size_t close;  // offset of the closing bracket
  std::size_t last;   // end of the last character that is neither blank nor comment; open + 1 where there is none
  bool trailing_comma;
  bool comment_after;  // a comment stands between `last` and `close`
};

std::optional<FlowEnd> flow_end(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  bool token_start = true;
  FlowEnd end{0, open + 1, false, false};
  for (std::size_t i = open; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c == '#' && i > 0 && std::string_view(" \t\n").find(text[i - 1]) != std::string_view::npos) {
      end.comment_after = true;
      while (i < text.size() && text[i] != '\n') ++i;
      continue;
    }
    if ((c == ']' || c == '}') && --depth == 0) {
      end.close = i;
      return end;
    }
    end.comment_after = false;
    end.trailing_comma = c == ',' && depth == 1;
    if (c == '[' || c == '{') {
      ++depth;
      token_start = true;
    } else if (c == ',' || c == ':') {
      token_start = true;
    } else if (token_start && c == '"') {
      for (++i; i < text.size() && text[i] != '"'; ++i)
        if (text[i] == '\\') ++i;
      token_start = false;
    } else if (token_start && c == '\'') {
      for (++i; i < text.size() && (text[i] != '\'' || (i + 1 < text.size() && text[i + 1] == '\'')); ++i)
        if (text[i] == '\'') ++i;
      token_start = false;
    } else {
      token_start = false;
    }
    end.last = i + 1;
  }
  return std::nullopt;
}

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
  std::variant<std::vector<Insertion>, EditRefused> ways(std::span<const Step> path, std::span<const Value> entries) {
    const Tree* node = &root_;
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
        if (node->flow)
          return EditRefused{fmt::format("`{}` is null, in brackets", name),
                             fmt::format("write `{}: []` and record again", name), at->first.line};
        const std::size_t end = std::next(at) != node->entries.end() ? std::next(at)->first.offset : limit;
        if (!is_empty_after(at->first, end))
          return EditRefused{fmt::format("`{}` is null, which an insertion cannot turn into a list", name),
                             fmt::format("write `{}: []` and record again", name), at->first.line};
        return into_empty(at->first, wrapped(path.subspan(depth), entries).members.front().second);
      }
      if (!node->flow && std::next(at) != node->entries.end()) limit = line_start(std::next(at)->first.offset);
      node = &at->second;
    }
    if (node->kind != Tree::Kind::sequence)
      return EditRefused{fmt::format("`{}` is not a list", name),
                         fmt::format("write `{}` as a list and record again", name), node->line};
    if (node->flow)
      return into_flow(*node, Value::list({entries.begin(), entries.end()}),
                       node->items.empty() ? nullptr : &node->items.back());
    return into_block_list(*node, limit, entries);
  }

 private:
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
    if (!key.plain && (quote == '"' || quote == '\'')) at = text_.find(quote, at + 1) + 1;
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

  // The list or map that has to be made on the way: {key: {key: [entry]}} for what is missing.
  static Value wrapped(std::span<const Step> missing, std::span<const Value> entries) {
    Value value = Value::list({entries.begin(), entries.end()}, true);
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

}  // namespace

EditResult append_entries(std::string_view file, std::span<const Step> path, std::span<const Value> entries) {
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
  const TreeReading old = read_tree(slice);
  if (old.error)
    return EditRefused{fmt::format("not YAML: {}", old.error->message), "correct it first", old.error->mark.line};
  if (!old.root || old.root->kind != Tree::Kind::map)
    return EditRefused{"the document is no map", "begin it with `schema: case/1` and `crn`", slice.first_line};

  const auto found = Editor(slice.text, *old.root).ways(path, entries);
  if (const auto* refused = std::get_if<EditRefused>(&found)) return *refused;
  const auto base = static_cast<std::size_t>(slice.text.data() - file.data());
  for (const Insertion& way : std::get<std::vector<Insertion>>(found)) {
    Edited edited;
    edited.at = base + way.at;
    edited.length = way.text.size();
    edited.bytes = std::string(file.substr(0, edited.at)) + way.text + std::string(file.substr(edited.at));
    const std::string_view fresh_text =
        std::string_view(edited.bytes).substr(static_cast<std::size_t>(text.data() - file.data()));
    if (check_bytes(fresh_text)) continue;
    const std::vector<Slice> fresh_slices = split_stream(fresh_text);
    if (fresh_slices.size() != 1 || check_layout(fresh_slices.front().text, fresh_slices.front().first_line)) continue;
    const TreeReading fresh = read_tree(fresh_slices.front());
    if (!fresh.root) continue;
    const Tree* list = follow(*fresh.root, path);
    if (list == nullptr || list->kind != Tree::Kind::sequence || list->items.size() < entries.size()) continue;
    const std::span<const Tree> added(list->items.end() - static_cast<std::ptrdiff_t>(entries.size()),
                                      list->items.end());
    if (!std::equal(added.begin(), added.end(), entries.begin(), entries.end(), reads_as)) continue;
    Tree expected = *old.root;
    put(expected, path, added);
    if (!same(expected, *fresh.root)) continue;
    const std::string_view before = std::string_view(edited.bytes).substr(0, edited.at + way.entry_begins);
    edited.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    return edited;
  }
  if (!slice.text.empty() && slice.text.back() != '\n')
    return EditRefused{"the last line has no line end and belongs to a text that an insertion after it would change",
                       "end the file with a line end and record again", 0};
  return EditRefused{"no insertion keeps every value of the file as it is",
                     "put the last entry of the list into block style and record again", 0};
}

}  // namespace probation::document
