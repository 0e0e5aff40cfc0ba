#include "document/canonical.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "document/tree.hpp"
#include "document/write.hpp"

namespace probation::document {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Comment {
  std::size_t at;
  std::string words;  // with its #
  bool own_line;
};

class Layout {
 public:
  Layout(std::string_view text, const Tree& root) : text_(text), root_(root) {}

  std::optional<std::string> write(std::string& why) {
    collect(root_, 0);
    std::sort(spans_.begin(), spans_.end());
    if (!find_comments(why)) return std::nullopt;
    std::string out;
    map_block(out, root_, 0, false);
    std::string tail;
    flush(tail, text_.size() + 1, 0, true);
    out += tail;
    return out;
  }

 private:
  // ---- where scalars begin and end ----------------------------------------------------------------------------------
  void collect(const Tree& node, std::size_t parent_column) {
    if (node.kind == Tree::Kind::scalar) {
      const std::size_t end = scalar_end(node, parent_column);
      if (end > node.offset) spans_.emplace_back(node.offset, end);
      ends_[node.offset] = std::max(ends_[node.offset], end);
      return;
    }
    for (const Tree& item : node.items) collect(item, node.column);
    for (const auto& [key, value] : node.entries) {
      collect(key, node.column);
      collect(value, node.column);
    }
  }

  [[nodiscard]] bool is_written(const Tree& node) const {  // an empty null has no text
    if (!node.null) return true;
    const std::string_view rest = text_.substr(std::min(node.offset, text_.size()));
    return (rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") ||
            rest.starts_with("NULL")) &&
           !is_start_of_key(node);
  }
  // Where a value is empty, the parser's mark may be that of the key that follows.
  [[nodiscard]] bool is_start_of_key(const Tree& node) const {
    const std::size_t end = text_.find_first_of("\n#", node.offset);
    return text_.substr(node.offset, end - node.offset).find(": ") != std::string_view::npos ||
           trim(text_.substr(node.offset, end - node.offset)).ends_with(':');
  }

  std::size_t scalar_end(const Tree& node, std::size_t parent_column) const {
    std::size_t i = node.offset;
    if (i >= text_.size()) return i;
    const char first = text_[i];
    if (node.null) {
      if (!is_written(node)) return i;
      return i + (first == '~' ? 1 : 4);
    }
    if (!node.plain && first == '"') {
      for (++i; i < text_.size() && text_[i] != '"'; ++i)
        if (text_[i] == '\\') ++i;
      return i + 1;
    }
    if (!node.plain && first == '\'') {
      for (++i; i < text_.size(); ++i) {
        if (text_[i] != '\'') continue;
        if (i + 1 < text_.size() && text_[i + 1] == '\'') ++i;
        else break;
      }
      return i + 1;
    }
    if (!node.plain && (first == '|' || first == '>')) {
      // The header's own comment is no part of the text; it is found apart.
      std::size_t at = line_after(i);
      std::size_t end = at;
      std::optional<std::size_t> inner;
      while (at < text_.size()) {
        const std::size_t next = line_after(at);
        const std::string_view line = text_.substr(at, next - at);
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        const bool blank = trim(line).empty();
        if (!blank) {
          if (!inner) {
            if (indent <= parent_column) break;
            inner = indent;
          }
          if (indent < *inner) break;
        }
        at = next;
        if (!blank) end = next;
      }
      return end;
    }
    // Plain: its words, with line breaks folded.
    for (const char c : node.text) {
      if (c == ' ' || c == '\n') {
        while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\n' || text_[i] == '\r' || text_[i] == '\t')) ++i;
        continue;
      }
      while (i < text_.size() && text_[i] != c && (text_[i] == '\n' || text_[i] == '\r' || text_[i] == ' ')) ++i;
      ++i;
    }
    return i;
  }

  [[nodiscard]] std::size_t line_after(std::size_t offset) const {
    const std::size_t end = text_.find('\n', offset);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }

