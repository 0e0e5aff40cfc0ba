#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/html/about.hpp"
#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"
#include "render/words.hpp"

namespace probation::render {

using planning::Chosen;
using planning::Ladder;
using planning::Option;
using planning::Question;
using planning::Rung;
using planning::Suggestion;
using planning::Supply;

namespace {

using web::Speech;

std::string times(const std::vector<Date>& days, const Speech& speech) {
  std::vector<std::string> words;
  for (const Date day : days) words.push_back(speech.when(day));
  return join(words, ", ");
}

std::string assumed_of(const Supply& supply, const Option& option) {
  const std::string words = supply.offer_of(option).assumptions();
  return words.empty() ? words : fmt::format(" ({})", words);
}

// Needs as the table of words has them; a need that is kept back has its number.
std::string needs_words(const Question& question, const std::vector<NeedArea>& list, const Speech& speech) {
  std::vector<std::string> words;
  for (const NeedArea area : list) {
    const std::string shown = need_shown(*question.facts, question.needs, area);
    words.push_back(find_word("area", shown) != nullptr ? speech.say_small("area", shown) : web::text(shown));
  }
  return join(words, ", ");
}

std::string chosen_table(std::string_view caption, const Question& question, const Supply& supply,
                         const std::vector<Chosen>& chosen, const Speech& speech) {
  web::Table table{std::string(caption),
                   {{"Letter", "letter"},
                    {speech.head("field", "option", "Option"), "option"},
                    {speech.head("field", "intervention", "Intervention"), "intervention"},
                    {"When and where", "when"},
                    {speech.head("field", "needs", "For"), "needs"},
                    {speech.head("field", "sessions", "Sessions"), "sessions"},
                    {"To settle", "settle"}},
                   {}};
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Option& option = supply.options[chosen[i].option];
    table.rows.push_back(
        {{{"data-option", option.id}, {"data-intervention", option.intervention->id->text}},
         {{std::string(1, letter(i))},
          {web::code(option.id)},
          {fmt::format("{} ({})", web::text(*option.intervention->title.value),
                       speech.say_small("kind", document::word(*option.intervention->kind)))},
          {web::prose(when_and_where(option) + wraparound(supply, chosen, option) + assumed_of(supply, option))},
          {needs_words(question, served(question, option), speech)},
          {times(dates_of(option.sessions), speech)},
          {web::prose(join(chosen[i].undetermined, "; "))}}});
  }
  return web::table(table);
}

// Each session in its day of its week, with its hour and place.
std::string week_strip(const Question& question, const Supply& supply, const std::vector<Chosen>& chosen,
                       const Speech& speech) {
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
  web::Table table{"Week by week; letters are those of the options chosen", {{"Week of", "week"}}, {}};
  for (const document::Word& day : document::Worded<Weekday>::words)
    table.columns.push_back({speech.say("heading", day.text), std::string(day.text)});
  for (const auto& [monday, days] : weeks) {
    web::Row& row = table.rows.emplace_back();
    row.cells.push_back({speech.when(monday)});
    for (const std::string& day : days) row.cells.push_back({day});
  }
  table.is_sortable = false;
  return web::table(table);
}

std::vector<std::pair<std::string, std::string>> about_plan(const Question& question, std::string_view made_by,
                                                            const Speech& speech) {
  return {{"As of", speech.when(question.facts->as_of)},
          {"Policy", web::code(question.facts->policy.id())},
          {"Made by", web::code(made_by)}};
}

// What is decided, in a few lines; all markup.
std::string answer(const Suggestion& suggestion, const Speech& speech) {
  const Question& question = suggestion.question;
  std::vector<std::pair<std::string, std::string>> facts{
      {speech.head("field", "verdict", "Answer"), web::prose(verdict_words(suggestion))},
      {speech.head("field", "days", "Days"), web::prose(days_line(question))},
      {"Needs in rank order", web::prose(needs_line(question))}};
  if (suggestion.bound)
    facts.emplace_back("Not closed",
                       web::prose(fmt::format("{}, by at most {}", suggestion.bound->first, suggestion.bound->second)));
  if (suggestion.conflict) {
    facts.emplace_back(speech.head("state", "conflict", "In conflict"),
                       web::prose(conflict_words(*suggestion.conflict)));
    facts.emplace_back("Smallest change", web::prose(suggestion.conflict->change));
  } else {
    facts.emplace_back("Covered", web::prose(covered_line(question, suggestion.objective)));
  }
  if (!suggestion.objective.covered.empty())
    facts.emplace_back("Begun", web::prose(starts_words(question, suggestion.objective)));
  for (const std::string& line : uncovered_lines(question, suggestion.uncovered))
    facts.emplace_back("Not covered", web::prose(line));
  for (const std::string& line : programme_lines(suggestion)) facts.emplace_back("Consider first", web::prose(line));
  return web::list(facts);
}

std::string kept_table(const Question& question, const Speech& speech) {
  web::Table table{"Work that is kept",
                   {{speech.head("field", "activity", "Activity"), "activity"},
                    {speech.head("field", "intervention", "Intervention"), "intervention"},
                    {speech.head("state", "ahead", "Ahead"), "ahead"}},
                   {}};
  for (const KeptWork& work : question.kept)
    if (work.own)
      table.rows.push_back({{},
                            {{web::code(subject_of(*work.activity).text())},
                             {web::code(work.intervention_id())},
                             {web::prose(kept_words(work))}}});
  return table.rows.empty() ? std::string{} : web::table(table);
}

// Named by what it is, in the language of the page where that is known, and by whose it is.
void name(web::Page& page, std::string_view heading, const std::string& english, const std::string& whose,
          const Question& question, const Speech& speech) {
  page.kind = heading;
  page.language = speech.language();
  page.is_title_welsh = page.language == Language::cy && is_in_welsh("heading", heading);
  page.title = page.is_title_welsh ? phrase("heading", heading, page.language) + " " + whose : english + " " + whose;
  page.body = {{"data-crn", crn_of(question)}};
}

}  // namespace

