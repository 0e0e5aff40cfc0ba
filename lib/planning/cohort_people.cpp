// For each person the sets of options that may be chosen: those of group starts and of places in rolling work that not
// all can have, one by one, each with the best of the rolling work that everybody can.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "facts/catalogue/catalogue_facts.hpp"
#include "law/bank_holidays.hpp"
#include "planning/cohort.hpp"
#include "planning/cohort_completion.hpp"
#include "planning/hindrances.hpp"
#include "planning/suggest.hpp"

namespace probation::planning {
namespace {

constexpr std::int64_t fewest_steps_a_set = 2'000;
constexpr std::size_t most_ways_decided = 64;  // in which hours of a day may make one start several options

const DirectoryEntry* entry_named(const Directory& directory, const std::string& id) {
  for (const DirectoryEntry& entry : directory.entries)
    if (entry.id && entry.id->text == id) return &entry;
  return nullptr;
}

class Columns {
 public:
  Columns(const CohortInput& input, const std::vector<GroupStart>& groups, const std::set<std::string>& contested,
          CohortPerson& person)
      : input_(input), groups_(groups), contested_(contested), person_(person), question_(person.who->question) {
    for (std::size_t g = 0; g < groups.size(); ++g) group_at_[groups[g].key()] = g;
    add_what_is_decided();
    problem_ = problem_of(question_, person.supply, item_options_);
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < problem_.items.size(); ++i) {
      const Option& option = option_of(i);
      if (is_of_group(option)) {
        const auto group = group_of(option);
        if (group && groups[*group].is_open) scarce_.push_back(i);
      } else if (option.entry != nullptr && contested.contains(option.entry->id->text)) scarce_.push_back(i);
      else free.push_back(i);
    }
    std::stable_partition(scarce_.begin(), scarce_.end(), [&](std::size_t i) { return is_of_group(option_of(i)); });
    read_decided();
    completion_.emplace(problem_, free);
  }

  void run() {
    for (const std::vector<std::size_t>& given : ways_) from(given);
    if (found_.empty() && person_.not_kept.empty())
      person_.not_kept.emplace_back("what is decided breaks a rule beside the rest of it");
    person_.all_columns = complete_ && completion_->complete();
    if (given_ > 0) {  // what they wait for is asked of what they could have without it
      given_ = sets_ = 0;
      keeps_decided_ = false;
      from({});
    }
    std::map<std::vector<std::string>, CohortColumn> distinct;
    for (CohortColumn& column : found_) distinct.emplace(column.ids, std::move(column));
    person_.columns.clear();
    for (auto& [ids, column] : distinct) person_.columns.push_back(std::move(column));
    if (person_.columns.empty()) person_.columns.emplace_back();  // takes nothing; the region is not solved
    drop_dominated();
    keep_options_used();
  }

 private:
  [[nodiscard]] const Option& option_of(std::size_t item) const { return person_.supply.options[item_options_[item]]; }
  static bool is_of_group(const Option& option) { return option.entry != nullptr && !option.entry->starts.empty(); }
  [[nodiscard]] std::optional<std::size_t> group_of(const Option& option) const {
    const std::string& id = option.id;  // <entry>@<start>…
    const std::string& entry = option.entry->id->text;
    const auto start = parse_date(id.substr(entry.size() + 1, 10));
    const auto at = start ? group_at_.find({entry, *start}) : group_at_.end();
    return at == group_at_.end() ? std::nullopt : std::optional(at->second);
  }

  // ---- what is decided
  [[nodiscard]] bool is_decided(const Option& option, const Decision& one) const {
    if (!one.option.empty() && option.id == one.option) return true;
    if (option.entry == nullptr || option.entry->id->text != one.entry) return false;
    if (!is_of_group(option)) return option.first() == one.start;
    const auto group = group_of(option);
    return group && groups_[*group].start == one.start;
  }
  // The person's case holds it already: work that is given, and nothing to choose.
  [[nodiscard]] bool is_held(const Decision& one) const {
    const DirectoryEntry* entry = entry_named(*input_.directory, one.entry);
    const Intervention* intervention =
        entry != nullptr && entry->intervention ? input_.catalogue->find(*entry->intervention) : nullptr;
    if (intervention == nullptr) return false;
    const auto group = group_at_.find({one.entry, one.start});
    const Date first = group == group_at_.end() ? one.start : groups_[group->second].sessions.front().date;
    return holds_start(*person_.who->facts, *entry, *intervention, first);
  }

