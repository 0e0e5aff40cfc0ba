#include "tools/common/run_views.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/problem.hpp"
#include "render/fact_words.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"

namespace probation::tools {

using render::Json;
using render::web::CaseloadView;
using render::web::CaseView;
using render::web::LackRow;
using rules::Finding;
using rules::Verdict;

RunTally tally_of_part(const render::RunOutput& run) {
  RunTally out;
  std::set<std::string> unread;
  out.unreadable = run.unread;
  for (const render::UnreadFile& file : run.unread) unread.insert(file.path);
  const Finding* last = nullptr;  // the findings of a case stand together
  RunTally::OfCase* of_last = nullptr;
  for (const Finding& f : run.findings) {
    if (last == nullptr || last->document != f.document || last->crn != f.crn || last->location.file != f.location.file)
      of_last = &out.cases[{f.location.file.str(), f.crn.str(), f.document}];
    last = &f;
    RunTally::OfCase& one = *of_last;
    if (f.outcome == Verdict::fail && document::prevents_reading(f.rule->id) &&
        unread.insert(f.location.file.str()).second)
      out.unreadable.push_back({f.location.file.str(), f.message});
    if (f.suppressed && f.outcome != Verdict::pass) ++one.suppressed;
    if (f.outcome == Verdict::fail) ++one.rules.of(f.rule).failed;
    if (f.outcome == Verdict::undetermined) ++one.rules.of(f.rule).undetermined;
    if (!f.stands()) continue;
    if (f.outcome == Verdict::fail) ++one.fails[static_cast<std::size_t>(f.severity)];
    if (f.outcome == Verdict::undetermined) ++one.undetermined;
  }
  out.gaps = caseload::gaps(run.findings, run.lacks);
  for (const caseload::Gap& gap : out.gaps)
    out.cases[{gap.file.str(), gap.crn.str(), gap.document}].gaps.push_back(&gap);
  return out;
}

RunTally tally(const render::RunOutput& run) {
  RunTally out = tally_of_part(run);
  out.lacks = caseload::gap_totals(run.findings, run.lacks, caseload::GapsBy::fact);
  out.lacks_by_team = caseload::gap_totals(run.findings, run.lacks, caseload::GapsBy::team);
  out.lacks_by_officer = caseload::gap_totals(run.findings, run.lacks, caseload::GapsBy::officer);
  return out;
}

std::vector<LackRow> lack_rows(const std::vector<caseload::GapTotal>& totals, const std::string& group) {
  std::vector<LackRow> out;
  for (const caseload::GapTotal& total : totals)
    if (total.group == group) out.push_back({total.fact, total.questions, total.alone, total.cases, {}});
  return out;
}

namespace {

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

RunViews::RunViews(const render::RunOutput& run, const RunTally& tally, const std::vector<const CasePicture*>& pictures,
                   std::vector<DueRecord> catalogue_due, bool redact)
    : run_(run), tally_(tally), redact_(redact), catalogue_due_(std::move(catalogue_due)) {
  std::map<std::pair<std::string, std::uint32_t>, const CasePicture*> by_place;
  for (const CasePicture* one : pictures) by_place.emplace(std::pair(one->file, one->line), one);
  cases_.reserve(run.cases.size());
  for (const rules::CaseSummary& summary : run.cases) {
    const auto at = by_place.find({summary.file, summary.line});
    add_case(summary, tally, at == by_place.end() ? nullptr : at->second);
  }
  std::map<RunTally::Key, CaseView*> by_name;
  for (std::size_t i = 0; i < cases_.size(); ++i)
    by_name.emplace(RunTally::Key(cases_[i].file, cases_[i].crn, run.cases[i].document), &cases_[i]);
  const render::FactOwners owners(run.lacks);
  for (const Finding& finding : run.findings) {
    if (finding.outcome == Verdict::pass) continue;
    const auto at = by_name.find({finding.location.file.str(), finding.crn.str(), finding.document});
    if (at == by_name.end()) {
      of_no_case_.push_back(&finding);
      continue;
    }
    at->second->findings.push_back(&finding);
    for (const std::string& pointer : finding.missing)
      at->second->owners.try_emplace(pointer, owners.of(finding, pointer));
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
  const auto at = tally.cases.find({summary.file, summary.crn, summary.document});
  const RunTally::OfCase& counts = at == tally.cases.end() ? nothing : at->second;
  one.fails = counts.fails;
  one.undetermined = counts.undetermined;
  one.shows_lacks = run_.undetermined != render::ShowUndetermined::none;
  one.suppressed = counts.suppressed;
  for (const caseload::Gap* gap : counts.gaps)
    one.lacks.push_back({gap->fact, gap->questions, gap->alone, 1, redact_ ? std::string{} : gap->fix.value_or("")});
  cases_.push_back(std::move(one));
  answers_.push_back(answers);
  tallies_.push_back(&counts);
}

void PageSums::add(const PageSums& other) {
  totals.undetermined += other.totals.undetermined;
  totals.suppressed += other.totals.suppressed;
  totals.overdue += other.totals.overdue;
  totals.due += other.totals.due;
  totals.cases += other.totals.cases;
  for (std::size_t i = 0; i < 3; ++i) totals.fails[i] += other.totals.fails[i];
  for (const auto& [week, count] : other.weeks) weeks[week] += count;
  for (const auto& [code, row] : other.teams) {
    render::web::TeamRow& team = teams[code];
    team.cases += row.cases;
    team.undetermined += row.undetermined;
    team.overdue += row.overdue;
    for (std::size_t i = 0; i < 3; ++i) team.fails[i] += row.fails[i];
  }
  rules.add(other.rules);
  measures.add(other.measures);
  assumed.insert(other.assumed.begin(), other.assumed.end());
}

void PageSums::put_into(CaseloadView& view) const {
  view.totals = totals;
  view.weeks = weeks;
  view.teams = teams;
  for (const CountsByRule::Row& row : rules.rows())
    view.rules.push_back({std::string(row.rule->id), row.failed, row.undetermined});
  sort_rules(view.rules);
  view.measures = measures.records();
  view.assumptions.assign(assumed.begin(), assumed.end());
}

namespace {

constexpr Days to_last_of_week{6};

void sum_case(const CaseView& one, PageSums& sums) {
  sums.totals.undetermined += one.undetermined;
  sums.totals.suppressed += one.suppressed;
  sums.totals.overdue += one.overdue;
  sums.totals.due += one.due_soon;
  ++sums.totals.cases;
  render::web::TeamRow& team = sums.teams[one.team];
  ++team.cases;
  team.undetermined += one.undetermined;
  team.overdue += one.overdue;
  for (std::size_t i = 0; i < 3; ++i) {
    sums.totals.fails[i] += one.fails[i];
    team.fails[i] += one.fails[i];
  }
  for (const Json& row : one.due) render::web::add_week(sums.weeks, row);
  sums.assumed.insert(one.assumptions.begin(), one.assumptions.end());
}

}  // namespace

void RunViews::sum(std::size_t index, PageSums& sums, const std::function<void(DueRecord)>& week) const {
  sum_case(cases_[index], sums);
  sums.rules.add(tallies_[index]->rules);
  const CasePicture* answers = answers_[index];
  if (answers == nullptr) return;
  const Date last = run_.as_of + to_last_of_week;
  for (const MeasuredUnit& unit : answers->measured) sums.measures.add(unit);
  for (const DueRecord& record : answers->due) {
    const bool due = record.row.state == DueState::overdue ||
                     (record.row.state == DueState::undetermined && (!record.row.due || *record.row.due <= last)) ||
                     (record.row.state == DueState::due && *record.row.due <= last);
    if (due) week(record);
  }
  for (const ForecastRecord& forecast : answers->forecasts)
    if (forecast.last_useful_date && *forecast.last_useful_date >= run_.as_of && *forecast.last_useful_date <= last)
      week(act_by(*answers, forecast));
}

void add_catalogue_due(CaseloadView& view, const std::vector<DueRecord>& due,
                       const std::function<void(DueRecord)>& week) {
  const Date last = view.as_of + to_last_of_week;
  for (const DueRecord& record : due) {
    if (record.row.state == DueState::overdue) ++view.totals.overdue;
    if (record.row.state == DueState::due) ++view.totals.due;
    render::web::add_week(view.weeks, record.json);
    if (record.row.state == DueState::overdue || (record.row.state == DueState::due && *record.row.due <= last))
      week(record);
  }
}

void tell_what_made(CaseloadView& view, const render::RunOutput& run) {
  view.about = {{"Policy", render::web::code(run.policy)},
                {"Made by", render::web::code(run.tool + " " + run.version)},
                {"Looked at", render::web::text(account_line(run.account))},
                {"Catalogue", render::web::code(run.catalogue)},
                {"Read", fmt::format("{}, {}", counted(run.summary.files, "file"), render::judged_words(run))},
                {"Left out", run.summary.later == 0 ? std::string{}
                                                    : fmt::format("{} that came after the date",
                                                                  counted(run.summary.later, "entry", "entries"))}};
}

void tell_of_run(CaseloadView& view, const render::RunOutput& run, const std::vector<caseload::GapTotal>& lacks,
                 const std::vector<render::UnreadFile>& unreadable) {
  const render::Summary& summary = run.summary;
  view.title = "Caseload";
  view.totals.files = summary.files;
  view.totals.cases = summary.cases;
  view.totals.is_of_documents = render::is_of_documents(run);
  view.totals.unreadable = summary.unreadable;
  view.totals.undetermined = summary.undetermined;
  view.totals.suppressed = summary.suppressed;
  view.totals.fails = summary.findings;
  view.unreadable = unreadable;
  view.rules.clear();
  for (const auto& [rule, counts] : summary.by_rule)
    if (counts[Verdict::fail] > 0 || counts[Verdict::undetermined] > 0)
      view.rules.push_back({rule, counts[Verdict::fail], counts[Verdict::undetermined]});
  sort_rules(view.rules);
  view.lacks = lack_rows(lacks, {});
  view.shows_lacks = run.undetermined != render::ShowUndetermined::none;
}

CaseloadView RunViews::caseload() const {
  CaseloadView view(run_.as_of);
  PageSums sums;
  std::vector<DueRecord> week;
  const auto to_week = [&](DueRecord record) { week.push_back(std::move(record)); };
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    sum(i, sums, to_week);
    view.cases.push_back(&cases_[i]);
  }
  sums.put_into(view);
  add_catalogue_due(view, catalogue_due_, to_week);
  sort_due(week);
  for (DueRecord& record : week) view.week.push_back(std::move(record.json));
  tell_what_made(view, run_);
  tell_of_run(view, run_, tally_.lacks, tally_.unreadable);
  view.of_no_case = of_no_case_;
  view.has_articles = cases_.size() <= most_cases_of_a_page;
  return view;
}

}  // namespace probation::tools
