#include "planning/conflict.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation::planning {
namespace {

constexpr int rules = 9;
using Mask = unsigned;  // bit n: rule Hn

Mask bit(int rule) { return 1U << rule; }

// One way to serve a need, and every rule it breaks. The options it needs before it come with it.
struct Way {
  std::vector<std::size_t> options;
  Mask broken = 0;
};

class Ways {
 public:
  Ways(const Question& question, const Supply& supply) : question_(question), supply_(supply) {
    for (std::size_t i = 0; i < supply.options.size(); ++i)
      by_intervention_[supply.options[i].intervention->id->text].push_back(i);
  }

  // Ways that have the option in them; of equal masks the first is enough.
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
      if (!found.contains(mask)) found.emplace(mask, Way{std::move(options), mask});
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

using Kind = Hindrance::Remedy;

// How much it takes to change what stands in the way: what can be found out or asked, then what the practitioner can
// arrange, then what only a court can change.
int effort(Kind remedy) {
  static constexpr std::array order{1000, 1, 2, 4, 8, 4, 8, 32, 32};
  static_assert(order.size() == static_cast<std::size_t>(Kind::later_end) + 1);
  return order[static_cast<std::size_t>(remedy)];
}

struct Change {
  int effort = 0;
  std::int64_t amount = 0;
  std::string id;
  std::string words;
  auto key() const { return std::tie(effort, amount, id); }
};

std::string change_words(const Question& question, const Option& option, const Hindrance& hindrance) {
  switch (hindrance.remedy) {
    case Kind::record:
      return hindrance.undetermined
                 ? fmt::format("record what decides H{} ({})", hindrance.rule, hindrance.message)
                 : fmt::format("let what H{} asks become true ({})", hindrance.rule, hindrance.message);
    case Kind::ask: return fmt::format("check with the treatment manager ({})", hindrance.message);
    case Kind::move_sessions: return fmt::format("free the time or run it on other dates ({})", hindrance.message);
    case Kind::travel: return fmt::format("shorten the journey ({})", hindrance.message);
    case Kind::more_a_week:
      return fmt::format("--max-per-week {}",
                         question.sessions_a_week(monday_of(option.first())).value_or(0) + hindrance.amount);
    case Kind::kept_work: return fmt::format("end or re-arrange the work under way ({})", hindrance.message);
    case Kind::more_days:
      return fmt::format("a maximum of {} days, {} more (the court's to change)", *question.max_days + hindrance.amount,
                         hindrance.amount);
    case Kind::later_end:
      return fmt::format("activity until {} or later ({})", format(hindrance.until.value_or(question.horizon)),
                         hindrance.rule == 9 ? hindrance.message : question.horizon_words);
    case Kind::none: break;
  }
  return {};
}

std::optional<Change> change_for(const Question& question, const Supply& supply, const Way& way) {
  Change change;
  std::vector<std::string> parts;
  for (const std::size_t at : way.options) {
    const Option& option = supply.options[at];
    change.id += option.id + ' ';
    for (const Hindrance& hindrance : option.hindrances) {
      if (!excludes(hindrance, question.wishes)) continue;
      if (hindrance.remedy == Kind::none) return std::nullopt;
      change.effort += effort(hindrance.remedy);
      change.amount += hindrance.remedy == Kind::later_end && hindrance.until
                           ? std::max(0, days_between(question.horizon, *hindrance.until))
                           : hindrance.amount;
      parts.push_back(change_words(question, option, hindrance));
    }
  }
  if (parts.empty()) return std::nullopt;  // it breaks rules only together: no single part can be named
  change.words = fmt::format("{}: {}", trim(change.id), join(parts, ", and "));
  return change;
}

}  // namespace

Conflict conflict_of(const Question& question, const Supply& supply) {
  if (question.needs.needs.empty())
    return {{},
            true,
            "no need of the newest assessment has a priority or is linked to reoffending or harm: record what the work "
            "is to change"};
  if (question.horizon < question.first_day() && question.wishes.start && question.from < question.horizon)
    return {{2},
            true,
            fmt::format("nothing may begin before {} (--start), and {} is the last day, {}: an earlier --start",
                        format(*question.wishes.start), format(question.horizon), question.horizon_words)};
  if (question.horizon < question.first_day())
    return {{2},
            true,
            fmt::format("no day is left: {} is the last day, {}; activity needs a later end", format(question.horizon),
                        question.horizon_words)};
  Ways ways_of(question, supply);
  std::vector<Way> ways;
  bool serving = false;
  for (std::size_t i = 0; i < supply.options.size(); ++i) {
    if (supply.options[i].serves == 0) continue;
    serving = true;
    for (Way& way : ways_of.of(i)) ways.push_back(std::move(way));
  }
  if (!serving) {
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
  Conflict conflict{smallest_conflict(ways), ways_of.all_seen(), {}};
  std::optional<Change> smallest;
  for (const Way& way : ways) {
    auto change = change_for(question, supply, way);
    if (change && (!smallest || change->key() < smallest->key())) smallest = std::move(change);
  }
  conflict.change =
      smallest ? smallest->words
               : "an intervention the person is eligible for that serves a need: none of those on offer can become one";
  return conflict;
}

}  // namespace probation::planning
