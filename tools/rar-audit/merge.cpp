// merge: puts the shards of one run together. It refuses what is not the whole of one run, judges the rules over
// several files that no shard could, and prints the bytes that one run would have printed.
#include <algorithm>
#include <map>
#include <optional>
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

// The configurations of parts by size, each of which has seen its own files: in the order of the first file of each.
void add_configurations(render::Account& a, const std::vector<SavedRun>& parts) {
  std::vector<const SavedRun*> in_order;
  for (const SavedRun& part : parts) in_order.push_back(&part);
  const auto index = [](const SavedRun* part) { return part->summary.at("shard").at("index").get<unsigned>(); };
  std::sort(in_order.begin(), in_order.end(),
            [&](const SavedRun* x, const SavedRun* y) { return index(x) < index(y); });
  a.configurations = Json::array();
  a.told_configurations.clear();
  std::vector<std::int64_t> files;  // beside the rows
  std::vector<Json> rows;
  for (const SavedRun* part : in_order) {
    for (const Json& row : part->summary.at("account").at("configurations")) {
      const auto at = std::find_if(rows.begin(), rows.end(), [&](const Json& known) {
        return known.at("file") == row.at("file") && known.at("policy") == row.at("policy");
      });
      files.resize(rows.size() + (at == rows.end() ? 1 : 0));
      files[static_cast<std::size_t>(at - rows.begin())] += row.at("files").get<std::int64_t>();
      if (at == rows.end()) rows.push_back(row);
    }
    for (const Json& told : part->summary.at("shard").at("told_configurations")) {
      const auto file = told.get<std::string>();
      if (std::find(a.told_configurations.begin(), a.told_configurations.end(), file) == a.told_configurations.end())
        a.told_configurations.push_back(file);
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i]["files"] = files[i];
    a.configurations.push_back(std::move(rows[i]));
  }
}

