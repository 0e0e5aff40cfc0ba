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

bool kept_own(const Scenario& s, const MadeActivity& a) {
  return a.own && (a.status == ActivityStatus::in_progress ||
                   (a.status == ActivityStatus::planned &&
                    std::find(s.wishes.keep.begin(), s.wishes.keep.end(), a.id) != s.wishes.keep.end()));
}
// Kept, or in progress elsewhere: H5 and H6 look at it.
bool given(const Scenario& s, const MadeActivity& a) {
  return kept_own(s, a) || (!a.own && a.status == ActivityStatus::in_progress);
}

std::set<Date> kept_ahead(const Scenario& s) {
  std::set<Date> days;
  for (const MadeActivity& a : s.activities)
    if (kept_own(s, a) && a.dated)
      for (const Date d : a.sessions)
        if (d > s.as_of) days.insert(d);
  return days;
}

Date monday(Date d) { return d - Days{static_cast<int>(d.weekday().iso_encoding()) - 1}; }

struct Clock {
  bool known = false;
  int from = 0, until = 24 * 60;
};
Clock clock_of(const Scenario& s, const OfferedDates& o) {
  const MadeEntry* e = entry_of(s, o);
  const MadeIntervention& i = made(s, o.intervention);
  const std::optional<int> minutes = e != nullptr && e->minutes ? e->minutes : i.minutes;
  if (e == nullptr || !e->time || !minutes) return {};
  return {true, *e->time, *e->time + *minutes};
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
  std::set<Date> used, counted;
  for (const OfferedDates* o : chosen) used.insert(o->dates.begin(), o->dates.end());
  const std::set<Date> kept = kept_ahead(s);
  for (const Date d : kept) used.erase(d);
  for (const MadeContact& c : s.contacts)
    if (c.counted) counted.insert(c.date);
  long long left = s.max_days - static_cast<long long>(counted.size()) - static_cast<long long>(kept.size());
  for (const MadeActivity& a : s.activities)
    if (kept_own(s, a) && !a.dated) left -= a.planned_days;  // its own days: none of the contacts is linked to it
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
    const Clock at = clock_of(s, o);
    for (const Date d : o.dates) {
      if (is_bank_holiday(d).value()) broken.insert(4);
      for (const MadeWindow& w : s.windows)
        if (w.weekday == static_cast<int>(d.weekday().iso_encoding()) - 1 && meet(at.from, at.until, w.from, w.until))
          broken.insert(4);
      for (const auto& [from, until] : s.away)
        if (from <= d && d <= until) broken.insert(4);
      for (const MadeContact& c : s.contacts)
        if (!c.counted && c.date == d &&
            (!c.time || !c.minutes || meet(at.from, at.until, *c.time, *c.time + *c.minutes)))
          broken.insert(4);
      for (const MadeActivity& a : s.activities)
        if (!a.own && a.dated && (a.status == ActivityStatus::planned || a.status == ActivityStatus::in_progress) &&
            std::count(a.sessions.begin(), a.sessions.end(), d) > 0)
          broken.insert(4);
    }
    // H7, H9
    for (const auto& [intervention, minutes] : s.travel)
      if (intervention == o.intervention && minutes > 60) broken.insert(7);
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
      const bool known = a.dated && !a.sessions.empty();
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
        if (a.status == ActivityStatus::completed) done = true;
        if (!given(s, a)) continue;
        if (!a.dated || a.sessions.empty()) may = true;
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
      const Clock other = clock_of(s, p);
      for (const Date d : o.dates)
        if (std::count(p.dates.begin(), p.dates.end(), d) > 0 && at.known && other.known &&
            meet(at.from, at.until, other.from, other.until))
          broken.insert(4);
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
        for (const Date d : std::set<Date>(a.sessions.begin(), a.sessions.end()))
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

Worth worth_of(const Scenario& s, const std::vector<const OfferedDates*>& chosen) {
  Worth worth;
  const std::vector<std::string> needs = ranked(s);
  const auto strength = [](const MadeIntervention& i) {
    return i.kind == InterventionKind::accredited_programme      ? 3
           : i.kind == InterventionKind::structured_intervention ? 2
                                                                 : 1;
  };
  for (std::size_t r = 0; r < needs.size(); ++r) {
    int best = 0;
    for (const OfferedDates* o : chosen)
      if (serves(made(s, o->intervention), needs[r])) {
        best = std::max(best, strength(made(s, o->intervention)));
        worth.weighted += static_cast<long long>(o->dates.size()) << (needs.size() - 1 - r);
      }
    for (const MadeActivity& a : s.activities)
      if (kept_own(s, a) && serves(made(s, a.intervention), needs[r]))
        best = std::max(best, strength(made(s, a.intervention)));
    if (best == 0) continue;
    worth.covered.push_back(needs[r]);
    worth.strength.push_back(best);
  }
  std::set<Date> used;
  for (const OfferedDates* o : chosen) {
    used.insert(o->dates.begin(), o->dates.end());
    if (!worth.last || *worth.last < o->dates.back()) worth.last = o->dates.back();
  }
  for (const Date d : kept_ahead(s)) used.erase(d);
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
  if (s.wishes.fill && x.weighted != y.weighted) return x.weighted > y.weighted;
  const auto sooner = [&](std::optional<Date> p, std::optional<Date> q) { return !p || (q && *p < *q); };
  if (s.wishes.fill) {
    if (x.last != y.last) return sooner(x.last, y.last);
    if (x.days != y.days) return x.days < y.days;
  } else {
    if (x.days != y.days) return x.days < y.days;
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
