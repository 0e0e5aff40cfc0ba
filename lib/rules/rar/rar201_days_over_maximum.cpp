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
        const std::string subject = subject_of(order, requirement);
        const Located<std::int64_t> maximum = facts.max_days(requirement);
        const RarDays& days = strict_days(facts, order, requirement);
        const auto counted_days = static_cast<std::int64_t>(days.days.size());
        if (!maximum || *maximum <= 0) {  // ORD102 speaks of the fault
          report
              .undetermined(subject, maximum ? maximum.place : requirement.place,
                            fmt::format("{} counted; {}", counted(counted_days, "RAR day"),
                                        maximum ? "a maximum of 0 days is none" : "the maximum is not recorded"),
                            {maximum ? report.pointer(maximum.place) : report.pointer(requirement.place, "max_days")})
              .fact("counted", counted_days)
              .fact("max_days", FactValue{})
              .fact("profile", "strict");
          return;
        }
        if (counted_days > *maximum) {
          auto finding = report.fail(
              subject, maximum.place,
              fmt::format("{} counted; the order allows at most {}", counted(counted_days, "RAR day"), *maximum));
          finding.here("the maximum")
              .fact("counted", counted_days)
              .fact("max_days", *maximum)
              .fact("profile", "strict");
          for (std::size_t i = static_cast<std::size_t>(*maximum); i < days.days.size(); ++i)
            finding.related(days.days[i].contact->date.place, fmt::format("day {}", i + 1));
          finding.trace(counted_dates(days))
              .trace(fmt::format("{} - {} = {} over", counted_days, *maximum, counted(counted_days - *maximum, "day")));
          finding.fix("instruct no further activity; correct any contact among them that was no RAR activity");
          return;
        }
        std::vector<std::string> open = pointers(report, days.missing);
        for (std::string& pointer : awaiting_pointers(facts, report, days)) open.push_back(std::move(pointer));
        const auto possible = counted_days + static_cast<std::int64_t>(days.possible_days.size());
        const bool bounded = days.bounded;
        if (!bounded || possible > *maximum) {
          report
              .undetermined(
                  subject, maximum.place,
                  bounded ? fmt::format("{} counted of {}, and {} may still count: over the maximum if more than {} do",
                                        counted(counted_days, "RAR day"), *maximum,
                                        counted(possible - counted_days, "further date"), *maximum - counted_days)
                          : fmt::format("the RAR days cannot be counted; passes if they are at most {}", *maximum),
                  open)
              .here("the maximum")
              .fact("counted", counted_days)
              .fact("possible", possible)
              .fact("max_days", *maximum)
              .fact("profile", "strict")
              .trace(counted_dates(days));
          return;
        }
        report.pass(subject, maximum.place,
                    possible == counted_days ? fmt::format("{} of {} counted", counted_days, *maximum)
                                             : fmt::format("{} of {} counted, at most {} whatever is still missing",
                                                           counted_days, *maximum, possible));
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
