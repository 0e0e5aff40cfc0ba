// The answer to a question: the best plan with a reason for every option left out, or the rules that leave none and the
// smallest change that would. It proposes; whether a plan is lawful is judged by verify, which shares none of this.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "planning/objective.hpp"
#include "planning/options.hpp"
#include "planning/search.hpp"

namespace probation::planning {

struct Chosen {
  std::size_t option;                     // index into the supply
  std::vector<std::string> undetermined;  // what --allow-undetermined let pass, and what no case file can hold
};

struct NotChosen {
  std::size_t option;
  int rule = 0;         // the n of Hn; 0: none
  std::string lost_on;  // a member of the objective; empty: none
  std::string message;
};

struct Conflict {
  std::vector<int> rules;  // smallest set of rules that by themselves leave no plan
  std::string change;      // the smallest change that would make one possible
};

struct Suggestion {
  Question question;
  Supply supply;
  Answer::Status status = Answer::Status::infeasible;
  Objective objective;
  std::vector<Chosen> chosen;  // by first date, then id
  std::vector<NotChosen> not_chosen;
  std::optional<Conflict> conflict;
  std::optional<std::pair<std::string, std::int64_t>> bound;  // open objective and gap
  std::int64_t nodes = 0;                                     // of the search
};

std::string_view word(Answer::Status status);

// `expired` is asked now and then; once true, the best found so far is the answer, with its bound.
Suggestion suggest(Question question, const std::function<bool()>& expired);

struct Rung {
  std::vector<NeedArea> needs;  // covered by it
  std::size_t asked = 0;        // how many needs, from the first, it was asked to cover
  Objective objective;
  Supply supply;
  std::vector<Chosen> chosen;
  Date order_until = date(1600, 1, 1);  // the order must run at least to this day
  std::int64_t weeks = 0;               // from as-of to that day, begun weeks
};
struct Ladder {
  Question question;
  std::vector<Rung> rungs;
  std::vector<NeedArea> beyond;  // needs that nothing on offer covers
  bool complete = true;          // false: time ran out
};
// Before sentence: for need 1, needs 1 and 2, and so on, the fewest days that cover them, and on which dates.
Ladder propose(const Question& question, const std::function<bool()>& expired);

// The problem the search is given: options that nothing keeps out by themselves. `item_options` gives each item's
// option.
Problem problem_of(const Question& question, const Supply& supply, std::vector<std::size_t>& item_options);

}  // namespace probation::planning
