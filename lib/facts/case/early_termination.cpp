#include "facts/case/early_termination.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "facts/case/unpaid_work.hpp"

namespace probation {
namespace {

// A statement of the officer's consideration, as recorded.
TerminationCondition stated(const Order& order, std::string words, Located<bool> EarlyTermination::*member,
                            std::string_view key, bool wanted) {
  TerminationCondition condition{std::move(words), {}, {}, order.place, {}};
  if (!order.early_termination) {
    condition.missing.push_back({order.place, "early_termination"});
    condition.why = "no consideration of early termination is recorded";
    return condition;
  }
  const Located<bool>& value = (*order.early_termination).*member;
  condition.place = value ? value.place : order.early_termination->place;
  if (!value) {
    condition.missing.push_back({order.early_termination->place, key});
    condition.why = fmt::format("`{}` is not recorded", key);
  } else {
    condition.met = *value == wanted;
    if (!*condition.met) condition.why = fmt::format("`{}` is {}", key, *value);
  }
  return condition;
}

bool is_rehabilitation(const Requirement& requirement) {
  return requirement.type.is(RequirementType::rehabilitation_activity) ||
         requirement.type.is(RequirementType::probation_requirement);
}

TerminationCondition complied(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  TerminationCondition condition{fmt::format("{} complied with", subject_of(order, requirement)),
                                 {},
                                 {},
                                 requirement.status ? requirement.status.place : requirement.place,
                                 {}};
  if (requirement.type.is(RequirementType::unpaid_work)) {
    const bool has_day = order.termination && order.termination->date;
    const UnpaidWork work = unpaid_work_on(facts, requirement, has_day ? *order.termination->date : facts.as_of);
    if (!work.required_minutes && work.finished == true) {
      condition.met = true;
      condition.why = fmt::format("{} minutes of unpaid work are credited, enough whichever amendment governs",
                                  *work.credited_minutes);
      return condition;
    }
    const bool short_in_any_case = work.finished == false && facts.is_whole(ListName::contacts);
    if (!work.credited_minutes || (!work.required_minutes && !short_in_any_case)) {
      condition.missing = missing_minutes(facts, work);
      condition.why = "the hours worked are not known";
      return condition;
    }
    condition.why =
        fmt::format("{} of {} minutes of unpaid work are credited", *work.credited_minutes, work.required_shown());
    if (work.most_left() == 0) {
      condition.met = true;
    } else if (!work.uncredited.empty()) {
      for (const Contact* session : work.uncredited) condition.missing.push_back({session->place, "minutes_credited"});
      condition.why = "the minutes credited for a session are not recorded";
    } else if (work.least_left() > 0 && facts.is_whole(ListName::contacts)) {
      condition.met = false;
    } else if (work.least_left() > 0) {
      condition.missing.push_back({facts.file.place, "contacts"});
      condition.why += "; not every session is in the file";
    } else {
      condition.missing = work.unlinked_missing();
      condition.why += condition.missing.empty() ? "; enough where the incentive cuts the rest"
                                                 : "; enough with sessions that name no requirement";
      condition.missing.insert(condition.missing.end(), work.incentive.missing.begin(), work.incentive.missing.end());
    }
    return condition;
  }
  if (!requirement.status) {
    condition.missing.push_back({requirement.place, "status"});
    condition.why = fmt::format("the status of {} is not recorded", subject_of(order, requirement));
  } else if (requirement.status.is(RequirementStatus::active)) {
    condition.met = false;
    condition.why = fmt::format("{} is still active", subject_of(order, requirement));
  } else if (requirement.status.is(RequirementStatus::terminated)) {
    condition.missing.push_back({requirement.place, "status"});
    condition.why =
        fmt::format("{} was terminated, which does not say that it was complied with", subject_of(order, requirement));
  } else {
    condition.met = true;  // completed; a revoked one is no longer a requirement of the order
  }
  return condition;
}

// What the plan itself says of its objectives, beside what the officer states.
TerminationCondition plan_objectives(const CaseFacts& facts) {
  TerminationCondition condition{"the objectives of the sentence plan met", true, {}, facts.file.place, {}};
  for (const Objective& objective : facts.file.plan->objectives) {
    if (!objective.status.is(ObjectiveStatus::active) && !objective.status.is(ObjectiveStatus::future)) continue;
    condition.met = false;
    condition.place = objective.status.place;
    condition.why = fmt::format("objective {} is {}", objective.id ? objective.id->text : std::string("?"),
                                document::word(*objective.status));
    break;
  }
  if (condition.met == true && !facts.is_whole(ListName::objectives)) {
    condition.met.reset();
    condition.why = "an objective is known to be missing";
    condition.missing.push_back({facts.file.plan->place, "objectives"});
  }
  return condition;
}

}  // namespace

std::vector<TerminationCondition> termination_conditions(const CaseFacts& facts, const Order& order) {
  std::vector<TerminationCondition> all;
  all.push_back(stated(order, "not an order under special procedures", &EarlyTermination::special_procedures,
                       "special_procedures", false));
  // A court that reviews the order, beside a record that says that none does (ORD131): one of them is wrong.
  const bool reviewed = std::any_of(facts.file.flags.begin(), facts.file.flags.end(),
                                    [](const auto& f) { return f.is(CaseFlag::intensive_supervision_court); });
  if (reviewed && all.back().met == true) {
    all.back().met.reset();
    all.back().why = "`special_procedures` is false beside the flag intensive_supervision_court";
    all.back().missing.push_back({order.early_termination->place, "special_procedures"});
  }
  if (!facts.knows_requirements(order))
    all.push_back(
        {"every requirement complied with",
         {},
         order.requirements.recorded ? "a requirement is known to be missing" : "the requirements are not recorded",
         order.place,
         {{order.place, "requirements"}}});
  if (std::any_of(order.requirements.begin(), order.requirements.end(), is_rehabilitation))
    all.push_back(stated(order, "no further instructions needed", &EarlyTermination::no_further_instructions_needed,
                         "no_further_instructions_needed", true));
  for (const Requirement& requirement : order.requirements)
    if (!is_rehabilitation(requirement)) all.push_back(complied(facts, order, requirement));
  // A plan without a date, an activity or an objective is no plan; no plan asks for no objectives.
  const auto& plan = facts.file.plan;
  const bool no_plan = plan && !plan->completed_date && plan->activities.empty() && plan->objectives.empty() &&
                       facts.is_whole(ListName::activities) && facts.is_whole(ListName::objectives);
  if (!no_plan) {
    all.push_back(
        stated(order, "the objectives of the plan met", &EarlyTermination::objectives_met, "objectives_met", true));
    all.push_back(
        stated(order, "no objective to add", &EarlyTermination::objectives_to_add, "objectives_to_add", false));
    if (plan) all.push_back(plan_objectives(facts));
  }
  return all;
}

}  // namespace probation
