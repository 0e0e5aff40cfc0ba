#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/share_gone.hpp"
#include "facts/case/suspended.hpp"
#include "law/sources.hpp"
#include "rules/each_amount.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule rar212;

namespace {

constexpr std::array rule_sources{sources::hmip_2017};
constexpr std::array<std::string_view, 2> rule_policy{"day_count_profile", "pace_margin_percent"};

// More than `margin` points behind: 100·gone/all − 100·used/maximum > margin, in whole numbers.
bool behind(const ShareGone& share, std::int64_t used, std::int64_t maximum, std::int64_t margin) {
  const std::int64_t all = share.days_in_all;
  return 100 * (*share.days_gone * maximum - used * all) > margin * all * maximum;
}

void check_against(const KnownAmount& maximum, const CaseFacts& facts, const Order& order,
                   const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const auto margin = facts.policy.resolve("pace_margin_percent", facts.as_of);
  const Suspended pause = suspended(facts, order);
  const InForce now = in_force(facts, order, requirement, facts.as_of);
  if (!margin || pause.now == true || now.elsewhere) {
    report.not_applicable(subject);
    return;
  }
  const RarDays& days = strict_days(facts, order, requirement);
  const ShareGone share = share_gone(facts, order, &requirement);
  const bool has_maximum = maximum && *maximum > 0 && *maximum <= 1'000'000;
  const auto used = static_cast<std::int64_t>(days.days.size()),
             possible = used + static_cast<std::int64_t>(days.possible_days.size());
  const std::int64_t points = margin->number();
  // A missing end could only bring the last day forward, and the share up.
  if (has_maximum && share.days_gone && share.missing.empty() && !behind(share, used, *maximum, points)) {
    report.pass(subject, maximum.place,
                [&] { return fmt::format("{}; {} of {} days used", share.words(), used, *maximum); });
    return;
  }
  std::vector<std::string> missing = pointers(report, days.bounded ? share.missing : days.missing);
  if (!has_maximum)
    for (const Missing& fact : maximum ? std::vector<Missing>{{maximum.place, {}}} : maximum.missing)
      missing.push_back(report.pointer(fact.record, fact.key));
  const bool certain = has_maximum && share.days_gone && days.bounded && behind(share, possible, *maximum, points);
  if (has_maximum && share.days_gone && !certain && behind(share, used, *maximum, points)) {
    for (std::string& pointer : pointers(report, days.missing)) missing.push_back(std::move(pointer));
    for (std::string& pointer : awaiting_pointers(facts, report, days)) missing.push_back(std::move(pointer));
  }
  if (!pause.now)
    for (std::string& pointer : pointers(report, pause.missing)) missing.push_back(std::move(pointer));
  // An order that may be over is behind nothing.
  if (certain && pause.now == false && !now.answer) {
    report.undetermined(subject, maximum.place,
                        fmt::format("{}, {} of {} days used; whether it is still in force is not known: {}",
                                    share.words(), used, *maximum, now.why),
                        pointers(report, now.missing));
    return;
  }
  if (!certain || !pause.now) {
    report.undetermined(
        subject, has_maximum ? maximum.place : requirement.place,
        certain ? fmt::format("{}, {} of {} days used; passes if delivery is suspended", share.words(), used, *maximum)
                : fmt::format("{} counted; passes if the days used are at most {} points behind the time gone",
                              counted(used, "RAR day"), points),
        missing);
    return;
  }
  auto finding = report.fail(
      subject, maximum.place,
      fmt::format("{}, and {} of {} RAR days used ({} %)", share.words(), used, *maximum, 100 * used / *maximum));
  finding.here("the maximum")
      .related(share.last_place, "the period ends here")
      .fact("counted", used)
      .fact("max_days", *maximum)
      .fact("margin_points", points)
      .fact("profile", "strict");
  finding.trace(fmt::format(
      "100 x {} / {} - 100 x {} / {} = {:.1f} points behind, more than {}", *share.days_gone, share.days_in_all, used,
      *maximum,
      100.0 * *share.days_gone / share.days_in_all - 100.0 * static_cast<double>(used) / static_cast<double>(*maximum),
      points));
  finding.trace(counted_dates(days)).standard(*margin);
  if (!behind(share, possible, *maximum, margin->national_number())) finding.only_local();
  finding.fix("arrange more sessions, or record why fewer are needed");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        for_each_amount(facts, rar212, subject_of(order, requirement), facts.max_days(requirement), "the maximum",
                        Spoken::least, report, [&](const KnownAmount& maximum, Report& said) {
                          check_against(maximum, facts, order, requirement, said);
                        });
      });
}

}  // namespace

constinit const Rule rar212{
    .id = "RAR212",
    .slug = "behind-pace",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "Delivery of RAR days is behind the time that has gone by a set margin.",
    .explanation = {.checks = "The share of the relevant period that is gone, less the days used in 100 of the "
                              "maximum, against the margin; not while delivery is suspended.",
                    .matters = "Days that are left too long are delivered in a rush at the end, or not at all.",
                    .to_do = "Arrange more sessions now, or record why fewer are needed."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan | suspensions,
    .check_case = &check,
};

}  // namespace probation::rules
