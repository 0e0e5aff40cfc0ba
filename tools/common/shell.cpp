#include "tools/common/shell.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "tools/common/output.hpp"

namespace probation::tools {
namespace {

struct FlagWords {
  std::string name;       // --as-of
  std::string short_one;  // -j, or empty
  std::string sentence;
  std::string group;
  bool takes_value = false;
  std::vector<std::string> values;  // what it takes, where that is a few words
  std::string offers;               // of the case that is named
};

struct CommandWords {
  std::string name;
  std::string sentence;
  std::vector<FlagWords> flags;
  std::vector<std::string> words;  // positionals
  std::string offers;              // after the case that is named
  std::vector<CommandWords> commands;
};

CommandWords described(const Command& command, bool is_tool = true) {
  CommandWords words{command.name(), command.sentence(), {}, {}, {}, {}};
  words.flags.push_back({"--help", "-h", "Print this help message and exit", "Options", false, {}, {}});
  if (is_tool)
    words.flags.push_back({"--version", "", "Display program version information and exit", "Options", false, {}, {}});
  for (const Flag& flag : command.flags()) {
    if (flag.is_positional) {
      words.words.push_back(flag.name());
      if (!flag.offers.empty()) words.offers = flag.offers;
      continue;
    }
    words.flags.push_back({flag.name(), flag.names.size() > 1 ? flag.names[1] : std::string{}, flag.sentence,
                           flag.group.empty() ? "Options" : flag.group, flag.takes_value(), flag.known, flag.offers});
  }
  for (const Command& inner : command.commands())
    if (!inner.is_hidden()) words.commands.push_back(described(inner, false));
  return words;
}

std::string identifier(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<std::string> names_of(const std::vector<CommandWords>& commands) {
  std::vector<std::string> list;
  for (const CommandWords& command : commands) list.push_back(command.name);
  return list;
}

std::vector<std::string> names_of(const std::vector<FlagWords>& flags) {
  std::vector<std::string> list;
  for (const FlagWords& flag : flags) list.push_back(flag.name);
  return list;
}

std::string quoted(std::string text) {  // for a shell, in single quotes
  replace_all(text, "'", "'\\''");
  return "'" + text + "'";
}

bool offers_anything(const CommandWords& tool) {
  return std::any_of(tool.commands.begin(), tool.commands.end(), [](const CommandWords& command) {
    return !command.offers.empty() || std::any_of(command.flags.begin(), command.flags.end(),
                                                  [](const FlagWords& flag) { return !flag.offers.empty(); });
  });
}

// Words of a command's own flags, and ids of the case that stands on the line, which the tool itself tells.
std::string bash_offers(const CommandWords& tool) {
  std::string out = "  case \"$command $before\" in\n";
  for (const CommandWords& command : tool.commands)
    for (const FlagWords& flag : command.flags) {
      if (!flag.values.empty())
        out += fmt::format("    '{} {}') COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;\n", command.name,
                           flag.name, fmt::join(flag.values, " "));
      else if (!flag.offers.empty())
        out += fmt::format("    '{} {}') offers={} ;;\n", command.name, flag.name, flag.offers);
    }
  out += "  esac\n";
  if (!offers_anything(tool)) return out;
  std::string after_case;
  for (const CommandWords& command : tool.commands)
    if (!command.offers.empty()) after_case += fmt::format("      {}) offers={} ;;\n", command.name, command.offers);
  out +=
      "  local file=''\n  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    if [[ -z $file && -f $word ]]; then "
      "file=\"$word\"; fi\n  done\n";
  out += fmt::format(
      "  if [[ -z $offers && -n $file && $before != --* && $current != -* ]]; then\n    case \"$command\" in\n{}    "
      "esac\n  fi\n",
      after_case);
  out +=
      "  if [[ -n $offers && -n $file ]]; then\n    COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" offered "
      "\"$offers\" "
      "\"$file\" 2>/dev/null)\" -- \"$current\")); return\n  fi\n";
  return out;
}

}  // namespace

std::string bash_completions(const Command& app) {
  const CommandWords tool = described(app);
  std::string out = fmt::format(
      "# bash completion of {0}: source it, or install it as {0} among bash-completion's files\n_{1}() {{\n", tool.name,
      identifier(tool.name));
  out +=
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" word command='' inner='' "
      "offers=''\n "
      " COMPREPLY=()\n";
  out += "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    if [[ -z $command ]]; then\n";
  out += fmt::format(
      "      case \"$word\" in {}) command=\"$word\" ;; esac\n    elif [[ -z $inner ]]; then\n      case \"$command "
      "$word\" in",
      fmt::join(names_of(tool.commands), "|"));
  std::vector<std::string> pairs;
  for (const CommandWords& command : tool.commands)
    for (const std::string& inner : names_of(command.commands)) pairs.push_back(quoted(command.name + " " + inner));
  out += fmt::format(" {}) inner=\"$word\" ;; esac\n    fi\n  done\n",
                     pairs.empty() ? "''" : fmt::format("{}", fmt::join(pairs, "|")));
  out += "  case \"$before\" in\n";
  for (const FlagWords& flag : tool.flags)
    if (const auto& values = flag.values; !values.empty())
      out += fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;\n", flag.name,
                         fmt::join(values, " "));
  out += "  esac\n" + bash_offers(tool) + "  if [[ $current == -* ]]; then\n";
  out += fmt::format("    local flags='{}'\n    case \"$command $inner\" in\n", fmt::join(names_of(tool.flags), " "));
  for (const CommandWords& command : tool.commands) {
    if (!command.flags.empty())
      out += fmt::format("      '{} '*) flags+=' {}' ;;&\n", command.name, fmt::join(names_of(command.flags), " "));
    for (const CommandWords& inner : command.commands)
      if (!inner.flags.empty())
        out += fmt::format("      '{} {}') flags+=' {}' ;;&\n", command.name, inner.name,
                           fmt::join(names_of(inner.flags), " "));
  }
  out += "    esac\n    COMPREPLY=($(compgen -W \"$flags\" -- \"$current\"))\n    return\n  fi\n  local words=''\n";
  out +=
      fmt::format("  case \"$command $inner\" in\n    ' ') words='{}' ;;\n", fmt::join(names_of(tool.commands), " "));
  for (const CommandWords& command : tool.commands)
    if (!command.commands.empty())
      out += fmt::format("    '{} ') words='{}' ;;\n", command.name, fmt::join(names_of(command.commands), " "));
  out += "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\") $(compgen -f -- \"$current\"))\n}\n";
  return out + fmt::format("complete -o filenames -F _{} {}\n", identifier(tool.name), tool.name);
}

std::string zsh_completions(const Command& app) {
  const CommandWords tool = described(app);
  const auto argument = [&tool](const FlagWords& flag) {
    std::string sentence = flag.sentence;
    for (const char c : {'[', ']', ':'})
      std::replace(sentence.begin(), sentence.end(), c, c == ':' ? ',' : c == '[' ? '(' : ')');
    const std::vector<std::string>& values = flag.values;
    const std::string value = !flag.takes_value      ? ""
                              : !flag.offers.empty() ? fmt::format(
                                                           ":value:{{compadd -- $({} offered {} ${{^words}}(N.) "
                                                           "2>/dev/null)}}",
                                                           tool.name, flag.offers)
                              : values.empty() ? ":value:_files"
                                               : fmt::format(":value:({})", fmt::join(values, " "));
    return quoted(fmt::format("*{}[{}]{}", flag.name, sentence, value));
  };
  std::string out = fmt::format(
      "#compdef {0}\n# zsh completion of {0}: install it as _{0} in a folder of fpath\n_{1}() {{\n  local -a flags "
      "commands\n  flags=(\n",
      tool.name, identifier(tool.name));
  for (const FlagWords& flag : tool.flags) out += fmt::format("    {}\n", argument(flag));
  out += "  )\n  commands=(\n";
  for (const CommandWords& command : tool.commands) {
    std::string sentence = command.sentence;
    std::replace(sentence.begin(), sentence.end(), ':', ',');
    out += fmt::format("    {}\n", quoted(command.name + ":" + sentence));
  }
  out += "  )\n  local command=${words[(r)(" + fmt::format("{}", fmt::join(names_of(tool.commands), "|")) +
         ")]}\n  case $command in\n";
  for (const CommandWords& command : tool.commands) {
    std::vector<FlagWords> flags = command.flags;
    for (const CommandWords& inner : command.commands)
      flags.insert(flags.end(), inner.flags.begin(), inner.flags.end());
    out += fmt::format("    {})", command.name);
    if (!flags.empty()) out += " flags+=(\n";
    for (const FlagWords& flag : flags)
      if (flag.name != "--help") out += fmt::format("      {}\n", argument(flag));
    out += flags.empty() ? " ;;\n" : "    ) ;;\n";
  }
  out += "    *) _describe command commands ;;\n  esac\n  _arguments -s \"${flags[@]}\" '*:file:_files'\n}\n";
  return out + fmt::format("_{} \"$@\"\n", identifier(tool.name));
}

std::string fish_completions(const Command& app) {
  const CommandWords tool = described(app);
  std::string out =
      fmt::format("# fish completion of {0}: install it as {0}.fish among fish's completions\n", tool.name);
  const auto flag_line = [&](const FlagWords& flag, const std::string& where) {
    const std::vector<std::string>& values = flag.values;
    out +=
        fmt::format("complete -c {}{} -l {}{}{}{} -d {}\n", tool.name, where, flag.name.substr(2),
                    flag.short_one.empty() ? "" : " -s " + flag.short_one.substr(1), flag.takes_value ? " -r" : "",
                    !flag.offers.empty()
                        ? fmt::format(" -a '({} offered {} (string match -r \"[^ ]*[.](?:ya?ml|json)\" -- (commandline "
                                      "-opc)) 2>/dev/null)'",
                                      tool.name, flag.offers)
                    : values.empty() ? ""
                                     : fmt::format(" -a '{}'", fmt::join(values, " ")),
                    quoted(flag.sentence));
  };
  for (const FlagWords& flag : tool.flags) flag_line(flag, "");
  for (const CommandWords& command : tool.commands) {
    out += fmt::format("complete -c {} -n __fish_use_subcommand -a {} -d {}\n", tool.name, command.name,
                       quoted(command.sentence));
    const std::string where = fmt::format(" -n '__fish_seen_subcommand_from {}'", command.name);
    for (const FlagWords& flag : command.flags)
      if (flag.name != "--help") flag_line(flag, where);
    if (!command.offers.empty())
      out += fmt::format(
          "complete -c {0}{1} -a '({0} offered {2} (string match -r \"[^ ]*[.](?:ya?ml|json)\" -- (commandline -opc)) "
          "2>/dev/null)'\n",
          tool.name, where, command.offers);
    for (const CommandWords& inner : command.commands) {
      out += fmt::format("complete -c {}{} -a {} -d {}\n", tool.name, where, inner.name, quoted(inner.sentence));
      for (const FlagWords& flag : inner.flags)
        if (flag.name != "--help") flag_line(flag, where);
    }
  }
  return out;
}

namespace {

std::string roff(std::string text) {
  replace_all(text, "\\", "\\e");
  replace_all(text, "-", "\\-");
  if (!text.empty() && (text.front() == '.' || text.front() == '\'')) text.insert(0, "\\&");
  return text;
}

void flags_of(std::string& out, const std::vector<FlagWords>& flags) {
  for (const FlagWords& flag : flags)
    if (flag.name != "--help")
      out += fmt::format(".TP\n\\fB{}\\fR{}{}\n{}\n", roff(flag.name),
                         flag.short_one.empty() ? "" : ", \\fB" + roff(flag.short_one) + "\\fR",
                         flag.takes_value ? " \\fIVALUE\\fR" : "", roff(flag.sentence));
}

void command_of(std::string& out, const CommandWords& command, const std::string& words_before) {
  std::vector<std::string> words;
  for (const std::string& word : command.words) words.push_back(fmt::format("\\fI{}\\fR", roff(word)));
  out += fmt::format(".SS \"{}{}\"\n{}\n", words_before, command.name, roff(command.sentence));
  if (!words.empty()) out += fmt::format(".br\nTakes {}.\n", fmt::join(words, " "));
  flags_of(out, command.flags);
  for (const CommandWords& inner : command.commands) command_of(out, inner, words_before + command.name + " ");
}

}  // namespace

std::string manual_page(const Command& app, const std::string& version) {
  const CommandWords tool = described(app);
  std::string out = fmt::format(
      ".TH {} 1 \"\" \"rar\\-tools {}\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n\\fB{}\\fR [\\fIglobal flags\\fR] "
      "\\fISUBCOMMAND\\fR [\\fIflags\\fR] [\\fIPATH\\fR|\\-]...\n.SH SUBCOMMANDS\n",
      [&] {
        std::string upper = tool.name;
        std::transform(upper.begin(), upper.end(), upper.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        return roff(upper);
      }(),
      version, roff(tool.name), roff(tool.sentence), roff(tool.name));
  for (const CommandWords& command : tool.commands) command_of(out, command, "");
  out += ".SH GLOBAL FLAGS\nThey may stand before or after the subcommand.\n";
  std::vector<std::string> groups;
  for (const FlagWords& flag : tool.flags)
    if (std::find(groups.begin(), groups.end(), flag.group) == groups.end()) groups.push_back(flag.group);
  for (const std::string& group : groups) {
    std::vector<FlagWords> flags;
    std::copy_if(tool.flags.begin(), tool.flags.end(), std::back_inserter(flags),
                 [&](const FlagWords& flag) { return flag.group == group; });
    out += fmt::format(".SS \"{}\"\n", group);
    flags_of(out, flags);
  }
  out += fmt::format(".SH EXIT STATUS\n{}\n", roff(app.footer()));
  out +=
      ".SH FILES\n\\fBrar.yaml\\fR: settings, from the input's folder upwards; \\fBRAR_\\fR\\fINAME\\fR in the "
      "environment above it, flags on top.\n";
  return out +
         ".SH SEE ALSO\n\\fBrar\\-audit\\fR(1), \\fBrar\\-plan\\fR(1), \\fBrar\\-record\\fR(1), "
         "\\fBeip\\-score\\fR(1)\n";
}

}  // namespace probation::tools
