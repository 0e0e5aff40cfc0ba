#include "document/line_index.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

namespace probation::document {
std::optional<std::size_t> start_of_line(std::string_view text, std::uint32_t line) {
  std::size_t start = 0;
  for (std::uint32_t n = 1; n < line; ++n) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return std::nullopt;
    ++start;
  }
  return start;
}

std::size_t after_characters(std::string_view text, std::size_t from, std::uint32_t characters) {
  constexpr std::uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
  const auto continues = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
  // Eight letters of ASCII together, as nearly all are.
  for (; characters > 8 && from + 8 <= text.size(); characters -= 8, from += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + from, 8);
    const std::uint64_t breaks = word ^ (ones * '\n');
    if (((word | ((breaks - ones) & ~breaks)) & highs) != 0) break;
  }
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
    if (all_found_) return std::nullopt;
    const std::size_t end = text_.find('\n', starts_.back());
    all_found_ = end == std::string_view::npos;
    if (!all_found_) starts_.push_back(end + 1);
  }
  return starts_[number - first_line_];
}

std::size_t LineIndex::end(std::uint32_t number) {
  const auto next = start(number + 1);
  const std::size_t end = next ? *next - 1 : text_.size();
  return end > 0 && text_[end - 1] == '\r' && end > start(number) ? end - 1 : end;
}

LineAround LineIndex::around(std::uint32_t number, std::uint32_t column) {
  constexpr std::size_t long_line = 4096;
  constexpr std::uint32_t before = 512, behind = 1024;  // characters; more than any output shows
  const auto begin = start(number);
  if (!begin) return {};
  const std::size_t stop = end(number);
  if (stop - *begin <= long_line) {
    const auto [shown, fresh] = shown_.try_emplace(number);
    if (fresh) shown->second = SharedText(std::string(text_.substr(*begin, stop - *begin)));
    return {shown->second};
  }
  LineAround line;
  line.skipped = column > before ? column - 1 - before : 0;
  const std::size_t from = std::min(*at(number, line.skipped + 1), stop);
  const std::size_t to = std::min(after_characters(text_, from, before + behind), stop);
  line.text = SharedText(std::string(text_.substr(from, to - from)));
  line.goes_on = to < stop;
  return line;
}

std::optional<ValueExtent> LineIndex::value_at(std::uint32_t number, std::uint32_t column) {
  constexpr std::size_t long_value = 4096;
  const auto from = at(number, column);
  if (!from) return std::nullopt;
  if (!long_values_.empty())
    if (const auto known = long_values_.find(*from); known != long_values_.end()) return known->second;
  const ValueExtent extent = extent_of_value(text_, *from, number, column);
  if (extent.until - extent.from > long_value) long_values_.emplace(*from, extent);
  return extent;
}

}  // namespace probation::document
