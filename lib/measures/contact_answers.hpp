// What the contacts of a case answer of one order: what was delivered and arranged under it, and whether its absences
// were decided. A contact of which the file does not say the order may be of this one.
#pragma once
#include <optional>

#include "measures/measures.hpp"

namespace probation::caseload {

// A contact that asks for a decision: an absence, or no outcome, older than the practice policy allows for.
bool is_absence_to_decide(const CaseFacts& facts, const Contact& contact);
// Whether it was decided, if it was of the order; nothing where the order was not in force on its day.
std::optional<Answer> absence_decided(const CaseFacts& facts, const Order& order, const Contact& contact);

// Some purposeful activity, once a set share of the order is gone.
Answer purposeful_activity_delivered(const CaseFacts& facts, const Order& order);
// Days arranged, delivered or not, against the share of the order gone.
Answer days_arranged(const CaseFacts& facts, const Order& order);

}  // namespace probation::caseload
