#include <algorithm>

#include <fmt/format.h>

#include "base/safe_text.hpp"
#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"

namespace probation::render {
namespace {

using planning::Chosen;
using planning::Ladder;
using planning::Option;
using planning::Question;
using planning::Rung;
using planning::Suggestion;
using planning::Supply;

std::string chosen_text(const Question& question, const Supply& supply, const std::vector<Chosen>& chosen) {
  std::string out;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Option& option = supply.options[chosen[i].option];
    out += fmt::format("  {} {}: {} ({}), {}{}\n", letter(i), option.id, *option.intervention->title.value,
                       spoken(*option.intervention->kind), when_and_where(option), wraparound(supply, chosen, option));
    const std::vector<NeedArea> needs = served(question, option);
    out += needs.empty() ? std::string("    comes first for other work of the plan\n")
                         : fmt::format("    for {}\n", spoken_list(question, needs));
    out += fmt::format("    {}\n", date_list(dates_of(option.sessions)));
    if (const std::string assumed = supply.offer_of(option).assumptions(); !assumed.empty())
      out += fmt::format("    {}\n", assumed);
    for (const std::string& open : chosen[i].undetermined) out += fmt::format("    to settle: {}\n", open);
  }
  return out;
}

}  // namespace

std::string plan_text(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  std::string out =
      fmt::format("{} as of {}: {}\n", subject(question), format(question.facts->as_of), verdict_words(suggestion));
  out += fmt::format("  {}\n  needs: {}\n", days_line(question), needs_line(question));
  if (const std::string assumed = assumed_words(suggestion); !assumed.empty()) out += fmt::format("  {}\n", assumed);
  for (const PlanLine& line : plan_lines(suggestion))
    out += fmt::format("  {}: {}\n", lower_case(line.label), line.words);
  if (!suggestion.chosen.empty()) {
    out += fmt::format("\nchosen: {}, last session {}\n{}", counted(suggestion.objective.distinct_days, "day"),
                       format(*suggestion.objective.last_session),
                       chosen_text(question, suggestion.supply, suggestion.chosen));
  }
  const std::vector<std::string> kept = kept_lines(question);
  if (!kept.empty()) out += "\nkept:\n";
  for (const std::string& line : kept) out += fmt::format("  {}\n", line);
  if (!suggestion.chosen.empty()) out += "\n" + strip(weeks_of(question, suggestion.supply, suggestion.chosen));
  const std::vector<std::string> lines = left_out_lines(suggestion);
  if (!lines.empty()) out += "\nnot chosen:\n";
  for (const std::string& line : lines) out += fmt::format("  {}\n", safe_text(line));
  return out;
}

std::string check_text(const Question& question, const planning::Check& check) {
  std::string out = fmt::format(
      "{} as of {}: {}\n", subject(question), format(question.facts->as_of),
      check.accepted()
          ? std::string("accepted")
          : fmt::format("refuted, {}", counted(static_cast<long long>(check.violations.size()), "violation")));
  for (const planning::Violation& one : check.violations)
    out += fmt::format("  {}{}{}{}\n", rule_words(one.rule), one.activity.empty() ? std::string{} : one.activity + ": ",
                       one.date ? format(*one.date) + ": " : std::string{}, one.message);
  out += fmt::format(
      "  covered: {}; {}{}\n", covered_line(question, check.objective), counted(check.objective.distinct_days, "day"),
      check.objective.last_session ? ", last session " + format(*check.objective.last_session) : std::string{});
  return out;
}

std::string ladder_paragraph(const Ladder& ladder) {
  if (ladder.rungs.empty()) return "No number of days can be filled: nothing on offer covers a need of this person.";
  const Question& question = ladder.question;
  std::string text;
  for (const Rung& rung : ladder.rungs) {
    std::vector<std::string> works;
    for (const Chosen& one : rung.chosen) {
      const Option& option = rung.supply.options[one.option];
      works.push_back(fmt::format("{} ({}, from {})", *option.intervention->title.value,
                                  counted(static_cast<long long>(option.sessions.size()), "session"),
                                  format(option.first())));
    }
    text += fmt::format("{}{} would cover {}: {}, in an order of {} at least. ", text.empty() ? "" : " ",
                        counted(rung.objective.distinct_days, "day"), spoken_list(question, rung.needs),
                        works.empty() ? std::string("the work under way") : join(works, ", "),
                        counted(rung.months, "month"));
    text.pop_back();
  }
  for (const planning::Uncovered& one : ladder.beyond)
    text += fmt::format(" No number of days covers {}.", spoken(question, one.area));
  return text;
}

std::string ladder_text(const Ladder& ladder) {
  const Question& question = ladder.question;
  std::string out =
      fmt::format("{} as of {}: days to propose, need by need; work begins after {}\n  needs: {}\n", crn_of(question),
                  format(question.facts->as_of), format(question.from), needs_line(question));
  if (!ladder.complete) out += "  time ran out: the counts are the best found, not proved the fewest\n";
  for (const Rung& rung : ladder.rungs) {
    out += fmt::format("\n{} for {}; the order must run {} at least, to {}\n",
                       counted(rung.objective.distinct_days, "day"), spoken_list(question, rung.needs),
                       counted(rung.months, "month"), format(rung.order_until));
    out += chosen_text(question, rung.supply, rung.chosen);
  }
  for (const std::string& line : uncovered_lines(question, ladder.beyond))
    out += fmt::format("\nno days can be argued for: {}\n", line);
  return out + "\nfor the report: " + ladder_paragraph(ladder) + "\n";
}

}  // namespace probation::render
