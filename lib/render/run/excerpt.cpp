#include "render/run/excerpt.hpp"

#include <algorithm>

#include "base/column.hpp"

namespace probation::render {
namespace {

// Where the value that begins at `from` ends on its line: a quoted text, a bracket pair, or a plain word.
std::size_t value_end(std::string_view line, std::size_t from) {
  if (from >= line.size()) return from + 1;
  const char first = line[from];
  if (first == '"' || first == '\'') {
    for (std::size_t i = from + 1; i < line.size(); ++i) {
      if (first == '"' && line[i] == '\\') ++i;
      else if (first == '\'' && line[i] == first && i + 1 < line.size() && line[i + 1] == first)
        ++i;  // '' is one quote
      else if (line[i] == first) return i + 1;
    }
    return line.size();
  }
  if (first == '{' || first == '[') {
    int depth = 0;
    for (std::size_t i = from; i < line.size(); ++i) {
      const char before = line[i - (i > from ? 1 : 0)];
      if ((line[i] == '"' || line[i] == '\'') && std::string_view(" ,:{[").find(before) != std::string_view::npos) {
        i = value_end(line, i) - 1;  // brackets in a quoted text are none
        continue;
      }
      if (line[i] == '{' || line[i] == '[') ++depth;
      if ((line[i] == '}' || line[i] == ']') && --depth == 0) return i + 1;
    }
    return line.size();
  }
  std::size_t end = from;
  while (end < line.size() && line[end] != ',' && line[end] != '}' && line[end] != ']' &&
         !(line[end] == ' ' && end + 1 < line.size() && line[end + 1] == '#') &&
         !(line[end] == ':' && (end + 1 == line.size() || line[end + 1] == ' ')))
    ++end;
  while (end > from + 1 && (line[end - 1] == ' ' || line[end - 1] == '\t')) --end;
  return std::max(end, from + 1);
}

}  // namespace

Marked marked(const rules::Location& location) {
  const std::string_view line = location.excerpt;
  const std::size_t from = offset_of_column(line, location.column);
  const std::size_t to = std::min(value_end(line, from), line.size());
  return {line.substr(0, from), line.substr(from, to - from), line.substr(to)};
}

}  // namespace probation::render
