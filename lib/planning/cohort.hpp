// The groups of a region filled with the people who need them: who goes to which start, which groups run, who waits.
// For each person the sets of options that the one-person search allows; for the region an integer program over them.
// It proposes; cohort_verify judges.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "planning/options.hpp"
#include "planning/search.hpp"

namespace probation::planning {

// A case that stays at hand for as long as the cohort is worked on.
struct PersonCase {
  CaseFile file;
  std::vector<LaterEntry> later;
  std::unique_ptr<CaseFacts> facts;
  Question question;
  std::string crn;
};
// Copies the case and asks the question of it, all its planned work kept; or why it cannot be planned.
std::variant<std::unique_ptr<PersonCase>, Refusal> person_case(const CaseFacts& facts, const Wishes& wishes,
                                                               const Directory& directory);

using StartKey = std::pair<std::string, Date>;  // entry and start

struct GroupStart {
  const DirectoryEntry* entry = nullptr;
  const Intervention* intervention = nullptr;
  Date start = date(1600, 1, 1);
  std::vector<SessionTime> sessions;
  std::vector<SessionTime> ahead;    // those after as-of: what somebody has still to take, in some room
  std::int64_t least = 0, most = 0;  // people
  std::int64_t held = 0;             // people whose cases hold the start already
  std::int64_t facilitators = 0;     // needed a session
  bool must_run = false;             // decided, or people are in it
  bool is_open = true;               // lies ahead, among the starts looked at: others go to those decided alone
  [[nodiscard]] StartKey key() const { return {entry->id->text, start}; }
};

// A place of a rolling entry that has a limit, from somebody's first session to their last, both included.
struct CaseloadPlace {
  std::string entry;
  Date first = date(1600, 1, 1), last = date(1600, 1, 1);
  friend auto operator<=>(const CaseloadPlace&, const CaseloadPlace&) = default;
};

// One set of options for a person, and what it is worth.
struct CohortColumn {
  std::vector<std::size_t> options;     // into the person's supply, by id
  std::vector<std::string> ids;         // of the options, sorted
  std::vector<std::size_t> groups;      // starts it takes a place of
  std::vector<CaseloadPlace> caseload;  // of entries that more people may ask for than they take
  std::uint32_t covers = 0;             // bit r: the need of rank r
  std::int64_t strength = 0;            // halved a rank, in units of 2^-31
  std::int64_t start_weeks = 0;         // of the first need; 0 where it is not covered
  std::int64_t days = 0;
  bool keeps_decided = true;  // false: it shows what would be, and is not chosen
};

struct CohortPerson {
  const PersonCase* who = nullptr;
  Supply supply;
  std::vector<CohortColumn> columns;  // the first takes nothing
  bool all_columns = true;            // false: not every set was generated
  std::int64_t urgency = 1;           // 52 less whole weeks left, at least 1
  std::set<StartKey> decided;
  std::set<std::string> decided_options;  // by what the cohort calls it
  std::vector<std::string> not_kept;      // why what is decided for them cannot be
};

struct Decision {
  std::string crn, entry;
  Date start = date(1600, 1, 1);
  std::string option = {};  // as the cohort calls it; empty: the group of the entry that starts on the day
};

struct CohortInput {
  const Directory* directory = nullptr;
  const CatalogueFacts* catalogue = nullptr;
  const Policy* policy = nullptr;
  Date as_of = date(1600, 1, 1);
  std::optional<Date> from, until;                  // group starts looked at
  std::vector<std::unique_ptr<PersonCase>> people;  // by CRN
  std::vector<Decision> decided;
  // Sets of group starts gone through for a person: fewer where there are many people.
  [[nodiscard]] std::size_t sets_a_person() const {
    return people.size() <= 100 ? 600 : people.size() <= 1000 ? 150 : 40;
  }
  // Steps in looking for the best rolling work beside them.
  [[nodiscard]] std::int64_t steps_a_person() const {
    return people.size() <= 100 ? 2'000'000 : people.size() <= 1000 ? 200'000 : 20'000;
  }
};

struct CohortObjective {
  std::int64_t covered_first = 0;     // people
  std::int64_t first_weighted = 0;    // by urgency
  std::int64_t further_weighted = 0;  // in units of 2^-31 of a first need
  std::int64_t strength = 0;          // likewise
  std::int64_t start_weeks = 0;       // of first needs, together
  std::int64_t groups_run = 0, days = 0;
  friend bool operator==(const CohortObjective&, const CohortObjective&) = default;
};

struct WaitingPerson {
  std::string crn;
  NeedArea need;
  std::optional<Date> first_possible;  // the first session some set of theirs would begin it with
  Date last_useful_date;
  std::string why;
  std::vector<std::size_t> groups;  // starts that could serve it
  std::set<std::string> caseloads;  // rolling entries with a limit that could
};

struct Cohort {
  enum class Status { optimal, feasible, infeasible };
  Status status = Status::infeasible;
  std::vector<GroupStart> groups;  // by entry, then start
  std::vector<CohortPerson> people;
  std::vector<std::size_t> chosen;                     // column of each person
  std::vector<char> runs;                              // of each group
  std::vector<std::vector<std::string>> facilitators;  // of each group, by id
  std::vector<CaseloadPlace> held_places;              // of people whose cases hold work of a rolling entry already
  std::vector<WaitingPerson> waiting;
  CohortObjective objective;
  std::string open_level;           // feasible: the first level that is not proved
  double bound_value = 0, gap = 0;  // of that level, gap in 100
  std::vector<std::string> notes;
  [[nodiscard]] std::int64_t size_of(std::size_t group) const;
};

Cohort solve_cohort(const CohortInput& input, double seconds, double gap);

// ---- the parts, in the order they are used
std::vector<GroupStart> group_starts(const CohortInput& input, std::vector<std::string>& notes);
// The person's case holds work of the entry, planned or in progress, whose first session is on the day.
bool holds_start(const CaseFacts& facts, const DirectoryEntry& entry, const Intervention& intervention, Date first);
std::vector<CaseloadPlace> held_places(const CohortInput& input, std::vector<std::string>& notes);
// Rolling entries for which, by their needs, more people may ask than they take at one time.
std::set<std::string> contested_entries(const CohortInput& input, const std::vector<CaseloadPlace>& held);
// `contested`: their places are the region's to give; of other rolling work everybody may have what is best for them.
void add_columns(const CohortInput& input, const std::vector<GroupStart>& groups,
                 const std::set<std::string>& contested, CohortPerson& person);
std::vector<WaitingPerson> those_who_wait(const Cohort& cohort);
CohortObjective objective_of(const Cohort& cohort);
// Sessions that are ahead fall into somebody's or some room's absence.
bool is_away(const List<Unavailable>& weekly, const List<UnavailableDates>& dates, const GroupStart& group);
bool is_trained(const Facilitator& facilitator, const GroupStart& group);
// Two of their sessions ahead overlap; a time not known takes the day.
bool meet(const GroupStart& a, const GroupStart& b);

}  // namespace probation::planning
