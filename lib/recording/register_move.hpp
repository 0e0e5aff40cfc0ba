// Moves of an intervention through its states, and how they are written into its file: the state replaced where it
// stands, a row added to the history, and no other byte touched. It decides which moves there are; it neither reads nor
// writes files.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "facts/catalogue/catalogue_facts.hpp"

namespace probation::lifecycle {

struct NewCondition {
  std::string text, owner;
  Date due;
};

struct Move {
  LifecycleState to{};
  Date date;
  std::optional<std::string> successor;  // amalgamated
  std::vector<NewCondition> conditions;  // provisional
  std::optional<std::string> framework;  // approved, where the file has none
  std::optional<Date> review_date;
  std::optional<std::string> sitting;   // of the history's row
  std::optional<std::int64_t> version;  // rejected → submitted: the new one
};

struct Moved {
  std::string bytes;       // the whole file
  std::uint32_t line = 0;  // of the new row of the history
};
struct AlreadyMoved {};
struct MoveRefused {
  std::string why;
  std::string fix;
};
using MoveResult = std::variant<Moved, AlreadyMoved, MoveRefused>;

// The states there are moves to.
std::vector<LifecycleState> moves_from(LifecycleState state);

// `file` is what `intervention` was read from. Successors are looked up in `catalogue`, which need not hold the
// intervention.
MoveResult move(std::string_view file, const Intervention& intervention, const Move& wanted,
                const CatalogueFacts& catalogue, Date as_of);

}  // namespace probation::lifecycle
