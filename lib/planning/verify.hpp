// Judges any plan, however it was made, against the hard rules: every rule it breaks, with the place. It judges what is
// ahead: sessions on or before as-of count for the number of sessions and for the order of interventions alone. Written
// against the rules; it knows neither options nor search and may never include them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "planning/objective.hpp"
#include "planning/question.hpp"

namespace probation::planning {

// Work a plan would add: an entry of `chosen`, or a planned activity of the case.
struct PlannedWork {
  std::string name;  // option or activity id
  std::string intervention;
  std::optional<std::string> directory;  // the entry's id; nothing without one
  std::vector<SessionTime> sessions;     // time and length where the plan says them
};

struct Violation {
  int rule = 0;          // the n of Hn; 0: it is not the intervention, or not the group, that it says
  std::string activity;  // name of the work; empty: the plan as a whole
  std::optional<Date> date;
  std::string message;
};

struct Check {
  std::vector<Violation> violations;  // by rule, then as the plan lists its work, then by date
  Objective objective;
  [[nodiscard]] bool accepted() const { return violations.empty(); }
};

Check verify(const Question& question, const std::vector<PlannedWork>& plan);
// The planned activities of the requirement that the wishes do not keep.
std::vector<PlannedWork> plan_in_case(const Question& question);

}  // namespace probation::planning
