#include "tools/common/run.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/schema.hpp"
#include "intake/national_catalogue.hpp"
#include "render/html/parts.hpp"
#include "render/html/records_page.hpp"
#include "render/reference.hpp"
#include "render/run/csv.hpp"
#include "render/run/github.hpp"
#include "render/run/gitlab.hpp"
#include "render/run/junit.hpp"
#include "render/run/markdown.hpp"
#include "render/run/redact.hpp"
#include "render/run/sarif.hpp"
#include "render/run/text.hpp"
#include "render/words.hpp"
#include "render/yaml.hpp"
#include "tools/common/policy_show.hpp"
#include "tools/common/run_views.hpp"
#include "tools/common/shell.hpp"
#include "tools/common/site.hpp"
#include "tools/common/split.hpp"
#include "tools/common/workbook.hpp"
#include "tools/world/file_edit.hpp"

namespace probation::tools {

const std::vector<std::string_view> check_formats{"text",  "concise", "json",   "ndjson", "csv",  "markdown",
                                                  "sarif", "junit",   "github", "gitlab", "html", "xlsx"};

namespace {

using rules::Verdict;

const std::vector<std::string_view> record_formats{"text", "json", "ndjson", "csv", "markdown", "html", "yaml", "xlsx"};

int print(const std::string& text) { return write_out(text) ? done : reader_gone; }

std::string rendered(const render::RunOutput& run, const Target& target, const Options& options) {
  const std::string& format = target.format;
  if (options.summary && target.is_primary) {
    if (format == "text" || format == "concise") return render::summary_text(run);
    if (format == "markdown") return render::markdown_summary(run);
    if (format == "json") return render::written(render::summary_json(run), 2) + "\n";
    if (format == "ndjson") return render::written(render::summary_json(run)) + "\n";
    throw UsageError{fmt::format("--summary: has no form in {}; one of text, json, ndjson, markdown", format)};
  }
  if (format == "text") {
    const bool on_terminal = target.path == "-" && stdout_is_terminal() && !environment_has("NO_COLOR");
    return render::text(run, {options.color == "always" || (options.color == "auto" && on_terminal), false});
  }
  if (format == "concise") return render::concise(run);
  if (format == "json") return render::json(run);
  if (format == "ndjson") return render::ndjson(run);
  if (format == "csv") return render::csv(run);
  if (format == "markdown") return render::markdown(run);
  if (format == "sarif") return render::sarif(run);
  if (format == "junit") return render::junit(run);
  return format == "github" ? render::github(run) : render::gitlab(run);
}

using render::ShowUndetermined;

// Programs take every question, people the facts that would answer them.
ShowUndetermined shown_in(std::string_view format, const Options& options) {
  if (options.undetermined == "none") return ShowUndetermined::none;
  if (options.undetermined == "facts") return ShowUndetermined::facts;
  const bool of_programs = format == "json" || format == "ndjson" || format == "csv" || format == "xlsx";
  return of_programs || options.undetermined == "each" ? ShowUndetermined::each : ShowUndetermined::facts;
}

// What one way of showing leaves of a run, and of that the first `most` (negative: all); faults before facts.
render::RunOutput view(render::RunOutput run, ShowUndetermined shown, std::int64_t most) {
  run.undetermined = shown;
  if (shown != ShowUndetermined::each)
    std::erase_if(run.findings, [](const rules::Finding& f) { return f.outcome == Verdict::undetermined; });
  if (most < 0) return run;
  const auto cut = [&](auto& list, std::size_t left) {
    if (list.size() <= left) return;
    run.not_printed += static_cast<std::int64_t>(list.size() - left);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(left), list.end());
  };
  const auto left = static_cast<std::size_t>(most);
  cut(run.findings, left);
  if (run.shows_gaps()) cut(run.gaps, left - run.findings.size());
  return run;
}

// What the cases of a target lack together: all of them, or those of its officer or team.
std::vector<caseload::GapTotal> lacks_of(const RunTally& counts, const Options& options, const Target& target) {
  if (!target.code) return counts.lacks;
  std::vector<caseload::GapTotal> own = options.split == "team" ? counts.lacks_by_team : counts.lacks_by_officer;
  std::erase_if(own, [&](const caseload::GapTotal& total) { return total.group != *target.code; });
  return own;
}

intake::Shard shard_option(const std::string& value) {
  const std::vector<std::string> parts = split(value, '/');
  const auto whole = [](const std::string& digits) {
    return !digits.empty() && digits.size() <= 5 &&
                   std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })
               ? std::stoul(digits)
               : 0UL;
  };
  if (parts.size() != 2 || whole(parts[0]) < 1 || whole(parts[1]) < whole(parts[0]))
    throw UsageError{fmt::format("--shard {}: not I/N with I from 1 to N, such as 2/8", value)};
  return {static_cast<unsigned>(whole(parts[0])), static_cast<unsigned>(whole(parts[1]))};
}

