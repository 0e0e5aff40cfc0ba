#include "planning/verify.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/eligibility.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/session_clash.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"

namespace probation::planning {
namespace {

// One work of the plan with what catalogue and directory say of it.
struct Work {
  const PlannedWork* planned;
  const Intervention* intervention = nullptr;
  const DirectoryEntry* entry = nullptr;
  std::vector<Date> dates;  // sorted
  [[nodiscard]] Date first() const { return dates.front(); }
  [[nodiscard]] Date last() const { return dates.back(); }
  [[nodiscard]] bool main() const {
    return intervention->kind.is(InterventionKind::accredited_programme) ||
           intervention->kind.is(InterventionKind::structured_intervention);
  }
  [[nodiscard]] bool alongside() const { return intervention->alongside_allowed.is(true); }
  [[nodiscard]] const std::string& id() const { return intervention->id->text; }
  [[nodiscard]] SessionTime at(Date day) const {
    SessionTime time{day, std::nullopt, std::nullopt};
    if (entry != nullptr && entry->time) time.start_minute = entry->time->minute_of_day;
    if (entry != nullptr && entry->minutes) time.minutes = *entry->minutes;
    else if (intervention->sessions && intervention->sessions->minutes) time.minutes = *intervention->sessions->minutes;
    return time;
  }
};

bool lists(const List<Located<std::string>>& list, const std::string& id) {
  return std::any_of(list.begin(), list.end(), [&](const Located<std::string>& one) { return one.is(id); });
}
bool must_precede(const Intervention& earlier, const std::string& later) {
  return earlier.sequence && lists(earlier.sequence->before, later);
}

class Checker {
 public:
  Checker(const Question& question, const std::vector<PlannedWork>& plan)
      : question_(question),
        facts_(*question.facts),
        kept_(kept_work(facts_, *question.order, *question.requirement, question.wishes.keep)) {
    for (const PlannedWork& planned : plan) read(planned);
  }

  Check run() {
    h1_days();
    for (const Work& work : works_) {
      h2_dates(work);
      h3_h7_h9_person(work);
      h4_clashes(work);
      h5_beside_kept(work);
      h6_beside_kept(work);
    }
    pairs();
    h6_earlier_work();
    h8_weeks();
    std::stable_sort(check_.violations.begin(), check_.violations.end(),
                     [](const Violation& a, const Violation& b) { return a.rule < b.rule; });
    check_.objective = objective();
    return std::move(check_);
  }

 private:
  void broken(int rule, const Work* work, std::optional<Date> date, std::string message) {
    check_.violations.push_back(
        {rule, work != nullptr ? work->planned->name : std::string{}, date, std::move(message)});
  }
  void unknown(int rule, const Work& work, std::optional<Date> date, std::string message) {
    if (!question_.wishes.allow_undetermined) broken(rule, &work, date, "not known: " + std::move(message));
  }

  // ---- what the work is
  // -------------------------------------------------------------------------------------------------------
  void read(const PlannedWork& planned) {
    Work work{&planned, nullptr, nullptr, planned.sessions};
    std::sort(work.dates.begin(), work.dates.end());
    const auto faulty = [&](std::string message, std::optional<Date> date = std::nullopt) {
      broken(0, &work, date, std::move(message));
    };
    work.intervention = planned.intervention.empty() ? nullptr : facts_.catalogue->find(planned.intervention);
    if (work.intervention == nullptr)
      return faulty(planned.intervention.empty() ? std::string("names no intervention")
                                                 : fmt::format("{} is not in the catalogue", planned.intervention));
    if (work.dates.empty()) return faulty("has no session dates, so it cannot be judged");
    if (const Approval approval = approval_on(*work.intervention, facts_.as_of); !approval.may_be_offered)
      faulty(approval.approved ? fmt::format("{} {}", planned.intervention, approval.why_not)
                               : fmt::format("whether {} is approved is not recorded", planned.intervention));
    for (const Activity* activity : facts_.activities)
      if (activity->intervention.is(planned.intervention) &&
          (activity->status.is(ActivityStatus::completed) || activity->status.is(ActivityStatus::in_progress)))
        faulty(fmt::format("{} is already {} as {}", planned.intervention,
                           activity->status.is(ActivityStatus::completed) ? "completed" : "in progress",
                           subject_of(*activity)));
    for (const KeptWork& kept : kept_)
      if (kept.intervention_id() == planned.intervention && kept.activity->status.is(ActivityStatus::planned))
        faulty(fmt::format("{} is kept as {}", planned.intervention, subject_of(*kept.activity)));
    for (const Work& other : works_)
      if (other.intervention == work.intervention) faulty(fmt::format("{} is chosen twice", planned.intervention));
    number_of_sessions(work);
    if (planned.directory) group(work);
    works_.push_back(std::move(work));
  }

