#include "tools/common/account.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "document/problem.hpp"
#include "rules/rule.hpp"
#include "tools/common/input_lists.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {
namespace {

using caseload::FileAccount;
using render::Account;
using render::Json;
using State = FileAccount::State;
using PassedOver = std::map<std::pair<std::string, std::string>, std::int64_t>;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json origin_json(const intake::WrittenAt& at) {
  return {{"kind", at.kind},
          {"name", or_null(at.name)},
          {"file", or_null(at.file)},
          {"line", at.line == 0 ? Json(nullptr) : Json(at.line)}};
}

Json passed_over_json(const PassedOver& rows) {
  Json out = Json::array();
  for (const auto& [row, files] : rows) out.push_back({{"why", row.first}, {"what", row.second}, {"files", files}});
  return out;
}

}  // namespace

std::map<std::string, std::string> first_faults(const std::vector<rules::Finding>& findings) {
  std::map<std::string, std::string> out;
  for (const rules::Finding& f : findings) {
    if (f.outcome != rules::Verdict::fail || !document::prevents_reading(f.rule->id)) continue;
    out.try_emplace(f.location.file, f.location.line == 0 ? fmt::format("{}: {}", f.rule->id, f.message)
                                                          : fmt::format("{} at {}:{}: {}", f.rule->id, f.location.line,
                                                                        f.location.column, f.message));
  }
  return out;
}

namespace {

void count_documents(Account& a, const std::vector<FileAccount>& files) {
  for (const FileAccount& file : files) {
    a.documents_judged += file.judged;
    a.not_understood += file.not_understood;
    a.other_kind += file.other_kind;
    a.other_documents += file.other_shard;
  }
  a.read = a.documents_judged + a.not_understood + a.other_kind + a.other_documents;
}

// What is judged, by the kind that the command judges.
bool judges(const rules::Rule& rule, const std::string& schema) {
  if (rule.check_document != nullptr) return true;
  if (schema == "case/1") return rule.check_case != nullptr || rule.across_files;
  if (schema == "panel/1") return rule.check_panel != nullptr;
  return rule.check_intervention != nullptr || rule.check_region != nullptr;
}

}  // namespace

void describe_search(Account& a, const intake::Looked& looked) {
  a.given = looked.given;
  a.found = looked.found;
  a.excluded = looked.excluded;
  a.walked = looked.folders_walked;
  a.folders_excluded = looked.folders_excluded;
  a.hidden = looked.folders_hidden;
  a.repeated = looked.repeated;
  a.passed_over_by = passed_over_json(looked.passed_over);
  for (const auto& [row, files] : looked.passed_over) a.passed_over += files;
  for (const intake::PatternUse& use : looked.patterns)
    a.excluded_by.push_back(
        {{"pattern", use.text}, {"origin", origin_json(use.origin)}, {"files", use.files}, {"folders", use.folders}});
}

std::string what_was_met(const Account& account) {
  std::vector<std::string> words;
  for (const Json& row : account.passed_over_by)
    words.push_back(
        fmt::format("{} {} ({})", row["files"].whole(), row["what"].get<std::string>(), row["why"].get<std::string>()));
  if (account.excluded > 0) words.push_back(fmt::format("{} excluded", account.excluded));
  return words.empty() ? std::string{} : fmt::format("; met: {}", fmt::join(words, ", "));
}

render::Account Invocation::account_of(const caseload::Result& result) const {
  Account a;
  describe_search(a, looked_);
  PassedOver passed_over = looked_.passed_over;
  const std::map<std::string, std::string> faults = first_faults(result.findings);
  std::map<std::string, std::string> failures;
  for (const intake::Unreadable& file : result.unreadable) failures[file.path] = file.why;
  std::map<std::string, std::string> inputs;  // digests by name, of all shards
  std::map<const JudgedBy*, std::int64_t> governed;
  for (const FileAccount& file : result.accounts) {
    if (file.state == State::passed_over) {
      ++passed_over[{"kind", file.kind.empty() ? "none" : file.kind}];
      ++a.passed_over;
      continue;
    }
    inputs[file.path] = file.digest;
    ++governed[&by_folder_->of(file.opened)];
    if (file.state == State::judged) ++a.judged;
    else if (file.state == State::other_shard) ++a.other_shard;
    else ++a.unreadable;
    if (file.complete) continue;
    const auto failure = failures.find(file.path);
    const auto fault = faults.find(file.path);
    a.not_read.push_back({file.path,
                          failure != failures.end() ? failure->second
                          : fault != faults.end()   ? fault->second
                                                    : std::string("not understood"),
                          file.state == State::judged});
  }
  for (const auto& [path, why] : failures)
    if (!inputs.contains(path)) {  // a folder beside the files given
      a.not_read.push_back({path, why});
      ++a.found;
      ++a.unreadable;
    }
  for (const intake::Unreadable& file : not_found_) a.not_read.push_back({file.path, file.why});
  a.unreadable += static_cast<std::int64_t>(not_found_.size());
  a.other_shard += static_cast<std::int64_t>(all_not_found_.size() - not_found_.size());
  for (const intake::Unreadable& file : all_not_found_) inputs[file.path] = "unreadable";
  std::sort(a.not_read.begin(), a.not_read.end(),
            [](const render::UnreadFile& x, const render::UnreadFile& y) { return x.path < y.path; });
  a.passed_over_by = passed_over_json(passed_over);
  count_documents(a, result.accounts);

  for (const auto& [id, counts] : result.by_rule) a.rules_run.push_back(id);
  for (const rules::Rule* rule : rules::rule_book())
    if (judges(*rule, judged_schema_) && !settings_include(rule->id) && !result.by_rule.contains(std::string(rule->id)))
      ++a.rules_left_out;

  describe_settings(a, governed);
  std::string names;
  for (const auto& [name, digest] : inputs) names += fmt::format("{}\n{}\n", name, digest);
  a.inputs = options_.shards.empty() ? digest_of_text(names) : inputs_of_plan(world_, options_.shards);
  return a;
}

std::vector<std::string> Invocation::unselected_document_rules() const {
  std::vector<std::string> ids;
  for (const rules::Rule* rule : rules::rule_book())
    if (rule->check_document != nullptr && !settings_include(rule->id)) ids.emplace_back(rule->id);
  return ids;
}

std::int64_t Invocation::rules_kept_out() const {
  return std::count_if(rules::rule_book().begin(), rules::rule_book().end(), [&](const rules::Rule* rule) {
    return judges(*rule, judged_schema_) && !settings_include(rule->id);
  });
}

void Invocation::describe_settings(Account& a, const std::map<const JudgedBy*, std::int64_t>& governed) const {
  std::string all = fmt::format("{} {}\n", version(), probation::format(as_of()));
  std::set<std::string> digests;
  for (const JudgedBy* by : governing()) {
    digests.insert(by->digest);
    const auto files = governed.find(by);
    if (files == governed.end()) continue;
    a.configurations.push_back({{"file", or_null(by->file)},
                                {"files", files->second},
                                {"policy", by->policy.id()},
                                {"not_used", by->not_used}});
    if (by->is_told) a.told_configurations.push_back(by->file);
  }
  all += fmt::format("{}\n{}", fmt::join(digests, "\n"), digest_of_path(world_, options_.baseline));
  a.settings = digest_of_text(all);
}

}  // namespace probation::tools
