#include "tools/common/run.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/sight.hpp"
#include "base/text.hpp"
#include "render/html/parts.hpp"
#include "render/html/records_page.hpp"
#include "render/run/csv.hpp"
#include "render/run/markdown.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "render/words.hpp"
#include "render/yaml.hpp"
#include "rules/rule.hpp"
#include "tools/common/account.hpp"
#include "tools/common/input_lists.hpp"
#include "tools/common/rendering.hpp"
#include "tools/common/run_views.hpp"
#include "tools/common/site.hpp"
#include "tools/common/split.hpp"
#include "tools/common/streamed_run.hpp"
#include "tools/common/workbook.hpp"

namespace probation::tools {

const std::vector<std::string_view> check_formats{"text",  "concise", "json",   "ndjson", "csv",  "markdown",
                                                  "sarif", "junit",   "github", "gitlab", "html", "xlsx"};

namespace {

using rules::Verdict;

const std::vector<std::string_view> record_formats{"text", "json", "ndjson", "csv", "markdown", "html", "yaml", "xlsx"};

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

// A count of days against a maximum of which something is not known.
bool is_open_count(const render::Json& record) {
  return record["schema"] == "recount/1" && (record["days"]["strict"].is_null() || record["days_at_most"].is_null() ||
                                             record["max_days"].is_null() || !record["in_force_not_known"].empty());
}

bool is_undetermined(const render::Json& record) {
  return is_open_count(record) || record["schema"] == "gap_total/1" || record["state"] == "undetermined" ||
         record["outlook"] == "undetermined" || record["verdict"] == "undetermined" ||
         (record["undetermined"].is_number_integer() && record["undetermined"].whole() > 0);
}

// The folder of the repository that the working folder lies in; empty: in none.
std::string repository_of(World& world, const std::string& here) {
  for (std::string folder = here;; folder = intake::folder_above(folder)) {
    if (world.kind(path_within(folder, ".git")) != PathKind::missing) return folder;
    if (folder == "/") return {};
  }
}

}  // namespace

Invocation::Invocation(std::string tool, Options& options, std::string judged_schema)
    : tool_(std::move(tool)),
      options_(options),
      judged_schema_(std::move(judged_schema)),
      configuration_(configure(world_, options_, inputs_of(world_, options_))),
      judged_by_(std::make_unique<JudgedBy>(options.as_of.empty() ? today_in_london()
                                                                  : date_option("--as-of", options.as_of))) {
  see_as_asked(tool_, options);
  one_of("--color", options.color, {"auto", "always", "never"});
  one_of("--show", options.show, {"error", "warning", "note", "pass"});
  one_of("--fail-on", options.fail_on, {"error", "warning", "note", "never"});
  one_of("--sarif-profile", options.sarif_profile, {"plain", "github"});
  if (options.given("--undetermined")) one_of("--undetermined", options.undetermined, {"facts", "each", "none"});
  judged_by_->settings.run_date = today_in_london();
  judged_by_->values = {options.policy,
                        options.catalogue,
                        options.selections,
                        options.directory,
                        options.suppressions,
                        comma_list(options.select),
                        comma_list(options.ignore),
                        options.fail_on,
                        options.fail_on_undetermined};
  const auto say = [this](const std::string& line) { note(line); };
  load(*judged_by_, world_, say);
  by_folder_ = std::make_unique<JudgedByFolder>(world_, configuration_, *judged_by_, say);
  read_baseline();
  if (options.shard.empty()) return;
  shard_ = shard_option(options.shard);
  shard_->is_list = !options.shards.empty();
  if (const std::string command = subcommand_of(options); command != "check")
    throw UsageError{
        fmt::format("--shard: does not fit {}; shards are of check, and merge puts them together", command)};
  if (options.max_findings >= 0 || options.summary || options.given("--undetermined"))
    throw UsageError{"--shard: --max-findings, --summary and --undetermined are for merge"};
}

void Invocation::read_baseline() {
  const bool is_rewritten = subcommand_of(options_) == "baseline";
  if (options_.baseline.empty() || (is_rewritten && world_.kind(options_.baseline) == PathKind::missing)) return;
  baseline_ = caseload::read_baseline(world_, options_.baseline, version(), judged_by_->policy.id());
  std::vector<std::string> problems = baseline_.problems;
  if (!(is_rewritten && options_.accept_new))
    problems.insert(problems.end(), baseline_.foreign.begin(), baseline_.foreign.end());
  if (!problems.empty()) throw UsageError{"the baseline cannot be used, and nothing of it is:", problems};
}

bool Invocation::reports_nothing() const {
  const std::string command = subcommand_of(options_);
  static const std::set<std::string_view> commands{"check",   "due",     "forecast", "measures", "recount",
                                                   "options", "regions", "overlap",  "gaps"};
  return commands.contains(command);
}

void see_as_asked(const std::string& tool, const Options& options) {
  std::optional<std::string> key;
  if (!options.redact_key.empty()) {
    if (!options.redact) throw UsageError{"--redact-key: is of --redact, which is not given"};
    try {
      key = RealWorld().read(options.redact_key);
    } catch (const WorldFailure& failure) {
      throw UsageError{fmt::format("--redact-key {}", failure.what())};
    }
    if (key->size() < 32)
      throw UsageError{fmt::format("--redact-key {}: {} bytes; a key has 32 or more", options.redact_key, key->size())};
  }
  if (options.redact && !options.shard.empty() && !key)
    throw UsageError{"--redact: with --shard needs --redact-key; officers have to be the same in every part"};
  see_with({options.redact, options.with_limited}, std::move(key));
  if (options.with_limited && !options.quiet)
    write_error(fmt::format("{}: with cases of limited access, as whoever runs the command may see them\n", tool));
}

caseload::Request Invocation::request() {
  const std::vector<std::string>& given = configuration_.inputs;
  if (given.empty() && options_.files_from.empty() && !options_.allow_empty)
    throw UsageError{"no input: give files, folders or - for standard input"};
  intake::FoundFiles found = intake::find_files(world_, given, configuration_.excludes(world_, options_));
  by_folder_->prepare(judged_schema_ == "case/1" ? found.paths : std::vector<std::string>{});
  check_rules_left();
  check_outputs();
  pass_over_outputs(found);
  looked_ = std::move(found.looked);
  looked_.given = configuration_.given_count;
  say_patterns_not_used();
  all_not_found_ = found.unreadable;
  not_found_ = std::move(found.unreadable);
  if (shard_) std::erase_if(not_found_, [&](const intake::Unreadable& file) { return !shard_->holds(file.path); });
  skipped_ = shard_ && shard_->index != 1 ? 0 : found.skipped;  // counted once
  if (found.paths.empty() && not_found_.empty() && !options_.allow_empty && !reports_nothing())
    throw UsageError{fmt::format("nothing matched: no {} in {}", judged_schema_, fmt::join(given, ", "))};
  caseload::Request request;
  request.paths = std::move(found.paths);
  request.large = std::move(found.large);
  // Standard input has another name in output: everything is in the order of the names that are printed.
  if (const auto at = std::find(request.paths.begin(), request.paths.end(), "-"); at != request.paths.end()) {
    request.paths.erase(at);
    request.paths.insert(std::lower_bound(request.paths.begin(), request.paths.end(), options_.stdin_name), "-");
  }
  request.met_json = std::move(found.met_json);
  request.stdin_name = options_.stdin_name;
  request.judged_schema = judged_schema_;
  request.shard = shard_;
  request.threads = options_.jobs == 0 ? processor_count() : options_.jobs;
  const std::vector<JudgedBy*> all = by_folder_->all();
  if (std::any_of(all.begin(), all.end(), [&](const JudgedBy* by) { return by != judged_by_.get(); }))
    request.settings_of = [this](const std::string& path) -> const rules::Settings& {
      return by_folder_->of(path).settings;
    };
  return request;
}

int Invocation::list_files() {
  const caseload::Request found = request();
  std::string list;
  bool is_safe = true;  // every name, on a line of its own
  for (const std::string& path : found.paths) {
    if (!options_.nul && render::visible(path) != path) {
      write_fault(tool_, fmt::format("{}: not a name for a line; -0 lists it", render::visible(path)));
      is_safe = false;
      continue;
    }
    list += path + (options_.nul ? std::string(1, '\0') : "\n");
  }
  render::Account account;
  describe_search(account, looked_);
  account.judged = static_cast<std::int64_t>(found.paths.size());
  account.unreadable = static_cast<std::int64_t>(not_found_.size());
  for (const intake::Unreadable& file : not_found_)
    write_fault(tool_, fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  if (!options_.quiet) write_error(render::files_line(account, "listed") + "\n");
  const bool written = write_out(list);
  if (!written) return reader_gone;
  if (!not_found_.empty() || !is_safe) return unreadable;
  return found.paths.empty() && !options_.allow_empty ? usage : done;
}

void Invocation::note(const std::string& line) const {
  if (!options_.quiet) write_fault(tool_, fmt::format("{}", line));
}

void Invocation::say_patterns_not_used() const {
  for (const intake::PatternUse& use : looked_.patterns)
    if (use.files + use.folders == 0 && (use.origin.kind == "flag" || use.origin.kind == "environment"))
      note(fmt::format("{} {}: nothing matches this pattern", use.origin.name, render::visible(use.text)));
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

std::string Invocation::policy_of(const render::Account& account) const {
  std::set<std::string> ids;
  for (const render::Json& row : account.configurations) ids.insert(row["policy"].get<std::string>());
  return ids.size() > 1 ? "several" : ids.empty() ? std::string(judged_by_->policy.id()) : *ids.begin();
}

std::string Invocation::policy_of_governing() const {
  std::set<std::string> ids;
  for (const JudgedBy* by : governing()) ids.insert(std::string(by->policy.id()));
  return ids.size() > 1 ? "several" : *ids.begin();
}

void decide(render::Summary& s, bool failing, bool undetermined_fails) {
  s.verdict = s.unreadable > 0 ? "unreadable" : failing ? "findings" : s.undetermined > 0 ? "undetermined" : "clean";
  s.exit = s.unreadable > 0 ? unreadable : failing || undetermined_fails ? findings : done;
}

void decide(render::Summary& s, const std::string& fail_on, bool fail_on_undetermined) {
  bool failing = false;
  for (const rules::Severity severity : {rules::Severity::error, rules::Severity::warning, rules::Severity::note})
    if (fail_on != "never" && s.findings[static_cast<std::size_t>(severity)] > 0)
      failing = failing || severity <= severity_option("--fail-on", fail_on);
  decide(s, failing, fail_on_undetermined && s.undetermined > 0);
}

std::vector<const JudgedBy*> Invocation::suppressing() const {
  std::vector<const JudgedBy*> all(by_folder_->all().begin(), by_folder_->all().end());
  if (std::find(all.begin(), all.end(), judged_by_.get()) == all.end()) all.push_back(judged_by_.get());
  std::erase_if(all, [](const JudgedBy* by) { return by->values.suppressions.empty(); });
  return all;
}

void Invocation::mark(std::vector<rules::Finding>& findings, SuppressionUses& uses) const {
  for (const JudgedBy* by : suppressing())
    uses[by] += caseload::suppress(by->suppressions, findings,
                                   [&](const rules::Finding& f) { return &by_folder_->of(f.location.file) == by; });
  if (!options_.baseline.empty()) caseload::mark(baseline_, findings);
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

void Invocation::place(render::RunOutput& run) const {
  run.here = world_.canonical(".");
  run.root = repository_of(world_, run.here);
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
  run.policy = policy_of(run.account);
  run.unread = run.account.not_read;
  run.catalogue = result.catalogue;
  render::Summary& s = run.summary;
  s.files = result.files;
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
  run.summary.cases = judged_schema_ == "case/1" ? static_cast<std::int64_t>(run.cases.size()) : 0;
  SuppressionUses uses;
  mark(run.findings, uses);
  Standing standing;
  count(run.findings, standing);
  complete(run, result, uses, standing);
  return run;
}

int Invocation::print_run(const std::string& command, render::RunOutput run,
                          const std::vector<std::string_view>& fitting, const Options& options, Pictures* pictures) {
  const std::vector<Target> outputs = targets(options, command, fitting);
  const bool asks_for_gaps = std::any_of(outputs.begin(), outputs.end(), [&](const Target& target) {
    return target.format == "json" || shown_in(target.format, options) == render::ShowUndetermined::facts;
  });
  // A run put together from shards has its gaps from them.
  if (!run.lacks.empty() && (asks_for_gaps || run.summary.shard)) run.gaps = gaps_to_show(run, options);
  if (options.redact) render::redact(run);
  if (options.redact && pictures != nullptr) pictures->redact();
  const RunTally counts = asks_for(options, {"html", "site", "xlsx"}) ? tally(run) : RunTally{};
  std::vector<std::string> codes;
  if (pictures == nullptr && !options.split.empty())
    throw UsageError{fmt::format("--split: does not fit {} {}", tool_, command)};
  if (pictures != nullptr && !options.split.empty()) {
    const bool by_team = options.split == "team";
    for (const CasePicture* one : pictures->cases()) codes.push_back(by_team ? one->team : one->officer);
    for (const rules::Finding& f : run.findings) codes.push_back(by_team ? f.team : f.officer);  // also of no case
  }
  const std::vector<Target> all = split_targets(world_, options, outputs, std::move(codes));
  Cuts cuts(run, options);
  const auto pages = [&](const render::RunOutput& shown, const Pictures* of) {
    std::vector<DueRecord> reviews;
    if (pictures != nullptr && of == pictures && !options.catalogue.empty())
      reviews = due_in_catalogue(judged_by_->catalogue, judged_by_->policy, as_of(), as_of() + Days{due_within_days});
    return std::make_unique<const RunViews>(shown, counts, of, std::move(reviews), options.redact);
  };
  const Language language = language_option(options);
  for (const Target& target : all)
    if (target.format == "site") write_site(target.path, *pages(cuts.of(target), pictures), language);
  const auto in_format = [&](const render::RunOutput& shown, const Target& target, const Pictures* of) {
    if (target.format == "html") return run_page(*pages(shown, of), language);
    if (target.format == "xlsx") return check_workbook(shown, of, lacks_of(counts, options, target), language);
    return rendered(shown, target, options);
  };
  render::Account printed_account = run.account;
  const int printed = deliver(all, [&](const Target& target) {
    const render::RunOutput& shown = cuts.of(target);
    if (target.path == "-") printed_account = shown.account;
    if (!target.code) {
      say_left_out(target.format, shown.account);
      return in_format(shown, target, pictures);
    }
    const Pictures part = pictures->part(
        [&](const CasePicture& one) { return (options.split == "team" ? one.team : one.officer) == *target.code; });
    return in_format(run_for(options, target, shown, pictures), target, &part);
  });
  if (printed == done) say_account(printed_account, outputs);
  return printed == done ? run.summary.exit : printed;
}

void Invocation::say_left_out(const std::string& format, const render::Account& account) const {
  for (const auto& [why, findings] : account.not_printed)
    if (why == "profile" || why == "size")
      note(fmt::format("{}: {} left out, {}", format, counted(findings, "finding"),
                       why == "size" ? "for its size" : "which this profile does not take"));
}

void Invocation::say_account(const render::Account& account, const std::vector<Target>& outputs) const {
  if (options_.quiet) return;
  for (const Target& target : outputs)
    if (target.path == "-" && ends_with_account(target.format)) return;
  write_error(account_line(account) + "\n");
}

// Nothing that was judged is nothing that was found.
void Invocation::refuse_nothing(render::RunOutput& run) const {
  if (run.account.documents_judged > 0 || run.summary.unreadable > 0 || shard_) return;
  const bool none_given = configuration_.inputs.empty() && options_.files_from.empty();
  if (none_given && !options_.allow_empty) return;  // the command asks what is built in
  run.summary.verdict = "nothing_judged";
  run.summary.exit = options_.allow_empty ? done : usage;
  if (!options_.allow_empty)
    write_fault(tool_, fmt::format("nothing judged: no {} in what was given{}", judged_schema_,
                                   render::visible(what_was_met(run.account))));
}

std::vector<std::string_view> Invocation::fitting_formats(bool keeps) const {
  std::vector<std::string_view> fitting = shard_ ? std::vector<std::string_view>{"ndjson"} : check_formats;
  if (!shard_ && keeps) fitting.emplace_back("sqlite");
  if (!shard_ && judged_schema_ == "case/1") fitting.emplace_back("site");
  return fitting;
}

int Invocation::check(const caseload::Request& request, const rules::Settings& settings, Pictures* pictures,
                      const std::function<void(const render::RunOutput&)>& keep) {
  const std::vector<Target> outputs = targets(options_, shard_ ? "a shard" : "check", fitting_formats(keep != nullptr));
  if (pictures == nullptr && !keep && StreamedRun::fits(outputs, options_))
    return StreamedRun(*this, request, settings, outputs).run();
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
    return print_records(command, outputs, result, shown, columns, text, own_formats);
  }
  return print_records(command, outputs, result, records, columns, text, own_formats);
}

void Invocation::say_faults(const caseload::Result& result) const {
  for (const intake::Unreadable& file : not_found_)
    write_fault(tool_, fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  for (const intake::Unreadable& file : result.unreadable)
    write_fault(tool_, fmt::format("{}: {}", render::visible(file.path), render::visible(file.why)));
  for (const rules::Finding& f : result.findings)
    if (f.outcome == Verdict::fail)
      write_error(fmt::format("{}:{}:{}: {}[{}] {}\n", render::visible(f.location.file), f.location.line,
                              f.location.column, rules::word(f.severity), f.rule->id, render::visible(f.message)));
}

std::string Invocation::records_html(const std::string& command, const render::RunOutput& run,
                                     const std::vector<render::Json>& rows,
                                     const std::vector<std::string>& columns) const {
  render::web::RecordsView page(as_of());
  page.command = command;
  page.records = rows;
  page.columns = columns;
  page.totals.files = run.summary.files;
  page.totals.cases = run.summary.cases;
  page.totals.unreadable = run.summary.unreadable;
  page.totals.undetermined = run.summary.undetermined;
  page.unreadable = run.account.not_read;
  page.about = {{"Policy", render::web::code(run.policy)},
                {"Looked at", render::web::text(account_line(run.account))},
                {"Made by", render::web::code(tool_ + " " + version())}};
  return render::web::records_page(page, render::web::Speech(language_option(options_)));
}

int Invocation::print_records(const std::string& command, const std::vector<Target>& outputs,
                              const caseload::Result& result, const std::vector<render::Json>& records,
                              const std::vector<std::string>& columns, const std::function<std::string()>& text,
                              const OwnFormats& own_formats) {
  say_faults(result);
  render::RunOutput run{tool_, version(), as_of(), {}, {}, {}, {}, 0, {}};
  run.account = account_of(result);
  run.policy = policy_of(run.account);
  run.account.judges_rules = false;
  run.account.rules_run.clear();
  run.account.rules_left_out = 0;
  std::map<std::string, std::int64_t> schemas;
  for (const render::Json& record : records) ++schemas[record.value("schema", "")];
  run.account.records.assign(schemas.begin(), schemas.end());
  render::Summary& s = run.summary;
  s.files = result.files;
  s.unreadable = static_cast<std::int64_t>(run.account.not_read.size());
  s.skipped = result.skipped + skipped_;
  s.cases = judged_schema_ == "case/1" ? run.account.documents_judged : 0;
  s.undetermined = std::count_if(records.begin(), records.end(), is_undetermined);
  s.verdict = s.unreadable > 0 ? "unreadable" : s.undetermined > 0 ? "undetermined" : "clean";
  s.exit = s.unreadable > 0 ? unreadable : done;
  refuse_nothing(run);
  const render::Json summary = render::summary_json(run);
  std::vector<std::string> codes;
  if (!options_.split.empty())
    for (const render::Json& record : records) codes.push_back(code_of(options_, record));
  const std::vector<Target> all = split_targets(world_, options_, outputs, std::move(codes));
  const int printed = deliver(all, [&](const Target& target) {
    const std::vector<render::Json> part =
        target.code ? rows_for(options_, target, records) : std::vector<render::Json>{};
    const std::vector<render::Json>& rows = target.code ? part : records;
    const std::string title = command + ", as of " + probation::format(as_of());
    if (const auto own = own_formats.find(target.format); own != own_formats.end()) return own->second(rows, target);
    if (target.format == "json") return render::json(rows);
    if (target.format == "csv") return render::csv(rows, columns);
    if (target.format == "markdown")
      return render::markdown(title, rows, columns) + account_end(run.account, target.format);
    if (target.format == "html") return records_html(command, run, rows, columns);
    if (target.format == "yaml") return render::yaml(render::Json(records));
    if (target.format == "text")
      return safe_text(text(), Kept::tabs_and_lines) + account_end(run.account, target.format);
    if (target.format == "xlsx")
      return records_workbook(command, rows, columns, summary, as_of(), language_option(options_));
    return render::ndjson(rows, summary);
  });
  if (printed == done) say_account(run.account, outputs);
  return printed == done ? s.exit : printed;
}

Language language_option(const Options& options) {
  return one_of("--language", options.language, {"en", "cy"}) == "cy" ? Language::cy : Language::en;
}

}  // namespace probation::tools
