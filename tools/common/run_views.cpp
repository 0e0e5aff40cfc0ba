#include "tools/common/run_views.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/problem.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/run/redact.hpp"
#include "rules/rule.hpp"

namespace probation::tools {

using render::Json;
using render::web::CaseloadView;
using render::web::CaseView;
using render::web::LackRow;
using rules::Finding;
using rules::Verdict;

RunTally tally(const render::RunOutput& run) {
  RunTally out;
  std::set<std::string> unread;
  out.unreadable = run.unread;
  for (const render::UnreadFile& file : run.unread) unread.insert(file.path);
  for (const Finding& f : run.findings) {
    RunTally::OfCase& one = out.cases[{f.location.file, f.crn}];
    if (f.outcome == Verdict::fail && document::prevents_reading(f.rule->id) && unread.insert(f.location.file).second)
      out.unreadable.push_back({f.location.file, f.message});
    if (f.suppressed && f.outcome != Verdict::pass) ++one.suppressed;
    if (f.outcome == Verdict::fail) ++one.rules[f.rule->id].first;
    if (f.outcome == Verdict::undetermined) ++one.rules[f.rule->id].second;
    if (!f.stands()) continue;
    if (f.outcome == Verdict::fail) ++one.fails[static_cast<std::size_t>(f.severity)];
    if (f.outcome == Verdict::undetermined) ++one.undetermined;
  }
  out.gaps = caseload::gaps(run.findings, run.lacks);
  for (const caseload::Gap& gap : out.gaps) out.cases[{gap.file, gap.crn}].gaps.push_back(&gap);
  out.lacks = caseload::gap_totals(run.findings, run.lacks, caseload::GapsBy::fact);
  out.lacks_by_team = caseload::gap_totals(run.findings, run.lacks, caseload::GapsBy::team);
  out.lacks_by_officer = caseload::gap_totals(run.findings, run.lacks, caseload::GapsBy::officer);
  return out;
}

namespace {

std::vector<LackRow> rows_of(const std::vector<caseload::GapTotal>& totals, const std::string& group) {
  std::vector<LackRow> out;
  for (const caseload::GapTotal& total : totals)
    if (total.group == group) out.push_back({total.fact, total.questions, total.alone, total.cases, {}});
  return out;
}

void sort_rules(std::vector<render::web::RuleRow>& rules) {
  std::stable_sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.failed, -a.undetermined, a.rule) < std::tuple(-b.failed, -b.undetermined, b.rule);
  });
}

// A day on which something can still be done, among the dates of the week.
DueRecord act_by(const CasePicture& one, const ForecastRecord& forecast) {
  Json json = forecast.json;
  json["schema"] = "due/1";
  json["forecast"] = forecast.json["kind"];
  json["kind"] = "act_by";
  json["due"] = format(*forecast.last_useful_date);
  json["state"] = "due";
  json["days_left"] = nullptr;
  json["computed"] = fmt::format("after that day {} cannot be done any more",
                                 forecast.json["outlook"] == "cannot_finish" ? "less and less" : "what is left");
  DueRow row{nullptr, nullptr, "act_by", forecast.last_useful_date, DueState::due, std::nullopt, {}, {}, {}};
  return {one.crn, std::move(row), std::move(json)};
}

}  // namespace

RunViews::RunViews(const render::RunOutput& run, const RunTally& tally, const Pictures* pictures,
                   std::vector<DueRecord> catalogue_due, bool redact)
    : run_(run), tally_(tally), redact_(redact), catalogue_due_(std::move(catalogue_due)) {
  std::map<std::pair<std::string, std::uint32_t>, const CasePicture*> by_place;
  if (pictures != nullptr)
    for (const CasePicture* one : pictures->cases()) by_place.emplace(std::pair(one->file, one->line), one);
  cases_.reserve(run.cases.size());
  for (const rules::CaseSummary& summary : run.cases) {
    const auto at = by_place.find({summary.file, summary.line});
    add_case(summary, tally, at == by_place.end() ? nullptr : at->second);
  }
  std::map<std::pair<std::string, std::string>, CaseView*> by_name;
  for (CaseView& one : cases_) by_name.emplace(std::pair(one.file, one.crn), &one);
  for (const Finding& finding : run.findings) {
    const auto at = by_name.find({finding.location.file, finding.crn});
    if (finding.outcome == Verdict::pass) continue;
    if (at == by_name.end()) of_no_case_.push_back(&finding);
    else at->second->findings.push_back(&finding);
  }
}

void RunViews::add_case(const rules::CaseSummary& summary, const RunTally& tally, const CasePicture* answers) {
  CaseView one;
  one.crn = summary.crn;
  one.file = summary.file;
  one.line = summary.line;
  std::string key = summary.crn.empty() ? std::string("none") : summary.crn;
  one.key = key;
  for (int n = 2; !keys_.insert(one.key).second; ++n) one.key = fmt::format("{}-{}", key, n);
  if (answers != nullptr) {
    one.region = answers->region;
    one.pdu = answers->pdu;
    one.team = answers->team;
    one.officer = answers->officer;
    one.picture = answers->drawn;
    std::vector<DueRecord> due = answers->due;
    sort_due(due);
    for (const DueRecord& record : due) {
      one.overdue += record.row.state == DueState::overdue ? 1 : 0;
      one.due_soon += record.row.state == DueState::due ? 1 : 0;
      one.due.push_back(record.json);
    }
    std::set<std::string> assumed;
    for (const ForecastRecord& forecast : answers->forecasts)
      for (const Json& line : forecast.json["assumptions"])
        if (!line.text().starts_with("not recorded: ")) assumed.insert(line.text());
    one.assumptions.assign(assumed.begin(), assumed.end());
  }
  static const RunTally::OfCase nothing;
  const auto at = tally.cases.find({summary.file, summary.crn});
  const RunTally::OfCase& counts = at == tally.cases.end() ? nothing : at->second;
  one.fails = counts.fails;
  one.undetermined = counts.undetermined;
  one.suppressed = counts.suppressed;
  for (const caseload::Gap* gap : counts.gaps)
    one.lacks.push_back({gap->fact, gap->questions, gap->alone, 1, redact_ ? std::string{} : gap->fix.value_or("")});
  cases_.push_back(std::move(one));
  answers_.push_back(answers);
  tallies_.push_back(&counts);
}

