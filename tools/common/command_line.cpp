#include "tools/common/command_line.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "tools/common/cli.hpp"
#include "tools/common/version.hpp"
#include "tools/world/files.hpp"

namespace probation::tools {
namespace {

template <class Number>
bool convert(const std::string& text, Number& into) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
  return failed == std::errc{} && end == text.data() + text.size();
}

std::string check_seconds(const std::string& words) {
  double value = -1;
  return CLI::detail::lexical_cast(words, value) && value >= 0 && value <= 86400
             ? std::string{}
             : fmt::format("{} is not a number of seconds from 0 to 86400", words);
}

std::string check_not_negative(const std::string& words) {
  double value = -1;
  return CLI::detail::lexical_cast(words, value) && value >= 0 ? std::string{}
                                                               : fmt::format("{} is not a number from 0 up", words);
}

std::string check_positive(const std::string& words) {
  double value = 0;
  return CLI::detail::lexical_cast(words, value) && value > 0 ? std::string{}
                                                              : fmt::format("{} is not a number above 0", words);
}

std::string joined_names(const Flag& flag) {
  std::string names;
  for (const std::string& name : flag.names) names += (names.empty() ? "" : ",") + name;
  return names;
}

// The sentence, and under it the words that the flag takes.
std::string help_of(const Flag& flag) {
  constexpr std::size_t width = 60;
  std::string help = flag.sentence, line;
  for (const std::string& word : flag.known) {
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      help += "\n  " + line;
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return line.empty() ? help : help + "\n  " + line;
}

CLI::Option* add_to(CLI::App& app, Flag& flag) {
  return std::visit(
      [&](auto& target) -> CLI::Option* {
        using T = std::decay_t<decltype(target)>;
        if constexpr (std::is_same_v<T, bool*>) return app.add_flag(joined_names(flag), *target, help_of(flag));
        else if constexpr (std::is_same_v<T, std::function<void(const std::string&)>>)
          return app.add_option_function<std::string>(joined_names(flag), target, help_of(flag));
        else return app.add_option(joined_names(flag), *target, help_of(flag));
      },
      flag.target);
}

using Declared = std::vector<std::pair<Flag*, CLI::Option*>>;

// `only`: of the subcommands the one that was asked for, where it is known; the others cannot be met any more.
void build(CLI::App& app, Command& command, Declared& declared, std::string_view only = {}) {
  for (Flag& flag : command.flags()) {
    CLI::Option* option = add_to(app, flag);
    declared.emplace_back(&flag, option);
    if (!flag.group.empty()) option->group(flag.group);
    if (flag.is_required) option->required();
    if (std::holds_alternative<std::vector<std::string>*>(flag.target) && !flag.is_positional && !flag.takes_many)
      option->allow_extra_args(false);
    if (flag.takes_one) option->expected(1);
    if (flag.range) {
      if (std::holds_alternative<unsigned*>(flag.target))
        option->check(CLI::Range(static_cast<unsigned>(flag.range->first), static_cast<unsigned>(flag.range->second)));
      else option->check(CLI::Range(flag.range->first, flag.range->second));
    }
    if (flag.is_not_negative) option->check(check_not_negative);
    if (flag.is_positive) option->check(check_positive);
    if (flag.is_seconds) option->check(check_seconds);
  }
  for (Command& inner : command.commands()) {
    if (!only.empty() && inner.name() != only) continue;
    CLI::App* sub = app.add_subcommand(inner.name(), inner.sentence());
    if (inner.is_hidden()) sub->group("");
    if (inner.must_have_command()) sub->require_subcommand(1);
    build(*sub, inner, declared);
  }
}

// The first flag or positional word that was given an empty value.
std::optional<std::string> empty_value(const std::vector<std::string>& words, const Declared& declared) {
  for (const std::string& word : words)
    if (word == "--") break;
    else if (word.starts_with("--") && word.find('=') == word.size() - 1 && word.size() > 3)
      return word.substr(0, word.size() - 1);
  for (const auto& [flag, option] : declared)
    if (flag->takes_value())
      for (const std::string& result : option->results())
        if (result.empty()) return flag->name();
  return std::nullopt;
}

void note_results(Command& tool, const CLI::App& app, const Declared& declared) {
  for (const auto& [flag, option] : declared) flag->results = option->results();
  const auto chosen = app.get_subcommands();
  for (Command& command : tool.commands())
    if (!chosen.empty() && chosen.front()->get_name() == command.name()) {
      tool.choose(&command);
      note_results(command, *chosen.front(), {});
    }
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  std::vector<std::string_view> views(known.begin(), known.end());
  const auto near = nearest(word, views);
  return near ? fmt::format("; did you mean {}?", *near) : std::string{};
}

// Long flags that the tool and its subcommands know, for "did you mean".
std::vector<std::string> flags_of(const Command& tool) {
  std::vector<std::string> names;
  const std::function<void(const Command&)> add = [&](const Command& from) {
    for (const Flag& flag : from.flags())
      if (!flag.is_positional) names.push_back(flag.name());
    for (const Command& inner : from.commands()) add(inner);
  };
  add(tool);
  names.insert(names.end(), {"--help", "--version"});
  return names;
}

bool takes_value(const Command& tool, const std::string& name) {
  const auto in = [&](const Command& from) {
    return std::any_of(from.flags().begin(), from.flags().end(), [&](const Flag& flag) {
      return flag.takes_value() && std::find(flag.names.begin(), flag.names.end(), name) != flag.names.end();
    });
  };
  return in(tool) || std::any_of(tool.commands().begin(), tool.commands().end(), in);
}

// What the library says of a flag given twice, or without its value, as a sentence.
std::string in_our_words(std::string said) {
  const std::size_t colon = said.find(": ");
  if (colon == std::string::npos) return said;
  const std::string flag = said.substr(0, colon), rest = said.substr(colon + 2);
  if (rest.starts_with("At Most 1 required"))
    return fmt::format("{} is given {} times; give it once", flag, rest.substr(rest.rfind(' ') + 1));
  if (rest.starts_with("1 required") && rest.ends_with("missing")) return fmt::format("{} needs a value", flag);
  return said;
}

// Behind a subcommand the library takes a digit for a number, not for a flag of the tool.
void spell_out_null(const Command& tool, std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (words[i] == "-0") words[i] = "--null";
    else if (words[i].starts_with('-') && words[i].find('=') == std::string::npos && takes_value(tool, words[i])) ++i;
  }
}

// The words as the library wants them: the subcommand first, whatever flags stood before it. Returns an exit code where
// the first word is neither subcommand nor path, which is most likely a slip.
std::optional<int> put_subcommand_first(const Command& tool, std::vector<std::string>& words,
                                        const std::string& fallback) {
  std::vector<std::string> known;
  for (const Command& command : tool.commands()) known.push_back(command.name());
  spell_out_null(tool, words);
  bool has_subcommand = false, only_help = false;
  std::size_t first = words.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h" || word == "--version") only_help = true;
    if (word == "--") break;
    if (word.size() > 1 && word.front() == '-') {
      if (word.find('=') == std::string::npos && takes_value(tool, word)) ++i;
      continue;
    }
    first = i;
    has_subcommand = std::find(known.begin(), known.end(), word) != known.end();
    break;
  }
  if (has_subcommand) {
    const auto at = words.begin() + static_cast<std::ptrdiff_t>(first);
    std::rotate(words.begin(), at, at + 1);
    return std::nullopt;
  }
  if (only_help) return std::nullopt;
  if (first < words.size() && words[first].find_first_of("/.-") == std::string::npos) {
    RealWorld world;
    if (world.kind(words[first]) == PathKind::missing) {
      if (const std::string hint = did_you_mean(words[first], known); !hint.empty()) {
        write_fault(tool.name(), fmt::format("unknown subcommand {}{}", words[first], hint));
        return usage;
      }
    }
  }
  words.insert(words.begin(), fallback);
  return std::nullopt;
}