  bool find_comments(std::string& why) {
    std::size_t span = 0;
    for (std::size_t i = 0; i < text_.size();) {
      while (span < spans_.size() && spans_[span].second <= i) ++span;
      if (span < spans_.size() && spans_[span].first <= i) {
        const char c = text_[spans_[span].first];
        if ((c == '|' || c == '>') && i == spans_[span].first) {  // its header may have a comment
          const std::size_t end = text_.find('\n', i);
          const std::string_view header = text_.substr(i, end - i);
          if (header.find(" #") != std::string_view::npos) {
            why = "a comment stands behind the sign of a text block; put it on a line of its own";
            return false;
          }
        }
        i = spans_[span].second;
        continue;
      }
      if (text_[i] == '#' && (i == 0 || std::string_view(" \t\n").find(text_[i - 1]) != std::string_view::npos)) {
        const std::size_t end = std::min(text_.find('\n', i), text_.size());
        const std::size_t start = i == 0                                               ? 0
                                  : text_.rfind('\n', i - 1) == std::string_view::npos ? 0
                                                                                       : text_.rfind('\n', i - 1) + 1;
        std::string words(text_.substr(i, end - i));
        while (!words.empty() && (words.back() == '\r' || words.back() == ' ' || words.back() == '\t'))
          words.pop_back();
        comments_.push_back({i, std::move(words), trim(text_.substr(start, i - start)).empty()});
        i = end;
        continue;
      }
      ++i;
    }
    return true;
  }

  // ---- writing
  // -------------------------------------------------------------------------------------------------------- Comments
  // on lines of their own, and a blank line, that stand before `offset`.
  void flush(std::string& out, std::size_t offset, std::size_t indent, bool is_end = false) {
    while (next_ < comments_.size() && comments_[next_].at < offset) {
      if (blank_before(comments_[next_].at) && (!out.empty() || begun_)) out += "\n";
      out += std::string(is_end ? 0 : indent, ' ') + comments_[next_].words + "\n";
      begun_ = true;
      ++next_;
    }
  }
  // Comments behind the last entry of a block that are indented as its own.
  void flush_inside(std::string& out, const Tree& block, std::size_t indent) {
    const std::size_t end = end_of(block);
    const auto next_span = std::lower_bound(spans_.begin(), spans_.end(), std::pair(end, std::size_t{0}));
    const std::size_t limit = next_span == spans_.end() ? text_.size() : next_span->first;
    while (next_ < comments_.size() && comments_[next_].own_line && comments_[next_].at < limit) {
      const std::size_t line = text_.rfind('\n', comments_[next_].at);
      const std::size_t column = comments_[next_].at - (line == std::string_view::npos ? 0 : line + 1);
      if (column < block.column || column == 0) break;
      flush(out, comments_[next_].at + 1, indent);
    }
  }
  [[nodiscard]] bool begins_line(std::size_t offset) const {  // dashes aside
    const std::size_t before = offset == 0 ? std::string_view::npos : text_.find_last_not_of(" -", offset - 1);
    return before == std::string_view::npos || text_[before] == '\n';
  }
  [[nodiscard]] bool blank_before(std::size_t offset) const {
    std::size_t start = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    if (start == std::string_view::npos || start == 0) return false;
    const std::size_t before = text_.rfind('\n', start - 1);
    return trim(text_.substr(before == std::string_view::npos ? 0 : before + 1,
                             start - (before == std::string_view::npos ? 0 : before + 1)))
        .empty();
  }
  // A comment on the rest of the line, of what was just written.
  std::string trailing(std::size_t after) {
    if (next_ >= comments_.size() || comments_[next_].own_line) return {};
    const std::size_t at = comments_[next_].at;
    if (at < after || text_.substr(after, at - after).find('\n') != std::string_view::npos) return {};
    return "  " + comments_[next_++].words;
  }