  void number_of_sessions(const Work& work) {
    const auto given = static_cast<std::int64_t>(work.dates.size());
    if (!work.intervention->sessions)
      return broken(0, &work, std::nullopt, "the catalogue does not record its number of sessions");
    const Sessions& sessions = *work.intervention->sessions;
    if (work.intervention->kind.is(InterventionKind::toolkit) && sessions.min && sessions.max) {
      if (given < *sessions.min || given > *sessions.max)
        broken(0, &work, std::nullopt,
               fmt::format("{} planned; it has {} to {}", counted(given, "session"), *sessions.min, *sessions.max));
      return;
    }
    const std::int64_t asked = sessions.pre_group.value_or(0) + sessions.group.value_or(0) +
                               sessions.one_to_one.value_or(0) + sessions.post.value_or(0);
    if (given != asked)
      broken(0, &work, std::nullopt,
             asked == 0 ? std::string("the catalogue does not record its number of sessions")
                        : fmt::format("{} planned; it has {}", counted(given, "session"), asked));
  }

  void group(Work& work) {
    const std::string& name = *work.planned->directory;
    if (question_.directory != nullptr)
      for (const DirectoryEntry& entry : question_.directory->entries)
        if (entry.id && entry.id->text == name) work.entry = &entry;
    if (work.entry == nullptr)
      return broken(0, &work, std::nullopt,
                    question_.directory == nullptr ? fmt::format("runs as {}, and no directory is given", name)
                                                   : fmt::format("the directory has no entry {}", name));
    if (!work.entry->intervention.is(work.id()))
      return broken(
          0, &work, std::nullopt,
          fmt::format("the directory's entry {} is {}", name,
                      work.entry->intervention ? *work.entry->intervention : std::string("without intervention")));
    if (work.entry->places.is(0)) broken(0, &work, std::nullopt, fmt::format("the directory's entry {} is full", name));
    if (work.entry->starts.empty()) return;  // rolling: any lawful dates will do
    for (const Located<Date>& start : work.entry->starts)
      if (start && group_dates(*start, work) == work.dates) return;
    broken(0, &work, work.first(), fmt::format("these are not the dates of a group of {}", name));
  }
  // Dates of the group that starts on the day, as many as the work has.
  std::vector<Date> group_dates(Date start, const Work& work) const {
    const std::int64_t a_week = work.intervention->sessions && work.intervention->sessions->per_week
                                    ? std::max<std::int64_t>(1, *work.intervention->sessions->per_week)
                                    : 1;
    std::vector<Date> dates;
    int weeks_late = 0;
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(work.dates.size()); ++i) {
      const Date due = start + Days{static_cast<int>(7 * i / a_week)};
      while (is_bank_holiday(due + Days{7 * weeks_late}).value_or(false)) ++weeks_late;
      dates.push_back(due + Days{7 * weeks_late});
    }
    return dates;
  }

  // ---- the rules
  // ----------------------------------------------------------------------------------------------------------------
  void h1_days() {
    std::set<Date> chosen, kept;
    std::int64_t undated = 0;
    for (const Work& work : works_) chosen.insert(work.dates.begin(), work.dates.end());
    for (const KeptWork& work : kept_) {
      if (!work.own) continue;
      kept.insert(work.ahead.begin(), work.ahead.end());
      undated += work.days_without_date;
    }
    std::int64_t more = 0;
    for (const Date day : chosen) more += kept.contains(day) ? 0 : 1;
    distinct_days_ = more;
    if (!question_.capped()) return;
    const RarDays& used = strict_days(facts_, *question_.order, *question_.requirement);
    const std::int64_t most = *facts_.max_days(*question_.requirement), counted_days = used.counted.value_or(most);
    const auto ahead = static_cast<std::int64_t>(kept.size()) + undated;
    if (!works_.empty() && more + counted_days + ahead > most)
      broken(1, nullptr, std::nullopt,
             fmt::format("{} planned, {} counted and {} ahead in kept work; the maximum is {}", counted(more, "day"),
                         counted_days, ahead, most));
  }

  void h2_dates(const Work& work) {
    const Date end = horizon();
    for (const Date day : work.dates) {
      if (day <= facts_.as_of)
        broken(2, &work, day, fmt::format("{} is not after {}", format(day), format(facts_.as_of)));
      if (day > end)
        broken(2, &work, day, fmt::format("{} is after {}: {}", format(day), format(end), question_.horizon_words));
    }
  }
  Date horizon() const {
    const PlanHorizon horizon = plan_horizon(facts_, *question_.order, *question_.requirement);
    return horizon.last.value_or(facts_.as_of);
  }

