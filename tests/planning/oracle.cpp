#include "planning/oracle.hpp"

#include <algorithm>
#include <map>

#include "law/bank_holidays.hpp"

namespace planning_tests {
namespace {

const MadeIntervention& made(const Scenario& s, const std::string& id) {
  return *std::find_if(s.interventions.begin(), s.interventions.end(),
                       [&](const MadeIntervention& i) { return i.id == id; });
}
const MadeEntry* entry_of(const Scenario& s, const OfferedDates& o) {
  if (o.entry.empty()) return nullptr;
  return &*std::find_if(s.directory->begin(), s.directory->end(), [&](const MadeEntry& e) { return e.id == o.entry; });
}
bool is_main_kind(const MadeIntervention& i) {
  return i.kind == InterventionKind::accredited_programme || i.kind == InterventionKind::structured_intervention;
}

// Ranked: by priority, links, score, name.
std::vector<std::string> ranked(const Scenario& s) {
  std::vector<MadeNeed> needs;
  for (const MadeNeed& n : s.needs)
    if (n.priority || n.reoffending || n.harm) needs.push_back(n);
  std::sort(needs.begin(), needs.end(), [](const MadeNeed& a, const MadeNeed& b) {
    if (a.priority != b.priority) return a.priority && (!b.priority || *a.priority < *b.priority);
    if (a.reoffending != b.reoffending) return a.reoffending;
    if (a.harm != b.harm) return a.harm;
    if (a.score != b.score) return a.score && (!b.score || *a.score > *b.score);
    return word(a.area) < word(b.area);
  });
  std::vector<std::string> names;
  for (const MadeNeed& n : needs) names.emplace_back(word(n.area));
  return names;
}
bool serves(const MadeIntervention& i, const std::string& area) {
  return std::any_of(i.needs.begin(), i.needs.end(), [&](NeedArea a) { return word(a) == area; });
}

// What is called completed and has sessions after the day is not over yet.
ActivityStatus status_of(const Scenario& s, const MadeActivity& a) {
  const bool ahead = a.dated && std::any_of(a.sessions.begin(), a.sessions.end(), [&](Date d) { return d > s.as_of; });
  return a.status == ActivityStatus::completed && ahead ? ActivityStatus::in_progress : a.status;
}
bool kept_own(const Scenario& s, const MadeActivity& a) {
  return a.own && (status_of(s, a) == ActivityStatus::in_progress ||
                   (a.status == ActivityStatus::planned &&
                    std::find(s.wishes.keep.begin(), s.wishes.keep.end(), a.id) != s.wishes.keep.end()));
}
// Kept, or in progress elsewhere: H5 and H6 look at it.
bool given(const Scenario& s, const MadeActivity& a) {
  return kept_own(s, a) || (!a.own && status_of(s, a) == ActivityStatus::in_progress);
}

std::set<Date> counted_days(const Scenario& s) {
  std::set<Date> days;
  for (const MadeContact& c : s.contacts)
    if (c.counted && !c.no_outcome && c.date <= s.as_of) days.insert(c.date);
  return days;
}
// Dates of kept work and of bookings; a date that counts already is none.
std::set<Date> spoken_for(const Scenario& s) {
  std::set<Date> days;
  for (const MadeActivity& a : s.activities)
    if (kept_own(s, a) && a.dated)
      for (const Date d : a.sessions)
        if (d > s.as_of) days.insert(d);
  for (const MadeContact& c : s.contacts)
    if (c.counted && c.no_outcome && c.date >= s.as_of) days.insert(c.date);
  for (const Date d : counted_days(s)) days.erase(d);
  return days;
}
std::set<Date> awaited(const Scenario& s) {
  std::set<Date> days;
  for (const MadeContact& c : s.contacts)
    if (c.counted && c.no_outcome && c.date < s.as_of) days.insert(c.date);
  for (const Date d : counted_days(s)) days.erase(d);
  return days;
}
// What an activity owes without a date: none of the contacts is linked to it.
long long owed(const Scenario& s, const MadeActivity& a) {
  std::set<Date> dates;
  for (const Date d : a.sessions)
    if (a.dated && (d > s.as_of || !a.own)) dates.insert(d);
  return std::max(0LL, static_cast<long long>(a.planned_days) - static_cast<long long>(dates.size()));
}

Date monday(Date d) { return d - Days{static_cast<int>(d.weekday().iso_encoding()) - 1}; }

struct Clock {
  bool known = false;
  int from = 0, until = 24 * 60;
};
Clock clock_of(const Scenario& s, const OfferedDates& o, std::size_t session) {
  const MadeEntry* e = entry_of(s, o);
  const MadeIntervention& i = made(s, o.intervention);
  std::optional<int> minutes = e != nullptr && e->minutes ? e->minutes : i.minutes;
  if (!minutes && (e == nullptr || e->starts.empty())) minutes = 120;
  std::optional<int> time = e != nullptr ? e->time : std::nullopt;
  if (session < o.hours.size()) time = o.hours[session];
  if (!time || !minutes) return {};
  return {true, *time, *time + *minutes};
}
Clock clock_of(const Scenario& s, const MadeActivity& a) {
  const std::optional<int> minutes = a.minutes ? a.minutes : made(s, a.intervention).minutes;
  if (!a.time || !minutes) return {};
  return {true, *a.time, *a.time + *minutes};
}
bool meet(int a, int b, int c, int d) { return a < d && c < b; }

int full_years(Date birth, Date day) {
  int years = 0;
  while (Date::from_ymd(birth.year() + years + 1, birth.month(), birth.day()).value_or(day + Days{1}) <= day) ++years;
  return years;
}

}  // namespace

std::set<int> broken_rules(const Scenario& s, const std::vector<const OfferedDates*>& chosen) {
  std::set<int> broken;
  const bool strict = !s.wishes.allow_undetermined;
  const auto unknown = [&](int rule) {
    if (strict) broken.insert(rule);
  };
  // H1
  std::set<Date> used;
  for (const OfferedDates* o : chosen) used.insert(o->dates.begin(), o->dates.end());
  const std::set<Date> spoken = spoken_for(s);
  for (const Date d : spoken) used.erase(d);
  long long left = s.max_days - static_cast<long long>(counted_days(s).size()) -
                   static_cast<long long>(awaited(s).size()) - static_cast<long long>(spoken.size());
  for (const MadeActivity& a : s.activities)
    if (kept_own(s, a)) left -= owed(s, a);
  if (!chosen.empty() && static_cast<long long>(used.size()) > left) broken.insert(1);
  // H2
  const Date last = s.reset_from && *s.reset_from - Days{1} < s.end ? *s.reset_from - Days{1} : s.end;
  for (const OfferedDates* o : chosen)
    for (const Date d : o->dates)
      if (d <= s.as_of || d > last) broken.insert(2);
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const OfferedDates& o = *chosen[k];
    const MadeIntervention& i = made(s, o.intervention);
    const Date first = o.dates.front();
    const auto wants = [&](bool asked, bool known, bool holds, int rule) {
      if (!asked) return;
      if (!known) unknown(rule);
      else if (!holds) broken.insert(rule);
    };
    // H3
    wants(i.men_only, s.sex.has_value(), s.sex == Sex::male, 3);
    wants(i.women_only, s.sex.has_value(), s.sex == Sex::female, 3);
    wants(i.age_max.has_value(), true, full_years(s.birth, first) <= i.age_max.value_or(200), 3);
    wants(i.offence_any.has_value(), s.offence.has_value(), s.offence == i.offence_any, 3);
    wants(i.offence_none.has_value(), s.offence.has_value(), s.offence != i.offence_none, 3);
    wants(i.ogrs3_min.has_value(), s.ogrs3.has_value(), s.ogrs3.value_or(0) >= i.ogrs3_min.value_or(0), 3);
    wants(i.asks_stable, s.stable.has_value(), s.stable.value_or(false), 3);
    // H4
    for (std::size_t n = 0; n < o.dates.size(); ++n) {
      const Date d = o.dates[n];
      const Clock at = clock_of(s, o, n);
      if (is_bank_holiday(d).value()) broken.insert(4);
      for (const MadeWindow& w : s.windows)
        if (w.weekday == static_cast<int>(d.weekday().iso_encoding()) - 1 && meet(at.from, at.until, w.from, w.until))
          broken.insert(4);
      for (const auto& [from, until] : s.away)
        if (from <= d && d <= until) broken.insert(4);
      for (const MadeContact& c : s.contacts) {
        if (c.date != d) continue;
        const bool known = c.time && c.minutes;
        const bool other = !c.counted && !c.supervision;  // a session of another requirement
        if (other ? !known || meet(at.from, at.until, *c.time, *c.time + *c.minutes)
                  : known && at.known && meet(at.from, at.until, *c.time, *c.time + *c.minutes))
          broken.insert(4);
      }
      for (const MadeActivity& a : s.activities) {
        const bool live = status_of(s, a) != ActivityStatus::completed;
        if (!live || !a.dated || std::count(a.sessions.begin(), a.sessions.end(), d) == 0) continue;
        const Clock theirs = clock_of(s, a);
        if (!a.own && meet(at.from, at.until, theirs.from, theirs.until)) broken.insert(4);
        if (kept_own(s, a) && at.known && theirs.known && meet(at.from, at.until, theirs.from, theirs.until))
          broken.insert(4);
      }
    }
    // H7, H9
    const MadeEntry* runs = entry_of(s, o);
    const std::string place = runs != nullptr ? runs->location : std::string{};
    const auto goes = [&](const std::string& where) {
      return std::find_if(s.travel.begin(), s.travel.end(), [&](const auto& t) { return t.first == where; });
    };
    auto journey = place.empty() ? s.travel.end() : goes(place);
    if (journey == s.travel.end()) journey = goes(o.intervention);
    if (journey != s.travel.end() && journey->second > 60) broken.insert(7);
    if (i.months) {
      const Date enough = period_beginning_with(first, Months{*i.months});
      if (enough > s.end) {
        if (i.ask_below) unknown(9);
        else broken.insert(9);
      }
    }
    // H5, H6 beside what is given
    for (const MadeActivity& a : s.activities) {
      if (!given(s, a)) continue;
      const MadeIntervention& theirs = made(s, a.intervention);
      const bool known = a.dated && !a.sessions.empty() && owed(s, a) == 0;
      const Date begins = known ? *std::min_element(a.sessions.begin(), a.sessions.end()) : s.as_of,
                 ends = known ? *std::max_element(a.sessions.begin(), a.sessions.end()) : s.as_of;
      if (is_main_kind(i) && is_main_kind(theirs) && !i.alongside && !theirs.alongside) {
        if (!known) unknown(5);
        else if (begins <= o.dates.back() && first <= ends) broken.insert(5);
      }
      if (std::count(i.before.begin(), i.before.end(), a.intervention) > 0) {
        if (!known) unknown(6);
        else if (!(o.dates.back() < begins)) broken.insert(6);
      }
      if (std::count(theirs.before.begin(), theirs.before.end(), o.intervention) > 0) {
        if (!known) unknown(6);
        else if (!(ends < first)) broken.insert(6);
      }
    }
    for (const std::string& earlier : i.after) {
      bool done = false, may = false;
      for (const MadeActivity& a : s.activities) {
        if (a.intervention != earlier) continue;
        if (status_of(s, a) == ActivityStatus::completed) done = true;
        if (!given(s, a)) continue;
        if (!a.dated || a.sessions.empty() || owed(s, a) > 0) may = true;
        else if (*std::max_element(a.sessions.begin(), a.sessions.end()) < first) done = true;
      }
      for (std::size_t j = 0; j < chosen.size(); ++j)
        if (j != k && chosen[j]->intervention == earlier && chosen[j]->dates.back() < first) done = true;
      if (done) continue;
      if (may) unknown(6);
      else broken.insert(6);
    }
    // pairs
    for (std::size_t j = k + 1; j < chosen.size(); ++j) {
      const OfferedDates& p = *chosen[j];
      const MadeIntervention& q = made(s, p.intervention);
      if (p.intervention == o.intervention) broken.insert(0);
      for (std::size_t n = 0; n < o.dates.size(); ++n)
        for (std::size_t m = 0; m < p.dates.size(); ++m) {
          const Clock at = clock_of(s, o, n), other = clock_of(s, p, m);
          if (o.dates[n] == p.dates[m] && at.known && other.known && meet(at.from, at.until, other.from, other.until))
            broken.insert(4);
        }
      if (is_main_kind(i) && is_main_kind(q) && !i.alongside && !q.alongside && first <= p.dates.back() &&
          p.dates.front() <= o.dates.back())
        broken.insert(5);
      if (std::count(i.before.begin(), i.before.end(), p.intervention) > 0 && !(o.dates.back() < p.dates.front()))
        broken.insert(6);
      if (std::count(q.before.begin(), q.before.end(), o.intervention) > 0 && !(p.dates.back() < o.dates.front()))
        broken.insert(6);
    }
  }
  // H8
  std::map<Date, long long> weeks;
  for (const OfferedDates* o : chosen)
    for (const Date d : o->dates) ++weeks[monday(d)];
  for (auto& [week, sessions] : weeks) {
    for (const MadeActivity& a : s.activities)
      if (kept_own(s, a) && a.dated)
        for (const Date d : a.sessions)
          if (monday(d) == week) ++sessions;
    if (sessions > s.wishes.sessions_a_week.value_or(2)) broken.insert(8);
  }
  return broken;
}

