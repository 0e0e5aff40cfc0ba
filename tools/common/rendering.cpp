#include "tools/common/rendering.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "render/run/json.hpp"
#include "render/run/markdown.hpp"
#include "render/run/pieces.hpp"
#include "render/run/sarif.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

// A finding leaves a place without a rule behind.
rules::Finding take_out(rules::Finding& finding) {
  const rules::Rule* rule = std::exchange(finding.rule, nullptr);
  rules::Finding out = std::move(finding);
  out.rule = rule;
  return out;
}

using render::ShowUndetermined;
using rules::Finding;
using rules::Verdict;

bool counts(const Finding& f) { return f.outcome != Verdict::pass; }

// Takes findings out of a run, and counts them under a reason. A finding is large to move: what goes is marked, and
// each is moved once, when all is decided.
class Cutter {
 public:
  explicit Cutter(render::RunOutput& run)
      : run_(run), goes_(run.findings.size(), false), left_(run.findings.size()), counting_(count()) {
    run_.account.made = counting_;
  }

  template <class Goes>
  void cut(const char* why, Goes goes) {
    const std::int64_t had = counting_;
    for (std::size_t i = 0; i < goes_.size(); ++i)
      if (!goes_[i] && goes(run_.findings[i])) take(i);
    note(why, had - counting_);
  }
  // Leaves in the run what is to be printed.
  void settle() {
    std::vector<Finding>& all = run_.findings;
    if (left_ == all.size()) return;
    if (left_ == 0 && gone_.empty()) {
      gone_ = std::exchange(all, {});
    } else if (gone_.empty() && left_ < all.size() / 2) {
      std::vector<Finding> kept;
      kept.reserve(left_);
      for (std::size_t i = 0; i < all.size(); ++i)
        if (!goes_[i]) kept.push_back(take_out(all[i]));
      gone_ = std::exchange(all, std::move(kept));
    } else {
      gone_.reserve(gone_.size() + all.size() - left_);
      std::size_t kept = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (goes_[i]) gone_.push_back(std::move(all[i]));
        else if (kept++ != i) all[kept - 1] = std::move(all[i]);
      }
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(kept), all.end());
    }
    goes_.assign(all.size(), false);
  }
  // The rest, once it is settled.
  [[nodiscard]] std::vector<Finding> take_gone() { return std::move(gone_); }

  void note(const char* why, std::int64_t findings) {
    if (findings > 0) run_.account.not_printed.emplace_back(why, findings);
  }

  // Of what is left those that are not passes.
  [[nodiscard]] std::int64_t still_there() const { return counting_; }

  // Keeps the weightiest `most`: fails before what is undetermined, then by severity, then in path order.
  void keep(std::size_t most, const char* why, bool with_gaps = true) {
    keep_findings(most, why);
    if (with_gaps && run_.shows_gaps()) keep_gaps(most - std::min(most, left_));
  }

  void cut_all(const char* why) {
    cut(why, [](const Finding&) { return true; });
  }

  // How many facts that are missing are not printed; the questions behind them are counted as `facts`.
  [[nodiscard]] std::int64_t gaps_cut() const { return gaps_cut_; }

 private:
  [[nodiscard]] std::int64_t count() const { return std::count_if(run_.findings.begin(), run_.findings.end(), counts); }

  void take(std::size_t at) {
    goes_[at] = true;
    --left_;
    if (counts(run_.findings[at])) --counting_;
  }

  void keep_findings(std::size_t most, const char* why) {
    const std::vector<Finding>& all = run_.findings;
    if (left_ <= most) return;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (!goes_[i]) order.push_back(i);
    const auto rank = [&](std::size_t i) {
      const int outcome = all[i].outcome == Verdict::fail ? 0 : all[i].outcome == Verdict::pass ? 2 : 1;
      return std::tuple(outcome, all[i].severity, i);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    std::sort(order.begin() + static_cast<std::ptrdiff_t>(most), order.end());
    const std::int64_t had = counting_;
    for (std::size_t n = most; n < order.size(); ++n) {
      const Finding& finding = all[order[n]];
      if (counts(finding))
        run_.cut.push_back(
            {finding.location.file.str(), finding.crn.str(), finding.outcome == Verdict::fail && finding.stands()});
      take(order[n]);
    }
    note(why, had - counting_);
  }

  void keep_gaps(std::size_t most) {
    std::vector<caseload::Gap>& all = run_.gaps;
    if (all.size() <= most) return;
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return all[a].severity < all[b].severity; });
    const std::set<std::size_t> kept(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most));
    std::vector<caseload::Gap> left;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (kept.contains(i)) left.push_back(std::move(all[i]));
      else run_.cut.push_back({all[i].file.str(), all[i].crn.str(), false});
    }
    gaps_cut_ += static_cast<std::int64_t>(all.size() - left.size());
    all = std::move(left);
  }

 public:
  // Of the document's own findings the first of each file.
  void cut_documents() {
    std::map<std::string, std::size_t> met;
    cut("per_file", [&](const Finding& f) {
      if (f.outcome == Verdict::pass || !f.rule->id.starts_with("DOC")) return false;
      if (++met[f.location.file.str()] <= render::max_document_findings) return false;
      ++run_.documents_cut[f.location.file.str()];
      return true;
    });
  }

 private:
  render::RunOutput& run_;
  std::vector<bool> goes_;  // by the place of the finding
  std::size_t left_;
  std::int64_t counting_;
  std::vector<Finding> gone_;
  std::int64_t gaps_cut_ = 0;
};

