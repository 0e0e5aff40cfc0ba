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
  bool smallest = true;    // false: not every way was looked at, and a smaller set may do
  std::string change;      // the smallest change that would make one possible
};

// A need that the plan leaves open, and why.
struct Uncovered {
  NeedArea area;
  std::string why;
};

// An accredited programme the person may be eligible for (PLN309), and what is to be settled before it is ruled out.
struct ProgrammeOpen {
  const Intervention* intervention;
  std::vector<std::string> to_settle;  // empty: eligible
};

struct Suggestion {
  Question question;
  Supply supply;
  Answer::Status status = Answer::Status::infeasible;
  bool grid_only = false;  // best of a coarser grid than every week: no proof
  Objective objective;
  std::vector<Chosen> chosen;  // by first date, then id
  std::vector<NotChosen> not_chosen;
  std::vector<Uncovered> uncovered;
  std::vector<ProgrammeOpen> programmes;
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
  std::int64_t weeks = 0, months = 0;   // from the day of sentence to that day, begun ones
};
struct Ladder {
  Question question;
  std::vector<Rung> rungs;
  std::vector<Uncovered> beyond;  // needs that nothing on offer covers
  bool complete = true;           // false: time ran out
};
// Before sentence: for need 1, needs 1 and 2, and so on, the fewest days that cover them, and on which dates.
Ladder propose(const Question& question, const std::function<bool()>& expired);

// The problem the search is given: options that nothing keeps out by themselves. `item_options` gives each item's
// option.
Problem problem_of(const Question& question, const Supply& supply, std::vector<std::size_t>& item_options);

// The problem solved, in the plan's words.
struct Found {
  Answer answer;
  Problem problem;
  std::vector<std::size_t> item_options;
  std::vector<Chosen> chosen;
};
Found find(const Question& question, const Supply& supply, const std::function<bool()>& expired);
Objective objective_of(const Question& question, const Standing& standing);
// Why the options left out are, in the order of the supply.
std::vector<NotChosen> reasons_left_out(const Question& question, const Supply& supply, const Found& found);
// Why needs are open that the objective does not cover.
std::vector<Uncovered> open_needs(const Question& question, const Supply& supply, const Objective& objective,
                                  const std::vector<NotChosen>& left_out);
// Accredited programmes of the catalogue that are neither under way nor ruled out.
std::vector<ProgrammeOpen> open_programmes(const Question& question);

int day_number(Date date);
Date day_of(int number);

}  // namespace probation::planning
