// Two readers of one text: whatever the subset reader accepts must give the very events yaml-cpp gives (kinds, values,
// lines and columns, quoting), and nothing that the limits refuse may be accepted. Texts: every file of the folders
// named, mutants of pieces of them, and short texts put together from the signs YAML is made of.
//   two_readers [--mutants N] [--seed N] FOLDER…     200,000 mutants unless told otherwise; the same seed, the same
//   texts
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "document/events.hpp"
#include "document/limits.hpp"
#include "document/subset_reader.hpp"

using namespace probation::document;

namespace {

struct Kept {
  Event event;
  std::string text;
};
struct Keep : EventSink {
  std::vector<Kept> events;
  bool on_event(const Event& event) override {
    events.push_back({event, std::string(event.text)});
    return true;
  }
};

bool same(const Kept& a, const Kept& b) {
  const Event& x = a.event;
  const Event& y = b.event;
  return x.kind == y.kind && x.mark.line == y.mark.line && x.mark.column == y.mark.column && a.text == b.text &&
         x.plain == y.plain && x.null == y.null && x.anchored == y.anchored && x.tagged == y.tagged;
}

std::string shown(const std::vector<Kept>& events, std::size_t i) {
  if (i >= events.size()) return "nothing";
  const Event& e = events[i].event;
  static constexpr const char* kinds[] = {"map_start", "map_end", "sequence_start", "sequence_end", "scalar", "alias"};
  return std::string(kinds[static_cast<int>(e.kind)]) + " " + std::to_string(e.mark.line) + ":" +
         std::to_string(e.mark.column) + " plain " + std::to_string(e.plain) + " null " + std::to_string(e.null) +
         " <" + events[i].text + ">";
}

long texts = 0, accepted = 0, differences = 0;

bool compare(const std::string& text) {
  ++texts;
  if (probation::first_invalid_utf8(text)) return false;  // neither reader is given such text
  Keep quick;
  if (!read_subset_events(text, 1, quick)) return false;
  ++accepted;
  Keep judge;
  std::string what;
  if (check_layout(text, 1)) what = "the limits refuse it";
  const std::optional<SyntaxError> error = read_events(text, 1, judge);
  if (error) what = "yaml-cpp refuses it: " + error->message;
  for (std::size_t i = 0; what.empty() && i < std::max(quick.events.size(), judge.events.size()); ++i)
    if (i >= quick.events.size() || i >= judge.events.size() || !same(quick.events[i], judge.events[i]))
      what = "event " + std::to_string(i) + ": " + shown(quick.events, i) + "; yaml-cpp: " + shown(judge.events, i);
  if (what.empty()) return true;
  if (++differences <= 20) std::printf("---- difference: %s\n%s\n----\n", what.c_str(), text.c_str());
  return true;
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2654435769U + 88172645463325252U) {}
  std::uint64_t operator()() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    return state_ ^= state_ << 17;
  }
  std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>((*this)() >> 11) % n; }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

const std::vector<std::string> signs{"a",          "b",         "key",
                                     "1",          "07",        "-1",
                                     "2025-01-02", "10:30",     "null",
                                     "Null",       "NULL",      "~",
                                     "true",       "x y",       "é",
                                     "€",          "😀",         "\u00A0",
                                     "\u0085",     "\u2028",    "\uFEFF",
                                     ": ",         ":",         " :",
                                     ":\n",        ": \n",      "- ",
                                     "-",          "--",        "---",
                                     "--- ",       "---\n",     "...",
                                     "...\n",      "? ",        "?",
                                     "#",          " #",        " # c",
                                     "\n# c\n",    "\n  # c\n", ", ",
                                     ",",          "[",         "]",
                                     "[]",         "{",         "}",
                                     "{}",         "'",         "\"",
                                     "''",         "\"\"",      "'a'",
                                     "\"a\"",      "\"a\": ",   "'a': ",
                                     "\"a\":",     "\\",        "\\n",
                                     "|",          ">",         "|-",
                                     ">-",         "|+",        "|2",
                                     "|\n",        ">-\n",      "&",
                                     "&a ",        "*",         "*a",
                                     "!",          "!!str ",    "%",
                                     "@",          "`",         "\n",
                                     "\n",         "\n",        "\n ",
                                     "\n  ",       "\n  ",      "\n    ",
                                     "\n\n",       "\n  \n",    " \n",
                                     " ",          "  ",        "\t",
                                     "\r",         "\r\n",      std::string(1, '\0'),
                                     "\x04",       "\x7F",      "a: ",
                                     "b: ",        "c:\n",      "a: b\n",
                                     "- a\n",      "  - ",      "<<: ",
                                     "=",          "(",         ")",
                                     "/",          ".",         "..",
                                     "_",          ";",         "^",
                                     "$",          "<",         ">x",
                                     "\\ "};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = text.find('\n', from);
    lines.push_back(text.substr(from, end == std::string::npos ? end : end - from));
    if (end == std::string::npos) break;
    from = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines, bool last_break) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += lines[i];
    if (last_break || i + 1 < lines.size()) text += '\n';
  }
  return text;
}

