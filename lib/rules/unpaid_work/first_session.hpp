// The subject of the rules about what has to come before unpaid work begins: the first session of each requirement, by
// date.
#pragma once
#include "facts/case/unpaid_work.hpp"
#include "rules/order/each_sentenced_requirement.hpp"

namespace probation::rules {

// Calls `judge` with the first session of each unpaid work requirement. Without `contacts` the requirement is
// undetermined; where no session was attended the rule does not apply to it.
template <class Judge>
void for_each_first_session(const CaseFacts& facts, Report& report, Judge judge) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        const Contact* first = facts.file.contacts.recorded ? first_unpaid_work_session(facts, requirement) : nullptr;
        if (!facts.file.contacts.recorded)
          report.undetermined(subject_of(order, requirement), requirement.place, "contacts are not recorded",
                              {"/contacts"});
        else if (first == nullptr) report.not_applicable(subject_of(order, requirement));
        else judge(requirement, *first);
      });
}

}  // namespace probation::rules
