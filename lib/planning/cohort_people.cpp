// For each person the sets of options that may be chosen: those of group starts one by one, each completed with rolling
// work by the one-person search.
#include <algorithm>
#include <map>

#include "facts/catalogue/catalogue_facts.hpp"
#include "planning/cohort.hpp"
#include "planning/suggest.hpp"

namespace probation::planning {
namespace {

constexpr std::int64_t weeks_of_rolling_work = 13;  // in which one-to-one work of a cohort begins
constexpr int halves = 31;

class Columns {
 public:
  Columns(const std::vector<GroupStart>& groups, CohortPerson& person, std::size_t most_sets)
      : groups_(groups), person_(person), most_sets_(most_sets), question_(person.who->question) {
    problem_ = problem_of(question_, person.supply, item_options_);
    for (std::size_t g = 0; g < groups.size(); ++g) group_at_[groups[g].key()] = g;
    for (std::size_t i = 0; i < problem_.items.size(); ++i) {
      const Option& option = person.supply.options[item_options_[i]];
      const bool of_group = option.entry != nullptr && !option.entry->starts.empty();
      if (!of_group) rolling_.push_back(i);
      else if (group_of(option)) grouped_.push_back(i);
    }
  }

  void run() {
    std::vector<std::size_t> set;
    extend(set, 0);
    std::map<std::vector<std::string>, CohortColumn> distinct;
    for (CohortColumn& column : found_) distinct.emplace(column.ids, std::move(column));
    person_.columns.clear();
    for (auto& [ids, column] : distinct) person_.columns.push_back(std::move(column));
    person_.all_columns = complete_;
    drop_dominated();
  }

 private:
  [[nodiscard]] std::optional<std::size_t> group_of(const Option& option) const {
    const std::string& id = option.id;  // <entry>@<start>…
    const std::string& entry = option.entry->id->text;
    const auto start = parse_date(id.substr(entry.size() + 1, 10));
    const auto at = start ? group_at_.find({entry, *start}) : group_at_.end();
    return at == group_at_.end() ? std::nullopt : std::optional(at->second);
  }

  // Whether the set keeps the rules, and each of it is needed for what it covers.
  [[nodiscard]] bool lawful(const std::vector<std::size_t>& set) const {
    for (std::size_t a = 0; a < set.size(); ++a)
      for (std::size_t b = a + 1; b < set.size(); ++b)
        if (pair_breaks(problem_.items[set[a]], problem_.items[set[b]]) != 0) return false;
    if (standing_of(problem_, set).distinct_days > problem_.days_available) return false;
    std::map<int, std::int64_t> weeks;
    for (const int day : problem_.kept_sessions) ++weeks[week_of(day)];
    for (const std::size_t i : set)
      for (const Slot& slot : problem_.items[i].slots)
        if (++weeks[week_of(slot.day)] > problem_.sessions_a_week(week_of(slot.day))) return false;
    return true;
  }
  [[nodiscard]] bool prerequisites_met(const std::vector<std::size_t>& set) const {
    return std::all_of(set.begin(), set.end(), [&](std::size_t i) {
      return std::all_of(problem_.items[i].after.begin(), problem_.items[i].after.end(), [&](int group) {
        return std::any_of(set.begin(), set.end(), [&](std::size_t c) { return problem_.items[c].group == group; });
      });
    });
  }
  [[nodiscard]] bool each_needed(const std::vector<std::size_t>& set) const {
    const std::vector<int> whole = standing_of(problem_, set).strength;
    std::vector<char> needed(set.size(), 0);
    for (std::size_t a = 0; a < set.size(); ++a) {
      std::vector<std::size_t> rest = set;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(a));
      needed[a] = standing_of(problem_, rest).strength != whole ? 1 : 0;
    }
    for (std::size_t round = 0; round < set.size(); ++round)
      for (std::size_t a = 0; a < set.size(); ++a)
        for (std::size_t b = 0; b < set.size(); ++b) {
          const std::vector<int>& after = problem_.items[set[b]].after;
          if (needed[b] != 0 && std::find(after.begin(), after.end(), problem_.items[set[a]].group) != after.end())
            needed[a] = 1;
        }
    return std::all_of(needed.begin(), needed.end(), [](char one) { return one != 0; });
  }

