// One work of a plan under judgement, with what catalogue and directory say of it. Of the checker's own making.
#pragma once
#include <algorithm>
#include <vector>

#include "planning/verify.hpp"

namespace probation::planning {

struct JudgedWork {
  const PlannedWork* planned;
  const Intervention* intervention = nullptr;
  const DirectoryEntry* entry = nullptr;
  std::vector<SessionTime> all;    // by date
  std::vector<SessionTime> ahead;  // after the day the plan is judged for
  [[nodiscard]] Date first() const { return all.front().date; }
  [[nodiscard]] Date last() const { return all.back().date; }
  [[nodiscard]] bool main() const {
    return intervention->kind.is(InterventionKind::accredited_programme) ||
           intervention->kind.is(InterventionKind::structured_intervention);
  }
  [[nodiscard]] bool alongside() const { return intervention->alongside_allowed.is(true); }
  [[nodiscard]] const std::string& id() const { return intervention->id->text; }
};

inline bool lists(const List<Located<std::string>>& list, const std::string& id) {
  return std::any_of(list.begin(), list.end(), [&](const Located<std::string>& one) { return one.is(id); });
}

// What the works are worth beside what is kept, distinct days apart.
Objective worth_of(const Question& question, const std::vector<JudgedWork>& works, const std::vector<KeptWork>& kept);

}  // namespace probation::planning
