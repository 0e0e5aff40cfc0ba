// The history of a case as changes: what one command wrote into the file, in the order of recording, and which of them
// are in force. Entries with `recorded` and no number come before, by `recorded`; imported ones and those typed in are
// no changes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "recording/case_text.hpp"

namespace probation::recording {

struct ChangeMade {
  std::string name;  // its number, or the id of an entry without one
  std::int64_t number = 0;
  std::vector<const Recorded*> entries;  // in the order of the file
  std::vector<const Mark*> marks;
  std::string undoes;    // the name of the change it takes back; empty: none
  bool is_undo = false;  // it takes back a change that is no undo itself; of others: a redo, or neither
  bool in_force = true;
};

std::vector<ChangeMade> steps_of(const CaseText& file);
// What `undo` would take back: the latest change in force that is no undo. nullptr: nothing.
const ChangeMade* last_in_force(const std::vector<ChangeMade>& steps);
// Entries of other lists that have no number either and say the same time: which was the last is not recorded. Those
// that speak of the step's entry, or it of them, are in order.
std::vector<std::string> as_late_as(const std::vector<ChangeMade>& steps, const ChangeMade& step);
// What `redo` would bring back: the latest undo, until something else is recorded. nullptr: nothing.
const ChangeMade* last_undone(const std::vector<ChangeMade>& steps);

}  // namespace probation::recording
