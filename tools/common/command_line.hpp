// A tool's command line, declared once: what is parsed, helped with, completed by a shell and printed as a manual.
// Only command_line.cpp knows the library that parses it.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace probation::tools {

// Where a value goes. A list takes one value a flag, repeated; positional words take all that stand there.
using Into = std::variant<bool*, std::string*, std::vector<std::string>*, std::int64_t*, std::uint64_t*, unsigned*,
                          double*, std::function<void(const std::string&)>>;

struct Flag {
  std::vector<std::string> names;  // "--jobs", "-j"; of positional words: "CASE"
  std::string sentence;
  std::string group;
  Into target;
  bool is_positional = false;
  bool is_required = false;
  bool takes_one = false;                                      // a positional word that stands alone
  bool takes_many = false;                                     // a list takes all values up to the next flag
  std::optional<std::pair<std::int64_t, std::int64_t>> range;  // both ends included
  bool is_not_negative = false, is_positive = false, is_seconds = false;
  bool is_asked = false;           // it is needed, and may be asked for where it is missing
  std::vector<std::string> known;  // the words it takes; empty: anything
  std::string offers;  // what a shell offers of the case that is named: contacts, entries, …; empty: nothing
  std::vector<std::string> results;  // as given on the command line

  [[nodiscard]] const std::string& name() const { return names.front(); }
  [[nodiscard]] bool takes_value() const { return !std::holds_alternative<bool*>(target); }
  [[nodiscard]] bool given() const { return !results.empty(); }
  // Puts values from elsewhere (a configuration) where those of the command line would go; false: of the wrong kind.
  bool take(const std::vector<std::string>& values);

  Flag& in(std::string heading) { return group = std::move(heading), *this; }
  Flag& required(bool yes = true) { return is_required = yes, *this; }
  Flag& one() { return takes_one = true, *this; }
  Flag& many() { return takes_many = true, *this; }
  Flag& between(std::int64_t least, std::int64_t most) { return range = {least, most}, *this; }
  Flag& not_negative() { return is_not_negative = true, *this; }
  Flag& positive() { return is_positive = true, *this; }
  Flag& seconds() { return is_seconds = true, *this; }  // 0 to 86400
  Flag& offering(std::string what) { return offers = std::move(what), *this; }
  Flag& words(std::vector<std::string> all) { return known = std::move(all), *this; }
};

class Command {
 public:
  Command(std::string name, std::string sentence) : name_(std::move(name)), sentence_(std::move(sentence)) {}

  Command& command(std::string name, std::string sentence);
  // `names` as "-j,--jobs"; the long one is the flag's name.
  Flag& option(std::string_view names, Into target, std::string sentence);
  Flag& flag(std::string_view names, bool& target, std::string sentence) {
    return option(names, &target, std::move(sentence));
  }
  Flag& positional(std::string name, Into target, std::string sentence);
  Command& hide() { return is_hidden_ = true, *this; }
  Command& footer(std::string text) { return footer_ = std::move(text), *this; }
  Command& needs_command() { return needs_command_ = true, *this; }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& sentence() const { return sentence_; }
  [[nodiscard]] const std::string& footer() const { return footer_; }
  [[nodiscard]] bool is_hidden() const { return is_hidden_; }
  [[nodiscard]] bool must_have_command() const { return needs_command_; }
  [[nodiscard]] const std::deque<Flag>& flags() const { return flags_; }
  [[nodiscard]] const std::deque<Command>& commands() const { return commands_; }
  [[nodiscard]] std::deque<Flag>& flags() { return flags_; }
  [[nodiscard]] std::deque<Command>& commands() { return commands_; }

  // ---- after parsing -----------------------------------------------------------------------------------------------
  [[nodiscard]] bool got(std::string_view command) const { return chosen_ != nullptr && chosen_->name_ == command; }
  [[nodiscard]] const Command* chosen() const { return chosen_; }
  // The flag of that long name, of the tool or of the command chosen; nullptr where there is none.
  [[nodiscard]] Flag* find(std::string_view flag);
  void choose(Command* command) { chosen_ = command; }

 private:
  std::string name_, sentence_, footer_;
  std::deque<Flag> flags_;  // a deque: what is declared is referred to
  std::deque<Command> commands_;
  Command* chosen_ = nullptr;
  bool is_hidden_ = false, needs_command_ = false;
};

// Parses. The first word that is no flag is the subcommand; where it is none, `fallback` is meant. Returns an exit code
// where there is nothing more to do (help, version, usage error already printed).
std::optional<int> parse(Command& tool, int argc, const char* const* argv, const std::string& fallback);

}  // namespace probation::tools