std::string subcommand_of(const Options& options) {
  const Command* chosen = options.tool == nullptr ? nullptr : options.tool->chosen();
  return chosen == nullptr ? std::string("check") : chosen->name();
}

// Paths of the command line and --files-from.
std::vector<std::string> inputs_of(World& world, const Options& options) {
  std::vector<std::string> given = options.paths;
  if (options.files_from.empty()) return given;
  std::string list;
  try {
    list = world.read(options.files_from);
  } catch (const WorldFailure& failure) {
    throw UsageError{fmt::format("--files-from {}", failure.what())};
  }
  for (const std::string& line : split(list, '\n'))
    if (const std::string_view path = trim(line); !path.empty()) given.emplace_back(path);
  return given;
}

}  // namespace

Invocation::Invocation(std::string tool, Options& options, std::string judged_schema)
    : tool_(std::move(tool)),
      options_(options),
      judged_schema_(std::move(judged_schema)),
      configuration_(configure(world_, options_, inputs_of(world_, options_))),
      policy_(Policy::national()),
      settings_{
          options.as_of.empty() ? today_in_london() : date_option("--as-of", options.as_of), nullptr, nullptr, {}} {
  settings_.run_date = today_in_london();
  settings_.selection.select = comma_list(options.select);
  settings_.selection.ignore = comma_list(options.ignore);
  for (const std::string& word : settings_.selection.unknown()) {
    std::vector<std::string_view> ids;
    for (const rules::Rule* rule : rules::rule_book()) ids.push_back(rule->id);
    const auto near = nearest(word, ids);
    throw UsageError{
        fmt::format("no rule begins with {}{}", word, near ? fmt::format("; did you mean {}?", *near) : std::string{})};
  }
  one_of("--color", options.color, {"auto", "always", "never"});
  one_of("--show", options.show, {"error", "warning", "note", "pass"});
  one_of("--fail-on", options.fail_on, {"error", "warning", "note", "never"});
  if (options.given("--undetermined")) one_of("--undetermined", options.undetermined, {"facts", "each", "none"});
  if (!options.policy.empty()) {
    intake::PolicyReading reading = intake::read_policy(world_, options.policy);
    if (!reading.problems.empty())
      throw UsageError{
          fmt::format("the policy cannot be used, and nothing of it is:\n{}", fmt::join(reading.problems, "\n"))};
    policy_ = std::move(reading.policy);
    if (!options.quiet)
      for (const std::string& note : reading.notes) write_error(fmt::format("{}: {}\n", tool_, note));
  }
  settings_.policy = &policy_;
  if (options.catalogue.empty()) {
    catalogue_ = intake::national_catalogue();
  } else {
    caseload::Request request;
    const intake::FoundFiles found = intake::find_files(world_, {options.catalogue}, {});
    for (const intake::Unreadable& missing : found.unreadable)
      throw UsageError{fmt::format("--catalogue {}: {}", missing.path, missing.why)};
    request.paths = found.paths;
    caseload::Result result;
    rules::Settings documents = settings_;
    documents.selection = {{"DOC"}, {}};
    catalogue_ = caseload::read_register(world_, request, documents, result).catalogue;
    catalogue_.name = options.catalogue;
    std::vector<std::string> problems;
    for (const intake::Unreadable& file : result.unreadable)
      problems.push_back(fmt::format("{}: {}", file.path, file.why));
    for (const rules::Finding& finding : result.findings)
      if (finding.outcome == Verdict::fail)
        problems.push_back(fmt::format("{}:{}:{}: {}", finding.location.file, finding.location.line,
                                       finding.location.column, finding.message));
    // Two entries of one id would make every answer ambiguous.
    for (std::string& problem : caseload::ids_used_twice(catalogue_)) problems.push_back(std::move(problem));
    if (catalogue_.entries.empty() && problems.empty())
      problems.push_back(fmt::format("{}: no intervention/1 file", options.catalogue));
    if (!problems.empty())
      throw UsageError{
          fmt::format("the catalogue cannot be used, and nothing of it is:\n{}", fmt::join(problems, "\n"))};
  }
  settings_.catalogue = &catalogue_;
  if (!options.selections.empty()) {
    intake::SelectionReading reading = intake::read_selections(world_, options.selections);
    if (!reading.problems.empty())
      throw UsageError{
          fmt::format("the selections cannot be used, and nothing of them is:\n{}", fmt::join(reading.problems, "\n"))};
    catalogue_.selections = std::move(reading.selections);
  }
  const std::string command = subcommand_of(options);
  if (!options.suppressions.empty()) {
    suppressions_ = caseload::read_suppressions(world_, options.suppressions, settings_.as_of);
    if (!suppressions_.problems.empty())
      throw UsageError{fmt::format("the suppressions cannot be used, and nothing of them is:\n{}",
                                   fmt::join(suppressions_.problems, "\n"))};
  }
  const bool is_rewritten = command == "baseline";
  if (!options.baseline.empty() && !(is_rewritten && world_.kind(options.baseline) == PathKind::missing)) {
    baseline_ = caseload::read_baseline(world_, options.baseline, version(), policy_.id());
    std::vector<std::string> problems = baseline_.problems;
    if (!(is_rewritten && options.accept_new))
      problems.insert(problems.end(), baseline_.foreign.begin(), baseline_.foreign.end());
    if (!problems.empty())
      throw UsageError{
          fmt::format("the baseline cannot be used, and nothing of it is:\n{}", fmt::join(problems, "\n"))};
  }
  if (!options.shard.empty()) {
    shard_ = shard_option(options.shard);
    if (command != "check")
      throw UsageError{
          fmt::format("--shard: does not fit {}; shards are of check, and merge puts them together", command)};
    if (options.max_findings >= 0 || options.summary || options.given("--undetermined"))
      throw UsageError{"--shard: --max-findings, --summary and --undetermined are for merge"};
  }
}

