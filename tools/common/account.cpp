#include "tools/common/account.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "document/problem.hpp"
#include "render/html/parts.hpp"
#include "render/run/markdown.hpp"
#include "render/run/paths.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"
#include "tools/common/input_lists.hpp"
#include "tools/common/rendering.hpp"
#include "tools/common/run.hpp"

namespace probation::tools {
namespace {

using caseload::FileAccount;
using render::Account;
using render::Json;
using FileState = FileAccount::State;
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
    out.try_emplace(f.location.file.str(),
                    f.location.line == 0
                        ? fmt::format("{}: {}", f.rule->id, f.message)
                        : fmt::format("{} at {}:{}: {}", f.rule->id, f.location.line, f.location.column, f.message));
  }
  return out;
}

std::optional<render::UnreadFile> unread_part(const FileAccount& file, const std::optional<std::string>& failure,
                                              const std::map<std::string, std::string>& faults) {
  if (file.state == FileState::passed_over || file.complete) return std::nullopt;
  const auto fault = faults.find(file.path);
  return render::UnreadFile{file.path,
                            failure                 ? *failure
                            : fault != faults.end() ? fault->second
                                                    : std::string("not understood"),
                            file.state == FileState::judged};
}

void FilesSeen::beside_up_to(const std::string* path) {
  for (; !beside_.empty() && (path == nullptr || beside_.front().path < *path); beside_ = beside_.subspan(1))
    inputs_.add(fmt::format("{}\nunreadable\n", beside_.front().path));
}

void FilesSeen::add(const FileAccount& file, std::optional<render::UnreadFile> unread) {
  Account& a = so_far_;
  a.documents_judged += file.judged;
  a.not_understood += file.not_understood;
  a.other_kind += file.other_kind;
  a.other_documents += file.other_shard;
  if (file.state == FileState::passed_over) {
    ++passed_over_[file.kind.empty() ? "none" : file.kind];
    ++a.passed_over;
    return;
  }
  beside_up_to(&file.path);
  inputs_.add(fmt::format("{}\n{}\n", file.path, file.digest));
  ++governed_[&by_folder_.of(file.opened)];
  ++(file.state == FileState::judged ? a.judged : file.state == FileState::other_shard ? a.other_shard : a.unreadable);
  if (unread) a.not_read.push_back(std::move(*unread));
}

void FilesSeen::finish(Account& account, PassedOver passed_over) {
  beside_up_to(nullptr);
  for (const auto& [kind, files] : passed_over_) passed_over[{"kind", kind}] += files;
  account.passed_over_by = passed_over_json(passed_over);
  Account& a = so_far_;
  account.passed_over += a.passed_over;
  account.judged += a.judged;
  account.other_shard += a.other_shard;
  account.unreadable += a.unreadable;
  account.documents_judged = a.documents_judged;
  account.not_understood = a.not_understood;
  account.other_kind = a.other_kind;
  account.other_documents = a.other_documents;
  account.read = a.documents_judged + a.not_understood + a.other_kind + a.other_documents;
  std::move(a.not_read.begin(), a.not_read.end(), std::back_inserter(account.not_read));
  account.inputs = inputs_.hex();
}

namespace {

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

render::Account without_rules(render::Account account) {
  account.judges_rules = false;
  account.rules_run.clear();
  account.rules_left_out = 0;
  return account;
}

std::vector<std::pair<std::string, std::string>> account_on_page(const render::Account& account) {
  std::vector<std::pair<std::string, std::string>> pairs{
      {"Looked at", render::web::text(render::account_line(account))}};
  std::string unread;
  for (const render::UnreadFile& file : account.not_read)
    unread += (unread.empty() ? "" : "; ") + render::web::code(render::printable(file.path)) + ": " +
              render::web::text(file.why);
  if (!unread.empty()) pairs.emplace_back("Could not be read", unread);
  return pairs;
}

std::string account_end(const render::Account& account, std::string_view format) {
  if (!ends_with_account(format)) return {};
  const bool is_markdown = format == "markdown";
  const auto shown = [&](const std::string& words) {
    return is_markdown ? render::markdown_text(words) : render::visible(words);
  };
  std::string out;
  for (const render::UnreadFile& file : account.not_read)
    out +=
        fmt::format("{}{}: error: {}\n", is_markdown ? "- " : "", shown(render::printable(file.path)), shown(file.why));
  if (is_markdown) out = "\n" + out + (out.empty() ? "" : "\n");
  return out + render::account_line(account) + "\n";
}

render::Account Invocation::account_of(const caseload::Result& result) const {
  const std::map<std::string, std::string> faults = first_faults(result.findings);
  std::map<std::string, std::string> failures;
  for (const intake::Unreadable& file : result.unreadable) failures[file.path] = file.why;
  std::vector<const FileAccount*> files;
  for (const FileAccount& file : result.accounts) files.push_back(&file);
  std::stable_sort(files.begin(), files.end(),
                   [](const FileAccount* x, const FileAccount* y) { return x->path < y->path; });
  FilesSeen seen(*by_folder_, all_not_found_);
  for (const FileAccount* file : files) {
    const auto failure = failures.find(file->path);
    const bool failed = failure != failures.end();
    seen.add(*file, unread_part(*file, failed ? std::optional(failure->second) : std::nullopt, faults));
    if (failed) failures.erase(failure);
  }
  return account_of(seen, result, failures);
}

// `beside`: unreadable things, by name, that no file stands for.
render::Account Invocation::account_of(FilesSeen& seen, const caseload::Result& result,
                                       const std::map<std::string, std::string>& beside) const {
  Account a;
  describe_search(a, looked_);
  seen.finish(a, looked_.passed_over);
  for (const auto& [path, why] : beside) {  // a folder beside the files given
    a.not_read.push_back({path, why});
    ++a.found;
    ++a.unreadable;
  }
  for (const intake::Unreadable& file : not_found_) a.not_read.push_back({file.path, file.why});
  a.unreadable += static_cast<std::int64_t>(not_found_.size());
  a.other_shard += static_cast<std::int64_t>(all_not_found_.size() - not_found_.size());
  std::sort(a.not_read.begin(), a.not_read.end(),
            [](const render::UnreadFile& x, const render::UnreadFile& y) { return x.path < y.path; });

  for (const auto& [id, counts] : result.by_rule) a.rules_run.push_back(id);
  for (const rules::Rule* rule : rules::rule_book())
    if (judges(*rule, judged_schema_) && !settings_include(rule->id) && !result.by_rule.contains(std::string(rule->id)))
      ++a.rules_left_out;

  describe_settings(a, seen.governed());
  if (!options_.shards.empty()) a.inputs = inputs_of_plan(world_, options_.shards);
  return a;
}

std::vector<const rules::Rule*> Invocation::told_rules() const {
  std::vector<const rules::Rule*> told;
  for (const rules::Rule* rule : rules::rule_book())
    if (judges(*rule, judged_schema_) && (rule->check_document != nullptr || settings_include(rule->id)))
      told.push_back(rule);
  std::sort(told.begin(), told.end(), [](const rules::Rule* a, const rules::Rule* b) { return a->id < b->id; });
  return told;
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
  // What may be shown changes what the same findings say.
  if (options_.redact) all += "redact\n";
  if (options_.with_limited) all += "with_limited\n";
  a.settings = digest_of_text(all);
}

}  // namespace probation::tools
