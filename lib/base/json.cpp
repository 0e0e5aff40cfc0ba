#include "base/json.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "base/same_text.hpp"
#include "base/text.hpp"

namespace probation {
namespace {

const Json nothing;
const Json::Array no_items;
const Json::Object no_members;

// Length of the UTF-8 character that begins at `at`, or 0 where none does.
std::size_t character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(at + i) & 0xC0U) != 0x80U) return 0;
  if (length == 3 && first == 0xE0 && byte(at + 1) < 0xA0) return 0;
  if (length == 3 && first == 0xED && byte(at + 1) > 0x9F) return 0;
  if (length == 4 && first == 0xF0 && byte(at + 1) < 0x90) return 0;
  if (length == 4 && first == 0xF4 && byte(at + 1) > 0x8F) return 0;
  return length;
}

std::string number_text(double value) {
  if (!std::isfinite(value)) return "null";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

// Of several octets: C1 controls, marks that turn the direction of writing and line ends that only some see. Whoever
// reads a record in a terminal sees them, and a parser reads what was meant.
std::optional<unsigned> moves_a_terminal(std::string_view character) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(character[i])); };
  if (character.size() == 2) {
    const unsigned code = (octet(0) & 0x1FU) << 6U | (octet(1) & 0x3FU);
    return code < 0xA0 || code == 0x61C ? std::optional(code) : std::nullopt;
  }
  if (character.size() != 3) return std::nullopt;
  const unsigned code = (octet(0) & 0x0FU) << 12U | (octet(1) & 0x3FU) << 6U | (octet(2) & 0x3FU);
  const bool turns =
      code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return turns || code == 0x2028 || code == 0x2029 ? std::optional(code) : std::nullopt;
}

}  // namespace

Json::Json() noexcept = default;
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;
Json::Json(bool value) : value_(value) {}
Json::Json(Number number) : value_(number.value) {}
Json::Json(double value) : value_(value) {}
Json::Json(std::string text) : value_(std::move(text)) {}
Json::Json(Array items) : value_(std::move(items)) {}
Json::Json(Object members) : value_(std::move(members)) {}
bool operator==(const Json& a, const Json& b) { return a.value_ == b.value_; }

namespace {

// How many bytes from `at` on are letters of ASCII that stand for themselves, eight looked at together.
std::size_t plain_run(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
  const std::size_t begin = at;
  const auto has_zero = [](std::uint64_t word) { return ((word - ones) & ~word & highs) != 0; };
  while (at + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    const bool is_plain = (word & highs) == 0 && ((word - ones * 0x20U) & ~word & highs) == 0 &&
                          !has_zero(word ^ (ones * '"')) && !has_zero(word ^ (ones * '\\')) &&
                          !has_zero(word ^ (ones * 0x7FU));
    if (!is_plain) break;
    at += 8;
  }
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') break;
    ++at;
  }
  return at - begin;
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  const std::size_t first = plain_run(text, 0);
  if (first == text.size()) {  // as nearly every text
    out += '"';
    out += text;
    out += '"';
    return;
  }
  out += '"';
  std::size_t plain = 0;  // what needs no escape is taken in one piece
  const auto flush = [&](std::size_t until) { out.append(text, plain, until - plain); };
  for (std::size_t i = first; i < text.size();) {
    const char c = text[i];
    if (const std::size_t run = plain_run(text, i); run > 0) {
      i += run;
      continue;
    }
    const std::size_t length = character_at(text, i);
    if (length > 1) {
      if (const auto code = moves_a_terminal(text.substr(i, length))) {
        flush(i);
        out += fmt::format("\\u{:04x}", *code);
        plain = i + length;
      }
      i += length;
      continue;
    }
    flush(i);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        // Of a path: what is no UTF-8 is told as everywhere, so that two such paths stay two.
        if (length == 0) out += fmt::format("\\\\x{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    plain = ++i;
  }
  flush(text.size());
  out += '"';
}

void append_indented(std::string& out, std::string_view one_line, int indent, int depth) {
  const auto line = [&](int level) {
    out += '\n';
    out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(level), ' ');
  };
  for (std::size_t at = 0; at < one_line.size(); ++at) {
    const char c = one_line[at];
    if (c == '"') {
      std::size_t end = at + 1;
      while (one_line[end] != '"') end += one_line[end] == '\\' ? 2 : 1;
      out.append(one_line, at, end + 1 - at);
      at = end;
    } else if ((c == '{' || c == '[') && (one_line[at + 1] == '}' || one_line[at + 1] == ']')) {
      out.append(one_line, at++, 2);
    } else if (c == '{' || c == '[') {
      out += c;
      line(++depth);
    } else if (c == '}' || c == ']') {
      line(--depth);
      out += c;
    } else {
      out += c;
      if (c == ',') line(depth);
      else if (c == ':') out += ' ';
    }
  }
}

