// Runs the cases of each rule: tests/rules/RULE.yaml is a stream of case files whose comments say what the rule
// must find, on which line. The set is exact: a finding nobody expected is a failure too.
//
//   # case: a sentence         what the document shows
//   # as-of: DATE
//   ... # ! RULE OUTCOME SUBJECT     at the end of a line: the finding points to this line
//   # expect: RULE OUTCOME SUBJECT   the finding may point anywhere
//   # policy: NAME NUMBER              a local value over the national one
//   # law: NAME DATE                   a commencement date that a policy file would set
//   # catalogue: NAME                  judged with the catalogue of tests/rules/catalogues/NAME
//   # basis: WORD                      the basis of every failing finding of the document
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "appraisal/appraise.hpp"
#include "document/limits.hpp"
#include "law/panel_policies.hpp"
#include "model/files.hpp"
#include "rules/engine.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

const std::filesystem::path folder = std::filesystem::path(PROJECT_SOURCE_DIR) / "tests/rules";

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Expected {
  std::vector<std::string> on_line;   // "12 RAR201 fail O1/R1"
  std::vector<std::string> anywhere;  // "RAR201 fail O1/R1"
  std::string title;
  std::string basis;
  std::string catalogue;
  Policy policy = Policy::national();
  std::optional<Date> as_of;
};

Expected expectations(const document::Slice& slice) {
  static const std::regex on_line(R"(# ! (\S+ \S+ \S+)\s*$)");
  static const std::regex header(R"(^# (case|as-of|expect|policy|law|basis|catalogue): (.*?)\s*$)");
  Expected expected;
  std::istringstream lines{std::string(slice.text)};
  std::string line;
  for (std::uint32_t number = slice.first_line; std::getline(lines, line); ++number) {
    std::smatch match;
    if (std::regex_search(line, match, on_line))
      expected.on_line.push_back(std::to_string(number) + " " + match[1].str());
    if (!std::regex_search(line, match, header)) continue;
    if (match[1] == "case") expected.title = match[2];
    if (match[1] == "as-of") expected.as_of = parse_date(match[2].str());
    if (match[1] == "expect") expected.anywhere.push_back(match[2]);
    if (match[1] == "basis") expected.basis = match[2];
    if (match[1] == "catalogue") expected.catalogue = match[2];
    std::istringstream words(match[2].str());
    std::string name, value;
    words >> name >> value;
    if (match[1] == "policy")
      expected.policy.add_local(
          {name, StandardValue{std::int64_t{std::stoll(value)}}, {}, {}, "a regional instruction", "region.yaml", 1});
    if (match[1] == "law") expected.policy.set_commencement(name, parse_date(value).value());
  }
  std::sort(expected.on_line.begin(), expected.on_line.end());
  return expected;
}

const CatalogueFacts* catalogue_named(const std::string& name) {
  static std::map<std::string, CatalogueFacts> read_before;
  if (name.empty()) return nullptr;
  const auto [at, fresh] = read_before.try_emplace(name);
  if (!fresh) return &at->second;
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "catalogues" / name))
    paths.insert(entry.path());
  for (const auto& path : paths) {
    const std::string text = read(path);
    FileContent content;
    document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
    INFO(path.string());
    REQUIRE(decoded.problems.empty());
    at->second.entries.push_back({path.string(), text, std::get<Intervention>(content),
                                  std::make_shared<PlaceTable>(std::move(decoded.places)), true});
  }
  return &at->second;
}

rules::Judgement judge(const document::Slice& slice, Date as_of, const Expected& expected,
                       const std::vector<std::string>& select) {
  FileContent content;
  document::Decoded decoded = document::decode(slice, file_kinds(), &content);
  rules::Origin origin;
  origin.file = "case.yaml";
  origin.text = slice.text;
  return rules::judge(decoded, content, origin,
                      {as_of, &expected.policy, catalogue_named(expected.catalogue), {select, {}}});
}