// Some lines of a file, moved to the left as far as they go, so that what is in the middle of a document is tried too.
std::vector<std::string> piece(Random& random, const std::vector<std::string>& lines) {
  const std::size_t count = 1 + random.below(10);
  const std::size_t from = random.below(lines.size());
  std::vector<std::string> some(lines.begin() + static_cast<std::ptrdiff_t>(from),
                                lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), from + count)));
  std::size_t indent = 1000;
  for (const std::string& line : some)
    if (const std::size_t words = line.find_first_not_of(' '); words != std::string::npos)
      indent = std::min(indent, words);
  if (random.below(8) != 0)
    for (std::string& line : some) line.erase(0, std::min(indent, line.size()));
  if (random.below(3) == 0) some.insert(some.begin(), "schema: case/1");
  if (random.below(12) == 0) some.insert(some.begin(), "---");
  if (!some.empty() && some[0].starts_with("- ") && random.below(2) == 0) some.insert(some.begin(), "list:");
  if (random.below(2) == 0)  // lines of flow are long; a cut one leaves more mutants that hit something
    for (std::string& line : some)
      if (line.size() > 90) line = line.substr(0, 60) + line.substr(line.size() - 20);
  return some;
}

void change(Random& random, std::vector<std::string>& lines) {
  if (lines.empty()) lines.emplace_back();
  const std::size_t at = random.below(lines.size());
  std::string& line = lines[at];
  const std::size_t column = random.below(line.size() + 1);
  const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random.below(11)) {
    case 0: line.insert(column, random.one_of(signs)); break;
    case 1: line.insert(column, random.one_of(signs)); break;
    case 2:
      if (!line.empty()) line.erase(random.below(line.size()), 1 + random.below(3));
      break;
    case 3:
      if (!line.empty()) line[random.below(line.size())] = static_cast<char>(random.below(256));
      break;
    case 4: line.insert(0, 1 + random.below(3), ' '); break;
    case 5: line.erase(0, std::min(line.find_first_not_of(' '), 1 + random.below(3))); break;
    case 6: lines.insert(place, std::string(line)); break;
    case 7: lines.erase(place); break;
    case 8:
      lines.insert(place,
                   random.below(2) == 0 ? std::string() : std::string(random.below(8), ' ') + random.one_of(signs));
      break;
    case 9: std::swap(lines[at], lines[random.below(lines.size())]); break;
    case 10:
      if (at + 1 < lines.size()) {
        line += lines[at + 1];
        lines.erase(place + 1);
      }
      break;
    default: break;
  }
}

std::string put_together(Random& random) {
  std::string text = random.below(2) == 0 ? "a: " : random.below(2) == 0 ? "a:\n  " : "";
  for (std::size_t n = 1 + random.below(12); n > 0; --n) text += random.one_of(signs);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  long mutants = 200000;
  std::uint64_t seed = 1;
  std::vector<std::vector<std::string>> sources;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if ((word == "--mutants" || word == "--seed") && i + 1 < argc) {
      const long number = std::atol(argv[++i]);
      if (word == "--seed") seed = static_cast<std::uint64_t>(number);
      else mutants = number;
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(word)) {
      if (!entry.is_regular_file() || entry.file_size() > 200000) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream read;
      read << in.rdbuf();
      const std::string text = read.str();
      bool all = true;
      for (const Slice& slice : split_stream(text)) all = compare(std::string(slice.text)) && all;
      // Files in the canonical layout that the quick reader gives away would be read forty times slower and nobody
      // would see it.
      if (!all && entry.path().string().find("examples/caseload/") != std::string::npos) {
        std::printf("%s: not read by the subset reader\n", entry.path().c_str());
        ++differences;
      }
      if (auto lines = lines_of(text); !lines.empty()) sources.push_back(std::move(lines));
    }
  }
  const long of_files = accepted;
  Random random(seed);
  for (long n = 0; n < mutants; ++n) {
    std::string text;
    if (n % 3 == 0 || sources.empty()) {
      text = put_together(random);
    } else {
      std::vector<std::string> lines = piece(random, random.one_of(sources));
      for (std::size_t changes = 1 + random.below(3); changes > 0; --changes) change(random, lines);
      text = joined(lines, random.below(10) != 0);
    }
    compare(text);
  }
  std::printf("%ld texts, %ld accepted by the subset reader (%ld as they stand in files), %ld differences\n", texts,
              accepted, of_files, differences);
  const bool tried_enough = of_files > 100 && (accepted - of_files) * 10 > mutants;
  if (!tried_enough) std::printf("too few were accepted for the comparison to mean anything\n");
  return differences == 0 && tried_enough ? 0 : 1;
}
