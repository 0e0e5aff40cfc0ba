// The verdict must not depend on which reader read the file: every YAML file of tests and examples, judged with
// the judge alone and with the quick readers before it, gives the same bytes of JSON.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "base/stage_times.hpp"
#include "caseload/caseload.hpp"
#include "caseload/each_document.hpp"
#include "document/limits.hpp"
#include "document/subset_reader.hpp"
#include "intake/national_catalogue.hpp"
#include "intake/read_documents.hpp"
#include "render/run/json.hpp"
#include "sizes.hpp"
#include "tools/world/files.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

std::string judged(intake::World& world, const std::vector<std::string>& paths, const rules::Settings& settings,
                   document::Readers readers) {
  caseload::Request request;
  request.paths = paths;
  request.judged_schema = "case/1";
  request.readers = readers;
  caseload::Result result = caseload::check_cases(world, request, settings);
  render::RunOutput run{
      "rar-audit", "test", settings.as_of, "national", std::move(result.findings), std::move(result.cases), {}, 0, {}};
  run.summary.by_rule = std::move(result.by_rule);
  run.summary.files = result.files;
  run.summary.unreadable = result.unreadable_files;
  run.summary.later = result.later;
  run.summary.skipped = result.skipped;
  for (const intake::Unreadable& file : result.unreadable) run.unread.push_back({file.path, file.why});
  return render::json(run);
}

}  // namespace

TEST_CASE("The quick reader changes no byte of a verdict") {
  std::vector<std::string> paths;
  for (const char* folder : {"examples", "tests/rules", "tests/fuzz/corpus", "tests/cli/data"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(PROJECT_SOURCE_DIR) / folder))
      if (entry.is_regular_file()) paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  REQUIRE(paths.size() > 300);
  if (runs_few()) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < paths.size(); i += 5) paths[kept++] = paths[i];
    paths.resize(kept);
  }
  const Policy policy = Policy::national();
  const CatalogueFacts catalogue = intake::national_catalogue();
  tools::RealWorld world;
  const rules::Settings settings{date(2025, 10, 24), &policy, &catalogue, {}};
  const std::string quick = judged(world, paths, settings, document::Readers::both);
  const std::string slow = judged(world, paths, settings, document::Readers::judge);
  CHECK(quick.size() > 100000);
  const auto place = static_cast<std::size_t>(
      std::mismatch(quick.begin(), quick.end(), slow.begin(), slow.end()).first - quick.begin());
  const std::size_t from = place < 300 ? 0 : place - 300;
  INFO("quick: " << quick.substr(from, 600) << "\n\nslow: " << slow.substr(from, 600));
  CHECK((quick == slow));
}

namespace {

std::string at(Place place) { return std::to_string(place.line) + ":" + std::to_string(place.column); }

// All that is known of a text after reading and judging it, as words.
std::string told(const std::string& text, const rules::Settings& settings, document::Readers readers) {
  const auto file = intake::documents_of(text, "x.yaml", {"<stdin>", {}, readers});
  std::string out;
  for (intake::Document& document : file->documents) {
    const document::Decoded& decoded = document.decoded;
    out += decoded.schema + (decoded.readable ? " read" : " not read") + (decoded.limited ? " limited" : "") + "\n";
    for (const document::Problem& problem : decoded.problems)
      out += problem.rule + " " + at(problem.place) + " " + decoded.places.pointer(problem.place.node) + " " +
             problem.message + "\n";
    for (const document::HiddenSpan& span : decoded.hidden)
      out += "hidden " + std::to_string(span.line) + ":" + std::to_string(span.column) + " to " +
             std::to_string(span.next_line) + ":" + std::to_string(span.next_column) + (span.is_refused ? " !" : "") +
             "\n";
    for (const auto& [first, last] : decoded.personal_lines)
      out += "personal " + std::to_string(first) + " to " + std::to_string(last) + "\n";
    const rules::Judgement judgement =
        rules::judge(document.decoded, document.content, caseload::origin_of(*file, document), settings);
    for (const rules::Finding& finding : judgement.findings) {
      const rules::Location& where = finding.location;
      out += std::string(finding.rule->id) + " " + std::string(rules::word(finding.outcome)) + " " + finding.subject +
             " " + std::to_string(where.line) + ":" + std::to_string(where.column) + " " + where.pointer + " " +
             finding.message + "\n";
      for (const std::string& step : finding.trace) out += "  " + step + "\n";
    }
  }
  return out;
}

// One step away from a text: a sign or a piece of a line changed, a word put in, a line doubled, taken out or moved.
std::string mutant(std::string text, std::mt19937& random) {
  static constexpr std::array<std::string_view, 22> pieces{
      "null",     "~",          "\"", "'", ", ", ": ",  "#",
      " ",        "\n",         "- ", "{", "}",  "[x]", "\\n",
      "\xC3\xA9", "2025-02-30", "-1", "0", "01", "id",  "date: 2025-01-06, ",
      "true"};
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  const std::size_t place = below(text.size());
  const std::size_t line = text.rfind('\n', place) + 1;
  const std::size_t next = std::min(text.find('\n', place), text.size() - 1) + 1;
  switch (below(6)) {
    case 0: text.erase(place, 1 + below(3)); break;
    case 1: text.insert(place, pieces[below(pieces.size())]); break;
    case 2: text.replace(place, 1 + below(12), pieces[below(pieces.size())]); break;
    case 3: text.insert(next, text.substr(line, next - line)); break;
    case 4: text.erase(line, next - line); break;
    default: text.insert(line, text.substr(next, below(160))); break;
  }
  return text;
}

}  // namespace