// The subcommand that the words begin with; empty where they only ask for help or the version.
std::string_view named_command(const Command& tool, const std::vector<std::string>& words) {
  for (const Command& command : tool.commands())
    if (!words.empty() && words.front() == command.name()) return command.name();
  return {};
}

// Of a command that has commands of its own, what may stand there.
std::vector<std::string> commands_below(const Command& tool, const std::vector<CLI::App*>& chosen) {
  std::vector<std::string> names;
  for (const Command& command : tool.commands())
    if (!chosen.empty() && command.name() == chosen.front()->get_name())
      for (const Command& inner : command.commands()) names.push_back(inner.name());
  return names;
}

// Of a positional word that takes few: what is said where it is none of them.
std::optional<std::string> unknown_word(const CLI::App& app, const Declared& declared) {
  for (const auto& [flag, option] : declared) {
    if (!flag->is_positional || flag->known.empty() || option->results().empty()) continue;
    const std::vector<std::string_view> known(flag->known.begin(), flag->known.end());
    try {
      one_of(app.get_subcommands().front()->get_name(), option->results().front(), known);
    } catch (const UsageError& error) {
      return error.message;
    }
  }
  return std::nullopt;
}

int refuse_extras(const Command& tool, const CLI::App& app) {
  const std::vector<std::string> extras = app.remaining(true);
  const std::string word = extras.empty() ? std::string("?") : extras.front();
  const std::string flag = word.substr(0, word.find('='));
  const std::vector<std::string> flags = flags_of(tool);
  const auto chosen = app.get_subcommands();
  if (!chosen.empty() && std::find(flags.begin(), flags.end(), flag) != flags.end())
    write_fault(tool.name(), fmt::format("{} is no flag of {}", flag, chosen.front()->get_name()));
  else if (flag.starts_with('-'))
    write_fault(tool.name(), fmt::format("unknown flag {}{}", flag, did_you_mean(flag, flags)));
  else
    write_fault(tool.name(),
                fmt::format("unexpected word {}{}", word, did_you_mean(word, commands_below(tool, chosen))));
  return usage;
}

}  // namespace

