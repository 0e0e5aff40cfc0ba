// Where an entry goes in, byte for byte, and how text is written so that every reader of YAML gives it back.
#include "document/edit.hpp"

#include "document/canonical.hpp"
#include "document/set_member.hpp"
#include "document/tree.hpp"
#include "unit/catch.hpp"

using namespace probation::document;

namespace {

const std::vector<Step> contacts{{"contacts"}};
Value entry() { return Value::map({{"id", Value::of_text("C9")}, {"type", Value::of_text("other")}}, true); }

// The file after the entry, or "refused: why; fix".
std::string after(std::string_view file, const std::vector<Step>& path = contacts, const Value& value = entry()) {
  const std::vector<Value> one{value};
  const EditResult result = append_entries(file, path, one);
  if (const auto* no = std::get_if<EditRefused>(&result)) return "refused: " + no->why + "; " + no->fix;
  const Edited& edited = std::get<Edited>(result);
  CHECK(edited.bytes.substr(0, edited.at) + edited.removed + edited.bytes.substr(edited.at + edited.length) == file);
  return edited.bytes;
}

}  // namespace

TEST_CASE("An entry goes behind the last one, in the manner of the list") {
  CHECK(after("contacts:\n  - id: C1\n    type: other\nend: 1\n") ==
        "contacts:\n  - id: C1\n    type: other\n  - id: C9\n    type: other\nend: 1\n");
  CHECK(after("contacts:\n- id: C1\n  type: other\n") ==
        "contacts:\n- id: C1\n  type: other\n- id: C9\n  type: other\n");
  CHECK(after("contacts:\n    -   id: C1\n        type: other\n") ==
        "contacts:\n    -   id: C1\n        type: other\n    -   id: C9\n        type: other\n");
  CHECK(after("contacts:\n  - {id: C1, type: other}\n") ==
        "contacts:\n  - {id: C1, type: other}\n  - {id: C9, type: other}\n");
  CHECK(after("contacts:\r\n  - id: C1\r\n    type: other\r\n") ==
        "contacts:\r\n  - id: C1\r\n    type: other\r\n  - id: C9\r\n    type: other\r\n");
  CHECK(after("contacts:\n  - id: C1\n    type: other") ==
        "contacts:\n  - id: C1\n    type: other\n  - id: C9\n    type: other");
  CHECK(after("\xEF\xBB\xBF---\ncontacts:\n  - id: C1\n    type: other\n...\n# end\n") ==
        "\xEF\xBB\xBF---\ncontacts:\n  - id: C1\n    type: other\n  - id: C9\n    type: other\n...\n# end\n");
}

TEST_CASE("Comments stay with what they speak of") {
  CHECK(after("contacts: # all\n  - id: C1 # one\n    type: other # two\n    # of C1\n# of reviews\nreviews: []\n") ==
        "contacts: # all\n  - id: C1 # one\n    type: other # two\n    # of C1\n  - id: C9\n    type: other\n# of "
        "reviews\nreviews: []\n");
  CHECK(after("contacts: [\n  {id: C1},  # ]} first\n  {id: C2}   # second\n]\n") ==
        "contacts: [\n  {id: C1},  # ]} first\n  {id: C2}   # second\n  , {id: C9, type: other}\n]\n");
}

TEST_CASE("Into brackets") {
  // `[]` that ends its line gives way to lines of entries; in JSON and elsewhere the list grows in place.
  CHECK(after("contacts: []\n") == "contacts:\n  - {id: C9, type: other}\n");
  CHECK(after("contacts: []  # none\nend: 1\n") == "contacts:  # none\n  - {id: C9, type: other}\nend: 1\n");
  CHECK(after("crn: X\r\ncontacts: []\r\nend: 1\r\n") ==
        "crn: X\r\ncontacts:\r\n  - {id: C9, type: other}\r\nend: 1\r\n");
  CHECK(after("end: 1\ncontacts: []") == "end: 1\ncontacts:\n  - {id: C9, type: other}");
  CHECK(after("plan: {activities: []}\n", {{"plan"}, {"activities"}}) ==
        "plan: {activities: [{id: C9, type: other}]}\n");
  CHECK(after(R"({"contacts": []})") == R"({"contacts": [{"id": "C9", "type": "other"}]})");
  CHECK(after("contacts: [ ]  # none\n") == "contacts: [{id: C9, type: other} ]  # none\n");
  CHECK(after("contacts: [{id: C1, reason: \"a \\\"]}\"}]\n") ==
        "contacts: [{id: C1, reason: \"a \\\"]}\"}, {id: C9, type: other}]\n");
  CHECK(after("contacts: [{id: C1, reason: 'it''s ]} # x'},]\n") ==
        "contacts: [{id: C1, reason: 'it''s ]} # x'}, {id: C9, type: other}]\n");
  CHECK(after("contacts: [\n  {id: C1},\n  {id: C2}\n]\n") ==
        "contacts: [\n  {id: C1},\n  {id: C2},\n  {id: C9, type: other}\n]\n");
  CHECK(after(R"({"contacts":[{"id":"C1"}]})") == R"({"contacts":[{"id":"C1"}, {"id": "C9", "type": "other"}]})");
  CHECK(after(R"({"crn":"X320741"})") == R"({"crn":"X320741", "contacts": [{"id": "C9", "type": "other"}]})");
}

