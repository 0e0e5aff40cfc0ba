// Moves of an intervention through its states, conditions met, and moves taken back, as changes of its file: the state
// replaced where it stands, a row added to the history, and no other byte touched. It decides which moves there are and
// reads and writes no file; which sheet a move rests on, the caller has looked up.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"
#include "facts/catalogue/life.hpp"

namespace probation::lifecycle {

struct NewCondition {
  std::string text, owner;
  Date due;
};
struct RestsOn {
  std::string sheet;   // path from the file's folder
  std::string digest;  // of its bytes
};

struct Move {
  HistoryState to{};
  Date date;
  std::optional<std::int64_t> version;  // of the line that moves; submitted again: the new one
  std::optional<std::string> sitting, board, by, reason;
  std::optional<std::string> framework;  // approved, provisional
  std::optional<Date> review_date;
  std::optional<std::string> successor;  // amalgamated
  std::vector<NewCondition> conditions;  // provisional
  std::optional<RestsOn> rests_on;
  bool no_evidence = false;          // no sheet of the intervention is at hand
  std::vector<std::string> allowed;  // ids of rules whose errors are let stand
};

struct Written {
  std::string bytes;       // the whole file
  std::uint32_t line = 0;  // of the row, or of the condition
  std::string message;     // what was done
};
struct AlreadyRecorded {
  std::string message;
};
struct MoveRefused {
  std::string why;
  std::string fix;
};
using MoveResult = std::variant<Written, AlreadyRecorded, MoveRefused>;

// What there is beside the file.
struct Ground {
  const CatalogueFacts& catalogue;  // need not hold the intervention
  Date as_of;
  std::vector<std::string> together;  // ids that are amalgamated in the same command
};

// The line of moves that a move continues or begins.
struct LineOfMove {
  std::optional<std::int64_t> version;
  LifecycleState from{};
  bool begins = false;          // a version submitted again
  bool states_version = false;  // the row says of which version it is
};
std::variant<LineOfMove, MoveRefused> line_of_move(const Intervention& intervention, const Move& wanted);
// The same row stands there already.
bool is_recorded(const Intervention& intervention, const Move& wanted);

// `file` is what `intervention` was read from.
MoveResult move(std::string_view file, const Intervention& intervention, const Move& wanted, const Ground& ground);

struct Signature {
  std::optional<std::string> by, reason;
};
// Takes back the last row that stands. `as_of` is the day it is taken back.
MoveResult undo(std::string_view file, const Intervention& intervention, const Signature& who, Date as_of);
// `condition`: its number from 1, or its text.
MoveResult met(std::string_view file, const Intervention& intervention, const std::string& condition, Date date,
               const Signature& who, Date as_of);

// An amalgamation whose successor was in use on its day, and would not have been after the change. Its id; nothing:
// none.
std::optional<std::string> left_without_successor(const Intervention& before, const Intervention& after,
                                                  const CatalogueFacts& catalogue);

}  // namespace probation::lifecycle
