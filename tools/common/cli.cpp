#include "tools/common/cli.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "tools/common/world.hpp"

namespace probation::tools {
namespace {

// Long flags and subcommands that `app` and its subcommands know, for "did you mean".
std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> names;
  const auto add = [&](const CLI::App& from) {
    for (const CLI::Option* option : from.get_options())
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  };
  add(app);
  for (const CLI::App* sub : app.get_subcommands({})) add(*sub);
  return names;
}

std::vector<std::string> subcommands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands({})) names.push_back(sub->get_name());
  return names;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  std::vector<std::string_view> views(known.begin(), known.end());
  const auto near = nearest(word, views);
  return near ? fmt::format("; did you mean {}?", *near) : std::string{};
}

bool takes_value(const CLI::App& app, const std::string& flag) {
  const auto find = [&](const CLI::App& from) -> const CLI::Option* { return from.get_option_no_throw(flag); };
  const CLI::Option* option = find(app);
  for (const CLI::App* sub : app.get_subcommands({}))
    if (option == nullptr) option = find(*sub);
  return option != nullptr && option->get_items_expected_max() > 0;
}

// What CLI11 says of a flag given twice, or without its value, as a sentence.
std::string in_our_words(std::string said) {
  const std::size_t colon = said.find(": ");
  if (colon == std::string::npos) return said;
  const std::string flag = said.substr(0, colon), rest = said.substr(colon + 2);
  if (rest.starts_with("At Most 1 required"))
    return fmt::format("{} is given {} times; give it once", flag, rest.substr(rest.rfind(' ') + 1));
  if (rest.starts_with("1 required") && rest.ends_with("missing")) return fmt::format("{} needs a value", flag);
  return said;
}

}  // namespace

bool Options::given(const std::string& flag) const {
  const CLI::Option* option = app == nullptr ? nullptr : app->get_option_no_throw(flag);
  return option != nullptr && option->count() > 0;
}

void add_global_flags(CLI::App& app, Options& o) {
  o.app = &app;
  app.add_option("--as-of", o.as_of, "Judge as at the end of this day (YYYY-MM-DD); today in London")->group("Time");
  app.add_option("--stdin-name", o.stdin_name, "How standard input is called in output")->group("Input");
  app.add_option("--files-from", o.files_from, "Read paths, one a line, from FILE or -")->group("Input");
  app.add_option("--exclude", o.exclude, "Leave out paths that match GLOB")->allow_extra_args(false)->group("Input");
  app.add_flag("--allow-empty", o.allow_empty, "No input is no mistake")->group("Input");
  app.add_flag("--list-files", o.list_files, "Print the files that would be read, and stop")->group("Input");
  app.add_option("--select", o.select, "Run only these rules: ids and prefixes, comma lists or repeated")
      ->allow_extra_args(false)
      ->group("Rules");
  app.add_option("--ignore", o.ignore, "Leave out these rules")->allow_extra_args(false)->group("Rules");
  app.add_option("--policy", o.policy, "Regional practice policy (policy/1) over the national one")->group("Rules");
  app.add_option("--catalogue", o.catalogue, "Folder of intervention/1 files")->group("Rules");
  app.add_option("--selections", o.selections, "Folder of selection/1 files: what the regions chose")->group("Rules");
  app.add_option("--directory", o.directory, "What runs where and when in a region (directory/1): for plans")
      ->group("Rules");
  app.add_option("--suppressions", o.suppressions, "Findings lived with, and why (suppressions/1)")->group("Rules");
  app.add_option("--baseline", o.baseline, "Findings already known (baseline/1)")->group("Rules");
  app.add_option("--format", o.format, "Output format")->group("Output");
  app.add_option(
         "--output", o.output,
         "FORMAT=PATH: write this format to PATH as well, or with - to standard output instead of --format; repeatable")
      ->allow_extra_args(false)
      ->group("Output");
  app.add_flag("--redact", o.redact, "Leave out free text, courts and birth dates, and hash officer codes")
      ->group("Output");
  app.add_option("--show", o.show, "Print from this severity on: error, warning, note; pass lists passes as well")
      ->group("Output");
  app.add_flag("--summary", o.summary, "Print the summary alone")->group("Output");
  app.add_option("--max-findings", o.max_findings, "Print at most N findings")
      ->check(CLI::NonNegativeNumber)
      ->group("Output");
  app.add_option("--color", o.color, "auto, always or never; NO_COLOR is honoured")->group("Output");
  app.add_option("--fail-on", o.fail_on, "Exit 1 from this severity on: error, warning, note, never")->group("Verdict");
  app.add_flag("--fail-on-undetermined", o.fail_on_undetermined, "Exit 1 where something could not be decided")
      ->group("Verdict");
  app.add_option("-j,--jobs", o.jobs, "Threads; all cores")->check(CLI::Range(1U, 1024U))->group("Run");
  app.add_option("--shard", o.shard, "Judge part I of N, by hash of the CRN, for merge (I/N)")->group("Run");
  app.add_flag("-q,--quiet", o.quiet, "Nothing on standard error but mistakes")->group("Run");
  app.add_option("--config", o.config, "Read this configuration file instead of those that would be found")
      ->group("Run");
  app.add_flag("--no-config", o.no_config, "Read no configuration file")->group("Run");
}

