#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::unpaid_work_hours, sources::unpaid_work_incentive};

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        if (!tells_unpaid_work(facts, order, requirement)) {
          report.not_applicable(subject);
          return;
        }
        const UnpaidWork total = unpaid_work(facts, order);
        const UnpaidWork work = total.of.empty() ? unpaid_work(facts, requirement) : total;
        if (!work.required_minutes || !work.credited_minutes) {
          report.undetermined(subject, requirement.place,
                              work.credited_minutes ? fmt::format("{} credited; the hours ordered are not recorded",
                                                                  counted(*work.credited_minutes, "minute"))
                                                    : std::string("the minutes credited are not known"),
                              pointers(report, missing_minutes(facts, work)));
          return;
        }
        const Incentive& incentive = work.incentive;
        const std::int64_t required = *work.required_minutes - incentive.least;
        const KnownAmount hours = facts.hours(requirement);
        if (*work.credited_minutes <= required && !work.uncredited.empty()) {
          std::vector<std::string> missing;
          for (const Contact* contact : work.uncredited)
            missing.push_back(report.pointer(contact->place, "minutes_credited"));
          report.undetermined(
              subject, hours.place,
              fmt::format("{} credited, and what {} earned is not recorded; passes if {} or less in all",
                          counted(*work.credited_minutes, "minute"),
                          counted(static_cast<std::int64_t>(work.uncredited.size()), "session"),
                          counted(required, "minute")),
              missing);
          return;
        }
        if (*work.credited_minutes <= required && *work.credited_minutes > *work.required_minutes - incentive.most) {
          report
              .undetermined(subject, hours.place,
                            fmt::format("{} credited; {} were to be done, or {} where the incentive cuts them",
                                        counted(*work.credited_minutes, "minute"), required,
                                        *work.required_minutes - incentive.most),
                            pointers(report, incentive.missing))
              .trace(incentive.computed);
          return;
        }
        if (*work.credited_minutes <= required && !facts.is_whole(ListName::contacts)) {
          report.undetermined(subject, hours.place,
                              fmt::format("{} credited in what the file holds; passes if {} or less in all",
                                          counted(*work.credited_minutes, "minute"), required),
                              {"/contacts"});
          return;
        }
        if (*work.credited_minutes <= required) {
          report.pass(subject, hours.place, fmt::format("{} of {} minutes credited", *work.credited_minutes, required));
          return;
        }
        auto finding = report.fail(
            subject, hours.place,
            fmt::format("{} credited; {} were to be done", counted(*work.credited_minutes, "minute"), required));
        finding.here("the hours ordered")
            .fact("credited_minutes", *work.credited_minutes)
            .fact("required_minutes", required);
        finding.trace(fmt::format("{} minutes ordered", *work.specified_minutes));
        for (const Requirement* one : work.of)
          for (const Adjustment& adjustment : one->adjustments)
            if (adjustment.minutes)
              finding.trace(fmt::format("adjusted by {} minutes", *adjustment.minutes))
                  .related(adjustment.place, "an adjustment");
        if (!incentive.computed.empty()) finding.trace(incentive.computed);
        finding
            .trace(fmt::format("{} - {} = {} too many", *work.credited_minutes, required,
                               counted(*work.credited_minutes - required, "minute")))
            .fix("correct the credits or the adjustments");
      });
}

}  // namespace

extern const Rule upw703;
constinit const Rule upw703{
    .id = "UPW703",
    .slug = "credited-over-ordered",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary = "More unpaid work is credited than was ordered and adjusted.",
    .explanation = {.checks = "Minutes credited up to as-of against the hours ordered, as amended, the adjustments, "
                              "and the incentive once its commencement is set.",
                    .matters = "Either hours were credited twice, or the person worked longer than the court asked.",
                    .to_do = "Correct the credits or the adjustments; stop the work if the hours are done."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