  [[nodiscard]] std::size_t end_of(const Tree& node) const {
    std::size_t end = node.offset + (node.kind == Tree::Kind::scalar ? 0 : 1);
    if (node.kind == Tree::Kind::scalar) {
      const auto at = ends_.find(node.offset);
      return at == ends_.end() ? node.offset : at->second;
    }
    for (const Tree& item : node.items) end = std::max(end, end_of(item));
    for (const auto& [key, value] : node.entries)
      end = std::max({end, end_of(key), value.null && !is_written(value) ? 0 : end_of(value)});
    if (node.flow) {  // up to its bracket
      while (end < text_.size() && text_[end] != (node.kind == Tree::Kind::map ? '}' : ']')) {
        if (text_[end] == '#') end = std::min(text_.find('\n', end), text_.size());
        else ++end;
      }
      ++end;
    }
    return end;
  }

  [[nodiscard]] std::string scalar(const Tree& node) const {
    if (node.null) return is_written(node) ? "null" : "";
    const std::size_t end = ends_.at(node.offset);
    const std::string_view raw = text_.substr(node.offset, end - node.offset);
    if (raw.find('\n') == std::string_view::npos && !raw.starts_with('|') && !raw.starts_with('>'))
      return std::string(raw);
    return quoted_where_needed(node.text);
  }

  [[nodiscard]] bool one_line(const Tree& node) const {
    const std::size_t end = end_of(node);
    return text_.substr(node.offset, end - node.offset).find('\n') == std::string_view::npos;
  }
  [[nodiscard]] bool in_flow(const Tree& node) const {
    if (node.kind == Tree::Kind::map && node.entries.empty()) return true;
    if (node.kind == Tree::Kind::sequence && node.items.empty()) return true;
    if (!node.flow) return false;
    return one_line(node) || !has_nested(node);
  }
  static bool has_nested(const Tree& node) {
    return std::any_of(node.items.begin(), node.items.end(),
                       [](const Tree& item) { return item.kind != Tree::Kind::scalar; }) ||
           std::any_of(node.entries.begin(), node.entries.end(),
                       [](const auto& e) { return e.second.kind != Tree::Kind::scalar; });
  }

  [[nodiscard]] std::string flow_text(const Tree& node) const {
    if (node.kind == Tree::Kind::scalar) {
      const std::string text = scalar(node);
      return node.null && text.empty() ? "null" : text;
    }
    std::string out = node.kind == Tree::Kind::map ? "{" : "[";
    bool first = true;
    for (const Tree& item : node.items) {
      out += (first ? "" : ", ") + flow_text(item);
      first = false;
    }
    for (const auto& [key, value] : node.entries) {
      out += (first ? "" : ", ") + scalar(key) + ": " + flow_text(value);
      first = false;
    }
    return out + (node.kind == Tree::Kind::map ? "}" : "]");
  }

  // A text of several lines as a block, where that gives it back exactly.
  [[nodiscard]] std::optional<std::string> text_block(const Tree& node, std::size_t indent) const {
    const char first = text_[std::min(node.offset, text_.size() - 1)];
    if (node.plain || (first != '|' && first != '>') || node.text.find('\n') == std::string::npos) return std::nullopt;
    std::string body = node.text;
    const bool keeps_end = body.ends_with('\n');
    if (keeps_end) body.pop_back();
    if (body.empty() || body.front() == ' ' || body.front() == '\n' || body.ends_with('\n') ||
        body.find_first_of("\r\t") != std::string::npos)
      return std::nullopt;
    std::string out = keeps_end ? "|" : "|-";
    for (const std::string& line : split(body, '\n'))
      out += "\n" + (line.empty() ? std::string{} : std::string(indent, ' ') + line);
    return out;
  }

  void after_key(std::string& out, const Tree& value, std::size_t indent) {
    if (value.kind == Tree::Kind::scalar) {
      if (const auto lines = text_block(value, indent + 2)) {
        out += " " + *lines + "\n";
        return;
      }
      const std::string text = scalar(value);
      out += (text.empty() ? "" : " " + text) +
             trailing(value.null && !is_written(value) ? last_key_end_ : end_of(value)) + "\n";
      return;
    }
    if (in_flow(value)) {
      // Comments within the brackets went before it, by the caller.
      out += " " + flow_text(value) + trailing(end_of(value)) + "\n";
      return;
    }
    out += trailing(value.flow ? value.offset + 1 : last_key_end_) + "\n";
    if (value.kind == Tree::Kind::map) map_block(out, value, indent + 2, false);
    else list_block(out, value, indent + 2);
  }

