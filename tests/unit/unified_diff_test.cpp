// A difference is right when a patch made of it turns the first text into the second; and small when changes far apart
// are hunks of their own.
#include "render/unified_diff.hpp"

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "unit/catch.hpp"

using probation::render::unified_diff;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::string line;
  for (const char c : text) {
    line += c;
    if (c == '\n') lines.push_back(std::exchange(line, {}));
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

// What `patch` does, and strictly: every kept and removed line has to be where the hunk says.
std::string patched(const std::string& before, const std::string& diff) {
  const std::vector<std::string> old = lines_of(before);
  std::vector<std::string> rows = lines_of(diff);
  for (std::size_t i = 1; i < rows.size(); ++i)
    if (rows[i].starts_with("\\ No newline")) rows[i - 1].pop_back();
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 2; i < rows.size();) {
    std::size_t from = 0, count = 0, to = 0, added = 0;
    REQUIRE(std::sscanf(rows[i].c_str(), "@@ -%zu,%zu +%zu,%zu @@", &from, &count, &to, &added) == 4);
    const std::size_t begin = count == 0 ? from : from - 1;
    while (at < begin) out += old.at(at++);
    CHECK(static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n')) == (added == 0 ? to : to - 1));
    for (++i; i < rows.size() && !rows[i].starts_with("@@"); ++i) {
      if (rows[i].starts_with("\\")) continue;
      const std::string text = rows[i].substr(1);
      if (rows[i][0] != '+') {
        REQUIRE(old.at(at) == text);
        ++at;
      } else {
        --added;
      }
      if (rows[i][0] != '-') out += text;
      if (rows[i][0] == ' ') --added;
      if (rows[i][0] != '+') --count;
    }
    CHECK(count == 0);
    CHECK(added == 0);
  }
  while (at < old.size()) out += old[at++];
  return out;
}

}  // namespace

TEST_CASE("A patch made of a difference turns the one text into the other") {
  std::mt19937_64 draw(20250312);
  for (int round = 0; round < 400; ++round) {
    const auto text = [&](std::size_t most) {
      std::string out;
      for (std::size_t i = draw() % most; i > 0; --i) out += std::string(1, static_cast<char>('a' + draw() % 6)) + "\n";
      if (draw() % 4 == 0) out += "no end";
      return out;
    };
    const std::string before = text(40);
    std::vector<std::string> changed = lines_of(before);
    for (std::size_t i = draw() % 4; i > 0 && !changed.empty(); --i) {
      const auto at = changed.begin() + static_cast<std::ptrdiff_t>(draw() % changed.size());
      if (draw() % 2 == 0 && std::next(at) != changed.end()) changed.erase(at);
      else changed.insert(at, "new\n");
    }
    std::string after = draw() % 5 == 0 ? text(40) : std::string{};
    if (after.empty())
      for (const std::string& line : changed) after += line;
    const std::string diff = unified_diff("f", before, after);
    INFO(diff);
    CHECK(patched(before, diff.empty() ? "--- f\n+++ f\n" : diff) == after);
    CHECK(diff.empty() == (before == after));
  }
}

TEST_CASE("Changes far apart are hunks of their own, with three lines around them") {
  std::string before, after;
  for (int i = 1; i <= 20; ++i) {
    before += "line " + std::to_string(i) + "\n";
    after += i == 4 ? "line four\n" : "line " + std::to_string(i) + "\n";
    if (i == 15) after += "between\n";
  }
  CHECK(unified_diff("f.yaml", before, after) ==
        "--- f.yaml\n+++ f.yaml\n@@ -1,7 +1,7 @@\n line 1\n line 2\n line 3\n-line 4\n+line four\n line 5\n line 6\n "
        "line 7\n"
        "@@ -13,6 +13,7 @@\n line 13\n line 14\n line 15\n+between\n line 16\n line 17\n line 18\n");
  CHECK(unified_diff("f.yaml", "", "a\n") == "--- /dev/null\n+++ f.yaml\n@@ -0,0 +1,1 @@\n+a\n");
  CHECK(unified_diff("f.yaml", before, before).empty());
}
