#include "measures/unit_orders.hpp"

#include <algorithm>

#include "facts/case/in_force.hpp"
#include "facts/case/order_kinds.hpp"

namespace probation::caseload {

std::optional<bool> is_unit(const CaseFacts& facts, const Order& order) {
  if (order.type && !is_sentence(order)) return false;
  if (order.sentence_date && *order.sentence_date > facts.as_of) return false;
  const bool has_rar = std::any_of(order.requirements.begin(), order.requirements.end(), is_rar);
  if (!has_rar && facts.knows_requirements(order)) return false;
  std::optional<bool> counts = has_rar && order.type && order.sentence_date ? std::optional(true) : std::nullopt;
  // What was made within the twelve months ended within them, if it has ended. Unfinished unpaid work keeps an order
  // running past its end, so that the end alone does not tell.
  const Date from = months_before(facts.as_of, Months{12});
  if (order.sentence_date && *order.sentence_date >= from) return counts;
  const InForce then = requirements_in_force(facts, order, from);
  const InForce now = then.is_yes() ? then : requirements_in_force(facts, order, facts.as_of);
  if (then.is_no() && now.is_no()) return false;
  if (!then.is_yes() && !now.is_yes()) counts.reset();
  return counts;
}

}  // namespace probation::caseload
