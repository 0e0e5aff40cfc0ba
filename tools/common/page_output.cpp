#include "tools/common/page_output.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "base/stage_times.hpp"
#include "caseload/gaps.hpp"
#include "render/html/finding.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "tools/common/run_views.hpp"
#include "tools/common/site.hpp"
#include "tools/world/sorted_runs.hpp"

namespace probation::tools {
namespace {

using render::web::CaseloadView;
using render::web::CaseView;
using render::web::KeptRows;
using render::web::Speech;
using render::web::Write;

// A part as it was printed, for a page that holds all of its cases.
struct WholePart {
  std::vector<rules::Finding> findings;
  std::vector<rules::CaseSummary> summaries;
  CaseOutput::Cases cases;
  RunTally counts;
  std::vector<rules::DocumentLacks> lacks;  // whose facts the findings wait for
};

struct KeptPart : CaseOutput::Kept {
  RunTally counts;
  caseload::GapSums lacks{caseload::GapsBy::fact};
  PageSums sums;
  std::size_t cases = 0;
  std::vector<std::pair<std::string, std::string>> week, rows;  // by key
  std::unique_ptr<WholePart> whole;
};

class PageOutput : public CaseOutput {
 public:
  PageOutput(Target target, PageSettings settings)
      : target_(std::move(target)), settings_(std::move(settings)), speech_(settings_.language) {}

  [[nodiscard]] bool wants_drawings() const override { return !is_beyond_; }

  [[nodiscard]] std::unique_ptr<Kept> look(const render::RunOutput& part, const Cases&) const override {
    auto kept = std::make_unique<KeptPart>();
    kept->counts = tally_of_part(part);
    kept->lacks.add(kept->counts.gaps, part.findings, part.lacks);
    return kept;
  }

  void show(Kept& made, const render::RunOutput& part, const Cases& cases) const override {
    auto& kept = static_cast<KeptPart&>(made);
    kept.cases = part.cases.size();
    const RunViews views(part, kept.counts, pointers_to(cases), {}, settings_.redact);
    const auto to_week = [&](const DueRecord& record) { kept.week.push_back(week_row(record)); };
    for (std::size_t i = 0; i < views.cases().size(); ++i) {
      views.sum(i, kept.sums, to_week);
      kept.rows.emplace_back(case_key(views.cases()[i]), case_row(views.cases()[i], {}, speech_));
      kept.held += kept.rows.back().second.size();
    }
    kept.held += kept.week.size() * 1000;
    if (is_beyond_) return;
    kept.whole = std::make_unique<WholePart>();
    kept.whole->findings = part.findings;
    kept.whole->summaries = part.cases;
    kept.whole->cases = cases;
    kept.whole->lacks = part.lacks;
    kept.held += part.findings.size() * 2000 + cases.size() * 50'000;
  }

  void take(std::unique_ptr<Kept> made) override {
    auto& kept = static_cast<KeptPart&>(*made);
    cases_ += kept.cases;
    lacks_.add(std::move(kept.lacks));
    sums_.add(kept.sums);
    for (auto& [key, row] : kept.week) week_.add(std::move(key), std::move(row));
    week_rows_ += kept.week.size();
    for (auto& [key, row] : kept.rows) rows_.add(std::move(key), std::move(row));
    unread_.add(kept.counts.unreadable);
    if (cases_ > most_cases_of_a_page) {
      is_beyond_ = true;
      held_.clear();
      return;
    }
    kept.whole->counts = std::move(kept.counts);
    held_.push_back(std::move(kept.whole));
  }

  bool finish(const render::RunOutput& totals) override {
    bool is_read = true;
    // A call of the system for every article would be what takes the time.
    const auto write = [&](const Write& to) {
      std::string some;
      const auto collect = [&](std::string_view markup) {
        some += markup;
        if (some.size() < (std::size_t{64} << 10)) return;
        to(some);
        some.clear();
      };
      is_beyond_ ? write_kept(totals, collect) : write_held(totals, collect);
      to(some);
    };
    if (target_.path == "-") write([&](std::string_view bytes) { is_read = is_read && write_out(bytes); });
    else write_target(target_, write);
    return is_read;
  }

 private:
  std::pair<std::string, std::string> week_row(const DueRecord& record) const {
    return {key_of(record), table_row(dated_row(record.json, speech_, {}))};
  }

  void write_held(const render::RunOutput& totals, const Write& write) {
    render::RunOutput run = totals;
    RunTally counts;
    Cases cases;
    for (const std::unique_ptr<WholePart>& part : held_) {
      if (run.findings.empty()) run.findings = std::move(part->findings);
      else std::move(part->findings.begin(), part->findings.end(), std::back_inserter(run.findings));
      std::move(part->summaries.begin(), part->summaries.end(), std::back_inserter(run.cases));
      std::move(part->cases.begin(), part->cases.end(), std::back_inserter(cases));
      std::move(part->lacks.begin(), part->lacks.end(), std::back_inserter(run.lacks));
      counts.cases.merge(part->counts.cases);
    }
    counts.lacks = lacks_.totals();
    counts.unreadable = unread_.beside(totals.unread);
    write_run_page(RunViews(run, counts, pointers_to(cases), settings_.reviews, settings_.redact), settings_.language,
                   write);
  }

  void write_kept(const render::RunOutput& totals, const Write& write) {
    CaseloadView view(totals.as_of);
    sums_.put_into(view);
    add_catalogue_due(view, settings_.reviews, [&](const DueRecord& record) {
      auto [key, row] = week_row(record);
      week_.add(std::move(key), std::move(row));
      ++week_rows_;
    });
    tell_what_made(view, totals);
    tell_of_run(view, totals, lacks_.totals(), unread_.beside(totals.unread));
    view.has_articles = false;
    view.kept_week = kept_rows(week_, week_rows_);
    view.kept_cases = kept_rows(rows_, cases_);
    write_caseload_page(view, speech_, write);
  }

  static constexpr std::size_t held_bytes = std::size_t{2} << 20;
  Target target_;
  PageSettings settings_;
  Speech speech_;
  std::atomic<bool> is_beyond_{false};  // there are more cases than a page holds the findings of
  std::vector<std::unique_ptr<WholePart>> held_;
  std::size_t cases_ = 0, week_rows_ = 0;
  caseload::GapSums lacks_{caseload::GapsBy::fact};
  PageSums sums_;
  SortedRuns week_{held_bytes}, rows_{held_bytes};
  UnreadOfRun unread_;
};

}  // namespace

void UnreadOfRun::add(const std::vector<render::UnreadFile>& some) {
  for (const render::UnreadFile& file : some)
    if (told_.insert(file.path).second) files_.push_back(file);
}

std::vector<render::UnreadFile> UnreadOfRun::beside(const std::vector<render::UnreadFile>& of_account) const {
  std::vector<render::UnreadFile> all = of_account;
  std::set<std::string> known;
  for (const render::UnreadFile& file : of_account) known.insert(file.path);
  for (const render::UnreadFile& file : files_)
    if (!known.contains(file.path)) all.push_back(file);
  return all;
}

KeptRows kept_rows(SortedRuns& rows, std::size_t count) {
  return {count, [&rows](const Write& take) { rows.each([&](std::string_view, std::string_view row) { take(row); }); }};
}

std::unique_ptr<CaseOutput> page_output(Target target, PageSettings settings) {
  return std::make_unique<PageOutput>(std::move(target), std::move(settings));
}

}  // namespace probation::tools
