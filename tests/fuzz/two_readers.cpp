// Four readers of one text: whatever a quick reader accepts (the canonical layout, JSON) must give the very events that
// libfyaml and yaml-cpp give (kinds, values, quoting; lines and columns too), and nothing that the limits refuse may be
// accepted. libfyaml reads from a buffer that ends at a page nobody may touch, so that a step too far stops the test.
// Texts: every file of the folders named, mutants of pieces of them, and short texts put together from the signs YAML
// is made of.
//   two_readers [--mutants N] [--seed N] FOLDER…     100,000 mutants unless told otherwise; the same seed, the same
//   texts
//   two_readers --suite FOLDER     the public YAML test suite: what is invalid is refused, what is valid is read; 77
//   where it is not there
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "base/text.hpp"
#include "document/limits.hpp"
#include "document/readers.hpp"
#include "document/subset_reader.hpp"
#include "intake/whose_case.hpp"

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

bool same(const Kept& a, const Kept& b, bool with_marks = true) {
  const Event& x = a.event;
  const Event& y = b.event;
  return x.kind == y.kind && (!with_marks || (x.mark.line == y.mark.line && x.mark.column == y.mark.column)) &&
         a.text == b.text && x.plain == y.plain && x.null == y.null && x.anchored == y.anchored && x.tagged == y.tagged;
}

// A text that ends where the memory ends.
class Guarded {
 public:
  Guarded() {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    size_ = (std::size_t{1} << 20) / page * page;
    start_ =
        static_cast<char*>(::mmap(nullptr, size_ + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (start_ == MAP_FAILED || ::mprotect(start_ + size_, page, PROT_NONE) != 0) std::abort();
  }
  std::string_view put(std::string_view text) {
    if (text.size() > size_) return text;
    char* at = start_ + size_ - text.size();
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }

 private:
  std::size_t size_ = 0;
  char* start_ = nullptr;
};

std::string shown(const std::vector<Kept>& events, std::size_t i) {
  if (i >= events.size()) return "nothing";
  const Event& e = events[i].event;
  static constexpr const char* kinds[] = {"map_start", "map_end", "sequence_start", "sequence_end", "scalar", "alias"};
  return std::string(kinds[static_cast<int>(e.kind)]) + " " + std::to_string(e.mark.line) + ":" +
         std::to_string(e.mark.column) + " plain " + std::to_string(e.plain) + " null " + std::to_string(e.null) +
         " <" + events[i].text + ">";
}

long texts = 0, accepted = 0, differences = 0, ambiguous = 0;

std::string difference(const Keep& quick, const Keep& other, const char* name, bool with_marks) {
  for (std::size_t i = 0; i < std::max(quick.events.size(), other.events.size()); ++i)
    if (i >= quick.events.size() || i >= other.events.size() || !same(quick.events[i], other.events[i], with_marks))
      return "event " + std::to_string(i) + ": " + shown(quick.events, i) + "; " + name + ": " + shown(other.events, i);
  return {};
}

// Whether RFC 8259 and YAML part ways here: tabs between tokens, and code points written as two halves.
bool is_json_alone(const std::string& text) {
  return text.find('\t') != std::string::npos || text.find("\\ud") != std::string::npos ||
         text.find("\\uD") != std::string::npos;
}

bool compare(const std::string& text) {
  static Guarded guarded;
  ++texts;
  if (probation::first_invalid_utf8(text)) return false;  // no reader is given such text
  const bool is_refused = check_layout(text, 1).has_value();
  Keep judge, subset, json;
  std::optional<SyntaxError> error;
  if (!check_controls(text, 1)) error = read_libfyaml_events(guarded.put(text), 1, judge);
  const bool as_subset = read_subset_events(text, 1, subset);
  const bool as_json = read_json_events(text, 1, json).reading == JsonReading::whole;
  if (!as_subset && !as_json) {
    if (!is_refused && !error && read_events(text, 1, subset)) ++ambiguous;
    return false;
  }
  ++accepted;
  const Keep& quick = as_json ? json : subset;
  Keep witness;
  std::string what;
  if (is_refused) what = "the limits refuse it";
  const std::optional<SyntaxError> refused = read_yaml_cpp_events(text, 1, witness);
  const bool is_json_only = as_json && !as_subset && is_json_alone(text);
  if (what.empty() && as_json && as_subset) what = difference(json, subset, "the subset reader", true);
  if (what.empty() && !is_json_only && error) what = "libfyaml refuses it: " + error->message;
  if (what.empty() && !is_json_only && refused) what = "yaml-cpp refuses it: " + refused->message;
  if (what.empty() && !error) what = difference(quick, judge, "libfyaml", true);
  if (what.empty() && !refused && !is_json_only) what = difference(quick, witness, "yaml-cpp", true);
  if (what.empty()) return true;
  if (++differences <= 20) std::printf("---- difference: %s\n%s\n----\n", what.c_str(), text.c_str());
  return true;
}

long heads = 0, heads_read = 0;

// Whose case a file is by its first lines is what reading it tells, unless something further on stops the reading.
void compare_head(const std::string& text) {
  const std::string_view head = probation::intake::crn_at_head(text);
  if (head.empty()) return;
  ++heads;
  const auto file = probation::intake::documents_of(text, "a.yaml");
  const auto& document = file->documents.front();
  const std::string told = file->documents.size() == 1 ? probation::intake::crn_of(document) : "several documents";
  if (told == head) {
    ++heads_read;
    return;
  }
  const auto& problems = document.decoded.problems;
  if (told.empty() && std::any_of(problems.begin(), problems.end(),
                                  [](const Problem& problem) { return prevents_reading(problem.rule); }))
    return;
  if (++differences <= 20)
    std::printf("---- by its head %s, read %s\n%s\n----\n", std::string(head).c_str(), told.c_str(), text.c_str());
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

// A case whose head is whole, or nearly, above a piece of a file: with whatever could make it another person's.
std::string below_a_head(Random& random, std::vector<std::string> lines) {
  static const std::vector<std::string> others{"crn: X000002",
                                               "\"crn\": X000002",
                                               "'crn': X000002",
                                               "crn : X000002",
                                               "? crn",
                                               ": X000002",
                                               "  X000002",
                                               "<<: {crn: X000002}",
                                               "!!str crn: X000002",
                                               "---",
                                               "...",
                                               "--- {crn: X000002}",
                                               "{crn: X000002}",
                                               "\tcrn: X000002",
                                               "&a crn: X000002",
                                               "%YAML 1.2",
                                               "",
                                               "# crn: X000002",
                                               "crn: X123456 # more",
                                               "schema: policy/1",
                                               "notes: |\ncrn: X000002",
                                               "a: \"b\ncrn: X000002\"",
                                               "- crn: X000002"};
  lines.insert(lines.begin(), {"schema: case/1", "crn: X123456", "orders: []"});
  for (std::size_t n = random.below(3); n > 0; --n)
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size() + 1)), random.one_of(others));
  for (std::size_t n = random.below(3); n > 0; --n) change(random, lines);
  return joined(lines, random.below(10) != 0);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream read;
  read << in.rdbuf();
  return read.str();
}

