// Dates in words, for people who record what happened today. Files never hold a word.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "tools/rar-record/record_command.hpp"

namespace probation::tools {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

std::vector<std::string> all_words() {
  std::vector<std::string> words{"today", "yesterday", "tomorrow"};
  for (const std::string_view day : weekdays) words.emplace_back(day);
  for (const std::string_view day : weekdays) words.push_back(fmt::format("next-{}", day));
  return words;
}

}  // namespace

std::string dated(const std::string& flag, const std::string& value, Date today) {
  std::string word(value);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  if (word == "today") return format(today);
  if (word == "yesterday") return format(today - Days{1});
  if (word == "tomorrow") return format(today + Days{1});
  const int now = static_cast<int>(today.weekday().iso_encoding()) - 1;
  for (std::size_t i = 0; i < weekdays.size(); ++i) {
    const int ahead = (static_cast<int>(i) - now + 7) % 7;
    if (word == weekdays[i]) return format(ahead == 0 ? today : today - Days{7 - ahead});
    if (word == fmt::format("next-{}", weekdays[i])) return format(today + Days{ahead == 0 ? 7 : ahead});
  }
  const bool is_word = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '-';
  }) && word.front() != '-';
  if (!is_word) return value;
  const std::vector<std::string> known = all_words();
  const auto begins =
      std::find_if(known.begin(), known.end(), [&](const std::string& one) { return one.starts_with(word); });
  const std::vector<std::string_view> views(known.begin(), known.end());
  const auto near = begins != known.end() ? std::optional<std::string_view>(*begins) : nearest(word, views);
  throw UsageError{fmt::format(
      "{} {}: not a date{}", flag, value,
      near ? fmt::format("; did you mean {}?", *near) : fmt::format(", YYYY-MM-DD or one of {}", join(known, ", ")))};
}

recording::Words dated(recording::EntryKind kind, recording::Words words, Date today) {
  for (auto& [key, value] : words) {
    const document::Field* field = recording::field_of(recording::shape_of(kind), key);
    if (field == nullptr) continue;
    const document::Type& type = field->type();
    if (type.kind != document::Type::Kind::scalar || type.scalar != document::ScalarKind::date) continue;
    std::string flag = "--" + key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    value = dated(flag, value, today);
  }
  return words;
}

}  // namespace probation::tools
