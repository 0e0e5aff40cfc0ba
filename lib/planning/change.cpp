#include "planning/change.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "planning/hindrances.hpp"
#include "planning/suggest.hpp"

namespace probation::planning {
namespace {

using Indices = std::vector<std::size_t>;
using Kind = Hindrance::Remedy;

// How much it takes to change what stands in the way: what can be found out or asked, then what the practitioner can
// arrange, then what only a court can change.
int effort_of(Kind remedy) {
  static constexpr std::array order{1000, 1, 2, 4, 8, 4, 8, 32, 32};
  static_assert(order.size() == static_cast<std::size_t>(Kind::later_end) + 1);
  return order[static_cast<std::size_t>(remedy)];
}

std::string settled_words(const Hindrance& hindrance) {
  switch (hindrance.remedy) {
    case Kind::record:
      return hindrance.undetermined
                 ? fmt::format("record what decides H{} ({})", hindrance.rule, hindrance.message)
                 : fmt::format("let what H{} asks become true ({})", hindrance.rule, hindrance.message);
    case Kind::ask: return fmt::format("check with the treatment manager ({})", hindrance.message);
    case Kind::move_sessions: return fmt::format("free the time or run it on other dates ({})", hindrance.message);
    case Kind::travel: return fmt::format("shorten the journey ({})", hindrance.message);
    case Kind::kept_work: return fmt::format("end or re-arrange the work under way ({})", hindrance.message);
    case Kind::none:
    case Kind::more_a_week:
    case Kind::more_days:
    case Kind::later_end: break;
  }
  return {};
}

// What the options break of one another, whatever else is changed: the dates would have to be others, and those are
// another way.
bool break_each_other(const Supply& supply, const Indices& way) {
  for (const std::size_t at : way) {
    const Option& a = supply.options[at];
    for (const std::string& earlier : a.after)
      if (std::none_of(way.begin(), way.end(), [&](std::size_t o) {
            return supply.options[o].intervention->id->text == earlier && supply.options[o].last() < a.first();
          }))
        return true;
    for (const std::size_t other : way) {
      if (other <= at) continue;
      const Option& b = supply.options[other];
      const bool mains = is_main(*a.intervention->kind) && is_main(*b.intervention->kind) &&
                         !a.intervention->alongside_allowed.is(true) && !b.intervention->alongside_allowed.is(true);
      if (mains && a.first() <= b.last() && b.first() <= a.last()) return true;
      for (const SessionTime& x : a.sessions)
        for (const SessionTime& y : b.sessions)
          if (overlap(x, y)) return true;
    }
  }
  return false;
}

void ask_for_days(const Question& question, const Supply& supply, Change& change) {
  if (!question.capped()) return;
  std::set<Date> days;
  for (const std::size_t at : change.options)
    for (const SessionTime& session : supply.options[at].sessions)
      if (!question.days.ahead.contains(session.date)) days.insert(session.date);
  const std::int64_t over = static_cast<std::int64_t>(days.size()) - question.days_available();
  if (over <= 0) return;
  change.max_days = *question.max_days + over;
  change.more_days = over;
  change.amount += over;
  change.effort += effort_of(Kind::more_days);
}

// One maximum for every week of the way: `--max-per-week` takes the place of the policy's in all of them.
void ask_for_weeks(const Question& question, const Supply& supply, Change& change) {
  std::map<Date, std::int64_t> weeks;
  for (const std::size_t at : change.options)
    for (const SessionTime& session : supply.options[at].sessions) ++weeks[monday_of(session.date)];
  for (const KeptWork& work : question.kept)
    if (work.own)
      for (const SessionTime& session : work.sessions)
        if (const auto week = weeks.find(monday_of(session.date)); week != weeks.end()) ++week->second;
  std::int64_t most = 0, over = 0;
  for (const auto& [monday, sessions] : weeks) {
    most = std::max(most, sessions);
    if (const auto limit = question.sessions_a_week(monday)) over = std::max(over, sessions - *limit);
  }
  if (over <= 0) return;
  change.sessions_a_week = most;
  change.amount += over;
  change.effort += effort_of(Kind::more_a_week);
}

// Too few months are left: a later end leaves enough, also where the treatment manager could be asked instead.
bool lacks_months(const Hindrance& hindrance) { return hindrance.rule == 9 && hindrance.until.has_value(); }

// The end that both the last session and the months an intervention asks for would need.
void ask_for_end(const Question& question, const Supply& supply, bool rather_than_ask, Change& change) {
  const auto need = [&](Date day, const std::string& why) {
    change.until = change.until ? std::max(*change.until, day) : day;
    if (std::find(change.until_why.begin(), change.until_why.end(), why) == change.until_why.end())
      change.until_why.push_back(why);
  };
  for (const std::size_t at : change.options) {
    const Option& option = supply.options[at];
    if (question.horizon < option.last()) need(option.last(), question.horizon_words);
    for (const Hindrance& hindrance : option.hindrances)
      if (lacks_months(hindrance) && excludes(hindrance, question.wishes) &&
          (hindrance.remedy == Kind::later_end || rather_than_ask))
        need(*hindrance.until, hindrance.remedy == Kind::later_end
                                   ? hindrance.message
                                   : fmt::format("the months that {} asks for", option.intervention->id->text));
  }
  if (!change.until) return;
  change.amount += std::max(0, days_between(question.horizon, *change.until));
  change.effort += effort_of(Kind::later_end);
}

bool is_same(const Hindrance& a, const Hindrance& b) { return a.rule == b.rule && a.message == b.message; }

std::optional<Change> reckoned(const Question& question, const Supply& supply, const Indices& options,
                               bool rather_than_ask) {
  Change change;
  change.options = options;
  for (const std::size_t at : options)
    for (const Hindrance& hindrance : supply.options[at].hindrances) {
      if (!excludes(hindrance, question.wishes)) continue;
      const bool together = hindrance.remedy == Kind::more_days || hindrance.remedy == Kind::more_a_week ||
                            hindrance.remedy == Kind::later_end;
      if (together || (rather_than_ask && lacks_months(hindrance))) continue;  // reckoned below, of the whole way
      std::string words = settled_words(hindrance);
      if (words.empty()) return std::nullopt;
      change.effort += effort_of(hindrance.remedy);
      change.amount += hindrance.amount;
      change.settled.emplace_back(hindrance, std::move(words));
    }
  ask_for_days(question, supply, change);
  ask_for_weeks(question, supply, change);
  ask_for_end(question, supply, rather_than_ask, change);
  return change;
}

}  // namespace

std::optional<Change> change_for(const Question& question, const Supply& supply, const Indices& options) {
  if (break_each_other(supply, options)) return std::nullopt;
  std::optional<Change> change = reckoned(question, supply, options, false);
  const bool asks = change && std::any_of(change->settled.begin(), change->settled.end(),
                                          [](const auto& settled) { return lacks_months(settled.first); });
  if (!asks) return change;
  std::optional<Change> later = reckoned(question, supply, options, true);
  return later && asks_less(supply, *later, *change) ? std::move(later) : std::move(change);
}

bool asks_less(const Supply& supply, const Change& a, const Change& b) {
  if (std::tie(a.effort, a.amount) != std::tie(b.effort, b.amount))
    return std::tie(a.effort, a.amount) < std::tie(b.effort, b.amount);
  return std::lexicographical_compare(
      a.options.begin(), a.options.end(), b.options.begin(), b.options.end(),
      [&](std::size_t x, std::size_t y) { return supply.options[x].id < supply.options[y].id; });
}

bool makes_possible(const Question& question, const Supply& supply, const Change& change) {
  Question changed = question;
  if (change.max_days) changed.max_days = change.max_days;
  if (change.sessions_a_week) changed.wishes.sessions_a_week = change.sessions_a_week;
  if (change.until) changed.horizon = std::max(question.horizon, *change.until);
  Hindering hindering(changed);
  Supply way;
  for (const std::size_t at : change.options) {
    Option option = supply.options[at];
    option.hindrances.clear();
    option.after.clear();
    hindering.judge(option);
    std::erase_if(option.hindrances, [&](const Hindrance& one) {
      if (one.rule == 9 && one.until && change.until && *one.until <= *change.until) return true;
      return std::any_of(change.settled.begin(), change.settled.end(),
                         [&](const auto& settled) { return is_same(settled.first, one); });
    });
    way.options.push_back(std::move(option));
  }
  return find(changed, way, [] { return false; }).answer.status != Answer::Status::infeasible;
}

std::string words_of(const Supply& supply, const Change& change) {
  std::vector<std::string> ids, parts;
  for (const std::size_t at : change.options) ids.push_back(supply.options[at].id);
  for (const auto& [hindrance, words] : change.settled)
    if (std::find(parts.begin(), parts.end(), words) == parts.end()) parts.push_back(words);
  if (change.sessions_a_week) parts.push_back(fmt::format("--max-per-week {}", *change.sessions_a_week));
  if (change.until)
    parts.push_back(
        fmt::format("activity until {} or later ({})", format(*change.until), join(change.until_why, "; ")));
  if (change.max_days)
    parts.push_back(
        fmt::format("a maximum of {} days, {} more (the court's to change)", *change.max_days, change.more_days));
  return fmt::format("{}: {}", join(ids, " "), join(parts, ", and "));
}

}  // namespace probation::planning
