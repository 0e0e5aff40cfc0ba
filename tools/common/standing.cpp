// What of a run stands and what somebody lives with: suppressions and baseline, the threshold of each file, the
// verdict.
#include "tools/common/run.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "rules/rule.hpp"
#include "tools/common/account.hpp"

namespace probation::tools {

using rules::Verdict;

std::vector<const JudgedBy*> Invocation::suppressing() const {
  std::vector<const JudgedBy*> all(by_folder_->all().begin(), by_folder_->all().end());
  if (std::find(all.begin(), all.end(), judged_by_.get()) == all.end()) all.push_back(judged_by_.get());
  std::erase_if(all, [](const JudgedBy* by) { return by->values.suppressions.empty(); });
  return all;
}

bool Invocation::wants_every_word() const {
  return shard_ || options_.redact || !options_.baseline.empty() || !suppressing().empty();
}

namespace {

// A document of which nothing is known may be anybody's.
void hide_words_about_limited(std::vector<rules::Finding>& findings, const std::vector<rules::CaseSummary>& cases) {
  std::set<std::pair<std::string_view, std::uint32_t>> open;
  for (const rules::CaseSummary& one : cases)
    if (!one.is_limited) open.emplace(one.file, one.document);
  for (rules::Finding& finding : findings)
    if (finding.suppressed && !open.contains({finding.location.file, finding.document}))
      finding.suppressed->reason = finding.suppressed->by = "…";
}

}  // namespace

void Invocation::mark(std::vector<rules::Finding>& findings, std::vector<rules::CaseSummary>& cases,
                      SuppressionUses& uses) const {
  const std::vector<const JudgedBy*> suppressing_sets = suppressing();
  if (suppressing_sets.empty() && options_.baseline.empty()) return;
  const caseload::NewlyLivedWith lived_with(findings);
  for (const JudgedBy* by : suppressing_sets)
    uses[by] += caseload::suppress(by->suppressions, findings,
                                   [&](const rules::Finding& f) { return &by_folder_->of(f.location.file) == by; });
  if (!suppressing_sets.empty() && judged_schema_ == "case/1" && !sight().with_limited)
    hide_words_about_limited(findings, cases);
  if (!options_.baseline.empty()) caseload::mark(baseline_, findings);
  lived_with.settle(findings, cases);
}

void Invocation::settle_suppressions(const SuppressionUses& uses, render::Summary& summary,
                                     std::vector<std::size_t>& unused, std::vector<std::size_t>& refused_entries) {
  const std::vector<const JudgedBy*> all = suppressing();
  render::SuppressionCounts counts;
  for (const JudgedBy* by : all) {
    const auto at = uses.find(by);
    const caseload::SuppressionUse use = at == uses.end() ? caseload::SuppressionUse{} : at->second;
    for (const std::string& line : by->suppressions.notes)
      if (!shard_ || shard_->index == 1) note(line);
    for (const std::string& line : use.notes) note(line);
    refused_entries.insert(refused_entries.end(), use.refused.begin(), use.refused.end());
    for (const caseload::Suppression& entry : by->suppressions.entries) {
      if (use.used.contains(entry.index) || use.refused.contains(entry.index) ||
          !by->settings.selection.includes(entry.rule))
        continue;
      unused.push_back(entry.index);
      if (!shard_)
        note(fmt::format("{}: the suppression of {} is not used: there is no such finding", entry.place, entry.rule));
    }
    counts.given += by->suppressions.given;
    counts.expired += by->suppressions.expired;
    counts.malformed += by->suppressions.malformed;
  }
  counts.refused = refused_entries.size();
  counts.unused = unused.size();
  if (!all.empty()) summary.suppressions = counts;
}

Invocation::Standing& Invocation::Standing::operator+=(const Standing& other) {
  for (std::size_t i = 0; i < findings.size(); ++i) findings[i] += other.findings[i];
  undetermined += other.undetermined;
  suppressed += other.suppressed;
  baseline += other.baseline;
  failing = failing || other.failing;
  undetermined_fails = undetermined_fails || other.undetermined_fails;
  return *this;
}

// A finding counts for the exit code by the threshold of its own file.
void Invocation::count(const std::vector<rules::Finding>& findings, Standing& s) const {
  for (const rules::Finding& finding : findings) {
    if (finding.outcome == Verdict::pass) continue;
    if (finding.suppressed) {
      ++s.suppressed;
      continue;
    }
    if (finding.baseline == rules::BaselineMark::known) {
      ++s.baseline;
      continue;
    }
    const JudgingValues& values = by_folder_->of(finding.location.file).values;
    if (finding.outcome == Verdict::undetermined) {
      ++s.undetermined;
      s.undetermined_fails = s.undetermined_fails || values.fail_on_undetermined;
    } else if (finding.outcome == Verdict::fail) {
      ++s.findings[static_cast<std::size_t>(finding.severity)];
      s.failing =
          s.failing || (values.fail_on != "never" && finding.severity <= severity_option("--fail-on", values.fail_on));
    }
  }
}

void Invocation::decide_by(const Standing& standing, render::Summary& s) {
  s.findings = standing.findings;
  s.undetermined = standing.undetermined;
  s.suppressed = standing.suppressed;
  s.baseline = standing.baseline;
  decide(s, standing.failing, standing.undetermined_fails);
  if (s.shard) {
    s.shard->failing = standing.failing;
    s.shard->undetermined_fails = standing.undetermined_fails;
  }
}

void Invocation::describe_shard(render::RunOutput& run, std::vector<std::size_t> unused,
                                std::vector<std::size_t> refused_entries) {
  render::ShardSummary part;
  part.index = shard_->index;
  part.count = shard_->count;
  part.settings = shard_digest();
  part.fail_on = options_.fail_on;
  part.show = options_.show;
  part.fail_on_undetermined = options_.fail_on_undetermined;
  part.suppressions = digest_of_path(world_, options_.suppressions);
  part.baseline = digest_of_path(world_, options_.baseline);
  part.unused = std::move(unused);
  part.refused = std::move(refused_entries);
  for (const render::UnreadFile& file : run.unread) part.not_opened.push_back(file);
  for (const rules::Rule* rule : rules::rule_book())
    if (rule->across_files && settings().selection.includes(rule->id)) part.across_files.emplace_back(rule->id);
  part.is_list = shard_->is_list;
  part.left_out = rules_kept_out();
  part.not_selected = unselected_document_rules();
  part.told_configurations = run.account.told_configurations;
  run.summary.shard = std::move(part);
}

std::string Invocation::shard_digest() {
  std::string all = fmt::format("{}\nshow={}\nfail_on={}\nfail_on_undetermined={}\nredact={}\nbaseline={}\n",
                                judged_by_->digest, options_.show, options_.fail_on, options_.fail_on_undetermined,
                                options_.redact, digest_of_path(world_, options_.baseline));
  all += fmt::format("with_limited={}\n", options_.with_limited);
  if (!options_.redact_key.empty())
    all += fmt::format("redact_key={}\n", keyed_code(world_.read(options_.redact_key), "settings"));
  return digest_of_text(all);
}

render::RunOutput Invocation::headed() const {
  render::RunOutput run{tool_, version(), as_of(), {}, {}, {}, {}, 0, {}};
  run.told_rules = told_rules();
  place(run);
  if (!suppressing().empty()) run.summary.suppressions.emplace();
  return run;
}

void Invocation::complete(render::RunOutput& run, const caseload::Result& result, const SuppressionUses& uses,
                          const Standing& standing) {
  // A part of a plan names what the whole is judged under, as every part of it does.
  run.policy = options_.shards.empty() ? policy_of(run.account) : policy_of_governing();
  run.unread = run.account.not_read;
  run.catalogue = result.catalogue;
  render::Summary& s = run.summary;
  s.files = result.files;
  s.cases = run.account.documents_judged;
  s.unreadable = static_cast<std::int64_t>(run.unread.size());
  s.later = result.later;
  s.run_date = result.run_date;
  s.skipped = (shard_ && shard_->index != 1 ? 0 : result.skipped) + skipped_;
  s.by_rule = result.by_rule;
  s.suppressions.reset();
  std::vector<std::size_t> unused;
  std::vector<std::size_t> refused_entries;
  settle_suppressions(uses, s, unused, refused_entries);
  if (shard_) describe_shard(run, std::move(unused), std::move(refused_entries));
  decide_by(standing, s);
}

render::RunOutput Invocation::judged(caseload::Result result) {
  render::RunOutput run = headed();
  run.account = account_of(result);
  run.findings = std::move(result.findings);
  run.lacks = std::move(result.lacks);
  run.cases = std::move(result.cases);
  SuppressionUses uses;
  mark(run.findings, run.cases, uses);
  Standing standing;
  count(run.findings, standing);
  complete(run, result, uses, standing);
  return run;
}

}  // namespace probation::tools