std::optional<int> parse(CLI::App& app, int argc, const char* const* argv, const std::string& fallback) {
  std::vector<std::string> words(argv + 1, argv + argc);
  const std::vector<std::string> known = subcommands_of(app);
  bool has_subcommand = false;
  bool only_help = false;
  std::size_t first = words.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h" || word == "--version") only_help = true;
    if (word == "--") break;
    if (word.size() > 1 && word.front() == '-') {
      if (word.find('=') == std::string::npos && takes_value(app, word)) ++i;
      continue;
    }
    first = i;
    has_subcommand = std::find(known.begin(), known.end(), word) != known.end();
    break;
  }
  if (!has_subcommand && !only_help) {
    // A word that is neither subcommand nor path is most likely a slip of the former.
    if (first < words.size() && words[first].find_first_of("/.-") == std::string::npos) {
      RealWorld world;
      if (world.kind(words[first]) == PathKind::missing) {
        const std::string hint = did_you_mean(words[first], known);
        if (!hint.empty()) {
          write_error(fmt::format("{}: unknown subcommand {}{}\n", app.get_name(), words[first], hint));
          return usage;
        }
      }
    }
    words.insert(words.begin(), fallback);
  } else if (has_subcommand) {
    // Every flag may stand before the subcommand as well, those of the subcommand included: they are read behind its
    // name.
    std::rotate(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(first),
                words.begin() + static_cast<std::ptrdiff_t>(first) + 1);
  }
  std::reverse(words.begin(), words.end());  // CLI11 takes its words from the back
  try {
    app.parse(words);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    write_out(chosen.empty() ? app.help() : chosen.front()->help());
    return done;
  } catch (const CLI::CallForVersion& called) {
    write_out(std::string(called.what()) + "\n");
    return done;
  } catch (const CLI::ExtrasError&) {
    std::vector<std::string> extras = app.remaining(true);
    const std::string word = extras.empty() ? std::string("?") : extras.front();
    const std::string flag = word.substr(0, word.find('='));
    const std::vector<std::string> flags = flags_of(app);
    const auto chosen = app.get_subcommands();
    if (!chosen.empty() && std::find(flags.begin(), flags.end(), flag) != flags.end())
      write_error(fmt::format("{}: {} is no flag of {}\n", app.get_name(), flag, chosen.front()->get_name()));
    else
      write_error(flag.starts_with('-')
                      ? fmt::format("{}: unknown flag {}{}\n", app.get_name(), flag, did_you_mean(flag, flags))
                      : fmt::format("{}: unexpected word {}\n", app.get_name(), word));
    return usage;
  } catch (const CLI::ParseError& error) {
    write_error(fmt::format("{}: {}\n", app.get_name(), in_our_words(error.what())));
    return usage;
  }
  return std::nullopt;
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

int days_option(const std::string& flag, const std::string& value) {
  std::string digits = value;
  if (digits.ends_with('d')) digits.pop_back();
  const bool good = !digits.empty() && digits.size() <= 5 &&
                    std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!good) throw UsageError{fmt::format("{} {}: not a number of days, such as 28d", flag, value)};
  return std::stoi(digits);
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

std::string version() { return PROBATION_VERSION; }

}  // namespace probation::tools
