// Patterns against git's own reading of them: random patterns and names, asked of `git check-ignore`.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "intake/patterns.hpp"
#include "unit/catch.hpp"

using namespace probation;
using intake::Pattern;

namespace {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(engine_); }
  const char* one_of(const std::vector<const char*>& words) { return words[below(words.size())]; }

 private:
  std::mt19937 engine_;
};

std::string random_name(Dice& dice) {
  std::string name;
  for (std::size_t steps = 1 + dice.below(3); steps > 0; --steps) {
    for (std::size_t i = 1 + dice.below(3); i > 0; --i)
      name += dice.one_of({"a", "b", "c", "-", "]", "!", "*", "A", "\\"});
    if (steps > 1) name += '/';
  }
  return name;
}

// `**` stands alone in its step, because git reads it in another way than its own page says where it does not.
std::string random_pattern(Dice& dice) {
  std::string pattern = dice.one_of({"", "", "", "!", "/"});
  for (std::size_t steps = 1 + dice.below(3); steps > 0; --steps) {
    if (dice.below(4) == 0) {
      pattern += "**";
    } else {
      for (std::size_t i = 1 + dice.below(3); i > 0; --i) {
        const char* part = dice.one_of({"a", "b", "c", "?", "*", "[ab]", "[!a]", "[a-c]", "[]-]", "[[:lower:]]", "\\*",
                                        "\\a", "[", "[b-", "[\\]a]", "[[:no:]]", "[^[:upper:]]", "-", "]"});
        if (std::string_view(part) == "*" && pattern.ends_with('*')) continue;
        pattern += part;
      }
    }
    if (steps > 1) pattern += '/';
  }
  return pattern + dice.one_of({"", "", "", "/", "\\"});
}

// What git says of each name: whether the pattern decides it, and which way.
std::vector<bool> asked_of_git(const std::string& folder, const std::string& pattern,
                               const std::vector<std::string>& names) {
  std::ofstream(folder + "/.gitignore") << pattern << "\n";
  std::ofstream(folder + "/.git/asked") << [&] {
    std::string all;
    for (const std::string& name : names) all += name + std::string(1, '\0');
    return all;
  }();
  const std::string command =
      "cd '" + folder +
      "' && git -c core.quotePath=off check-ignore --no-index -v -n -z --stdin <.git/asked 2>/dev/null";
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  ::pclose(pipe);
  std::vector<bool> answers;
  for (std::size_t at = 0, field = 0; at < out.size(); ++field) {
    const std::size_t end = out.find('\0', at);
    if (field % 4 == 0) answers.push_back(end != at);
    at = end + 1;
  }
  return answers;
}

// A folder that is left out takes everything in it along; one that is brought back does not.
bool decides(const Pattern& pattern, const std::string& name) {
  if (pattern.brings_back()) return pattern.matches(name, false);
  for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
    if (pattern.matches(std::string_view(name).substr(0, slash), true)) return true;
  return pattern.matches(name, false);
}

}  // namespace

TEST_CASE("Patterns are read as git reads them") {
  std::string folder = (std::filesystem::temp_directory_path() / "patterns-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  if (std::system(("git init -q '" + folder + "' 2>/dev/null").c_str()) != 0) {
    std::filesystem::remove_all(folder);
    SUCCEED("git is not here");
    return;
  }
  Dice dice(20251024);
  for (int round = 0; round < 150; ++round) {
    const std::string written = random_pattern(dice);
    std::vector<std::string> names;
    for (int i = 0; i < 25; ++i) names.push_back(random_name(dice));
    const std::vector<bool> answers = asked_of_git(folder, written, names);
    REQUIRE(answers.size() == names.size());
    const auto lines = intake::pattern_lines(written + "\n");
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool ours = !lines.empty() && decides(Pattern(lines.front().text), names[i]);
      INFO("pattern " << written << ", name " << names[i]);
      CHECK(ours == answers[i]);
    }
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("A pattern of many stars takes no longer than its length times that of the name") {
  std::string written;
  for (int i = 0; i < 2000; ++i) written += "*a";
  CHECK_FALSE(Pattern(written + "b").matches(std::string(2000, 'a'), false));
  CHECK(Pattern("**/x/**/y").matches("x/y", false));
  CHECK(Pattern("a**b").matches("acb", false));
  CHECK_FALSE(Pattern("/a**/b").matches("a/c/b", false));
}

TEST_CASE("An ignore file's comments, blanks, line ends and mark") {
  const auto lines = intake::pattern_lines("\xEF\xBB\xBF# no\r\n\r\nold/ \r\na\\ \nlast");
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].text == "old/");
  CHECK(lines[0].line == 3);
  CHECK(lines[1].text == "a\\ ");
  CHECK(lines[2].text == "last");
}
