// Whether a document is of limited access. It fails closed: absent, null and an unquoted false mean no; anything else
// under the key, and anything but that under a key near enough to it, means yes.
#pragma once
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "document/events.hpp"

namespace probation::document {

class LimitedMark {
 public:
  static constexpr std::string_view key = "limited_access";
  // A key of the document, at whatever depth: one that slipped in too far still says what it says.
  void meet_known_key(std::string_view text) { is_next_ = text.size() == key.size() && text == key; }
  // In capitals, cut short or gone on with it says what it says: whatever it would be suggested for.
  void meet_unknown_key(std::string_view text) { is_next_ = is_near(text); }
  static bool is_near(std::string_view text) {
    static constexpr std::array<std::string_view, 1> known{key};
    constexpr std::size_t shortest = 4;
    return text.size() >= shortest && may_be_near(text) && nearest(lower_case(text), known).has_value();
  }
  // The value that follows.
  void meet_value(const Event& value) {
    if (!is_next_) return;
    is_next_ = false;
    const bool says_no = value.kind == Event::Kind::scalar && (value.null || (value.plain && value.text == "false")) &&
                         !value.tagged && !value.anchored;
    is_limited_ = is_limited_ || !says_no;
  }
  [[nodiscard]] bool is_limited() const { return is_limited_; }

 private:
  // False for nearly every other key: so many of its letters are none of this one's that no slips make up for them, and
  // it does not begin as this one does.
  static bool may_be_near(std::string_view text) {
    constexpr std::size_t most_slips = 3;
    if ((text.front() | 0x20) == key.front()) return true;
    std::size_t strange = 0;
    for (const char c : text) strange += key.find(static_cast<char>(c | 0x20)) == std::string_view::npos && c != '_';
    return strange <= most_slips;
  }
  bool is_next_ = false;
  bool is_limited_ = false;
};

}  // namespace probation::document
