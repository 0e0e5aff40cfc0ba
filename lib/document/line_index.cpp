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
