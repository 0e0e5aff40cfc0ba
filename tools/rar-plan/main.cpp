// rar-plan: the best lawful use of the days. Options, then the library, then a renderer; nothing is decided here.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/one_file.hpp"
#include "planning/plan_reading.hpp"
#include "planning/suggest.hpp"
#include "planning/verify.hpp"
#include "render/plan/plan.hpp"
#include "render/yaml.hpp"
#include "tools/common/case_table.hpp"
#include "tools/common/output.hpp"
#include "tools/common/run.hpp"
#include "tools/rar-plan/answers.hpp"
#include "tools/rar-plan/cohort.hpp"
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

// The texts that are wanted, of the formats that have one, are made while the case is there.
Printed printed_as(const Task& task, int exit, Json record, const std::vector<std::string>& formats,
                   const std::function<std::string(const std::string&)>& text) {
  Printed printed{{}, std::move(record), {}, exit, {}};
  for (const std::string& format : formats)
    if (task.wanted.contains(format)) printed.texts.emplace(format, text(format));
  return printed;
}

// The record of a case behind what every table about cases begins with.
Json of_case(const planning::Question& question, const Json& record) {
  Json out = case_columns(record.value("schema", ""), question.facts->file, question.order, question.requirement);
  for (const auto& [key, value] : record.items()) out[key] = value;
  return out;
}

Printed suggested(const Task& task, const planning::Question& question, const std::function<bool()>& expired,
                  Language language) {
  const planning::Suggestion suggestion = planning::suggest(question, expired);
  hold_against_checker(suggestion.question, suggestion.supply, suggestion.chosen, suggestion.objective);
  const auto json = [&](bool each_start) { return render::plan_json(suggestion, each_start); };
  Printed printed =
      printed_as(task, suggestion.status == planning::Answer::Status::infeasible ? findings : done,
                 of_case(question, json(true)), {"text", "yaml", "json", "markdown"}, [&](const std::string& format) {
                   return is_record(format)      ? record(json(format != "yaml"), format)
                          : format == "markdown" ? render::plan_markdown(suggestion)
                                                 : render::plan_text(suggestion);
                 });
  if (task.wanted.contains("html"))
    printed.page = render::plan_page(suggestion, "rar-plan " + version(), render::web::Speech(language));
  printed.events = render::plan_events(suggestion);
  return printed;
}

Printed proposed(const Task& task, const planning::Question& question, const std::function<bool()>& expired,
                 Language language) {
  const planning::Ladder ladder = planning::propose(question, expired);
  for (const planning::Rung& rung : ladder.rungs) {
    planning::Question step = question;
    step.needs.needs.resize(std::min(step.needs.needs.size(), rung.asked));
    hold_against_checker(step, rung.supply, rung.chosen, rung.objective);
  }
  const Json json = of_case(question, render::ladder_json(ladder));
  Printed printed = printed_as(task, ladder.rungs.empty() ? findings : done, json, {"text", "yaml", "json", "markdown"},
                               [&](const std::string& format) {
                                 return is_record(format)      ? record(json, format)
                                        : format == "markdown" ? render::ladder_markdown(ladder)
                                                               : render::ladder_text(ladder);
                               });
  if (task.wanted.contains("html"))
    printed.page = render::ladder_page(ladder, "rar-plan " + version(), render::web::Speech(language));
  return printed;
}

Printed verified(const Task& task, const planning::Question& question, const PlanFile* plan) {
  planning::Check check =
      planning::verify(question, plan != nullptr ? planning::planned_work(*plan) : planning::plan_in_case(question));
  if (plan != nullptr) {
    std::vector<planning::Violation> said = planning::misstatements(*plan, question);
    check.violations.insert(check.violations.begin(), said.begin(), said.end());
  }
  const Json json = of_case(question, render::check_json(question, check));
  return printed_as(task, check.accepted() ? done : findings, json, {"text", "yaml", "json"},
                    [&](const std::string& format) {
                      return is_record(format) ? record(json, format) : render::check_text(question, check);
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

void answer_case(const Task& task, const PlanFlags& flags, const Options& options, const Given& given,
                 const CaseFacts& facts, const std::string& file, const PlaceTable& places, Answers& answers) {
  ++answers.cases;
  const planning::Wishes wishes = given.plan ? planning::wishes_of(*given.plan, facts, flags.wishes) : flags.wishes;
  const auto asked = task.proposes() ? planning::ask_before_sentence(facts, wishes, given.directory_or_null())
                                     : planning::ask(facts, wishes, given.directory_or_null());
  if (const auto* refusal = std::get_if<planning::Refusal>(&asked)) {
    answers.exit = std::max(answers.exit, refuse(*refusal, file, places, task.several, answers.lacking));
    return;
  }
  const auto& question = std::get<planning::Question>(asked);
  say_notes(question, options);
  if (task.lists()) {
    const planning::Supply supply = planning::supply(question);
    for (const Json& record :
         render::options_json(question, supply, [&](const Missing& missing) { return name_of(places, missing); }))
      answers.records.push_back(of_case(question, record));
    answers.listed += render::options_text(question, supply);
    return;
  }
  const auto expired = after_seconds(seconds_of(flags.time_limit));
  answers.printed.push_back(task.proposes()   ? proposed(task, question, expired, language_option(options))
                            : task.verifies() ? verified(task, question, given.plan ? &*given.plan : nullptr)
                                              : suggested(task, question, expired, language_option(options)));
  answers.exit = std::max(answers.exit, answers.printed.back().exit);
}

int run(const Command& app, Options& options, PlanFlags& flags) {
  Task task{app.got("options")   ? "options"
            : app.got("propose") ? "propose"
            : app.got("verify")  ? "verify"
                                 : "suggest",
            false};
  if (!flags.start.empty()) flags.wishes.start = date_option("--start", flags.start);
  if (!flags.sentence_date.empty()) flags.wishes.sentence_date = date_option("--sentence-date", flags.sentence_date);
  if (flags.max_per_week > 0) flags.wishes.sessions_a_week = flags.max_per_week;
  if (task.proposes() && flags.wishes.fill) throw UsageError{"--fill: before sentence there are no days to fill"};
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
  for (const Target& target : targets(options, task.name, formats_of(task)))  // refused before work
    task.wanted.insert(target.format);
  Answers answers;
  caseload::Result result =
      caseload::visit_placed_cases(invocation.world(), request, invocation.settings(),
                                   [&](const CaseFacts& facts, const std::string& file, const PlaceTable& places) {
                                     if (given.plan && !answers.printed.empty())
                                       throw UsageError{"--plan is of one case"};
                                     answer_case(task, flags, options, given, facts, file, places, answers);
                                   });
  name_lacking(result, answers.lacking);
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
