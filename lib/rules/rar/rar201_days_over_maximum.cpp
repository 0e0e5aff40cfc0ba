#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "law/sources.hpp"
#include "rules/rar/each_requirement.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_maximum};

constexpr std::array<std::string_view, 1> rule_policy{"day_count_profile"};

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        const KnownAmount maximum = facts.max_days(requirement);
        const RarDays& days = strict_days(facts, order, requirement);
        const auto counted_days = static_cast<std::int64_t>(days.days.size());
        const auto possible = counted_days + static_cast<std::int64_t>(days.possible_days.size());
        std::vector<std::string> open = pointers(report, days.missing);
        for (std::string& pointer : awaiting_pointers(facts, report, days)) open.push_back(std::move(pointer));
        if (!maximum && !maximum.possible.empty() && counted_days <= maximum.possible.back() &&
            (!days.bounded || possible > maximum.possible.front())) {
          // Which of several amendments governs is not known, and it decides.
          std::vector<std::string> missing = pointers(report, maximum.missing);
          if (!days.bounded || possible > counted_days) missing.insert(missing.end(), open.begin(), open.end());
          report
              .undetermined(
                  subject, maximum.place,
                  fmt::format("{} counted; the maximum is {} or {}, as an amendment governs or not",
                              counted(counted_days, "RAR day"), maximum.possible.front(), maximum.possible.back()),
                  missing)
              .fact("counted", counted_days)
              .fact("max_days", FactValue{})
              .fact("profile", "strict");
          return;
        }
        const std::optional<std::int64_t> most = maximum                    ? maximum.value
                                                 : maximum.possible.empty() ? std::nullopt
                                                                            : std::optional(maximum.possible.back());
        if (!most || *most <= 0) {  // ORD102 speaks of the fault
          report
              .undetermined(subject, maximum.place,
                            fmt::format("{} counted; {}", counted(counted_days, "RAR day"),
                                        most ? "a maximum of 0 days is none" : "the maximum is not recorded"),
                            most ? std::vector{report.pointer(maximum.place)} : pointers(report, maximum.missing))
              .fact("counted", counted_days)
              .fact("max_days", FactValue{})
              .fact("profile", "strict");
          return;
        }
        if (counted_days > *most) {
          auto finding = report.fail(
              subject, maximum.place,
              fmt::format("{} counted; the order allows at most {}", counted(counted_days, "RAR day"), *most));
          finding.here("the maximum").fact("counted", counted_days).fact("max_days", *most).fact("profile", "strict");
          for (std::size_t i = static_cast<std::size_t>(*most); i < days.days.size(); ++i)
            finding.related(days.days[i].contact->date.place, fmt::format("day {}", i + 1));
          finding.trace(counted_dates(days))
              .trace(fmt::format("{} - {} = {} over", counted_days, *most, counted(counted_days - *most, "day")));
          finding.fix("instruct no further activity; correct any contact among them that was no RAR activity");
          return;
        }
        const bool bounded = days.bounded;
        if (!bounded || possible > *most) {
          report
              .undetermined(
                  subject, maximum.place,
                  bounded
                      ? fmt::format("{} or up to {} counted of {}: over the maximum if more than {} of the {} count",
                                    counted_days, possible, *most, *most - counted_days,
                                    counted(possible - counted_days, "further date"))
                      : fmt::format("the RAR days cannot be counted; passes if they are at most {}", *most),
                  open)
              .here("the maximum")
              .fact("counted", counted_days)
              .fact("possible", possible)
              .fact("max_days", *most)
              .fact("profile", "strict")
              .trace(counted_dates(days));
          return;
        }
        report.pass(subject, maximum.place,
                    possible == counted_days ? fmt::format("{} of {} counted", counted_days, *most)
                                             : fmt::format("{} of {} counted, at most {} whatever is still missing",
                                                           counted_days, *most, possible));
      });
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
