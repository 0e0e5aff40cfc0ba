// merge: puts the shards of one run together. It refuses what is not the whole of one run, judges the rules over
// several files that no shard could, and prints the bytes that one run would have printed.
#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "caseload/saved_run.hpp"
#include "rules/rule.hpp"
#include "tools/common/account.hpp"
#include "tools/common/summary_alone.hpp"
#include "tools/rar-audit/commands.hpp"

namespace probation::tools {
namespace {

std::set<std::size_t> indices(const Json& list) {
  std::set<std::size_t> out;
  for (const Json& index : list) out.insert(index.get<std::size_t>());
  return out;
}

using caseload::SavedRun;
using render::Json;

[[noreturn]] void refuse(const std::string& why) { throw UsageError{"the shards cannot be put together: " + why}; }

// Each part of one and the same run, once.
void check_parts(const std::vector<SavedRun>& parts) {
  std::map<unsigned, std::string> seen;
  const Json& first = parts.front().summary;
  for (const SavedRun& part : parts) {
    const Json& s = part.summary;
    if (!s.contains("shard") || s["shard"].is_null()) refuse(fmt::format("{} is not of a run with --shard", part.path));
    for (const char* member : {"tool", "version", "as_of", "policy"})
      if (s.at(member) != first.at(member))
        refuse(fmt::format("{} has {} {} and {} has {}", parts.front().path, member,
                           first.at(member).get<std::string>(), part.path, s.at(member).get<std::string>()));
    if (s.at("version") != version())
      refuse(fmt::format("{} is from version {} and this is {}", part.path, s.at("version").get<std::string>(),
                         version()));
    const Json& shard = s["shard"];
    if (shard.at("count") != first["shard"].at("count"))
      refuse(fmt::format("{} is one of {} and {} one of {}", parts.front().path,
                         first["shard"].at("count").get<unsigned>(), part.path, shard.at("count").get<unsigned>()));
    if (shard.at("settings") != first["shard"].at("settings"))
      refuse(fmt::format(
          "{} and {} were run with other rules, catalogue, policy values, suppressions, baseline or verdict flags",
          parts.front().path, part.path));
    for (const char* member : {"settings", "inputs"})
      if (s.at("account").at(member) != first.at("account").at(member))
        refuse(fmt::format("{} and {} were run with other {}", parts.front().path, part.path, member));
    const auto [at, fresh] = seen.emplace(shard.at("index").get<unsigned>(), part.path);
    if (!fresh) refuse(fmt::format("{} and {} are both shard {}", at->second, part.path, at->first));
  }
  std::vector<unsigned> missing;
  for (unsigned i = 1; i <= first["shard"].at("count").get<unsigned>(); ++i)
    if (!seen.contains(i)) missing.push_back(i);
  if (!missing.empty())
    refuse(
        fmt::format("shard {} of {} is missing", fmt::join(missing, ", "), first["shard"].at("count").get<unsigned>()));
}

// What one run would have looked at: the search is the same in every part, the files are those of all of them.
render::Account account_of_parts(const std::vector<SavedRun>& parts, const caseload::Result& result) {
  const Json& first = parts.front().summary;
  render::Account a = render::account_from(first.at("account"));
  a.rules_left_out = first.at("shard").at("left_out").get<std::int64_t>();
  a.told_configurations = first.at("shard").at("told_configurations").get<std::vector<std::string>>();
  a.rules_run.clear();
  a.not_printed.clear();
  a.records.clear();
  std::set<std::string> judged;
  for (const rules::CaseSummary& summary : result.cases) judged.insert(summary.file);
  std::map<std::string, std::string> why;
  for (const SavedRun& part : parts)
    for (const Json& file : part.summary.at("shard").at("not_opened"))
      why.emplace(file.at("file").get<std::string>(), file.at("why").get<std::string>());
  for (const auto& [file, words] : first_faults(result.findings))
    if (const auto at = why.find(file); at != why.end()) at->second = words;
  a.not_read.clear();
  a.unreadable = 0;
  for (const auto& [file, words] : why) {
    a.not_read.push_back({file, words, judged.contains(file)});
    if (!judged.contains(file)) ++a.unreadable;
  }
  a.judged = static_cast<std::int64_t>(judged.size());
  if (first.at("shard").at("is_list").get<bool>()) {  // parts by size have files of their own
    a.given = a.found = a.judged + a.unreadable;
    a.other_kind = 0;
    for (const SavedRun& part : parts)
      a.other_kind += part.summary.at("account").at("documents").at("other_kind").get<std::int64_t>();
  }
  a.other_shard = a.other_documents = a.not_understood = 0;
  a.documents_judged = static_cast<std::int64_t>(result.cases.size());
  for (const SavedRun& part : parts)
    a.not_understood += part.summary.at("account").at("documents").at("not_understood").get<std::int64_t>();
  a.read = a.documents_judged + a.not_understood + a.other_kind;
  return a;
}

}  // namespace

int run_merge(Invocation& invocation, const Options& given) {
  Options options = given;
  std::vector<std::string_view> fitting;
  for (const std::string_view name : check_formats)
    if (name != "text" && name != "html") fitting.push_back(name);  // what stands in the files is not in the shards
  if (invocation.configuration().setting("format").origin == "default") options.format = "ndjson";
  targets(options, "merge", fitting);
  summary_fits(options, {"concise", "json", "ndjson", "markdown"});

  std::vector<SavedRun> parts;
  bool bad = false;
  for (const std::string& path : invocation.request().paths) {
    parts.push_back(caseload::read_saved_run(invocation.world(), path));
    for (const std::string& problem : parts.back().problems) write_fault("rar-audit", fmt::format("{}", problem));
    bad = bad || !parts.back().problems.empty();
  }
  for (const intake::Unreadable& file : invocation.not_found())
    write_fault("rar-audit", fmt::format("{}: {}", file.path, file.why));
  if (bad || !invocation.not_found().empty() || parts.empty()) return unreadable;

  render::RunOutput run{"rar-audit", version(), invocation.as_of(), {}, {}, {}, {}, 0, {}};
  caseload::Result result;
  std::set<std::size_t> unused, refused_entries;
  std::vector<std::string> not_selected;
  std::string fail_on, suppressions_digest, baseline_digest;
  bool failing = false, undetermined_fails = false;
  try {
    check_parts(parts);
    const Json& first = parts.front().summary;
    run.tool = first.at("tool").get<std::string>();
    run.version = first.at("version").get<std::string>();
    run.policy = first.at("policy").get<std::string>();
    if (const Json& catalogue = first.at("catalogue"); !catalogue.is_null())
      run.catalogue = catalogue.get<std::string>();
    const auto as_of = parse_date(first.at("as_of").get<std::string>());
    if (!as_of) throw std::invalid_argument("as_of is no date");
    run.as_of = *as_of;
    const Json& shard = first.at("shard");
    fail_on = one_of("fail_on", shard.at("fail_on").get<std::string>(), {"error", "warning", "note", "never"});
    options.show = one_of("show", shard.at("show").get<std::string>(), {"error", "warning", "note", "pass"});
    not_selected = shard.at("not_selected").get<std::vector<std::string>>();
    suppressions_digest = shard.at("suppressions").is_null() ? std::string{} : shard["suppressions"].get<std::string>();
    baseline_digest = shard.at("baseline").is_null() ? std::string{} : shard["baseline"].get<std::string>();
    if (first.contains("suppressions")) {
      const Json& counts = first["suppressions"];
      run.summary.suppressions =
          render::SuppressionCounts{counts.at("given").get<std::size_t>(), counts.at("expired").get<std::size_t>(),
                                    counts.at("malformed").get<std::size_t>(), 0, 0};
    }
    for (const SavedRun& part : parts) {
      const Json& s = part.summary;
      for (const Json& finding : part.findings) result.findings.push_back(caseload::finding_from(finding));
      for (const Json& gap : part.gaps) run.gaps.push_back(caseload::gap_from(gap));
      for (const Json& summary : part.cases) result.cases.push_back(caseload::case_summary_from(summary));
      for (const auto& [id, counts] : caseload::by_rule_from(s)) result.by_rule[id] += counts;
      result.files += s.at("files").get<std::int64_t>();
      result.later += s.at("later").get<std::int64_t>();
      result.skipped += s.at("skipped").get<std::int64_t>();
      run.summary.undetermined += s.at("undetermined").get<std::int64_t>();
      run.summary.suppressed += s.at("suppressed").get<std::int64_t>();
      run.summary.baseline += s.at("baseline").get<std::int64_t>();
      for (const rules::Severity severity : {rules::Severity::error, rules::Severity::warning, rules::Severity::note})
        run.summary.findings[static_cast<std::size_t>(severity)] +=
            s.at("findings").at(std::string(rules::word(severity))).get<std::int64_t>();
      failing = failing || s["shard"].at("failing").get<bool>();
      undetermined_fails = undetermined_fails || s["shard"].at("undetermined_fails").get<bool>();
      const std::set<std::size_t> entries = indices(s["shard"].at("unused"));
      if (&part == &parts.front()) unused = entries;
      else std::erase_if(unused, [&](std::size_t entry) { return !entries.contains(entry); });
      refused_entries.merge(indices(s["shard"].at("refused")));
    }
    // The rules over several files, and what the run lives with of their findings.
    caseload::Result across;
    caseload::put_in_order(result);
    run.account = account_of_parts(parts, result);
    run.unread = run.account.not_read;
    run.summary.unreadable = static_cast<std::int64_t>(run.unread.size());
    across.cases = std::move(result.cases);
    const auto ids = shard.at("across_files").get<std::vector<std::string>>();
    caseload::judge_across_files(across, ids.empty() ? rules::Selection{{}, {"DOC107"}} : rules::Selection{ids, {}});
    result.cases = std::move(across.cases);
    for (const auto& [id, counts] : across.by_rule) result.by_rule[id] += counts;
    if (!across.findings.empty() && digest_of_path(invocation.world(), options.suppressions) != suppressions_digest)
      refuse(suppressions_digest.empty() ? "the shards were run without --suppressions"
                                         : "the shards were run with --suppressions; give merge the same file");
    if (!across.findings.empty() && digest_of_path(invocation.world(), options.baseline) != baseline_digest)
      refuse(baseline_digest.empty() ? "the shards were run without --baseline"
                                     : "the shards were run with --baseline; give merge the same file");
    if (!across.findings.empty() && !options.suppressions.empty()) {
      const caseload::SuppressionUse use = caseload::suppress(
          caseload::read_suppressions(invocation.world(), options.suppressions, run.as_of), across.findings);
      for (const std::size_t entry : use.used) unused.erase(entry);
      for (const std::size_t entry : use.refused) unused.erase(entry);
      refused_entries.insert(use.refused.begin(), use.refused.end());
      for (const std::string& line : use.notes) invocation.note(line);
    }
    if (!across.findings.empty() && !options.baseline.empty()) caseload::mark(invocation.baseline(), across.findings);
    for (rules::Finding& finding : across.findings) {
      if (finding.suppressed) ++run.summary.suppressed;
      else if (finding.baseline == rules::BaselineMark::known) ++run.summary.baseline;
      else {
        ++run.summary.findings[static_cast<std::size_t>(finding.severity)];
        failing = failing || (fail_on != "never" && finding.severity <= severity_option("fail_on", fail_on));
      }
      result.findings.push_back(std::move(finding));
    }
  } catch (const std::invalid_argument& error) {
    write_fault("rar-audit", fmt::format("a shard cannot be understood: {}", error.what()));
    return unreadable;
  } catch (const Json::Error& error) {
    write_fault("rar-audit", fmt::format("a shard cannot be understood: {}", error.what()));
    return unreadable;
  }
  caseload::put_in_order(result);
  if (run.summary.suppressions) {
    run.summary.suppressions->refused = refused_entries.size();
    run.summary.suppressions->unused = unused.size();
    for (const std::size_t entry : unused)
      invocation.note(fmt::format("entry {} of the suppressions is not used: there is no such finding", entry + 1));
  }
  run.summary.files = result.files;
  run.summary.cases = static_cast<std::int64_t>(result.cases.size());
  run.summary.later = result.later;
  run.summary.skipped = result.skipped;
  run.summary.by_rule = std::move(result.by_rule);
  run.findings = std::move(result.findings);
  run.cases = std::move(result.cases);
  std::stable_sort(run.gaps.begin(), run.gaps.end(), [](const caseload::Gap& a, const caseload::Gap& b) {
    return std::tie(a.file, a.document) < std::tie(b.file, b.document);
  });
  for (const auto& [id, counts] : run.summary.by_rule) run.account.rules_run.push_back(id);
  for (const rules::Rule* rule : rules::rule_book())
    if (rule->check_document != nullptr || run.summary.by_rule.contains(std::string(rule->id)))
      run.told_rules.push_back(rule);
  std::sort(run.told_rules.begin(), run.told_rules.end(),
            [](const rules::Rule* a, const rules::Rule* b) { return a->id < b->id; });
  for (const std::string& id : not_selected)
    if (run.summary.by_rule.contains(id)) --run.account.rules_left_out;
  decide(run.summary, failing, undetermined_fails);
  invocation.refuse_nothing(run);
  invocation.place(run);
  return invocation.print_run("merge", std::move(run), fitting, options);
}

}  // namespace probation::tools