std::string finished(PlanPage made, std::string_view looked_at) {
  made.about.emplace_back("Looked at", web::text(looked_at));
  web::Section& last = made.page.sections.emplace_back();
  last = {"about", made.about_heading, web::about(made.about, made.assumed)};
  return web::page(made.page);
}

PlanPage plan_page(const Suggestion& suggestion, std::string_view made_by, const Speech& speech) {
  const Question& question = suggestion.question;
  std::string body = answer(suggestion, speech);
  if (!suggestion.chosen.empty())
    body += chosen_table("Chosen", question, suggestion.supply, suggestion.chosen, speech);
  body += kept_table(question, speech);
  std::string left_out;
  for (const std::string& line : left_out_lines(suggestion)) left_out += "<li>" + web::prose(line) + "</li>\n";
  PlanPage out;
  name(out.page, "plan", "Plan for", subject(question), question, speech);
  out.page.lead = "<p>As of " + speech.when(question.facts->as_of) + ".</p>\n";
  out.page.sections = {{"plan", speech.head("heading", "plan", "The plan"), body},
                       {"week-strip", speech.say("heading", "week_by_week"),
                        week_strip(question, suggestion.supply, suggestion.chosen, speech)},
                       {"not-chosen", speech.say("heading", "not_chosen"),
                        left_out.empty() ? "<p>Nothing was left out.</p>\n" : "<ul>\n" + left_out + "</ul>\n"}};
  out.about_heading = speech.say("heading", "about_plan");
  out.about = about_plan(question, made_by, speech);
  if (const std::string assumed = assumed_words(suggestion); !assumed.empty()) out.assumed = {assumed};
  return out;
}

PlanPage ladder_page(const Ladder& ladder, std::string_view made_by, const Speech& speech) {
  PlanPage out;
  web::Page& page = out.page;
  name(page, "propose", "Days to propose for", crn_of(ladder.question), ladder.question, speech);
  page.lead = "<p>As of " + speech.when(ladder.question.facts->as_of) +
              ". Needs in rank order: " + web::prose(needs_line(ladder.question)) + ".</p>\n";
  if (!ladder.complete) page.lead += "<p>Time ran out: the counts are the best found, not proved the fewest.</p>\n";
  int number = 0;
  for (const Rung& rung : ladder.rungs)
    page.sections.push_back({fmt::format("rung-{}", ++number),
                             fmt::format("{} for {}", counted(rung.objective.distinct_days, "day"),
                                         needs_words(ladder.question, rung.needs, speech)),
                             fmt::format("<p>The order must run {} at least, to {}.</p>\n",
                                         counted(rung.months, "month"), speech.when(rung.order_until)) +
                                 chosen_table("What fills them", ladder.question, rung.supply, rung.chosen, speech)});
  std::string report;
  for (const std::string& line : uncovered_lines(ladder.question, ladder.beyond))
    report += fmt::format("<p>No days can be argued for: {}.</p>\n", web::prose(line));
  report += fmt::format("<p>{}</p>\n", web::prose(ladder_paragraph(ladder)));
  page.sections.push_back({"report", speech.head("heading", "report", "For the report"), report});
  out.about_heading = "About this proposal";
  out.about = about_plan(ladder.question, made_by, speech);
  return out;
}

}  // namespace probation::render
