// What a plan is worth, in the members of `plan/1`. Numbers only: search and verify each work them out their own way.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "model/words.hpp"

namespace probation::planning {

struct Objective {
  std::vector<NeedArea> covered;            // in rank order, kept work included
  std::vector<int> strength;                // one for each of `covered`
  std::vector<std::optional<Date>> starts;  // likewise: the first session that serves it; nothing: not known
  std::int64_t inversions = 0;              // pairs of covered needs of which the lower begins first
  std::int64_t distinct_days = 0;           // chosen days that nothing else speaks for
  std::int64_t sessions = 0;                // of the chosen
  std::optional<Date> last_session;         // of the chosen
  std::int64_t weighted_sessions = 0;
  friend bool operator==(const Objective&, const Objective&) = default;
};

}  // namespace probation::planning