  void extend(std::vector<std::size_t>& set, std::size_t next) {
    if (found_sets_ >= most_sets_ && !set.empty()) {
      complete_ = false;
      return;
    }
    ++found_sets_;
    add_completed(set);
    for (std::size_t g = next; g < grouped_.size(); ++g) {
      if (static_cast<int>(set.size()) >= problem_.needs + 2) break;
      set.push_back(grouped_[g]);
      if (lawful(set)) extend(set, g + 1);
      set.pop_back();
    }
  }

  // The set by itself and, where rolling work could serve what it leaves open, with the best of that.
  void add_completed(const std::vector<std::size_t>& set) {
    add(set);
    if (rolling_.empty()) return;
    Problem rest = problem_;
    rest.items.clear();
    std::vector<std::size_t> from;
    for (const std::size_t i : set) {
      const Item& item = problem_.items[i];
      KeptItem kept{item.group, item.serves, item.strength, item.first(), item.follows, item.before};
      rest.kept.push_back(std::move(kept));
      for (const Slot& slot : item.slots) {
        rest.kept_sessions.push_back(slot.day);
        const auto at = std::lower_bound(rest.spoken_days.begin(), rest.spoken_days.end(), slot.day);
        if (at != rest.spoken_days.end() && *at == slot.day) continue;
        rest.spoken_days.insert(at, slot.day);
        --rest.days_available;
      }
    }
    const std::vector<int> covered = standing_of(problem_, set).strength;
    for (const std::size_t i : rolling_) {
      const Item& item = problem_.items[i];
      bool adds = false;
      for (int r = 0; r < problem_.needs; ++r)
        adds = adds || ((item.serves >> r & 1U) != 0 && covered[static_cast<std::size_t>(r)] < item.strength);
      if (!adds) continue;
      if (std::any_of(set.begin(), set.end(), [&](std::size_t c) { return pair_breaks(item, problem_.items[c]) != 0; }))
        continue;
      // What it asks for first may be of a group that is in the set.
      Item copy = item;
      std::erase_if(copy.after, [&](int group) {
        return std::any_of(set.begin(), set.end(), [&](std::size_t c) { return problem_.items[c].group == group; });
      });
      rest.items.push_back(std::move(copy));
      from.push_back(i);
    }
    if (rest.items.empty()) return;
    int asked = 0;
    const Answer answer = search(rest, [&] { return ++asked > 40; });
    if (answer.status == Answer::Status::feasible) complete_ = false;
    if (answer.chosen.empty()) return;
    std::vector<std::size_t> whole = set;
    for (const std::size_t one : answer.chosen) whole.push_back(from[one]);
    add(whole);
  }

  void add(const std::vector<std::size_t>& set) {
    if (!set.empty() && (!lawful(set) || !prerequisites_met(set) || !each_needed(set))) return;
    CohortColumn column;
    const Standing worth = standing_of(problem_, set);
    for (const std::size_t i : set) {
      const std::size_t at = item_options_[i];
      const Option& option = person_.supply.options[at];
      column.options.push_back(at);
      column.ids.push_back(option.id);
      if (option.entry == nullptr) continue;
      if (!option.entry->starts.empty()) {
        if (const auto group = group_of(option)) column.groups.push_back(*group);
      } else if (option.entry->caseload_max) {
        for (Date monday = monday_of(option.first()); monday <= option.last(); monday = monday + Days{7})
          column.caseload.emplace_back(option.entry->id->text, monday);
      }
    }
    std::sort(column.ids.begin(), column.ids.end());
    std::sort(column.options.begin(), column.options.end(), [&](std::size_t a, std::size_t b) {
      return person_.supply.options[a].id < person_.supply.options[b].id;
    });
    std::sort(column.groups.begin(), column.groups.end());
    for (std::size_t r = 0; r < worth.strength.size(); ++r) {
      if (worth.strength[r] == 0) continue;
      column.covers |= 1U << r;
      column.strength += static_cast<std::int64_t>(worth.strength[r]) << (halves - static_cast<int>(r));
    }
    if (!worth.starts.empty() && worth.starts[0]) column.start_weeks = weeks_after(problem_.as_of, *worth.starts[0]);
    column.days = worth.distinct_days;
    found_.push_back(std::move(column));
  }

