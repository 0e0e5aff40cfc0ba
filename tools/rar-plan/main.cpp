// rar-plan: the best lawful use of the days. Options, then the library, then a renderer; nothing is decided here.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/one_file.hpp"
#include "planning/plan_reading.hpp"
#include "planning/suggest.hpp"
#include "planning/verify.hpp"
#include "render/calendar.hpp"
#include "render/html/parts.hpp"
#include "render/plan/plan.hpp"
#include "render/yaml.hpp"
#include "tools/common/account.hpp"
#include "tools/common/output.hpp"
#include "tools/common/run.hpp"
#include "tools/rar-plan/cohort.hpp"
#include "tools/rar-plan/hard_rules.hpp"
#include "tools/rar-plan/plan_tables.hpp"
#include "tools/rar-plan/refusals.hpp"

using namespace probation;
using namespace probation::tools;
using render::Json;

namespace {

constexpr double time_limit_seconds = 60;

struct PlanFlags {
  planning::Wishes wishes;
  std::string start, plan, time_limit, sentence_date;
  std::int64_t max_per_week = 0;
};

// What a command says of the case, in any of its formats, and the exit code.
struct Printed {
  std::function<std::string(const std::string& format)> text;
  Json record;
  int exit = done;
};

// What the command needs besides the case.
struct Given {
  std::optional<Directory> directory;
  std::optional<PlanFile> plan;
  [[nodiscard]] const Directory* directory_or_null() const { return directory ? &*directory : nullptr; }
};

template <class T>
std::optional<T> read_given(Invocation& invocation, const std::string& path, std::string_view schema,
                            std::vector<std::string>& problems) {
  intake::OneFile file = intake::read_one(invocation.world(), path, schema);
  problems = std::move(file.problems);
  if (!problems.empty()) return std::nullopt;
  return std::get<T>(std::move(file.content));
}

void say_notes(const planning::Question& question, const Options& options) {
  if (options.quiet) return;
  for (const std::string& note : question.notes) write_fault("rar-plan", fmt::format("{}", note));
}

std::vector<planning::PlannedWork> as_work(const planning::Supply& supply,
                                           const std::vector<planning::Chosen>& chosen) {
  std::vector<planning::PlannedWork> works;
  for (const planning::Chosen& one : chosen) {
    const planning::Option& option = supply.options[one.option];
    works.push_back({option.id, option.intervention->id->text,
                     option.entry != nullptr ? std::optional(option.entry->id->text) : std::nullopt, option.sessions});
  }
  return works;
}

// A plan that the checker refutes is never printed: one of the two is wrong.
void hold_against_checker(const planning::Question& question, const planning::Supply& supply,
                          const std::vector<planning::Chosen>& chosen, const planning::Objective& objective) {
  const planning::Check check = planning::verify(question, as_work(supply, chosen));
  if (!check.accepted())
    throw std::logic_error(fmt::format("the checker refutes the plan found: {}", check.violations.front().message));
  if (!(check.objective == objective)) throw std::logic_error("the checker reckons the plan's objective differently");
}

// In the formats that are the record itself.
std::string record(const Json& json, const std::string& format) {
  return format == "yaml" ? render::yaml(json) : json.dump(2) + "\n";
}
bool is_record(const std::string& format) { return format == "json" || format == "yaml"; }

// The texts are made while the case is there; every format is small.
Printed printed_as(int exit, Json record, const std::vector<std::string_view>& formats,
                   const std::function<std::string(const std::string&)>& text) {
  std::map<std::string, std::string> texts;
  for (const std::string_view format : formats)
    if (format != "csv" && format != "xlsx") texts.emplace(format, text(std::string(format)));  // of the record
  return {[texts](const std::string& format) { return texts.at(format); }, std::move(record), exit};
}

const std::vector<std::string_view> plan_formats{"text", "yaml", "json", "markdown", "html", "ics", "csv", "xlsx"},
    ladder_formats{"text", "yaml", "json", "markdown", "html"}, check_formats{"text", "yaml", "json"};

Printed suggested(const planning::Question& question, const std::function<bool()>& expired) {
  const planning::Suggestion suggestion = planning::suggest(question, expired);
  hold_against_checker(suggestion.question, suggestion.supply, suggestion.chosen, suggestion.objective);
  return printed_as(suggestion.status == planning::Answer::Status::infeasible ? findings : done,
                    render::plan_json(suggestion), plan_formats, [&](const std::string& format) {
                      return is_record(format)      ? record(render::plan_json(suggestion, format != "yaml"), format)
                             : format == "markdown" ? render::plan_markdown(suggestion)
                             : format == "html"     ? render::plan_html(suggestion, "rar-plan " + version())
                             : format == "ics"      ? render::plan_ics(suggestion)
                                                    : render::plan_text(suggestion);
                    });
}

Printed proposed(const planning::Question& question, const std::function<bool()>& expired) {
  const planning::Ladder ladder = planning::propose(question, expired);
  for (const planning::Rung& rung : ladder.rungs) {
    planning::Question step = question;
    step.needs.needs.resize(std::min(step.needs.needs.size(), rung.asked));
    hold_against_checker(step, rung.supply, rung.chosen, rung.objective);
  }
  return printed_as(ladder.rungs.empty() ? findings : done, render::ladder_json(ladder), ladder_formats,
                    [&](const std::string& format) {
                      return is_record(format)      ? record(render::ladder_json(ladder), format)
                             : format == "markdown" ? render::ladder_markdown(ladder)
                             : format == "html"     ? render::ladder_html(ladder, "rar-plan " + version())
                                                    : render::ladder_text(ladder);
                    });
}

Printed verified(const planning::Question& question, const PlanFile* plan) {
  planning::Check check =
      planning::verify(question, plan != nullptr ? planning::planned_work(*plan) : planning::plan_in_case(question));
  if (plan != nullptr) {
    std::vector<planning::Violation> said = planning::misstatements(*plan, question);
    check.violations.insert(check.violations.begin(), said.begin(), said.end());
  }
  return printed_as(check.accepted() ? done : findings, render::check_json(question, check), check_formats,
                    [&](const std::string& format) {
                      return is_record(format) ? record(render::check_json(question, check), format)
                                               : render::check_text(question, check);
                    });
}

double seconds_of(const std::string& words) {
  if (words.empty()) return time_limit_seconds;
  std::size_t used = 0;
  double seconds = -1;
  try {
    seconds = std::stod(words, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used != words.size() || !(seconds >= 0) || seconds > 86400)
    throw UsageError{fmt::format("--time-limit {}: not a number of seconds", words)};
  return seconds;
}

// Which of the commands about cases was chosen.
struct Task {
  bool lists = false, proposes = false, verifies = false, several = false;
  [[nodiscard]] bool suggests() const { return !lists && !proposes && !verifies; }
  [[nodiscard]] std::string_view name() const {
    return lists ? "options" : proposes ? "propose" : verifies ? "verify" : "suggest";
  }
  [[nodiscard]] const std::vector<std::string_view>& formats() const {
    return proposes ? ladder_formats : verifies ? check_formats : plan_formats;
  }
};

// The answers for all the cases, one after the other.
struct Answers {
  std::vector<Printed> printed;
  std::vector<Json> records;  // of options
  std::string listed;
  int exit = done;
};

void answer_case(const Task& task, const PlanFlags& flags, const Options& options, const Given& given,
                 const CaseFacts& facts, const std::string& file, const PlaceTable& places, Answers& answers) {
  const planning::Wishes wishes = given.plan ? planning::wishes_of(*given.plan, facts, flags.wishes) : flags.wishes;
  const auto asked = task.proposes ? planning::ask_before_sentence(facts, wishes, given.directory_or_null())
                                   : planning::ask(facts, wishes, given.directory_or_null());
  if (const auto* refusal = std::get_if<planning::Refusal>(&asked)) {
    answers.exit = std::max(answers.exit, refuse(*refusal, file, places, task.several));
    return;
  }
  const auto& question = std::get<planning::Question>(asked);
  say_notes(question, options);
  if (task.lists) {
    const planning::Supply supply = planning::supply(question);
    for (Json& record :
         render::options_json(question, supply, [&](const Missing& missing) { return name_of(places, missing); }))
      answers.records.push_back(std::move(record));
    answers.listed += render::options_text(question, supply);
    return;
  }
  const auto expired = after_seconds(seconds_of(flags.time_limit));
  answers.printed.push_back(task.proposes   ? proposed(question, expired)
                            : task.verifies ? verified(question, given.plan ? &*given.plan : nullptr)
                                            : suggested(question, expired));
  if (answers.exit == done) answers.exit = answers.printed.back().exit;
}

// No case among what was given: an answer without rows, which says what was met instead.
int print_nothing(const Task& task, Invocation& invocation, const caseload::Result& result) {
  Invocation::OwnFormats own;
  for (const std::string_view format : task.formats())
    if (format == "ics")
      own[format] = [&](const std::vector<Json>&, const Target& target) {
        return published_plan(invocation, target, Json{{"crn", nullptr}},
                              render::calendar("rar-plan", invocation.as_of(), {}));
      };
  return invocation.finish_records(
      std::string(task.name()), result, {}, {"crn", "status", "accepted"}, [] { return std::string{}; }, own);
}

// One case: in its formats. Several: a record each, or one text after the other.
int print_answers(const Task& task, Invocation& invocation, Options& options, const caseload::Result& result,
                  const Answers& answers) {
  if (task.lists && (answers.exit == done || !answers.records.empty())) {
    const int code = invocation.finish_records("options", result, answers.records,
                                               {"option", "intervention", "verdict"}, [&] { return answers.listed; });
    return code == done ? answers.exit : code;
  }
  const std::int64_t bad = result.unreadable_files + static_cast<std::int64_t>(invocation.not_found().size());
  // One plan of several files of which another could not be read is a list all the same: it names that file.
  const bool is_of_several = task.several || !invocation.not_found().empty();
  if (answers.printed.size() > 1 || (answers.printed.size() == 1 && bad > 0 && is_of_several)) {
    std::vector<Json> records;
    std::string text;
    for (const Printed& printed : answers.printed) {
      records.push_back(printed.record);
      text += (text.empty() ? "" : "\n") + printed.text("text");
    }
    Invocation::OwnFormats own;
    if (task.suggests()) {
      own["csv"] = [&](const std::vector<Json>& plans, const Target&) {
        return plans_csv(plans, invocation.account_of(result));
      };
      own["xlsx"] = [&](const std::vector<Json>& plans, const Target&) {
        return plans_workbook(invocation, plans, language_option(options),
                              without_rules(invocation.account_of(result)));
      };
    }
    const int code = invocation.finish_records(
        std::string(task.name()), result, records, {"crn", "status", "accepted", "requirement_id", "days_available"},
        [&] { return text; }, own);
    return code == done ? answers.exit : code;
  }
  if (answers.printed.empty() && answers.exit == done) return print_nothing(task, invocation, result);
  invocation.say_faults(result);
  const render::Account account = without_rules(invocation.account_of(result));
  if (bad > 0 || answers.printed.empty()) {  // refused, and said so
    invocation.say_account(account, {});
    return bad > 0 ? static_cast<int>(unreadable) : answers.exit;
  }
  const Printed& printed = answers.printed.front();
  const std::vector<Target> outputs = targets(options, task.name(), task.formats());
  const int delivered = deliver(outputs, [&](const Target& target) {
    if (target.format == "csv") return plans_csv({printed.record}, account);
    if (target.format == "xlsx") return plans_workbook(invocation, {printed.record}, language_option(options), account);
    std::string text = printed.text(target.format);
    if (const std::size_t at = text.find(render::looked_at_here); target.format == "html" && at != std::string::npos)
      text.replace(at, 1, render::web::text(render::account_line(account)));
    return target.format == "ics" ? published_plan(invocation, target, printed.record, text)
                                  : text + account_end(account, target.format);
  });
  if (delivered == done) invocation.say_account(account, outputs);
  return delivered == done ? answers.exit : delivered;
}

int run(const Command& app, Options& options, PlanFlags& flags) {
  Task task{app.got("options"), app.got("propose"), app.got("verify"), false};
  if (!flags.start.empty()) flags.wishes.start = date_option("--start", flags.start);
  if (!flags.sentence_date.empty()) flags.wishes.sentence_date = date_option("--sentence-date", flags.sentence_date);
  if (flags.max_per_week > 0) flags.wishes.sessions_a_week = flags.max_per_week;
  if (task.proposes && flags.wishes.fill) throw UsageError{"--fill: before sentence there are no days to fill"};
  seconds_of(flags.time_limit);
  Invocation invocation("rar-plan", options, "case/1");
  Given given;
  std::vector<std::string> problems;
  if (!options.directory.empty()) {
    given.directory = read_given<Directory>(invocation, options.directory, "directory/1", problems);
    if (!problems.empty()) throw UsageError{"the directory cannot be used:", problems};
  }
  if (!flags.plan.empty()) {
    given.plan = read_given<PlanFile>(invocation, flags.plan, "plan/1", problems);
    for (const std::string& problem : problems) write_error(problem + "\n");
    if (!problems.empty()) return unreadable;
  }
  if (options.list_files) return invocation.list_files();
  const auto request = invocation.request();
  task.several = request.paths.size() > 1;
  if (!task.lists && !task.several) targets(options, task.name(), task.formats());  // refused before work
  Answers answers;
  caseload::Result result =
      caseload::visit_placed_cases(invocation.world(), request, invocation.settings(),
                                   [&](const CaseFacts& facts, const std::string& file, const PlaceTable& places) {
                                     if (given.plan && !answers.printed.empty())
                                       throw UsageError{"--plan is of one case"};
                                     answer_case(task, flags, options, given, facts, file, places, answers);
                                   });
  result.unreadable_files = unreadable_for_planning(result);
  return print_answers(task, invocation, options, result, answers);
}

}  // namespace

int main(int argc, char** argv) {
  return guarded("rar-plan", [&] {
    Options options;
    PlanFlags flags;
    Command app("rar-plan",
                "Plans the days of a rehabilitation activity requirement: the most useful work that fits, and why");
    app.footer(
        "Exit codes: 0 done, 1 no plan keeps the rules or the plan is refuted, 2 usage, 3 a fact the plan needs is "
        "missing or an input could not be read.");
    add_global_flags(app, options);
    app.option("--requirement", &flags.wishes.requirement, "Id of the requirement; the one that is active").in("Plan");
    app.option("--keep", &flags.wishes.keep, "Id of a planned activity that stays; may be repeated").in("Plan");
    app.option("--start", &flags.start, "Begin nothing before this day").in("Plan");
    app.option("--max-per-week", &flags.max_per_week, "Most sessions a week, instead of the policy's")
        .between(std::int64_t{1}, std::int64_t{100})
        .in("Plan");
    app.flag("--allow-undetermined", flags.wishes.allow_undetermined,
             "Choose also what is not known to be lawful, and say what is to be settled")
        .in("Plan");
    app.flag("--fill", flags.wishes.fill, "Use the days the court allowed, not the fewest").in("Plan");
    app.option("--grid", &flags.wishes.grid, "Begin rolling work in every so-manieth week only; then nothing is proved")
        .between(std::int64_t{1}, std::int64_t{52})
        .in("Plan");
    app.option("--time-limit", &flags.time_limit, "Seconds to search; then the best found, with its bound (60)")
        .in("Plan");
    const auto add = [&](const char* name, const char* sentence) -> Command& {
      Command& command = app.command(name, sentence);
      command.positional("CASE", &options.paths, "The case file, - for standard input; or several, or folders");
      return command;
    };
    add("suggest", "The best plan for the days left, and why (default)");
    Command& check = add("verify", "Accept or refute a plan: the one in the case, or --plan");
    check.option("--plan", &flags.plan, "A plan/1 file, YAML or JSON");
    Command& ladder = add("propose", "Before sentence: how many days to propose, need by need");
    ladder.option("--sentence-date", &flags.sentence_date,
                  "The day of sentence that is expected; work begins after it");
    add("options", "Every entry on offer: eligible, not eligible, undetermined, and the reasons");
    CohortFlags cohort;
    add_cohort_command(app, options, cohort);
    add_reference_commands(app, options);
    if (const auto exit = parse(app, argc, argv, "suggest")) return *exit;
    if (app.got("explain"))
      if (const std::string words = explain_hard_rule(options.word); !words.empty()) {
        write_out(words);
        return static_cast<int>(done);
      }
    if (const auto exit = run_reference_command(app, options)) return *exit;
    if (app.got("cohort")) {
      seconds_of(flags.time_limit);
      cohort.time_limit = flags.time_limit;
      return run_cohort(options, cohort);
    }
    flags.wishes.keep = comma_list(flags.wishes.keep);
    return run(app, options, flags);
  });
}
