// JSON appended to a text, member by member, in the layout of Json::dump: for what is written by the thousand, where a
// tree of values would cost more than the judging.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/json.hpp"

namespace probation::render {

// The name of a member as it stands in the program: nothing in it needs an escape, and nobody looks for one.
struct MemberName {
  consteval MemberName(const char* name) : text(name) {  // NOLINT(google-explicit-constructor): names are words
    for (const char c : text)
      if (c < ' ' || c > '~' || c == '"' || c == '\\') throw "a name of the program needs no escape";
  }
  std::string_view text;
};

// Writes ahead of the end of `out`, which has its right length where what was begun is closed, after `flush`, and once
// this is gone.
class JsonText {
 public:
  explicit JsonText(std::string& out, int indent = -1) : out_(out), indent_(indent) {}
  // Goes on within so many open maps and lists that hold something already: a value begins with its comma.
  static JsonText within(std::string& out, int indent, std::size_t depth) { return {out, indent, depth}; }
  // Records a line each, the end of the line included. The text has its right length after `flush`, and at the end.
  static JsonText lines(std::string& out) { return {out, Lines{}}; }
  JsonText(const JsonText&) = delete;
  JsonText& operator=(const JsonText&) = delete;
  ~JsonText() { flush(); }
  // For whoever reads the text, or adds to it, while something is open in it.
  void flush();

  JsonText& open() { return enter('{'); }
  JsonText& close() { return leave('}'); }
  JsonText& open_list() { return enter('['); }
  JsonText& close_list() { return leave(']'); }
  JsonText& key(MemberName name);
  JsonText& key_of_data(std::string_view name);  // whatever it holds

  JsonText& null();
  JsonText& truth(bool value);
  JsonText& whole(std::int64_t value);
  JsonText& text(std::string_view value);
  // Only where nothing in it needs an escape; else nothing is written.
  bool plain_text(MemberName name, std::string_view value);
  JsonText& value(const Json& tree);
  JsonText& texts(const std::vector<std::string>& values);

  // A member and its value. Absent is null, and `text_or_null` takes an empty text for absent.
  JsonText& text(MemberName name, std::string_view value) { return key(name).text(value); }
  JsonText& whole(MemberName name, std::int64_t value) { return key(name).whole(value); }
  JsonText& truth(MemberName name, bool value) { return key(name).truth(value); }
  JsonText& null(MemberName name) { return key(name).null(); }
  JsonText& value(MemberName name, const Json& tree) { return key(name).value(tree); }
  JsonText& texts(MemberName name, const std::vector<std::string>& values) { return key(name).texts(values); }
  JsonText& text_or_null(MemberName name, std::string_view value) {
    return value.empty() ? null(name) : text(name, value);
  }
  JsonText& or_null(MemberName name, const std::optional<std::int64_t>& value) {
    return value ? whole(name, *value) : null(name);
  }
  JsonText& or_null(MemberName name, const std::optional<Date>& value) {
    return value ? text(name, format(*value)) : null(name);
  }
  JsonText& or_null(MemberName name, const std::optional<std::string>& value) {
    return value ? text(name, *value) : null(name);
  }

 private:
  JsonText(std::string& out, int indent, std::size_t depth)
      : out_(out), indent_(indent), depth_(depth), first_depth_(depth), filled_(~std::uint64_t{0}) {}
  struct Lines {};
  JsonText(std::string& out, Lines) : out_(out), indent_(-1), ends_lines_(true) {}
  JsonText& enter(char bracket);
  JsonText& leave(char bracket);
  // Room for so many bytes from `at_` on.
  void make_room(std::size_t bytes) {
    if (static_cast<std::size_t>(limit_ - at_) < bytes) grow(bytes);
  }
  void grow(std::size_t bytes);
  void put(std::string_view text);          // into the room there is
  static constexpr std::size_t spare = 40;  // a bracket, a short word, a number, a comma
  // Leaves room for a bracket or a short word behind it.
  void begin_value() {
    make_room(spare);
    if (after_key_) after_key_ = false;
    else begin_item();
  }
  void begin_item();
  void new_line();
  std::string& out_;
  char* at_ = nullptr;  // where the next byte goes; nothing: at the end of `out_`
  char* limit_ = nullptr;
  int indent_;
  std::size_t depth_ = 0;        // of open maps and lists; at most 64
  std::size_t first_depth_ = 0;  // the depth it began at
  std::uint64_t filled_ = 0;     // a bit for each: it has something in it
  bool after_key_ = false;
  bool ends_lines_ = false;
};

}  // namespace probation::render