// Judges a mark sheet as the tool does: as a document, then what its appraisal found.
rules::Judgement judge_sheet(const document::Slice& slice, Date as_of, const Expected& expected,
                             const std::vector<std::string>& select) {
  FileContent content;
  document::Decoded decoded = document::decode(slice, file_kinds(), &content);
  rules::Origin origin;
  origin.file = "sheet.yaml";
  origin.text = slice.text;
  const rules::Settings settings{as_of, &expected.policy, nullptr, {select, {}}};
  rules::Judgement judgement = rules::judge(decoded, content, origin, settings);
  const auto& sheet = std::get<PanelSheet>(content);
  FileContent policy_content;
  for (const PanelPolicyText& shipped : panel_policies())
    if (sheet.policy.is({std::string(shipped.id)})) document::decode({shipped.text, 1}, file_kinds(), &policy_content);
  const ScoringPolicyReading policy = scoring_policy(std::get<EipPolicy>(policy_content));
  REQUIRE(policy.policy);
  origin.places = &decoded.places;
  const appraisal::Appraisal appraisal = appraisal::appraise(sheet, *policy.policy, {1, 1});
  rules::Judgement panel = rules::judge_panel(appraisal.facts, origin, settings);
  std::move(panel.findings.begin(), panel.findings.end(), std::back_inserter(judgement.findings));
  return judgement;
}

// Every shipped scoring policy rests on assumptions; the silent case of EIP906 is in tests/unit/appraise_test.cpp.
bool always_fires(const std::string& rule) { return rule == "EIP906"; }

using Judge = rules::Judgement (*)(const document::Slice&, Date, const Expected&, const std::vector<std::string>&);

