// A run in the formats of `check`: held, where one of them asks for all of it at once, else written as it goes.
#include "tools/common/run.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/run/markdown.hpp"
#include "render/run/pieces.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "tools/common/account.hpp"
#include "tools/common/page_output.hpp"
#include "tools/common/rendering.hpp"
#include "tools/common/run_views.hpp"
#include "tools/common/site.hpp"
#include "tools/common/split.hpp"
#include "tools/common/streamed_run.hpp"
#include "tools/common/workbook.hpp"

namespace probation::tools {

const std::vector<std::string_view>& check_formats() {
  static const std::vector<std::string_view> formats = [] {
    std::vector<std::string_view> all;
    for (const render::RunFormat& row : render::run_formats()) all.push_back(row.name);
    all.insert(all.end(), {"html", "xlsx"});
    return all;
  }();
  return formats;
}

namespace {

// What the cases of a target lack together: all of them, or those of its officer or team.
std::vector<caseload::GapTotal> lacks_of(const RunTally& counts, const Options& options, const Target& target) {
  if (!target.code) return counts.lacks;
  std::vector<caseload::GapTotal> own = options.split == "team" ? counts.lacks_by_team : counts.lacks_by_officer;
  std::erase_if(own, [&](const caseload::GapTotal& total) { return total.group != *target.code; });
  return own;
}

}  // namespace

int Invocation::print_run(const std::string& command, render::RunOutput run,
                          const std::vector<std::string_view>& fitting, const Options& options, Pictures* pictures) {
  const std::vector<Target> outputs = targets(options, command, fitting);
  const bool asks_for_gaps = std::any_of(outputs.begin(), outputs.end(), [&](const Target& target) {
    return target.format == "json" || shown_in(target.format, options) == render::ShowUndetermined::facts;
  });
  // A run put together from shards has its gaps from them.
  if (!run.lacks.empty() && (asks_for_gaps || run.summary.shard)) run.gaps = gaps_to_show(run, options);
  if (options.redact && pictures != nullptr) pictures->redact(run);
  else if (options.redact) render::redact(run);
  const RunTally counts = asks_for(options, {"html", "site", "xlsx"}) ? tally(run) : RunTally{};
  std::vector<std::string> codes;
  if (pictures == nullptr && !options.split.empty())
    throw UsageError{fmt::format("--split: does not fit {} {}", tool_, command)};
  if (pictures != nullptr && !options.split.empty()) {
    const bool by_team = options.split == "team";
    for (const CasePicture* one : pictures->cases()) codes.push_back(by_team ? one->team : one->officer);
    for (const rules::Finding& f : run.findings)
      codes.push_back((by_team ? f.team : f.officer).str());  // also of no case
  }
  const std::vector<Target> all = split_targets(world_, options, outputs, std::move(codes));
  Cuts cuts(run, options);
  const auto pages = [&](const render::RunOutput& shown, const Pictures* of) {
    std::vector<DueRecord> reviews;
    if (pictures != nullptr && of == pictures) reviews = catalogue_reviews_due();
    const std::vector<const CasePicture*> cases = of == nullptr ? std::vector<const CasePicture*>{} : of->cases();
    return std::make_unique<const RunViews>(shown, counts, cases, std::move(reviews), options.redact);
  };
  const Language language = language_option(options);
  for (const Target& target : all)
    if (target.format == "site") {
      CaseOutput::Cases cases;
      if (pictures != nullptr)
        for (const CasePicture* one : pictures->cases()) cases.push_back(*one);
      const auto site = site_output(target, {language, options.redact, catalogue_reviews_due()});
      auto kept = site->look(run, cases);
      site->show(*kept, cuts.of(target), cases);
      site->take(std::move(kept));
      site->finish(cuts.of(target));
    }
  const auto in_format = [&](const render::RunOutput& shown, const Target& target, const Pictures* of) {
    if (target.format == "html") {
      std::string page;
      write_run_page(*pages(shown, of), language, [&](std::string_view markup) { page += markup; });
      return page;
    }
    if (target.format == "xlsx") return check_workbook(shown, of, lacks_of(counts, options, target), language);
    return rendered(shown, target, options);
  };
  render::Account printed_account = run.account;
  const int printed = deliver(all, [&](const Target& target) {
    const render::RunOutput& shown = cuts.of(target);
    if (target.path == "-") printed_account = shown.account;
    if (!target.code) {
      say_left_out(target, shown);
      return in_format(shown, target, pictures);
    }
    const Pictures part = pictures->part(
        [&](const CasePicture& one) { return (options.split == "team" ? one.team : one.officer) == *target.code; });
    return in_format(run_for(options, target, shown, pictures), target, &part);
  });
  if (printed == done) say_account(printed_account, outputs);
  return printed == done ? run.summary.exit : printed;
}

void Invocation::say_left_out(const Target& target, const render::RunOutput& run) const {
  const std::string& format = target.format;
  for (const auto& [why, findings] : run.account.not_printed)
    if (why == "profile" || why == "size")
      note(fmt::format("{}: {} left out, {}", format, counted(findings, "finding"),
                       why == "size" ? "for its size" : "which this profile does not take"));
  if (run.gaps_over_size > 0)
    note(fmt::format("{}: {} left out, for its size", format, counted(run.gaps_over_size, "missing fact")));
  if (format == "markdown" && !render::markdown_fits(run, target.held))
    note(fmt::format("markdown: {} holds {} bytes already, and nothing of this run is added to it",
                     render::visible(target.path), target.held));
}

std::vector<std::string_view> Invocation::fitting_formats(bool keeps) const {
  std::vector<std::string_view> fitting = shard_ ? std::vector<std::string_view>{"ndjson"} : check_formats();
  if (!shard_ && keeps) fitting.emplace_back("sqlite");
  if (!shard_ && judged_schema_ == "case/1") fitting.emplace_back("site");
  return fitting;
}

std::vector<DueRecord> Invocation::catalogue_reviews_due() const {
  if (options_.catalogue.empty()) return {};
  return due_in_catalogue(judged_by_->catalogue, judged_by_->policy, as_of(), as_of() + Days{due_within_days});
}

std::unique_ptr<CaseOutput> Invocation::output_of_cases(const Target& target, const MakeOutput& make) const {
  if (target.format == "html")
    return page_output(target, {language_option(options_), options_.redact, catalogue_reviews_due()});
  if (target.format == "site")
    return site_output(target, {language_option(options_), options_.redact, catalogue_reviews_due()});
  if (target.format == "xlsx") return workbook_output(target, as_of(), language_option(options_));
  return make ? make(target) : nullptr;
}

int Invocation::check(caseload::Request& request, const rules::Settings& settings, const MakeOutput& make,
                      const std::function<Pictures*(caseload::Request&)>& hold,
                      const std::function<void(const render::RunOutput&)>& keep) {
  const std::vector<Target> outputs = targets(options_, shard_ ? "a shard" : "check", fitting_formats(make != nullptr));
  const auto made = [&](const Target& target) { return output_of_cases(target, make); };
  if (StreamedRun::fits(outputs, options_, made)) return StreamedRun(*this, request, settings, outputs, made).run();
  Pictures* pictures = hold(request);
  return finish_check(caseload::check_cases(world_, request, settings), pictures, keep);
}

int Invocation::finish_check(caseload::Result result, Pictures* pictures,
                             const std::function<void(const render::RunOutput&)>& keep) {
  const std::vector<std::string_view> fitting = fitting_formats(keep != nullptr);
  const std::string command = shard_ ? "a shard" : "check";
  targets(options_, command, fitting);  // a mistake is said before anything else
  for (const intake::Unreadable& file : not_found_)
    write_fault(tool_, fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  for (const intake::Unreadable& file : result.unreadable)
    write_fault(tool_, fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  render::RunOutput run = judged(std::move(result));
  refuse_nothing(run);
  if (keep && run.summary.verdict != "nothing_judged") {
    if (options_.redact) {
      render::RunOutput shown = run;
      pictures->redact(shown);
      keep(shown);
    } else {
      keep(run);
    }
  }
  return print_run(command, std::move(run), fitting, options_, pictures);
}

}  // namespace probation::tools
