#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/horizon.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/together.hpp"
#include "facts/case/unpaid_work.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 1> rule_policy{"unpaid_work_hours_per_week"};

void check(const CaseFacts& facts, Report& report) {
  const auto rate = facts.policy.resolve("unpaid_work_hours_per_week", facts.as_of);
  const std::optional<TogetherOver> together =
      rate ? together_over(facts, unpaid_work_needs(facts), rate->number(), 60) : std::nullopt;
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work, [&](const Order& order, const Requirement& requirement) {
        const Subject subject = subject_of(order, requirement);
        const InForce now = in_force(facts, order, requirement, facts.as_of);
        if (!rate || order.termination || now.elsewhere || !tells_unpaid_work(facts, order, requirement)) {
          report.not_applicable(subject);
          return;
        }
        const UnpaidWork work = unpaid_work(facts, order);
        if (work.finished == true) {
          report.pass(subject, requirement.place, "nothing is left to do");
          return;
        }
        const RelevantPeriod period = facts.relevant_period(order, &requirement);
        std::vector<Missing> unknown;
        for (const Missing& fact : period.missing)
          if (fact.key != "sentence_date") unknown.push_back(fact);
        if (!work.required_minutes || !work.credited_minutes || !period.last || !unknown.empty()) {
          std::vector<Missing> missing = work.missing;
          missing.insert(missing.end(), unknown.begin(), unknown.end());
          report.undetermined(subject, requirement.place, "the hours left, or the time left for them, are not known",
                              pointers(report, missing));
          return;
        }
        const std::int64_t left = work.most_left();
        const int whole = days_left_until(facts.as_of, *period.last);
        const auto over = [&](std::int64_t minutes, std::int64_t hours_per_week) {
          return minutes > 60 * fits(whole, hours_per_week);
        };
        if (!over(left, rate->number()) && together && together->requirement == &requirement) {
          auto finding = report.fail(
              subject, requirement.place,
              fmt::format("{} of unpaid work left of several orders together, and at most {} still fit by {}",
                          counted(together->sum, "minute"), counted(together->room / 60, "hour"),
                          format(together->last)));
          finding.here("ends last of them").fact("left_minutes", together->sum).fact("last_day", together->last);
          for (const std::string& step : together->trace) finding.trace(step);
          finding.standard(*rate).fix("offer more sessions a week, or apply for an extension in time");
          return;
        }
        if (!over(left, rate->number())) {
          report.pass(subject, requirement.place);
          return;
        }
        if (!work.uncredited.empty() || !over(work.least_left(), rate->number()) ||
            !facts.is_whole(ListName::contacts)) {
          std::vector<Missing> missing = work.missing;
          if (work.uncredited.empty() && !over(work.least_left(), rate->number()))
            missing.insert(missing.end(), work.incentive.missing.begin(), work.incentive.missing.end());
          if (!facts.is_whole(ListName::contacts)) missing.push_back({facts.file.place, "contacts"});
          report.undetermined(subject, requirement.place,
                              fmt::format("at most {} of unpaid work left, more than fit by {}; passes if what is not "
                                          "recorded makes up for it",
                                          counted(left, "minute"), format(*period.last)),
                              pointers(report, missing));
          return;
        }
        auto finding =
            report.fail(subject, requirement.place,
                        fmt::format("{} of unpaid work left, and at most {} still fit by {}", counted(left, "minute"),
                                    counted(fits(whole, rate->number()), "hour"), format(*period.last)));
        finding.here("hours unfinished")
            .related(period.last_place, std::string(period.last_words))
            .fact("left_minutes", left)
            .fact("fit_hours", fits(whole, rate->number()))
            .fact("last_day", *period.last);
        finding.trace(
            fmt::format("{} - {} credited{} = {} minutes left", *work.required_minutes, *work.credited_minutes,
                        work.incentive.least > 0 ? fmt::format(" - {} incentive", work.incentive.least) : "", left));
        if (work.incentive.least > 0) finding.trace(work.incentive.computed);
        finding
            .trace(fmt::format("{} after {} up to {}; {} x {} / 7, rounded down, = {}", counted(whole, "whole day"),
                               format(facts.as_of), format(*period.last), whole, rate->number(),
                               counted(fits(whole, rate->number()), "hour")))
            .standard(*rate);
        if (!over(left, rate->national_number())) finding.only_local();
        finding.fix("offer more sessions a week, or apply for an extension in time");
      });
}

}  // namespace

extern const Rule upw705;
constinit const Rule upw705{
    .id = "UPW705",
    .slug = "hours-not-on-pace",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The hours of unpaid work left no longer fit into the time left.",
    .explanation = {.checks = "Hours ordered and adjusted less those credited, against the whole days left in the "
                              "relevant period at the set number of hours a week.",
                    .matters =
                        "An order that cannot be finished in its time goes back to court or runs on past its end.",
                    .to_do = "Offer more sessions a week, or apply for an extension in time."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
