#include "tools/common/run.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/sight.hpp"
#include "base/stage_times.hpp"
#include "base/text.hpp"
#include "render/run/redact.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"
#include "tools/common/account.hpp"
#include "tools/common/input_lists.hpp"
#include "tools/common/rendering.hpp"
#include "tools/world/trust.hpp"

namespace probation::tools {

namespace {

using rules::Verdict;

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
      configuration_(configure(world_, options_, inputs_of(world_, options_), planned_for(world_, options_).given)),
      judged_by_(std::make_unique<JudgedBy>(options.as_of.empty() ? today_in_london()
                                                                  : date_option("--as-of", options.as_of))) {
  if (options.stats && !options.quiet && !stages_are_measured()) measure_stages();
  see_as_asked(tool_, options);
  one_of("--color", options.color, {"auto", "always", "never"});
  language_option(options);
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
  const std::string given = options.given("--shard") ? "--shard" : "RAR_SHARD";
  shard_ = shard_option(options.shard);
  shard_->is_list = !options.shards.empty();
  if (const std::string command = subcommand_of(options); command != "check")
    throw UsageError{
        fmt::format("{}: does not fit {}; shards are of check, and merge puts them together", given, command)};
  if (options.max_findings >= 0 || options.summary || options.given("--undetermined"))
    throw UsageError{fmt::format("{}: --max-findings, --summary and --undetermined are for merge", given)};
}

void Invocation::read_baseline() {
  const bool is_rewritten = subcommand_of(options_) == "baseline";
  if (options_.baseline.empty() || (is_rewritten && world_.is_absent(options_.baseline))) return;
  if (is_rewritten) refuse_link_of_others(options_.baseline);
  baseline_ = caseload::read_baseline(world_, options_.baseline, version(), judged_by_->policy.id());
  std::vector<std::string> problems = baseline_.problems;
  if (!(is_rewritten && options_.accept_new))
    problems.insert(problems.end(), baseline_.foreign.begin(), baseline_.foreign.end());
  if (!problems.empty()) throw UsageError{"the baseline cannot be used, and nothing of it is:", problems};
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
  const StageTimer timed(Stage::search);
  intake::FoundFiles found = intake::find_files(world_, given, configuration_.excludes(world_, options_));
  by_folder_->prepare(planned_for(world_, options_).first_files);  // in the order of the whole
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

void Invocation::place(render::RunOutput& run) const {
  run.here = world_.canonical(".");
  run.root = repository_of(world_, run.here);
}

void Invocation::say_account(const render::Account& account, const std::vector<Target>& outputs) const {
  if (options_.quiet) return;
  for (const Target& target : outputs)
    if (target.path == "-" && ends_with_account(target.format)) return;
  write_error(account_line(account) + "\n");
}

// Nothing that was judged is nothing that was found.
void Invocation::decide_nothing(render::RunOutput& run) const {
  const bool is_nothing = run.account.documents_judged == 0 || is_about_nothing_;
  if (!is_nothing || run.summary.unreadable > 0 || shard_) return;
  const bool none_given = configuration_.inputs.empty() && options_.files_from.empty();
  if (none_given && !options_.allow_empty) return;  // the command asks what is built in
  run.summary.verdict = "nothing_judged";
  run.summary.exit = options_.allow_empty ? done : usage;
}

void Invocation::say_nothing(const render::RunOutput& run) const {
  if (run.summary.verdict == "nothing_judged" && !options_.allow_empty)
    write_fault(tool_, fmt::format("nothing judged: no {} in what was given{}", judged_schema_,
                                   render::visible(what_was_met(run.account))));
}

void Invocation::refuse_nothing(render::RunOutput& run) const {
  decide_nothing(run);
  say_nothing(run);
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

Language language_option(const Options& options) {
  return one_of("--language", options.language, {"en", "cy"}) == "cy" ? Language::cy : Language::en;
}

}  // namespace probation::tools
