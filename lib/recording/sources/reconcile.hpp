// A supplier's session list against the record: which sessions both hold, and how they differ. Nothing is written.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "recording/sources/item.hpp"
#include "recording/sources/standing.hpp"

namespace probation::recording {

struct ReconcileQuestion {
  std::optional<Date> from, until;      // both included
  std::optional<std::string> provider;  // nothing: those that the list's own sessions meet
  Date as_of = date(2000, 1, 1);
};
struct SessionRow {
  std::string crn, file;
  Item item;
};

// reconcile/1, by CRN and date; `agrees` included. `cases`: by CRN, each person once.
std::vector<Json> reconcile(const std::vector<std::pair<std::string, Standing>>& cases,
                            const std::vector<SessionRow>& rows, const std::string& system,
                            const ReconcileQuestion& question);

}  // namespace probation::recording
