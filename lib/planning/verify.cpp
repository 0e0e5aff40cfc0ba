#include "planning/verify_work.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/refused.hpp"
#include "facts/case/eligibility.hpp"
#include "facts/case/need_shown.hpp"
#include "facts/case/rar_days.hpp"
#include "facts/case/selected.hpp"
#include "facts/case/session_clash.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"

namespace probation::planning {
namespace {

bool must_precede(const Intervention& earlier, const std::string& later) {
  return earlier.sequence && lists(earlier.sequence->before, later);
}
using Work = JudgedWork;

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
    check_.objective = worth_of(question_, works_, kept_);
    check_.objective.distinct_days = distinct_days_;
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

  // A name of the plan that nothing here knows: it may be any words.
  [[nodiscard]] std::string unknown_name(const std::string& name, std::string_view instead) const {
    const bool is_shown = !words_of_person_are_hidden(facts_) && document::may_be_slip(name, document::Wanted::any);
    return is_shown ? name : std::string(instead);
  }

  // ---- what the work is
  // -------------------------------------------------------------------------------------------------------
  void read(const PlannedWork& planned) {
    Work work{&planned, nullptr, nullptr, planned.sessions, {}};
    std::stable_sort(work.all.begin(), work.all.end(),
                     [](const SessionTime& a, const SessionTime& b) { return a.date < b.date; });
    const auto faulty = [&](std::string message, std::optional<Date> date = std::nullopt) {
      broken(0, &work, date, std::move(message));
    };
    work.intervention = planned.intervention.empty() ? nullptr : facts_.catalogue->find(planned.intervention);
    if (work.intervention == nullptr)
      return faulty(planned.intervention.empty() ? std::string("names no intervention")
                                                 : fmt::format("{} is not in the catalogue",
                                                               unknown_name(planned.intervention, "what is planned")));
    if (work.all.empty()) return faulty("has no session dates, so it cannot be judged");
    may_be_given(work);
    for (const Activity* activity : facts_.activities)
      if (activity->intervention.is(planned.intervention) &&
          (status_of(facts_, *activity) == ActivityStatus::completed ||
           status_of(facts_, *activity) == ActivityStatus::in_progress))
        faulty(fmt::format("{} is already {} as {}", planned.intervention,
                           status_of(facts_, *activity) == ActivityStatus::completed ? "completed" : "in progress",
                           subject_of(*activity)));
    for (const KeptWork& kept : kept_)
      if (kept.intervention_id() == planned.intervention && kept.activity->status.is(ActivityStatus::planned))
        faulty(fmt::format("{} is kept as {}", planned.intervention, subject_of(*kept.activity)));
    for (const Work& other : works_)
      if (other.intervention == work.intervention) faulty(fmt::format("{} is chosen twice", planned.intervention));
    number_of_sessions(work);
    if (planned.directory) group(work);
    for (SessionTime& session : work.all) complete_time(work, session);
    for (const SessionTime& session : work.all)
      if (question_.from < session.date) work.ahead.push_back(session);
    works_.push_back(std::move(work));
  }

  // The register and the region on the day it begins (PLN315).
  void may_be_given(const Work& work) {
    const std::string& id = work.planned->intervention;
    if (const Approval approval = approval_on(*work.intervention, work.first()); !approval.may_be_offered)
      broken(0, &work, work.first(),
             approval.approved ? fmt::format("{} {}", id, approval.why_not)
                               : fmt::format("whether {} is approved is not recorded", id));
    const RegionsChoice choice = choice_of_region(facts_, *work.intervention, work.first());
    if (choice.selected == false)
      broken(0, &work, work.first(),
             fmt::format("{} is not selected in {} on {}", id, region_shown(facts_), format(work.first())));
    if (!choice.selected)
      unknown(0, work, work.first(),
              choice.missing.empty()
                  ? fmt::format("whether {} selected {} for {}", region_shown(facts_), id, format(work.first()))
                  : fmt::format("whether the region selected {}: the region is not recorded", id));
  }

  // The hour and length that the plan does not say: the entry's, else the intervention's, and where nobody published a
  // length of rolling work the policy's.
  void complete_time(const Work& work, SessionTime& session) {
    const DirectoryEntry* entry = work.entry;
    const bool group = entry != nullptr && !entry->starts.empty();
    if (entry != nullptr && entry->time && (group || !session.start_minute)) {
      if (session.start_minute && *session.start_minute != entry->time->minute_of_day)
        broken(0, &work, session.date, fmt::format("{} does not meet at that hour", entry->id->text));
      session.start_minute = entry->time->minute_of_day;
    }
    if (entry != nullptr && !group && !session.start_minute) {
      std::vector<int> hours;
      for (const DirectoryHour& hour : entry->hours)
        if (hour.weekday && hour.time &&
            static_cast<unsigned>(*hour.weekday) + 1 == session.date.weekday().iso_encoding())
          hours.push_back(hour.time->minute_of_day);
      if (hours.size() == 1) session.start_minute = hours.front();
    }
    if (entry != nullptr && entry->minutes && (group || !session.minutes)) session.minutes = *entry->minutes;
    if (!session.minutes && work.intervention->sessions) session.minutes = work.intervention->sessions->minutes.value;
    if (!session.minutes && !group && question_.session_minutes > 0) session.minutes = question_.session_minutes;
  }