Json::Json(std::initializer_list<Json> items) {
  const bool is_map = std::all_of(items.begin(), items.end(), [](const Json& item) {
    return item.is_array() && item.size() == 2 && item.front().is_string();
  });
  if (!is_map) {
    value_ = Array(items);
    return;
  }
  Object members;
  members.reserve(items.size());
  for (const Json& item : items) members.emplace_back(item.front().text(), item[1]);
  value_ = std::move(members);
}

Json Json::array(std::initializer_list<Json> items) { return Json(Array(items)); }

const Json* Json::find(std::string_view key) const {
  for (const auto& [name, member] : items())
    if (same_text(name, key)) return &member;
  return nullptr;
}

const Json& Json::at(std::string_view key) const {
  if (const Json* member = find(key)) return *member;
  throw Error(fmt::format("no member `{}`", key));
}

const Json& Json::operator[](std::string_view key) const {
  const Json* member = find(key);
  return member == nullptr ? nothing : *member;
}

Json& Json::operator[](std::string_view key) {
  if (!is_object()) value_ = Object{};
  Object& members = std::get<Object>(value_);
  for (auto& [name, member] : members)
    if (same_text(name, key)) return member;
  return members.emplace_back(std::string(key), Json()).second;
}

Json& Json::add(std::string_view key, Json value) {
  if (!is_object()) value_ = Object{};
  std::get<Object>(value_).emplace_back(std::string(key), std::move(value));
  return *this;
}

void Json::erase(std::string_view key) {
  if (auto* members = std::get_if<Object>(&value_))
    std::erase_if(*members, [&](const auto& member) { return member.first == key; });
}

std::string Json::value(std::string_view key, std::string_view otherwise) const {
  const Json* member = find(key);
  return member == nullptr ? std::string(otherwise) : member->text();
}

const Json::Object& Json::items() const {
  const auto* members = std::get_if<Object>(&value_);
  return members == nullptr ? no_members : *members;
}

Json::Object& Json::items() {
  if (!is_object()) throw Error("not a map");
  return std::get<Object>(value_);
}

const Json::Array& Json::list() const {
  const auto* items = std::get_if<Array>(&value_);
  if (items == nullptr && !is_null()) throw Error("not a list");
  return items == nullptr ? no_items : *items;
}

Json::Array& Json::list() {
  if (is_null()) value_ = Array{};
  if (!is_array()) throw Error("not a list");
  return std::get<Array>(value_);
}

void Json::push_back(Json item) { list().push_back(std::move(item)); }

std::size_t Json::size() const {
  if (is_null()) return 0;
  if (is_array()) return list().size();
  return is_object() ? items().size() : 1;
}

const std::string& Json::text() const {
  if (const auto* text = std::get_if<std::string>(&value_)) return *text;
  throw Error("not a text");
}

bool Json::truth() const {
  if (const auto* truth = std::get_if<bool>(&value_)) return *truth;
  throw Error("not true or false");
}

std::int64_t Json::whole() const {
  if (const auto* whole = std::get_if<std::int64_t>(&value_)) return *whole;
  throw Error("not a whole number");
}

double Json::number() const {
  if (const auto* number = std::get_if<double>(&value_)) return *number;
  return static_cast<double>(whole());
}

std::vector<std::string> Json::texts() const {
  std::vector<std::string> out;
  if (!is_array()) throw Error("not a list");
  for (const Json& item : list()) out.push_back(item.text());
  return out;
}

void Json::append_to(std::string& out, int indent, int depth) const {
  const auto line = [&](int level) {
    if (indent < 0) return;
    out += '\n';
    out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(level), ' ');
  };
  if (is_null()) out += "null";
  else if (is_boolean()) out += truth() ? "true" : "false";
  else if (const auto* whole = std::get_if<std::int64_t>(&value_))
    fmt::format_to(std::back_inserter(out), "{}", *whole);
  else if (const auto* number = std::get_if<double>(&value_)) out += number_text(*number);
  else if (is_string()) append_json_text(out, text());
  else if (empty()) out += is_array() ? "[]" : "{}";
  else {
    out += is_array() ? '[' : '{';
    bool first = true;
    const auto next = [&] {
      if (!first) out += ',';
      first = false;
      line(depth + 1);
    };
    if (is_array()) {
      for (const Json& item : list()) {
        next();
        item.append_to(out, indent, depth + 1);
      }
    } else {
      for (const auto& [key, member] : items()) {
        next();
        append_json_text(out, key);
        out += indent < 0 ? ":" : ": ";
        member.append_to(out, indent, depth + 1);
      }
    }
    line(depth);
    out += is_array() ? ']' : '}';
  }
}

std::string Json::dump(int indent) const {
  std::string out;
  append_to(out, indent);
  return out;
}

}  // namespace probation
