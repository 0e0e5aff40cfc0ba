#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "render/calendar.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"
#include "render/words.hpp"

namespace probation::render {

std::string plan_ics(const planning::Suggestion& suggestion) {
  const planning::Question& question = suggestion.question;
  const Date as_of = question.facts->as_of;
  const std::string crn = crn_of(question);
  const auto id = [](const auto* record) { return record->id ? record->id->text : std::string{}; };
  const std::string requirement = id(question.requirement);
  std::vector<CalendarEvent> events;
  for (const planning::Chosen& one : suggestion.chosen) {
    const planning::Option& option = suggestion.supply.options[one.option];
    for (std::size_t i = 0; i < option.sessions.size(); ++i)
      events.push_back(
          {fmt::format("{}-{}-{}-session-{}", crn, requirement, option.id, i + 1), option.sessions[i].date,
           option.sessions[i].start_minute, option.sessions[i].minutes,
           fmt::format("{}, session {} of {}", *option.intervention->title.value, i + 1, option.sessions.size()),
           option.entry != nullptr && option.entry->location ? *option.entry->location : std::string{}});
  }
  for (const KeptWork& work : question.kept)
    if (work.own)
      for (std::size_t i = 0; i < work.ahead.size(); ++i)
        events.push_back(
            {.uid = fmt::format("{}-{}-{}-session-{}", crn, requirement, subject_of(*work.activity), i + 1),
             .day = work.ahead[i],
             .summary = fmt::format("{} {}", subject_of(*work.activity), work.intervention_id())});
  // Reviews before the end, where unfinished work will call for them.
  if (const KnownDate end = question.facts->delivery_end(*question.order); end && !suggestion.chosen.empty())
    for (const auto& [name, kind] : {std::pair("completion_review_first_months", "completion_6_months"),
                                     std::pair("completion_review_second_months", "completion_3_months")})
      if (const auto months = question.facts->policy.resolve(name, as_of))
        if (const Date due = months_before(*end, Months{static_cast<int>(months->number())}); due > as_of)
          events.push_back({.uid = fmt::format("{}-{}-{}-{}", crn, id(question.order), requirement, kind),
                            .day = due,
                            .summary = fmt::format("{} {}: {}", crn, requirement, phrase("due", kind))});
  return calendar("rar-plan", as_of, events);
}

}  // namespace probation::render