  // Rolling work that somebody settled on may begin on any day; none of the options need begin there. Its sessions
  // follow week by week, as on the sheet they are judged by.
  void add_what_is_decided() {
    for (const Decision& one : input_.decided) {
      if (one.crn != person_.who->crn || is_held(one)) continue;
      std::vector<Option>& options = person_.supply.options;
      if (std::any_of(options.begin(), options.end(), [&](const Option& option) { return is_decided(option, one); }))
        continue;
      for (std::size_t o = 0; o < person_.supply.offers.size(); ++o) {
        const Offer& offer = person_.supply.offers[o];
        if (offer.entry == nullptr || offer.entry->id->text != one.entry || !offer.entry->starts.empty() ||
            offer.no_option || one.start <= question_.facts->as_of)
          continue;
        add_by_hand(o, one.start);
        break;
      }
    }
  }
  void add_by_hand(std::size_t at, Date start) {
    const Offer& offer = person_.supply.offers[at];
    const auto count = session_count(*offer.intervention, offer.entry);
    if (!count) return;
    const std::int64_t per_week = std::max<std::int64_t>(1, offer.intervention->sessions->per_week.value_or(1));
    SessionTime time{start, std::nullopt,
                     offer.entry->minutes ? offer.entry->minutes.value : offer.intervention->sessions->minutes.value};
    if (offer.entry->time) time.start_minute = offer.entry->time->minute_of_day;
    Option option;
    option.id = fmt::format("{}@{}", offer.id, format(start));
    if (count->flexible) option.id += fmt::format("x{}", count->numbers.front());
    option.offer = at;
    option.intervention = offer.intervention;
    option.entry = offer.entry;
    int moved = 0;
    for (std::int64_t i = 0; i < count->numbers.front(); ++i) {
      time.date = start + Days{static_cast<int>(7 * i / per_week) + moved};
      while (is_bank_holiday(time.date).value_or(false)) {
        time.date = time.date + Days{7};
        moved += 7;
      }
      option.sessions.push_back(time);
    }
    for (std::size_t r = 0; r < question_.needs.needs.size(); ++r)
      for (const Located<NeedArea>& area : offer.intervention->needs)
        if (area.is(question_.needs.needs[r].area)) option.serves |= 1U << r;
    if (option.sessions.empty()) return;
    Hindering(question_).judge(option);
    person_.supply.options.push_back(std::move(option));
  }

  // Every way to take the options that are decided: one option each, but where several begin alike.
  void read_decided() {
    ways_ = {{}};
    for (const Decision& one : input_.decided) {
      if (one.crn != person_.who->crn) continue;
      if (one.option.empty()) person_.decided.insert({one.entry, one.start});
      else person_.decided_options.insert(one.option);
      if (is_held(one)) continue;
      std::vector<std::size_t> options;
      for (std::size_t i = 0; i < problem_.items.size(); ++i)
        if (!one.option.empty() && problem_.items[i].id == one.option) options.push_back(i);
      for (std::size_t i = 0; options.empty() && i < problem_.items.size(); ++i)
        if (is_decided(option_of(i), one))
          for (std::size_t j = i; j < problem_.items.size(); ++j)
            if (is_decided(option_of(j), one)) options.push_back(j);
      if (options.empty())
        person_.not_kept.push_back(
            fmt::format("{} of {} is no option for them: a rule keeps it out, or it cannot begin then",
                        one.entry.empty() ? one.option : one.entry, format(one.start)));
      std::vector<std::vector<std::size_t>> longer;
      for (const std::vector<std::size_t>& way : ways_)
        for (const std::size_t i : options) {
          longer.push_back(way);
          if (std::find(way.begin(), way.end(), i) == way.end()) longer.back().push_back(i);
        }
      if (longer.size() > most_ways_decided) {
        longer.resize(most_ways_decided);
        complete_ = false;
      }
      ways_ = std::move(longer);
      ++given_;
    }
    // Rows that name one option twice leave fewer of them.
    for (const std::vector<std::size_t>& way : ways_) given_ = std::min(given_, way.size());
  }

  // ---- sets
  struct Branch {
    std::vector<std::size_t> set;
    std::size_t next = 0;  // of the scarce ones, from here on
  };
  // Small sets first: where not all can be looked at, each start has been by itself.
  void from(const std::vector<std::size_t>& given) {
    if (!is_lawful(problem_, given)) return;
    std::vector<Branch> level{{given, 0}};
    add_completed(given);
    while (!level.empty()) {
      std::vector<Branch> larger;
      for (const Branch& branch : level)
        for (std::size_t s = branch.next; s < scarce_.size(); ++s) {
          std::vector<std::size_t> set = branch.set;
          set.push_back(scarce_[s]);
          if (!may_each_be_needed(problem_, set, given_) || !is_lawful(problem_, set)) continue;
          if (++sets_ > input_.sets_a_person()) {
            complete_ = false;
            return;
          }
          add_completed(set);
          larger.push_back({std::move(set), s + 1});
        }
      level = std::move(larger);
    }
  }

