#include "facts/case/plan_terms.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/days_ahead.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/needs.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/catalogue/catalogue_facts.hpp"

namespace probation {
namespace {

// Whether one of the exemptions from Reset holds; nothing where what is recorded does not decide.
std::optional<bool> exempt_from_reset(const CaseFacts& facts) {
  if (!facts.file.flags.empty()) return true;
  if (!facts.is_whole(ListName::assessments)) return std::nullopt;  // one that is not in the file may be newer
  const Assessment* assessment = newest_assessment(facts);
  if (assessment != nullptr && assessment->rosh.is(RiskLevel::very_high)) return true;
  if (!facts.is_whole(ListName::flags) || assessment == nullptr || !assessment->rosh) return std::nullopt;
  return false;
}

}  // namespace

PlanHorizon plan_horizon(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  PlanHorizon horizon;
  const RelevantPeriod period = facts.relevant_period(order, &requirement);
  horizon.last = period.last;
  horizon.words = period.last_words;
  horizon.place = period.last_place;
  for (const Missing& one : period.missing)
    if (one.key != "sentence_date") horizon.missing.push_back(one);
  if (!horizon.missing.empty() && period.last && *period.last <= facts.as_of)
    horizon.missing.clear();  // it is over, whatever the rest says
  if (!facts.is_whole(ListName::suspensions))
    horizon.notes.emplace_back(facts.file.suspensions.recorded
                                   ? "the list of suspensions is partial: planned as if there were no more"
                                   : "suspensions are not recorded: planned as if there were none");
  const FinalThird third = final_third(facts, order);
  if (!third.reset.value_or(false)) {
    if (facts.is_whole(ListName::suspensions) && !third.reset)
      horizon.missing.insert(horizon.missing.end(), third.missing.begin(), third.missing.end());
    return horizon;
  }
  if (is_lifted(facts, *third.suspension)) return horizon;  // the suspension is over
  const std::optional<bool> exempt = exempt_from_reset(facts);
  if (exempt.value_or(false)) return horizon;
  if (!exempt)
    horizon.notes.emplace_back(
        "whether the case is exempt from Probation Reset is not recorded: planned as if it were not");
  if (!third.from) {
    horizon.missing.insert(horizon.missing.end(), third.missing.begin(), third.missing.end());
    return horizon;
  }
  const Date before = *third.from - Days{1};
  if (horizon.last && *horizon.last <= before) return horizon;
  horizon.last = before;
  horizon.words = fmt::format("Probation Reset stops activity from {}", format(*third.from));
  horizon.place = third.suspension->place;
  if (horizon.last <= facts.as_of) horizon.missing.clear();
  return horizon;
}

namespace {

// What work under another requirement owes beyond the dates that are recorded, as far as its planned days say.
std::int64_t undated_days(const CaseFacts& facts, const Activity& activity) {
  if (!activity.planned_days) return 0;
  std::set<Date> dates;
  for (const PlannedSession& session : activity.sessions)
    if (session.date) dates.insert(*session.date);
  for (const Contact* contact : facts.contacts)
    if (contact->date && contact->activity && facts.activity(contact->activity->text) == &activity)
      dates.insert(*contact->date);
  return std::max<std::int64_t>(0, *activity.planned_days - static_cast<std::int64_t>(dates.size()));
}

}  // namespace

std::vector<KeptWork> kept_work(const CaseFacts& facts, const Order& order, const Requirement& requirement,
                                const std::vector<std::string>& keep) {
  std::vector<KeptWork> own, others;
  std::optional<DaysAhead> days;
  for (const Activity* activity : facts.activities) {
    const Requirement* under = facts.requirement_of(*activity);
    const bool mine = under == &requirement;
    const auto status = status_of(facts, *activity);
    const bool running = status == ActivityStatus::in_progress;
    const bool named = mine && status == ActivityStatus::planned && activity->id &&
                       std::any_of(keep.begin(), keep.end(),
                                   [&](const std::string& id) { return facts.same_entry(activity->id->text, id); });
    if (!named && !(running && under != nullptr)) continue;
    KeptWork work;
    work.activity = activity;
    work.own = mine;
    work.intervention = intervention_of(facts, *activity);
    work.sessions = sessions_of(facts, *activity);
    if (mine) {
      if (!days) days = days_ahead(facts, order, requirement);
      for (const WorkAhead& one : days->works)
        if (one.activity == activity) {
          work.ahead.assign(one.ahead.begin(), one.ahead.end());
          work.days_without_date = one.owed.value_or(0);
        }
      if (!activity->planned_days && !activity->sessions.recorded)
        work.missing.push_back({activity->place, "planned_days"});
    } else {
      work.days_without_date = undated_days(facts, *activity);
      for (const SessionTime& session : work.sessions)
        if (facts.as_of < session.date && (work.ahead.empty() || work.ahead.back() != session.date))
          work.ahead.push_back(session.date);
    }
    if (!work.sessions.empty()) {
      work.begins = work.sessions.front().date;
      if (work.days_without_date == 0) work.span = Period{work.sessions.front().date, work.sessions.back().date};
    }
    if (work.intervention != nullptr && work.intervention->kind) work.main = is_main(*work.intervention->kind);
    else if (activity->kind) work.main = is_main(*activity->kind);
    work.alongside_allowed = work.intervention != nullptr && work.intervention->alongside_allowed.is(true);
    (mine ? own : others).push_back(std::move(work));
  }
  std::move(others.begin(), others.end(), std::back_inserter(own));
  return own;
}

DaySums day_sums(const CaseFacts& facts, const Order& order, const Requirement& requirement,
                 const std::vector<KeptWork>& kept) {
  DaySums sums;
  const RarDays& days = strict_days(facts, order, requirement);
  sums.counted = static_cast<std::int64_t>(days.days.size());
  const auto is_kept = [&](const WorkAhead& work) {
    return std::any_of(kept.begin(), kept.end(),
                       [&](const KeptWork& one) { return one.own && one.activity == work.activity; });
  };
  sums.ahead = days_ahead(facts, order, requirement).dates(days, is_kept);
  for (const Date day : days.possible_days) sums.could_count += sums.ahead.contains(day) ? 0 : 1;
  for (const KeptWork& work : kept)
    if (work.own) sums.undated += work.days_without_date;
  return sums;
}

bool is_main(InterventionKind kind) {
  return kind == InterventionKind::accredited_programme || kind == InterventionKind::structured_intervention;
}

int strength_of(InterventionKind kind) {
  return kind == InterventionKind::accredited_programme ? 3 : kind == InterventionKind::structured_intervention ? 2 : 1;
}

Date monday_of(Date date) { return date - Days{static_cast<int>(date.weekday().iso_encoding()) - 1}; }

std::optional<std::int64_t> sessions_a_week(const Policy& policy, Date monday) {
  std::optional<std::int64_t> least;
  for (int day = 0; day < 7; ++day)
    if (const auto value = policy.resolve("sessions_per_week", monday + Days{day}))
      if (!least || value->number() < *least) least = value->number();
  return least;
}

}  // namespace probation