constexpr std::size_t github_results = 5000 * 20;

}  // namespace

// Programs take every question, people the facts that would answer them.
ShowUndetermined shown_in(std::string_view format, const Options& options) {
  if (options.undetermined == "none") return ShowUndetermined::none;
  if (options.undetermined == "facts") return ShowUndetermined::facts;
  const bool of_programs = format == "json" || format == "ndjson" || format == "csv" || format == "xlsx";
  return of_programs || options.undetermined == "each" ? ShowUndetermined::each : ShowUndetermined::facts;
}

bool cuts_gaps(std::string_view format) { return format != "json"; }

std::vector<caseload::Gap> gaps_to_show(const render::RunOutput& run, const Options& options) {
  const rules::Severity least =
      options.show == "pass" ? rules::Severity::note : severity_option("--show", options.show);
  if (least == rules::Severity::note) return caseload::gaps(run.findings, run.lacks);
  std::vector<Finding> shown;
  for (const Finding& f : run.findings)
    if (f.severity <= least && f.outcome == Verdict::undetermined) shown.push_back(f);
  return caseload::gaps(shown, run.lacks);
}

namespace {

// What the records of this output are, by schema.
void count_records(render::RunOutput& run, const Target& target, bool summary_alone) {
  const bool is_ndjson = target.format == "ndjson";
  const auto add = [&](const char* schema, std::size_t count) {
    if (count > 0) run.account.records.emplace_back(schema, static_cast<std::int64_t>(count));
  };
  if ((is_ndjson || target.format == "json") && !summary_alone) add("case_summary/1", run.cases.size());
  add("finding/1", run.findings.size());
  const bool with_gaps = run.shows_gaps() || target.format == "json" || (is_ndjson && run.summary.shard);
  if (with_gaps && !summary_alone) add("gap/1", run.gaps.size());
}

}  // namespace