caseload::Request Invocation::request() {
  const std::vector<std::string>& given = configuration_.inputs;
  if (given.empty() && !options_.allow_empty) throw UsageError{"no input: give files, folders or - for standard input"};
  intake::FoundFiles found = intake::find_files(world_, given, options_.exclude);
  not_found_ = found.unreadable;
  if (shard_) std::erase_if(not_found_, [&](const intake::Unreadable& file) { return !shard_->holds(file.path); });
  skipped_ = shard_ && shard_->index != 1 ? 0 : found.skipped;  // counted once
  if (found.paths.empty() && found.unreadable.empty() && !options_.allow_empty)
    throw UsageError{fmt::format("nothing matched: no *.yaml, *.yml or *.ndjson in {}", fmt::join(given, ", "))};
  caseload::Request request;
  request.paths = std::move(found.paths);
  request.stdin_name = options_.stdin_name;
  request.judged_schema = judged_schema_;
  request.shard = shard_;
  request.threads = options_.jobs == 0 ? processor_count() : options_.jobs;
  return request;
}

void Invocation::note(const std::string& line) const {
  if (!options_.quiet) write_error(fmt::format("{}: {}\n", tool_, line));
}

std::string digest_of_path(World& world, const std::string& path) {
  if (path.empty()) return {};
  std::string all;
  for (const std::string& file : world.kind(path) == PathKind::folder ? intake::find_files(world, {path}, {}).paths
                                                                      : std::vector<std::string>{path}) {
    const std::string bytes = world.read(file);
    all += rules::fingerprint("file", bytes, {}, {});
  }
  return rules::fingerprint("files", all, {}, {});
}

