#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/case/in_force.hpp"
#include "law/sources.hpp"
#include "rules/each_amount.hpp"
#include "rules/rar/each_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {

extern const Rule rar214;

namespace {

constexpr std::array rule_sources{sources::unused_days_reason};
constexpr std::array<std::string_view, 1> rule_policy{"day_count_profile"};

// Whether the order had ended by as-of. Unfinished unpaid work keeps it running past its end date.
std::optional<bool> ended(const CaseFacts& facts, const Order& order, std::vector<Missing>& missing) {
  if (order.termination) return true;
  const InForce now = requirements_in_force(facts, order, facts.as_of);
  if (now.elsewhere) return false;  // governed by another law
  missing = now.missing;
  std::erase_if(missing, [](const Missing& m) { return m.key == "sentence_date"; });
  if (now.answer) return !*now.answer;
  return missing.empty() ? std::optional(false) : std::nullopt;
}

void check_against(const KnownAmount& maximum, const CaseFacts& facts, const Order& order,
                   const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  std::vector<Missing> unknown;
  const std::optional<bool> over = ended(facts, order, unknown);
  if (over == false) {
    report.not_applicable(subject);
    return;
  }
  if (order.termination && requirement.id) {
    const auto* reason = order.termination->unused_days.find(requirement.id->text);
    if (reason != nullptr && reason->value && !reason->value->empty()) {
      report.pass(subject, reason->value.place, "the reason is recorded");
      return;
    }
  }
  const RarDays& days = strict_days(facts, order, requirement);
  const auto used = static_cast<std::int64_t>(days.days.size()),
             possible = used + static_cast<std::int64_t>(days.possible_days.size());
  if (maximum && used >= *maximum) {
    report.pass(subject, maximum.place, "no day is left");
    return;
  }
  std::vector<std::string> missing = pointers(report, unknown);
  if (!maximum)
    for (std::string& pointer : pointers(report, maximum.missing)) missing.push_back(std::move(pointer));
  if (!days.bounded || (maximum && possible >= *maximum)) {
    for (std::string& pointer : pointers(report, days.missing)) missing.push_back(std::move(pointer));
    for (std::string& pointer : awaiting_pointers(facts, report, days)) missing.push_back(std::move(pointer));
  }
  if (!missing.empty()) {
    report.undetermined(subject, maximum ? maximum.place : requirement.place,
                        !over ? fmt::format("{} used; whether the order has ended is not known", counted(used, "day"))
                        : maximum
                            ? fmt::format("{} used of {} and no reason for the rest; passes if every day was used",
                                          counted(used, "day"), *maximum)
                            : fmt::format("{} used; the maximum is not recorded", counted(used, "day")),
                        missing);
    return;
  }
  const Place place = order.termination ? order.termination->place : maximum.place;
  auto finding = report.fail(
      subject, place,
      fmt::format("the order ended with {} of {} RAR days unused and no reason recorded", *maximum - used, *maximum));
  finding.here(order.termination ? "no reason under `unused_days`" : "the maximum")
      .related(maximum.place, "the maximum")
      .fact("counted", used)
      .fact("max_days", *maximum)
      .fact("profile", "strict");
  finding.trace(counted_dates(days)).trace(fmt::format("{} - {} = {} unused", *maximum, used, *maximum - used));
  finding.fix(fmt::format("record why under `termination: {{unused_days: {{{}: ...}}}}`",
                          requirement.id ? requirement.id->text : std::string("?")));
}

void check(const CaseFacts& facts, Report& report) {
  for_each_requirement(
      facts, report, RequirementType::rehabilitation_activity, [&](const Order& order, const Requirement& requirement) {
        for_each_amount(facts, rar214, subject_of(order, requirement), facts.max_days(requirement), "the maximum",
                        Spoken::least, report, [&](const KnownAmount& maximum, Report& said) {
                          check_against(maximum, facts, order, requirement, said);
                        });
      });
}

}  // namespace

constinit const Rule rar214{
    .id = "RAR214",
    .slug = "unused-without-reason",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The order ended with RAR days unused and no reason recorded.",
    .explanation =
        {.checks = "Orders that ended by as-of, with fewer strict days than the maximum, and no reason under the "
                   "termination for that requirement.",
         .matters = "Fewer days than the maximum are lawful; leaving them without saying why looks like work not done.",
         .to_do = "Record what was delivered and why the rest was not needed, under `termination.unused_days`."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
