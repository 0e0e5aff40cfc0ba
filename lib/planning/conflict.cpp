#include "planning/conflict.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "planning/change.hpp"
#include "planning/hindrances.hpp"

namespace probation::planning {
namespace {

constexpr int rules = 9;
constexpr int days_of_later_end = 365;  // how far past the last day it is looked whether an end alone would do
using Mask = unsigned;                  // bit n: rule Hn

Mask bit(int rule) { return 1U << rule; }

// One way to serve a need, and every rule it breaks. The options it needs before it come with it.
struct Way {
  Mask broken = 0;
  std::optional<Change> change;  // of ways that break the same rules the one that asks least; nothing: of none
};

class Ways {
 public:
  Ways(const Question& question, const Supply& supply) : question_(question), supply_(supply) {
    for (std::size_t i = 0; i < supply.options.size(); ++i)
      by_intervention_[supply.options[i].intervention->id->text].push_back(i);
  }

  // Ways that have the option in them, one for each set of rules broken.
  std::vector<Way> of(std::size_t option) {
    std::map<Mask, Way> found;
    std::vector<std::size_t> open{option};
    extend({}, open, found);
    std::vector<Way> ways;
    for (auto& [mask, way] : found) ways.push_back(std::move(way));
    return ways;
  }
  // False: there were more ways than were looked at.
  [[nodiscard]] bool all_seen() const { return all_seen_; }

 private:
  void extend(std::vector<std::size_t> options, std::vector<std::size_t> open, std::map<Mask, Way>& found) {
    if (++steps_ > most_steps) {
      all_seen_ = false;
      return;
    }
    if (open.empty()) {
      const Mask mask = broken(options);
      Way& way = found.try_emplace(mask, Way{mask, std::nullopt}).first->second;
      auto change = change_for(question_, supply_, options);
      if (change && (!way.change || asks_less(supply_, *change, *way.change))) way.change = std::move(change);
      return;
    }
    const std::size_t next = open.back();
    open.pop_back();
    options.push_back(next);
    const Option& option = supply_.options[next];
    for (std::size_t a = 0; a < option.after.size(); ++a) {
      const auto at = by_intervention_.find(option.after[a]);
      const bool there = std::any_of(options.begin(), options.end(), [&](std::size_t o) {
        return supply_.options[o].intervention->id->text == option.after[a];
      });
      if (there || at == by_intervention_.end()) continue;  // missing ones break H6, see below
      for (const std::size_t earlier : at->second) {
        // Not over by then: it breaks H6 as its absence does, and what it breaks besides.
        if (!(supply_.options[earlier].last() < option.first())) continue;
        std::vector<std::size_t> with = open;
        with.push_back(earlier);
        extend(options, with, found);
      }
    }
    extend(options, open, found);  // without what must come before: H6 is broken
  }

  Mask broken(const std::vector<std::size_t>& options) const {
    Mask mask = 0;
    for (std::size_t i = 0; i < options.size(); ++i) {
      const Option& option = supply_.options[options[i]];
      for (const Hindrance& hindrance : option.hindrances)
        if (excludes(hindrance, question_.wishes)) mask |= bit(hindrance.rule);
      for (const std::string& earlier : option.after)
        if (std::none_of(options.begin(), options.end(), [&](std::size_t o) {
              return supply_.options[o].intervention->id->text == earlier && supply_.options[o].last() < option.first();
            }))
          mask |= bit(6);
      for (std::size_t j = i + 1; j < options.size(); ++j) mask |= together(option, supply_.options[options[j]]);
    }
    return options.size() > 1 ? mask | days_and_weeks(options) : mask;
  }

  static Mask together(const Option& a, const Option& b) {
    Mask mask = 0;
    const bool mains = is_main(*a.intervention->kind) && is_main(*b.intervention->kind) &&
                       !a.intervention->alongside_allowed.is(true) && !b.intervention->alongside_allowed.is(true);
    if (mains && a.first() <= b.last() && b.first() <= a.last()) mask |= bit(5);
    for (const SessionTime& x : a.sessions)
      for (const SessionTime& y : b.sessions)
        if (overlap(x, y)) mask |= bit(4);
    return mask;
  }

  [[nodiscard]] Mask days_and_weeks(const std::vector<std::size_t>& options) const {
    Mask mask = 0;
    std::set<Date> days;
    std::map<Date, std::int64_t> weeks, chosen;
    for (const KeptWork& work : question_.kept)
      if (work.own)
        for (const SessionTime& session : work.sessions) ++weeks[monday_of(session.date)];
    for (const std::size_t o : options)
      for (const SessionTime& session : supply_.options[o].sessions) {
        if (!question_.days.ahead.contains(session.date)) days.insert(session.date);
        ++chosen[monday_of(session.date)];
      }
    if (question_.capped() && static_cast<std::int64_t>(days.size()) > question_.days_available()) mask |= bit(1);
    for (const auto& [monday, sessions] : chosen)
      if (const auto limit = question_.sessions_a_week(monday); limit && sessions + weeks[monday] > *limit)
        mask |= bit(8);
    return mask;
  }

