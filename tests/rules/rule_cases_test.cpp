// Runs the cases of each rule: tests/rules/RULE.yaml is a stream of case files whose comments say what the rule
// must find, on which line and in which words (case_notes.hpp). The set is exact: a finding nobody expected is a
// failure too.
#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <sstream>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "document/decode.hpp"
#include "document/limits.hpp"
#include "facts/catalogue/sheets.hpp"
#include "law/panel_policies.hpp"
#include "model/files.hpp"
#include "rules/case_notes.hpp"
#include "rules/engine.hpp"
#include "rules/judging.hpp"
#include "unit/catch.hpp"

using namespace probation;
using rule_cases::DecodedCase;
using rule_cases::folder;
using rule_cases::Note;
using rule_cases::Notes;
using rule_cases::read;

namespace {

// Every shipped scoring policy rests on assumptions; the silent case of EIP906 is in tests/unit/appraise_test.cpp.
bool always_fires(const std::string& rule) { return rule == "EIP906"; }

using Judge = rules::Judgement (*)(DecodedCase, const document::Slice&, const Notes&, const std::vector<std::string>&);
using Differences = std::vector<std::string>;

// What holds of every finding, whatever a case says of it.
void check_words(const rules::Finding& finding, const std::string& basis, const std::string& severity) {
  if (finding.outcome == rules::Verdict::pass) return;
  CHECK_FALSE(finding.message.empty());
  if (finding.outcome == rules::Verdict::undetermined) CHECK_FALSE(finding.missing.empty());
  const std::set<std::string> missing(finding.missing.begin(), finding.missing.end());
  CHECK(missing.size() == finding.missing.size());  // what several questions lack is named once
  if (finding.outcome != rules::Verdict::fail) return;
  if (!basis.empty()) CHECK(rules::word(finding.basis) == basis);
  if (!severity.empty()) CHECK(rules::word(finding.severity) == severity);
}

// The bytes of the finding are those of its line and column.
void check_extent(const rules::Location& at, const document::Slice& slice) {
  CHECK((at.from >= 0 || at.end_line == 0));  // where its end is known its bytes are
  if (at.from < 0) return;
  REQUIRE(at.until <= static_cast<std::int64_t>(slice.text.size()));
  CHECK(at.from <= at.until);
  const auto stands_at = [&](std::int64_t byte, std::uint32_t line, std::uint32_t column) {
    const std::string_view before = slice.text.substr(0, static_cast<std::size_t>(byte));
    CHECK(slice.first_line + std::count(before.begin(), before.end(), '\n') == line);
    const std::size_t begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    CHECK(count_characters(before.substr(begin)) + 1 == column);
  };
  stands_at(at.from, at.line, at.column);
  stands_at(at.until, at.end_line, at.end_column);
}

// Runs the streams of one folder; the number of cases.
int run_streams(const std::filesystem::path& where, Judge judge_document) {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(where)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string rule = entry.path().stem().string();
    INFO(rule);
    REQUIRE(rules::find_rule(rule) != nullptr);
    const std::string text = read(entry.path());
    const bool all_passes = text.substr(0, text.find('\n')).find("Every pass is noted.") != std::string::npos;
    int firing = 0, silent = 0;
    for (const document::Slice& slice : document::split_stream(text)) {
      const Notes notes = rule_cases::notes_of(slice.text, slice.first_line, rule_cases::stream_headers());
      INFO(rule << " line " << slice.first_line << ": " << notes.title);
      CHECK(notes.faults == Differences{});
      REQUIRE(notes.as_of);
      REQUIRE_FALSE(notes.title.empty());
      const rules::Judgement judgement = judge_document(rule_cases::decode(slice), slice, notes, {rule, "DOC"});
      for (const rules::Finding& finding : judgement.findings) {
        check_words(finding, notes.basis, notes.severity);
        check_extent(finding.location, slice);
      }
      const auto different = rule_cases::differences(notes.expected, judgement.findings, all_passes ? rule : "");
      CHECK(different == Differences{});
      const bool fires = std::any_of(notes.expected.begin(), notes.expected.end(),
                                     [](const Note& note) { return note.outcome != "pass"; });
      ++(fires ? firing : silent);
      ++cases;
    }
    CHECK(firing > 0);
    CHECK((silent > 0 || always_fires(rule)));
  }
  return cases;
}

}  // namespace

