// Quotes, comments and brackets, followed in one place; and who reads what.
#include "document/lexer.hpp"

#include <string>
#include <vector>

#include "document/limits.hpp"
#include "document/readers.hpp"
#include "unit/catch.hpp"

using namespace probation::document;

namespace {

struct Texts : EventSink {
  std::string all;
  bool on_event(const Event& event) override {
    static constexpr const char* kinds[] = {"{", "}", "[", "]", "", "*"};
    all += kinds[static_cast<int>(event.kind)];
    if (event.kind == Event::Kind::scalar)
      all += event.null ? "null" : event.plain ? std::string(event.text) : "'" + std::string(event.text) + "'";
    all += ' ';
    if (event.mark.line != 0) marks += std::to_string(event.mark.line) + ":" + std::to_string(event.mark.column) + " ";
    return true;
  }
  std::string marks;
};

std::string judged(const std::string& text) {
  Texts texts;
  const auto error = read_events(text, 1, texts);
  return error ? std::to_string(error->mark.line) + ":" + std::to_string(error->mark.column) + " " + error->message
               : texts.all;
}

}  // namespace

TEST_CASE("A quote ends where it is closed, and a comment begins behind a blank") {
  CHECK(end_of_quotes("\"a\\\"b\" c", 0) == 6);
  CHECK(end_of_quotes("'it''s' c", 0) == 7);
  CHECK(end_of_quotes("'it''", 0) == std::string_view::npos);
  CHECK(end_of_quotes("\"a\\", 0) == std::string_view::npos);
  CHECK(begins_comment("# a", 0));
  CHECK(begins_comment("a # b", 2));
  CHECK_FALSE(begins_comment("a# b", 1));
  const std::string flow = "x: [a, 'b]', {c: \"]\"}, # ]\n  d, ] # e";
  const auto end = flow_end(flow, 3);
  REQUIRE(end);
  CHECK(flow.substr(end->close) == "] # e");
  CHECK(end->trailing_comma);
  CHECK_FALSE(end->comment_after);
  CHECK_FALSE(flow_end("[a, 'b]", 0));
}

TEST_CASE("Brackets at the margin are told from lines at the margin") {
  const auto flags = [](const std::string& text) {
    const LayoutAnswer answer = scan_layout(text, 1);
    return std::pair(answer.closes_at_margin, answer.flow_at_margin);
  };
  CHECK(flags("a: [\n  b\n]\nc: 1\n") == std::pair(true, false));
  CHECK(flags("a: [\n  b\n  ]\n") == std::pair(false, false));
  CHECK(flags("a: [\nb\n]\n") == std::pair(true, true));
  CHECK(flags("[\na\n]\n") == std::pair(false, false));
  CHECK(flags("a: \"[\n  ]\"\n") == std::pair(false, false));
  CHECK(flags("a: |\n  [\n]\n") == std::pair(false, false));
}

TEST_CASE("The judge reads YAML 1.2, and refuses what two readers take differently") {
  CHECK(judged("a: [\n  b,\n  {c: 1}\n]\n") == "{ a [ b { c 1 } ] } ");
  CHECK(judged("a: \"x\n  y\"\nb: >+\n  z\n\nc: ~\n") == "{ a 'x y' b 'z\n\n' c null } ");
  CHECK(judged("a: \"Leeds\nb:\n  - c\n").starts_with("1:4 "));
  CHECK(judged("a: &x 1\nb: *x\n") == "{ a 1 b * } ");
  CHECK(judged("%YAML 1.2\n---\na: 1\n") == "{ a 1 } ");
  CHECK(judged("a: b\xE2\x80\xA8\x63\n").starts_with("1:5 a line separator"));
  CHECK(judged("a: \"b\xE2\x80\xA8\x63\"\n") == "{ a 'b\xE2\x80\xA8\x63' } ");
  CHECK(judged("").empty());
}

TEST_CASE("A node begins with its anchor and its tag") {
  const auto marks = [](std::string_view text) {
    Texts texts;
    CHECK_FALSE(read_libfyaml_events(text, 1, texts));
    return texts.marks;
  };
  CHECK(marks("a: &x 1\nb: *x\nc: !t &y\n  - d\n") == "1:1 1:1 1:4 2:1 2:4 3:1 3:4 4:5 ");
  CHECK(marks("a: !t\nb: &x |\n  c\n") == "1:1 1:1 1:4 2:1 2:4 ");
}

