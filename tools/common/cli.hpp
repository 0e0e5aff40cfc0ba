// What every tool's command line has in common: global flags, exit codes, CLI11's errors in our codes and words.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "rules/finding.hpp"
#include "tools/common/command_line.hpp"

namespace probation::tools {

enum ExitCode : int {
  done = 0,        // nothing at or above --fail-on
  findings = 1,    // findings at or above --fail-on
  usage = 2,       // unknown flag, subcommand, key or value; nothing matched the input
  unreadable = 3,  // an input could not be read or understood; the answer is incomplete
  conflict = 4,    // lock not obtained in time, or the file changed underneath; safe to retry
  refused = 5,     // the edit would break a rule or cannot be made safely; nothing written
  internal = 70,   // our own bug
  io_error = 74,
  interrupted = 130,
  reader_gone = 141
};

// A mistake in the command line or the configuration: exit 2, and what to do about it.
struct UsageError {
  std::string message;                  // one line
  std::vector<std::string> below = {};  // lines under it
};

// The global flags, as given; meaning and defaults are resolved by the command.
struct Options {
  std::vector<std::string> paths;
  std::string stdin_name = "<stdin>";
  std::string files_from;
  bool nul = false;  // names of lists end in NUL
  std::vector<std::string> exclude;
  bool no_ignore = false;
  bool allow_empty = false;
  bool list_files = false;
  std::string as_of;
  std::vector<std::string> select, ignore;
  std::string policy;
  std::string catalogue;
  std::string selections;
  std::string directory;
  std::string format = "text";
  std::vector<std::string> output;
  std::string language = "en";  // of words that are ours
  std::string split;            // officer or team; empty: one file
  std::string sarif_profile = "plain";
  bool redact = false;
  std::string redact_key;
  bool with_limited = false;
  std::string show = "note";
  bool summary = false;
  std::string undetermined;  // facts, each, none; empty: as the format is read
  std::int64_t max_findings = -1;
  std::string color = "auto";
  std::string fail_on = "error";
  bool fail_on_undetermined = false;
  unsigned jobs = 0;
  bool quiet = false;
  bool stats = false;
  bool no_config = false;
  std::string cache;  // of no effect, as the key is
  bool no_cache = false;
  std::string config;
  std::string suppressions, baseline;
  bool accept_new = false;
  std::string shard, shards;      // I/N, and the plan they are of
  std::string size, out;          // shards
  std::string policy_b, as_of_b;  // diff
  std::string within, until;
  std::string by;                   // measures
  std::int64_t suppress_below = 0;  // measures
  bool origin = false;              // policy show, config show
  bool all = false;
  std::string word;                                         // RULE of explain, NAME of schema
  Command* tool = nullptr;                                  // whose flags these are
  [[nodiscard]] bool given(const std::string& flag) const;  // on the command line
};

// Adds the global flags. They may stand before or after the subcommand.
void add_global_flags(Command& tool, Options& options);

// Lists and single values: `RAR,REV601` and repeated flags mean the same.
std::vector<std::string> comma_list(const std::vector<std::string>& values);
Date date_option(const std::string& flag, const std::string& value);  // throws UsageError
// The last day of 2025-11, 2025Q4 or 2025; nothing where the words are no period.
std::optional<Date> period_end(std::string_view words);
Date until_option(const std::string& flag, const std::string& value);  // a date or a period; throws UsageError
// The last day of "28d", "4w" or "3m" (calendar months) from as-of, or of a period; throws UsageError.
Date within_option(const std::string& flag, const std::string& value, Date as_of);
std::string one_of(const std::string& what, const std::string& value,
                   const std::vector<std::string_view>& known);  // throws UsageError
rules::Severity severity_option(const std::string& flag, const std::string& value);

std::string version();
std::string commit();  // that the build was made from; empty: not known

}  // namespace probation::tools
