#include "planning/scenario.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

namespace planning_tests {
namespace {

template <class T>
Located<T> at(T value) {
  return {std::move(value), {1, 1, 0}};
}
template <class T>
Located<T> maybe(const std::optional<T>& value) {
  return {value, {1, 1, 0}};
}
Located<std::int64_t> whole(const std::optional<int>& value) {
  Located<std::int64_t> located;
  if (value) located.value = *value;
  return located;
}
Located<document::Id> id(std::string text) { return at(document::Id{std::move(text)}); }
template <class T>
void add(List<T>& list, T item) {
  list.recorded = true;
  list.items.push_back(std::move(item));
}

Intervention intervention_of(const MadeIntervention& made) {
  Intervention i;
  i.id = id(made.id);
  i.title = at(made.id);
  i.kind = at(made.kind);
  i.needs.recorded = true;
  for (const NeedArea area : made.needs) add(i.needs, at(area));
  Sessions& sessions = i.sessions.emplace();
  if (made.flexible) {
    sessions.min = whole(made.flexible->first);
    sessions.max = whole(made.flexible->second);
  } else {
    sessions.pre_group = whole(made.sessions > 2 ? 1 : 0);
    sessions.group = whole(made.sessions - (made.sessions > 2 ? 1 : 0));
  }
  sessions.per_week = whole(made.per_week);
  sessions.minutes = whole(made.minutes);
  Eligibility& eligibility = i.eligibility.emplace();
  if (made.men_only) add(eligibility.sexes, at(Sex::male));
  if (made.women_only) add(eligibility.sexes, at(Sex::female));
  if (made.age_min || made.age_max) {
    eligibility.age.emplace();
    eligibility.age->min = whole(made.age_min);
    eligibility.age->max = whole(made.age_max);
  }
  if (made.offence_any) add(eligibility.offences_any, at(*made.offence_any));
  if (made.offence_none) add(eligibility.offences_none, at(*made.offence_none));
  if (made.ogrs3_min) {
    RiskItem item;
    item.score = at(ScoreName::ogrs3);
    item.min = at(*made.ogrs3_min);
    add(eligibility.risk_all, std::move(item));
  }
  if (made.asks_stable) add(eligibility.excluded_if, at(Exclusion::substance_use_unstable));
  if (made.months) {
    eligibility.months_remaining.emplace();
    eligibility.months_remaining->community_order = whole(made.months);
    if (made.ask_below) eligibility.months_remaining->below = at(BelowMonths::check_with_treatment_manager);
  }
  i.alongside_allowed = at(made.alongside);
  Sequence& sequence = i.sequence.emplace();
  for (const std::string& one : made.after) add(sequence.after, at(one));
  for (const std::string& one : made.before) add(sequence.before, at(one));
  i.lifecycle.emplace();
  i.lifecycle->state = at(made.approved ? LifecycleState::approved : LifecycleState::provisional);
  return i;
}

}  // namespace

std::unique_ptr<Built> build(const Scenario& s) {
  auto built = std::make_unique<Built>();
  CaseFile& file = built->file;
  file.crn = at(document::Crn{"X700001"});
  Person& person = file.person.emplace();
  person.sex = maybe(s.sex);
  person.date_of_birth = at(s.birth);
  file.flags.recorded = true;
  Order order;
  order.id = id("O1");
  order.type = at(s.suspended ? OrderType::suspended_sentence_order : OrderType::community_order);
  order.sentence_date = at(s.as_of - Days{200});
  (s.suspended ? order.supervision_end_date : order.end_date) = at(s.end);
  order.offences.recorded = s.offence.has_value();
  if (s.offence) {
    Offence offence;
    add(offence.categories, at(*s.offence));
    add(order.offences, std::move(offence));
  }
  Requirement rar, unpaid;
  rar.id = id("R1");
  rar.type = at(RequirementType::rehabilitation_activity);
  rar.max_days = whole(s.max_days);
  rar.status = at(RequirementStatus::active);
  unpaid.id = id("R2");
  unpaid.type = at(RequirementType::unpaid_work);
  unpaid.status = at(RequirementStatus::active);
  add(order.requirements, std::move(rar));
  add(order.requirements, std::move(unpaid));
  add(file.orders, std::move(order));
  Assessment assessment;
  assessment.id = id("S1");
  assessment.completed_date = at(s.as_of - Days{100});
  assessment.rosh = at(RiskLevel::medium);
  assessment.scores.emplace();
  assessment.scores->ogrs3 = maybe(s.ogrs3);
  assessment.needs.recorded = true;
  for (const MadeNeed& made : s.needs) {
    Need need;
    need.area = at(made.area);
    need.priority = whole(made.priority);
    need.linked_to_reoffending = at(made.reoffending);
    need.linked_to_harm = at(made.harm);
    need.score = maybe(made.score);
    add(assessment.needs, std::move(need));
  }
  add(file.assessments, std::move(assessment));
  Plan& plan = file.plan.emplace();
  Constraints& constraints = plan.constraints.emplace();
  constraints.substance_use_stable = maybe(s.stable);
  for (const MadeWindow& made : s.windows) {
    Unavailable window;
    window.weekday = at(static_cast<Weekday>(made.weekday));
    window.from = at(document::ClockTime{made.from});
    window.until = at(document::ClockTime{made.until});
    window.reason = at(UnavailableReason::caring);
    add(constraints.unavailable, std::move(window));
  }
  for (const auto& [from, until] : s.away) {
    UnavailableDates dates;
    dates.from = at(from);
    dates.until = at(until);
    add(constraints.dates_unavailable, std::move(dates));
  }
  constraints.travel_minutes.recorded = true;
  for (const auto& [intervention, minutes] : s.travel) {
    auto& entry = constraints.travel_minutes.items.emplace_back();
    entry.key = intervention;
    entry.value = whole(minutes);
  }
  plan.activities.recorded = true;
  for (const MadeActivity& made : s.activities) {
    Activity activity;
    activity.id = id(made.id);
    activity.requirement = id(made.own ? "R1" : "R2");
    activity.intervention = at(made.intervention);
    activity.status = at(made.status);
    activity.planned_days = whole(made.planned_days);
    activity.sessions.recorded = made.dated;
    for (const Date day : made.sessions) {
      PlannedSession session;
      session.date = at(day);
      if (made.time) session.time = at(document::ClockTime{*made.time});
      session.minutes = whole(made.minutes);
      add(activity.sessions, std::move(session));
    }
    add(plan.activities, std::move(activity));
  }
  file.contacts.recorded = true;
  int number = 0;
  for (const MadeContact& made : s.contacts) {
    Contact contact;
    contact.id = id(fmt::format("C{}", ++number));
    contact.date = at(made.date);
    contact.type = at(made.supervision ? ContactType::supervision_appointment
                      : made.counted   ? ContactType::activity_session
                                       : ContactType::unpaid_work_session);
    if (!made.supervision) contact.requirement = id(made.counted ? "R1" : "R2");
    if (made.counted) {
      contact.rar_activity = at(true);
      if (!made.no_outcome) contact.outcome = at(Outcome::attended_complied);
    }
    if (made.time) contact.time = at(document::ClockTime{*made.time});
    contact.minutes = whole(made.minutes);
    add(file.contacts, std::move(contact));
  }
  file.suspensions.recorded = true;
  if (s.reset_from) {
    Suspension suspension;
    suspension.id = id("P1");
    suspension.policy = at(SuspensionPolicy::probation_reset);
    suspension.from = at(*s.reset_from);
    add(file.suspensions, std::move(suspension));
  }
  for (const MadeIntervention& made : s.interventions) {
    CatalogueEntry entry;
    entry.file = made.id + ".yaml";
    entry.intervention = intervention_of(made);
    built->catalogue.entries.push_back(std::move(entry));
  }
  if (s.directory) {
    Directory& directory = built->directory.emplace();
    directory.entries.recorded = true;
    for (const MadeEntry& made : *s.directory) {
      DirectoryEntry entry;
      entry.id = id(made.id);
      entry.intervention = at(made.intervention);
      for (const Date start : made.starts) add(entry.starts, at(start));
      if (made.rolling) entry.rolling = at(true);
      if (made.weekday) entry.weekday = at(static_cast<Weekday>(*made.weekday));
      if (made.time) entry.time = at(document::ClockTime{*made.time});
      entry.minutes = whole(made.minutes);
      for (const auto& [weekday, minute] : made.hours) {
        DirectoryHour hour;
        hour.weekday = at(static_cast<Weekday>(weekday));
        hour.time = at(document::ClockTime{minute});
        add(entry.hours, std::move(hour));
      }
      if (!made.location.empty()) entry.location = at(made.location);
      if (made.full) entry.places = whole(0);
      add(directory.entries, std::move(entry));
    }
  }
  if (!s.policy_hours.empty()) {
    static constexpr std::array names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    std::vector<std::string> words;
    for (const auto& [weekday, minute] : s.policy_hours)
      words.push_back(
          fmt::format("{} {:02}:{:02}", names[static_cast<std::size_t>(weekday)], minute / 60, minute % 60));
    LocalValue hours;
    hours.name = "rolling_hours";
    hours.value = words;
    built->policy.add_local(std::move(hours));
  }
  built->facts = std::make_unique<CaseFacts>(file, built->later, s.as_of, built->policy, &built->catalogue);
  return built;
}

planning::Question Built::question(const planning::Wishes& wishes) const {
  auto asked = planning::ask(*facts, wishes, directory ? &*directory : nullptr);
  if (const auto* refusal = std::get_if<planning::Refusal>(&asked)) throw std::logic_error(refusal->message);
  return std::get<planning::Question>(std::move(asked));
}

Scenario make(std::mt19937& random, const Size& size) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(std::max(1, n))); };
  const auto one_in = [&](int n) { return below(n) == 0; };
  Scenario s;
  s.as_of = date(2024, 11, 1) + Days{below(500)};
  s.end = s.as_of + Days{7 * (2 + below(size.weeks - 1)) + below(7)};
  s.suspended = one_in(4);
  s.max_days = one_in(3) ? size.max_days : 1 + below(size.max_days);
  if (!one_in(10)) s.sex = one_in(2) ? Sex::male : Sex::female;
  if (!one_in(10)) s.offence = static_cast<OffenceCategory>(below(3));
  if (!one_in(5)) s.ogrs3 = 10 + below(60);
  if (!one_in(4)) s.stable = !one_in(4);
  if (one_in(6)) s.birth = s.as_of + Days{below(60)} - Days{365 * 25};
  std::vector<NeedArea> areas;
  for (int i = 0; i < 11; ++i) areas.push_back(static_cast<NeedArea>(i));
  std::shuffle(areas.begin(), areas.end(), random);
  const int needs = 1 + below(size.needs);
  for (int i = 0; i < needs; ++i) {
    MadeNeed need{areas[static_cast<std::size_t>(i)], {}, one_in(2), one_in(3), {}};
    if (one_in(2)) need.priority = 1 + below(3);
    if (!one_in(4)) need.score = below(5);
    if (!need.priority && !need.reoffending) need.harm = true;
    s.needs.push_back(need);
  }
  if (one_in(4)) s.needs.push_back({areas[10], {}, false, false, 9.0});  // no need: neither ranked nor linked
  const int interventions = 1 + below(size.interventions);
  for (int i = 0; i < interventions; ++i) {
    MadeIntervention made;
    made.id = std::string(1, static_cast<char>('a' + (i * 7) % 26)) + std::to_string(i);
    made.kind = one_in(2)   ? InterventionKind::toolkit
                : one_in(3) ? InterventionKind::accredited_programme
                : one_in(5) ? InterventionKind::commissioned_service
                            : InterventionKind::structured_intervention;
    for (int r = 0; r < needs; ++r)
      if (one_in(needs > 2 ? 3 : 2)) made.needs.push_back(areas[static_cast<std::size_t>(r)]);
    made.sessions = 1 + below(size.sessions);
    if (made.kind == InterventionKind::toolkit && one_in(5)) made.flexible = std::pair(1 + below(2), 2 + below(3));
    made.per_week = one_in(5) ? 2 : 1;
    if (one_in(2)) made.minutes = 30 + 30 * below(4);
    if (one_in(12)) (one_in(2) ? made.men_only : made.women_only) = true;
    if (one_in(12)) made.age_max = 25;
    if (one_in(15)) made.offence_any = static_cast<OffenceCategory>(below(3));
    if (one_in(15)) made.offence_none = static_cast<OffenceCategory>(below(3));
    if (one_in(10)) made.ogrs3_min = 25;
    made.asks_stable = one_in(12);
    if (one_in(8)) {
      made.months = 1 + below(3);
      made.ask_below = one_in(2);
    }
    made.alongside = one_in(4);
    made.approved = !one_in(30);
    s.interventions.push_back(std::move(made));
  }
  for (MadeIntervention& made : s.interventions) {
    const std::string& other = s.interventions[static_cast<std::size_t>(below(interventions))].id;
    if (one_in(8)) made.after.push_back(other);
    if (one_in(8) && other != made.id) made.before.push_back(other);
  }
  if (!one_in(5)) {
    s.directory.emplace();
    int number = 0;
    for (const MadeIntervention& made : s.interventions) {
      if (one_in(8)) continue;
      MadeEntry entry;
      entry.id = "D" + std::to_string(++number);
      entry.intervention = made.id;
      if (one_in(3)) {
        entry.rolling = true;
        if (one_in(3)) entry.weekday = below(5);
        else if (one_in(2)) entry.hours = {{below(5), 600}, {below(5), 1080}};
      } else {
        const int starts = 1 + below(size.starts);
        const int span = std::max(7, days_between(s.as_of, s.end) - 7 * (made.sessions / made.per_week));
        for (int k = 0; k < starts; ++k) entry.starts.push_back(s.as_of + Days{1 + below(span)});
      }
      if (one_in(2)) {
        entry.time = 540 + 60 * below(9);
        if (one_in(2)) entry.minutes = 60 + 30 * below(3);
      }
      if (one_in(3)) entry.location = one_in(2) ? "Bolton" : "Leigh";
      entry.full = one_in(30);
      s.directory->push_back(std::move(entry));
    }
  }
  if (one_in(4)) s.windows.push_back({below(5), 540, 600 + 60 * below(8)});
  if (one_in(4)) {
    const Date from = s.as_of + Days{below(40)};
    s.away.emplace_back(from, from + Days{below(10)});
  }
  if (one_in(8)) s.travel.emplace_back(s.interventions.front().id, 50 + below(30));
  if (one_in(8)) s.travel.emplace_back("Bolton", 50 + below(30));
  if (!one_in(4)) s.policy_hours = {{below(5), 600 + 60 * below(6)}};
  if (one_in(4)) s.policy_hours.emplace_back(below(5), 1080);
  for (int i = below(4); i > 0; --i) s.contacts.push_back({s.as_of - Days{below(30)}, true, {}, {}, one_in(4)});
  if (one_in(5)) s.contacts.push_back({s.as_of + Days{below(30)}, true, 540 + 60 * below(8), 60, true});
  if (one_in(5)) s.contacts.push_back({s.as_of + Days{1 + below(30)}, false, 540 + 60 * below(8), 60, true, true});
  for (int i = below(3); i > 0; --i) {
    MadeContact contact{s.as_of + Days{1 + below(30)}, false, {}, {}};
    if (one_in(2)) {
      contact.time = 540 + 60 * below(8);
      contact.minutes = 60;
    }
    s.contacts.push_back(contact);
  }
  for (int i = below(3) == 0 ? 1 + below(2) : 0; i > 0; --i) {
    MadeActivity activity;
    activity.id = "A" + std::to_string(i);
    activity.intervention = s.interventions[static_cast<std::size_t>(below(interventions))].id;
    activity.status = static_cast<ActivityStatus>(below(3));
    activity.own = !one_in(4);
    activity.dated = !one_in(4);
    activity.planned_days = below(4);
    if (activity.dated)
      for (int k = below(4), first = below(14) - 7; k > 0; --k)
        activity.sessions.push_back(s.as_of + Days{first + 7 * k});
    if (one_in(2)) {
      activity.time = 540 + 60 * below(9);
      if (one_in(2)) activity.minutes = 60 + 30 * below(3);
    }
    if (activity.status == ActivityStatus::planned && activity.own && one_in(2)) s.wishes.keep.push_back(activity.id);
    s.activities.push_back(std::move(activity));
  }
  if (one_in(10)) s.reset_from = s.as_of + Days{below(60)};
  if (one_in(6)) s.wishes.start = s.as_of + Days{below(20)};
  if (one_in(5)) s.wishes.sessions_a_week = 1 + below(3);
  s.wishes.allow_undetermined = one_in(4);
  s.wishes.fill = one_in(3);
  return s;
}

MadeIntervention made(const std::string& id, InterventionKind kind, NeedArea need, int sessions) {
  MadeIntervention i;
  i.id = id;
  i.kind = kind;
  i.needs = {need};
  i.sessions = sessions;
  return i;
}
MadeEntry group(const std::string& id, const std::string& intervention, std::vector<Date> starts) {
  MadeEntry e;
  e.id = id;
  e.intervention = intervention;
  e.starts = std::move(starts);
  return e;
}

Scenario one_group(Date as_of, Date start) {
  Scenario s;
  s.as_of = as_of;
  s.end = as_of + Days{200};
  s.needs = {{NeedArea::thinking_and_behaviour, 1, true, false, 5.0}};
  s.interventions = {made("group", InterventionKind::structured_intervention, NeedArea::thinking_and_behaviour, 4)};
  s.directory = std::vector{group("D1", "group", {start})};
  return s;
}
Scenario one_toolkit(Date as_of, int sessions) {
  Scenario s = one_group(as_of, as_of + Days{1});
  s.interventions = {made("kit", InterventionKind::toolkit, NeedArea::thinking_and_behaviour, sessions)};
  s.directory.reset();
  return s;
}

}  // namespace planning_tests
