// What an excerpt hides, to the character: the text of another member, all its lines and no more, and what may be a
// comment. Worked out by hand, on the last character and the one beside it.
#include "rules/hidden_text.hpp"

#include "unit/catch.hpp"

using namespace probation;
using document::HiddenSpan;

namespace {

// Asked for the excerpt of another member, one that begins in no column.
std::string shown(const std::string& line, std::uint32_t number, const HiddenSpan& span) {
  return rules::without_hidden(line, number, 0, std::vector{span});
}
// A value that begins in the column given of line 4, with what follows it.
std::string one_line(const std::string& line, std::uint32_t column, std::uint32_t next_column = 0) {
  return shown(line, 4, {4, column, next_column == 0 ? 5U : 4U, next_column == 0 ? 1U : next_column});
}

rules::Finding found(const std::string& excerpt, std::uint32_t line, std::uint32_t column) {
  rules::Finding finding;
  finding.location.line = line;
  finding.location.column = column;
  finding.location.excerpt = SharedText(std::string(excerpt));
  return finding;
}
std::string cleaned(rules::Finding finding, const std::vector<HiddenSpan>& hidden, bool comments = true) {
  hide_other_text(finding, hidden, comments);
  return std::string(finding.location.excerpt.view());
}
// Of a long line, from the character after `skips` on.
std::string cut(const std::string& excerpt, std::uint32_t column, std::uint32_t skips,
                const std::vector<HiddenSpan>& hidden, bool goes_on = true) {
  rules::Finding finding = found(excerpt, 4, column);
  finding.location.excerpt_skips = skips;
  finding.location.excerpt_goes_on = goes_on;
  return cleaned(finding, hidden);
}

}  // namespace

TEST_CASE("A plain text is hidden to the end of its line, in brackets to the mark that ends it") {
  CHECK(one_line("reason: told, me", 9) == "reason: …       ");
  CHECK(one_line("- {reason: told me, id: C1}", 12) == "- {reason: …      , id: C1}");
  CHECK(one_line("- [told me]", 4) == "- […      ]");
  CHECK(one_line("- {id: C1}: told, me", 13) == "- {id: C1}: …       ");
  CHECK(one_line("- {reason: told", 12) == "- {reason: …   ");
  CHECK(one_line("- {reason: x, id: C1}", 12) == "- {reason: …, id: C1}");
  CHECK(one_line("reason: ", 9) == "reason: ");
  CHECK(shown("told me", 4, {4, 1, 4, 6}) == "…    me");
}

TEST_CASE("A quoted text is hidden with its quotes, whatever it escapes") {
  CHECK(one_line(R"({a: "b, \"c", d: 1})", 5) == "{a: …       , d: 1}");
  CHECK(one_line("{a: 'b, it''s', d: 1}", 5) == "{a: …         , d: 1}");
  CHECK(one_line("a: 'b'", 4) == "a: …  ");
  CHECK(one_line("a: 'b'''", 4) == "a: …    ");
  CHECK(one_line("a: '", 4) == "a: …");
  CHECK(one_line("a: \"told", 4) == "a: …    ");
  CHECK(one_line("a: \"told\\", 4) == "a: …     ");
  CHECK(one_line("a: \"b\" # c", 4) == "a: …   # c");
}

TEST_CASE("What follows on the same line is not hidden") {
  CHECK(one_line("reason: told me date: 1", 9, 17) == "reason: …       date: 1");
  CHECK(one_line("{a: b c, d: 1}", 5, 10) == "{a: …  , d: 1}");
}

TEST_CASE("A text of several lines is hidden from its first line up to the next key, and nothing beside it") {
  const HiddenSpan span{4, 9, 7, 3};
  CHECK(shown("reason: x", 3, span) == "reason: x");
  CHECK(shown("reason: told", 4, span) == "reason: …   ");
  CHECK(shown("   me more  ", 5, span) == "   …        ");
  CHECK(shown("   ", 5, span) == "   ");
  CHECK(shown("me", 6, span) == "… ");
  CHECK(shown("  date: 1", 7, span) == "  date: 1");
  CHECK(shown(" }date: 1", 7, {4, 9, 7, 3}) == " …date: 1");
  CHECK(shown("me\", date: 1", 7, {4, 9, 7, 6}) == "…    date: 1");
  CHECK(shown("- {date: 1", 7, {4, 9, 7, 4}) == "- {date: 1");
  CHECK(shown("date: 1", 8, span) == "date: 1");
}

TEST_CASE("A text after which nothing follows is hidden to the end of the file") {
  CHECK(shown("told", 900, {4, 9, 0, 0}) == "…   ");
  CHECK(shown("told", 3, {4, 9, 0, 0}) == "told");
}

