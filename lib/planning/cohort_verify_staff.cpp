#include "planning/cohort_verify_staff.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "facts/case/session_clash.hpp"
#include "facts/catalogue/catalogue_facts.hpp"

namespace probation::planning {
namespace {

bool at_one_time(const Filled& a, const Filled& b) {
  for (const SessionTime& x : a.ahead)
    for (const SessionTime& y : b.ahead)
      if (x.clock_known() && y.clock_known() ? overlap(x, y) : x.date == y.date) return true;
  return false;
}

class StaffJudge {
 public:
  StaffJudge(const CohortJudged& judged, const Sheet& sheet, const FilledGroups& groups,
             std::vector<CohortViolation>& found)
      : judged_(judged), sheet_(sheet), groups_(groups), found_(found) {}

  void run() {
    if (judged_.directory->facilitators.recorded) facilitators();
    if (judged_.directory->rooms.recorded) rooms();
  }

 private:
  void broken(const char* rule, const Filled& group, std::string message) {
    found_.push_back({rule, {}, group.entry->id->text, group.start, std::move(message)});
  }

  [[nodiscard]] std::int64_t needed(const Filled& group) const {
    if (group.entry->facilitators) return *group.entry->facilitators;
    if (group.intervention->delivery && group.intervention->delivery->facilitators_min)
      return *group.intervention->delivery->facilitators_min;
    if (!group.intervention->kind.is(InterventionKind::accredited_programme)) return 1;
    const auto value = judged_.policy->resolve("programme_facilitators_min", judged_.as_of);
    return value ? value->number() : 2;
  }
  static bool may_run(const Facilitator& who, const Filled& group) {
    const auto names = [](const List<Located<std::string>>& list, const std::string& id) {
      return std::any_of(list.begin(), list.end(), [&](const Located<std::string>& one) { return one.is(id); });
    };
    if ((!who.entries.empty() || !who.interventions.empty()) && !names(who.entries, group.entry->id->text) &&
        !names(who.interventions, group.intervention->id->text))
      return false;
    for (const SessionTime& session : group.ahead) {
      for (const Unavailable& window : who.unavailable)
        if (touches(window, session)) return false;
      for (const UnavailableDates& away : who.dates_unavailable)
        if (!(away.from && session.date < *away.from) && !(away.until && *away.until < session.date)) return false;
    }
    return true;
  }

  // Whether a person may take the groups together.
  [[nodiscard]] bool together(const Facilitator& who, const std::vector<const Filled*>& taken) const {
    const Date this_week = monday_of(judged_.as_of + Days{1});
    std::map<Date, std::int64_t> weeks;
    for (std::size_t a = 0; a < taken.size(); ++a) {
      for (const SessionTime& session : taken[a]->sessions)
        if (this_week <= session.date && ++weeks[monday_of(session.date)] > who.sessions_per_week.value_or(1'000'000))
          return false;
      for (std::size_t b = a + 1; b < taken.size(); ++b)
        if (at_one_time(*taken[a], *taken[b])) return false;
    }
    return true;
  }

  using Taken = std::vector<std::vector<const Filled*>>;  // of each facilitator or room, the groups it has
  static constexpr long long most_steps = 2'000'000;
  // A search for some way to staff groups, or to house them, beside what is taken. `spare`: what groups that people are
  // in already may go without.
  struct Way {
    std::vector<const Filled*> order;
    Taken taken;
    std::size_t deepest = 0;
    long long steps = 0;
  };
  bool staff(Way& way, std::size_t g, std::size_t from, std::int64_t still, std::int64_t spare) const {
    const auto& all = judged_.directory->facilitators.items;
    if (++way.steps > most_steps) return false;
    if (g == way.order.size()) return true;
    const Filled& group = *way.order[g];
    if (still == 0) {
      if (g + 1 == way.order.size()) return true;
      way.deepest = std::max(way.deepest, g + 1);
      return staff(way, g + 1, 0, needed(*way.order[g + 1]), spare);
    }
    for (std::size_t f = from; f < all.size(); ++f) {
      if (!may_run(all[f], group)) continue;
      way.taken[f].push_back(&group);
      if (together(all[f], way.taken[f]) && staff(way, g, f + 1, still - 1, spare)) return true;
      way.taken[f].pop_back();
    }
    return spare > 0 && !group.holders.empty() && staff(way, g, from, still - 1, spare - 1);
  }
  bool house(Way& way, std::size_t g, std::int64_t spare) const {
    if (g == way.order.size()) return true;
    way.deepest = std::max(way.deepest, g);
    if (++way.steps > most_steps) return false;
    const auto& all = judged_.directory->rooms.items;
    const Filled& group = *way.order[g];
    for (std::size_t r = 0; r < all.size(); ++r) {
      const Room& room = all[r];
      if (!room.location.is(*group.entry->location) ||
          (room.capacity && *room.capacity < group.size() && !group.as_it_was()))
        continue;
      const bool free = std::none_of(group.ahead.begin(), group.ahead.end(), [&](const SessionTime& s) {
        return std::any_of(room.unavailable.begin(), room.unavailable.end(),
                           [&](const Unavailable& window) { return touches(window, s); });
      });
      if (!free || std::any_of(way.taken[r].begin(), way.taken[r].end(),
                               [&](const Filled* other) { return at_one_time(*other, group); }))
        continue;
      way.taken[r].push_back(&group);
      if (house(way, g + 1, spare)) return true;
      way.taken[r].pop_back();
    }
    return spare > 0 && group.as_it_was() && house(way, g + 1, spare - 1);
  }
  // What groups that people are in lack by themselves: the directory has no more for them, and they go on.
  template <class Found>
  [[nodiscard]] std::int64_t lacking(const std::vector<const Filled*>& groups, std::int64_t most, Found found) const {
    std::vector<const Filled*> given;
    for (const Filled* group : groups)
      if (!group->holders.empty()) given.push_back(group);
    std::int64_t spare = 0;
    while (spare < most && !given.empty() && !found(given, spare)) ++spare;
    return spare;
  }