  // Of the sets that take the same places the best is enough: nothing else of the region asks which it is.
  void drop_dominated() {
    const auto further = [&](const CohortColumn& c) {
      std::int64_t sum = 0;
      for (int r = 1; r < problem_.needs; ++r)
        if ((c.covers >> r & 1U) != 0) sum += std::int64_t{1} << (halves - r);
      return sum;
    };
    const auto key = [&](const CohortColumn& c) {
      return std::tuple(-static_cast<int>(c.covers & 1U), -further(c), -c.strength, c.start_weeks, c.days, c.ids);
    };
    std::map<std::pair<std::vector<std::size_t>, std::vector<std::pair<std::string, Date>>>, std::size_t> best;
    for (std::size_t i = 0; i < person_.columns.size(); ++i) {
      const CohortColumn& column = person_.columns[i];
      const auto [at, fresh] = best.emplace(std::pair(column.groups, column.caseload), i);
      if (!fresh && key(column) < key(person_.columns[at->second])) at->second = i;
    }
    std::vector<CohortColumn> left;
    for (const auto& [taken, i] : best) left.push_back(std::move(person_.columns[i]));
    std::stable_sort(left.begin(), left.end(),
                     [](const CohortColumn& a, const CohortColumn& b) { return a.ids < b.ids; });
    person_.columns = std::move(left);
  }

  const std::vector<GroupStart>& groups_;
  CohortPerson& person_;
  std::size_t most_sets_;
  const Question& question_;
  Problem problem_;
  std::vector<std::size_t> item_options_, grouped_, rolling_;
  std::map<StartKey, std::size_t> group_at_;
  std::vector<CohortColumn> found_;
  std::size_t found_sets_ = 0;
  bool complete_ = true;
};

}  // namespace

std::variant<std::unique_ptr<PersonCase>, Refusal> person_case(const CaseFacts& facts, const Wishes& wishes,
                                                               const Directory& directory) {
  auto person = std::make_unique<PersonCase>();
  person->file = facts.file;
  person->later = facts.later;
  person->facts = std::make_unique<CaseFacts>(person->file, person->later, facts.as_of, facts.policy, facts.catalogue);
  if (!person->file.crn) return Refusal{Refusal::Kind::missing_fact, "has no CRN", {}};
  person->crn = person->file.crn->text;
  Wishes asked = wishes;
  asked.rolling_weeks = weeks_of_rolling_work;
  asked.shortest = true;
  for (const Activity* activity : person->facts->activities)
    if (activity->id && status_of(*person->facts, *activity) == ActivityStatus::planned) {
      const Requirement* under = person->facts->requirement_of(*activity);
      if (under != nullptr && under->type.is(RequirementType::rehabilitation_activity))
        asked.keep.push_back(activity->id->text);
    }
  auto question = ask(*person->facts, asked, &directory);
  if (auto* refusal = std::get_if<Refusal>(&question)) return std::move(*refusal);
  person->question = std::get<Question>(std::move(question));
  return person;
}

void add_columns(const CohortInput& input, const std::vector<GroupStart>& groups, CohortPerson& person) {
  const Question& question = person.who->question;
  person.supply = supply(question);
  const int weeks = std::max(0, days_between(input.as_of, question.horizon)) / 7;
  person.urgency = std::max(1, 52 - weeks);
  Columns(groups, person, input.sets_a_person()).run();
  for (const Decision& one : input.decided)
    if (one.crn != person.who->crn) continue;
    else if (one.option.empty()) person.decided.insert({one.entry, one.start});
    else person.decided_options.insert(one.option);
}

}  // namespace probation::planning