TEST_CASE("A member shows its own text, unless that was refused") {
  const auto own = [](std::uint32_t line, std::uint32_t column, bool refused) {
    return rules::without_hidden("reason: told", line, column, std::vector{HiddenSpan{4, 9, 5, 1, refused}});
  };
  CHECK(own(4, 9, false) == "reason: told");
  CHECK(own(4, 9, true) == "reason: …   ");
  CHECK(own(4, 1, false) == "reason: …   ");
}

TEST_CASE("Columns are characters, and what is not text of one encoding is left to its reader") {
  CHECK(one_line("é: tôld, ñ", 4) == "é: …      ");
  CHECK(one_line("\xE9: told", 4) == "\xE9: told");
}

TEST_CASE("A comment is hidden, a # in quotes is none") {
  const auto comment = [](const std::string& line) { return cleaned(found(line, 4, 1), {}); };
  CHECK(comment("date: 1 # told") == "date: 1 # …");
  CHECK(comment("# told") == "# …");
  CHECK(comment("a#b: 1") == "a#b: 1");
  CHECK(comment("a: \"x # y\" # told") == "a: \"x # y\" # …");
  CHECK(comment("a: 'x # y'") == "a: 'x # y'");
  CHECK(comment("'x # y': 1") == "'x # y': 1");
  CHECK(comment("- \"x # y\"") == "- \"x # y\"");
  CHECK(comment("a: it's # told") == "a: it's # …");
  CHECK(comment("a: 1") == "a: 1");
  CHECK(cleaned(found("date: 1 # told", 4, 1), {}, false) == "date: 1 # told");
}

TEST_CASE("Only the file of the finding is known, so only its excerpts are cleaned") {
  const HiddenSpan span{4, 9, 5, 1};
  rules::Finding finding = found("reason: told", 4, 1);
  finding.related.push_back(finding.location);
  finding.related.push_back(finding.location);
  finding.related[1].file = SharedText(std::string("other.yaml"));
  hide_other_text(finding, std::vector{span}, false);
  CHECK(finding.location.excerpt.view() == "reason: …   ");
  CHECK(finding.related[0].excerpt.view() == "reason: …   ");
  CHECK(finding.related[1].excerpt.view() == "reason: told");
}

TEST_CASE("Of a line that is cut a text is hidden up to the next member, wherever it began") {
  // Characters 11 to 20 of a longer line: "told, d: 1".
  CHECK(cut("told, d: 1", 20, 10, {{4, 3, 4, 17}}) == "…     d: 1");
  CHECK(cut("told, d: 1", 20, 10, {{4, 11, 4, 17}}) == "…     d: 1");
  CHECK(cut("told, d: 1", 20, 10, {{4, 12, 4, 17}}) == "t…    d: 1");
  CHECK(cut("told, d: 1", 20, 10, {{2, 3, 4, 17}}) == "…     d: 1");
  CHECK(cut("told, d: 1", 11, 10, {{4, 17, 0, 0}}) == "told, …   ");
  CHECK(cut("told, d: 1", 11, 10, {{4, 17, 6, 1}}) == "told, …   ");
  CHECK(cut("told, d: 1", 20, 10, {{2, 3, 6, 1}}) == "…         ");
  // Over before the line, or behind it.
  CHECK(cut("told, d: 1", 20, 10, {{2, 3, 3, 1}}) == "told, d: 1");
  CHECK(cut("told, d: 1", 20, 10, {{5, 3, 6, 1}}) == "told, d: 1");
  // Its own text it shows, where that was not refused; that of another line in the same column it does not.
  CHECK(cut("told, d: 1", 11, 10, {{4, 11, 4, 17}}) == "told, d: 1");
  CHECK(cut("told, d: 1", 11, 10, {{4, 11, 4, 17, true}}) == "…     d: 1");
  CHECK(cut("told, d: 1", 11, 10, {{3, 11, 4, 17}}) == "…     d: 1");
  // Cut on one side only.
  CHECK(cut("told, d: 1", 7, 0, {{4, 1, 4, 7}}) == "…     d: 1");
  CHECK(cut("told, d: 1", 20, 1, {{4, 2, 4, 8}}, false) == "…     d: 1");
}

TEST_CASE("Of a line that is cut a comment is hidden behind the member, a # within a word is none") {
  CHECK(cut("d: 1 # told", 11, 10, {}) == "d: 1 # …");
  CHECK(cut("d: 1\t# told", 11, 10, {}) == "d: 1\t# …");
  CHECK(cut("d: 1#2 # told", 11, 10, {}) == "d: 1#2 # …");
  CHECK(cut("# d: 1", 11, 10, {}) == "# d: 1");
}
