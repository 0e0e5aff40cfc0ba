#include <fmt/format.h>
#include <algorithm>
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

// What keeps "not too many" from being certain; nothing: it is certain. `most`: allowed where nothing is cut.
bool is_open(const CaseFacts& facts, const UnpaidWork& work, const Subject& subject, Place place, std::int64_t most,
             Report& report) {
  const Incentive& incentive = work.incentive;
  if (!work.uncredited.empty()) {
    std::vector<std::string> missing;
    for (const Contact* contact : work.uncredited)
      missing.push_back(report.pointer(contact->place, "minutes_credited"));
    report.undetermined(
        subject, place,
        fmt::format("{} credited, and what {} earned is not recorded; passes if {} or less in all",
                    counted(*work.credited_minutes, "minute"),
                    counted(static_cast<std::int64_t>(work.uncredited.size()), "session"), counted(most, "minute")),
        missing);
    return true;
  }
  if (*work.credited_minutes > *work.required_least - incentive.least) {  // the hours themselves decide
    std::vector<Missing> missing = missing_minutes(facts, work);
    missing.insert(missing.end(), incentive.missing.begin(), incentive.missing.end());
    report.undetermined(subject, place,
                        fmt::format("{} credited; {} were to be done, as an amendment or adjustment governs or not",
                                    counted(*work.credited_minutes, "minute"), work.required_shown()),
                        pointers(report, missing));
    return true;
  }
  const std::int64_t with_unlinked = *work.credited_minutes + work.perhaps_minutes;
  if (with_unlinked > *work.required_least - incentive.least) {
    report.undetermined(
        subject, place,
        fmt::format("{} credited, {} with what names no requirement; passes if {} or less are of this one",
                    counted(*work.credited_minutes, "minute"), with_unlinked, counted(most, "minute")),
        pointers(report, work.unlinked_missing()));
    return true;
  }
  const std::int64_t least = *work.required_least - incentive.most;
  if (*work.credited_minutes > least) {
    std::vector<Missing> missing = incentive.missing;
    if (!work.required_minutes) {
      const std::vector<Missing> hours = missing_minutes(facts, work);
      missing.insert(missing.begin(), hours.begin(), hours.end());
    }
    report
        .undetermined(subject, place,
                      fmt::format("{} credited; {} were to be done, or {} where the incentive cuts them",
                                  counted(*work.credited_minutes, "minute"), most, least),
                      pointers(report, missing))
        .trace(incentive.computed);
    return true;
  }
  if (facts.is_whole(ListName::contacts)) return false;
  report.undetermined(subject, place,
                      fmt::format("{} credited in what the file holds; passes if {} or less in all",
                                  counted(*work.credited_minutes, "minute"), most),
                      {"/contacts"});
  return true;
}

void say_failed(const UnpaidWork& work, const Subject& subject, Place place, std::int64_t most, Report& report) {
  auto finding = report.fail(subject, place,
                             fmt::format("{} credited; {}{} were to be done", counted(*work.credited_minutes, "minute"),
                                         work.required_minutes ? "" : "at most ", most));
  finding.here("the hours ordered").fact("credited_minutes", *work.credited_minutes).fact("required_minutes", most);
  finding.trace(fmt::format("{} minutes ordered{}", *work.specified_most, work.required_minutes ? "" : " at the most"));
  for (const Requirement* one : work.of)
    for (const Adjustment& adjustment : one->adjustments)
      if (adjustment.minutes)
        finding.trace(fmt::format("adjusted by {} minutes", *adjustment.minutes))
            .related(adjustment.place, "an adjustment");
  if (!work.incentive.computed.empty()) finding.trace(work.incentive.computed);
  finding
      .trace(fmt::format("{} - {} = {} too many", *work.credited_minutes, most,
                         counted(*work.credited_minutes - most, "minute")))
      .fix("correct the credits or the adjustments");
}

// Of requirements that were revoked or terminated and are not in the total: what keeps it unknown that no more was
// credited than they asked for.
std::vector<Missing> missing_of_lapsed(const CaseFacts& facts, const Order& order, const UnpaidWork& total) {
  std::vector<Missing> missing;
  for (const Requirement& requirement : order.requirements) {
    if (!requirement.type.is(RequirementType::unpaid_work) ||
        std::find(total.of.begin(), total.of.end(), &requirement) != total.of.end())
      continue;
    const UnpaidWork alone = unpaid_work_on(facts, requirement, facts.as_of);
    for (const Contact* contact : alone.uncredited) missing.push_back({contact->place, "minutes_credited"});
    if (alone.required_least && alone.credited_minutes && *alone.credited_minutes <= *alone.required_least) continue;
    const std::vector<Missing> hours = missing_minutes(facts, alone);
    missing.insert(missing.end(), hours.begin(), hours.end());
  }
  return missing;
}

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  if (!tells_unpaid_work(facts, order, requirement)) {
    report.not_applicable(subject);
    return;
  }
  const UnpaidWork work = unpaid_work_ever(facts, order);
  if (!work.required_most || !work.credited_minutes) {
    report.undetermined(
        subject, requirement.place,
        work.credited_minutes
            ? fmt::format("{} credited; {}", counted(*work.credited_minutes, "minute"),
                          hours_together(facts, work.of) ? "how the hours ordered were adjusted is not known"
                                                         : "the hours ordered are not recorded")
            : std::string("the minutes credited are not known"),
        pointers(report, missing_minutes(facts, work)));
    return;
  }
  const Place place = facts.hours(requirement).place;
  const std::int64_t most = *work.required_most - work.incentive.least;
  const std::vector<Missing> lapsed = missing_of_lapsed(facts, order, work);
  if (*work.credited_minutes > most) say_failed(work, subject, place, most, report);
  else if (!lapsed.empty())
    report.undetermined(subject, place,
                        "whether a requirement that was revoked or terminated was credited more than it asked for is "
                        "not known",
                        pointers(report, lapsed));
  else if (!is_open(facts, work, subject, place, most, report))
    report.pass(subject, place, [&] {
      return fmt::format("{} of {} minutes credited", *work.credited_minutes,
                         work.required_minutes ? std::to_string(most) : work.required_shown());
    });
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, RequirementType::unpaid_work,
      [&](const Order& order, const Requirement& requirement) { check_one(facts, order, requirement, report); });
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