std::set<std::string> RunViews::teams() const {
  std::set<std::string> codes;
  for (const CaseView& one : cases_) codes.insert(one.team);
  return codes;
}

CaseloadView RunViews::view_of(const std::vector<const CaseView*>& cases, bool with_catalogue) const {
  CaseloadView view(run_.as_of);
  view.cases = cases;
  std::vector<DueRecord> week;
  std::map<std::string_view, std::pair<std::int64_t, std::int64_t>> rules;
  MeasureTable measures;
  std::set<std::string> assumed;
  const Date last = run_.as_of + Days{6};
  for (const CaseView* one : cases) {
    view.totals.undetermined += one->undetermined;
    view.totals.suppressed += one->suppressed;
    view.totals.overdue += one->overdue;
    view.totals.due += one->due_soon;
    for (std::size_t i = 0; i < 3; ++i) view.totals.fails[i] += one->fails[i];
    view.due.insert(view.due.end(), one->due.begin(), one->due.end());
    const std::size_t index = static_cast<std::size_t>(one - cases_.data());
    for (const auto& [rule, counts] : tallies_[index]->rules) {
      rules[rule].first += counts.first;
      rules[rule].second += counts.second;
    }
    assumed.insert(one->assumptions.begin(), one->assumptions.end());
    const CasePicture* answers = answers_[index];
    if (answers == nullptr) continue;
    for (const MeasuredUnit& unit : answers->measured) measures.add(unit);
    for (const DueRecord& record : answers->due) {
      const bool due = record.row.state == DueState::overdue ||
                       (record.row.state == DueState::undetermined && (!record.row.due || *record.row.due <= last)) ||
                       (record.row.state == DueState::due && *record.row.due <= last);
      if (due) week.push_back(record);
    }
    for (const ForecastRecord& forecast : answers->forecasts)
      if (forecast.last_useful_date && *forecast.last_useful_date >= run_.as_of && *forecast.last_useful_date <= last)
        week.push_back(act_by(*answers, forecast));
  }
  view.totals.cases = static_cast<std::int64_t>(cases.size());
  view.measures = measures.records();
  for (const auto& [rule, counts] : rules) view.rules.push_back({std::string(rule), counts.first, counts.second});
  sort_rules(view.rules);
  view.assumptions.assign(assumed.begin(), assumed.end());
  if (with_catalogue)
    for (const DueRecord& record : catalogue_due_) {
      if (record.row.state == DueState::overdue) ++view.totals.overdue;
      if (record.row.state == DueState::due) ++view.totals.due;
      view.due.push_back(record.json);
      if (record.row.state == DueState::overdue || (record.row.state == DueState::due && *record.row.due <= last))
        week.push_back(record);
    }
  sort_due(week);
  for (DueRecord& record : week) {
    view.week.push_back(std::move(record.json));
  }
  view.about = {
      {"Policy", render::web::code(run_.policy)},
      {"Made by", render::web::code(run_.tool + " " + run_.version)},
      {"Looked at", render::web::text(account_line(run_.account))},
      {"Catalogue", render::web::code(run_.catalogue)},
      {"Read", fmt::format("{}, {}", counted(run_.summary.files, "file"), counted(run_.summary.cases, "case"))},
      {"Left out", run_.summary.later == 0
                       ? std::string{}
                       : fmt::format("{} that came after the date", counted(run_.summary.later, "entry", "entries"))}};
  return view;
}

CaseloadView RunViews::caseload() const {
  std::vector<const CaseView*> all;
  for (const CaseView& one : cases_) all.push_back(&one);
  CaseloadView view = view_of(all, true);
  const render::Summary& summary = run_.summary;
  view.title = "Caseload";
  view.totals.files = summary.files;
  view.totals.cases = summary.cases;
  view.totals.unreadable = summary.unreadable;
  view.totals.undetermined = summary.undetermined;
  view.totals.suppressed = summary.suppressed;
  view.totals.fails = summary.findings;
  view.unreadable = tally_.unreadable;
  view.of_no_case = of_no_case_;
  view.rules.clear();
  for (const auto& [rule, counts] : summary.by_rule)
    if (counts[Verdict::fail] > 0 || counts[Verdict::undetermined] > 0)
      view.rules.push_back({rule, counts[Verdict::fail], counts[Verdict::undetermined]});
  sort_rules(view.rules);
  view.lacks = rows_of(tally_.lacks, {});
  view.has_articles = cases_.size() <= most_cases_of_a_page;
  return view;
}

CaseloadView RunViews::team(const std::string& code) const {
  std::vector<const CaseView*> own;
  std::set<std::string> files;
  for (const CaseView& one : cases_)
    if (one.team == code) {
      own.push_back(&one);
      files.insert(one.file);
    }
  CaseloadView view = view_of(own, false);
  view.kind = "team";
  view.lacks = rows_of(tally_.lacks_by_team, code);
  view.title = code.empty() ? "Cases without a team" : "Team " + code;
  view.totals.files = static_cast<std::int64_t>(files.size());
  view.has_findings = false;
  return view;
}

}  // namespace probation::tools
