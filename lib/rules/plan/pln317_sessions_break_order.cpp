#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/session_clash.hpp"
#include "law/sources.hpp"
#include "rules/plan/each_intervention.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::interventions_overview_2021};

using Faults = std::vector<std::pair<Place, std::string>>;

std::optional<Date> last_day(const Activity& activity) {
  std::optional<Date> last = activity.end_date.value;
  for (const PlannedSession& session : activity.sessions)
    if (session.date && (!last || *session.date > *last)) last = *session.date;
  return last;
}

// The activity of the plan that gives the intervention and is not withdrawn; one that is completed before others.
const Activity* activity_for(const CaseFacts& facts, std::string_view intervention) {
  const Activity* found = nullptr;
  for (const Activity* activity : facts.activities) {
    if (!activity->intervention.is(std::string(intervention))) continue;
    if (status_of(facts, *activity) == ActivityStatus::completed) return activity;
    if (found == nullptr && is_live(facts, *activity)) found = activity;
  }
  return found;
}

void dates_and_spacing(const Activity& activity, const Intervention& intervention, Faults& faults) {
  std::vector<const Located<Date>*> sessions;
  for (const PlannedSession& session : activity.sessions)
    if (session.date) sessions.push_back(&session.date);
  for (std::size_t i = 1; i < sessions.size(); ++i)
    if (**sessions[i] <= **sessions[i - 1])
      faults.emplace_back(sessions[i]->place,
                          fmt::format("{} does not come after {}", format(**sessions[i]), format(**sessions[i - 1])));
  if (intervention.sessions) {
    const Sessions& plan = *intervention.sessions;
    const std::int64_t a_week = plan.per_week.value_or(0);
    for (std::size_t i = 0; a_week > 0 && i + static_cast<std::size_t>(a_week) < sessions.size(); ++i) {
      const auto& beyond = *sessions[i + static_cast<std::size_t>(a_week)];
      if (const int apart = days_between(**sessions[i], *beyond); apart >= 0 && apart < 7)
        faults.emplace_back(beyond.place, fmt::format("more than {} within the seven days from {}",
                                                      counted(a_week, "session"), format(**sessions[i])));
    }
    const std::int64_t most = plan.max ? *plan.max
                                       : plan.pre_group.value_or(0) + plan.group.value_or(0) +
                                             plan.one_to_one.value_or(0) + plan.post.value_or(0);
    if (most > 0 && static_cast<std::int64_t>(sessions.size()) > most)
      faults.emplace_back(sessions[static_cast<std::size_t>(most)]->place,
                          fmt::format("{} planned; the intervention has {}",
                                      counted(static_cast<long long>(sessions.size()), "session"), most));
  }
  for (const Located<Date>* session : sessions)
    if (const auto holiday = clash_with_bank_holiday(**session))
      faults.emplace_back(session->place, fmt::format("{} is a {}", format(**session), holiday->message));
}

// As the planner's H6: each intervention asked for first is completed, or planned and over before this one begins.
void sequence(const CaseFacts& facts, const Activity& activity, const Intervention& intervention, Report& report,
              Faults& faults, std::vector<std::string>& missing) {
  if (!intervention.sequence) return;
  const Located<Date> first = first_day(activity);
  for (const auto& id : intervention.sequence->after) {
    if (!id) continue;
    const Activity* other = activity_for(facts, *id);
    if (other == nullptr && !facts.is_whole(ListName::activities)) {
      missing.push_back(report.pointer(facts.file.plan->place, "activities"));
      continue;
    }
    if (other == nullptr) {
      faults.emplace_back(activity.intervention.place,
                          fmt::format("comes after {}, which is neither completed nor in the plan", *id));
      continue;
    }
    if (status_of(facts, *other) == ActivityStatus::completed) continue;
    const std::optional<Date> end = last_day(*other);
    if (first && end && *first <= *end)
      faults.emplace_back(first.place, fmt::format("begins on {}; {} must be over before and ends on {}",
                                                   format(*first), *id, format(*end)));
    if (!end) missing.push_back(report.pointer(other->place, "sessions"));
    if (!first) missing.push_back(report.pointer(activity.place, "sessions"));
  }
  const std::optional<Date> end = last_day(activity);
  for (const auto& id : intervention.sequence->before) {
    const Activity* other = id ? activity_for(facts, *id) : nullptr;
    if (id && other == nullptr && !facts.is_whole(ListName::activities))
      missing.push_back(report.pointer(facts.file.plan->place, "activities"));
    if (other == nullptr) continue;
    const Located<Date> begin = first_day(*other);
    if (end && begin && *begin <= *end)
      faults.emplace_back(
          activity.end_date ? activity.end_date.place : activity.place,
          fmt::format("ends on {}; it must be over before {} begins on {}", format(*end), *id, format(*begin)));
    if (!end) missing.push_back(report.pointer(activity.place, "sessions"));
    if (!begin) missing.push_back(report.pointer(other->place, "sessions"));
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_intervention_ahead(
      facts, report, [&](const Activity& activity, const Intervention& intervention, const Order&, const Requirement*) {
        const Subject subject = subject_of(activity);
        Faults faults;
        std::vector<std::string> missing;
        dates_and_spacing(activity, intervention, faults);
        sequence(facts, activity, intervention, report, faults, missing);
        if (faults.empty() && !missing.empty()) {
          report.undetermined(subject, activity.place, "whether it keeps the order of the interventions is not known",
                              missing);
          return;
        }
        if (faults.empty()) {
          report.pass(subject, activity.place);
          return;
        }
        auto finding = report.fail(
            subject, faults.front().first,
            fmt::format("{}: {}{}", *activity.intervention, faults.front().second,
                        faults.size() > 1
                            ? fmt::format(", and {} more", counted(static_cast<long long>(faults.size()) - 1, "fault"))
                            : ""));
        finding.here("here");
        for (std::size_t i = 0; i < faults.size(); ++i) {
          if (i > 0) finding.related(faults[i].first, faults[i].second);
          finding.trace(faults[i].second);
        }
        finding.fix("move the sessions");
      });
}

}  // namespace

extern const Rule pln317;
constinit const Rule pln317{
    .id = "PLN317",
    .slug = "sessions-break-order",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "Planned sessions break the order or spacing of the intervention, or fall on a bank holiday.",
    .explanation = {.checks = "The planned sessions of each activity planned or in progress: in order of date, no date "
                              "twice, at most as many in any seven days as the catalogue gives a week, no more than it "
                              "has, none on a bank holiday, and what must come before or after it in the plan: "
                              "completed, or planned and over before it begins.",
                    .matters =
                        "The method rests on its order and its pace; a session on a bank holiday will not take place.",
                    .to_do = "Move the sessions."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
