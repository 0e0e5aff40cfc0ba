#include "tools/rar-record/interactive.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "model/words.hpp"
#include "tools/world/terminal.hpp"

namespace probation::tools {

namespace {

// What is wrong with the answer, in a line; nothing where it is right.
std::optional<std::string> wrong_with(const Flag& flag, const std::string& name, std::string& answer, Date today) {
  if (trim(answer).empty()) return "it is needed";
  answer = trim(answer);
  if (name == "date" || name == "from" || name == "until" || name.ends_with("-date")) {
    try {
      answer = dated("--" + name, answer, today);
      date_option("--" + name, answer);
    } catch (const UsageError& error) {
      return error.message;
    }
    return std::nullopt;
  }
  if (flag.known.empty() || std::find(flag.known.begin(), flag.known.end(), answer) != flag.known.end())
    return std::nullopt;
  const std::vector<std::string_view> known(flag.known.begin(), flag.known.end());
  const auto near = nearest(answer, known);
  return fmt::format("{} is none of them{}", answer, near ? fmt::format("; did you mean {}?", *near) : std::string{});
}

std::string asked(const Flag& flag, const std::string& name, Date today) {
  for (;;) {
    write_error(fmt::format("{}: {}\n", name, flag.sentence));
    if (!flag.known.empty()) write_error(fmt::format("  {}\n", fmt::join(flag.known, " ")));
    auto answer = line_from_terminal();
    if (!answer) throw UsageError{"the answers ended; nothing is written"};
    const auto wrong = wrong_with(flag, name, *answer, today);
    if (!wrong) return *answer;
    write_error(fmt::format("{}: {}\n", name, *wrong));
  }
}

}  // namespace

void ask_for_missing(Command& app, Date today, RecordOptions& record) {
  if (!stdin_is_terminal()) throw UsageError{"-i asks on a terminal, and standard input is none"};
  Command* command = nullptr;
  for (Command& one : app.commands())
    if (app.got(one.name())) command = &one;
  if (command == nullptr) return;
  if (command->name() == "outcome" && record.paths.size() == 1) {
    Flag outcome;
    outcome.sentence = "What came of it.";
    for (const document::Word& word : document::Worded<probation::Outcome>::words)
      outcome.known.emplace_back(word.text);
    record.paths.push_back(asked(outcome, "outcome", today));
  }
  for (Flag& flag : command->flags()) {
    if (!flag.is_asked || flag.given()) continue;
    flag.take({asked(flag, flag.name().substr(2), today)});
  }
}

}  // namespace probation::tools
