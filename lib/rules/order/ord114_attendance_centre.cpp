#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::attendance_centre, sources::attendance_centre_end};

// The least and the most that the table says of the conviction: of every row that may be the one, where its date is not
// recorded; of the requirement as it last was, where the conviction came after its end; nothing is asked before it.
template <class Table>
std::pair<int, int> bounds(const Table& table, const Order& order) {
  auto rows = table.candidates(by_conviction(order));
  std::erase(rows, nullptr);
  if (rows.empty())
    if (const auto end = table.last_day(by_conviction(order))) rows.push_back(table.at({end}));
  if (rows.empty()) return {0, std::numeric_limits<int>::max()};
  const auto [least, most] =
      std::minmax_element(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->value < b->value; });
  return {(*least)->value, (*most)->value};
}

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const Date last_day = limits::attendance_centre_min_hours.last_day(by_conviction(order))
                            .value_or(order.conviction_date.value.value_or(facts.as_of));
  const auto* in_force = limits::attendance_centre_min_hours.at(by_conviction(order));
  const int least = bounds(limits::attendance_centre_min_hours, order).first,
            most = bounds(limits::attendance_centre_max_hours, order).second,
            youngest = bounds(limits::attendance_centre_age_min, order).first,
            oldest = bounds(limits::attendance_centre_age_max, order).second;
  std::vector<std::string> found, missing, hopes;
  Place place = requirement.type.place;
  const auto& born = facts.file.person ? facts.file.person->date_of_birth : Located<Date>{};
  if (order.conviction_date && in_force == nullptr) {
    place = order.conviction_date.place;
    found.push_back(fmt::format("convicted on {}; the requirement ended for convictions after {}",
                                format(*order.conviction_date), format(last_day)));
  }
  // As amended; whatever they may have been changed to is asked of every amount it can be.
  const KnownAmount hours = facts.hours(requirement);
  const auto is_outside = [&](std::int64_t one) { return one < least || one > most; };
  const auto outside = std::count_if(hours.possible.begin(), hours.possible.end(), is_outside);
  if (!hours.possible.empty() && outside == static_cast<std::ptrdiff_t>(hours.possible.size())) {
    if (found.empty()) place = hours.place;
    found.push_back(fmt::format("{} hours; the law allows {} to {}", amount_in_words(hours), least, most));
  } else if (hours.possible.empty() || outside > 0) {
    for (std::string& pointer : pointers(report, hours.missing)) missing.push_back(std::move(pointer));
    hopes.push_back(fmt::format("the hours are {} to {}", least, most));
  }
  if (order.conviction_date && born) {
    const int age = whole_years(*born, *order.conviction_date);
    if (age < youngest || age > oldest) {
      if (found.empty()) place = order.conviction_date.place;
      found.push_back(fmt::format("aged {} at conviction; the law says {} to {}", age, youngest, oldest));
    }
  } else {
    if (!born)
      missing.push_back(facts.file.person ? report.pointer(facts.file.person->place, "date_of_birth") : "/person");
    if (!order.conviction_date) missing.push_back(report.pointer(order.place, "conviction_date"));
    hopes.push_back(fmt::format("the person was {} to {} at a conviction by {}", youngest, oldest, format(last_day)));
  }
  if (!found.empty()) {
    if (needs_order_type(order, subject, place, report)) return;
    auto finding = report.fail(subject, place, fmt::format("attendance centre requirement: {}", join(found, "; ")));
    finding.here("not within the law");
    for (const std::string& fault : found) finding.trace(fault);
    finding.fix("check the dates and hours; if they are right, refer the order back");
  } else if (!missing.empty()) {
    report.undetermined(subject, place, fmt::format("passes if {}", join(hopes, " and ")), missing)
        .here("the requirement");
  } else {
    report.pass(subject, place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::attendance_centre,
      [&](const Order& order, const Requirement& requirement) { check_one(facts, order, requirement, report); });
}

}  // namespace

extern const Rule ord114;
constinit const Rule ord114{
    .id = "ORD114",
    .slug = "attendance-centre",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::conviction,
    .summary =
        "An attendance centre requirement has the wrong hours, is for the wrong age, or came after its abolition.",
    .explanation =
        {.checks = "The hours, the age at conviction, and the conviction date of each attendance centre requirement.",
         .matters = "The requirement exists for young adults convicted before it was abolished; anyone else cannot be "
                    "made to attend.",
         .to_do = "Check the hours, the birth date and the conviction date; if they are right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | person,
    .check_case = &check,
};

}  // namespace probation::rules
