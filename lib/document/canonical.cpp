#include "document/canonical.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "document/block_scalar.hpp"
#include "document/extent.hpp"
#include "document/lexer.hpp"
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
  Layout(std::string_view text, const Tree& root) : text_(text), root_(root) {
    collect(root_);
    std::sort(spans_.begin(), spans_.end());
    find_comments();
  }

  std::string write() {
    std::string out;
    map_block(out, root_, 0, false);
    std::string tail;
    flush(tail, text_.size() + 1, 0, true);
    out += tail;
    return out;
  }
  // The words of every comment, in their order.
  [[nodiscard]] std::vector<std::string> comments() const {
    std::vector<std::string> words;
    for (const Comment& comment : comments_) words.push_back(comment.words);
    return words;
  }

 private:
  // ---- where scalars begin and end ----------------------------------------------------------------------------------
  void collect(const Tree& node) {
    if (node.kind == Tree::Kind::scalar) {
      const std::size_t end = scalar_end(node);
      if (end > node.offset) spans_.emplace_back(node.offset, end);
      ends_[node.offset] = std::max(ends_[node.offset], end);
      return;
    }
    for (const Tree& item : node.items) collect(item);
    for (const auto& [key, value] : node.entries) {
      collect(key);
      collect(value);
    }
  }

  [[nodiscard]] bool is_written(const Tree& node) const { return document::is_written(text_, node); }
  [[nodiscard]] std::size_t scalar_end(const Tree& node) const { return document::scalar_end(text_, node); }

  [[nodiscard]] std::size_t line_after(std::size_t offset) const {
    const std::size_t end = text_.find('\n', offset);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }

  void find_comments() {
    std::size_t span = 0;
    for (std::size_t i = 0; i < text_.size();) {
      while (span < spans_.size() && spans_[span].second <= i) ++span;
      if (span < spans_.size() && spans_[span].first <= i) {
        const char c = text_[spans_[span].first];
        if ((c == '|' || c == '>') && i == spans_[span].first) {  // behind its signs may stand a comment
          const std::size_t end = std::min(text_.find('\n', i), text_.size());
          const std::size_t at = text_.substr(0, end).find(" #", i);
          if (at != std::string_view::npos) add_comment(at + 1, end, false);
        }
        i = spans_[span].second;
        continue;
      }
      if (text_[i] == '#' && begins_comment(text_, i)) {
        const std::size_t end = end_of_line(text_, i);
        const std::size_t start = i == 0                                               ? 0
                                  : text_.rfind('\n', i - 1) == std::string_view::npos ? 0
                                                                                       : text_.rfind('\n', i - 1) + 1;
        add_comment(i, end, trim(text_.substr(start, i - start)).empty());
        i = end;
        continue;
      }
      ++i;
    }
  }
  void add_comment(std::size_t at, std::size_t end, bool own_line) {
    std::string words(text_.substr(at, end - at));
    while (!words.empty() && (words.back() == '\r' || words.back() == ' ' || words.back() == '\t')) words.pop_back();
    comments_.push_back({at, std::move(words), own_line});
  }

  // ---- writing
  // -------------------------------------------------------------------------------------------------------- Comments
  // on lines of their own, and a blank line, that stand before `offset`.
  void flush(std::string& out, std::size_t offset, std::size_t indent, bool is_end = false) {
    while (next_ < comments_.size() && comments_[next_].at < offset) {
      if (blank_before(comments_[next_].at) && (!out.empty() || begun_) && !after_kept_) out += "\n";
      after_kept_ = false;
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
    if (node.flow)  // up to its bracket
      if (const auto flow = flow_end(text_, node.offset)) end = std::max(end, flow->close + 1);
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

  // A text of several lines as it is written, at this indentation: the signs, and the lines with their ends. Nothing
  // where it is none, or where it is safer in quotes.
  [[nodiscard]] std::optional<std::pair<std::string, std::string>> text_block(const Tree& node,
                                                                              std::size_t indent) const {
    if (node.plain || node.null || node.offset >= text_.size()) return std::nullopt;
    const auto block = read_block_scalar(text_, node.offset);
    if (!block || block->text != node.text) return std::nullopt;
    std::string signs(1, text_[node.offset]), lines;
    for (std::size_t at = line_after(node.offset); at < block->end; at = line_after(at)) {
      std::string_view line = text_.substr(at, line_after(at) - at);
      while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
      line = line.size() > block->indent ? line.substr(block->indent) : std::string_view{};
      if (line.find('\t') != std::string_view::npos) return std::nullopt;
      if (lines.find_first_not_of('\n') == std::string::npos && line.starts_with(' ')) signs += '2';
      lines += (line.empty() ? std::string{} : std::string(indent, ' ')) + std::string(line) + "\n";
    }
    if (lines.find_first_not_of('\n') == std::string::npos) return std::nullopt;
    const std::string_view header = text_.substr(node.offset, block->header_end - node.offset);
    if (header.find('-') != std::string_view::npos) signs += '-';
    if (block->keeps) signs += '+';
    return std::pair(signs, lines);
  }

  void after_key(std::string& out, const Tree& value, std::size_t indent) {
    if (value.kind == Tree::Kind::scalar) {
      if (const auto lines = text_block(value, indent + 2)) {
        out += " " + lines->first + trailing(value.offset) + "\n" + lines->second;
        after_kept_ = lines->first.ends_with('+');
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
        if (blank_before(key.offset) && begun_ && !after_kept_) out += "\n";
        if (value.kind != Tree::Kind::scalar && in_flow(value)) flush(out, end_of(value), indent);
        out += std::string(indent, ' ');
      }
      begun_ = true;
      after_kept_ = false;
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
      if (item.kind != Tree::Kind::scalar && begins_line(item.offset) && blank_before(item.offset) && !after_kept_)
        out += "\n";
      after_kept_ = false;
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
  bool after_kept_ = false;  // a text that keeps its line ends stands right before: a blank line would be its own
};

bool has_only_words_for_keys(const Tree& node) {
  return std::all_of(node.items.begin(), node.items.end(), has_only_words_for_keys) &&
         std::all_of(node.entries.begin(), node.entries.end(), [](const auto& entry) {
           return entry.first.kind == Tree::Kind::scalar && has_only_words_for_keys(entry.second);
         });
}

// The text without carriage returns, directives and the marks of a document; comments on their lines stay as lines.
std::optional<std::string> without_marks(std::string_view file) {
  std::string out;
  bool begun = false;  // the document's own lines may begin with %
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    std::string_view line = file.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = end + 1;
    const bool is_mark =
        (line.starts_with("---") || line.starts_with("...")) && (line.size() == 3 || line[3] == ' ' || line[3] == '\t');
    if (is_mark || (!begun && line.starts_with('%'))) {
      if (is_mark) begun = true;
      const std::size_t comment = line.find(" #");
      const std::string_view words = is_mark ? trim(line.substr(3)) : std::string_view{};
      if (!words.empty() && words.front() != '#') return std::nullopt;
      if (comment != std::string_view::npos) out += std::string(line.substr(comment + 1)) + "\n";
      continue;
    }
    if (!trim(line).empty() && line.front() != '#') begun = true;
    out += std::string(line) + "\n";
  }
  return out;
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
  const auto no = [&](std::string_view reason) {
    why = reason;
    return std::nullopt;
  };
  if (file.starts_with(byte_order_mark)) file.remove_prefix(byte_order_mark.size());
  const std::vector<Slice> slices = split_stream(file);
  if (slices.size() != 1) return no("the file holds several documents");
  if (const auto problem = check_layout(slices.front().text, slices.front().first_line)) return no(problem->message);
  const TreeReading given = read_tree(slices.front());
  if (given.error) return no("not YAML: " + given.error->message);
  if (given.has_features) return no("an anchor, an alias or a tag stands in it; write the values out");
  if (!given.root || given.root->kind != Tree::Kind::map) return no("the document is no map");
  if (!has_only_words_for_keys(*given.root)) return no("a key is a list or a map; keys are words");
  if (given.root->flow) return no("the file is JSON, which stays as it is");
  std::optional<std::string> text = without_marks(file);
  if (!text) return no("a value stands on the line of `---`; put it on a line of its own");
  std::optional<std::vector<std::string>> comments;
  // Laid out again until nothing changes: what is canonical stays so.
  for (int rounds = 0; rounds < 6; ++rounds) {
    const std::vector<Slice> parts = split_stream(*text);
    if (parts.size() != 1 || check_layout(parts.front().text, 1)) break;
    const TreeReading read = read_tree(parts.front());
    // The proof: the same values, and the words of every comment in their order.
    if (!read.root || !same_meaning(*given.root, *read.root)) break;
    Layout layout(parts.front().text, *read.root);
    if (!comments) comments = layout.comments();
    if (layout.comments() != *comments) break;
    std::string fresh = layout.write();
    if (fresh == *text) return fresh;
    text = std::move(fresh);
  }
  return no("the layout cannot be changed without loss");
}

}  // namespace probation::document
