#include "render/json_text.hpp"

#include <iterator>

#include <fmt/format.h>

namespace probation::render {

void JsonText::new_line() {
  if (indent_ < 0) return;
  out_ += '\n';
  out_.append(static_cast<std::size_t>(indent_) * depth_, ' ');
}

void JsonText::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  const std::uint64_t bit = std::uint64_t{1} << (depth_ - 1);
  if ((filled_ & bit) != 0) out_ += ',';
  filled_ |= bit;
  new_line();
}

JsonText& JsonText::key(MemberName name) {
  begin_value();
  out_ += '"';
  out_ += name.text;
  out_.append(indent_ < 0 ? "\":" : "\": ", indent_ < 0 ? 2 : 3);
  after_key_ = true;
  return *this;
}

JsonText& JsonText::key_of_data(std::string_view name) {
  begin_value();
  append_json_text(out_, name);
  out_.append(indent_ < 0 ? ":" : ": ", indent_ < 0 ? 1 : 2);
  after_key_ = true;
  return *this;
}

JsonText& JsonText::enter(char bracket) {
  begin_value();
  out_ += bracket;
  ++depth_;
  filled_ &= ~(std::uint64_t{1} << (depth_ - 1));
  return *this;
}

JsonText& JsonText::leave(char bracket) {
  const bool filled = (filled_ >> (depth_ - 1) & 1U) != 0;
  --depth_;
  if (filled) new_line();
  out_ += bracket;
  return *this;
}

JsonText& JsonText::null() {
  begin_value();
  out_ += "null";
  return *this;
}

JsonText& JsonText::truth(bool value) {
  begin_value();
  out_ += value ? "true" : "false";
  return *this;
}

JsonText& JsonText::whole(std::int64_t value) {
  begin_value();
  const fmt::format_int digits(value);
  out_.append(digits.data(), digits.size());
  return *this;
}

JsonText& JsonText::text(std::string_view value) {
  begin_value();
  append_json_text(out_, value);
  return *this;
}

JsonText& JsonText::value(const Json& tree) {
  begin_value();
  tree.append_to(out_, indent_, static_cast<int>(depth_));
  return *this;
}

JsonText& JsonText::texts(const std::vector<std::string>& values) {
  open_list();
  for (const std::string& one : values) text(one);
  return close_list();
}

}  // namespace probation::render