std::string Invocation::settings_that_judge() {
  std::string all = fmt::format("select={}\nignore={}\n", fmt::join(settings_.selection.select, ","),
                                fmt::join(settings_.selection.ignore, ","));
  for (const char* key : {"policy", "catalogue", "selections", "directory", "suppressions", "baseline"}) {
    const Setting& setting = configuration_.setting(key);
    if (setting.origin != "default") all += fmt::format("{}={}\n", key, digest_of_path(world_, setting.value));
  }
  return all;
}

std::string Invocation::settings_digest() {
  const std::string all =
      fmt::format("{}show={}\nfail_on={}\nfail_on_undetermined={}\nredact={}\n", settings_that_judge(), options_.show,
                  options_.fail_on, options_.fail_on_undetermined, options_.redact);
  return rules::fingerprint("settings", all, {}, {});
}

void decide(render::Summary& s, const std::string& fail_on, bool fail_on_undetermined) {
  bool failing = false;
  for (const rules::Severity severity : {rules::Severity::error, rules::Severity::warning, rules::Severity::note})
    if (fail_on != "never" && s.findings[static_cast<std::size_t>(severity)] > 0)
      failing = failing || severity <= severity_option("--fail-on", fail_on);
  s.verdict = s.unreadable > 0 ? "unreadable" : failing ? "findings" : s.undetermined > 0 ? "undetermined" : "clean";
  s.exit = s.unreadable > 0 ? unreadable : failing || (fail_on_undetermined && s.undetermined > 0) ? findings : done;
}

render::RunOutput Invocation::judged(caseload::Result result) {
  render::RunOutput run{
      tool_, version(), settings_.as_of, policy_.id(), std::move(result.findings), std::move(result.cases), {}, 0, {}};
  run.lacks = std::move(result.lacks);
  for (const auto* list : {&not_found_, &result.unreadable})
    for (const intake::Unreadable& file : *list) run.unread.push_back({file.path, file.why});
  std::sort(run.unread.begin(), run.unread.end(),
            [](const render::UnreadFile& a, const render::UnreadFile& b) { return a.path < b.path; });
  run.catalogue = std::move(result.catalogue);
  render::Summary& s = run.summary;
  s.files = result.files;
  s.cases = judged_schema_ == "case/1" ? static_cast<std::int64_t>(run.cases.size()) : 0;
  s.unreadable = result.unreadable_files + static_cast<std::int64_t>(not_found_.size());
  s.later = result.later;
  s.run_date = result.run_date;
  s.skipped = result.skipped + skipped_;
  s.by_rule = std::move(result.by_rule);
  std::vector<std::size_t> unused;
  std::vector<std::size_t> refused;
  if (!options_.suppressions.empty()) {
    const caseload::SuppressionUse use = caseload::suppress(suppressions_, run.findings);
    for (const std::string& line : suppressions_.notes)
      if (!shard_ || shard_->index == 1) note(line);
    for (const std::string& line : use.notes) note(line);
    refused.assign(use.refused.begin(), use.refused.end());
    for (const caseload::Suppression& entry : suppressions_.entries) {
      if (use.used.contains(entry.index) || use.refused.contains(entry.index) ||
          !settings_.selection.includes(entry.rule))
        continue;
      unused.push_back(entry.index);
      if (!shard_)
        note(fmt::format("{}: the suppression of {} is not used: there is no such finding", entry.place, entry.rule));
    }
    s.suppressions = render::SuppressionCounts{suppressions_.given, suppressions_.expired, suppressions_.malformed,
                                               refused.size(), unused.size()};
  }
  if (!options_.baseline.empty()) caseload::mark(baseline_, run.findings);
  for (const rules::Finding& finding : run.findings) {
    if (finding.outcome == Verdict::pass) continue;
    if (finding.suppressed) ++s.suppressed;
    else if (finding.baseline == rules::BaselineMark::known) ++s.baseline;
    else if (finding.outcome == Verdict::undetermined) ++s.undetermined;
    else if (finding.outcome == Verdict::fail) ++s.findings[static_cast<std::size_t>(finding.severity)];
  }
  decide(s, options_.fail_on, options_.fail_on_undetermined);
  if (shard_) {
    render::ShardSummary part{shard_->index,
                              shard_->count,
                              settings_digest(),
                              options_.fail_on,
                              options_.show,
                              options_.fail_on_undetermined,
                              digest_of_path(world_, options_.suppressions),
                              digest_of_path(world_, options_.baseline),
                              {},
                              run.unread,
                              std::move(unused),
                              std::move(refused)};
    for (const rules::Rule* rule : rules::rule_book())
      if (rule->across_files && settings_.selection.includes(rule->id)) part.across_files.emplace_back(rule->id);
    s.shard = std::move(part);
  }
  return run;
}

