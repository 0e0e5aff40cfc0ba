#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
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
  for (const Date day : days) words.push_back(web::Speech().when(day));
  return join(words, ", ");
}

std::string assumed(const Supply& supply, const Option& option) {
  const std::string words = supply.offer_of(option).assumptions();
  return words.empty() ? words : fmt::format(" ({})", words);
}

std::string chosen_table(std::string_view caption, const Question& question, const Supply& supply,
                         const std::vector<Chosen>& chosen) {
  web::Table table = web::table_of(
      std::string(caption), {"Letter", "Option", "Intervention", "When and where", "For", "Sessions", "To settle"}, {});
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Option& option = supply.options[chosen[i].option];
    table.rows.push_back(
        {{{"data-option", option.id}, {"data-intervention", option.intervention->id->text}},
         {{std::string(1, letter(i))},
          {web::code(option.id)},
          {web::text(fmt::format("{} ({})", *option.intervention->title.value, spoken(*option.intervention->kind)))},
          {web::prose(when_and_where(option) + wraparound(supply, chosen, option) + assumed(supply, option))},
          {web::text(spoken_list(question, served(question, option)))},
          {times(dates_of(option.sessions))},
          {web::prose(join(chosen[i].undetermined, "; "))}}});
  }
  return web::table(table);
}

// Each session in its day of its week, with its hour and place.
std::string week_strip(const Question& question, const Supply& supply, const std::vector<Chosen>& chosen) {
  std::map<Date, std::array<std::string, 7>> weeks;
  const auto put = [&](Date day, const std::string& words) {
    const int weekday = static_cast<int>(day.weekday().iso_encoding()) - 1;
    std::string& cell = weeks[day - Days{weekday}][static_cast<std::size_t>(weekday)];
    cell += (cell.empty() ? "" : "<br>") + words;
  };
  for (const KeptWork& work : question.kept)
    if (work.own)
      for (const SessionTime& session : work.sessions)
        put(session.date, "Kept: " + web::code(subject_of(*work.activity).text()) +
                              (session.start_minute ? " " + clock(*session.start_minute) : std::string{}));
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Option& option = supply.options[chosen[i].option];
    for (const SessionTime& session : option.sessions)
      put(session.date,
          fmt::format("<strong>{}</strong> {} {}", letter(i),
                      session.start_minute ? clock(*session.start_minute) : std::string{}, web::text(option.place())));
  }
  if (weeks.empty()) return "<p>No session is planned.</p>\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& [monday, days] : weeks) {
    std::vector<std::string>& row = rows.emplace_back(1, web::Speech().when(monday));
    row.insert(row.end(), days.begin(), days.end());
  }
  web::Table table =
      web::table_of("Week by week; letters are those of the options chosen",
                    {"Week of", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}, rows);
  table.is_sortable = false;
  return web::table(table);
}

std::string about(const Question& question, const std::vector<std::string>& assumed, std::string_view made_by) {
  return web::about({{"As of", web::Speech().when(question.facts->as_of)},
                     {"Policy", web::code(question.facts->policy.id())},
                     {"Looked at", std::string(1, looked_at_here)},
                     {"Made by", web::code(made_by)}},
                    assumed);
}

}  // namespace

std::string plan_html(const Suggestion& suggestion, std::string_view made_by) {
  const Question& question = suggestion.question;
  std::vector<std::pair<std::string, std::string>> facts{{"Answer", web::prose(verdict_words(suggestion))},
                                                         {"Days", web::prose(days_line(question))},
                                                         {"Needs in rank order", web::prose(needs_line(question))}};
  if (suggestion.bound)
    facts.emplace_back("Not closed",
                       web::prose(fmt::format("{}, by at most {}", suggestion.bound->first, suggestion.bound->second)));
  if (suggestion.conflict) {
    facts.emplace_back("In conflict", web::prose(conflict_words(*suggestion.conflict)));
    facts.emplace_back("Smallest change", web::prose(suggestion.conflict->change));
  } else {
    facts.emplace_back("Covered", web::prose(covered_line(question, suggestion.objective)));
  }
  if (!suggestion.objective.covered.empty())
    facts.emplace_back("Begun", web::prose(starts_words(question, suggestion.objective)));
  for (const std::string& line : uncovered_lines(question, suggestion.uncovered))
    facts.emplace_back("Not covered", web::prose(line));
  for (const std::string& line : programme_lines(suggestion)) facts.emplace_back("Consider first", web::prose(line));
  std::string answer = web::list(facts);
  if (!suggestion.chosen.empty()) answer += chosen_table("Chosen", question, suggestion.supply, suggestion.chosen);
  std::vector<std::vector<std::string>> kept;
  for (const KeptWork& work : question.kept)
    if (work.own)
      kept.push_back({web::code(subject_of(*work.activity).text()), web::code(work.intervention_id()),
                      web::prose(kept_words(work))});
  if (!kept.empty())
    answer += web::table(web::table_of("Work that is kept", {"Activity", "Intervention", "Ahead"}, kept));
  std::string left_out;
  for (const std::string& line : left_out_lines(suggestion)) left_out += "<li>" + web::prose(line) + "</li>\n";
  const std::string assumed = assumed_words(suggestion);
  web::Page page;
  page.kind = "plan";
  page.title = "Plan for " + subject(question);
  page.body = {{"data-crn", crn_of(question)}};
  page.lead = "<p>As of " + web::Speech().when(question.facts->as_of) + ".</p>\n";
  page.sections = {{"plan", "The plan", answer},
                   {"week-strip", "Week by week", week_strip(question, suggestion.supply, suggestion.chosen)},
                   {"not-chosen", "Not chosen",
                    left_out.empty() ? "<p>Nothing was left out.</p>\n" : "<ul>\n" + left_out + "</ul>\n"},
                   {"about", "About this plan",
                    about(question, assumed.empty() ? std::vector<std::string>{} : std::vector{assumed}, made_by)}};
  return web::page(page);
}

std::string ladder_html(const Ladder& ladder, std::string_view made_by) {
  web::Page page;
  page.kind = "propose";
  page.title = "Days to propose for " + crn_of(ladder.question);
  page.body = {{"data-crn", crn_of(ladder.question)}};
  page.lead = "<p>As of " + web::Speech().when(ladder.question.facts->as_of) +
              ". Needs in rank order: " + web::prose(needs_line(ladder.question)) + ".</p>\n";
  if (!ladder.complete) page.lead += "<p>Time ran out: the counts are the best found, not proved the fewest.</p>\n";
  int number = 0;
  for (const Rung& rung : ladder.rungs)
    page.sections.push_back({fmt::format("rung-{}", ++number),
                             fmt::format("{} for {}", counted(rung.objective.distinct_days, "day"),
                                         web::text(spoken_list(ladder.question, rung.needs))),
                             fmt::format("<p>The order must run {} at least, to {}.</p>\n",
                                         counted(rung.months, "month"), web::Speech().when(rung.order_until)) +
                                 chosen_table("What fills them", ladder.question, rung.supply, rung.chosen)});
  std::string report;
  for (const std::string& line : uncovered_lines(ladder.question, ladder.beyond))
    report += fmt::format("<p>No days can be argued for: {}.</p>\n", web::prose(line));
  report += fmt::format("<p>{}</p>\n", web::prose(ladder_paragraph(ladder)));
  page.sections.push_back({"report", "For the report", report});
  page.sections.push_back({"about", "About this proposal", about(ladder.question, {}, made_by)});
  return web::page(page);
}

}  // namespace probation::render
