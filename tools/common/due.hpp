// The records of due/1, made once for every command that prints them: what is overdue, falls due or lies ahead in one
// case.
#pragma once
#include <string>
#include <vector>

#include "facts/case/reviews.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "render/run/json.hpp"

namespace probation::tools {

// Without --within: what falls due in the next four weeks is `due`, what comes later `ahead`.
inline constexpr int due_within_days = 28;

struct DueRecord {
  std::string crn;
  DueRow row;         // its order and requirement are gone with the case
  render::Json json;  // due/1
};
std::vector<DueRecord> due_records(const CaseFacts& facts, Date until, const PlaceTable& places);
// Reviews of interventions in use; `due` from the policy's months of notice on. Such a record has a member
// `intervention` and no case.
std::vector<DueRecord> due_in_catalogue(const CatalogueFacts& catalogue, const Policy& policy, Date as_of, Date until);
// Overdue ones first, then by date (none last), CRN and kind.
std::string key_of(const DueRecord& record);
void sort_due(std::vector<DueRecord>& records);

}  // namespace probation::tools
