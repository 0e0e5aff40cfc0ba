#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "render/calendar.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"

namespace probation::render {

std::string plan_ics(const planning::Suggestion& suggestion) {
  const planning::Question& question = suggestion.question;
  const Date as_of = question.facts->as_of;
  const std::string crn = crn_of(question);
  std::vector<CalendarEvent> events;
  for (const planning::Chosen& one : suggestion.chosen) {
    const planning::Option& option = suggestion.supply.options[one.option];
    for (std::size_t i = 0; i < option.sessions.size(); ++i)
      events.push_back(
          {fmt::format("{}-{}-{}@rar-plan", crn, option.id, i + 1), option.sessions[i].date,
           option.sessions[i].start_minute, option.sessions[i].minutes,
           fmt::format("{}, session {} of {}", *option.intervention->title.value, i + 1, option.sessions.size()),
           option.entry != nullptr && option.entry->location ? *option.entry->location : std::string{}});
  }
  for (const KeptWork& work : question.kept)
    if (work.own)
      for (const Date day : work.ahead)
        events.push_back({.uid = fmt::format("{}-{}-{}@rar-plan", crn, subject_of(*work.activity), format(day)),
                          .day = day,
                          .summary = fmt::format("{} {}", subject_of(*work.activity), work.intervention_id())});
  // Reviews before the end, where unfinished work will call for them.
  if (const KnownDate end = question.facts->delivery_end(*question.order); end && !suggestion.chosen.empty())
    for (const auto& [name, words] : {std::pair("completion_review_first_months", "first completion review"),
                                      std::pair("completion_review_second_months", "second completion review")})
      if (const auto months = question.facts->policy.resolve(name, as_of))
        if (const Date due = months_before(*end, Months{static_cast<int>(months->number())}); due > as_of)
          events.push_back({.uid = fmt::format("{}-{}@rar-plan", crn, name), .day = due, .summary = words});
  return calendar("rar-plan", as_of, events);
}

}  // namespace probation::render
