#include "document/line_index.hpp"

#include <string>

#include "base/column.hpp"
#include "document/decode.hpp"
#include "model/files.hpp"
#include "rules/hidden_text.hpp"
#include "unit/catch.hpp"

namespace probation {

using document::LineAround;
using document::LineIndex;

namespace {

// A case whose contacts stand on one line, each with a text that only its own excerpt may show.
std::string on_one_line(int contacts, const std::string& text) {
  std::string file = "schema: case/1\ncrn: X700001\ncontacts: [";
  for (int i = 0; i < contacts; ++i)
    file += (i == 0 ? "" : ", ") + std::string("{id: C") + std::to_string(i + 1) +
            ", date: 2025-02-37, reason: " + text + ", supersedes: C9}";
  return file + "]\n";
}

rules::Finding found_at(LineIndex& lines, std::uint32_t line, std::uint32_t column) {
  rules::Finding finding;
  finding.location.line = line;
  finding.location.column = column;
  const LineAround around = lines.around(line, column);
  finding.location.excerpt = around.text;
  finding.location.excerpt_skips = around.skipped;
  finding.location.excerpt_goes_on = around.goes_on;
  return finding;
}

}  // namespace

TEST_CASE("A short line is shown whole, of a long one what stands near") {
  const std::string text = "a: 1\r\n" + std::string(5000, 'x') + "é" + std::string(5000, 'y');
  LineIndex lines(text, 0, 1);
  CHECK(lines.around(1, 4).text.view() == "a: 1");
  CHECK(lines.around(1, 4).skipped == 0);
  CHECK_FALSE(lines.around(1, 4).goes_on);
  const LineAround first = lines.around(2, 1);
  CHECK(first.skipped == 0);
  CHECK(first.goes_on);
  CHECK(first.text.view() == std::string(1536, 'x'));
  const LineAround middle = lines.around(2, 5002);
  CHECK(middle.skipped == 4489);
  CHECK(middle.text.view() == std::string(511, 'x') + "é" + std::string(1024, 'y'));
  const LineAround last = lines.around(2, 10001);
  CHECK(last.text.view() == std::string(513, 'y'));
  CHECK_FALSE(last.goes_on);
  CHECK(lines.around(3, 1).text.empty());
}

TEST_CASE("Where a value ends is the same asked once or again, from the index or from the text") {
  const std::string text = on_one_line(200, "\"é, told\"");
  LineIndex lines(text, 0, 1);
  for (int again = 0; again < 2; ++again)
    for (std::uint32_t column = 11; column < 3000; column += 7) {
      const auto from =
          *document::start_of_line(text, 3) + offset_of_column(text.substr(*document::start_of_line(text, 3)), column);
      const auto expected = document::extent_of_value(text, from, 3, column);
      const auto extent = lines.value_at(3, column);
      REQUIRE(extent);
      CHECK(extent->from == from);
      CHECK(extent->until == expected.until);
      CHECK(extent->end_line == expected.end_line);
      CHECK(extent->end_column == expected.end_column);
    }
}

TEST_CASE("What is shown of a long line holds no text of another entry") {
  for (const std::string secret :
       {"\"SECRET, told\"", "'SECRET: it''s told'", "SECRET told here", "\"SECRET # told\""}) {
    const std::string text = on_one_line(300, secret);
    FileContent content;
    const document::Decoded read = document::decode({text, 1}, file_kinds(), &content);
    REQUIRE(read.hidden.size() >= 300);
    LineIndex lines(text, 0, 1);
    const std::string line(text, *document::start_of_line(text, 3));
    std::size_t at = 0, places = 0;
    while ((at = line.find("date: ", at)) != std::string::npos) {
      at += 6;
      rules::Finding finding = found_at(lines, 3, static_cast<std::uint32_t>(at) + 1);
      const std::string before(finding.location.excerpt.view());
      CHECK(before.find("SECRET") != std::string::npos);
      hide_other_text(finding, read.hidden, true);
      const std::string shown(finding.location.excerpt.view());
      CHECK(shown.find("SECRET") == std::string::npos);
      CHECK(shown.find("told") == std::string::npos);
      // The member itself stays, in its column.
      CHECK(shown.substr(offset_of_column(shown, static_cast<std::uint32_t>(at) + 1 - finding.location.excerpt_skips),
                         10) == "2025-02-37");
      ++places;
    }
    CHECK(places == 300);
  }
}

TEST_CASE("Of a long line what may be a comment is not shown") {
  const std::string text = on_one_line(300, "x");
  const std::string with_comment = text.substr(0, text.size() - 1) + " # SECRET told\n";
  FileContent content;
  const document::Decoded read = document::decode({with_comment, 1}, file_kinds(), &content);
  LineIndex lines(with_comment, 0, 1);
  const std::string line(with_comment, *document::start_of_line(with_comment, 3));
  rules::Finding finding = found_at(lines, 3, static_cast<std::uint32_t>(line.rfind("date: ")) + 7);
  CHECK(finding.location.excerpt.view().find("SECRET") != std::string::npos);
  hide_other_text(finding, read.hidden, true);
  CHECK(finding.location.excerpt.view().find("SECRET") == std::string::npos);
}

}  // namespace probation
