// Who records in the properties of the record: on one day, for one reason, and nothing is held against it.
#pragma once
#include <string>
#include <vector>

#include "recording/record.hpp"

namespace probation::recording {

inline Clerk steady_clerk() {
  Clerk one;
  one.recorded = "2025-03-01";
  one.today = date(2025, 3, 1);
  one.reason = "because";
  one.with_dependants = true;
  one.judge = [](const std::string&, FaultDetail) { return std::vector<Fault>{}; };
  return one;
}

}  // namespace probation::recording