bool serves_a_need(const Scenario& s, const OfferedDates& o) {
  const std::vector<std::string> needs = ranked(s);
  return std::any_of(needs.begin(), needs.end(),
                     [&](const std::string& area) { return serves(made(s, o.intervention), area); });
}

namespace {

int strength_of_kind(const MadeIntervention& i) {
  return i.kind == InterventionKind::accredited_programme      ? 3
         : i.kind == InterventionKind::structured_intervention ? 2
                                                               : 1;
}

// Work of a plan, chosen or kept, with the day it begins, where that is known.
struct Begun {
  const MadeIntervention* what;
  std::optional<Date> begins;
};
std::vector<Begun> works_of(const Scenario& s, const std::vector<const OfferedDates*>& chosen) {
  std::vector<Begun> works;
  for (const OfferedDates* o : chosen) works.push_back({&made(s, o->intervention), o->dates.front()});
  for (const MadeActivity& a : s.activities)
    if (kept_own(s, a))
      works.push_back(
          {&made(s, a.intervention), a.dated && !a.sessions.empty()
                                         ? std::optional(*std::min_element(a.sessions.begin(), a.sessions.end()))
                                         : std::nullopt});
  return works;
}
bool comes_first(const MadeIntervention& a, const MadeIntervention& b) {
  return std::count(b.after.begin(), b.after.end(), a.id) > 0 || std::count(a.before.begin(), a.before.end(), b.id) > 0;
}
std::optional<Date> counting(const std::vector<Begun>& works, const Begun& work, std::set<const Begun*> way) {
  std::optional<Date> day;
  bool first = false;
  way.insert(&work);
  for (const Begun& other : works)
    if (&other != &work && comes_first(*work.what, *other.what)) {
      first = true;
      if (way.contains(&other)) continue;
      const auto theirs = counting(works, other, way);
      if (theirs && (!day || *theirs < *day)) day = theirs;
    }
  return first ? day : work.begins;
}
void earlier(std::optional<Date>& best, std::optional<Date> day) {
  if (day && (!best || *day < *best)) best = day;
}

// Level 1 and 2: the best strength for each need, 0 where none.
std::vector<int> strengths(const Scenario& s, const std::vector<const OfferedDates*>& chosen) {
  std::vector<int> list;
  for (const std::string& need : ranked(s)) {
    int best = 0;
    for (const Begun& work : works_of(s, chosen))
      if (serves(*work.what, need)) best = std::max(best, strength_of_kind(*work.what));
    list.push_back(best);
  }
  return list;
}

}  // namespace

