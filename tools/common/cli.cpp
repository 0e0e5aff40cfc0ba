#include "tools/common/cli.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "generated/version.hpp"
#include "tools/common/output.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {

bool Options::given(const std::string& flag) const {
  const Flag* known = tool == nullptr ? nullptr : tool->find(flag);
  return known != nullptr && known->given();
}

void add_global_flags(Command& app, Options& o) {
  o.tool = &app;
  app.option("--as-of", &o.as_of, "Judge as at the end of this day (YYYY-MM-DD); today in London").in("Time");
  app.option("--stdin-name", &o.stdin_name, "How standard input is called in output").in("Input");
  app.option("--files-from", &o.files_from, "Read paths, one a line, from FILE or -").in("Input");
  app.flag("-0,--null", o.nul, "Names end in NUL: of --files-from, and of --list-files").in("Input");
  app.option("--exclude", &o.exclude, "Leave out names that match GLOB, as a line of a .gitignore here; repeatable")
      .in("Input");
  app.flag("--no-ignore", o.no_ignore, "Read no .ignore and no .rarignore").in("Input");
  app.flag("--allow-empty", o.allow_empty, "No input is no mistake").in("Input");
  app.flag("--list-files", o.list_files, "Print the files that would be read, and stop").in("Input");
  app.option("--select", &o.select, "Run only these rules: ids and prefixes, comma lists or repeated").in("Rules");
  app.option("--ignore", &o.ignore, "Leave out these rules").in("Rules");
  app.option("--policy", &o.policy, "Regional practice policy (policy/1) over the national one").in("Rules");
  app.option("--catalogue", &o.catalogue, "Folder of intervention/1 files").in("Rules");
  app.option("--selections", &o.selections, "Folder of selection/1 files: what the regions chose").in("Rules");
  app.option("--directory", &o.directory, "What runs where and when in a region (directory/1): for plans").in("Rules");
  app.option("--suppressions", &o.suppressions, "Findings lived with, and why (suppressions/1)").in("Rules");
  app.option("--baseline", &o.baseline, "Findings already known (baseline/1)").in("Rules");
  app.option("--format", &o.format, "Output format").in("Output").words({all_formats().begin(), all_formats().end()});
  app.option(
         "--output", &o.output,
         "FORMAT=PATH: write this format to PATH as well, or with - to standard output instead of --format; repeatable")
      .in("Output");
  app.option("--split", &o.split, "A csv, html, ics or xlsx file for each officer or team; its PATH is then a folder")
      .words({"officer", "team"})
      .in("Output");
  app.option("--language", &o.language, "Words in English or, where they are known, in Welsh: en, cy")
      .words({"en", "cy"})
      .in("Output");
  app.option("--sarif-profile", &o.sarif_profile, "plain, or github: what its code scanning takes")
      .words({"plain", "github"})
      .in("Output");
  app.flag("--redact", o.redact,
           "Leave out free text, courts and birth dates; officers become officer-1, officer-2 and so on")
      .in("Output");
  app.option("--redact-key", &o.redact_key, "Officers become hashes keyed with FILE (32 bytes or more) instead")
      .in("Output");
  app.flag("--with-limited", o.with_limited, "Whoever runs this may see cases of limited access").in("Output");
  app.option("--show", &o.show, "Print from this severity on: error, warning, note; pass lists passes as well")
      .words({"error", "warning", "note", "pass"})
      .in("Output");
  app.option(
         "--undetermined", &o.undetermined,
         "What could not be decided: the missing facts, each question (default of json, ndjson, csv, xlsx), or none")
      .words({"facts", "each", "none"})
      .in("Output");
  app.flag("--summary", o.summary, "Print the summary alone").in("Output");
  app.option("--max-findings", &o.max_findings, "Print at most N findings").not_negative().in("Output");
  app.option("--color", &o.color, "auto, always or never; NO_COLOR is honoured")
      .words({"auto", "always", "never"})
      .in("Output");
  app.option("--fail-on", &o.fail_on, "Exit 1 from this severity on: error, warning, note, never")
      .words({"error", "warning", "note", "never"})
      .in("Verdict");
  app.flag("--fail-on-undetermined", o.fail_on_undetermined, "Exit 1 where something could not be decided")
      .in("Verdict");
  app.option("-j,--jobs", &o.jobs, "Threads; all cores").between(1U, 1024U).in("Run");
  app.option("--shard", &o.shard, "Judge part I of N, by hash of the CRN, for merge (I/N)").in("Run");
  app.option("--shards", &o.shards, "The plan (shards/1) that --shard is of").in("Run");
  app.option("--cache", &o.cache, "Known, and of no effect: no answers are kept between runs").in("Run");
  app.flag("--no-cache", o.no_cache, "Likewise: nothing is kept in any case").in("Run");
  app.flag("-q,--quiet", o.quiet, "Nothing on standard error but mistakes").in("Run");
  app.flag("--stats", o.stats, "On standard error at the end: documents read slowly, and time by stage").in("Run");
  app.option("--config", &o.config, "Read this configuration file instead of those that would be found").in("Run");
  app.flag("--no-config", o.no_config, "Read no configuration file").in("Run");
}