bool Flag::take(const std::vector<std::string>& values) {
  const auto all = [&](auto put) { return std::all_of(values.begin(), values.end(), put); };
  return std::visit(
      [&](auto& into) {
        using T = std::decay_t<decltype(into)>;
        if constexpr (std::is_same_v<T, bool*>)
          return all([&](const std::string& v) { return *into = v == "true", v == "true" || v == "false"; });
        else if constexpr (std::is_same_v<T, std::string*>)
          return all([&](const std::string& v) { return *into = v, true; });
        else if constexpr (std::is_same_v<T, std::vector<std::string>*>) return *into = values, true;
        else if constexpr (std::is_same_v<T, std::function<void(const std::string&)>>)
          return all([&](const std::string& v) { return into(v), true; });
        else return all([&](const std::string& v) { return convert(v, *into); });
      },
      target);
}

Command& Command::command(std::string name, std::string sentence) {
  return commands_.emplace_back(std::move(name), std::move(sentence));
}

Flag& Command::option(std::string_view names, Into target, std::string sentence) {
  Flag flag;
  flag.names = split(names, ',');
  std::stable_partition(flag.names.begin(), flag.names.end(), [](const std::string& n) { return n.starts_with("--"); });
  flag.sentence = std::move(sentence);
  flag.target = std::move(target);
  return flags_.emplace_back(std::move(flag));
}

Flag& Command::positional(std::string name, Into target, std::string sentence) {
  Flag flag;
  flag.names = {std::move(name)};
  flag.sentence = std::move(sentence);
  flag.target = std::move(target);
  flag.is_positional = true;
  return flags_.emplace_back(std::move(flag));
}

Flag* Command::find(std::string_view flag) {
  for (Flag& own : flags_)
    if (!own.is_positional && own.name() == flag) return &own;
  return chosen_ == nullptr ? nullptr : chosen_->find(flag);
}

std::optional<int> parse(Command& tool, int argc, const char* const* argv, const std::string& fallback) {
  if (const auto exit = version_asked_first(tool.name(), argc, argv)) return exit;
  std::vector<std::string> words(argv + 1, argv + argc);
  if (const auto exit = put_subcommand_first(tool, words, fallback)) return exit;
  CLI::App app{tool.sentence(), tool.name()};
  app.set_version_flag("--version",
                       std::function<std::string()>([&] { return version_asked(tool.name(), argc, argv); }));
  app.fallthrough();
  app.require_subcommand(1);
  app.footer(tool.footer());
  Declared declared;
  build(app, tool, declared, named_command(tool, words));
  const std::vector<std::string> given = words;
  std::reverse(words.begin(), words.end());  // the library takes its words from the back
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
    return refuse_extras(tool, app);
  } catch (const CLI::RequiredError& error) {
    if (!app.remaining(true).empty()) return refuse_extras(tool, app);  // a flag misspelt is why another lacks
    if (const auto wrong = unknown_word(app, declared)) {               // and a word misspelt comes before it
      write_fault(tool.name(), *wrong);
      return usage;
    }
    write_fault(tool.name(), fmt::format("{}", in_our_words(error.what())));
    return usage;
  } catch (const CLI::ParseError& error) {
    write_fault(tool.name(), fmt::format("{}", in_our_words(error.what())));
    return usage;
  }
  if (const auto name = empty_value(given, declared)) {
    write_fault(tool.name(), fmt::format("{}: an empty value", *name));
    return usage;
  }
  note_results(tool, app, declared);
  return std::nullopt;
}

}  // namespace probation::tools