  void add_completed(const std::vector<std::size_t>& set) {
    const std::int64_t left = input_.steps_a_person() - completion_->steps_taken();
    if (const auto whole = completion_->best(set, given_, std::max(fewest_steps_a_set, left))) add(*whole);
    else if (has_what_comes_first(problem_, set) && is_each_needed(problem_, set, given_)) add(set);
  }

  void add(const std::vector<std::size_t>& set) {
    CohortColumn column;
    const Standing worth = standing_of(problem_, set);
    for (const std::size_t i : set) {
      const std::size_t at = item_options_[i];
      const Option& option = person_.supply.options[at];
      column.options.push_back(at);
      column.ids.push_back(option.id);
      if (option.entry == nullptr) continue;
      if (is_of_group(option)) {
        if (const auto group = group_of(option)) column.groups.push_back(*group);
      } else if (contested_.contains(option.entry->id->text))
        column.caseload.push_back({option.entry->id->text, option.first(), option.last()});
    }
    std::sort(column.ids.begin(), column.ids.end());
    std::sort(column.options.begin(), column.options.end(), [&](std::size_t a, std::size_t b) {
      return person_.supply.options[a].id < person_.supply.options[b].id;
    });
    std::sort(column.groups.begin(), column.groups.end());
    std::sort(column.caseload.begin(), column.caseload.end());
    for (std::size_t r = 0; r < worth.strength.size(); ++r)
      if (worth.strength[r] != 0) column.covers |= 1U << r;
    column.strength = coverage_of(problem_, set).strength;
    if (!worth.starts.empty() && worth.starts[0]) column.start_weeks = weeks_after(problem_.as_of, *worth.starts[0]);
    column.days = worth.distinct_days;
    column.keeps_decided = keeps_decided_;
    found_.push_back(std::move(column));
    worth_[found_.back().ids] = coverage_of(problem_, set);
  }

  // Of the sets that take the same places the best is enough: nothing else of the region asks which it is.
  void drop_dominated() {
    const auto before = [&](const CohortColumn& a, const CohortColumn& b) {
      const Coverage &x = worth_[a.ids], &y = worth_[b.ids];
      if (x != y) return y < x;
      return std::tie(a.start_weeks, a.days, a.ids) < std::tie(b.start_weeks, b.days, b.ids);
    };
    std::map<std::tuple<bool, std::vector<std::size_t>, std::vector<CaseloadPlace>>, std::size_t> best;
    for (std::size_t i = 0; i < person_.columns.size(); ++i) {
      const CohortColumn& column = person_.columns[i];
      const auto [at, fresh] = best.emplace(std::tuple(column.keeps_decided, column.groups, column.caseload), i);
      if (!fresh && before(column, person_.columns[at->second])) at->second = i;
    }
    std::vector<CohortColumn> left;
    for (const auto& [taken, i] : best) left.push_back(std::move(person_.columns[i]));
    std::stable_sort(left.begin(), left.end(),
                     [](const CohortColumn& a, const CohortColumn& b) { return a.ids < b.ids; });
    person_.columns = std::move(left);
  }

  // Of all weeks of an order few options are in any set; a region holds those of thousands of people.
  void keep_options_used() {
    std::map<std::size_t, std::size_t> used;
    for (const CohortColumn& column : person_.columns)
      for (const std::size_t at : column.options) used.emplace(at, 0);
    std::vector<Option> options;
    for (auto& [old, at] : used) {
      at = options.size();
      options.push_back(std::move(person_.supply.options[old]));
    }
    person_.supply.options = std::move(options);
    for (Offer& offer : person_.supply.offers) offer.options.clear();
    for (CohortColumn& column : person_.columns)
      for (std::size_t& at : column.options) at = used[at];
  }

  const CohortInput& input_;
  const std::vector<GroupStart>& groups_;
  const std::set<std::string>& contested_;
  CohortPerson& person_;
  const Question& question_;
  Problem problem_;
  std::vector<std::size_t> item_options_, scarce_;
  std::vector<std::vector<std::size_t>> ways_;
  std::size_t given_ = 0;
  std::map<StartKey, std::size_t> group_at_;
  std::optional<Completion> completion_;
  std::vector<CohortColumn> found_;
  std::map<std::vector<std::string>, Coverage> worth_;
  std::size_t sets_ = 0;
  bool complete_ = true, keeps_decided_ = true;
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

void add_columns(const CohortInput& input, const std::vector<GroupStart>& groups,
                 const std::set<std::string>& contested, CohortPerson& person) {
  const Question& question = person.who->question;
  person.supply = supply(question);
  const int weeks = std::max(0, days_between(input.as_of, question.horizon)) / 7;
  person.urgency = std::max(1, 52 - weeks);
  Columns(input, groups, contested, person).run();
}

}  // namespace probation::planning
