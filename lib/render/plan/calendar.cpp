#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "render/calendar.hpp"
#include "render/plan/plan.hpp"
#include "render/plan/words.hpp"
#include "render/words.hpp"

namespace probation::render {

namespace {

// Which of all its dates this is, those gone by included: a diary that takes the next week's file keeps its events.
std::size_t session_number(const KeptWork& work, Date day) {
  std::set<Date> days(work.ahead.begin(), work.ahead.end());
  for (const SessionTime& session : work.sessions) days.insert(session.date);
  return static_cast<std::size_t>(std::distance(days.begin(), days.upper_bound(day)));
}

}  // namespace

std::vector<CalendarEvent> plan_events(const planning::Suggestion& suggestion) {
  const planning::Question& question = suggestion.question;
  const Date as_of = question.facts->as_of;
  const std::string crn = crn_of(question);
  const auto id = [](const auto* record) { return record->id ? record->id->text : std::string{}; };
  const std::string requirement = id(question.requirement);
  const std::string who = crn + " " + requirement;
  std::vector<CalendarEvent> events;
  for (const planning::Chosen& one : suggestion.chosen) {
    const planning::Option& option = suggestion.supply.options[one.option];
    for (std::size_t i = 0; i < option.sessions.size(); ++i)
      events.push_back({fmt::format("{}-{}-{}-session-{}", crn, requirement, option.id, i + 1), option.sessions[i].date,
                        option.sessions[i].start_minute, option.sessions[i].minutes,
                        fmt::format("{}: {}, session {} of {}", who, *option.intervention->title.value, i + 1,
                                    option.sessions.size()),
                        option.entry != nullptr && option.entry->location ? *option.entry->location : std::string{}});
  }
  for (const KeptWork& work : question.kept)
    if (work.own)
      for (const Date day : work.ahead) {
        const auto planned = std::find_if(work.sessions.begin(), work.sessions.end(),
                                          [&](const SessionTime& session) { return session.date == day; });
        const SessionTime time = planned == work.sessions.end() ? SessionTime{day, {}, {}} : *planned;
        events.push_back(
            {.uid = fmt::format("{}-{}-{}-session-{}", crn, requirement, subject_of(*work.activity),
                                session_number(work, day)),
             .day = time.date,
             .start_minute = time.start_minute,
             .minutes = time.minutes,
             .summary = fmt::format("{}: {} {}", who, subject_of(*work.activity), work.intervention_id())});
      }
  // Reviews before the end, where unfinished work will call for them.
  if (const KnownDate end = question.facts->delivery_end(*question.order); end && !suggestion.chosen.empty())
    for (const auto& [name, kind] : {std::pair("completion_review_first_months", "completion_6_months"),
                                     std::pair("completion_review_second_months", "completion_3_months")})
      if (const auto months = question.facts->policy.resolve(name, as_of))
        if (const Date due = months_before(*end, Months{static_cast<int>(months->number())}); due > as_of)
          events.push_back({.uid = fmt::format("{}-{}-{}-{}", crn, id(question.order), requirement, kind),
                            .day = due,
                            .summary = fmt::format("{}: {}", who, phrase("due", kind))});
  return events;
}

}  // namespace probation::render
