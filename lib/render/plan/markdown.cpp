#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"

namespace probation::render {

using planning::Chosen;
using planning::Ladder;
using planning::Option;
using planning::Question;
using planning::Rung;
using planning::Suggestion;

namespace {

std::string assumed(const Suggestion& suggestion, const Option& option) {
  const std::string words = suggestion.supply.offer_of(option).assumptions();
  return words.empty() ? words : fmt::format(" ({})", words);
}

}  // namespace

std::string plan_markdown(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  std::string out =
      fmt::format("# Plan for {}\n\nAs of {}: {}.\n\n- {}\n- Needs in rank order: {}\n", subject(question),
                  format(question.facts->as_of), verdict_words(suggestion), days_line(question), needs_line(question));
  for (const PlanLine& line : plan_lines(suggestion)) out += fmt::format("- {}: {}\n", line.label, line.words);
  if (!suggestion.chosen.empty()) {
    out +=
        "\n## Chosen\n\n| option | intervention | when | needs | sessions | to settle |\n|---|---|---|---|---|---|\n";
    for (const Chosen& one : suggestion.chosen) {
      const Option& option = suggestion.supply.options[one.option];
      out += fmt::format("| {} | {} ({}) | {}{} | {} | {} | {} |\n", option.id, *option.intervention->title.value,
                         spoken(*option.intervention->kind), when_and_where(option) + assumed(suggestion, option),
                         wraparound(suggestion.supply, suggestion.chosen, option),
                         spoken_list(question, served(question, option)), date_list(dates_of(option.sessions)),
                         one.undetermined.empty() ? "–" : join(one.undetermined, "; "));
    }
  }
  const std::vector<std::string> kept = kept_lines(question);
  if (!kept.empty()) out += "\n## Kept\n\n";
  for (const std::string& line : kept) out += fmt::format("- {}\n", line);
  if (!suggestion.chosen.empty())
    out += "\n```\n" + strip(weeks_of(question, suggestion.supply, suggestion.chosen)) + "```\n";
  const std::vector<std::string> lines = left_out_lines(suggestion);
  if (!lines.empty()) out += "\n## Not chosen\n\n";
  for (const std::string& line : lines) out += fmt::format("- {}\n", line);
  return out;
}

std::string ladder_markdown(const Ladder& ladder) {
  std::string out = fmt::format(
      "# Days to propose for {}\n\nAs of {}. Needs in rank order: {}.\n\n| needs | days | months | order to | "
      "interventions |\n|---|---|---|---|---|\n",
      crn_of(ladder.question), format(ladder.question.facts->as_of), needs_line(ladder.question));
  for (const Rung& rung : ladder.rungs) {
    std::vector<std::string> works;
    for (const Chosen& one : rung.chosen) {
      const Option& option = rung.supply.options[one.option];
      works.push_back(fmt::format("{} ({}, {} to {})", *option.intervention->title.value,
                                  counted(static_cast<long long>(option.sessions.size()), "session"),
                                  format(option.first()), format(option.last())));
    }
    out += fmt::format("| {} | {} | {} | {} | {} |\n", spoken_list(ladder.question, rung.needs),
                       rung.objective.distinct_days, rung.months, format(rung.order_until),
                       works.empty() ? "–" : join(works, "; "));
  }
  if (!ladder.complete) out += "\nTime ran out: the counts are the best found, not proved the fewest.\n";
  for (const std::string& line : uncovered_lines(ladder.question, ladder.beyond))
    out += fmt::format("\nNot covered: {}.\n", line);
  return out + "\n" + ladder_paragraph(ladder) + "\n";
}

}  // namespace probation::render