  void h3_h7_h9_person(const Work& work) {
    const auto judge = [&](int rule, const EligibilityReason& reason) {
      if (reason.verdict == Eligible::not_eligible) broken(rule, &work, work.first(), reason.message);
      if (reason.verdict == Eligible::undetermined) unknown(rule, work, work.first(), reason.message);
    };
    for (const EligibilityReason& reason : eligibility(facts_, *question_.order, *work.intervention, work.first()))
      judge(3, reason);
    if (const auto reason = substance_use_reason(facts_, *work.intervention)) judge(3, *reason);
    if (const auto reason = travel_reason(facts_, *work.intervention, work.first());
        reason && reason->verdict == Eligible::not_eligible)
      judge(7, *reason);
    if (const auto reason =
            months_remaining_reason(facts_, *question_.order, question_.requirement, *work.intervention, work.first()))
      judge(9, *reason);
  }

  void h4_clashes(const Work& work) {
    for (const Date day : work.dates) {
      const auto holiday = is_bank_holiday(day);
      if (!holiday) unknown(4, work, day, fmt::format("whether {} is a bank holiday", format(day)));
      for (const SessionClash& clash : clashes(facts_, *question_.requirement, work.at(day)))
        broken(4, &work, day, clash.message);
    }
  }

  void h5_beside_kept(const Work& work) {
    if (!work.main() || work.alongside()) return;
    for (const KeptWork& kept : kept_) {
      if (kept.alongside_allowed || (kept.main && !*kept.main)) continue;
      if (!kept.span) {
        unknown(5, work, work.first(),
                fmt::format("the sessions of {} are not recorded, and one main intervention runs at a time",
                            subject_of(*kept.activity)));
        continue;
      }
      if (kept.span->first > work.last() || work.first() > kept.span->last) continue;
      if (!kept.main)
        unknown(5, work, work.first(), fmt::format("the kind of {} is not recorded", subject_of(*kept.activity)));
      else broken(5, &work, work.first(), fmt::format("at one time with {}", subject_of(*kept.activity)));
    }
  }

  void h6_beside_kept(const Work& work) {
    for (const KeptWork& kept : kept_) {
      const std::string id = kept.intervention_id();
      if (id.empty()) continue;
      if (must_precede(*work.intervention, id)) {
        if (!kept.span)
          unknown(6, work, work.first(), fmt::format("it comes before {}, whose sessions are not recorded", id));
        else if (work.last() >= kept.span->first)
          broken(6, &work, work.last(),
                 fmt::format("it comes before {}, which begins on {}", id, format(kept.span->first)));
      }
      if (kept.intervention != nullptr && must_precede(*kept.intervention, work.id())) {
        if (!kept.span)
          unknown(6, work, work.first(), fmt::format("{} comes before it, and its sessions are not recorded", id));
        else if (kept.span->last >= work.first())
          broken(6, &work, work.first(), fmt::format("{} comes before it and ends on {}", id, format(kept.span->last)));
      }
    }
  }

  // Each intervention that `sequence.after` names: completed, or kept or chosen and over before the work begins.
  void h6_earlier_work() {
    for (const Work& work : works_) {
      if (!work.intervention->sequence) continue;
      for (const Located<std::string>& asked : work.intervention->sequence->after) {
        if (!asked) continue;
        const std::string& earlier = *asked;
        if (std::any_of(facts_.activities.begin(), facts_.activities.end(), [&](const Activity* a) {
              return a->intervention.is(earlier) && a->status.is(ActivityStatus::completed);
            }))
          continue;
        bool over = false, open = false, there = false;
        for (const KeptWork& kept : kept_) {
          if (kept.intervention_id() != earlier) continue;
          there = true;
          if (!kept.span) open = true;
          else if (kept.span->last < work.first()) over = true;
        }
        for (const Work& other : works_) {
          if (other.id() != earlier || &other == &work) continue;
          there = true;
          if (other.last() < work.first()) over = true;
        }
        if (over) continue;
        if (open)
          unknown(6, work, work.first(), fmt::format("it comes after {}, whose sessions are not recorded", earlier));
        else
          broken(6, &work, work.first(),
                 fmt::format("it comes after {}, which {}", earlier,
                             there ? "is not over by then" : "is neither completed nor in the plan"));
      }
    }
  }