TEST_CASE("A list that is not there is begun") {
  CHECK(after("crn: X320741\n") == "crn: X320741\ncontacts:\n  - {id: C9, type: other}\n");
  CHECK(after("crn: X320741") == "crn: X320741\ncontacts:\n  - {id: C9, type: other}");
  CHECK(after("contacts:\ncrn: X320741\n") == "contacts:\n  - {id: C9, type: other}\ncrn: X320741\n");
  CHECK(after("crn: X320741\ncontacts:") == "crn: X320741\ncontacts:\n  - {id: C9, type: other}");
  CHECK(after("crn: X320741\n\"contacts\": # soon") == "crn: X320741\n\"contacts\": # soon\n  - {id: C9, type: other}");
  CHECK(after("crn: X320741\n", {{"plan"}, {"activities"}}) ==
        "crn: X320741\nplan:\n  activities:\n    - {id: C9, type: other}\n");
  // The manner of the other lists is followed.
  CHECK(after("orders:\n- id: O1\n  type: licence\n") ==
        "orders:\n- id: O1\n  type: licence\ncontacts:\n- {id: C9, type: other}\n");
  CHECK(after("orders:\n  - id: O1\n    type: licence\n", {{"orders"}, {"", 0}, {"requirements"}}) ==
        "orders:\n  - id: O1\n    type: licence\n    requirements:\n      - {id: C9, type: other}\n");
}

TEST_CASE("A text block keeps its words") {
  CHECK(after("contacts:\n  - id: C1\n    reason: |\n      one\n\n      contacts:\n\n\n# end\n") ==
        "contacts:\n  - id: C1\n    reason: |\n      one\n\n      contacts:\n  - id: C9\n    type: other\n\n\n# end\n");
  // `+` keeps the blank lines as part of the text: the entry comes after them.
  CHECK(after("contacts:\n  - id: C1\n    reason: |+\n      one\n\n\n") ==
        "contacts:\n  - id: C1\n    reason: |+\n      one\n\n\n  - id: C9\n    type: other\n");
  // A block that runs to the end of a file without a line end cannot be followed, but something can stand before it.
  CHECK(after("crn: X320741\n# the plan\nplan:\n  text: |\n    one") ==
        "crn: X320741\ncontacts:\n  - {id: C9, type: other}\n# the plan\nplan:\n  text: |\n    one");
  CHECK(after("contacts:\n  - id: C1\n    reason: |\n      one") ==
        "refused: the last line has no line end and belongs to a text that an insertion after it would change; end the "
        "file with a line end and record again");
}

TEST_CASE("A null gives way to the list, and says nothing of what there was") {
  for (const char* nothing : {"null", "~", "Null", "NULL"})
    for (const char* behind : {"", "  ", " # x", "  # none yet: ask"}) {
      INFO(nothing << behind);
      CHECK(after(std::string("contacts: ") + nothing + behind + "\ncrn: X320741\n") ==
            std::string("contacts:") + behind + "\n  - {id: C9, type: other}\ncrn: X320741\n");
    }
  CHECK(after("crn: X320741\r\ncontacts: ~\r\n") == "crn: X320741\r\ncontacts:\r\n  - {id: C9, type: other}\r\n");
  CHECK(after("plan: null\n", {{"plan"}, {"activities"}}) == "plan:\n  activities:\n    - {id: C9, type: other}\n");
  CHECK(after("{\"contacts\": null, \"crn\": \"X\"}") ==
        "{\"contacts\": [{\"id\": \"C9\", \"type\": \"other\"}], \"crn\": \"X\"}");
  CHECK(after("{contacts: ~}") == "{contacts: [{id: C9, type: other}]}");
  // Advice that would say that there are none is none.
  CHECK(after("contacts:\n  ~\n") ==
        "refused: `contacts` is null, which an insertion cannot turn into a list; take the key `contacts` away, which "
        "says the same, and record again");
}

