#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/unpaid_work.hpp"
#include "law/sources.hpp"
#include "rules/each_amount.hpp"
#include "rules/elsewhere.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule upw702;

namespace {

constexpr std::array rule_sources{sources::unpaid_work_guidance_2024};
constexpr std::array<std::string_view, 1> rule_policy{"ete_share_percent"};

void check_against(const KnownAmount& hours, const std::optional<ResolvedStandard>& cap, const CaseFacts& facts,
                   const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  if (!cap) {
    report.not_applicable(subject);
    return;
  }
  if (!facts.file.contacts.recorded) {
    report.undetermined(subject, requirement.place, "contacts are not recorded", {"/contacts"});
    return;
  }
  const TrainingMinutes training = training_minutes(facts, unpaid_work_ordered(order));
  const bool whole = facts.is_whole(ListName::contacts);
  if (whole && training.credited + training.perhaps == 0 && training.uncredited.empty()) {
    report.pass(subject, requirement.place, "no training is credited");
    return;
  }
  if (!hours) {
    report.undetermined(
        subject, requirement.place,
        fmt::format("{} of training credited; passes if at least {} hours were ordered",
                    counted(training.credited, "minute"),
                    (100 * training.credited + 60 * cap->number() - 1) / std::max<std::int64_t>(1, 60 * cap->number())),
        pointers(report, hours.missing));
    return;
  }
  const auto over = [&](std::int64_t minutes, std::int64_t percent) {
    return 100 * minutes > percent * 60 * std::min<std::int64_t>(*hours, 1'000'000);
  };
  if (over(training.credited, cap->number())) {
    auto finding = report.fail(subject, hours.place,
                               fmt::format("{} of training credited of {} hours ordered; at most {} % may be",
                                           counted(training.credited, "minute"), *hours, cap->number()));
    finding.here("the hours ordered")
        .fact("training_minutes", training.credited)
        .fact("hours", *hours)
        .fact("cap_percent", cap->number());
    finding
        .trace(fmt::format("{} % of {} x 60 minutes are {}; {} are more", cap->number(), *hours,
                           60.0 * static_cast<double>(*hours) * static_cast<double>(cap->number()) / 100.0,
                           training.credited))
        .standard(*cap);
    if (!over(training.credited, cap->national_number())) finding.only_local();
  } else if (!whole || !training.uncredited.empty() || over(training.credited + training.perhaps, cap->number())) {
    std::vector<std::string> missing;
    if (!whole) missing.emplace_back("/contacts");
    for (const Contact* contact : training.unsaid) missing.push_back(report.pointer(contact->place, "ete"));
    for (const Contact* contact : training.uncredited)
      missing.push_back(report.pointer(contact->place, "minutes_credited"));
    report.undetermined(
        subject, hours.place,
        fmt::format("{} of training credited, and {} or more of sessions that do not say; passes if at most {} % "
                    "of the hours were training",
                    counted(training.credited, "minute"), counted(training.perhaps, "minute"), cap->number()),
        missing);
  } else {
    report.pass(subject, hours.place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  const auto cap = facts.policy.resolve("ete_share_percent", facts.as_of);
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        if (!tells_unpaid_work(facts, order, requirement)) {
          report.not_applicable(subject);  // several are one total
          return;
        }
        unless_elsewhere(facts, order, subject, report, [&](Report& here) {
          for_each_amount(facts, upw702, subject, hours_together(facts, unpaid_work_ordered(order)),
                          "the number of hours", Spoken::most, here, [&](const KnownAmount& hours, Report& said) {
                            check_against(hours, cap, facts, order, requirement, said);
                          });
        });
      });
}

}  // namespace

constinit const Rule upw702{
    .id = "UPW702",
    .slug = "training-share",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "More of the unpaid work is credited for education, training and employment than policy allows.",
    .explanation = {.checks = "Minutes credited as education, training or employment in 100 of the hours ordered, "
                              "against the share in force on as-of.",
                    .matters = "Training counts only up to a share; hours beyond it were not worked.",
                    .to_do = "Move the surplus to other hours, or correct which sessions were training."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
