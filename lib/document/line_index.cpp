#include "document/line_index.hpp"

#include <string>

namespace probation::document {
namespace {

std::string_view line_at(std::string_view text, std::size_t start) {
  std::string_view words = text.substr(start, text.find('\n', start) - start);
  if (words.ends_with('\r')) words.remove_suffix(1);
  return words;
}

}  // namespace

std::optional<std::size_t> start_of_line(std::string_view text, std::uint32_t line) {
  std::size_t start = 0;
  for (std::uint32_t n = 1; n < line; ++n) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return std::nullopt;
    ++start;
  }
  return start;
}

std::string_view line_of(std::string_view text, std::uint32_t line) {
  const auto start = start_of_line(text, line);
  return start ? line_at(text, *start) : std::string_view{};
}

std::size_t after_characters(std::string_view text, std::size_t from, std::uint32_t characters) {
  const auto continues = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
  for (; characters > 0 && from < text.size() && text[from] != '\n'; --characters) {
    ++from;
    while (from < text.size() && continues(from)) ++from;
  }
  return from;
}

std::optional<std::size_t> LineIndex::at(std::uint32_t number, std::uint32_t column) {
  constexpr std::uint32_t step = 256;
  const auto begin = start(number);
  if (!begin) return std::nullopt;
  if (column <= step) return after_characters(text_, *begin, column - 1);
  if (long_line_ != number) {
    long_line_ = number;
    columns_.assign(1, *begin);
  }
  const std::size_t wanted = (column - 1) / step;
  while (columns_.size() <= wanted) columns_.push_back(after_characters(text_, columns_.back(), step));
  return after_characters(text_, columns_[wanted], (column - 1) % step);
}

std::optional<std::size_t> LineIndex::start(std::uint32_t number) {
  if (number < first_line_) return start_of_line(text_, number);
  while (starts_.size() <= number - first_line_) {
    const std::size_t end = text_.find('\n', starts_.back());
    if (end == std::string_view::npos) return std::nullopt;
    starts_.push_back(end + 1);
  }
  return starts_[number - first_line_];
}

const SharedText& LineIndex::line(std::uint32_t number) {
  const auto [at, fresh] = shown_.try_emplace(number);
  if (!fresh) return at->second;
  if (const auto begin = start(number)) at->second = SharedText(std::string(line_at(text_, *begin)));
  return at->second;
}

}  // namespace probation::document
