// The twelve months in which unpaid work had to be done, while that was the law.
#include "facts/case/unpaid_work.hpp"
#include "law/limits.hpp"

namespace probation {

UnpaidWorkPeriod unpaid_work_period(const CaseFacts& facts, const Order& order) {
  UnpaidWorkPeriod period;
  const bool sentence = order.type.is(OrderType::community_order) || order.type.is(OrderType::suspended_sentence_order);
  const auto* months = limits::unpaid_work_period_months.at(AsAt{facts.as_of});
  if ((order.type && !sentence) || months == nullptr) {  // repealed for orders whenever made
    period.applies = false;
    return period;
  }
  if (!order.type) period.missing.push_back({order.place, "type"});
  if (period.missing.empty()) period.applies = true;
  std::vector<const Amendment*> perhaps;  // extensions of a day that is not recorded: they may lie ahead
  for (const Amendment& amendment : order.amendments) {
    if (!amendment.kind.is(AmendmentKind::unpaid_work_extended)) continue;
    if (!amendment.date) perhaps.push_back(&amendment);
    else if (period.extension == nullptr || *amendment.date >= *period.extension->date) period.extension = &amendment;
  }
  const auto until = [](const Amendment& extension) {
    return extension.until ? extension.until.value : extension.end_date.value;
  };
  if (period.extension != nullptr) {
    period.last = until(*period.extension);
    if (!period.last) period.missing.push_back({period.extension->place, "until"});
  } else if (order.sentence_date) {
    period.last = months_after(*order.sentence_date, Months{months->value});
  } else {
    period.missing.push_back({order.place, "sentence_date"});
  }
  // One that is known to be missing may give more time; while the time runs that changes nothing.
  if (!facts.is_whole(ListName::amendments, "until") && (!period.last || facts.as_of > *period.last)) {
    period.missing.push_back({order.place, "amendments"});
    period.last.reset();
  }
  for (const Amendment* extension : perhaps) {
    const std::optional<Date> to = until(*extension);
    if (!to) period.missing.push_back({extension->place, "until"});
    else if (period.last && (facts.as_of <= *to) == (facts.as_of <= *period.last)) continue;  // either says the same
    period.missing.push_back({extension->place, "date"});
    period.last.reset();
  }
  return period;
}

}  // namespace probation
