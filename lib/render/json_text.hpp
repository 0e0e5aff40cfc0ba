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

class JsonText {
 public:
  explicit JsonText(std::string& out, int indent = -1) : out_(out), indent_(indent) {}
  // Goes on within so many open maps and lists that hold something already: a value begins with its comma.
  static JsonText within(std::string& out, int indent, std::size_t depth) {
    JsonText text(out, indent);
    text.depth_ = depth;
    text.filled_ = ~std::uint64_t{0};
    return text;
  }

  JsonText& open() { return enter('{'); }
  JsonText& close() { return leave('}'); }
  JsonText& open_list() { return enter('['); }
  JsonText& close_list() { return leave(']'); }
  JsonText& key(std::string_view name);

  JsonText& null();
  JsonText& truth(bool value);
  JsonText& whole(std::int64_t value);
  JsonText& text(std::string_view value);
  JsonText& value(const Json& tree);
  JsonText& texts(const std::vector<std::string>& values);

  // A member and its value. Absent is null, and `text_or_null` takes an empty text for absent.
  JsonText& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonText& whole(std::string_view name, std::int64_t value) { return key(name).whole(value); }
  JsonText& truth(std::string_view name, bool value) { return key(name).truth(value); }
  JsonText& null(std::string_view name) { return key(name).null(); }
  JsonText& value(std::string_view name, const Json& tree) { return key(name).value(tree); }
  JsonText& texts(std::string_view name, const std::vector<std::string>& values) { return key(name).texts(values); }
  JsonText& text_or_null(std::string_view name, std::string_view value) {
    return value.empty() ? null(name) : text(name, value);
  }
  JsonText& or_null(std::string_view name, const std::optional<std::int64_t>& value) {
    return value ? whole(name, *value) : null(name);
  }
  JsonText& or_null(std::string_view name, const std::optional<Date>& value) {
    return value ? text(name, format(*value)) : null(name);
  }
  JsonText& or_null(std::string_view name, const std::optional<std::string>& value) {
    return value ? text(name, *value) : null(name);
  }

 private:
  JsonText& enter(char bracket);
  JsonText& leave(char bracket);
  void begin_value();
  void new_line();
  std::string& out_;
  int indent_;
  std::size_t depth_ = 0;     // of open maps and lists; at most 64
  std::uint64_t filled_ = 0;  // a bit for each: it has something in it
  bool after_key_ = false;
};

}  // namespace probation::render