TEST_CASE("What an insertion cannot do is refused with what to do") {
  CHECK(after("contacts: {}\n").starts_with("refused: `contacts` is not a list"));
  CHECK(after("a: 1\n---\nb: 1\n") == "refused: the file holds 2 documents; keep one case in a file");
  CHECK(after("- a\n").starts_with("refused: the document is no map"));
  CHECK(after("contacts: [\n").starts_with("refused: not YAML"));
  CHECK(after("contacts:\n\t- id: C1\n").starts_with("refused: "));
  CHECK(after("orders: []\n", {{"orders"}, {"", 0}, {"requirements"}}).starts_with("refused: `orders` has no entry 0"));
}

TEST_CASE("Several entries are one insertion, and the line is that of the first") {
  const std::vector<Value> two{entry(), Value::map({{"id", Value::of_text("C10")}}, true)};
  const EditResult result = append_entries("crn: X\ncontacts:\n  - id: C1\n", contacts, two);
  REQUIRE(std::holds_alternative<Edited>(result));
  CHECK(std::get<Edited>(result).bytes == "crn: X\ncontacts:\n  - id: C1\n  - id: C9\n    type: other\n  - id: C10\n");
  CHECK(std::get<Edited>(result).line == 4);
}

TEST_CASE("Text that YAML 1.1 or 1.2 reads as something else is quoted") {
  for (const char* text : {"? yes",   "- a",        ": ",          "a: b",
                           "a #b",    "#",          "no",          "No",
                           "NO",      "yes",        "y",           "n",
                           "on",      "off",        "true",        "False",
                           "012",     "0x1F",       "0o7",         "1_000",
                           "1e3",     "12:30",      "1:30:00",     "+1",
                           "-5",      ".5",         ".inf",        ".nan",
                           "=",       "=SUM(A1)",   "<<",          "~",
                           "null",    "NULL",       "2025-01-01",  "2025-01-01T10:00",
                           "",        " ",          " lead",       "trail ",
                           "\"",      "'",          "it's \"so\"", "back\\slash",
                           "[a]",     "{a: b}",     "a, b",        "&a",
                           "*a",      "!t",         "|",           ">",
                           "%x",      "@x",         "`x`",         "---",
                           "...",     "two\nlines", "tab\there",   "cr\rhere",
                           "\x07",    "\x7F",       "a\u0085b",    "a\u2028b",
                           "\uFEFFa", "\U0001F411", "\u0175yn"}) {
    INFO(text);
    const std::string written = quoted_where_needed(text);
    CHECK((written.front() == '"' || written.front() == '\''));
    CHECK(written.back() == written.front());
    // No byte of it ends the line, and none is a control.
    CHECK(std::none_of(written.begin(), written.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }));
    for (const std::string& file : {"a: " + written + "\n", "a: [" + written + "]\n",
                                    "{\"a\": " + flow(Value::of_text(text), Notation::json) + "}"}) {
      const TreeReading read = read_tree({file, 1});
      REQUIRE(read.root);
      const Tree& value = read.root->entries.front().second;
      const Tree& scalar = value.kind == Tree::Kind::sequence ? value.items.front() : value;
      CHECK(scalar.text == text);
      CHECK_FALSE(scalar.null);
      CHECK_FALSE(scalar.plain);
    }
  }
  for (const char* text : {"attended_complied", "N51M017", "Seen at home", "a.b/c-d", "X1_000"})
    CHECK(quoted_where_needed(text) == text);
}

TEST_CASE("The canonical layout keeps values and comments, and is its own") {
  const auto laid_out = [](std::string_view file) {
    std::string why;
    const auto text = canonical(file, why);
    if (!text) return "refused: " + why;
    CHECK(canonical(*text, why) == text);
    return *text;
  };
  CHECK(laid_out("contacts:\n-   id: C1   # one\n    type:   other\n# end") ==
        "contacts:\n  - id: C1  # one\n    type: other\n# end\n");
  CHECK(laid_out("a: 1\n? {b: c}\n: d\n") == "refused: a key is a list or a map; keys are words");
  CHECK(laid_out("a: &x 1\nb: 2\n") == "refused: an anchor, an alias or a tag stands in it; write the values out");
  CHECK(laid_out("a: 1\n... # end\n# behind\n") == "a: 1\n# end\n# behind\n");
  CHECK(laid_out("\xEF\xBB\xBF"
                 "a: 1\r\nb: [x,  y]\r\n") == "a: 1\nb: [x, y]\n");
  CHECK(laid_out("contacts: [{id: C1, type: other}, {id: C2, type: other}]\n") ==
        "contacts: [{id: C1, type: other}, {id: C2, type: other}]\n");
  CHECK(laid_out("a: 1\n\ncontacts: [\n  {id: C1, states: [x]},   # one\n  {id: C2}]\n") ==
        "a: 1\n\ncontacts:\n  - {id: C1, states: [x]}  # one\n  - {id: C2}\n");
  CHECK(laid_out("{\"a\": 1}") == "refused: the file is JSON, which stays as it is");
  CHECK(laid_out("a: 1\n---\nb: 1\n") == "refused: the file holds several documents");
}

