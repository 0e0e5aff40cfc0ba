#include "rules/judging.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>

#include "appraisal/appraise.hpp"
#include "law/panel_policies.hpp"
#include "unit/catch.hpp"

namespace probation::rule_cases {
namespace {

const CatalogueFacts* catalogue_named(const std::string& name) {
  static std::map<std::string, CatalogueFacts> read_before;
  if (name.empty()) return nullptr;
  const auto [at, fresh] = read_before.try_emplace(name);
  if (!fresh) return &at->second;
  std::set<std::filesystem::path> paths;
  INFO("the catalogue " << name);
  REQUIRE(std::filesystem::is_directory(folder() / "catalogues" / name));
  for (const auto& entry : std::filesystem::directory_iterator(folder() / "catalogues" / name))
    paths.insert(entry.path());
  for (const auto& path : paths) {
    const std::string text = read(path);
    DecodedCase document = decode({text, 1});
    INFO(path.string());
    REQUIRE(document.decoded.problems.empty());
    if (const auto* file = std::get_if<SelectionFile>(&document.content)) {
      RegionSelection chosen{path.string(), *file->region, file->from.value, file->until.value, {}};
      for (const Located<std::string>& id : file->selected) chosen.selected.push_back(*id);
      if (!at->second.selections) at->second.selections.emplace();
      at->second.selections->push_back(std::move(chosen));
      continue;
    }
    at->second.entries.push_back({path.string(), text, std::get<Intervention>(document.content),
                                  std::make_shared<PlaceTable>(std::move(document.decoded.places)), true});
  }
  return &at->second;
}

}  // namespace

std::filesystem::path folder() { return std::filesystem::path(PROJECT_SOURCE_DIR) / "tests/rules"; }

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

const std::set<std::string>& stream_headers() {
  static const std::set<std::string> headers{"case", "as-of",     "expect", "policy",
                                             "law",  "catalogue", "basis",  "severity"};
  return headers;
}

DecodedCase decode(const document::Slice& slice) {
  DecodedCase document;
  document.decoded = document::decode(slice, file_kinds(), &document.content);
  return document;
}

rules::Judgement judge(DecodedCase document, const document::Slice& slice, const Notes& notes,
                       const std::vector<std::string>& select) {
  rules::Origin origin;
  origin.file = "case.yaml";
  origin.text = slice.text;
  origin.first_line = slice.first_line;
  return rules::judge(document.decoded, document.content, origin,
                      {notes.as_of.value(), &notes.policy, catalogue_named(notes.catalogue), {select, {}}});
}

rules::Judgement judge_sheet(DecodedCase document, const document::Slice& slice, const Notes& notes,
                             const std::vector<std::string>& select) {
  rules::Origin origin;
  origin.file = "sheet.yaml";
  origin.text = slice.text;
  origin.first_line = slice.first_line;
  const rules::Settings settings{notes.as_of.value(), &notes.policy, nullptr, {select, {}}};
  rules::Judgement judgement = rules::judge(document.decoded, document.content, origin, settings);
  const auto& sheet = std::get<PanelSheet>(document.content);
  FileContent policy_content;
  for (const PanelPolicyText& shipped : panel_policies())
    if (sheet.policy.is({std::string(shipped.id)})) document::decode({shipped.text, 1}, file_kinds(), &policy_content);
  const ScoringPolicyReading policy = scoring_policy(std::get<EipPolicy>(policy_content));
  REQUIRE(policy.policy);
  origin.places = &document.decoded.places;
  const appraisal::Appraisal appraisal = appraisal::appraise(sheet, *policy.policy, {1, 1});
  rules::Judgement panel = rules::judge_panel(appraisal.facts, origin, settings);
  std::move(panel.findings.begin(), panel.findings.end(), std::back_inserter(judgement.findings));
  return judgement;
}

}  // namespace probation::rule_cases
