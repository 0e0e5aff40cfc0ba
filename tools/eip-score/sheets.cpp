#include "tools/eip-score/sheets.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/text.hpp"
#include "render/run/text.hpp"

namespace probation::tools {
namespace {

constexpr const char* default_policy = "eip-2021";

}  // namespace

std::string dumped(const render::Json& value) { return value.dump(2) + "\n"; }

Sheets::Sheets(Options& options, std::string policy_name)
    : options_(options), policy_name_(std::move(policy_name)), session_("eip-score", options_, "panel/1") {
  if (!policy_name_.empty()) policy(policy_name_, {});
}

std::optional<int> Sheets::read() {
  if (options_.list_files) return session_.list_files();
  const caseload::Request request = session_.request();
  sheets_ = caseload::read_sheets(session_.world(), request, session_.settings(), result_);
  read_once();
  if (options_.redact) redact();
  for (const caseload::SheetRead& sheet : sheets_) sheet_policies_.push_back(&policy_of(sheet));
  const bool refused = result_.unreadable_files > 0 || !session_.not_found().empty();
  if (sheets_.empty() && !refused) {
    nothing_ = options_.allow_empty ? done : usage;
    if (!options_.allow_empty)
      write_fault("eip-score", fmt::format("nothing judged: no panel/1 in what was given{}",
                                           render::visible(what_was_met(session_.account_of(result_)))));
  }
  if (sheets_.empty() && refused) return session_.finish_check(std::move(result_));
  session_.say_faults(result_);
  incomplete_ = incomplete_ || refused;
  return std::nullopt;
}

// The same sheet by its bytes or its id counts once. Of a file given under another name each document is its twin's
// copy.
void Sheets::read_once() {
  std::vector<caseload::SheetRead> kept;
  for (caseload::SheetRead& sheet : sheets_) {
    const auto twin = std::find_if(kept.begin(), kept.end(), [&](const caseload::SheetRead& one) {
      const bool copied =
          one.file != sheet.file && one.text == sheet.text && one.sheet.place.line == sheet.sheet.place.line;
      return copied || (one.sheet.id && sheet.sheet.id && one.sheet.id->text == sheet.sheet.id->text);
    });
    if (twin == kept.end()) kept.push_back(std::move(sheet));
    else session_.note(fmt::format("{}: the same sheet as {}, read once", sheet.file, twin->file));
  }
  sheets_ = std::move(kept);
}

// Members by number in the order they come; no comment, and of the chair's reason only that there is one.
void Sheets::redact() {
  const auto rename = [](Located<document::Id>& id) {
    if (id) id.value = document::Id{member_shown(id->text)};
  };
  for (caseload::SheetRead& sheet : sheets_) {
    for (PanelMember& member : sheet.sheet.members.items) rename(member.id);
    for (MarkRow& row : sheet.sheet.marks.items) rename(row.member);
    sheet.sheet.comments.items.clear();
    if (sheet.sheet.chair_reason && !trim(*sheet.sheet.chair_reason).empty()) sheet.sheet.chair_reason.value = "…";
  }
}

rules::Origin Sheets::origin_of(const caseload::SheetRead& sheet) const {
  rules::Origin origin = sheet.origin();
  if (options_.redact) origin.text = {};
  return origin;
}

const ScoringPolicy& Sheets::policy(const std::string& name, const std::string& asked_by) {
  for (const auto& [known, loaded] : policies_)
    if (known == name) return loaded;
  intake::ScoringPolicyFile reading = intake::read_scoring_policy(session_.world(), name);
  if (!reading.policy)
    throw UsageError{
        fmt::format("{}the scoring policy cannot be used:", asked_by.empty() ? std::string{} : asked_by + ": "),
        reading.problems};
  return policies_.emplace_back(name, std::move(*reading.policy)).second;
}

const ScoringPolicy& Sheets::policy_of(const caseload::SheetRead& sheet) {
  const auto& asked = sheet.sheet.policy;
  const std::string place =
      asked ? fmt::format("{}:{}:{}", sheet.file, asked.place.line, asked.place.column) : sheet.file;
  if (policy_name_.empty()) {
    if (!asked) return policy(default_policy, {});
    // A sheet names the policy it was marked under; a path in it would be read from wherever the sheet lies.
    const ScoringPolicy& used = policy(asked->text, place);
    return used;
  }
  const ScoringPolicy& used = policy(policy_name_, {});
  if (asked && asked->text != used.id && !options_.quiet)
    write_fault("eip-score", fmt::format("{}: marked under {}, decided under {}", place, asked->text, used.id));
  return used;
}

Appraised appraise_all(Sheets& input, const appraisal::Sampling& sampling, bool all_statistics) {
  Appraised out;
  // By sitting; where none is named, by date and policy.
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>> together;
  for (std::size_t i = 0; i < input.sheets().size(); ++i) {
    const caseload::SheetRead& sheet = input.sheets()[i];
    out.appraisals.push_back(appraisal::appraise(sheet.sheet, input.policy_of_sheet(i), sampling, all_statistics));
    rules::Judgement judgement =
        rules::judge_panel(out.appraisals.back().facts, input.origin_of(sheet), input.invocation().settings());
    for (const auto& [id, counts] : judgement.by_rule) input.result().by_rule[std::string(id)] += counts;
    std::erase_if(judgement.findings, [](const rules::Finding& f) { return f.outcome == rules::Verdict::pass; });
    out.sheets.push_back({sheet.file, &out.appraisals.back(), std::move(judgement.findings), input.invocation().as_of(),
                          input.redacts()});
    const std::string name = sheet.sheet.sitting ? *sheet.sheet.sitting : std::string{};
    const std::string date = sheet.sheet.date ? format(*sheet.sheet.date) : std::string{};
    together[{name, name.empty() ? date : "", name.empty() ? input.policy_of_sheet(i).id : ""}].push_back(i);
  }
  for (const auto& [key, indices] : together) {
    if (indices.size() < 2) continue;
    std::vector<const appraisal::Appraisal*> appraisals;
    for (const std::size_t i : indices) appraisals.push_back(&out.appraisals[i]);
    std::string first;  // of the days its sheets name
    for (const std::size_t i : indices)
      if (const auto& date = input.sheets()[i].sheet.date; date && (first.empty() || format(*date) < first))
        first = format(*date);
    out.sittings.push_back({std::get<0>(key), first, indices, appraisal::sitting_of(appraisals, sampling)});
  }
  return out;
}

int exit_of(const Sheets& input, const Appraised& appraised, const std::string& fail_on) {
  if (input.incomplete()) return unreadable;
  if (const auto nothing = input.nothing()) return *nothing;
  if (fail_on == "never") return done;
  for (const appraisal::Appraisal& a : appraised.appraisals)
    if (!a.recommendation || *a.recommendation == PanelDecision::not_approved) return findings;
  // An error of a sheet shows in its decision; on less than an error only who asks for it fails.
  if (fail_on == "error") return done;
  for (const render::AppraisedSheet& sheet : appraised.sheets)
    for (const rules::Finding& finding : sheet.findings)
      if (finding.outcome == rules::Verdict::fail && finding.severity <= severity_option("--fail-on", fail_on))
        return findings;
  return done;
}

render::Account Sheets::account(const std::vector<render::AppraisedSheet>& sheets) const {
  render::Account account = session_.account_of(result_);
  for (const render::AppraisedSheet& sheet : sheets) account.made += static_cast<std::int64_t>(sheet.findings.size());
  account.printed = account.made;
  return account;
}

render::Json summary_of(Sheets& input, const std::vector<render::AppraisedSheet>& sheets,
                        const render::Account& account, int code) {
  render::RunOutput run{"eip-score",
                        version(),
                        input.invocation().as_of(),
                        sheets.empty() ? std::string{} : sheets.front().appraisal->facts.policy.id,
                        {},
                        {},
                        {},
                        0,
                        {}};
  const caseload::Result& result = input.result();
  run.account = account;
  run.summary.files = result.files;
  run.summary.cases = account.documents_judged;
  run.summary.unreadable = result.unreadable_files + static_cast<std::int64_t>(input.invocation().not_found().size());
  run.summary.skipped = result.skipped;
  run.summary.by_rule = result.by_rule;
  for (const render::AppraisedSheet& sheet : sheets)
    for (const rules::Finding& f : sheet.findings) {
      if (f.outcome == rules::Verdict::undetermined) ++run.summary.undetermined;
      else ++run.summary.findings[static_cast<std::size_t>(f.severity)];
    }
  run.summary.verdict = code == unreadable             ? "unreadable"
                        : input.nothing()              ? "nothing_judged"
                        : code == findings             ? "findings"
                        : run.summary.undetermined > 0 ? "undetermined"
                                                       : "clean";
  run.summary.exit = code;
  return render::summary_json(run);
}

}  // namespace probation::tools
