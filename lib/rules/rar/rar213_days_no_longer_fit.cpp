#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

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

// The days left of one requirement against the time left, for one amount that its maximum may be.
class DaysLeft {
 public:
  DaysLeft(const KnownAmount& maximum, const ResolvedStandard& rate, const CaseFacts& facts, const Order& order,
           const Requirement& requirement, Horizon horizon, Report& report)
      : maximum_(maximum),
        rate_(rate),
        facts_(facts),
        requirement_(requirement),
        subject_(subject_of(order, requirement)),
        horizon_(std::move(horizon)),
        days_(strict_days(facts, order, requirement)),
        report_(report) {}

  // `now`: whether the requirement is in force on as-of.
  void judge(const Together* together, const InForce& now) const {
    if (has_maximum() && used() >= *maximum_) {
      report_.pass(subject_, maximum_.place, "no day is left");
      return;
    }
    const std::optional<Date> last = latest();
    const bool certain = has_maximum() && days_.bounded && last && too_many(possible(), *last, rate_.number());
    if (!certain) return say_uncertain(together);
    if (now.answer) return say_too_many(*last);
    report_.undetermined(subject_, maximum_.place,  // of one that is over RAR214 speaks
                         fmt::format("{} used of {}; whether it is still in force is not known: {}",
                                     counted(used(), "day"), *maximum_, now.why),
                         pointers(report_, now.missing));
  }

 private:
  [[nodiscard]] bool has_maximum() const { return maximum_ && *maximum_ > 0; }
  [[nodiscard]] std::int64_t used() const { return static_cast<std::int64_t>(days_.days.size()); }
  [[nodiscard]] std::int64_t possible() const { return used() + static_cast<std::int64_t>(days_.possible_days.size()); }
  // The end bounds the answer where Reset is not known: what does not fit to the end fits no earlier.
  [[nodiscard]] std::optional<Date> latest() const { return horizon_.last ? horizon_.last : horizon_.end; }
  [[nodiscard]] bool too_many(std::int64_t spent, const Date& last, std::int64_t per_week) const {
    return *maximum_ - spent > fits(days_left_until(facts_.as_of, last), per_week);
  }

  // Not too many for certain: open, or by itself within the time.
  void say_uncertain(const Together* together) const {
    const std::optional<Date> soonest = horizon_.last ? horizon_.last : horizon_.earliest;
    const bool open = !has_maximum() || !soonest || too_many(used(), *soonest, rate_.number());
    if (open) return say_open();
    if (const TogetherOver* over = together == nullptr ? nullptr : together->over(requirement_)) return say_over(*over);
    const auto others = together == nullptr ? std::vector<Missing>{} : together->open(requirement_);
    if (others.empty()) report_.pass(subject_, maximum_.place);
    else
      report_.undetermined(subject_, maximum_.place,
                           "fits by itself; whether all that is asked of the person fits is not known",
                           pointers(report_, others));
  }

  void say_open() const {
    std::vector<std::string> missing = pointers(report_, horizon_.missing);
    for (std::string& pointer : pointers(report_, days_.missing)) missing.push_back(std::move(pointer));
    if (!has_maximum())
      for (const Missing& fact : maximum_ ? std::vector<Missing>{{maximum_.place, {}}} : maximum_.missing)
        missing.push_back(report_.pointer(fact.record, fact.key));
    for (std::string& pointer : awaiting_pointers(facts_, report_, days_)) missing.push_back(std::move(pointer));
    const std::optional<Date> last = latest();
    report_.undetermined(
        subject_, has_maximum() ? maximum_.place : requirement_.place,
        last && has_maximum()
            ? fmt::format("{} used of {}; passes if the days left are at most {}", counted(used(), "day"), *maximum_,
                          fits(days_left_until(facts_.as_of, *last), rate_.number()))
            : fmt::format("{} used; whether the rest still fits is not known", counted(used(), "day")),
        missing);
  }

  // It fits by itself, and not beside the others that end no later.
  void say_over(const TogetherOver& over) const {
    auto finding = report_.fail(subject_, maximum_.place,
                                fmt::format("{} left of several requirements together, and at most {} still fit by {}",
                                            counted(over.sum, "RAR day"), over.room, format(over.last)));
    finding.here("ends last of them").fact("left", over.sum).fact("fit", over.room).fact("last_day", over.last);
    for (const std::string& step : over.trace) finding.trace(step);
    finding.standard(rate_).fix("deliver the most important work first; record why the rest will not be used");
  }

  void say_too_many(const Date& last) const {
    const std::int64_t per_week = rate_.number();
    const int whole = days_left_until(facts_.as_of, last);
    const std::int64_t room = fits(whole, per_week), left = *maximum_ - possible();
    auto finding = report_.fail(subject_, maximum_.place,
                                fmt::format("{} left, and at most {} still fit by {}",
                                            counted(*maximum_ - used(), "RAR day"), room, format(last)));
    finding.here("the maximum")
        .related(horizon_.place, horizon_.words())
        .fact("counted", used())
        .fact("max_days", *maximum_)
        .fact("fit", room)
        .fact("last_day", last)
        .fact("profile", "strict");
    finding.trace(fmt::format("{} - {} used{} = {} left", *maximum_, used(),
                              possible() == used() ? "" : fmt::format(" - {} that may count", possible() - used()),
                              left));
    if (!horizon_.computed.empty()) finding.trace(horizon_.computed);
    finding
        .trace(fmt::format("{} after {} up to {}; {} x {} / 7, rounded down, = {}", counted(whole, "whole day"),
                           format(facts_.as_of), format(last), whole, per_week, room))
        .standard(rate_);
    if (!too_many(possible(), last, rate_.national_number())) finding.only_local();
    finding.fix("deliver the most important work first; record why the rest will not be used");
  }

  const KnownAmount& maximum_;
  const ResolvedStandard& rate_;  // RAR days a week
  const CaseFacts& facts_;
  const Requirement& requirement_;
  Subject subject_;
  Horizon horizon_;
  const RarDays& days_;
  Report& report_;
};

void check_against(const KnownAmount& maximum, const Together* together, const CaseFacts& facts, const Order& order,
                   const Requirement& requirement, Report& report) {
  const auto rate = facts.policy.resolve("rar_days_per_week", facts.as_of);
  Horizon last_days = horizon(facts, order, requirement);
  const InForce now = in_force(facts, order, requirement, facts.as_of);
  const bool ended = order.termination || requirement.termination_date ||
                     (requirement.status && !requirement.status.is(RequirementStatus::active));
  if (!rate || ended || now.elsewhere ||
      (last_days.end && *last_days.end < facts.as_of)) {  // over: RAR214 speaks of the days left
    report.not_applicable(subject_of(order, requirement));
    return;
  }
  DaysLeft(maximum, *rate, facts, order, requirement, std::move(last_days), report).judge(together, now);
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
