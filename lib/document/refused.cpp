#include "document/refused.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation::document {
namespace {

constexpr std::size_t longest_slip = 40;

bool is_one_word(std::string_view text) {
  return !text.empty() && text.size() <= longest_slip && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("_-:/.+").find(c) != std::string_view::npos;
  });
}

}  // namespace

bool may_be_slip(std::string_view text, Wanted wanted, std::span<const std::string_view> known) {
  const bool is_like_nothing = wanted == Wanted::word && known.empty();
  if (wanted == Wanted::nothing || is_like_nothing || !is_one_word(text)) return false;
  if (wanted == Wanted::any) return true;
  if (wanted == Wanted::word) return nearest(text, known).has_value();
  const auto figures = std::count_if(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || std::string_view("-:/.+").find(c) != std::string_view::npos;
  });
  return static_cast<std::size_t>(figures) * 2 > text.size();
}

std::string value_in_words(std::string_view text, bool is_shown) {
  if (is_shown) return fmt::format("`{}`", text);
  const std::size_t characters = first_invalid_utf8(text) ? text.size() : count_characters(text);
  return fmt::format("a text of {}", counted(static_cast<long long>(characters), "character"));
}

bool mentions_limits(std::string_view text) {
  static constexpr std::string_view word = "limited";
  return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         }) != text.end();
}

}  // namespace probation::document