int Invocation::print_run(const std::string& command, render::RunOutput run,
                          const std::vector<std::string_view>& fitting, const Options& options, Pictures* pictures) {
  const std::vector<Target> outputs = targets(options, command, fitting);
  const RunTally counts = asks_for(options, {"html", "site", "xlsx"}) ? tally(run) : RunTally{};
  const bool passes = options.show == "pass";
  const rules::Severity least = passes ? rules::Severity::note : severity_option("--show", options.show);
  std::erase_if(run.findings,
                [&](const rules::Finding& f) { return f.severity > least || (f.outcome == Verdict::pass && !passes); });
  const bool asks_for_gaps = std::any_of(outputs.begin(), outputs.end(), [&](const Target& target) {
    return target.format == "json" || shown_in(target.format, options) == ShowUndetermined::facts;
  });
  // A run put together from shards has its gaps from them.
  if (!run.lacks.empty() && (asks_for_gaps || run.summary.shard)) run.gaps = caseload::gaps(run.findings, run.lacks);
  if (options.redact) render::redact(run);
  if (options.redact && pictures != nullptr) pictures->redact();
  std::vector<std::string> codes;
  if (pictures == nullptr && !options.split.empty())
    throw UsageError{fmt::format("--split: does not fit {} {}", tool_, command)};
  if (pictures != nullptr && !options.split.empty()) {
    const bool by_team = options.split == "team";
    for (const CasePicture* one : pictures->cases()) codes.push_back(by_team ? one->team : one->officer);
    for (const rules::Finding& f : run.findings) codes.push_back(by_team ? f.team : f.officer);  // also of no case
  }
  const std::vector<Target> all = split_targets(world_, options, outputs, std::move(codes));
  std::map<ShowUndetermined, render::RunOutput> views;
  for (const Target& target : outputs) {
    const ShowUndetermined shown = shown_in(target.format, options);
    if (!views.contains(shown)) views.emplace(shown, view(render::RunOutput(run), shown, options.max_findings));
  }
  const auto pages = [&](const render::RunOutput& shown, const Pictures* of) {
    std::vector<DueRecord> reviews;
    if (pictures != nullptr && of == pictures && !options.catalogue.empty())
      reviews = due_in_catalogue(catalogue_, policy_, settings_.as_of, settings_.as_of + Days{due_within_days});
    return std::make_unique<const RunViews>(shown, counts, of, std::move(reviews), options.redact);
  };
  const Language language = language_option(options);
  for (const Target& target : all)
    if (target.format == "site")
      write_site(target.path, *pages(views.at(shown_in("site", options)), pictures), language);
  const auto in_format = [&](const render::RunOutput& shown, const Target& target, const Pictures* of) {
    if (target.format == "html") return run_page(*pages(shown, of), language);
    if (target.format == "xlsx") return check_workbook(shown, of, lacks_of(counts, options, target), language);
    return rendered(shown, target, options);
  };
  const int printed = deliver(all, [&](const Target& target) {
    const ShowUndetermined shown = shown_in(target.format, options);
    if (!target.code) return in_format(views.at(shown), target, pictures);
    const Pictures part = pictures->part(
        [&](const CasePicture& one) { return (options.split == "team" ? one.team : one.officer) == *target.code; });
    return in_format(run_for(options, target, views.at(shown), pictures), target, &part);
  });
  const int code = run.summary.exit;
  return printed == done ? code : printed;
}

