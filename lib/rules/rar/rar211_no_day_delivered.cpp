#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/share_gone.hpp"
#include "law/sources.hpp"
#include "rules/elsewhere.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};
constexpr std::array<std::string_view, 2> rule_policy{"day_count_profile", "first_rar_day_share_percent"};

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const auto limit = facts.policy.resolve("first_rar_day_share_percent", facts.as_of);
  if (!limit) {
    report.not_applicable(subject);
    return;
  }
  const RarDays& days = strict_days(facts, order, requirement);
  if (!days.days.empty()) {
    report.pass(subject, days.days.front().contact->date.place,
                [&] { return fmt::format("first day on {}", format(days.days.front().date)); });
    return;
  }
  const ShareGone share = share_gone(facts, order, &requirement);
  // A missing end could only bring the last day forward: the share is at least this.
  const bool over = share.days_gone && share.over(limit->number());
  if (share.days_gone && share.missing.empty() && !over) {
    report.pass(subject, requirement.place, [&] { return share.words(); });
    return;
  }
  std::vector<std::string> missing;
  if (!days.bounded || !days.possible_days.empty()) {
    missing = pointers(report, days.missing);
    for (std::string& pointer : awaiting_pointers(facts, report, days)) missing.push_back(std::move(pointer));
  }
  if (!over)
    for (std::string& pointer : pointers(report, share.missing)) missing.push_back(std::move(pointer));
  if (!missing.empty()) {
    report.undetermined(
        subject, requirement.place,
        over ? fmt::format("no RAR day counts so far, {}; passes if one of the contacts that are not decided does",
                           share.words())
             : fmt::format("no RAR day counts so far; passes while at most {} % of the order is gone", limit->number()),
        missing);
    return;
  }
  auto finding = report.fail(subject, requirement.place, fmt::format("no RAR day delivered, and {}", share.words()));
  finding.here("nothing delivered")
      .related(share.last_place, "the period ends here")
      .fact("counted", 0)
      .fact("share_percent", limit->number())
      .fact("profile", "strict");
  finding.trace(share.words()).trace(fmt::format("more than {} %", limit->number())).standard(*limit);
  if (!share.over(limit->national_number())) finding.only_local();
  finding.fix("arrange the first activity, or record why it has not begun");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(facts, report, RequirementType::rehabilitation_activity,
                       [&](const Order& order, const Requirement& requirement) {
                         unless_elsewhere(facts, order, subject_of(order, requirement), report,
                                          [&](Report& said) { check_one(facts, order, requirement, said); });
                       });
}

}  // namespace

extern const Rule rar211;
constinit const Rule rar211{
    .id = "RAR211",
    .slug = "no-day-delivered",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "No RAR day was delivered after a set share of the order.",
    .explanation = {.checks = "Each rehabilitation activity requirement on which no day counts, against the share of "
                              "its relevant period that is gone.",
                    .matters =
                        "One person in ten had no activity at all; what has not begun by now will hardly be finished.",
                    .to_do = "Arrange the first activity now, or record why it has not begun."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