TEST_CASE("A text block at the end of a file keeps no line end that is not there") {
  CHECK(judged("a: |\n  b") == "{ a 'b' } ");
  CHECK(judged("a: >\n  b\n  c") == "{ a 'b c' } ");
  CHECK(judged("a: |+\n  b") == "{ a 'b' } ");
  CHECK(judged("a: |\n  b\n ") == "{ a 'b\n' } ");
  CHECK(judged("a: |\n  b\n   ") == "{ a 'b\n ' } ");
  CHECK(judged("a: |\n  b\n# c") == "{ a 'b\n' } ");
}

TEST_CASE("A witness that cannot read a text is not heard") {
  // each is valid; yaml-cpp refuses the first three, having said something else, and drops the line with % unsaid
  CHECK(judged("{\"foo\"\n: bar}") == "{ 'foo' bar } ");
  CHECK(judged("{k: [{\"a\n  b\": c}]}") == "{ k [ { 'a b' c } ] } ");
  CHECK(judged("- {a\n  b, c: d}\n") == "[ { a b null c d } ] ");
  CHECK(judged("--- |\n%x\n") == "'%x\n' ");
  CHECK(judged("--- >\nx\ny\n") == "'x y\n' ");
  CHECK(judged("# nothing\n...\n").empty());
}

TEST_CASE("Two halves of a character are one in every notation, and one alone is none") {
  for (const char* text : {"a: \"\\ud83d\\ude00\"\n", "{a: \"\\ud83d\\ude00\"}\n", "a:\n  - \"\\uD83D\\uDE00\"\n"})
    CHECK(judged(text).find("'\xF0\x9F\x98\x80'") != std::string::npos);
  for (const char* text : {"a: \"\\ud83d\"\n", "{a: \"\\ude00\\ud83d\"}\n", "{\"a\": \"\\ude00\"}\n"})
    CHECK(judged(text).find("1:") == 0);
}

TEST_CASE("JSON is read as RFC 8259 says it") {
  CHECK(judged("{\"a\": \"\\ud83d\\ude00\\u00e9\\/\\b\", \"b\": [1, -2.5e+3, true, null, {}]}") ==
        "{ 'a' '\xF0\x9F\x98\x80\xC3\xA9/\b' 'b' [ 1 -2.5e+3 true null { } ] } ");
  CHECK(judged("{\"a\":\n\t\"\\ud83d\"}").starts_with("2:3 half of a surrogate pair"));
  CHECK(judged("{\"a\": \"\\ude00\\ud83d\"}").starts_with("1:8 half of a surrogate pair"));
  Texts texts;
  CHECK(read_json_events("{\"é\": 1,\n \"b\": [\"x\"]}", 5, texts).reading == JsonReading::whole);
  CHECK(texts.marks == "5:1 5:2 5:7 6:2 6:7 6:8 ");
  for (const char* none :
       {"{\"a\": 01}", "{\"a\": .5}", "{\"a\": 1,}", "{a: 1}", "{\"a\": 'x'}", "{\"a\": 1} x", "[1]", "{\"a\": \"\t\"}",
        "{\"a\": \"\\x\"}", "{\"a\" 1}", "{\"a\": nul}", "{\"a\": +1}", "{", "\t{}", "{\"a\"\n: 1}"}) {
    INFO(none);
    CHECK(read_json_events(none, 1, texts).reading == JsonReading::not_json);
  }
}

TEST_CASE("Streams are cut at their marks, and directives go with what they direct") {
  const auto texts = [](std::string_view text) {
    std::vector<std::string> all;
    for (const Slice& slice : split_stream(text)) all.emplace_back(slice.text);
    return all;
  };
  using All = std::vector<std::string>;
  CHECK(texts("a: 1\n...\n# c\n%YAML 1.2\n---\nb: 2\n") == All{"a: 1\n", "# c\n%YAML 1.2\n---\nb: 2\n"});
  CHECK(texts("a: 1\n... x\n") == All{"a: 1\n... x\n"});
  CHECK(texts("---\n---\na: 1\n") == All{"---\n", "---\na: 1\n"});
  CHECK(texts("%YAML 1.2\n") == All{"%YAML 1.2\n"});
  const std::vector<Slice> rows = split_ndjson("{}\r\n\r\n{} \r\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].text == "{}");
  CHECK(rows[1].text == "{} ");
  CHECK(rows[1].first_line == 3);
}
