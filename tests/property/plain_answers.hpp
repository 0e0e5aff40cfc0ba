// The second opinion: in force on a day, which entry answers which failure, and the strict count with its bounds, said
// once more as plainly as the rule book says it. It shares no code with the library but the calendar and is written
// from the rule book, not from the library.
#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "property/plain_case.hpp"

namespace plain {

enum class Known { no, not_known, yes };
// The order; any requirement; one of them; what is under the rehabilitation activity, its own end set aside.
enum class Asked { order, any, rar, work, under_rar };

constexpr int never = 1'000'000;

// ---- what stands --------------------------------------------------------------------------------------------------

inline bool entered(const Case& c, const Contact& k) { return !k.recorded || *k.recorded <= c.as_of; }
inline bool stands(const Case& c, std::size_t i) {
  if (!entered(c, c.contacts[i]) || c.contacts[i].is_void) return false;
  return std::none_of(c.contacts.begin(), c.contacts.end(),
                      [&](const Contact& other) { return other.replaces == i && entered(c, other); });
}
// An outcome of a day ahead that nobody entered ahead is not known yet.
inline std::string outcome(const Case& c, const Contact& k) {
  return k.day > c.as_of && !k.recorded ? std::string{} : k.outcome;
}
// The event that an entry is about: what it corrects, back to the first. What was not entered yet corrects nothing.
inline std::size_t event(const Case& c, std::size_t i) {
  while (c.contacts[i].replaces && entered(c, c.contacts[i])) i = *c.contacts[i].replaces;
  return i;
}
inline bool event_stands(const Case& c, std::size_t about) {
  for (std::size_t i = 0; i < c.contacts.size(); ++i)
    if (event(c, i) == about && stands(c, i)) return true;
  return false;
}
inline bool came(const std::string& outcome) { return outcome.starts_with("attended"); }
inline bool complied(const std::string& outcome) {
  return outcome == "attended_complied" || outcome == "attended_sent_home_service" || outcome == "acceptable_absence" ||
         outcome == "acceptable_failure";
}
inline bool failed(const std::string& outcome) {
  return outcome == "unacceptable_absence" || outcome == "attended_failed_to_comply";
}

// ---- ends and amounts ---------------------------------------------------------------------------------------------

// Every day that can be the end as it stood on the day; `never`: any day.
inline std::set<int> ends(const Case& c, const Order& o, Changes which, std::optional<int> first, int day) {
  std::vector<Amendment> dated;
  std::set<int> undated;
  for (const Amendment& a : o.amendments) {
    if (a.changes != which) continue;
    if (!a.day) undated.insert(a.to);
    else if (*a.day <= std::min(day, c.as_of)) dated.push_back(a);
  }
  std::stable_sort(dated.begin(), dated.end(), [](const Amendment& a, const Amendment& b) { return *a.day < *b.day; });
  std::set<int> all{first.value_or(never)};
  if (!first) all.insert(-never);
  for (const Amendment& a : dated) {
    std::set<int> then;
    for (const int end : all) {
      then.insert(a.to);
      if (end < *a.day && a.to > end) then.insert(end);  // made after the end it would extend
    }
    all = then;
  }
  all.insert(undated.begin(), undated.end());
  return all;
}
inline Known before_end(const std::set<int>& all, int day) {
  return day <= *all.begin() ? Known::yes : day <= *all.rbegin() ? Known::not_known : Known::no;
}

// Every amount that an amendment may have made it; empty: anything.
inline std::set<int> amounts(const Case& c, const Order& o, Changes which, std::optional<int> first) {
  std::optional<int> now = first, made;
  std::set<int> all;
  for (const Amendment& a : o.amendments) {
    if (a.changes != which) continue;
    if (!a.day) {
      all.insert(a.to);
    } else if (*a.day <= c.as_of && (!made || *a.day >= *made)) {
      made = a.day;
      now = a.to;
    }
  }
  if (!now) return {};
  all.insert(*now);
  return all;
}

// ---- unpaid work --------------------------------------------------------------------------------------------------

inline bool has_ended(const Case& c, const Requirement& r) { return r.terminated && *r.terminated <= c.as_of; }

// Whether unpaid work of the order was still to be done on the day.
inline Known work_left(const Case& c, const Order& o, int day) {
  if (!o.work) return Known::no;
  const Requirement& w = *o.work;
  if (has_ended(c, w) && *w.terminated < day) return Known::no;
  if (w.ended_on_no_day && day >= c.as_of) return Known::no;
  const std::set<int> hours = amounts(c, o, Changes::hours, w.amount);
  if (hours.empty() || !c.contacts_recorded) return Known::not_known;
  const bool certainly = w.adjusted != 0 && !w.adjusted_on_no_day && 1 <= c.as_of;
  const int perhaps = w.adjusted_on_no_day ? w.adjusted : 0;  // it may lie ahead
  const int least = 60 * *hours.begin() + (certainly ? w.adjusted : std::min(0, perhaps)),
            most = 60 * *hours.rbegin() + (certainly ? w.adjusted : std::max(0, perhaps));
  int credited = 0;
  bool perhaps_more = false;
  for (std::size_t i = 0; i < c.contacts.size(); ++i) {
    const Contact& k = c.contacts[i];
    if (k.link != Link::work || c.orders[k.order].id != o.id || !stands(c, i) || k.day >= day || k.day > c.as_of)
      continue;
    credited += k.minutes.value_or(0);
    const std::string how = outcome(c, k);
    const bool was_there = how.empty()
                               ? k.day < c.as_of
                               : (came(how) || how == "acceptable_failure") && how != "attended_sent_home_service";
    perhaps_more = perhaps_more || (!k.minutes && k.type == "unpaid_work_session" && was_there);
  }
  if (credited >= most) return Known::no;
  return credited < least && !perhaps_more && !w.ended_on_no_day ? Known::yes : Known::not_known;
}

// ---- in force -----------------------------------------------------------------------------------------------------

inline Known past_end(Asked asked, Known left) {
  if (left == Known::no) return Known::no;
  return asked == Asked::rar || asked == Asked::under_rar ? Known::not_known : left;
}

// By its end alone.
inline Known by_end(const Case& c, const Order& o, Asked asked, int day) {
  const Known left = work_left(c, o, day);
  if (o.kind == Kind::missing) {
    if (o.supervision || o.operational || !o.end) return Known::not_known;
    const Known before = before_end(ends(c, o, Changes::end, o.end, day), day);
    return before == Known::no && left == Known::no ? Known::no : Known::not_known;
  }
  if (o.kind != Kind::suspended) {
    const Known before = before_end(ends(c, o, Changes::end, o.end, day), day);
    if (before == Known::yes || o.kind != Kind::community) return before;
    const Known after = past_end(asked, left);
    return before == after || before == Known::no ? after : after == Known::yes ? Known::yes : Known::not_known;
  }
  const Known supervision = before_end(ends(c, o, Changes::supervision, o.supervision, day), day),
              operational = before_end(ends(c, o, Changes::operational, o.operational, day), day);
  if (supervision == Known::yes) return Known::yes;  // it ends within the operational period
  if (asked == Asked::order) return operational;
  if (operational == Known::no) return Known::no;
  Known after = past_end(asked, left);
  if (operational == Known::not_known && after == Known::yes) after = Known::not_known;
  if (supervision == Known::no || supervision == after) return after;
  return after == Known::yes ? Known::yes : Known::not_known;
}

inline Known in_force(const Case& c, const Order& o, Asked asked, int day) {
  bool open = !o.sentence || o.kind == Kind::missing;
  if (o.sentence && day < *o.sentence) return Known::no;
  if (o.is_transferred) {
    if (o.transferred && day >= *o.transferred) return Known::no;
    open = open || !o.transferred;
  }
  if (o.has_termination && (!o.terminated || *o.terminated <= c.as_of)) {
    if (o.terminated && day > *o.terminated) return Known::no;
    open = open || !o.terminated;
  } else if (o.early) {
    open = open || (o.early->told ? day > *o.early->told : o.early->considered ? day >= *o.early->considered : true);
  }
  if (o.kind == Kind::post_sentence && c.at(day) >= probation::date(2026, 5, 11)) return Known::no;
  if (asked == Asked::rar || asked == Asked::work) {
    const Requirement& r = asked == Asked::rar ? o.rar : *o.work;
    if (r.end && day > *r.end) return Known::no;
    if (has_ended(c, r) && day > *r.terminated) return Known::no;
    open = open || (r.ended_on_no_day && !r.terminated);
  }
  const Known end = by_end(c, o, asked, day);
  return end == Known::yes && open ? Known::not_known : end;
}

// ---- RAR days -----------------------------------------------------------------------------------------------------

struct Days {
  std::optional<int> counted, at_most;
  std::set<std::size_t> not_known;  // contacts on days on which in force is not known
};
inline Days strict(const Case& c, const Order& o) {
  Days found;
  std::set<int> days, possible;
  for (std::size_t i = 0; i < c.contacts.size(); ++i) {
    const Contact& k = c.contacts[i];
    if (k.link != Link::rar || c.orders[k.order].id != o.id || !stands(c, i) || k.day > c.as_of) continue;
    const Known force = in_force(c, o, Asked::rar, k.day);
    if (force == Known::no || k.type == "supplier_assessment" || k.flagged == false) continue;
    const std::string how = outcome(c, k);
    if (how.empty() ? k.day >= c.as_of : how != "attended_complied") continue;
    if (!how.empty() && k.flagged == true && force == Known::yes) {
      days.insert(k.day);
      continue;
    }
    possible.insert(k.day);
    if (!how.empty() && k.flagged == true) found.not_known.insert(i);
  }
  if (!c.contacts_recorded || o.kind == Kind::missing) return found;
  found.counted = static_cast<int>(days.size());
  days.insert(possible.begin(), possible.end());
  found.at_most = static_cast<int>(days.size());
  return found;
}
inline std::string over_maximum(const Case& c, const Order& o) {  // RAR201
  const std::set<int> most = amounts(c, o, Changes::max_days, o.rar.amount);
  const Days days = strict(c, o);
  if (most.empty() || *most.rbegin() == 0 || !days.counted) return "undetermined";
  if (*days.counted > *most.rbegin()) return "fail";
  return *days.at_most <= *most.begin() ? "pass" : "undetermined";
}

// ---- answers ------------------------------------------------------------------------------------------------------

inline bool stands(const Case& c, const Action& a) {
  const auto at = static_cast<std::size_t>(&a - c.actions.data());
  return a.day <= c.as_of && !a.is_void && std::none_of(c.actions.begin(), c.actions.end(), [&](const Action& other) {
           return other.replaces == at && other.day <= c.as_of;
         });
}
inline std::size_t first_of(const Case& c, std::size_t i) {
  while (c.actions[i].replaces && c.actions[i].day <= c.as_of) i = *c.actions[i].replaces;
  return i;
}
inline bool taken_back(const Case& c, const Action& a) {
  if (a.action != "warning") return false;
  const std::size_t own = first_of(c, static_cast<std::size_t>(&a - c.actions.data()));
  return std::any_of(c.actions.begin(), c.actions.end(), [&](const Action& other) {
    return other.takes_back && stands(c, other) && first_of(c, *other.takes_back) == own;
  });
}
inline bool acts(const Action& a) {
  return a.action == "warning" || a.action == "referral_to_enforcement_officer" || a.action == "breach_started";
}
inline std::set<std::size_t> named(const Case& c, const Action& a) {
  std::set<std::size_t> events;
  for (const std::size_t k : a.contacts) events.insert(event(c, k));
  return events;
}
inline std::optional<std::size_t> order_of(const Case& c, const Contact& k) {
  if (k.link != Link::none) return k.order;
  return c.orders.size() == 1 ? std::optional<std::size_t>(0) : std::nullopt;
}

using Outcomes = std::map<std::string, std::string>;  // subject → outcome; what does not apply is left out

inline Outcomes unanswered(const Case& c) {  // ENF402
  if (!c.contacts_recorded) return {{"file", "undetermined"}};
  Outcomes all;
  for (std::size_t i = 0; i < c.contacts.size(); ++i) {
    const Contact& k = c.contacts[i];
    if (!stands(c, i) || !failed(outcome(c, k)) || k.day >= c.as_of) continue;
    std::string& said = all["C" + std::to_string(i)];
    const auto whose = order_of(c, k);
    if (!whose || c.orders[*whose].kind == Kind::missing) {
      said = "undetermined";
      continue;
    }
    const Order& o = c.orders[*whose];
    const Known force = in_force(c, o, k.link == Link::rar ? Asked::under_rar : Asked::any, k.day);
    if (force == Known::no || (o.kind != Kind::community && o.kind != Kind::suspended)) {
      all.erase("C" + std::to_string(i));
      continue;
    }
    bool answered = false, perhaps = false;
    for (const Action& a : c.actions) {
      if (!acts(a) || !stands(c, a) || taken_back(c, a) || a.day < k.day) continue;
      answered = answered || named(c, a).contains(event(c, i));
      const bool of_order = a.order ? *a.order == *whose : true;  // it names none, so that it may be of any
      perhaps = perhaps || (a.contacts.empty() && of_order);
    }
    said = answered ? "pass" : force == Known::yes && !perhaps ? "fail" : "undetermined";
  }
  return all;
}

inline std::set<std::string> live_warnings(const Case& c) {
  std::set<std::string> live;
  for (std::size_t i = 0; i < c.actions.size(); ++i) {
    const Action& a = c.actions[i];
    if (a.action != "warning" || !stands(c, a) || taken_back(c, a)) continue;
    bool rests = a.contacts.empty();
    for (const std::size_t about : named(c, a)) rests = rests || event_stands(c, about);
    if (rests) live.insert("E" + std::to_string(i));
  }
  return live;
}

inline Outcomes on_nothing(const Case& c) {  // ENF412: fail and undetermined
  Outcomes all;
  for (std::size_t i = 0; i < c.actions.size(); ++i) {
    const Action& a = c.actions[i];
    if (!acts(a) || !stands(c, a) || taken_back(c, a) || a.contacts.empty()) continue;
    bool good = false, open = false, bad = false;
    for (const std::size_t about : named(c, a)) {
      if (!entered(c, c.contacts[about])) continue;  // not in the file yet: of that nothing can be said
      if (!event_stands(c, about)) bad = true;
      for (std::size_t k = 0; k < c.contacts.size(); ++k) {
        if (event(c, k) != about || !stands(c, k)) continue;
        const std::string how = outcome(c, c.contacts[k]);
        if (how.empty() || how == "failed_to_attend") open = true;
        else if (failed(how)) (c.contacts[k].day <= a.day ? good : bad) = true;
        else if (!complied(how) || c.contacts[k].replaces) bad = true;  // of the others ENF409 speaks
      }
    }
    if (!good && (open || bad)) all["E" + std::to_string(i)] = open ? "undetermined" : "fail";
  }
  return all;
}

}  // namespace plain