// What one run would have looked at: the search is the same in every part, the files are those of all of them.
render::Account account_of_parts(const std::vector<SavedRun>& parts, const caseload::Result& result) {
  const Json& first = parts.front().summary;
  render::Account a = render::account_from(first.at("account"));
  const bool is_list = first.at("shard").at("is_list").get<bool>();
  a.rules_left_out = first.at("shard").at("left_out").get<std::int64_t>();
  a.told_configurations = first.at("shard").at("told_configurations").get<std::vector<std::string>>();
  if (is_list) add_configurations(a, parts);
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
  if (is_list) {  // parts by size have files of their own
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

// One run, as far as its parts say it.
struct Together {
  explicit Together(Date as_of) : run{"rar-audit", version(), as_of, {}, {}, {}, {}, 0, {}} {}
  render::RunOutput run;
  caseload::Result result;
  std::set<std::size_t> unused, refused_entries;
  std::vector<std::string> not_selected, across_files;
  std::string fail_on, show, suppressions, baseline;  // of the latter two the digests
  bool failing = false, undetermined_fails = false;
};

// The saved runs of the paths given; nothing where one of them cannot be understood, which is then said.
std::optional<std::vector<SavedRun>> read_parts(Invocation& invocation) {
  std::vector<SavedRun> parts;
  bool bad = false;
  for (const std::string& path : invocation.request().paths) {
    parts.push_back(caseload::read_saved_run(invocation.world(), path));
    for (const std::string& problem : parts.back().problems) write_fault("rar-audit", fmt::format("{}", problem));
    bad = bad || !parts.back().problems.empty();
  }
  for (const intake::Unreadable& file : invocation.not_found())
    write_fault("rar-audit", fmt::format("{}: {}", file.path, file.why));
  if (bad || !invocation.not_found().empty()) return std::nullopt;
  if (parts.empty()) throw UsageError{"nothing to merge: no saved run in what was given"};
  return parts;
}

// What is the same in every part.
void take_head(Together& all, const Json& first) {
  all.run.tool = first.at("tool").get<std::string>();
  all.run.version = first.at("version").get<std::string>();
  all.run.policy = first.at("policy").get<std::string>();
  if (const Json& catalogue = first.at("catalogue"); !catalogue.is_null())
    all.run.catalogue = catalogue.get<std::string>();
  const auto as_of = parse_date(first.at("as_of").get<std::string>());
  if (!as_of) throw std::invalid_argument("as_of is no date");
  all.run.as_of = *as_of;
  const Json& shard = first.at("shard");
  const auto digest = [&](const char* member) {
    return shard.at(member).is_null() ? std::string{} : shard[member].get<std::string>();
  };
  all.fail_on = one_of("fail_on", shard.at("fail_on").get<std::string>(), {"error", "warning", "note", "never"});
  all.show = one_of("show", shard.at("show").get<std::string>(), {"error", "warning", "note", "pass"});
  all.not_selected = shard.at("not_selected").get<std::vector<std::string>>();
  all.across_files = shard.at("across_files").get<std::vector<std::string>>();
  all.suppressions = digest("suppressions");
  all.baseline = digest("baseline");
  if (!first.contains("suppressions")) return;
  const Json& counts = first["suppressions"];
  all.run.summary.suppressions =
      render::SuppressionCounts{counts.at("given").get<std::size_t>(), counts.at("expired").get<std::size_t>(),
                                counts.at("malformed").get<std::size_t>(), 0, 0};
}

void add_part(Together& all, const SavedRun& part, bool is_first) {
  const Json& s = part.summary;
  caseload::Result& result = all.result;
  for (const Json& finding : part.findings) result.findings.push_back(caseload::finding_from(finding));
  for (const Json& gap : part.gaps) all.run.gaps.push_back(caseload::gap_from(gap));
  for (const Json& summary : part.cases) result.cases.push_back(caseload::case_summary_from(summary));
  for (const auto& [id, counts] : caseload::by_rule_from(s)) result.by_rule[id] += counts;
  result.files += s.at("files").get<std::int64_t>();
  result.later += s.at("later").get<std::int64_t>();
  result.skipped += s.at("skipped").get<std::int64_t>();
  render::Summary& sums = all.run.summary;
  sums.undetermined += s.at("undetermined").get<std::int64_t>();
  sums.suppressed += s.at("suppressed").get<std::int64_t>();
  sums.baseline += s.at("baseline").get<std::int64_t>();
  for (const rules::Severity severity : {rules::Severity::error, rules::Severity::warning, rules::Severity::note})
    sums.findings[static_cast<std::size_t>(severity)] +=
        s.at("findings").at(std::string(rules::word(severity))).get<std::int64_t>();
  all.failing = all.failing || s["shard"].at("failing").get<bool>();
  all.undetermined_fails = all.undetermined_fails || s["shard"].at("undetermined_fails").get<bool>();
  const std::set<std::size_t> entries = indices(s["shard"].at("unused"));
  if (is_first) all.unused = entries;
  else std::erase_if(all.unused, [&](std::size_t entry) { return !entries.contains(entry); });
  all.refused_entries.merge(indices(s["shard"].at("refused")));
}

// What the run lives with of the findings over several files. The files that say so have to be those of the shards.
void mark_across(Together& all, std::vector<rules::Finding>& found, Invocation& invocation, const Options& options) {
  if (found.empty()) return;
  if (digest_of_path(invocation.world(), options.suppressions) != all.suppressions)
    refuse(all.suppressions.empty() ? "the shards were run without --suppressions"
                                    : "the shards were run with --suppressions; give merge the same file");
  if (digest_of_path(invocation.world(), options.baseline) != all.baseline)
    refuse(all.baseline.empty() ? "the shards were run without --baseline"
                                : "the shards were run with --baseline; give merge the same file");
  const caseload::NewlyLivedWith lived_with(found);
  if (!options.suppressions.empty()) {
    const caseload::SuppressionUse use =
        caseload::suppress(caseload::read_suppressions(invocation.world(), options.suppressions, all.run.as_of), found);
    for (const std::size_t entry : use.used) all.unused.erase(entry);
    for (const std::size_t entry : use.refused) all.unused.erase(entry);
    all.refused_entries.insert(use.refused.begin(), use.refused.end());
    for (const std::string& line : use.notes) invocation.note(line);
  }
  if (!options.baseline.empty()) caseload::mark(invocation.baseline(), found);
  lived_with.settle(found, all.result.cases);
}

// The rules over several files, which no shard could judge.
void judge_across(Together& all, Invocation& invocation, const Options& options) {
  caseload::Result across;
  across.cases = std::move(all.result.cases);
  caseload::judge_across_files(
      across, all.across_files.empty() ? rules::Selection{{}, {"DOC107"}} : rules::Selection{all.across_files, {}});
  all.result.cases = std::move(across.cases);
  for (const auto& [id, counts] : across.by_rule) all.result.by_rule[id] += counts;
  mark_across(all, across.findings, invocation, options);
  render::Summary& sums = all.run.summary;
  for (rules::Finding& finding : across.findings) {
    if (finding.suppressed) ++sums.suppressed;
    else if (finding.baseline == rules::BaselineMark::known) ++sums.baseline;
    else {
      ++sums.findings[static_cast<std::size_t>(finding.severity)];
      all.failing =
          all.failing || (all.fail_on != "never" && finding.severity <= severity_option("fail_on", all.fail_on));
    }
    all.result.findings.push_back(std::move(finding));
  }
}

// The run that one call would have had in its hands.
render::RunOutput whole_run(Together all, const Invocation& invocation) {
  render::RunOutput run = std::move(all.run);
  caseload::put_in_order(all.result);
  if (run.summary.suppressions) {
    run.summary.suppressions->refused = all.refused_entries.size();
    run.summary.suppressions->unused = all.unused.size();
    for (const std::size_t entry : all.unused)
      invocation.note(fmt::format("entry {} of the suppressions is not used: there is no such finding", entry + 1));
  }
  run.summary.files = all.result.files;
  run.summary.cases = static_cast<std::int64_t>(all.result.cases.size());
  run.summary.later = all.result.later;
  run.summary.skipped = all.result.skipped;
  run.summary.by_rule = std::move(all.result.by_rule);
  run.findings = std::move(all.result.findings);
  run.cases = std::move(all.result.cases);
  std::stable_sort(run.gaps.begin(), run.gaps.end(), [](const caseload::Gap& a, const caseload::Gap& b) {
    return std::tie(a.file, a.document) < std::tie(b.file, b.document);
  });
  for (const auto& [id, counts] : run.summary.by_rule) run.account.rules_run.push_back(id);
  for (const rules::Rule* rule : rules::rule_book())
    if (rule->check_document != nullptr || run.summary.by_rule.contains(std::string(rule->id)))
      run.told_rules.push_back(rule);
  std::sort(run.told_rules.begin(), run.told_rules.end(),
            [](const rules::Rule* a, const rules::Rule* b) { return a->id < b->id; });
  for (const std::string& id : all.not_selected)
    if (run.summary.by_rule.contains(id)) --run.account.rules_left_out;
  decide(run.summary, all.failing, all.undetermined_fails);
  return run;
}

}  // namespace

int run_merge(Invocation& invocation, const Options& given) {
  Options options = given;
  std::vector<std::string_view> fitting;
  for (const std::string_view name : check_formats())
    if (name != "text" && name != "html" && name != "xlsx") fitting.push_back(name);  // the files are not in the shards
  if (invocation.configuration().setting("format").origin == "default") options.format = "ndjson";
  targets(options, "merge", fitting);
  summary_fits(options, {"concise", "json", "ndjson", "markdown"});
  const std::optional<std::vector<SavedRun>> parts = read_parts(invocation);
  if (!parts) return unreadable;
  Together all(invocation.as_of());
  const auto not_understood = [](const std::exception& error) {
    write_fault("rar-audit", fmt::format("a shard cannot be understood: {}", error.what()));
    return unreadable;
  };
  try {
    check_parts(*parts);
    take_head(all, parts->front().summary);
    if (options.given("--show") && options.show != all.show)
      refuse(
          fmt::format("they were run with --show {}, and what they say of missing facts is of that; run them with "
                      "--show {}",
                      all.show, options.show));
    options.show = all.show;
    for (const SavedRun& part : *parts) add_part(all, part, &part == &parts->front());
    caseload::put_in_order(all.result);
    all.run.account = account_of_parts(*parts, all.result);
    all.run.unread = all.run.account.not_read;
    all.run.summary.unreadable = static_cast<std::int64_t>(all.run.unread.size());
    judge_across(all, invocation, options);
  } catch (const std::invalid_argument& error) {
    return not_understood(error);
  } catch (const Json::Error& error) {
    return not_understood(error);
  }
  render::RunOutput run = whole_run(std::move(all), invocation);
  invocation.refuse_nothing(run);
  invocation.place(run);
  return invocation.print_run("merge", std::move(run), fitting, options);
}

}  // namespace probation::tools
