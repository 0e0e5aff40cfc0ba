#include "document/write.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/tree.hpp"

namespace probation::document {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

// Words that YAML 1.1 reads as true, false or null.
bool is_reserved(std::string_view text) {
  static constexpr std::array<std::string_view, 9> words{"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
  return std::find(words.begin(), words.end(), lower_case(text)) != words.end();
}

bool is_plain_safe(std::string_view text) {
  if (text.empty() || !letter(text.front()) || is_reserved(text)) return false;
  return text.back() != ' ' && std::all_of(text.begin(), text.end(), [](char c) {
           return letter(c) || digit(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == ' ';
         });
}

// The code point at `at`, of well-formed text, and its length.
std::pair<std::uint32_t, std::size_t> code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(at);
  if (first < 0x80) return {first, 1};
  if (first < 0xE0) return {(first & 0x1FU) << 6U | (byte(at + 1) & 0x3FU), 2};
  if (first < 0xF0) return {(first & 0x0FU) << 12U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU), 3};
  return {
      (first & 0x07U) << 18U | (byte(at + 1) & 0x3FU) << 12U | (byte(at + 2) & 0x3FU) << 6U | (byte(at + 3) & 0x3FU),
      4};
}

// Line breaks of any kind, controls and what readers take away or refuse.
bool must_be_escaped(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
         c == 0xFFFF || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = code_point(text, i);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (must_be_escaped(c)) {
      out += fmt::format("\\u{:04X}", c);
    } else {
      out += text.substr(i, length);
    }
    i += length;
  }
  return out + "\"";
}

bool has_escapes(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = code_point(text, i);
    if (must_be_escaped(c)) return true;
    i += length;
  }
  return false;
}

std::string scalar_text(const Value& value, Notation notation) {
  if (notation == Notation::yaml)
    return value.kind == Value::Kind::literal ? value.text : quoted_where_needed(value.text);
  const std::string_view digits =
      value.text.starts_with('-') ? std::string_view(value.text).substr(1) : std::string_view(value.text);
  const bool bare =
      value.kind == Value::Kind::literal &&
      (value.text == "true" || value.text == "false" || value.text == "null" ||
       (!digits.empty() && digit(digits.front()) && digits.find_first_not_of("0123456789.") == std::string_view::npos));
  return bare ? value.text : double_quoted(value.text);
}

void write_block(std::string& out, const Value& value, std::size_t indent, const BlockStyle& style);

// What stands after "key:" or "- ": on the same line, or on the next ones.
void write_after_key(std::string& out, const Value& value, std::size_t indent, const BlockStyle& style) {
  const bool is_list = value.kind == Value::Kind::list;
  const bool nothing_inside = is_list ? value.items.empty() : value.members.empty();
  if (!value.block || nothing_inside) {
    out += ' ' + flow(value, Notation::yaml);
    return;
  }
  const std::size_t inner = indent + (is_list ? style.list_indent : style.map_indent);
  out += style.line_end + std::string(inner, ' ');
  write_block(out, value, inner, style);
}

void write_block(std::string& out, const Value& value, std::size_t indent, const BlockStyle& style) {
  bool first = true;
  const auto next_line = [&] {
    if (!first) out += style.line_end + std::string(indent, ' ');
    first = false;
  };
  if (value.kind == Value::Kind::list) {
    for (const Value& item : value.items) {
      next_line();
      out += '-' + std::string(style.dash_width - 1, ' ');
      if (item.block && item.kind == Value::Kind::map && !item.members.empty())
        write_block(out, item, indent + style.dash_width, style);
      else out += flow(item, Notation::yaml);
    }
    return;
  }
  for (const auto& [key, member] : value.members) {
    next_line();
    out += quoted_where_needed(key) + ":";
    write_after_key(out, member, indent, style);
  }
}

}  // namespace

Value Value::of_text(std::string_view text) {
  Value value;
  value.text = text;
  return value;
}
Value Value::literal(std::string_view text) {
  Value value;
  value.kind = Kind::literal;
  value.text = text;
  return value;
}
Value Value::list(std::vector<Value> items, bool block) {
  Value value;
  value.kind = Kind::list;
  value.items = std::move(items);
  value.block = block;
  return value;
}
Value Value::map(std::vector<std::pair<std::string, Value>> members, bool block) {
  Value value;
  value.kind = Kind::map;
  value.members = std::move(members);
  value.block = block;
  return value;
}
const Value* Value::find(std::string_view key) const {
  for (const auto& [name, value] : members)
    if (name == key) return &value;
  return nullptr;
}

std::string quoted_where_needed(std::string_view text) {
  if (is_plain_safe(text)) return std::string(text);
  const bool needs_escape = has_escapes(text);
  const bool awkward = text.find_first_of("\"\\") != std::string_view::npos;
  if (!needs_escape && awkward && text.find('\'') == std::string_view::npos) return "'" + std::string(text) + "'";
  return double_quoted(text);
}

std::string flow(const Value& value, Notation notation) {
  switch (value.kind) {
    case Value::Kind::text:
    case Value::Kind::literal: return scalar_text(value, notation);
    case Value::Kind::list: {
      std::string out = "[";
      for (std::size_t i = 0; i < value.items.size(); ++i) out += (i == 0 ? "" : ", ") + flow(value.items[i], notation);
      return out + "]";
    }
    case Value::Kind::map: break;
  }
  std::string out = "{";
  for (std::size_t i = 0; i < value.members.size(); ++i) {
    const auto& [key, member] = value.members[i];
    out += (i == 0 ? "" : ", ") + (notation == Notation::json ? double_quoted(key) : quoted_where_needed(key)) + ": " +
           flow(member, notation);
  }
  return out + "}";
}

std::string block(const Value& value, std::size_t indent, const BlockStyle& style) {
  if (value.kind != Value::Kind::list && value.kind != Value::Kind::map) return flow(value, Notation::yaml);
  std::string out;
  write_block(out, value, indent, style);
  return out;
}

Value value_of(const Tree& tree) {
  Value value;
  switch (tree.kind) {
    case Tree::Kind::scalar:
      return tree.plain ? Value::literal(tree.null ? "null" : tree.text) : Value::of_text(tree.text);
    case Tree::Kind::sequence:
      value.kind = Value::Kind::list;
      for (const Tree& item : tree.items) value.items.push_back(value_of(item));
      return value;
    case Tree::Kind::map: break;
  }
  value.kind = Value::Kind::map;
  for (const auto& [key, member] : tree.entries) value.members.emplace_back(key.text, value_of(member));
  return value;
}

bool reads_as(const Tree& tree, const Value& value) {
  switch (value.kind) {
    case Value::Kind::text: return tree.kind == Tree::Kind::scalar && !tree.null && tree.text == value.text;
    // JSON writes a date in quotes: the decoder reads dates from either.
    case Value::Kind::literal:
      return tree.kind == Tree::Kind::scalar && (tree.null ? value.text == "null" : tree.text == value.text);
    case Value::Kind::list:
      return tree.kind == Tree::Kind::sequence && tree.items.size() == value.items.size() &&
             std::equal(tree.items.begin(), tree.items.end(), value.items.begin(),
                        [](const Tree& t, const Value& v) { return reads_as(t, v); });
    case Value::Kind::map:
      return tree.kind == Tree::Kind::map && tree.entries.size() == value.members.size() &&
             std::equal(
                 tree.entries.begin(), tree.entries.end(), value.members.begin(), [](const auto& t, const auto& v) {
                   return t.first.kind == Tree::Kind::scalar && t.first.text == v.first && reads_as(t.second, v.second);
                 });
  }
  return false;
}

}  // namespace probation::document
