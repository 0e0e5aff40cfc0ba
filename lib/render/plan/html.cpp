#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/html_page.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"

namespace probation::render {

using planning::Chosen;
using planning::Ladder;
using planning::Option;
using planning::Question;
using planning::Rung;
using planning::Suggestion;
using planning::Supply;

namespace {

std::string times(const std::vector<Date>& days) {
  std::vector<std::string> words;
  for (const Date day : days) words.push_back(fmt::format("<time>{}</time>", format(day)));
  return join(words, " ");
}

std::string assumed(const Supply& supply, const Option& option) {
  const std::string words = supply.offer_of(option).assumptions();
  return words.empty() ? words : fmt::format(" ({})", words);
}

std::string chosen_table(std::string_view caption, const Question& question, const Supply& supply,
                         const std::vector<Chosen>& chosen) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Option& option = supply.options[chosen[i].option];
    rows.push_back(
        {std::string(1, letter(i)), html_text(option.id),
         html_text(fmt::format("{} ({})", *option.intervention->title.value, spoken(*option.intervention->kind))),
         html_text(when_and_where(option) + wraparound(supply, chosen, option) + assumed(supply, option)),
         html_text(spoken_list(served(question, option))), times(dates_of(option.sessions)),
         html_text(join(chosen[i].undetermined, "; "))});
  }
  return html_table(caption, {"", "option", "intervention", "when", "for", "sessions", "to settle"}, rows);
}

std::string weeks_table(const Weeks& weeks) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [monday, days] : weeks) {
    std::vector<std::string>& row = rows.emplace_back(1, format(monday));
    for (const char sign : days) row.push_back(sign == '.' ? std::string{} : html_text(std::string_view(&sign, 1)));
  }
  return html_table("Week by week (k: kept work, &: both on one day)",
                    {"week of", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}, rows);
}

}  // namespace

std::string plan_html(const Suggestion& suggestion) {
  const Question& question = suggestion.question;
  std::vector<std::pair<std::string, std::string>> facts{{"as of", format(question.facts->as_of)},
                                                         {"answer", html_text(verdict_words(suggestion))},
                                                         {"days", html_text(days_line(question))},
                                                         {"needs in rank order", html_text(needs_line(question))}};
  if (suggestion.bound)
    facts.emplace_back("not closed",
                       html_text(fmt::format("{}, by at most {}", suggestion.bound->first, suggestion.bound->second)));
  if (suggestion.conflict) {
    facts.emplace_back("in conflict", html_text(conflict_words(*suggestion.conflict)));
    facts.emplace_back("smallest change", html_text(suggestion.conflict->change));
  } else {
    facts.emplace_back("covered", html_text(covered_line(suggestion.objective)));
  }
  facts.emplace_back("assumed", html_text(assumed_words(suggestion)));
  if (!suggestion.objective.covered.empty()) facts.emplace_back("begun", html_text(starts_words(suggestion.objective)));
  for (const std::string& line : uncovered_lines(suggestion.uncovered))
    facts.emplace_back("not covered", html_text(line));
  for (const std::string& line : programme_lines(suggestion)) facts.emplace_back("consider first", html_text(line));
  std::string body = html_list(facts);
  if (!suggestion.chosen.empty()) body += chosen_table("Chosen", question, suggestion.supply, suggestion.chosen);
  std::vector<std::vector<std::string>> kept;
  for (const KeptWork& work : question.kept)
    if (work.own)
      kept.push_back({html_text(subject_of(*work.activity).text()), html_text(work.intervention_id()),
                      html_text(kept_words(work))});
  if (!kept.empty()) body += html_table("Kept", {"activity", "intervention", "ahead"}, kept);
  if (!suggestion.chosen.empty()) body += weeks_table(weeks_of(question, suggestion.supply, suggestion.chosen));
  const std::vector<std::string> left_out = left_out_lines(suggestion);
  if (!left_out.empty()) body += "<h2>Not chosen</h2>\n<ul>\n";
  for (const std::string& line : left_out) body += fmt::format("<li>{}</li>\n", html_text(line));
  if (!left_out.empty()) body += "</ul>\n";
  return html_page("Plan for " + subject(question), body);
}

std::string ladder_html(const Ladder& ladder) {
  std::string body = html_list(
      {{"as of", format(ladder.question.facts->as_of)},
       {"needs in rank order", html_text(needs_line(ladder.question))},
       {"limits", ladder.complete ? "" : "time ran out: the counts are the best found, not proved the fewest"}});
  for (const Rung& rung : ladder.rungs) {
    body += fmt::format("<h2>{} for {}</h2>\n<p>The order must run {} at least, to {}.</p>\n",
                        counted(rung.objective.distinct_days, "day"), html_text(spoken_list(rung.needs)),
                        counted(rung.months, "month"), format(rung.order_until));
    body += chosen_table("What fills them", ladder.question, rung.supply, rung.chosen);
  }
  for (const std::string& line : uncovered_lines(ladder.beyond))
    body += fmt::format("<p>No days can be argued for: {}.</p>\n", html_text(line));
  body += fmt::format("<h2>For the report</h2>\n<p>{}</p>\n", html_text(ladder_paragraph(ladder)));
  return html_page("Days to propose for " + crn_of(ladder.question), body);
}

}  // namespace probation::render
