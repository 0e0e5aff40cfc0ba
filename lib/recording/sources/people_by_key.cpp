#include "recording/sources/people_by_key.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace probation::recording {
namespace {

constexpr std::uint32_t more_than_one = 0xFFFFFFFF;

// A CRN is a capital letter and six digits.
std::uint32_t packed(std::string_view crn) {
  std::uint32_t digits = 0;
  for (const char c : crn.substr(1)) digits = digits * 10 + static_cast<std::uint32_t>(c - '0');
  return static_cast<std::uint32_t>(crn.front() - 'A') * 1'000'000 + digits;
}

std::string unpacked(std::uint32_t person) {
  if (person == more_than_one) return std::string(PeopleByKey::several);
  return fmt::format("{}{:06}", static_cast<char>('A' + person / 1'000'000), person % 1'000'000);
}

// As a number that is written in one way only: 7, and not 007.
std::optional<std::uint64_t> number_of(std::string_view key) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
  const bool is_whole = error == std::errc{} && end == key.data() + key.size();
  return is_whole && (key.front() != '0' || key.size() == 1) ? std::optional(number) : std::nullopt;
}

}  // namespace

void PeopleByKey::add(std::string_view key, std::string_view crn) {
  const std::uint32_t person = packed(crn);
  if (const auto number = number_of(key)) {
    numbers_.push_back({*number, person});
    return;
  }
  const auto [known, fresh] = others_.emplace(key, person);
  if (!fresh && known->second != person) known->second = more_than_one;
}

void PeopleByKey::finish() {
  std::sort(numbers_.begin(), numbers_.end(),
            [](const Number& a, const Number& b) { return a.key != b.key ? a.key < b.key : a.person < b.person; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const Number& number = numbers_[i];
    if (kept == 0 || numbers_[kept - 1].key != number.key) numbers_[kept++] = number;
    else if (numbers_[kept - 1].person != number.person) numbers_[kept - 1].person = more_than_one;
  }
  numbers_.resize(kept);
  numbers_.shrink_to_fit();
}

std::string PeopleByKey::of(std::string_view key) const {
  if (const auto number = number_of(key)) {
    const auto at = std::lower_bound(numbers_.begin(), numbers_.end(), *number,
                                     [](const Number& a, std::uint64_t wanted) { return a.key < wanted; });
    return at == numbers_.end() || at->key != *number ? std::string{} : unpacked(at->person);
  }
  const auto at = others_.find(std::string(key));
  return at == others_.end() ? std::string{} : unpacked(at->second);
}

}  // namespace probation::recording