// Nothing that was judged is nothing that was found: no document of the kind, or no rule left to run.
void Invocation::refuse_nothing(std::int64_t documents, render::RunOutput& run) const {
  const bool no_rule = run.summary.by_rule.empty();
  if (run.summary.unreadable > 0 || options_.allow_empty || (documents > 0 && !no_rule)) return;
  if (shard_ && documents == 0) return;  // a part may be empty; the whole is judged by merge
  run.summary.verdict = "nothing_judged";
  run.summary.exit = usage;
  write_error(fmt::format(
      "{}: nothing judged: {}\n", tool_,
      documents == 0 ? fmt::format("no {} in what was given", judged_schema_) : std::string("no rule is left to run")));
}

int Invocation::finish_check(caseload::Result result, Pictures* pictures,
                             const std::function<void(const render::RunOutput&)>& keep) {
  const std::vector<std::string_view> shard_formats{"ndjson"};
  std::vector<std::string_view> fitting = shard_ ? shard_formats : check_formats;
  if (!shard_ && keep) fitting.emplace_back("sqlite");
  if (!shard_ && judged_schema_ == "case/1") fitting.emplace_back("site");
  const std::string command = shard_ ? "a shard" : "check";
  targets(options_, command, fitting);  // a mistake is said before anything else
  for (const intake::Unreadable& file : not_found_)
    write_error(fmt::format("{}: {}: {}\n", tool_, file.path, file.why));
  for (const intake::Unreadable& file : result.unreadable)
    write_error(fmt::format("{}: {}: {}\n", tool_, file.path, file.why));
  const std::int64_t documents = result.judged;
  render::RunOutput run = judged(std::move(result));
  refuse_nothing(documents, run);
  if (keep && run.summary.verdict != "nothing_judged") {
    if (options_.redact) {
      render::RunOutput shown = run;
      render::redact(shown);
      pictures->redact();
      keep(shown);
    } else {
      keep(run);
    }
  }
  return print_run(command, std::move(run), fitting, options_, pictures);
}

int Invocation::finish_records(const std::string& command, const caseload::Result& result,
                               const std::vector<render::Json>& records, const std::vector<std::string>& columns,
                               const std::function<std::string()>& text, const OwnFormats& own_formats) {
  std::vector<std::string_view> fitting = record_formats;
  for (const auto& [name, made] : own_formats) fitting.push_back(name);
  const std::vector<Target> outputs = targets(options_, command, fitting);
  if (options_.redact) {
    std::vector<render::Json> shown = records;
    for (render::Json& record : shown) render::redact(record);
    const auto redacted_text = [&] {
      std::string words = text();
      render::redact(words, records);
      return words;
    };
    return print_records(command, outputs, result, shown, columns, redacted_text, own_formats);
  }
  return print_records(command, outputs, result, records, columns, text, own_formats);
}

void Invocation::say_faults(const caseload::Result& result) const {
  for (const intake::Unreadable& file : not_found_)
    write_error(fmt::format("{}: {}: {}\n", tool_, file.path, file.why));
  for (const intake::Unreadable& file : result.unreadable)
    write_error(fmt::format("{}: {}: {}\n", tool_, file.path, file.why));
  for (const rules::Finding& f : result.findings)
    if (f.outcome == Verdict::fail)
      write_error(fmt::format("{}:{}:{}: {}[{}] {}\n", f.location.file, f.location.line, f.location.column,
                              rules::word(f.severity), f.rule->id, f.message));
}