std::vector<Finding> cut_for(const Target& target, const Options& options, render::RunOutput& run, Extent extent) {
  Cutter cutter(run);
  const bool for_github = target.format == "sarif" && options.sarif_profile == "github";
  if (for_github) cutter.cut("profile", [](const Finding& f) { return f.outcome != Verdict::fail || !f.stands(); });
  run.undetermined = shown_in(target.format, options);
  if (run.undetermined != ShowUndetermined::each)
    cutter.cut("facts", [](const Finding& f) { return f.outcome == Verdict::undetermined; });
  // A shard holds what merge needs to print what one run would have: merge leaves out what --show leaves out.
  const bool passes = options.show == "pass";
  const rules::Severity least =
      passes || run.summary.shard ? rules::Severity::note : severity_option("--show", options.show);
  cutter.cut("show", [&](const Finding& f) { return f.severity > least || (f.outcome == Verdict::pass && !passes); });
  if (target.format == "text") cutter.cut_documents();
  if (options.max_findings >= 0 && extent == Extent::whole) {
    const std::int64_t had = cutter.still_there();
    cutter.keep(static_cast<std::size_t>(options.max_findings), "max_findings", cuts_gaps(target.format));
    run.not_printed = had - cutter.still_there();
    run.gaps_not_printed = cutter.gaps_cut();
    run.most = options.max_findings;
  }
  if (for_github && extent == Extent::whole) cutter.keep(github_results, "size");
  if (target.format == "markdown" && extent == Extent::whole) {
    cutter.settle();
    const std::size_t rows = run.findings.size() + (run.shows_gaps() ? run.gaps.size() : 0);
    if (const std::size_t fitting = render::rows_that_fit(run, target.held); fitting < rows) {
      const std::int64_t had = cutter.still_there(), had_cut = cutter.gaps_cut();
      cutter.keep(fitting, "size");
      run.findings_over_size = had - cutter.still_there();
      run.gaps_over_size = cutter.gaps_cut() - had_cut;
    }
  }
  if (options.summary && target.is_primary) cutter.cut_all("summary");
  run.account.printed = cutter.still_there();
  cutter.settle();
  count_records(run, target, options.summary && target.is_primary);
  return cutter.take_gone();
}

void put_back(std::vector<Finding>&& left_out, std::vector<Finding>& findings) {
  for (Finding& finding : left_out)
    if (finding.rule != nullptr) findings.push_back(std::move(finding));
  left_out.clear();
}

const render::RunOutput& Cuts::of(const Target& target) {
  const std::tuple key(target.format, target.is_primary, target.held);
  auto at = cuts_.find(key);
  if (at == cuts_.end()) {
    at = cuts_.emplace(key, run_).first;
    cut_for(target, options_, at->second);
  }
  return at->second;
}

bool ends_with_account(std::string_view format) {
  const render::RunFormat* row = render::run_format(format);
  return row != nullptr && row->ends_with_account;
}

bool is_coloured(const Target& target, const Options& options) {
  if (options.color != "auto") return options.color == "always";
  if (environment_has("NO_COLOR")) return false;
  if (environment_has("FORCE_COLOR")) return environment_word("FORCE_COLOR") != "0";
  if (environment_word("TERM") == "dumb") return false;
  return target.path == "-" && stdout_is_terminal();
}

render::PieceStyle style_of(const Target& target, const Options& options) {
  return {is_coloured(target, options), target.held, target.format == "sarif" && options.sarif_profile == "github"};
}

std::string rendered(const render::RunOutput& run, const Target& target, const Options& options) {
  const std::string& format = target.format;
  const std::string line = account_line(run.account) + "\n";
  if (options.summary && target.is_primary) {
    if (format == "text" || format == "concise") return render::summary_text(run) + line;
    if (format == "markdown") return render::markdown_summary_alone(run, target.held);
    if (format == "json") return render::written(render::summary_json(run), 2) + "\n";
    if (format == "ndjson") return render::written(render::summary_json(run)) + "\n";
    throw UsageError{fmt::format("--summary: has no form in {}; one of text, json, ndjson, markdown", format)};
  }
  if (format == "markdown") return render::markdown(run, target.held);
  const std::unique_ptr<render::PieceFormat> pieces = render::piece_format(format, style_of(target, options));
  return render::whole(*pieces, run) + (ends_with_account(format) ? line : std::string{});
}

}  // namespace probation::tools
