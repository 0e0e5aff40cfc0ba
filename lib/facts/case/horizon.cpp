#include "facts/case/horizon.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace probation {

int days_left_until(Date as_of, Date last) { return std::max(0, days_between(as_of, last)); }

std::int64_t fits(std::int64_t whole_days, std::int64_t per_week) { return whole_days * per_week / 7; }

std::string Horizon::words() const {
  if (moved) return fmt::format("Reset stops activity after {}", format(*last));
  return end ? fmt::format("{}, {}", last_words, format(*end)) : std::string();
}

Horizon horizon(const CaseFacts& facts, const Order& order, const Requirement& requirement) {
  Horizon found;
  const RelevantPeriod period = facts.relevant_period(order, &requirement);
  found.end = period.last;
  found.place = period.last_place;
  if (!found.end) {
    found.missing = period.missing;
    return found;
  }
  found.last_words = period.last_words;
  for (const Missing& fact : period.missing)
    if (fact.key != "sentence_date") found.missing.push_back(fact);
  if (!found.missing.empty()) return found;  // it ends by then, and perhaps before
  const FinalThird third = final_third(facts, order);
  if (third.reset == false) {
    found.stopped = false;
    found.last = found.end;
    return found;
  }
  if (third.reset == true && is_lifted(facts, *third.suspension)) {
    found.stopped = false;
    found.last = found.end;
    found.computed = fmt::format("Reset ended on {}", format(*third.suspension->until));
    return found;
  }
  const ResetExemption exemption = reset_exemption(facts);
  if (third.reset == true && exemption.exempt == true) {
    found.stopped = false;
    found.last = found.end;
    found.computed = "exempt from Reset: " + exemption.why;
    return found;
  }
  found.missing = third.missing;
  if (third.reset == true && !exemption.exempt)
    found.missing.insert(found.missing.end(), exemption.missing.begin(), exemption.missing.end());
  if (!third.from) return found;
  const Date stop = *third.from - Days{1};
  if (third.reset == true && !exemption.exempt) found.earliest = std::min(*found.end, stop);
  if (!exemption.exempt) return found;
  found.stopped = stop < *found.end;
  found.last = std::min(*found.end, stop);
  if (*found.stopped) {
    found.place = third.suspension->place;
    found.moved = true;
    found.computed = third.computed;
  }
  return found;
}

}  // namespace probation