TEST_CASE("Every rule finds what its cases say, on the line they say, and nothing else") {
  const int cases = run_streams(folder(), &rule_cases::judge);
  WARN(cases << " rule cases");
  CHECK(cases > 60);
}

TEST_CASE("Every rule about a mark sheet finds what its cases say, on the line they say, and nothing else") {
  const int cases = run_streams(folder() / "panel", &rule_cases::judge_sheet);
  WARN(cases << " panel cases");
  CHECK(cases > 50);
}

TEST_CASE("Documents that are wrong as documents are refused at the place and in the words their cases say") {
  static const std::regex header(R"(^#\s?([A-Za-z_-]+): (.*?)\s*$)");
  static const std::regex expect(R"(^(DOC\d{3})(?: fail)?(?: at (\d+):(\d+))?$)");
  static const std::set<std::string> known{"expect", "absent", "words", "as-of", "case"};
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder() / "doc")) {
    std::string bytes = read(entry.path());
    INFO(entry.path().filename().string());
    std::string_view text = bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<document::Problem> problems;
    if (auto problem = document::check_bytes(text)) {
      problems.push_back(*problem);
    } else {
      for (const document::Slice& slice : document::split_stream(text)) {
        FileContent content;
        const document::Decoded decoded = document::decode(slice, file_kinds(), &content);
        problems.insert(problems.end(), decoded.problems.begin(), decoded.problems.end());
      }
    }
    std::string found;
    for (const document::Problem& p : problems)
      found += p.rule + " at " + std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " " + p.message +
               "\n";
    INFO(found);
    std::istringstream lines(bytes);
    std::string line;
    bool says_something = false;
    while (std::getline(lines, line)) {
      if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (line.ends_with('\r')) line.pop_back();
      std::smatch match;
      if (!std::regex_search(line, match, header)) continue;
      const std::string key = match[1], value = match[2];
      std::smatch what;
      CHECK(known.contains(key));
      if (key == "expect") {
        INFO(value);
        REQUIRE(std::regex_search(value, what, expect));
        says_something = true;
        CHECK(std::any_of(problems.begin(), problems.end(), [&](const document::Problem& p) {
          return p.rule == what[1].str() && (!what[2].matched || (std::to_string(p.place.line) == what[2].str() &&
                                                                  std::to_string(p.place.column) == what[3].str()));
        }));
      }
      if (key == "absent") {
        says_something = true;
        CHECK(std::none_of(problems.begin(), problems.end(),
                           [&](const document::Problem& p) { return p.rule.starts_with(value); }));
      }
      if (key == "words") CHECK(found.find(value) != std::string::npos);
    }
    CHECK(says_something);
    ++cases;
  }
  CHECK(cases > 30);
}

void add_shipped_policies(CatalogueFacts& catalogue) {
  for (const PanelPolicyText& shipped : panel_policies()) {
    if (catalogue.scoring_policy(shipped.id) != nullptr) continue;
    FileContent content;
    const document::Decoded decoded = document::decode({shipped.text, 1}, file_kinds(), &content);
    REQUIRE(decoded.problems.empty());
    catalogue.scoring_policies.push_back(
        std::make_shared<const ScoringPolicy>(*scoring_policy(std::get<EipPolicy>(content)).policy));
  }
}

struct CatalogueCase {
  CatalogueFacts facts;
  std::vector<SelectionEntry> selections;
  std::map<std::string, std::vector<Note>> expected;  // by the file the findings stand in
  Policy policy = Policy::national();
  Date as_of = date(2025, 10, 24);
  std::optional<Date> run_date;
  std::string basis, severity;
};

// The sheets that the rows of a history name, as they lie beside the file.
std::vector<NamedSheet> named_sheets(const Intervention& intervention, const std::filesystem::path& file) {
  std::vector<NamedSheet> named;
  if (!intervention.lifecycle) return named;
  const auto& history = intervention.lifecycle->history.items;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!history[i].sheet) continue;
    const std::filesystem::path sheet = file.parent_path() / *history[i].sheet;
    const bool gone = !std::filesystem::exists(sheet);
    named.push_back({i, gone, gone ? std::string() : sha256_of(read(sheet))});
  }
  return named;
}