// What refuses the first document of a file that is refused; empty where all are read.
std::string refusal(const std::string& text) {
  if (const auto problem = check_bytes(text)) return problem->rule + " " + problem->message;
  for (const Slice& slice : split_stream(text)) {
    if (const auto problem = check_layout(slice.text, slice.first_line)) return problem->rule + " " + problem->message;
    Keep events;
    if (const auto error = read_events(slice.text, slice.first_line, events)) return "DOC001 " + error->message;
  }
  return {};
}

int suite(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder)) {
    std::printf("skipped: the YAML test suite is not at %s\n", folder.c_str());
    return 77;
  }
  int wrong = 0, files = 0;
  for (const bool valid : {true, false})
    for (const auto& entry : std::filesystem::directory_iterator(folder / (valid ? "valid" : "invalid"))) {
      ++files;
      const std::string text = bytes_of(entry.path());
      compare(text);
      for (const Slice& slice : split_stream(text)) compare(std::string(slice.text));
      const std::string why = refusal(text);
      // Tabs as indentation are YAML in places; our formats refuse them.
      const bool as_it_should =
          valid ? why.empty() || why.find(" a tab is used as indentation") != std::string::npos : !why.empty();
      if (as_it_should) continue;
      ++wrong;
      std::printf("%s: %s\n", entry.path().c_str(), valid ? why.c_str() : "is read, and is invalid");
    }
  std::printf("%d documents of the suite, %d wrong, %ld differences\n", files, wrong, differences);
  return wrong > 0 || differences > 0 || files < 400 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--suite") return suite(argv[2]);
  long mutants = 100000;
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
      compare_head(text);
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
    if (n % 4 == 1 && !sources.empty()) compare_head(below_a_head(random, piece(random, random.one_of(sources))));
  }
  std::printf("%ld told by their head, %ld of them read\n", heads, heads_read);
  std::printf("%ld texts, %ld accepted by the subset reader (%ld as they stand in files), %ld differences\n", texts,
              accepted, of_files, differences);
  const bool tried_enough = of_files > 100 && heads_read * 100 > mutants && (accepted - of_files) * 10 > mutants;
  if (!tried_enough) std::printf("too few were accepted for the comparison to mean anything\n");
  return differences == 0 && tried_enough ? 0 : 1;
}
