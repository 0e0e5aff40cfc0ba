// The conditions of early termination (SA 2020 Sch. 10 para 15A, Sch. 16 para 22A): each met, not met, or not known
// from the record. Whether a termination was lawful, or one is due, is for the rules.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

struct TerminationCondition {
  std::string words;        // "not an order under special procedures"
  std::optional<bool> met;  // nothing: not recorded
  std::string why;          // not met, or what is missing
  Place place;
  std::vector<Missing> missing;
};

// Of a community or suspended sentence order, on the date: no special procedures; no further instructions where there
// is a rehabilitation activity or probation requirement; every other requirement complied with; the objectives of the
// plan, where there is one, met and none to add.
std::vector<TerminationCondition> termination_conditions(const CaseFacts& facts, const Order& order);

}  // namespace probation