// One document of a file into the catalogue; its notes hold for the whole of it.
void take_document(const document::Slice& slice, const std::string& text, const std::string& name,
                   const std::filesystem::path& path, CatalogueCase& catalogue) {
  static const std::set<std::string> headers{"case",  "absent",   "expect", "policy",
                                             "as-of", "run-date", "basis",  "severity"};
  DecodedCase document = rule_cases::decode(slice);
  REQUIRE(document.decoded.problems.empty());
  auto places = std::make_shared<PlaceTable>(std::move(document.decoded.places));
  if (const auto* sheet = std::get_if<PanelSheet>(&document.content)) {
    catalogue.facts.sheets.push_back(catalogue_sheet(
        name, *sheet, catalogue.facts.scoring_policy(sheet->policy ? sheet->policy->text : "eip-2021")));
    return;
  }
  if (auto* selection = std::get_if<SelectionFile>(&document.content)) {
    catalogue.selections.push_back({name, text, std::move(*selection), std::move(places), true});
  } else {
    auto& intervention = std::get<Intervention>(document.content);
    auto sheets = named_sheets(intervention, path);
    catalogue.facts.entries.push_back(
        {name, text, std::move(intervention), std::move(places), true, false, std::move(sheets)});
  }
  Notes notes = rule_cases::notes_of(slice.text, slice.first_line, headers);
  CHECK(notes.faults == Differences{});
  auto& expected = catalogue.expected[name];
  std::move(notes.expected.begin(), notes.expected.end(), std::back_inserter(expected));
  for (const LocalValue& value : notes.policy.local()) catalogue.policy.add_local(value);
  if (notes.as_of) catalogue.as_of = *notes.as_of;
  if (notes.run_date) catalogue.run_date = notes.run_date;
  if (!notes.basis.empty()) catalogue.basis = notes.basis;
  if (!notes.severity.empty()) catalogue.severity = notes.severity;
}

// A rule's folder is one catalogue, and each folder `case-…` in it one of its own; a file is a document or a stream of
// them. A comment says what must be found about the file; `# policy: NAME NUMBER`, `# as-of: DATE`, `# run-date: DATE`
// (else as-of) and `# basis: WORD` hold for the whole catalogue.
TEST_CASE("Every rule about a catalogue finds what its cases say, and nothing else") {
  int files = 0;
  for (const auto& rule_folder : std::filesystem::directory_iterator(folder() / "catalogue")) {
    const std::string rule = rule_folder.path().filename().string();
    INFO(rule);
    REQUIRE(rules::find_rule(rule) != nullptr);
    std::map<std::string, CatalogueCase> catalogues;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(rule_folder.path()))
      if (entry.is_regular_file()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const std::filesystem::path& path : paths) {
      const std::filesystem::path inside = path.lexically_relative(rule_folder.path());
      const std::string name = inside.string();  // as findings say it, wherever the checkout lies
      INFO(name);
      const std::string group = inside.begin()->string();
      CatalogueCase& catalogue = catalogues[group.starts_with("case-") ? group : std::string()];
      catalogue.facts.name = "the catalogue given";
      add_shipped_policies(catalogue.facts);
      const std::string text = read(path);
      for (const document::Slice& slice : document::split_stream(text))
        take_document(slice, text, name, path, catalogue);
      ++files;
    }
    int firing = 0, silent = 0;
    for (const auto& [group, catalogue] : catalogues) {
      INFO(group);
      std::map<std::string, std::vector<rules::Finding>> found;
      const rules::Settings settings{catalogue.as_of, &catalogue.policy, nullptr, {{rule}, {}}, catalogue.run_date};
      for (rules::Judgement& judgement :
           std::array{rules::judge_catalogue(catalogue.facts, settings),
                      rules::judge_selections(catalogue.selections, catalogue.facts, settings)}) {
        CHECK(judgement.by_rule.size() <= 1);  // counted once for all of its files
        for (rules::Finding& finding : judgement.findings) {
          ++(finding.outcome == rules::Verdict::fail ? firing : silent);
          check_words(finding, catalogue.basis, catalogue.severity);
          if (finding.outcome != rules::Verdict::pass) CHECK(finding.location.line > 0);
          found[finding.location.file.str()].push_back(std::move(finding));
        }
      }
      for (const auto& [file, notes] : catalogue.expected) {
        INFO(file);
        CHECK(rule_cases::differences(notes, found[file], rule) == Differences{});
        found.erase(file);
      }
      CHECK(found.empty());  // a file that has no notes
    }
    CHECK(firing > 0);
    CHECK(silent > 0);
  }
  CHECK(files > 120);
}
