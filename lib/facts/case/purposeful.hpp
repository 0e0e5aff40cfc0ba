// Purposeful activity that was attended under an order: RAR activity, a programme or treatment. Asked by PLN307; the
// measure asks for more, that the person complied.
#pragma once
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

// One of its kind is there to be delivered.
bool asks_for_activity(const Requirement& requirement);

struct PurposefulActivity {
  const Contact* attended = nullptr;  // one that took place under the order by as-of, the first in the file
  std::vector<Missing> missing;       // otherwise: what would tell of contacts that may have been one
};
// A session that the service called off is none, nor is one of a day on which the order was not in force.
PurposefulActivity purposeful_activity(const CaseFacts& facts, const Order& order);

}  // namespace probation
