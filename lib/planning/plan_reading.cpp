#include "planning/plan_reading.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace probation::planning {

std::vector<PlannedWork> planned_work(const PlanFile& plan) {
  std::vector<PlannedWork> works;
  for (const PlanChoice& choice : plan.chosen) {
    PlannedWork work;
    work.intervention = choice.intervention ? *choice.intervention : std::string{};
    work.name = choice.option ? *choice.option : work.intervention;
    if (choice.directory) work.directory = *choice.directory;
    for (const PlannedSession& session : choice.sessions)
      if (session.date)
        work.sessions.push_back({*session.date,
                                 session.time ? std::optional(session.time->minute_of_day) : std::nullopt,
                                 session.minutes.value});
    works.push_back(std::move(work));
  }
  return works;
}

Wishes wishes_of(const PlanFile& plan, const CaseFacts& facts, Wishes wishes) {
  if (wishes.requirement.empty() && plan.requirement_id) wishes.requirement = plan.requirement_id->text;
  for (const PlanKept& kept : plan.kept) {
    if (!kept.activity) continue;
    const bool planned = std::any_of(facts.activities.begin(), facts.activities.end(), [&](const Activity* activity) {
      return activity->id && facts.same_entry(activity->id->text, *kept.activity) &&
             status_of(facts, *activity) == ActivityStatus::planned;
    });
    if (planned && std::find(wishes.keep.begin(), wishes.keep.end(), *kept.activity) == wishes.keep.end())
      wishes.keep.push_back(*kept.activity);
  }
  return wishes;
}

std::vector<Violation> misstatements(const PlanFile& plan, const Question& question) {
  std::vector<Violation> found;
  if (plan.crn && question.facts->file.crn && plan.crn->text != question.facts->file.crn->text)
    found.push_back({0,
                     {},
                     std::nullopt,
                     fmt::format("the plan is of {}, the case of {}", plan.crn->text, question.facts->file.crn->text)});
  for (const PlanKept& kept : plan.kept) {
    if (!kept.activity) continue;
    const bool under_way = std::any_of(question.kept.begin(), question.kept.end(), [&](const KeptWork& work) {
      return work.own && work.activity->id && question.facts->same_entry(work.activity->id->text, *kept.activity);
    });
    if (!under_way)
      found.push_back(
          {0, *kept.activity, std::nullopt,
           fmt::format("{} is kept by the plan and is neither planned nor in progress under this requirement",
                       *kept.activity)});
  }
  return found;
}

}  // namespace probation::planning
