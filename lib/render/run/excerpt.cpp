#include "render/run/excerpt.hpp"

#include <algorithm>

#include "base/column.hpp"

namespace probation::render {
Marked marked(const rules::Location& location) {
  const std::string_view line = location.excerpt;
  const auto offset = [&](std::uint32_t column) {
    return offset_of_column(line, column > location.excerpt_skips ? column - location.excerpt_skips : 1);
  };
  const std::size_t from = std::min(offset(location.column), line.size());
  const std::size_t end = location.end_line == location.line ? offset(location.end_column) : line.size();
  const std::size_t to = std::min(std::max(end, from + 1), line.size());
  return {line.substr(0, from), line.substr(from, to - from), line.substr(to)};
}

}  // namespace probation::render
