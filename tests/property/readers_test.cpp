// The verdict must not depend on which reader read the file: every YAML file of tests and examples, judged with
// the judge alone and with the quick readers before it, gives the same bytes of JSON.
#include <algorithm>
#include <filesystem>

#include "caseload/caseload.hpp"
#include "document/subset_reader.hpp"
#include "intake/national_catalogue.hpp"
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
