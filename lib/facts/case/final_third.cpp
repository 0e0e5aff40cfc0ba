#include "facts/case/final_third.hpp"

#include <fmt/format.h>

namespace probation {

Date final_third_begins(Period order, std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t days = (order.days() * numerator + denominator - 1) / denominator;
  return order.first + Days{static_cast<int>(days)};
}

ResetExemption reset_exemption(const CaseFacts& facts) {
  ResetExemption found;
  const Assessment* newest = nullptr;
  for (const Assessment& assessment : facts.file.assessments)
    if (assessment.completed_date && *assessment.completed_date <= facts.as_of &&
        (newest == nullptr || *assessment.completed_date >= *newest->completed_date))
      newest = &assessment;
  if (!facts.file.flags.empty()) {
    const auto& flag = facts.file.flags[0];
    found.exempt = true;
    found.why = fmt::format("flag {}", document::word(*flag));
    found.place = flag.place;
  } else if (newest != nullptr && newest->rosh.is(RiskLevel::very_high) && !facts.is_whole(ListName::assessments)) {
    found.missing.push_back({facts.file.place, "assessments"});  // one that is not in the file may be newer
  } else if (newest != nullptr && newest->rosh.is(RiskLevel::very_high)) {
    found.exempt = true;
    found.why = fmt::format("risk of serious harm very high in {}",
                            newest->id ? newest->id->text : std::string("the newest assessment"));
    found.place = newest->rosh.place;
  } else if (facts.is_whole(ListName::flags)) {
    found.exempt = false;  // very high risk is one of the flags, and none is set
  } else {
    found.missing.push_back({facts.file.place, "flags"});
  }
  return found;
}

FinalThird reset_of(const CaseFacts& facts, const Order& order, const Suspension& reset) {
  FinalThird third;
  third.reset = true;
  third.suspension = &reset;
  if (reset.from) {
    third.from = *reset.from;
    third.explicit_from = true;
    third.computed = fmt::format("suspension {} says from {}", subject_of(reset), format(*third.from));
    return third;
  }
  third.numerator = facts.policy.resolve("final_third_numerator", facts.as_of);
  third.denominator = facts.policy.resolve("final_third_denominator", facts.as_of);
  const KnownDate end = facts.delivery_end(order);
  if (!order.sentence_date) third.missing.push_back({order.place, "sentence_date"});
  if (!end) third.missing.push_back({end.place, end.key});
  if (!third.numerator || !third.denominator) third.missing.push_back({reset.place, "from"});
  if (!third.missing.empty()) return third;
  const Period period{*order.sentence_date, *end};
  const std::int64_t up = third.numerator->number(), down = third.denominator->number();
  const Date begins = final_third_begins(period, up, down);
  if (begins < third.numerator->national->from) {  // no Reset then: only the record can say from when
    third.missing.push_back({reset.place, "from"});
    return third;
  }
  third.from = begins;
  third.computed = fmt::format("{} to {} are {} days; {}/{} of them, rounded up, are {} days; {} + {} days = {}",
                               format(period.first), format(period.last), period.days(), up, down,
                               days_between(period.first, begins), format(period.first),
                               days_between(period.first, begins), format(begins));
  return third;
}

namespace {

// Of several the one that was not lifted by as-of; of those one that says a day, and of those the earliest.
bool goes_before(const CaseFacts& facts, const Suspension& one, const Suspension& other) {
  if (is_lifted(facts, one) != is_lifted(facts, other)) return !is_lifted(facts, one);
  if (!one.from || !other.from) return one.from.recorded() && !other.from.recorded();
  return *one.from < *other.from;
}

}  // namespace

bool is_lifted(const CaseFacts& facts, const Suspension& reset) { return reset.until && *reset.until <= facts.as_of; }

std::vector<FinalThird> resets(const CaseFacts& facts, const Order& order) {
  std::vector<FinalThird> all;
  for (const Suspension* suspension : facts.suspensions)
    if (suspension->policy.is(SuspensionPolicy::probation_reset) && facts.order_of(*suspension) == &order)
      all.push_back(reset_of(facts, order, *suspension));
  return all;
}

FinalThird final_third(const CaseFacts& facts, const Order& order) {
  FinalThird third;
  if (!facts.file.suspensions.recorded) {
    third.missing.push_back({facts.file.place, "suspensions"});
    return third;
  }
  const Suspension* reset = nullptr;
  for (const Suspension* suspension : facts.suspensions) {
    const Order* own = facts.order_of(*suspension);
    if (own == nullptr ? suspension->policy && !suspension->policy.is(SuspensionPolicy::probation_reset)
                       : own != &order)
      continue;
    if (!suspension->policy) third.missing.push_back({suspension->place, "policy"});
    else if (own == nullptr) third.missing.push_back({suspension->place, "order"});
    if (own == nullptr || !suspension->policy.is(SuspensionPolicy::probation_reset)) continue;
    if (reset == nullptr || goes_before(facts, *suspension, *reset)) reset = suspension;
  }
  if (reset != nullptr) return reset_of(facts, order, *reset);
  if (!facts.is_whole(ListName::suspensions)) third.missing.push_back({facts.file.place, "suspensions"});
  if (third.missing.empty()) third.reset = false;
  return third;
}

}  // namespace probation
