#include "tools/common/judged_by.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/catalogue.hpp"
#include "intake/national_catalogue.hpp"
#include "intake/one_file.hpp"
#include "intake/policy_reading.hpp"
#include "intake/selection_reading.hpp"
#include "tools/common/digests.hpp"

namespace probation::tools {
namespace {

void check_selection(const rules::Selection& selection) {
  for (const std::string& word : selection.unknown()) {
    std::vector<std::string_view> ids;
    for (const rules::Rule* rule : rules::rule_book()) ids.push_back(rule->id);
    std::string upper = word;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const bool is_case = upper != word && rules::Selection{{upper}, {}}.unknown().empty();
    const auto near = is_case ? std::optional<std::string_view>(upper) : nearest(upper, ids);
    throw UsageError{
        fmt::format("no rule begins with {}{}", word, near ? fmt::format("; did you mean {}?", *near) : std::string{})};
  }
}

[[noreturn]] void refuse(const char* what, const std::vector<std::string>& problems) {
  throw UsageError{fmt::format("the {} cannot be used, and nothing of {} is:", what,
                               std::string_view(what).ends_with('s') ? "them" : "it"),
                   problems};
}

CatalogueFacts read_catalogue(World& world, const std::string& path, const rules::Settings& settings) {
  caseload::Request request;
  intake::FoundFiles found = intake::find_files(world, {path});
  for (const intake::Unreadable& missing : found.unreadable)
    throw UsageError{fmt::format("--catalogue {}: {}", missing.path, missing.why)};
  request.paths = std::move(found.paths);
  request.met_json = std::move(found.met_json);
  caseload::Result result;
  rules::Settings documents = settings;
  documents.selection = {{"DOC"}, {}};
  CatalogueFacts catalogue = caseload::read_register(world, request, documents, result).catalogue;
  catalogue.name = path;
  std::vector<std::string> problems;
  for (const intake::Unreadable& file : result.unreadable)
    problems.push_back(fmt::format("{}: {}", file.path, file.why));
  for (const rules::Finding& finding : result.findings)
    if (finding.outcome == rules::Verdict::fail)
      problems.push_back(fmt::format("{}:{}:{}: {}", finding.location.file, finding.location.line,
                                     finding.location.column, finding.message));
  // Two entries of one id would make every answer ambiguous.
  for (std::string& problem : caseload::ids_used_twice(catalogue)) problems.push_back(std::move(problem));
  if (catalogue.entries.empty() && problems.empty())
    problems.push_back(fmt::format("{}: no intervention/1 file", path));
  if (!problems.empty()) refuse("catalogue", problems);
  return catalogue;
}

std::string digest_of(const JudgedBy& by, World& world) {
  std::set<std::string_view> rules;
  for (const rules::Rule* rule : rules::rule_book())
    if (by.settings.selection.includes(rule->id)) rules.insert(rule->id);
  return digest_of_text(
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}", fmt::join(rules, ","), digest_of_path(world, by.values.policy),
                  digest_of_path(world, by.values.catalogue), digest_of_path(world, by.values.selections),
                  digest_of_path(world, by.values.directory), digest_of_path(world, by.values.suppressions)));
}

}  // namespace

void load(JudgedBy& by, World& world, const std::function<void(const std::string&)>& note) {
  by.settings.selection = {by.values.select, by.values.ignore};
  check_selection(by.settings.selection);
  if (!by.values.policy.empty()) {
    intake::PolicyReading reading = intake::read_policy(world, by.values.policy);
    if (!reading.problems.empty()) refuse("policy", reading.problems);
    by.policy = std::move(reading.policy);
    for (const std::string& line : reading.notes) note(line);
  }
  by.settings.policy = &by.policy;
  by.catalogue = by.values.catalogue.empty() ? intake::national_catalogue()
                                             : read_catalogue(world, by.values.catalogue, by.settings);
  by.settings.catalogue = &by.catalogue;
  if (!by.values.selections.empty()) {
    intake::SelectionReading reading = intake::read_selections(world, by.values.selections);
    if (!reading.problems.empty()) refuse("selections", reading.problems);
    by.catalogue.selections = std::move(reading.selections);
  }
  if (!by.values.directory.empty()) {
    const intake::OneFile directory = intake::read_one(world, by.values.directory, "directory/1");
    if (!directory.problems.empty()) refuse("directory", directory.problems);
  }
  if (!by.values.suppressions.empty()) {
    by.suppressions = caseload::read_suppressions(world, by.values.suppressions, by.settings.as_of);
    if (!by.suppressions.problems.empty()) refuse("suppressions", by.suppressions.problems);
  }
  by.digest = digest_of(by, world);
}

JudgingValues values_of(const Configuration& configuration, const LayerChain& chain) {
  const auto list = [&](std::string_view name) { return configuration.resolved(*find_key(name), chain).values; };
  const auto word = [&](std::string_view name) {
    const std::vector<std::string> values = list(name);
    return values.empty() ? std::string{} : values.front();
  };
  return {word("policy"),    word("catalogue"),    word("selections"),
          word("directory"), word("suppressions"), list("select"),
          list("ignore"),    word("fail_on"),      word("fail_on_undetermined") == "true"};
}

namespace {

// What of the files of a chain is for the run and was not asked, because the paths given lie above them.
std::vector<std::string> keys_not_used(const LayerChain& chain, const LayerChain& given) {
  std::set<std::string> names;
  for (const SettingLayer* layer : chain)
    if (std::find(given.begin(), given.end(), layer) == given.end())
      for (const GivenValue& value : layer->given)
        if (!value.key->is_by_file) names.insert(std::string(value.key->name));
  return {names.begin(), names.end()};
}

bool tells(const Configuration& configuration, const LayerChain& chain) {
  for (const char* name : {"select", "ignore", "fail_on"})
    if (configuration.resolved(*find_key(name), chain).at.kind == "file") return true;
  return false;
}

void describe(JudgedBy& by, const Configuration& configuration, const LayerChain& chain) {
  by.file = chain.empty() ? std::string{} : chain.front()->file;
  by.not_used = keys_not_used(chain, configuration.given_chain());
  by.is_told = !chain.empty() && tells(configuration, chain);
}

}  // namespace

// What findings call the file.
std::string JudgedByFolder::printed_name(const std::string& path) const {
  return path == "-" ? configuration_.stdin_name() : path;
}

void JudgedByFolder::prepare(const intake::PathList& paths) {
  describe(first_, configuration_, configuration_.given_chain());
  for (const std::string& path : paths) {
    const LayerChain& chain = configuration_.chain_of(world_, path);
    JudgedBy* by = &first_;
    if (chain != configuration_.given_chain()) {
      auto& other = others_[chain];
      if (!other) {
        other = std::make_unique<JudgedBy>(first_.settings.as_of);
        other->values = values_of(configuration_, chain);
        other->settings.run_date = first_.settings.run_date;
        load(*other, world_, note_);
        describe(*other, configuration_, chain);
      }
      by = other.get();
      by_path_[path] = by_path_[printed_name(path)] = by;
    }
    if (std::find(governing_.begin(), governing_.end(), by) != governing_.end()) continue;
    governing_.push_back(by);
    first_files_.push_back(path);
  }
}

JudgedBy& JudgedByFolder::of(std::string_view path) const {
  const auto at = by_path_.find(path);
  return at == by_path_.end() ? first_ : *at->second;
}

}  // namespace probation::tools