int Invocation::print_records(const std::string& command, const std::vector<Target>& outputs,
                              const caseload::Result& result, const std::vector<render::Json>& records,
                              const std::vector<std::string>& columns, const std::function<std::string()>& text,
                              const OwnFormats& own_formats) {
  say_faults(result);
  const std::int64_t bad = result.unreadable_files + static_cast<std::int64_t>(not_found_.size());
  const auto undetermined = std::count_if(records.begin(), records.end(), [](const render::Json& record) {
    return record["schema"] == "gap_total/1" || record["state"] == "undetermined" ||
           record["outlook"] == "undetermined" || record["verdict"] == "undetermined" ||
           (record["undetermined"].is_number_integer() && record["undetermined"].whole() > 0);
  });
  const bool nothing = result.judged == 0 && bad == 0 && !options_.allow_empty;
  if (nothing) write_error(fmt::format("{}: nothing judged: no {} in what was given\n", tool_, judged_schema_));
  const int code = bad > 0 ? unreadable : nothing ? usage : done;
  render::RunOutput run{tool_, version(), settings_.as_of, policy_.id(), {}, {}, {}, 0, {}};
  run.summary.files = result.files;
  run.summary.unreadable = bad;
  run.summary.skipped = result.skipped + skipped_;
  run.summary.cases = judged_schema_ == "case/1" ? result.judged : 0;
  run.summary.undetermined = undetermined;
  run.summary.verdict = bad > 0            ? "unreadable"
                        : nothing          ? "nothing_judged"
                        : undetermined > 0 ? "undetermined"
                                           : "clean";
  run.summary.exit = code;
  const render::Json summary = render::summary_json(run);
  std::vector<std::string> codes;
  if (!options_.split.empty())
    for (const render::Json& record : records) codes.push_back(code_of(options_, record));
  const std::vector<Target> all = split_targets(world_, options_, outputs, std::move(codes));
  const int printed = deliver(all, [&](const Target& target) {
    const std::vector<render::Json> part =
        target.code ? rows_for(options_, target, records) : std::vector<render::Json>{};
    const std::vector<render::Json>& rows = target.code ? part : records;
    if (const auto own = own_formats.find(target.format); own != own_formats.end()) return own->second(rows, target);
    if (target.format == "json") return render::json(rows);
    if (target.format == "csv") return render::csv(rows, columns);
    if (target.format == "markdown")
      return render::markdown(command + ", as of " + probation::format(settings_.as_of), rows, columns);
    if (target.format == "html") {
      render::web::RecordsView page(settings_.as_of);
      page.command = command;
      page.records = rows;
      page.columns = columns;
      page.totals.files = result.files;
      page.totals.cases = judged_schema_ == "case/1" ? result.judged : 0;
      page.totals.unreadable = bad;
      page.totals.undetermined = undetermined;
      for (const intake::Unreadable& file : not_found_) page.unreadable.push_back({file.path, file.why});
      for (const intake::Unreadable& file : result.unreadable) page.unreadable.push_back({file.path, file.why});
      for (const rules::Finding& f : result.findings)
        if (f.outcome == Verdict::fail && document::prevents_reading(f.rule->id))
          page.unreadable.push_back({f.location.file, f.message});
      page.about = {{"Policy", render::web::code(policy_.id())},
                    {"Made by", render::web::code(tool_ + " " + version())}};
      return render::web::records_page(page, render::web::Speech(language_option(options_)));
    }
    if (target.format == "yaml") return render::yaml(render::Json(records));
    if (target.format == "text") return text();
    if (target.format == "xlsx")
      return records_workbook(command, rows, columns, summary, settings_.as_of, language_option(options_));
    return render::ndjson(rows, summary);
  });
  return printed == done ? code : printed;
}

Language language_option(const Options& options) {
  return one_of("--language", options.language, {"en", "cy"}) == "cy" ? Language::cy : Language::en;
}