bool may_be_chosen(const Scenario& s, const std::vector<const OfferedDates*>& chosen) {
  std::set<const OfferedDates*> needed;
  for (const OfferedDates* o : chosen) {
    if (s.wishes.fill) {
      if (serves_a_need(s, *o)) needed.insert(o);
      continue;
    }
    std::vector<const OfferedDates*> rest;
    for (const OfferedDates* other : chosen)
      if (other != o) rest.push_back(other);
    if (strengths(s, rest) != strengths(s, chosen)) needed.insert(o);
  }
  for (std::size_t round = 0; round <= chosen.size(); ++round)
    for (const OfferedDates* o : chosen)
      for (const OfferedDates* other : chosen) {
        const auto& after = made(s, other->intervention).after;
        const bool asked = other != o && std::count(after.begin(), after.end(), o->intervention) > 0;
        if (asked && (s.wishes.fill || needed.contains(other))) needed.insert(o);
      }
  return needed.size() == chosen.size();
}

Worth worth_of(const Scenario& s, const std::vector<const OfferedDates*>& chosen) {
  Worth worth;
  const std::vector<std::string> needs = ranked(s);
  const std::vector<int> best = strengths(s, chosen);
  const std::vector<Begun> works = works_of(s, chosen);
  std::vector<std::optional<Date>> from;
  for (std::size_t r = 0; r < needs.size(); ++r) {
    for (const OfferedDates* o : chosen)
      if (serves(made(s, o->intervention), needs[r]))
        worth.weighted += static_cast<long long>(o->dates.size()) << (needs.size() - 1 - r);
    if (best[r] == 0) continue;
    worth.covered.push_back(needs[r]);
    worth.strength.push_back(best[r]);
    std::optional<Date> start, counts;
    for (const Begun& work : works) {
      if (!serves(*work.what, needs[r])) continue;
      earlier(start, work.begins);
      earlier(counts, counting(works, work, {}));
    }
    worth.starts.push_back(start);
    from.push_back(counts);
  }
  for (std::size_t i = 0; i < from.size(); ++i)
    for (std::size_t j = i + 1; j < from.size(); ++j)
      if (from[i] && from[j] && *from[j] < *from[i]) ++worth.inversions;
  std::set<Date> used;
  for (const OfferedDates* o : chosen) {
    used.insert(o->dates.begin(), o->dates.end());
    worth.sessions += static_cast<long long>(o->dates.size());
    if (!worth.last || *worth.last < o->dates.back()) worth.last = o->dates.back();
  }
  for (const Date d : spoken_for(s)) used.erase(d);
  worth.days = static_cast<long long>(used.size());
  return worth;
}

