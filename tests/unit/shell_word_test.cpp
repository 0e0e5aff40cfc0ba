// A word of a command that is shown to be copied: what a shell would read otherwise is quoted, and what cannot stand in
// a line is written by its octets.
#include "rules/shell_word.hpp"

#include "unit/catch.hpp"

using namespace probation;
using rules::shell_path;
using rules::shell_word;

TEST_CASE("A word that a shell reads as it stands is left alone, any other quoted") {
  CHECK(shell_word("cases/x1.yaml") == "cases/x1.yaml");
  CHECK(shell_word("50%,a=b:c@d+e_f-g") == "50%,a=b:c@d+e_f-g");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("my case") == "'my case'");
  CHECK(shell_word("it's") == R"_('it'\''s')_");
  CHECK(shell_word("$HOME;~") == "'$HOME;~'");
}

TEST_CASE("What cannot be shown in a line is written by its octets, and nothing beside it") {
  CHECK(shell_word("a\x1F b") == R"_("$(printf 'a\037 b')")_");
  CHECK(shell_word("a\x7F~b") == R"_("$(printf 'a\177~b')")_");
  CHECK(shell_word("\x01'\\") == R"_("$(printf '\001\047\134')")_");
  CHECK(shell_word("50%\x01") == R"_("$(printf '50%%\001')")_");
  CHECK(shell_word("a\xC2\x85") == R"_("$(printf 'a\302\205')")_");
}

TEST_CASE("A word that ends with the end of a line keeps it") {
  CHECK(shell_word("50% a\n") == R"_($'50% a\012')_");
  CHECK(shell_word("a\nb") == R"_("$(printf 'a\012b')")_");
}

TEST_CASE("A path is never taken for a flag, and standard input stays it") {
  CHECK(shell_path("-x.yaml") == "./-x.yaml");
  CHECK(shell_path("-") == "-");
  CHECK(shell_path("--my case") == "'./--my case'");
  CHECK(shell_path("x-.yaml") == "x-.yaml");
}
