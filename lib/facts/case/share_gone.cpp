#include "facts/case/share_gone.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace probation {

std::string ShareGone::words() const {
  return fmt::format("{} of {} days are gone ({} %)", *days_gone, days_in_all,
                     100 * std::int64_t{*days_gone} / days_in_all);
}

ShareGone share_gone(const CaseFacts& facts, const Order& order, const Requirement* requirement) {
  const RelevantPeriod period = facts.relevant_period(order, requirement);
  ShareGone share;
  share.last_place = period.last_place;
  share.missing = period.missing;
  if (!period.first || !period.last || *period.last < *period.first) {
    if (share.missing.empty())
      share.missing.push_back({order.place, "end_date"});  // an end before the start tells nothing
    return share;
  }
  share.days_in_all = days_between(*period.first, *period.last) + 1;
  share.days_gone = std::clamp(days_between(*period.first, facts.as_of), 0, share.days_in_all);
  return share;
}

}  // namespace probation
