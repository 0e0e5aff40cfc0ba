// Whether an order, or a requirement of it, was in force on a day: yes, no, or not known, and why. Whatever counts or
// judges asks this and nothing else. From the order's date, first and last day included:
// - a community order to its end as amended, and past it while unpaid work of it is unfinished (SA 2020 s. 220(2)); its
//   other requirements are then not known to bind;
// - the requirements of a suspended sentence order to the end of the supervision period (s. 286, s. 288(5)), the order
//   itself to the end of the operational period;
// - a licence to its expiry; post-sentence supervision to its expiry, and for nobody after its abolition;
// - none of them after its termination, or from its transfer on; after an early end that was told and not recorded: not
//   known.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "facts/case/case_facts.hpp"

namespace probation {

struct InForce {
  std::optional<bool> answer;    // nothing: not known
  bool elsewhere = false;        // from its transfer on: governed by another law
  std::string why;               // "the order ends here", "before the order was made"; of a no or not known
  Place place;                   // of the date that decides
  std::vector<Missing> missing;  // what would make it known
  [[nodiscard]] bool is_yes() const { return answer == true; }
  [[nodiscard]] bool is_no() const { return answer == false; }
};

// From the day of its transfer on an order is governed by another law: what happens then is not judged here.
bool governed_elsewhere(const Order& order, Date day);
// The order; of a suspended sentence order the operational period.
InForce in_force(const CaseFacts& facts, const Order& order, Date day);
// Its requirements, whichever: what an appointment or an absence on the day was under.
InForce requirements_in_force(const CaseFacts& facts, const Order& order, Date day);
// Under whichever of them the contact is, on its date; its requirement's own end set aside. Past an end what is under
// rehabilitation activity is not known to bind while unpaid work goes on.
InForce contact_in_force(const CaseFacts& facts, const Order& order, const Contact& contact);
// The same, leaving aside how the order was ended: whether there was anything to end on the day.
InForce would_be_in_force(const CaseFacts& facts, const Order& order, Date day);
// One requirement; its own end and termination too.
InForce in_force(const CaseFacts& facts, const Order& order, const Requirement& requirement, Date day);

}  // namespace probation
