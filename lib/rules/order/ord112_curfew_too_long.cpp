#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/requirement_period.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::curfew, sources::curfew_2022};

constexpr int days_a_week = 7;

struct Faults {
  std::vector<std::string> found;    // what is over a limit, in words
  std::vector<std::string> missing;  // what would decide the rest
  std::vector<std::string> hopes;
};

// A limit that depends on the conviction: over both rows is a fault, over one of them asks for the date.
void against(const Order& order, const Report& report, bool over_old, bool over_new, const std::string& words_old,
             const std::string& words_new, Date change, Faults& faults) {
  if (!over_old && !over_new) return;
  if (order.conviction_date) {
    const bool recent = *order.conviction_date >= change;
    if (recent ? over_new : over_old) faults.found.push_back(recent ? words_new : words_old);
  } else if (over_old && over_new) {
    faults.found.push_back(words_new);
  } else {
    faults.missing.push_back(report.pointer(order.place, "conviction_date"));
    faults.hopes.push_back(fmt::format("{} for a conviction before {}", words_old, format(change)));
  }
}

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const std::string subject = subject_of(order, requirement);
  const auto& daily = limits::curfew_max_hours_per_day.rows;
  const auto& longest = limits::curfew_max_months.rows;
  const int least = limits::curfew_min_hours_per_day.always().value,
            weekly = limits::curfew_max_hours_per_week.always().value;
  const Date change = daily[1].from;
  const bool recent = order.conviction_date && *order.conviction_date >= change;
  Faults faults;
  Place place = requirement.place;
  if (requirement.hours_per_day) {
    const std::int64_t hours = *requirement.hours_per_day;
    place = requirement.hours_per_day.place;
    if (hours < least) faults.found.push_back(fmt::format("{} hours a day, at least {}", hours, least));
    against(order, report, hours > daily[0].value, hours > daily[1].value,
            fmt::format("{} hours a day, at most {}", hours, daily[0].value),
            fmt::format("{} hours a day, at most {}", hours, daily[1].value), change, faults);
  } else {
    faults.missing.push_back(report.pointer(requirement.place, "hours_per_day"));
    faults.hopes.push_back(fmt::format("the hours a day are {} to {}", least, daily[0].value));
  }
  if (requirement.hours_per_week) {
    if (*requirement.hours_per_week > weekly) {
      faults.found.push_back(fmt::format("{} hours in 7 days, at most {}", *requirement.hours_per_week, weekly));
      if (faults.found.size() == 1) place = requirement.hours_per_week.place;
    }
  } else if (!requirement.hours_per_day || *requirement.hours_per_day > weekly / days_a_week) {
    faults.missing.push_back(report.pointer(requirement.place, "hours_per_week"));
    faults.hopes.push_back(fmt::format("the hours in 7 days are at most {}", weekly));
  }
  const RequirementPeriod period = requirement_period(facts, order, requirement);
  if (period.first && period.last) {
    const Date old_end = period_beginning_with(*period.first, Months{longest[0].value}),
               new_end = period_beginning_with(*period.first, Months{longest[1].value});
    const auto words = [&](int months, Date end) {
      return fmt::format("it ends on {}; {} months beginning with {} end on {}", format(*period.last), months,
                         format(*period.first), format(end));
    };
    if (!period.last_is_the_orders) {
      const std::size_t before = faults.found.size();
      against(order, report, *period.last > old_end, *period.last > new_end, words(longest[0].value, old_end),
              words(longest[1].value, new_end), change, faults);
      if (before == 0 && faults.found.size() == 1) place = period.last_place;
    } else if (*period.last > old_end &&
               (!recent || *period.last > new_end)) {  // no end of its own, and the order is longer than a limit
      faults.missing.push_back(report.pointer(requirement.place, "end_date"));
      if (!order.conviction_date && *period.last <= new_end)
        faults.missing.push_back(report.pointer(order.place, "conviction_date"));
      faults.hopes.push_back(fmt::format("it ends by {}", format(recent ? new_end : old_end)));
    }
  } else {
    if (!period.first) faults.missing.push_back(report.pointer(order.place, "sentence_date"));
    if (!period.last) faults.missing.push_back(report.pointer(requirement.place, "end_date"));
    faults.hopes.push_back(fmt::format("it lasts {} months at most", longest[0].value));
  }
  if (!faults.found.empty()) {
    if (needs_order_type(order, subject, place, report)) return;
    auto finding = report.fail(subject, place, fmt::format("curfew outside its limits: {}", join(faults.found, "; ")));
    finding.here("over the limit")
        .fact("hours_per_day", requirement.hours_per_day ? FactValue{*requirement.hours_per_day} : FactValue{})
        .fact("hours_per_week", requirement.hours_per_week ? FactValue{*requirement.hours_per_week} : FactValue{});
    if (order.conviction_date)
      finding.related(
          order.conviction_date.place,
          fmt::format("convicted {} {}", *order.conviction_date < change ? "before" : "on or after", format(change)));
    for (const std::string& fault : faults.found) finding.trace(fault);
    finding.fix("check the requirement with the court register; if it is right, refer the order back");
  } else if (!faults.missing.empty()) {
    report.undetermined(subject, place, fmt::format("passes if {}", join(faults.hopes, " and ")), faults.missing)
        .here("the curfew");
  } else {
    report.pass(subject, place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::curfew,
      [&](const Order& order, const Requirement& requirement) { check_one(facts, order, requirement, report); });
}

}  // namespace

extern const Rule ord112;
constinit const Rule ord112{
    .id = "ORD112",
    .slug = "curfew-too-long",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::conviction,
    .summary = "A curfew asks for fewer or more hours, or lasts longer, than the law in force at conviction allows.",
    .explanation = {.checks = "The hours a day and in seven days, and the length from the first to the last day, of "
                              "each curfew requirement against the row of the conviction date; the weekly cap holds "
                              "whenever the person was convicted.",
                    .matters =
                        "A curfew outside its limits was never lawfully made, and a breach of it cannot be proved.",
                    .to_do = "Check the requirement with the court register; if it is right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
