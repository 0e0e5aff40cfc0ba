#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "law/spoken_times.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::ora_2014_rar};

bool ends_earlier(const Offence& a, const Offence& b) { return a.last_date.value < b.last_date.value; }

void check(const CaseFacts& facts, Report& report) {
  const std::vector<TimeInForce> times = limits::rar_available.times();
  for (const Order& order : facts.file.orders) {
    if (!may_hold_rar(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    // One offence for which it is available is enough; to fail, the last days of all must be known.
    const bool in_time = std::any_of(order.offences.begin(), order.offences.end(), [](const Offence& o) {
      const auto* row = limits::rar_available.at(ByOffence{o.last_date.value});
      return o.last_date && row != nullptr && row->value;
    });
    std::vector<std::string> missing;
    if (!order.type) missing.push_back(report.pointer(order.place, "type"));
    if (order.offences.empty() || !facts.is_whole(ListName::offences, "last_date"))
      missing.push_back(report.pointer(order.place, "offences"));
    for (const Offence& offence : order.offences)
      if (!offence.last_date) missing.push_back(report.pointer(offence.place, "last_date"));
    const bool dates_known = missing.size() == (order.type ? 0U : 1U);
    const auto last = std::max_element(order.offences.begin(), order.offences.end(), ends_earlier);
    const auto hope = [&] {
      return dates_known ? fmt::format(
                               "every offence ended {}; passes if the order is neither a community nor a suspended "
                               "sentence order",
                               outside_of(times, *last->last_date))
                         : fmt::format("passes if an offence ended {}", spoken_times(times, "on or after"));
    };
    if (!order.requirements.recorded) {
      if (in_time) {
        report.pass(subject_of(order));
        continue;
      }
      missing.push_back(report.pointer(order.place, "requirements"));
      report.undetermined(subject_of(order), order.place,
                          "the requirements are not recorded; passes if none is a rehabilitation activity requirement",
                          missing);
      continue;
    }
    bool said_for_order = false;
    for (const Requirement& requirement : order.requirements) {
      if (!requirement.type.is(RequirementType::rehabilitation_activity)) continue;
      const Subject subject = subject_of(order, requirement);
      if (in_time) {
        report.pass(subject, requirement.type.place);
      } else if (!order.type) {
        if (!said_for_order)
          report.undetermined(subject_of(order), order.place,
                              fmt::format("the type of the order is not recorded; {}", hope()), missing);
        said_for_order = true;
      } else if (!missing.empty()) {
        report.undetermined(subject, requirement.type.place, hope(), missing)
            .here("decided by the last days of the offences")
            .fact("from", times.front().first);
      } else {
        auto finding = report.fail(subject, requirement.type.place,
                                   fmt::format("the latest offence ended on {}; a rehabilitation activity requirement "
                                               "can be made for offences that ended {}",
                                               format(*last->last_date), spoken_times(times, "on or after")));
        finding.here("no power to make this")
            .related(last->last_date.place, "the last day of the latest offence")
            .fact("last_offence", *last->last_date)
            .fact("from", nearest_day(times, *last->last_date));
        for (const Offence& offence : order.offences)
          finding.trace(fmt::format("offence that ended on {}: {}", format(*offence.last_date),
                                    days_beside(*offence.last_date, nearest_day(times, *offence.last_date))));
        finding.fix("correct the last day of the offence; if it is right, refer the order back to the court");
      }
    }
  }
}

}  // namespace

extern const Rule ord101;
constinit const Rule ord101{
    .id = "ORD101",
    .slug = "rar-before-its-law",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::offence,
    .summary = "A rehabilitation activity requirement was made for offences that all ended before it existed.",
    .explanation = {.checks = "The last day of each offence of an order with a rehabilitation activity requirement: at "
                              "least one must lie on or after the day from which the requirement can be imposed.",
                    .matters =
                        "The court had no power to impose the requirement; nothing done under it can be enforced.",
                    .to_do =
                        "Check the offence dates. If they are right, tell the court team: the order needs to go back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