void add_reference_commands(Command& app, Options& options) {
  Command& explain = app.command("explain", "What a rule checks, why it matters, what to do, and its sources");
  explain.positional("RULE", &options.word, "Id of the rule").required();
  app.command("rules", "The rule book: text, json, markdown");
  app.command("law", "Every dated number of the law, with its source: text, json, markdown");
  Command& schema =
      app.command("schema", "JSON Schema of a file kind; without NAME the kinds; --format markdown describes all");
  schema.positional("NAME", &options.word, "case/1, intervention/1, policy/1");
  Command& completions = app.command("completions", "What a shell completes: bash, zsh or fish");
  completions.positional("SHELL", &options.word, "bash, zsh, fish").required();
  app.command("words",
              "The words people read for every field, rule, kind and state; --language cy for Welsh: text, json");
  app.command("manual", "This tool's page of the manual, in roff").hide();  // for packaging
  add_policy_command(app, options);
}

std::optional<int> run_reference_command(const Command& app, Options& options) {
  if (const auto exit = run_policy_show(app, options)) return exit;
  if (app.got("explain")) {
    std::string id = options.word;
    std::transform(id.begin(), id.end(), id.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const rules::Rule* rule = rules::find_rule(id);
    if (rule == nullptr) {
      std::vector<std::string_view> ids;
      for (const rules::Rule* known : rules::rule_book()) ids.push_back(known->id);
      const auto near = nearest(id, ids);
      throw UsageError{
          fmt::format("no rule {}{}", options.word, near ? fmt::format("; did you mean {}?", *near) : std::string{})};
    }
    one_of("--format", options.format, {"text"});
    return print(render::explain(*rule));
  }
  if (app.got("completions")) {
    const std::string shell = one_of("completions", options.word, {"bash", "zsh", "fish"});
    return print(shell == "bash"  ? bash_completions(app)
                 : shell == "zsh" ? zsh_completions(app)
                                  : fish_completions(app));
  }
  if (app.got("words")) {
    const bool as_json = one_of("--format", options.format, {"text", "json"}) == "json";
    const Language language = language_option(options);
    return print(as_json ? render::words_json(language) : render::words_text(language));
  }
  if (app.got("manual")) return print(manual_page(app, version()));
  if (app.got("rules")) {
    const std::string format = one_of("--format", options.format, {"text", "json", "markdown"});
    return print(format == "text"   ? render::rules_text()
                 : format == "json" ? render::rules_json()
                                    : render::rules_markdown());
  }
  if (app.got("law")) {
    const std::string format = one_of("--format", options.format, {"text", "json", "markdown"});
    return print(format == "text"   ? render::law_text()
                 : format == "json" ? render::law_json()
                                    : render::law_markdown());
  }
  if (app.got("schema")) {
    const std::string format = one_of("--format", options.format, {"text", "json", "markdown"});
    if (format == "markdown") return print(render::formats_markdown());
    std::vector<std::string_view> names;
    std::string list;
    for (const document::FileKind& kind : file_kinds()) {
      if (kind.type == nullptr) continue;
      if (kind.schema == options.word || kind.schema.substr(0, kind.schema.find('/')) == options.word)
        return print(document::json_schema(kind, version()));
      names.push_back(kind.schema);
      list += fmt::format("{:<16} {}\n", kind.schema, kind.sentence);
    }
    if (options.word.empty()) return print(list);
    one_of("schema", options.word, names);
  }
  return std::nullopt;
}

int guarded(const std::string& tool, const std::function<int()>& body) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an answer of write, not a signal
  try {
    return body();
  } catch (const UsageError& error) {
    write_error(fmt::format("{}: {}\n", tool, error.message));
    return usage;
  } catch (const WorldConflict& conflicting) {
    write_error(fmt::format("{}: {}\n", tool, conflicting.what()));
    return conflict;
  } catch (const WorldRefusal& refusal) {
    write_error(fmt::format("{}: {}; {}\n", tool, refusal.what(), refusal.fix()));
    return refused;
  } catch (const WorldFailure& failure) {
    write_error(fmt::format("{}: {}\n", tool, failure.what()));
    return io_error;
  } catch (const std::bad_alloc&) {
    write_error(fmt::format("{}: the memory allowed is used up; allow more, or fewer threads with -j\n", tool));
    return internal;
  } catch (const std::exception& error) {
    write_error(
        fmt::format("{}: internal error: {}; please report it with the input that caused it\n", tool, error.what()));
    return internal;
  }
}

}  // namespace probation::tools