bool better(const Scenario& s, const std::vector<const OfferedDates*>& a, const std::vector<const OfferedDates*>& b) {
  const Worth x = worth_of(s, a), y = worth_of(s, b);
  for (const std::string& area : ranked(s)) {
    const bool in_x = std::count(x.covered.begin(), x.covered.end(), area) > 0,
               in_y = std::count(y.covered.begin(), y.covered.end(), area) > 0;
    if (in_x != in_y) return in_x;
  }
  if (x.strength != y.strength) return x.strength > y.strength;
  if (x.inversions != y.inversions) return x.inversions < y.inversions;
  for (std::size_t i = 0; i < x.starts.size(); ++i) {
    const auto week =
        [&](std::optional<Date> day) {  // whole weeks after as-of; work begun before it: before all others
          return !day              ? 1'000'000
                 : *day >= s.as_of ? days_between(s.as_of, *day) / 7
                                   : -1 - days_between(*day, s.as_of);
        };
    if (week(x.starts[i]) != week(y.starts[i])) return week(x.starts[i]) < week(y.starts[i]);
  }
  if (s.wishes.fill && x.weighted != y.weighted) return x.weighted > y.weighted;
  const auto sooner = [&](std::optional<Date> p, std::optional<Date> q) { return !p || (q && *p < *q); };
  if (s.wishes.fill) {
    if (x.last != y.last) return sooner(x.last, y.last);
    if (x.days != y.days) return x.days < y.days;
  } else {
    if (x.days != y.days) return x.days < y.days;
    if (x.sessions != y.sessions) return x.sessions < y.sessions;
    if (x.last != y.last) return sooner(x.last, y.last);
  }
  const auto ids = [](const std::vector<const OfferedDates*>& set) {
    std::vector<std::string> list;
    for (const OfferedDates* o : set) list.push_back(o->id);
    std::sort(list.begin(), list.end());
    return list;
  };
  return ids(a) < ids(b);
}

}  // namespace planning_tests
