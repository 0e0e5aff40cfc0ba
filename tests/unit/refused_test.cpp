#include "document/refused.hpp"

#include <array>
#include <string>

#include "base/safe_text.hpp"
#include "base/sight.hpp"
#include "model/files.hpp"
#include "rules/hidden_text.hpp"
#include "unit/catch.hpp"

namespace probation {

using document::refused_in_words;
using document::Wanted;

TEST_CASE("A refused value is shown only where it could be a slip") {
  static constexpr std::array<std::string_view, 2> known{"alcohol_misuse", "drug_misuse"};
  CHECK(refused_in_words("2025-13-01", Wanted::figure) == "`2025-13-01`");
  CHECK(refused_in_words("told in confidence", Wanted::figure) == "a text of 18 characters");
  CHECK(refused_in_words("tomorrow", Wanted::figure) == "a text of 8 characters");
  CHECK(refused_in_words("alcohol_misus", Wanted::word, known) == "`alcohol_misus`");
  CHECK(refused_in_words("secret", Wanted::word, known) == "a text of 6 characters");
  CHECK(refused_in_words("secret", Wanted::any) == "`secret`");
  CHECK(refused_in_words("a secret", Wanted::any) == "a text of 8 characters");
  CHECK(refused_in_words("2025-13-01", Wanted::nothing) == "a text of 10 characters");
  CHECK(refused_in_words("\xC3\xA9", Wanted::figure) == "a text of 1 character");
  CHECK(refused_in_words(std::string(41, '1'), Wanted::figure) == "a text of 41 characters");
}

TEST_CASE("Text is shown so that it moves nothing") {
  CHECK(safe_text("a\x1b[2J\nb") == "a\\x1b[2J\\x0ab");
  CHECK(safe_text("a\tb\nc", Kept::tabs_and_lines) == "a\tb\nc");
  CHECK(safe_text("\u202e\u2028\u0085") == "\\u202e\\u2028\\x85");
  CHECK(safe_text("\xE9") == "\\xE9");
  CHECK(safe_text("é…") == "é…");
}

TEST_CASE("Officers are numbered as they come, or hashed with a key") {
  Pseudonyms plain("officer");
  CHECK(plain.of("N51M017") == "officer-1");
  CHECK(plain.of("N51M018") == "officer-2");
  CHECK(plain.of("N51M017") == "officer-1");
  CHECK(plain.of("officer-2") == "officer-2");
  CHECK(keyed_code("key", "The quick brown fox jumps over the lazy dog") == "f7bc83f430538424");
}

namespace {

document::Decoded decoded(const std::string& text, FileContent& content) {
  return document::decode({text, 1}, file_kinds(), &content);
}
bool is_limited(const std::string& rest) {
  FileContent content;
  return decoded("schema: case/1\ncrn: X700001\n" + rest, content).limited;
}

}  // namespace

TEST_CASE("Limited access fails closed") {
  CHECK_FALSE(is_limited(""));
  CHECK_FALSE(is_limited("limited_access: false\n"));
  CHECK_FALSE(is_limited("limited_access: null\n"));
  CHECK_FALSE(is_limited("limited_access:\n"));
  CHECK(is_limited("limited_access: true\n"));
  CHECK(is_limited("limited_access: yes\n"));
  CHECK(is_limited("limited_access: \"false\"\n"));
  CHECK(is_limited("limited_access: [false]\n"));
  CHECK(is_limited("limited_acess: true\n"));
  CHECK(is_limited("limited_access: false\nlimited_access: true\n"));
  CHECK(is_limited("orders: [\nLIMITED\n"));
  CHECK_FALSE(is_limited("orders: [\n"));
}

TEST_CASE("An excerpt shows its member and no other text of the line") {
  FileContent content;
  const std::string line = "  - {id: C1, date: 2025-02-37, reason: \"told, me\", supersedes: C9}";
  const document::Decoded read = decoded("schema: case/1\ncrn: X700001\ncontacts:\n" + line + "\n", content);
  const std::string shown = rules::without_hidden(line, 4, 20, read.hidden);
  CHECK(shown == "  - {id: C1, date: 2025-02-37, reason: …         , supersedes: C9}");
  CHECK(rules::without_hidden(line, 4, 40, read.hidden) == line);
}

}  // namespace probation