  void pairs() {
    for (std::size_t i = 0; i < works_.size(); ++i)
      for (std::size_t j = i + 1; j < works_.size(); ++j) {
        const Work &a = works_[i], &b = works_[j];
        for (const Date day : a.dates)
          if (std::find(b.dates.begin(), b.dates.end(), day) != b.dates.end() && overlap(a.at(day), b.at(day)))
            broken(4, &b, day, fmt::format("at the same time as {}", a.planned->name));
        if (a.main() && b.main() && !a.alongside() && !b.alongside() && a.first() <= b.last() && b.first() <= a.last())
          broken(5, &b, std::max(a.first(), b.first()), fmt::format("at one time with {}", a.planned->name));
        if (must_precede(*a.intervention, b.id()) && a.last() >= b.first())
          broken(6, &b, b.first(), fmt::format("{} comes before it and ends on {}", a.planned->name, format(a.last())));
        if (must_precede(*b.intervention, a.id()) && b.last() >= a.first())
          broken(6, &a, a.first(), fmt::format("{} comes before it and ends on {}", b.planned->name, format(b.last())));
      }
  }

  void h8_weeks() {
    struct Week {
      std::int64_t sessions = 0;
      const Work* last = nullptr;
      std::optional<Date> day;
    };
    std::map<Date, Week> weeks;
    for (const Work& work : works_)
      for (const Date day : work.dates) {
        Week& week = weeks[monday_of(day)];
        ++week.sessions;
        if (!week.day || *week.day <= day) {
          week.day = day;
          week.last = &work;
        }
      }
    for (const KeptWork& kept : kept_)
      if (kept.own)
        for (const SessionTime& session : kept.sessions)
          if (const auto at = weeks.find(monday_of(session.date)); at != weeks.end()) ++at->second.sessions;
    for (const auto& [monday, week] : weeks)
      if (const auto limit = question_.wishes.sessions_a_week ? question_.wishes.sessions_a_week
                                                              : sessions_a_week(facts_.policy, monday);
          limit && week.sessions > *limit)
        broken(8, week.last, week.day,
               fmt::format("{} in the week of {}, kept work included; the limit is {}",
                           counted(week.sessions, "session"), format(monday), *limit));
  }

  // ---- what it is worth
  // -----------------------------------------------------------------------------------------------------------
  Objective objective() const {
    Objective objective;
    const RankedNeeds ranked = ranked_needs(facts_);
    const auto serves = [](const Intervention& intervention, NeedArea area) {
      return std::any_of(intervention.needs.begin(), intervention.needs.end(),
                         [&](const Located<NeedArea>& one) { return one.is(area); });
    };
    const auto stronger = [](int& best, const Intervention& intervention) {
      best = std::max(best, intervention.kind.is(InterventionKind::accredited_programme)      ? 3
                            : intervention.kind.is(InterventionKind::structured_intervention) ? 2
                                                                                              : 1);
    };
    const std::size_t needs = question_.needs.needs.size();  // a rung of the ladder asks for fewer than there are
    std::int64_t weight = std::int64_t{1} << (needs == 0 ? 0 : needs - 1);
    for (std::size_t r = 0; r < needs; ++r, weight /= 2) {
      const NeedArea area = ranked.needs[r].area;
      int best = 0;
      for (const KeptWork& kept : kept_)
        if (kept.own && kept.intervention != nullptr && serves(*kept.intervention, area))
          stronger(best, *kept.intervention);
      for (const Work& work : works_) {
        if (!serves(*work.intervention, area)) continue;
        stronger(best, *work.intervention);
        objective.weighted_sessions += weight * static_cast<std::int64_t>(work.dates.size());
      }
      if (best == 0) continue;
      objective.covered.push_back(area);
      objective.strength.push_back(best);
    }
    for (const Work& work : works_)
      if (!objective.last_session || *objective.last_session < work.last()) objective.last_session = work.last();
    objective.distinct_days = distinct_days_;
    return objective;
  }

  const Question& question_;
  const CaseFacts& facts_;
  std::vector<KeptWork> kept_;
  std::vector<Work> works_;
  std::int64_t distinct_days_ = 0;
  Check check_;
};

}  // namespace

Check verify(const Question& question, const std::vector<PlannedWork>& plan) { return Checker(question, plan).run(); }

std::vector<PlannedWork> plan_in_case(const Question& question) {
  const CaseFacts& facts = *question.facts;
  std::vector<PlannedWork> plan;
  for (const Activity* activity : facts.activities) {
    if (!activity->status.is(ActivityStatus::planned) || facts.requirement_of(*activity) != question.requirement)
      continue;
    const bool kept = std::any_of(question.wishes.keep.begin(), question.wishes.keep.end(), [&](const std::string& id) {
      return activity->id && facts.same_entry(activity->id->text, id);
    });
    if (kept) continue;
    PlannedWork work{
        subject_of(*activity), activity->intervention ? *activity->intervention : std::string{}, std::nullopt, {}};
    for (const PlannedSession& session : activity->sessions)
      if (session.date) work.sessions.push_back(*session.date);
    plan.push_back(std::move(work));
  }
  return plan;
}

}  // namespace probation::planning