TEST_CASE("What is read at one go is what its events say, of texts a step from right too") {
  const Policy policy = Policy::national();
  const CatalogueFacts catalogue = intake::national_catalogue();
  const rules::Settings settings{date(2025, 10, 24), &policy, &catalogue, {}};
  std::vector<std::string> texts;
  for (const char* folder : {"examples/caseload", "tests/rules", "tests/cli/data"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(PROJECT_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".yaml") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      for (const document::Slice& slice : document::split_stream(bytes))
        if (slice.text.find("case/1") != std::string_view::npos) texts.emplace_back(slice.text);
    }
  std::sort(texts.begin(), texts.end());
  REQUIRE(texts.size() > 100);
  measure_stages();
  std::mt19937 random(20261128);
  int quickly = 0;
  const int rounds = rounds_of(6000, 200000, 600);
  for (int i = 0; i < rounds; ++i) {
    const auto pick = std::uniform_int_distribution<std::size_t>(0, texts.size() - 1)(random);
    std::string text = mutant(texts[pick], random);
    if (i % 3 == 0) text = mutant(std::move(text), random);
    const std::int64_t slow_before = stage_times().slow;
    const std::string quick = told(text, settings, document::Readers::both);
    quickly += stage_times().slow == slow_before ? 1 : 0;
    const std::string slow = told(text, settings, document::Readers::judge);
    INFO(text << "\n== quick\n" << quick << "== slow\n" << slow);
    REQUIRE((quick == slow));
  }
  CHECK(quickly > rounds / 5);  // else the quick reader was hardly asked
}

TEST_CASE("A document the subset reader gives up on leaves nothing behind") {
  // The first reader fills a case and stops at the anchor; the judge's answer must not be mixed with it.
  const std::string text = "schema: case/1\ncrn: X123456\nflags: []\ncontacts: &all\n  - {id: C1}\n";
  for (const document::Readers readers : {document::Readers::both, document::Readers::judge}) {
    FileContent content;
    const document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content, readers);
    REQUIRE(decoded.problems.size() == 1);
    CHECK(decoded.problems[0].rule == "DOC003");
    CHECK(decoded.problems[0].place.line == 4);
  }
  const std::string deep = "schema: case/1\ncrn: X123456\nflags: " + std::string(70, '[') + "\n";
  for (const document::Readers readers : {document::Readers::both, document::Readers::judge}) {
    FileContent content;
    CHECK_FALSE(document::decode({deep, 1}, file_kinds(), &content, readers).readable);
    CHECK(std::holds_alternative<std::monostate>(content));
  }
}

TEST_CASE("A document beyond a limit is refused where it passes it, by either reader") {
  const auto said = [](const std::string& text, document::Readers readers) {
    FileContent content;
    const document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content, readers);
    REQUIRE_FALSE(decoded.readable);
    REQUIRE_FALSE(decoded.problems.empty());
    const document::Problem& last = decoded.problems.back();
    return last.rule + " " + std::to_string(last.place.line) + " " + last.message;
  };
  const std::string head = "schema: case/1\ncrn: X123456\n";
  std::string values = head + "flags:\n";
  for (int i = 0; i < 160000; ++i) values += "  - mappa\n";
  std::string faults = head;
  for (int i = 0; i < 2100; ++i) faults += "k" + std::to_string(i) + ": 1\n";
  std::string flow = head + "flags: [";
  for (int i = 0; i < 200001; ++i) flow += "a, ";
  flow += "a]\n";
  for (const document::Readers readers : {document::Readers::both, document::Readers::judge}) {
    CHECK(said(values, readers) == "DOC005 149997 more than 150000 keys and values in one document");
    CHECK(said(faults, readers) == "DOC005 2003 more than 2000 faults in one document; the rest of it is not read");
    CHECK(said(flow, readers) == "DOC005 3 more than 200000 values between brackets");
  }
  CHECK(said(head + "x: \"\\n" + std::string(17U << 20, 'a') + "\"\n", document::Readers::both)
            .starts_with("DOC005 1 a document of 178258"));
}
