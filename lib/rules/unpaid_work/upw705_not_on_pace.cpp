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

// What is asked of one requirement's hours at the rate, with the time that is left for them.
struct Pace {
  const ResolvedStandard& rate;
  int whole_days;
  Date last;
  [[nodiscard]] std::int64_t room(std::int64_t hours_per_week) const { return fits(whole_days, hours_per_week); }
  [[nodiscard]] bool over(std::int64_t minutes) const { return minutes > 60 * room(rate.number()); }
  [[nodiscard]] bool over_nationally(std::int64_t minutes) const { return minutes > 60 * room(rate.national_number()); }
};

void fail_together(const TogetherOver& together, const Subject& subject, Place place, const Pace& pace,
                   Report& report) {
  auto finding = report.fail(
      subject, place,
      fmt::format("{} of unpaid work left of several orders together, and at most {} still fit by {}",
                  counted(together.sum, "minute"), counted(together.room / 60, "hour"), format(together.last)));
  finding.here("ends last of them").fact("left_minutes", together.sum).fact("last_day", together.last);
  for (const std::string& step : together.trace) finding.trace(step);
  finding.standard(pace.rate).fix("offer more sessions a week, or apply for an extension in time");
}

void say_open(const CaseFacts& facts, const UnpaidWork& work, const Subject& subject, Place place, const Pace& pace,
              Report& report) {
  std::vector<Missing> missing = work.missing;
  if (work.uncredited.empty() && !pace.over(work.least_left()))
    missing.insert(missing.end(), work.incentive.missing.begin(), work.incentive.missing.end());
  for (const Missing& fact : work.unlinked_missing()) missing.push_back(fact);
  if (!facts.is_whole(ListName::contacts)) missing.push_back({facts.file.place, "contacts"});
  report.undetermined(subject, place,
                      fmt::format("at most {} of unpaid work left, more than fit by {}; passes if what is not recorded "
                                  "makes up for it",
                                  counted(work.most_left(), "minute"), format(pace.last)),
                      pointers(report, missing));
}

// Too many even at the least; spoken of is the least.
void fail(const CaseFacts& facts, const UnpaidWork& work, const RelevantPeriod& period, const Subject& subject,
          Place place, const Pace& pace, Report& report) {
  const bool is_known = work.required_minutes.has_value();
  const std::int64_t left = is_known ? work.most_left() : work.least_left();
  const std::int64_t room = pace.room(pace.rate.number());
  auto finding =
      report.fail(subject, place,
                  fmt::format("{}{} of unpaid work left, and at most {} still fit by {}", is_known ? "" : "at least ",
                              counted(left, "minute"), counted(room, "hour"), format(pace.last)));
  finding.here("hours unfinished")
      .related(period.last_place, std::string(period.last_words))
      .fact("left_minutes", left)
      .fact("fit_hours", room)
      .fact("last_day", pace.last);
  const Incentive& incentive = work.incentive;
  finding.trace(
      is_known ? fmt::format("{} - {} credited{} = {} minutes left", *work.required_minutes, *work.credited_minutes,
                             incentive.least > 0 ? fmt::format(" - {} incentive", incentive.least) : "", left)
               : fmt::format("{} to do, as an amendment or adjustment governs or not, {} credited: {} minutes "
                             "left at the least",
                             work.required_shown(), *work.credited_minutes, left));
  if (incentive.least > 0) finding.trace(incentive.computed);
  finding
      .trace(fmt::format("{} after {} up to {}; {} x {} / 7, rounded down, = {}", counted(pace.whole_days, "whole day"),
                         format(facts.as_of), format(pace.last), pace.whole_days, pace.rate.number(),
                         counted(room, "hour")))
      .standard(pace.rate);
  if (!pace.over_nationally(left)) finding.only_local();
  finding.fix("offer more sessions a week, or apply for an extension in time");
}

void check_one(const CaseFacts& facts, const std::optional<ResolvedStandard>& rate,
               const std::optional<Together>& together, const Order& order, const Requirement& requirement,
               Report& report) {
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
  if (!work.required_most || !work.credited_minutes || !period.last || !unknown.empty()) {
    std::vector<Missing> missing = work.missing;
    missing.insert(missing.end(), unknown.begin(), unknown.end());
    report.undetermined(subject, requirement.place, "the hours left, or the time left for them, are not known",
                        pointers(report, missing));
    return;
  }
  const Pace pace{*rate, days_left_until(facts.as_of, *period.last), *period.last};
  const bool is_open = !work.uncredited.empty() || !pace.over(work.least_left()) || !facts.is_whole(ListName::contacts);
  if (pace.over(work.most_left()) && is_open) say_open(facts, work, subject, requirement.place, pace, report);
  else if (pace.over(work.most_left())) fail(facts, work, period, subject, requirement.place, pace, report);
  else if (const TogetherOver* over = together ? together->over(requirement) : nullptr)
    fail_together(*over, subject, requirement.place, pace, report);
  else if (const auto others = together ? together->open(requirement) : std::vector<Missing>{}; !others.empty())
    report.undetermined(subject, requirement.place,
                        "fits by itself; whether all that is asked of the person fits is not known",
                        pointers(report, others));
  else report.pass(subject, requirement.place);
}

void check(const CaseFacts& facts, Report& report) {
  const auto rate = facts.policy.resolve("unpaid_work_hours_per_week", facts.as_of);
  std::optional<Together> together;
  if (rate) together.emplace(facts, unpaid_work_needs(facts), rate->number(), 60);
  for_each_sentenced_requirement(facts, report, RequirementType::unpaid_work,
                                 [&](const Order& order, const Requirement& requirement) {
                                   check_one(facts, rate, together, order, requirement, report);
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