std::vector<std::string> comma_list(const std::vector<std::string>& values) {
  std::vector<std::string> words;
  for (const std::string& value : values)
    for (const std::string& word : split(value, ','))
      if (!trim(word).empty()) words.emplace_back(trim(word));
  return words;
}

Date date_option(const std::string& flag, const std::string& value) {
  const auto date = parse_date(value);
  if (!date) throw UsageError{fmt::format("{} {}: not a date, YYYY-MM-DD", flag, value)};
  return *date;
}

namespace {

// Digits alone, at most so many.
std::optional<int> whole(std::string_view digits, std::size_t most) {
  if (digits.empty() || digits.size() > most) return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return std::stoi(std::string(digits));
}

Date last_day(int year, unsigned month) {
  return months_after(Date::from_ymd(year, month, 1).value(), Months{1}) - Days{1};
}

}  // namespace

std::optional<Date> period_end(std::string_view words) {
  const auto year = whole(words.substr(0, 4), 4);
  if (!year || *year < 1900 || words.size() < 4) return std::nullopt;
  if (words.size() == 4) return last_day(*year, 12);
  if (words.size() == 7 && words[4] == '-')
    if (const auto month = whole(words.substr(5), 2); month && *month >= 1 && *month <= 12)
      return last_day(*year, static_cast<unsigned>(*month));
  if (words.size() == 6 && words[4] == 'Q' && words[5] >= '1' && words[5] <= '4')
    return last_day(*year, static_cast<unsigned>(words[5] - '0') * 3);
  return std::nullopt;
}

Date until_option(const std::string& flag, const std::string& value) {
  if (const auto end = period_end(value)) return *end;
  const auto date = parse_date(value);
  if (!date)
    throw UsageError{
        fmt::format("{} {}: neither a date, YYYY-MM-DD, nor a period: 2025-11, 2025Q4, 2025", flag, value)};
  return *date;
}

Date within_option(const std::string& flag, const std::string& value, Date as_of) {
  const bool has_unit = !value.empty() && std::string_view("dwm").find(value.back()) != std::string_view::npos;
  const std::string_view digits = std::string_view(value).substr(0, value.size() - (has_unit ? 1 : 0));
  // Four digits alone are a year, as everywhere.
  if (const auto end = has_unit ? std::nullopt : period_end(value)) return *end;
  const auto count = whole(digits, 5);
  if (!count)
    throw UsageError{fmt::format("{} {}: neither a length, such as 28d, 4w or 3m, nor a period: 2025-11, 2025Q4, 2025",
                                 flag, value)};
  if (has_unit && value.back() == 'm') return months_after(as_of, Months{*count});
  return as_of + Days{has_unit && value.back() == 'w' ? 7 * *count : *count};
}

std::string one_of(const std::string& what, const std::string& value, const std::vector<std::string_view>& known) {
  if (std::find(known.begin(), known.end(), value) != known.end()) return value;
  const auto near = nearest(value, known);
  throw UsageError{fmt::format("{} {}: {}one of {}", what, value,
                               near ? fmt::format("did you mean {}? ", *near) : std::string{}, fmt::join(known, ", "))};
}

rules::Severity severity_option(const std::string& flag, const std::string& value) {
  one_of(flag, value, {"error", "warning", "note"});
  return value == "error"     ? rules::Severity::error
         : value == "warning" ? rules::Severity::warning
                              : rules::Severity::note;
}

std::string version() { return std::string(version_of_build); }
std::string commit() { return std::string(commit_of_build); }

}  // namespace probation::tools