  void map_block(std::string& out, const Tree& map, std::size_t indent, bool first_inline) {
    bool first = true;
    for (const auto& [key, value] : map.entries) {
      const bool inline_here = first && first_inline;
      if (!inline_here) {
        flush(out, key.offset, indent);
        if (blank_before(key.offset) && begun_) out += "\n";
        if (value.kind != Tree::Kind::scalar && in_flow(value)) flush(out, end_of(value), indent);
        out += std::string(indent, ' ');
      }
      begun_ = true;
      first = false;
      out += scalar(key) + ":";
      last_key_end_ = ends_.at(key.offset);
      after_key(out, value, indent);
    }
    flush_inside(out, map, indent);
  }

  void list_block(std::string& out, const Tree& list, std::size_t indent) {
    for (const Tree& item : list.items) {
      flush(out, item.offset, indent);
      if (item.kind != Tree::Kind::scalar && begins_line(item.offset) && blank_before(item.offset)) out += "\n";
      const bool as_flow = item.kind == Tree::Kind::scalar || in_flow(item);
      if (as_flow) {
        if (item.kind != Tree::Kind::scalar) flush(out, end_of(item), indent);
        out += std::string(indent, ' ') + "- " + flow_text(item) + trailing(end_of(item)) + "\n";
        continue;
      }
      out += std::string(indent, ' ') + "- ";
      if (item.kind == Tree::Kind::map) {
        map_block(out, item, indent + 2, true);
      } else {
        out += "\n";
        list_block(out, item, indent + 2);
      }
    }
    flush_inside(out, list, indent);
  }

  std::string_view text_;
  const Tree& root_;
  std::vector<std::pair<std::size_t, std::size_t>> spans_;
  std::map<std::size_t, std::size_t> ends_;
  std::vector<Comment> comments_;
  std::size_t next_ = 0;
  std::size_t last_key_end_ = 0;
  bool begun_ = false;
};

// Every comment's words, in the order of the text, by a second reading of the result.
std::size_t count_of(const std::string& text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

bool same_meaning(const Tree& a, const Tree& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Tree::Kind::scalar) return a.null == b.null && (a.null || a.text == b.text);
  if (a.kind == Tree::Kind::sequence)
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_meaning);
  return std::equal(
      a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
      [](const auto& x, const auto& y) { return same_meaning(x.first, y.first) && same_meaning(x.second, y.second); });
}

}  // namespace

std::optional<std::string> canonical(std::string_view file, std::string& why) {
  if (file.starts_with(byte_order_mark)) file.remove_prefix(byte_order_mark.size());
  const std::vector<Slice> slices = split_stream(file);
  if (slices.size() != 1) {
    why = "the file holds several documents";
    return std::nullopt;
  }
  const TreeReading old = read_tree(slices.front());
  if (!old.root || old.root->kind != Tree::Kind::map) {
    why = "the document is no map";
    return std::nullopt;
  }
  if (old.root->flow) {
    why = "the file is JSON, which stays as it is";
    return std::nullopt;
  }
  const auto laid_out = Layout(slices.front().text, *old.root).write(why);
  if (!laid_out) return std::nullopt;
  // The proof: the same values, and as many comment signs as before.
  const std::vector<Slice> fresh = split_stream(*laid_out);
  if (fresh.size() != 1 || check_layout(fresh.front().text, 1)) {
    why = "the layout cannot be changed without loss";
    return std::nullopt;
  }
  const TreeReading read = read_tree(fresh.front());
  if (!read.root || !same_meaning(*old.root, *read.root) ||
      count_of(*laid_out, '#') < count_of(std::string(slices.front().text), '#')) {
    why = "the layout cannot be changed without loss";
    return std::nullopt;
  }
  return laid_out;
}

}  // namespace probation::document
