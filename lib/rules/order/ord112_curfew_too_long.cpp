#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/limits.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/order/law_of_order.hpp"
#include "rules/order/requirement_period.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::curfew, sources::curfew_2022};

constexpr int days_a_week = 7;

struct Faults {
  Place place;                       // of the first
  std::vector<std::string> found;    // what is over a limit, in words
  std::vector<std::string> missing;  // what would decide the rest
  std::vector<std::string> hopes;
};

// Judges under every row that may be in force: over all of them is a fault, over some of them asks for the conviction.
template <class Over, class Words>
void against(const Order& order, const Report& report, const std::vector<const Dated<int>*>& rows, Over over,
             Words words, Faults& faults) {
  const Dated<int>* broken = nullptr;
  const Dated<int>* kept = nullptr;  // the first that is not broken
  for (const Dated<int>* row : rows) {
    if (row == nullptr) continue;
    if (over(row->value)) broken = row;
    else if (kept == nullptr) kept = row;
  }
  if (broken == nullptr) return;
  if (kept == nullptr) {
    faults.found.push_back(words(broken->value));
    return;
  }
  faults.missing.push_back(report.pointer(order.place, "conviction_date"));
  const bool later = kept->from > broken->from;
  faults.hopes.push_back(fmt::format("the conviction was {} {} (else: {})", later ? "on or after" : "before",
                                     format(later ? kept->from : broken->from), words(broken->value)));
}

void judge_hours(const Order& order, const Requirement& requirement, const std::vector<const Dated<int>*>& daily,
                 int least, int weekly, const Report& report, Faults& faults) {
  if (requirement.hours_per_day) {
    const std::int64_t hours = *requirement.hours_per_day;
    faults.place = requirement.hours_per_day.place;
    if (hours < least) faults.found.push_back(fmt::format("{} a day, at least {}", counted(hours, "hour"), least));
    against(
        order, report, daily, [&](int most) { return hours > most; },
        [&](int most) { return fmt::format("{} hours a day, at most {}", hours, most); }, faults);
  } else {
    faults.missing.push_back(report.pointer(requirement.place, "hours_per_day"));
    faults.hopes.push_back(fmt::format("the hours a day are {} to {}", least, daily.front()->value));
  }
  if (requirement.hours_per_week) {
    if (*requirement.hours_per_week > weekly) {
      faults.found.push_back(fmt::format("{} hours in 7 days, at most {}", *requirement.hours_per_week, weekly));
      if (faults.found.size() == 1) faults.place = requirement.hours_per_week.place;
    }
  } else if (!requirement.hours_per_day || *requirement.hours_per_day > weekly / days_a_week) {
    faults.missing.push_back(report.pointer(requirement.place, "hours_per_week"));
    faults.hopes.push_back(fmt::format("the hours in 7 days are at most {}", weekly));
  }
}

void judge_length(const Order& order, const Requirement& requirement, const std::vector<const Dated<int>*>& longest,
                  const Report& report, Faults& faults) {
  RequirementPeriod period = requirement_period(order, requirement);
  const CountedFrom from = counted_from(order, requirement, limits::curfew_from_the_order, report);
  period.first = from.day;
  if (!period.first || !period.last) {
    if (!period.first) faults.missing.push_back(report.pointer(order.place, "sentence_date"));
    if (!period.last) faults.missing.push_back(report.pointer(requirement.place, "end_date"));
    faults.hopes.push_back(fmt::format("it lasts {} months at most", longest.front()->value));
    return;
  }
  const auto last_day = [&](int months) { return period_beginning_with(*period.first, Months{months}); };
  const auto too_long = [&](int months) { return *period.last > last_day(months); };
  const auto words = [&](int months) {
    return fmt::format("it ends on {}; {} months beginning with {} end on {}", format(*period.last), months,
                       format(*period.first), format(last_day(months)));
  };
  const auto row_is_broken = [&](const Dated<int>* row) { return too_long(row->value); };
  if (!period.last_is_the_orders) {
    const std::size_t before = faults.found.size();
    against(order, report, longest, too_long, words, faults);
    if (before == 0 && faults.found.size() == 1) faults.place = period.last_place;
  } else if (std::any_of(longest.begin(), longest.end(), row_is_broken)) {
    // no end of its own, and the order is longer than a limit
    faults.missing.push_back(report.pointer(requirement.place, "end_date"));
    if (!std::all_of(longest.begin(), longest.end(), row_is_broken))
      faults.missing.push_back(report.pointer(order.place, "conviction_date"));
    faults.hopes.push_back(fmt::format("it ends by {}", format(last_day(longest.front()->value))));
  }
  const auto within_from_the_order = [&](const Dated<int>* row) {
    return from.order_day && *period.last <= period_beginning_with(*from.order_day, Months{row->value});
  };
  if (from.conviction_decides && std::none_of(longest.begin(), longest.end(), row_is_broken) &&
      !std::all_of(longest.begin(), longest.end(), within_from_the_order)) {
    faults.missing.insert(faults.missing.end(), from.missing.begin(), from.missing.end());
    faults.hopes.push_back(fmt::format("its {}", from.hope));
  }
}

void say(const Order& order, const Requirement& requirement, const Faults& faults, Report& report) {
  const Subject subject = subject_of(order, requirement);
  if (faults.found.empty() && faults.missing.empty()) {
    report.pass(subject, faults.place);
    return;
  }
  if (faults.found.empty()) {
    report.undetermined(subject, faults.place, fmt::format("passes if {}", join(faults.hopes, " and ")), faults.missing)
        .here("the curfew");
    return;
  }
  if (needs_order_type(order, subject, faults.place, report)) return;
  auto finding =
      report.fail(subject, faults.place, fmt::format("curfew outside its limits: {}", join(faults.found, "; ")));
  finding.here("over the limit")
      .fact("hours_per_day", requirement.hours_per_day ? FactValue{*requirement.hours_per_day} : FactValue{})
      .fact("hours_per_week", requirement.hours_per_week ? FactValue{*requirement.hours_per_week} : FactValue{});
  if (order.conviction_date) finding.related(order.conviction_date.place, "convicted here");
  for (const std::string& fault : faults.found) finding.trace(fault);
  finding.fix("check the requirement with the court register; if it is right, refer the order back");
}

void check_one(const Order& order, const Requirement& requirement, Report& report) {
  const auto daily = limits::curfew_max_hours_per_day.candidates(by_conviction(order));
  const auto longest = limits::curfew_max_months.candidates(by_conviction(order));
  const auto* least = limits::curfew_min_hours_per_day.at(by_conviction(order));
  const auto* weekly = limits::curfew_max_hours_per_week.at(by_conviction(order));
  if (lacks_law(least != nullptr && weekly != nullptr && daily.front() != nullptr && longest.front() != nullptr, order,
                order.conviction_date, "conviction_date", subject_of(order, requirement), report))
    return;
  Faults faults{requirement.place, {}, {}, {}};
  judge_hours(order, requirement, daily, least->value, weekly->value, report, faults);
  judge_length(order, requirement, longest, report, faults);
  say(order, requirement, faults, report);
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::curfew,
      [&](const Order& order, const Requirement& requirement) { check_one(order, requirement, report); });
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
    .explanation =
        {.checks =
             "The hours a day and in seven days, and the length from the first to the last day (from the day of the "
             "order for a conviction before the Code), of each curfew requirement against the row of "
             "the conviction date; the weekly cap holds whenever the person was convicted.",
         .matters = "A curfew outside its limits was never lawfully made, and a breach of it cannot be proved.",
         .to_do = "Check the requirement with the court register; if it is right, refer the order back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
