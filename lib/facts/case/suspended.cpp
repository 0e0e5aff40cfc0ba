#include "facts/case/suspended.hpp"

#include "facts/case/final_third.hpp"

namespace probation {

Suspended suspended(const CaseFacts& facts, const Order& order) {
  Suspended found;
  if (!facts.file.suspensions.recorded) {
    found.missing.push_back({facts.file.place, "suspensions"});
    return found;
  }
  for (const Suspension* suspension : facts.suspensions) {
    const Order* own = facts.order_of(*suspension);
    if (own != nullptr && own != &order) continue;
    if (suspension->until && *suspension->until < facts.as_of) continue;
    std::optional<Date> from = suspension->from.value;
    if (!from && suspension->policy.is(SuspensionPolicy::probation_reset))
      from = reset_of(facts, order, *suspension).from;
    if (from && *from > facts.as_of) continue;
    if (!from) found.missing.push_back({suspension->place, "from"});
    if (own == nullptr) found.missing.push_back({suspension->place, "order"});
    if (from && own != nullptr) {
      found.now = true;
      found.by = suspension;
      found.missing.clear();
      return found;
    }
  }
  if (!facts.is_whole(ListName::suspensions)) found.missing.push_back({facts.file.place, "suspensions"});
  if (found.missing.empty()) found.now = false;
  return found;
}

}  // namespace probation
