#include "render/unified_diff.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/safe_text.hpp"

namespace probation::render {
namespace {

constexpr std::size_t context = 3;
constexpr std::size_t most_compared = 4'000'000;  // pairs of lines; above it the middle is shown as one replacement

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find('\n', i), text.size() - 1);
    lines.push_back(text.substr(i, end + 1 - i));
    i = end + 1;
  }
  return lines;
}

struct Line {
  char sign;
  std::string_view text;
};

// Both files as one: lines kept, taken away and added, the ones taken away before those that replace them.
std::vector<Line> merged(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail + head < a.size() && tail + head < b.size() && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::size_t n = a.size() - head - tail, m = b.size() - head - tail;
  std::vector<Line> out;
  for (std::size_t i = 0; i < head; ++i) out.push_back({' ', a[i]});
  if ((n + 1) * (m + 1) <= most_compared) {
    // The longest run of lines in common from each pair of lines on.
    std::vector<std::size_t> common((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return common[i * (m + 1) + j]; };
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t j = m; j-- > 0;)
        at(i, j) = a[head + i] == b[head + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    for (std::size_t i = 0, j = 0; i < n || j < m;) {
      if (i < n && j < m && a[head + i] == b[head + j]) {
        out.push_back({' ', a[head + i]});
        ++i;
        ++j;
      } else if (i < n && (j == m || at(i + 1, j) >= at(i, j + 1))) {
        out.push_back({'-', a[head + i++]});
      } else {
        out.push_back({'+', b[head + j++]});
      }
    }
  } else {
    for (std::size_t i = 0; i < n; ++i) out.push_back({'-', a[head + i]});
    for (std::size_t j = 0; j < m; ++j) out.push_back({'+', b[head + j]});
  }
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) out.push_back({' ', a[i]});
  return out;
}

std::string range(std::size_t before, std::size_t count) {
  return fmt::format("{},{}", count == 0 ? before : before + 1, count);
}

}  // namespace

std::string unified_diff(const std::string& file, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Line> lines = merged(lines_of(before), lines_of(after));
  const std::string name = safe_text(file);
  std::string out = fmt::format("--- {}\n+++ {}\n", before.empty() ? "/dev/null" : name, name);
  std::size_t old_lines = 0, new_lines = 0, counted = 0;  // of the lines before `counted`
  const auto count_to = [&](std::size_t end) {
    for (; counted < end; ++counted) {
      old_lines += lines[counted].sign != '+' ? 1 : 0;
      new_lines += lines[counted].sign != '-' ? 1 : 0;
    }
  };
  const auto next_change = [&](std::size_t from) {
    while (from < lines.size() && lines[from].sign == ' ') ++from;
    return from;
  };
  for (std::size_t change = next_change(0); change < lines.size();) {
    const std::size_t begin = change > context ? change - context : 0;
    std::size_t end = change;  // past the last change that lies near enough to share a hunk
    for (std::size_t near = change; near < lines.size() && near <= end + 2 * context; near = next_change(end))
      end = near + 1;
    const std::size_t last = std::min(end + context, lines.size());
    count_to(begin);
    const std::size_t old_begin = old_lines, new_begin = new_lines;
    count_to(last);
    out += fmt::format("@@ -{} +{} @@\n", range(old_begin, old_lines - old_begin),
                       range(new_begin, new_lines - new_begin));
    for (std::size_t i = begin; i < last; ++i) {
      (out += lines[i].sign) += lines[i].text;
      if (!lines[i].text.ends_with('\n')) out += "\n\\ No newline at end of file\n";
    }
    change = next_change(last);
  }
  return out;
}

}  // namespace probation::render