// Runs the streams of one folder; the number of cases.
int run_streams(const std::filesystem::path& where, Judge judge_document) {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(where)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string rule = entry.path().stem().string();
    INFO(rule);
    REQUIRE(rules::find_rule(rule) != nullptr);
    const std::string text = read(entry.path());
    int firing = 0, silent = 0;
    for (const document::Slice& slice : document::split_stream(text)) {
      const Expected expected = expectations(slice);
      INFO(rule << " line " << slice.first_line << ": " << expected.title);
      REQUIRE(expected.as_of);
      const rules::Judgement judgement = judge_document(slice, *expected.as_of, expected, {rule, "DOC"});
      std::vector<std::string> found_on_line, found_anywhere;
      std::vector<std::string> open = expected.anywhere;
      for (const rules::Finding& finding : judgement.findings) {
        if (finding.outcome == rules::Verdict::pass) continue;
        const std::string words =
            std::string(finding.rule->id) + " " + std::string(rules::word(finding.outcome)) + " " + finding.subject;
        CHECK_FALSE(finding.message.empty());
        if (finding.outcome == rules::Verdict::undetermined) CHECK_FALSE(finding.missing.empty());
        if (finding.outcome == rules::Verdict::fail && !expected.basis.empty())
          CHECK(rules::word(finding.basis) == expected.basis);
        const auto at = std::find(open.begin(), open.end(), words);
        if (at != open.end()) open.erase(at);
        else found_on_line.push_back(std::to_string(finding.location.line) + " " + words);
      }
      std::sort(found_on_line.begin(), found_on_line.end());
      CHECK(found_on_line == expected.on_line);
      CHECK(open == std::vector<std::string>{});
      const bool fires = !expected.on_line.empty() || !expected.anywhere.empty();
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
  const int cases = run_streams(folder, &judge);
  WARN(cases << " rule cases");
  CHECK(cases > 60);
}

TEST_CASE("Every rule about a mark sheet finds what its cases say, on the line they say, and nothing else") {
  const int cases = run_streams(folder / "panel", &judge_sheet);
  WARN(cases << " panel cases");
  CHECK(cases > 50);
}

TEST_CASE("Documents that are wrong as documents are refused at the place and in the words their cases say") {
  static const std::regex header(R"(^# (expect|absent|words|as-of): (.*?)\s*$)");
  static const std::regex expect(R"((\S+)(?: fail)?(?: at (\d+):(\d+))?)");
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "doc")) {
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
      if (key == "expect" && std::regex_search(value, what, expect)) {
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

// A rule's folder is one catalogue, and each folder `case-…` in it one of its own. A comment says what must be found
// about the file; `# policy: NAME NUMBER`, `# as-of: DATE` and `# basis: WORD` hold for the whole catalogue.
TEST_CASE("Every rule about a catalogue finds what its cases say, and nothing else") {
  static const std::regex header(R"(^# (expect|policy|as-of|basis|severity): (.*?)\s*$)");
  struct Catalogue {
    CatalogueFacts facts;
    std::vector<SelectionEntry> selections;
    std::multiset<std::string> expected;
    Policy policy = Policy::national();
    Date as_of = date(2025, 10, 24);
    std::string basis, severity;
  };
  int files = 0;
  for (const auto& rule_folder : std::filesystem::directory_iterator(folder / "catalogue")) {
    const std::string rule = rule_folder.path().filename().string();
    INFO(rule);
    REQUIRE(rules::find_rule(rule) != nullptr);
    std::map<std::string, Catalogue> catalogues;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(rule_folder.path()))
      if (entry.is_regular_file()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const std::filesystem::path& path : paths) {
      INFO(path.string());
      const std::string group = path.lexically_relative(rule_folder.path()).begin()->string();
      Catalogue& catalogue = catalogues[group.starts_with("case-") ? group : std::string()];
      catalogue.facts.name = "the catalogue given";
      const std::string text = read(path);
      FileContent content;
      document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
      REQUIRE(decoded.problems.empty());
      auto places = std::make_shared<PlaceTable>(std::move(decoded.places));
      if (const auto* sheet = std::get_if<PanelSheet>(&content)) {
        catalogue.facts.sheets.push_back({path.string(), sheet->intervention->text, sheet->version.value,
                                          sheet->ratification ? sheet->ratification->decision.value : std::nullopt});
        ++files;
        continue;
      }
      if (auto* selection = std::get_if<SelectionFile>(&content))
        catalogue.selections.push_back({path.string(), text, std::move(*selection), std::move(places), true});
      else
        catalogue.facts.entries.push_back(
            {path.string(), text, std::get<Intervention>(content), std::move(places), true, false});
      std::istringstream lines(text);
      std::string line;
      for (std::smatch match; std::getline(lines, line);) {
        if (!std::regex_search(line, match, header)) continue;
        std::istringstream words(match[2].str());
        std::string name, value;
        words >> name >> value;
        if (match[1] == "expect") catalogue.expected.insert(path.stem().string() + ": " + match[2].str());
        if (match[1] == "policy")
          catalogue.policy.add_local({name,
                                      StandardValue{std::int64_t{std::stoll(value)}},
                                      {},
                                      {},
                                      "a regional instruction",
                                      "region.yaml",
                                      1});
        if (match[1] == "as-of") catalogue.as_of = parse_date(name).value();
        if (match[1] == "basis") catalogue.basis = name;
        if (match[1] == "severity") catalogue.severity = name;
      }
      ++files;
    }
    int firing = 0, silent = 0;
    for (const auto& [group, catalogue] : catalogues) {
      INFO(group);
      std::multiset<std::string> found;
      const rules::Settings settings{catalogue.as_of, &catalogue.policy, nullptr, {{rule}, {}}};
      for (const rules::Judgement& judgement :
           {rules::judge_catalogue(catalogue.facts, settings),
            rules::judge_selections(catalogue.selections, catalogue.facts, settings)})
        for (const rules::Finding& f : judgement.findings) {
          ++(f.outcome == rules::Verdict::fail ? firing : silent);
          if (f.outcome == rules::Verdict::pass) continue;
          CHECK_FALSE(f.message.empty());
          CHECK(f.location.line > 0);
          if (f.outcome == rules::Verdict::undetermined) CHECK_FALSE(f.missing.empty());
          if (f.outcome == rules::Verdict::fail && !catalogue.basis.empty())
            CHECK(rules::word(f.basis) == catalogue.basis);
          if (f.outcome == rules::Verdict::fail && !catalogue.severity.empty())
            CHECK(rules::word(f.severity) == catalogue.severity);
          found.insert(std::filesystem::path(f.location.file).stem().string() + ": " + std::string(f.rule->id) + " " +
                       std::string(rules::word(f.outcome)) + " " + f.subject);
        }
      CHECK(found == catalogue.expected);
    }
    CHECK(firing > 0);
    CHECK(silent > 0);
  }
  CHECK(files > 120);
}