TEST_CASE("A member goes where none is, or in the place of a null") {
  const auto with = [](std::string_view file, const std::vector<Step>& path, const Value& value) {
    const EditResult result = put_member(file, path, "sex", value);
    return std::holds_alternative<Edited>(result) ? std::get<Edited>(result).bytes
                                                  : "refused: " + std::get<EditRefused>(result).why;
  };
  const Value word = Value::of_text("male"), none = Value::list({});
  CHECK(with("crn: X\n", {}, word) == "crn: X\nsex: male\n");
  CHECK(with("crn: X\nsex: null  # soon\n", {}, word) == "crn: X\nsex: male  # soon\n");
  CHECK(with("crn: X\nsex: ~\nend: 1\n", {}, none) == "crn: X\nsex: []\nend: 1\n");
  CHECK(with("crn: X\nsex:\nend: 1\n", {}, none) == "crn: X\nsex: []\nend: 1\n");
  CHECK(with("{\"crn\": \"X\", \"sex\": null}", {}, word) == "{\"crn\": \"X\", \"sex\": \"male\"}");
  CHECK(with("crn: X\n", {{"person"}}, word) == "crn: X\nperson:\n  sex: male\n");
  CHECK(with("orders:\n  - id: O1\n  - {id: O2}\n", {{"orders"}, {"", 0}}, word) ==
        "orders:\n  - id: O1\n    sex: male\n  - {id: O2}\n");
  CHECK(with("orders:\n  - id: O1\n  - {id: O2}\n", {{"orders"}, {"", 1}}, word) ==
        "orders:\n  - id: O1\n  - {id: O2, sex: male}\n");
  CHECK(with("sex: female\n", {}, word) == "refused: `sex` has a value");
}

TEST_CASE("A member is put in place, and no other byte is touched") {
  const auto with = [](const std::string& file, std::vector<Step> path, const std::string& key, const Value& value) {
    const EditResult result = set_member(file, path, key, value);
    const auto* edited = std::get_if<Edited>(&result);
    return edited == nullptr ? "refused: " + std::get<EditRefused>(result).why : edited->bytes;
  };
  const std::string file =
      "a: 1  # one\nmanager:\n  region: N51  # was\n  team: 'N51''M'\n# of contacts\ncontacts:\n  - {id: C1, x: [1, "
      "2]}\n";
  CHECK(with(file, {{"manager"}}, "region", Value::of_text("N50")) ==
        "a: 1  # one\nmanager:\n  region: N50  # was\n  team: 'N51''M'\n# of contacts\ncontacts:\n  - {id: C1, x: [1, "
        "2]}\n");
  CHECK(with(file, {{"manager"}}, "team", Value::of_text("N50")).find("  team: N50\n") != std::string::npos);
  CHECK(with(file, {{"manager"}}, "officer", Value::of_text("N1")).find("  officer: N1\n  team:") != std::string::npos);
  CHECK(with(file, {}, "flags", Value::list({})).find("flags: []\n# of contacts\ncontacts:") != std::string::npos);
  CHECK(with(file, {{"contacts"}, {"", 0}}, "x", Value::literal("3")).find("{id: C1, x: 3}") != std::string::npos);
  CHECK(with(file, {{"contacts"}, {"", 0}}, "y", Value::literal("3")).find("{y: 3, id: C1,") != std::string::npos);
  CHECK(with("a:\nb: 2\n", {}, "a", Value::list({})) == "a: []\nb: 2\n");
  CHECK(with("{\"a\": null, \"b\": 2}", {}, "a", Value::of_text("x")) == "{\"a\": \"x\", \"b\": 2}");
  CHECK(with("a: 1\nflags:\n  - mappa\n", {}, "flags", Value::list({})) == "a: 1\nflags: []\n");
  CHECK(with("a: 1\nflags:\n  - mappa  # why\nb: 1\n", {}, "flags", Value::list({})).starts_with("refused"));
  CHECK(with(file, {{"nobody"}}, "x", Value::literal("1")).starts_with("refused"));
}