  static constexpr int most_steps = 200'000;
  const Question& question_;
  const Supply& supply_;
  std::map<std::string, std::vector<std::size_t>> by_intervention_;
  int steps_ = 0;
  bool all_seen_ = true;
};

// Smallest set of rules of which every way breaks one; of equal sizes the one with the lower rules.
std::vector<int> smallest_conflict(const std::vector<Way>& ways) {
  std::vector<Mask> candidates;
  for (Mask mask = 0; mask < (1U << rules); ++mask) candidates.push_back(mask << 1);
  const auto size = [](Mask mask) {
    int n = 0;
    for (; mask != 0; mask &= mask - 1) ++n;
    return n;
  };
  const auto listed = [](Mask mask) {
    std::vector<int> list;
    for (int rule = 1; rule <= rules; ++rule)
      if ((mask & bit(rule)) != 0) list.push_back(rule);
    return list;
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](Mask a, Mask b) { return std::pair(size(a), listed(a)) < std::pair(size(b), listed(b)); });
  for (const Mask mask : candidates)
    if (std::all_of(ways.begin(), ways.end(), [&](const Way& way) { return (way.broken & mask) != 0; }))
      return listed(mask);
  return {};
}

// The ways that there are, and of the changes that make one lawful the smallest with which a plan is found.
struct Seen {
  std::vector<Way> ways;
  bool serving = false;  // some option serves a need
  bool all = true;       // no way was left out
  std::optional<Change> change;
};

constexpr std::size_t most_trials = 1000;

Seen look_at_ways(const Question& question, const Supply& supply) {
  Seen seen;
  Ways ways_of(question, supply);
  for (std::size_t i = 0; i < supply.options.size(); ++i) {
    if (supply.options[i].serves == 0) continue;
    seen.serving = true;
    for (Way& way : ways_of.of(i)) seen.ways.push_back(std::move(way));
  }
  seen.all = ways_of.all_seen();
  std::vector<const Change*> changes;
  for (const Way& way : seen.ways)
    if (way.change) changes.push_back(&*way.change);
  std::stable_sort(changes.begin(), changes.end(),
                   [&](const Change* a, const Change* b) { return asks_less(supply, *a, *b); });
  if (changes.size() > most_trials) changes.resize(most_trials);
  for (const Change* change : changes)
    if (makes_possible(question, supply, *change)) {
      seen.change = *change;
      break;
    }
  return seen;
}

// Work that would begin after the last day is not on offer; with the later end that a change asks for it would be, and
// it may need less of one. It is judged by the question as it is.
std::optional<Supply> supply_until(const Question& question, const std::optional<Change>& change) {
  if (change && !change->until) return std::nullopt;
  Question later = question;
  const Date furthest = question.horizon + Days{days_of_later_end};
  later.horizon = change ? std::min(*change->until, furthest) : furthest;
  if (later.horizon <= question.horizon) return std::nullopt;
  Supply options = supply(later);
  Hindering hindering(question);
  for (Option& option : options.options) {
    option.hindrances.clear();
    option.after.clear();
    hindering.judge(option);
  }
  return options;
}

// What there is to do besides, where one thing that stands in the way is gone; empty: nothing.
std::string and_then(const Question& question) {
  const Supply options = supply(question);
  const Seen seen = look_at_ways(question, options);
  if (!seen.change) return ", and with it nothing on offer fits yet";
  return seen.change->is_nothing() ? std::string{} : ", and then " + words_of(options, *seen.change);
}

// No session can begin before the last day is over.
std::optional<Conflict> no_day_left(const Question& question) {
  if (question.first_day() <= question.horizon) return std::nullopt;
  if (question.wishes.start && question.from < question.horizon) {
    Question earlier = question;
    earlier.wishes.start.reset();
    return Conflict{
        {2},
        true,
        fmt::format("nothing may begin before {} (--start), and {} is the last day, {}: an earlier --start{}",
                    format(*question.wishes.start), format(question.horizon), question.horizon_words,
                    and_then(earlier))};
  }
  Question later = question;
  later.horizon = question.first_rolling_day() + Days{days_of_later_end};
  return Conflict{{2},
                  true,
                  fmt::format("no day is left: {} is the last day, {}; activity needs a later end{}",
                              format(question.horizon), question.horizon_words, and_then(later))};
}

}  // namespace

Conflict conflict_of(const Question& question, const Supply& supply) {
  if (question.needs.needs.empty())
    return {{},
            true,
            "no need of the newest assessment has a priority or is linked to reoffending or harm: record what the work "
            "is to change"};
  if (auto conflict = no_day_left(question)) return *conflict;
  const Seen seen = look_at_ways(question, supply);
  if (!seen.serving) {
    std::vector<std::string> why;
    for (const Offer& offer : supply.offers) {
      const bool serves =
          std::any_of(offer.intervention->needs.begin(), offer.intervention->needs.end(),
                      [&](const Located<NeedArea>& area) { return area && question.needs.rank(*area); });
      if (serves && offer.no_option) why.push_back(fmt::format("{}: {}", offer.id, offer.no_option->message));
    }
    return {{},
            true,
            why.empty()
                ? std::string(
                      "nothing on offer serves a need of the newest assessment: widen the catalogue or the directory")
                : fmt::format("nothing on offer that serves a need has dates ({})", join(why, "; "))};
  }
  Conflict conflict{smallest_conflict(seen.ways), seen.all, {}};
  if (seen.change) conflict.change = words_of(supply, *seen.change);
  else if (seen.all)
    conflict.change =
        "an intervention the person is eligible for that serves a need: none of those on offer can become one";
  else conflict.change = "none was found among the ways that were looked at";
  if (const auto further = supply_until(question, seen.change)) {
    const Seen beyond = look_at_ways(question, *further);
    const bool less = beyond.change && (!seen.change || std::pair(beyond.change->effort, beyond.change->amount) <
                                                            std::pair(seen.change->effort, seen.change->amount));
    if (less) conflict.change = words_of(*further, *beyond.change);
  }
  return conflict;
}

}  // namespace probation::planning
