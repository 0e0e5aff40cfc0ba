// The subject of the rules about what has to come before unpaid work begins: the first session of each requirement, by
// date.
#pragma once
#include <fmt/format.h>
#include <vector>

#include "facts/case/unpaid_work.hpp"
#include "rules/order/each_sentenced_requirement.hpp"

namespace probation::rules {

// Of one requirement; `first` may be nothing.
template <class Judge>
void judge_first(const CaseFacts& facts, const Order& order, const Requirement& requirement, const Contact* first,
                 Report& report, Judge judge) {
  std::vector<Finding> of_first, of_earlier;
  if (first != nullptr) {
    Report aside = report.aside(of_first);
    judge(requirement, *first, aside);
  }
  const Contact* earlier = first_unlinked_session(facts, requirement);
  const bool is_asked =
      earlier != nullptr &&
      (first == nullptr || (*earlier->date < *first->date && of_first.front().outcome == Verdict::pass));
  if (is_asked) {
    Report aside = report.aside(of_earlier);
    judge(requirement, *earlier, aside);
  }
  if (is_asked && of_earlier.front().outcome != Verdict::pass) {
    std::vector<std::string> missing = of_earlier.front().missing;
    missing.insert(missing.begin(), report.pointer(earlier->place, "requirement"));
    report.undetermined(subject_of(*earlier), earlier->date.place,
                        fmt::format("the session of {} may have been the first, and under which requirement it was is "
                                    "not recorded",
                                    format(*earlier->date)),
                        std::move(missing));
  } else if (first != nullptr) {
    judge(requirement, *first, report);
  } else {
    report.not_applicable(subject_of(order, requirement));
  }
}

// Calls `judge(requirement, session, report)` with the first session of each unpaid work requirement. Without
// `contacts` the requirement is undetermined; where no session was attended the rule does not apply to it. An earlier
// session that names no requirement may have been the first: where that would be no pass, it is asked which it was
// under.
template <class Judge>
void for_each_first_session(const CaseFacts& facts, Report& report, Judge judge) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        const Contact* first = facts.file.contacts.recorded ? first_unpaid_work_session(facts, requirement) : nullptr;
        if (!facts.file.contacts.recorded)
          report.undetermined(subject_of(order, requirement), requirement.place, "contacts are not recorded",
                              {"/contacts"});
        else judge_first(facts, order, requirement, first, report, judge);
      });
}

}  // namespace probation::rules
