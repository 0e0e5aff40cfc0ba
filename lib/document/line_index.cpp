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

std::string_view line_of(std::string_view text, std::uint32_t line) {
  std::size_t start = 0;
  for (std::uint32_t n = 1; n < line; ++n) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return {};
    ++start;
  }
  return line_at(text, start);
}

std::string_view LineIndex::find(std::uint32_t number) {
  if (number < first_line_) return line_of(text_, number);
  while (starts_.size() <= number - first_line_) {
    const std::size_t end = text_.find('\n', starts_.back());
    if (end == std::string_view::npos) return {};
    starts_.push_back(end + 1);
  }
  return line_at(text_, starts_[number - first_line_]);
}

const SharedText& LineIndex::line(std::uint32_t number) {
  const auto [at, fresh] = shown_.try_emplace(number);
  if (fresh) at->second = SharedText(std::string(find(number)));
  return at->second;
}

}  // namespace probation::document