  void facilitators() {
    const auto& all = judged_.directory->facilitators.items;
    Way way;
    way.taken.resize(all.size());
    std::vector<const Filled*> every;
    std::int64_t most = 0;
    for (const auto& entry : groups_) {
      every.push_back(&entry.second);
      most += needed(entry.second);
    }
    // Those that people are in come first, so that what is said is said of the others; then the group with the fewest
    // to choose from.
    const auto standing = [&](const Filled& group) {
      return std::pair(group.holders.empty(), std::count_if(all.begin(), all.end(), [&](const Facilitator& one) {
                         return may_run(one, group);
                       }));
    };
    std::stable_sort(every.begin(), every.end(),
                     [&](const Filled* a, const Filled* b) { return standing(*a) < standing(*b); });
    std::int64_t spare = lacking(every, most, [&](const std::vector<const Filled*>& given, std::int64_t without) {
      Way alone{given, Taken(all.size()), 0, 0};
      return staff(alone, 0, 0, needed(*given[0]), without);
    });
    for (const Filled* group : every) {
      const bool unsaid =
          !sheet_.facilitators ||
          (group->as_it_was() && !sheet_.facilitators->contains({group->entry->id->text, group->start}));
      if (unsaid) way.order.push_back(group);
      else named(*group, way.taken, spare);
    }
    for (std::size_t f = 0; f < all.size(); ++f)
      if (!together(all[f], way.taken[f]))
        broken("facilitators", *way.taken[f].front(),
               fmt::format("{} would be in two places, or over the sessions of a week", all[f].id->text));
    // Of others the sheet does not say who: some way must exist.
    if (way.order.empty() || staff(way, 0, 0, needed(*way.order[0]), spare)) return;
    const Filled& open = *way.order[way.deepest];
    broken("facilitators", open,
           way.steps > most_steps ? "no way to staff the groups together was found in the steps allowed"
                                  : "the groups cannot all be staffed: too few facilitators are trained and there");
  }
  // Those whom the cohort names for the group.
  void named(const Filled& group, Taken& taken, std::int64_t& spare) {
    const auto& all = judged_.directory->facilitators.items;
    const auto said = sheet_.facilitators->find({group.entry->id->text, group.start});
    const std::vector<std::string> ids = said == sheet_.facilitators->end() ? std::vector<std::string>{} : said->second;
    const std::int64_t without = needed(group) - static_cast<std::int64_t>(ids.size());
    if (without > 0 && !group.holders.empty() && without <= spare) spare -= without;
    else if (without > 0)
      broken("facilitators", group,
             fmt::format("{} of {} needed", counted(static_cast<long long>(ids.size()), "facilitator"), needed(group)));
    for (std::size_t f = 0; f < all.size(); ++f) {
      if (!all[f].id || std::find(ids.begin(), ids.end(), all[f].id->text) == ids.end()) continue;
      taken[f].push_back(&group);
      if (!may_run(all[f], group))
        broken("facilitators", group, fmt::format("{} is not trained for it or not there", all[f].id->text));
    }
  }

  void rooms() {
    const auto& all = judged_.directory->rooms.items;
    Way way;
    way.taken.resize(all.size());
    for (const auto& entry : groups_) {
      const Filled& group = entry.second;
      if (group.entry->location && std::any_of(all.begin(), all.end(), [&](const Room& room) {
            return room.location.is(*group.entry->location);
          }))
        way.order.push_back(&group);
    }
    std::stable_partition(way.order.begin(), way.order.end(), [](const Filled* one) { return !one->holders.empty(); });
    const std::int64_t spare = lacking(way.order, static_cast<std::int64_t>(way.order.size()),
                                       [&](const std::vector<const Filled*>& given, std::int64_t without) {
                                         Way alone{given, Taken(all.size()), 0, 0};
                                         return house(alone, 0, without);
                                       });
    if (!house(way, 0, spare))
      broken("rooms", *way.order[way.deepest], "no room there is free and large enough beside the other groups");
  }

  const CohortJudged& judged_;
  const Sheet& sheet_;
  const FilledGroups& groups_;
  std::vector<CohortViolation>& found_;
};

}  // namespace

void judge_staff(const CohortJudged& judged, const Sheet& sheet, const FilledGroups& groups,
                 std::vector<CohortViolation>& found) {
  StaffJudge(judged, sheet, groups, found).run();
}

}  // namespace probation::planning
