// What an activity of the plan is: of which kind, where it stands on the day, when its sessions are, and whether it was
// worked on.
#pragma once
#include <optional>
#include <vector>

#include "facts/case/case_facts.hpp"
#include "model/intervention.hpp"

namespace probation {

// As the plan says, else as the catalogue does. Nothing: neither says.
std::optional<InterventionKind> kind_of(const CaseFacts& facts, const Activity& activity);
// The intervention of the catalogue it names; nothing where there is no catalogue, or none of that id.
const Intervention* intervention_of(const CaseFacts& facts, const Activity& activity);
// The earliest attended contact under the activity, up to as-of.
const Contact* first_attended(const CaseFacts& facts, const Activity& activity);
// As recorded; what was completed after as-of (its end, else its last session) is still in progress.
std::optional<ActivityStatus> status_of(const CaseFacts& facts, const Activity& activity);
// Planned or in progress on the day; one whose status is not recorded is taken for planned.
bool is_live(const CaseFacts& facts, const Activity& activity);

// When a session takes place. The clock is known where both start and length are; times are half-open and may run over
// midnight.
struct SessionTime {
  Date date;
  std::optional<int> start_minute;  // of the day
  std::optional<std::int64_t> minutes;
  [[nodiscard]] bool clock_known() const { return start_minute && minutes; }
  friend bool operator==(const SessionTime&, const SessionTime&) = default;
};
// By date, then hour. The length is the session's, else the intervention's.
std::vector<SessionTime> sessions_of(const CaseFacts& facts, const Activity& activity);

}  // namespace probation
