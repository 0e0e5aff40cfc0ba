#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_maximum};

constexpr std::array<std::string_view, 1> rule_policy{"day_count_profile"};

// The maximum is one of several as amendments govern or not; or nothing, or none; told with the count.
void say_maximum_open(const Subject& subject, const KnownAmount& maximum, std::int64_t counted_days,
                      const std::string& words, std::vector<std::string> missing, Report& report) {
  report
      .undetermined(subject, maximum.place, fmt::format("{} counted; {}", counted(counted_days, "RAR day"), words),
                    std::move(missing))
      .fact("counted", counted_days)
      .fact("max_days", FactValue{})
      .fact("profile", "strict");
}

void say_failed(const Subject& subject, const KnownAmount& maximum, std::int64_t most, const RarDays& days,
                Report& report) {
  const auto counted_days = static_cast<std::int64_t>(days.days.size());
  auto finding =
      report.fail(subject, maximum.place,
                  fmt::format("{} counted; the order allows at most {}", counted(counted_days, "RAR day"), most));
  finding.here("the maximum").fact("counted", counted_days).fact("max_days", most).fact("profile", "strict");
  for (std::size_t i = static_cast<std::size_t>(most); i < days.days.size(); ++i)
    finding.related(days.days[i].contact->date.place, fmt::format("day {}", i + 1));
  finding.trace(counted_dates(days))
      .trace(fmt::format("{} - {} = {} over", counted_days, most, counted(counted_days - most, "day")));
  finding.fix("instruct no further activity; correct any contact among them that was no RAR activity");
}

void say_days_open(const Subject& subject, const KnownAmount& maximum, std::int64_t most, const RarDays& days,
                   const std::vector<std::string>& missing, Report& report) {
  const auto counted_days = static_cast<std::int64_t>(days.days.size());
  const auto possible = counted_days + static_cast<std::int64_t>(days.possible_days.size());
  report
      .undetermined(subject, maximum.place,
                    days.bounded
                        ? fmt::format("{} or up to {} counted of {}: over the maximum if more than {} of the {} count",
                                      counted_days, possible, most, most - counted_days,
                                      counted(possible - counted_days, "further date"))
                        : fmt::format("the RAR days cannot be counted; passes if they are at most {}", most),
                    missing)
      .here("the maximum")
      .fact("counted", counted_days)
      .fact("possible", possible)
      .fact("max_days", most)
      .fact("profile", "strict")
      .trace(counted_dates(days));
}

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const KnownAmount maximum = facts.max_days(requirement);
  const RarDays& days = strict_days(facts, order, requirement);
  const auto counted_days = static_cast<std::int64_t>(days.days.size());
  const auto possible = counted_days + static_cast<std::int64_t>(days.possible_days.size());
  const auto open = [&] {
    std::vector<std::string> missing = pointers(report, days.missing);
    for (std::string& pointer : awaiting_pointers(facts, report, days)) missing.push_back(std::move(pointer));
    return missing;
  };
  if (!maximum && !maximum.possible.empty() && counted_days <= maximum.possible.back() &&
      (!days.bounded || possible > maximum.possible.front())) {
    // Which of several amendments governs is not known, and it decides.
    std::vector<std::string> missing = pointers(report, maximum.missing);
    if (!days.bounded || possible > counted_days)
      for (std::string& pointer : open()) missing.push_back(std::move(pointer));
    say_maximum_open(subject, maximum, counted_days,
                     fmt::format("the maximum is {} or {}, as an amendment governs or not", maximum.possible.front(),
                                 maximum.possible.back()),
                     std::move(missing), report);
    return;
  }
  const std::optional<std::int64_t> most = maximum                    ? maximum.value
                                           : maximum.possible.empty() ? std::nullopt
                                                                      : std::optional(maximum.possible.back());
  if (!most || *most <= 0)  // ORD102 speaks of the fault
    say_maximum_open(subject, maximum, counted_days,
                     most ? "a maximum of 0 days is none" : "the maximum is not recorded",
                     most ? std::vector{report.pointer(maximum.place)} : pointers(report, maximum.missing), report);
  else if (counted_days > *most) say_failed(subject, maximum, *most, days, report);
  else if (!days.bounded || possible > *most) say_days_open(subject, maximum, *most, days, open(), report);
  else
    report.pass(subject, maximum.place, [&] {
      return possible == counted_days
                 ? fmt::format("{} of {} counted", counted_days, *most)
                 : fmt::format("{} of {} counted, at most {} whatever is still missing", counted_days, *most, possible);
    });
}

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity,
      [&](const Order& order, const Requirement& requirement) { check_one(facts, order, requirement, report); });
}

}  // namespace

extern const Rule rar201;
constinit const Rule rar201{
    .id = "RAR201",
    .slug = "days-over-maximum",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::as_at,
    .summary = "More RAR days were delivered than the order allows.",
    .explanation = {.checks = "The strict count of RAR days of each rehabilitation activity requirement against its "
                              "maximum, as amended by as-of. The count is never capped.",
                    .matters = "The maximum is what the court allowed. Activity instructed beyond it is outside the "
                               "power to instruct, whoever agreed to it.",
                    .to_do = "Check the contacts of the last days; correct those that were no RAR activity. If the "
                             "count stands, stop instructing activity and tell the court team."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = contacts | orders | plan,
    .check_case = &check,
};

}  // namespace probation::rules