  void number_of_sessions(const Work& work) {
    const auto given = static_cast<std::int64_t>(work.all.size());
    if (!work.intervention->sessions)
      return broken(0, &work, std::nullopt, "the catalogue does not record its number of sessions");
    const Sessions& sessions = *work.intervention->sessions;
    if (sessions.min && sessions.max && (work.intervention->kind.is(InterventionKind::toolkit) || one_to_one(work))) {
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

  bool one_to_one(const Work& work) const {
    if (work.planned->directory && question_.directory != nullptr)
      for (const DirectoryEntry& entry : question_.directory->entries)
        if (entry.id && entry.id->text == *work.planned->directory && entry.format)
          return entry.format.is(DeliveryFormat::one_to_one);
    if (!work.intervention->delivery || work.intervention->delivery->formats.empty()) return false;
    for (const Located<DeliveryFormat>& format : work.intervention->delivery->formats)
      if (!format.is(DeliveryFormat::one_to_one)) return false;
    return true;
  }

  void group(Work& work) {
    const std::string& name = *work.planned->directory;
    if (question_.directory != nullptr)
      for (const DirectoryEntry& entry : question_.directory->entries)
        if (entry.id && entry.id->text == name) work.entry = &entry;
    if (work.entry == nullptr)
      return broken(0, &work, std::nullopt,
                    question_.directory == nullptr
                        ? fmt::format("runs as {}, and no directory is given", unknown_name(name, "an entry"))
                        : fmt::format("the directory has no entry {}", unknown_name(name, "of that name")));
    if (!work.entry->intervention.is(work.id()))
      return broken(
          0, &work, std::nullopt,
          fmt::format("the directory's entry {} is {}", name,
                      work.entry->intervention ? *work.entry->intervention : std::string("without intervention")));
    if (facts_.file.manager && facts_.file.manager->region && question_.directory->region &&
        !facts_.file.manager->region.is(*question_.directory->region))
      broken(0, &work, std::nullopt,
             fmt::format(
                 "{} runs in {}, the case is of {}", name, *question_.directory->region,
                 facts_.file.limited_access.is(true) ? std::string("another region") : *facts_.file.manager->region));
    if (work.entry->places.is(0)) broken(0, &work, std::nullopt, fmt::format("the directory's entry {} is full", name));
    if (work.entry->starts.empty()) return;  // rolling: any lawful dates will do
    for (const Located<Date>& start : work.entry->starts)
      if (start && is_group(*start, work)) return;
    broken(0, &work, work.first(), fmt::format("these are not the dates of a group of {}", name));
  }
  // Whether the dates are those of the group that starts on the day, as many as the work has.
  bool is_group(Date start, const Work& work) const {
    const std::int64_t a_week = work.intervention->sessions && work.intervention->sessions->per_week
                                    ? std::max<std::int64_t>(1, *work.intervention->sessions->per_week)
                                    : 1;
    int weeks_late = 0;
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(work.all.size()); ++i) {
      const Date due = start + Days{static_cast<int>(7 * i / a_week)};
      while (is_bank_holiday(due + Days{7 * weeks_late}).value_or(false)) ++weeks_late;
      if (work.all[static_cast<std::size_t>(i)].date != due + Days{7 * weeks_late}) return false;
    }
    return true;
  }

  // ---- the rules
  // ----------------------------------------------------------------------------------------------------------------
  void h1_days() {
    std::set<Date> chosen;
    for (const Work& work : works_)
      for (const SessionTime& session : work.ahead) chosen.insert(session.date);
    if (!question_.capped()) {
      distinct_days_ = static_cast<std::int64_t>(chosen.size());
      return;
    }
    const DaySums sums = day_sums(facts_, *question_.order, *question_.requirement, kept_);
    for (const Date day : chosen) distinct_days_ += sums.ahead.contains(day) ? 0 : 1;
    const std::int64_t most = *facts_.max_days(*question_.requirement);
    if (!chosen.empty() && distinct_days_ + sums.spoken_for() > most)
      broken(
          1, nullptr, std::nullopt,
          fmt::format("{} planned; {} counted, {} that may count, {} booked or ahead in kept work and {} owed without "
                      "a date; the maximum is {}",
                      counted(distinct_days_, "day"), sums.counted, sums.could_count, sums.ahead.size(), sums.undated,
                      most));
  }

  void h2_dates(const Work& work) {
    const Date end = horizon();
    for (const SessionTime& session : work.ahead)
      if (session.date > end)
        broken(2, &work, session.date,
               fmt::format("{} is after {}: {}", format(session.date), format(end), question_.horizon_words));
  }
  Date horizon() const {
    const PlanHorizon horizon = plan_horizon(facts_, *question_.order, *question_.requirement);
    if (!question_.capped()) return question_.horizon;  // before sentence there is no order to ask
    return horizon.last.value_or(facts_.as_of);
  }

  void h3_h7_h9_person(const Work& work) {
    if (work.ahead.empty()) return;
    const std::string place = work.entry != nullptr && work.entry->location ? *work.entry->location : std::string{};
    const auto judge = [&](int rule, const EligibilityReason& reason) {
      if (reason.verdict == Eligible::not_eligible) broken(rule, &work, work.first(), reason.message);
      if (reason.verdict == Eligible::undetermined) unknown(rule, work, work.first(), reason.message);
    };
    for (const EligibilityReason& reason : eligibility(facts_, *question_.order, *work.intervention, work.first()))
      judge(3, reason);
    if (const auto reason = substance_use_reason(facts_, *work.intervention)) judge(3, *reason);
    if (const auto reason = travel_reason(facts_, *work.intervention, work.ahead.front().date, place);
        reason && reason->verdict == Eligible::not_eligible)
      judge(7, *reason);
    if (work.first() <= question_.from) return;  // begun: its months were asked then
    if (const auto reason =
            months_remaining_reason(facts_, *question_.order, question_.requirement, *work.intervention, work.first()))
      judge(9, *reason);
  }

  void h4_clashes(const Work& work) {
    for (const SessionTime& session : work.ahead) {
      if (!is_bank_holiday(session.date))
        unknown(4, work, session.date, fmt::format("whether {} is a bank holiday", format(session.date)));
      for (const SessionClash& clash : clashes(facts_, *question_.requirement, session, work.id()))
        broken(4, &work, session.date, clash.message);
      for (const KeptWork& kept : kept_) {
        if (!kept.own) continue;
        for (const SessionTime& other : kept.sessions)
          if (overlap(session, other))
            broken(4, &work, session.date, fmt::format("at the same time as {}", subject_of(*kept.activity)));
      }
    }
  }

  void h5_beside_kept(const Work& work) {
    if (!work.main() || work.alongside() || work.ahead.empty()) return;
    for (const KeptWork& kept : kept_) {
      if (kept.alongside_allowed || (kept.main && !*kept.main)) continue;
      if (!kept.span) {
        unknown(5, work, work.first(),
                fmt::format("the sessions of {} are not recorded, and one main intervention runs at a time",
                            subject_of(*kept.activity)));
        continue;
      }
      if (kept.span->first > work.last() || work.ahead.front().date > kept.span->last) continue;
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
              return a->intervention.is(earlier) && status_of(facts_, *a) == ActivityStatus::completed;
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
        for (const SessionTime& x : a.ahead)
          for (const SessionTime& y : b.ahead)
            if (overlap(x, y)) broken(4, &b, y.date, fmt::format("at the same time as {}", a.planned->name));
        if (a.main() && b.main() && !a.alongside() && !b.alongside() && !a.ahead.empty() && !b.ahead.empty() &&
            a.ahead.front().date <= b.last() && b.ahead.front().date <= a.last())
          broken(5, &b, std::max(a.ahead.front().date, b.ahead.front().date),
                 fmt::format("at one time with {}", a.planned->name));
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
      for (const SessionTime& session : work.ahead) {
        const Date day = session.date;
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
    if (status_of(facts, *activity) != ActivityStatus::planned ||
        facts.requirement_of(*activity) != question.requirement)
      continue;
    const bool kept = std::any_of(question.wishes.keep.begin(), question.wishes.keep.end(), [&](const std::string& id) {
      return activity->id && facts.same_entry(activity->id->text, id);
    });
    if (kept) continue;
    PlannedWork work{subject_of(*activity).text(), activity->intervention ? *activity->intervention : std::string{},
                     std::nullopt, sessions_of(facts, *activity)};
    // Which group it is the directory can say where it is at hand; the sessions hold their hours without it.
    if (question.directory != nullptr && !activity->sessions.empty()) {
      const Located<std::string>& entry = activity->sessions.items.front().entry;
      if (entry && std::all_of(activity->sessions.begin(), activity->sessions.end(),
                               [&](const PlannedSession& session) { return session.entry.is(*entry); }))
        work.directory = *entry;
    }
    plan.push_back(std::move(work));
  }
  return plan;
}

}  // namespace probation::planning
