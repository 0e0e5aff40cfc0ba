#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/horizon.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/together.hpp"
#include "law/sources.hpp"
#include "rules/each_amount.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule rar213;

namespace {

constexpr std::array rule_sources{sources::hmip_2017, sources::reset};
constexpr std::array<std::string_view, 2> rule_policy{"day_count_profile", "rar_days_per_week"};

void check_against(const KnownAmount& maximum, const Together* together, const CaseFacts& facts, const Order& order,
                   const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const auto rate = facts.policy.resolve("rar_days_per_week", facts.as_of);
  const Horizon horizon_found = horizon(facts, order, requirement);
  const InForce now = in_force(facts, order, requirement, facts.as_of);
  const bool ended = order.termination || requirement.termination_date ||
                     (requirement.status && !requirement.status.is(RequirementStatus::active));
  if (!rate || ended || now.elsewhere ||
      (horizon_found.end && *horizon_found.end < facts.as_of)) {  // over: RAR214 speaks of the days left
    report.not_applicable(subject);
    return;
  }
  const RarDays& days = strict_days(facts, order, requirement);
  const auto used = static_cast<std::int64_t>(days.days.size()),
             possible = used + static_cast<std::int64_t>(days.possible_days.size());
  const bool has_maximum = maximum && *maximum > 0;
  if (has_maximum && used >= *maximum) {
    report.pass(subject, maximum.place, "no day is left");
    return;
  }
  const auto too_many = [&](std::int64_t spent, const Date& last, std::int64_t per_week) {
    return *maximum - spent > fits(days_left_until(facts.as_of, last), per_week);
  };
  const std::int64_t per_week = rate->number();
  // The end bounds the answer where Reset is not known: what does not fit to the end fits no earlier.
  const std::optional<Date> latest = horizon_found.last ? horizon_found.last : horizon_found.end;
  const bool certain = has_maximum && days.bounded && latest && too_many(possible, *latest, per_week);
  if (!certain) {
    std::vector<std::string> missing = pointers(report, horizon_found.missing);
    for (std::string& pointer : pointers(report, days.missing)) missing.push_back(std::move(pointer));
    if (!has_maximum)
      for (const Missing& fact : maximum ? std::vector<Missing>{{maximum.place, {}}} : maximum.missing)
        missing.push_back(report.pointer(fact.record, fact.key));
    const std::optional<Date> soonest = horizon_found.last ? horizon_found.last : horizon_found.earliest;
    const bool open = !has_maximum || !soonest || too_many(used, *soonest, per_week);
    const TogetherOver* over = !open && together != nullptr ? together->over(requirement) : nullptr;
    if (over != nullptr) {
      auto finding = report.fail(subject, maximum.place,
                                 fmt::format("{} left of several requirements together, and at most {} still fit by {}",
                                             counted(over->sum, "RAR day"), over->room, format(over->last)));
      finding.here("ends last of them").fact("left", over->sum).fact("fit", over->room).fact("last_day", over->last);
      for (const std::string& step : over->trace) finding.trace(step);
      finding.standard(*rate).fix("deliver the most important work first; record why the rest will not be used");
      return;
    }
    if (const auto others = !open && together != nullptr ? together->open(requirement) : std::vector<Missing>{};
        !others.empty()) {
      report.undetermined(subject, maximum.place,
                          "fits by itself; whether all that is asked of the person fits is not known",
                          pointers(report, others));
      return;
    }
    if (!open) {
      report.pass(subject, maximum.place);
      return;
    }
    for (std::string& pointer : awaiting_pointers(facts, report, days)) missing.push_back(std::move(pointer));
    report.undetermined(subject, has_maximum ? maximum.place : requirement.place,
                        latest && has_maximum
                            ? fmt::format("{} used of {}; passes if the days left are at most {}", counted(used, "day"),
                                          *maximum, fits(days_left_until(facts.as_of, *latest), per_week))
                            : fmt::format("{} used; whether the rest still fits is not known", counted(used, "day")),
                        missing);
    return;
  }
  if (!now.answer) {  // of one that is over RAR214 speaks
    report.undetermined(subject, maximum.place,
                        fmt::format("{} used of {}; whether it is still in force is not known: {}",
                                    counted(used, "day"), *maximum, now.why),
                        pointers(report, now.missing));
    return;
  }
  const int whole = days_left_until(facts.as_of, *latest);
  const std::int64_t room = fits(whole, per_week), left = *maximum - possible;
  auto finding = report.fail(subject, maximum.place,
                             fmt::format("{} left, and at most {} still fit by {}", counted(*maximum - used, "RAR day"),
                                         room, format(*latest)));
  finding.here("the maximum")
      .related(horizon_found.place, horizon_found.words)
      .fact("counted", used)
      .fact("max_days", *maximum)
      .fact("fit", room)
      .fact("last_day", *latest)
      .fact("profile", "strict");
  finding.trace(fmt::format("{} - {} used{} = {} left", *maximum, used,
                            possible == used ? "" : fmt::format(" - {} that may count", possible - used), left));
  if (!horizon_found.computed.empty()) finding.trace(horizon_found.computed);
  finding
      .trace(fmt::format("{} after {} up to {}; {} x {} / 7, rounded down, = {}", counted(whole, "whole day"),
                         format(facts.as_of), format(*latest), whole, per_week, room))
      .standard(*rate);
  if (!too_many(possible, *latest, rate->national_number())) finding.only_local();
  finding.fix("deliver the most important work first; record why the rest will not be used");
}

void check(const CaseFacts& facts, Report& report) {
  const auto weekly = facts.policy.resolve("rar_days_per_week", facts.as_of);
  std::optional<Together> together;
  if (weekly) together.emplace(facts, rar_needs(facts), weekly->number(), 1);
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        for_each_amount(facts, rar213, subject_of(order, requirement), facts.max_days(requirement), "the maximum",
                        Spoken::least, report, [&](const KnownAmount& maximum, Report& said) {
                          check_against(maximum, together ? &*together : nullptr, facts, order, requirement, said);
                        });
      });
}

}  // namespace

constinit const Rule rar213{
    .id = "RAR213",
    .slug = "days-no-longer-fit",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The RAR days left no longer fit into the time left.",
    .explanation = {.checks =
                        "The days of the maximum not used yet, against the whole days left to the end of the relevant "
                        "period, or to the final third where Reset applies, at the set number of days a week.",
                    .matters = "Days that cannot be delivered any more were asked of the court for nothing; the sooner "
                               "it is said, the more can be saved.",
                    .to_do = "Deliver the most important work first, and record why the rest will not be used."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan | suspensions | flags | assessments,
    .check_case = &check,
};

}  // namespace probation::rules
