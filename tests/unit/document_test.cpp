#include <algorithm>
#include <array>
#include <optional>
#include <random>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "model/files.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

struct Read {
  document::Decoded decoded;
  FileContent content;
  [[nodiscard]] std::string said() const {
    std::string all;
    for (const auto& p : decoded.problems)
      all += p.rule + "@" + std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " ";
    return all;
  }
};

Read read(std::string_view text) {
  Read r;
  r.decoded = document::decode({text, 1}, file_kinds(), &r.content);
  return r;
}

}  // namespace

TEST_CASE("A value knows its line, column and pointer, wherever schema stands") {
  const Read r = read("crn: X123456\norders:\n  - id: O1\n    end_date: 2026-01-12\nschema: case/1\n");
  REQUIRE(r.said().empty());
  const auto& file = std::get<CaseFile>(r.content);
  const Place place = file.orders[0].end_date.place;
  CHECK(place.line == 4);
  CHECK(place.column == 15);
  CHECK(r.decoded.places.pointer(place.node) == "/orders/0/end_date");
  CHECK(r.decoded.places.section(place.node) == "orders");
}

TEST_CASE("Columns count characters, not bytes") {
  const Read r =
      read("schema: case/1\ncrn: X123456\nplan:\n  objectives: [{id: G1, text: \"Cynllun – ŵyn\", status: nope}]\n");
  CHECK(r.said() == "DOC103@4:56 ");
}

TEST_CASE("An absent list is not an empty one, and null is absent") {
  const auto file =
      std::get<CaseFile>(read("schema: case/1\ncrn: X123456\ncontacts: []\nreviews: ~\nflags: null\n").content);
  CHECK(file.contacts.recorded);
  CHECK_FALSE(file.reviews.recorded);
  CHECK_FALSE(file.flags.recorded);
  CHECK_FALSE(file.enforcement.recorded);
}

TEST_CASE("Numbers are plain decimals") {
  for (const char* bad :
       {"012", "0x14", "1e3", "20.0", "+20", "\"20\"", "1_000", "-1", "twenty", "99999999999999999999"}) {
    INFO(bad);
    CHECK(read("schema: case/1\ncrn: X123456\norders: [{id: O1, requirements: [{id: R1, type: rehabilitation_activity, "
               "max_days: " +
               std::string(bad) + "}]}]\n")
              .said()
              .starts_with("DOC103"));
  }
  CHECK(read("schema: case/1\ncrn: X123456\norders: [{id: O1, requirements: [{id: R1, type: rehabilitation_activity, "
             "max_days: 20}]}]\n")
            .said()
            .empty());
}

TEST_CASE("What does not decode marks its section and leaves the rest to be judged") {
  const Read r =
      read("schema: case/1\ncrn: X123456\ncontacts:\n  - {id: C1, date: 2026-02-30, type: other}\norders: []\n");
  CHECK(r.decoded.readable);
  CHECK(r.decoded.broken_sections == std::vector<std::string>{"contacts"});
}

TEST_CASE("A stream is cut at its document marks and keeps its line numbers") {
  const auto slices = document::split_stream("# first\n---\na: 1\n---\nb: |\n  --- not a mark\n...\n");
  REQUIRE(slices.size() == 2);
  CHECK(slices[0].first_line == 1);
  CHECK(slices[1].first_line == 4);
  CHECK(document::split_stream("").size() == 1);
  CHECK(document::split_ndjson("{}\n\n{}\n").size() == 2);
  CHECK(document::split_ndjson("{}\n\n{}\n")[1].first_line == 3);
}

TEST_CASE("Nesting and tabs are refused before the parser; brackets in text are none") {
  CHECK(document::check_layout("a: " + std::string(65, '['), 1)->rule == "DOC005");
  CHECK_FALSE(document::check_layout("a: " + std::string(64, '['), 1));
  CHECK_FALSE(document::check_layout(
      "a: |\n  " + std::string(500, '[') + "\nb: \"" + std::string(500, '{') + "\"\n# " + std::string(500, '[') + "\n",
      1));
  std::string notes;
  for (int i = 0; i < 70; ++i) notes += "n" + std::to_string(i) + ": asked twice, [no answer - [left a note, {late\n";
  CHECK_FALSE(document::check_layout(notes, 1));
  CHECK(document::check_layout("a:\n\tb: 1\n", 1)->rule == "DOC001");
  CHECK_FALSE(document::check_layout("{\n\t\"a\": 1\n}\n", 1));
}

TEST_CASE("Invalid UTF-8 is found at its byte") {
  CHECK(first_invalid_utf8("ab\xC0\xAF") == 2u);
  CHECK(first_invalid_utf8("\xED\xA0\x80") == 0u);
  CHECK(first_invalid_utf8("ok \xF4\x90\x80\x80") == 3u);
  CHECK(first_invalid_utf8("\xE2\x82") == 0u);
  CHECK_FALSE(first_invalid_utf8("ŵ – 😀"));
}

TEST_CASE("The nearest known word is suggested, and nothing far-fetched") {
  const std::string_view known[] = {"end_date", "start_date", "status"};
  CHECK(nearest("end_dte", known) == "end_date");
  CHECK(nearest("satus", known) == "status");
  CHECK_FALSE(nearest("hours", known));
  CHECK(nearest("dat_eend", std::array<std::string_view, 1>{"date_end"}) ==
        "date_end");                   // two neighbours changed places
  CHECK_FALSE(nearest("end", known));  // too short to be cut from
  CHECK(nearest("star", known) == "start_date");
}

// A second way to the same word: all distances by their definition, with nothing left out of account.
TEST_CASE("The nearest of some words is that of fewest edits, among words of any length") {
  const auto edits = [](std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
      for (std::size_t j = 0; j <= b.size(); ++j) {
        d[i][j] = i == 0 ? j : j == 0 ? i : std::min(d[i - 1][j], d[i][j - 1]) + 1;
        if (i == 0 || j == 0) continue;
        d[i][j] = std::min(d[i][j], d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    return d[a.size()][b.size()];
  };
  std::mt19937 random(20261128);
  const auto word = [&] {
    std::string text(random() % 12, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 3);
    return text;
  };
  int near = 0;
  for (int n = 0; n < 20'000; ++n) {
    const std::string asked = word();
    const std::vector<std::string> words{word(), word(), word()};
    const std::vector<std::string_view> known(words.begin(), words.end());
    std::optional<std::string_view> best;
    std::size_t fewest = std::clamp<std::size_t>(asked.size() / 3, 1, 3) + 1;
    for (const std::string_view one : known)
      if (const std::size_t count = edits(asked, one); count < fewest) {
        fewest = count;
        best = one;
      }
    for (const std::string_view one : known)
      if (!best && asked.size() >= 4 && (one.starts_with(asked) || asked.starts_with(one))) best = one;
    const std::optional<std::string_view> found = nearest(asked, known);
    near += found ? 1 : 0;
    REQUIRE((found ? std::string(*found) : "nothing") == (best ? std::string(*best) : "nothing"));
  }
  CHECK(near > 1000);
}

TEST_CASE("Globs match within folders and over them") {
  CHECK(glob_matches("*.yaml", "a.yaml"));
  CHECK_FALSE(glob_matches("*.yaml", "x/a.yaml"));
  CHECK(glob_matches("**/a.yaml", "x/y/a.yaml"));
  CHECK(glob_matches("x/**", "x/y/a.yaml"));
}
