// A text that is handed on more often than it is made: a line that many findings point at, the title of an act. Copies
// share it, and a constant of the program is only pointed at.
#pragma once
#include <compare>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace probation {

class SharedText {
 public:
  SharedText() = default;
  SharedText(std::string text) {
    if (text.empty()) return;
    auto kept = std::make_shared<const std::string>(std::move(text));
    view_ = *kept;
    kept_ = std::move(kept);
  }
  SharedText(const char* text) : SharedText(std::string(text)) {}
  // Of a text that lives as long as the program.
  static SharedText constant(std::string_view text) {
    SharedText shared;
    shared.view_ = text;
    return shared;
  }
  operator std::string_view() const { return view_; }
  [[nodiscard]] std::string_view view() const { return view_; }
  [[nodiscard]] std::string str() const { return std::string(view_); }
  [[nodiscard]] bool empty() const { return view_.empty(); }
  [[nodiscard]] std::size_t size() const { return view_.size(); }
  void clear() { *this = {}; }
  friend bool operator==(const SharedText& a, const SharedText& b) { return a.view_ == b.view_; }
  friend bool operator==(const SharedText& a, std::string_view b) { return a.view_ == b; }
  friend bool operator==(const SharedText& a, const std::string& b) { return a.view_ == b; }
  friend std::strong_ordering operator<=>(const SharedText& a, const SharedText& b) { return a.view_ <=> b.view_; }
  friend std::string operator+(std::string before, const SharedText& text) { return before.append(text.view_); }

 private:
  std::string_view view_;
  std::shared_ptr<const std::string> kept_;  // nothing: a constant
};

}  // namespace probation

template <>
struct fmt::formatter<probation::SharedText> : fmt::formatter<std::string_view> {
  template <class Context>
  auto format(const probation::SharedText& text, Context& context) const {
    return fmt::formatter<std::string_view>::format(text.view(), context);
  }
};
