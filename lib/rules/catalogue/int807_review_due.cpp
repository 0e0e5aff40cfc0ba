#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/life.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::string_view notice_name = "catalogue_review_notice_months";
constexpr std::array rule_policy{notice_name};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  const auto notice = facts.policy.resolve(notice_name, facts.as_of);
  if (!notice) {
    report.not_applicable(subject);
    return;
  }
  if (!life_of(facts).recorded) {
    report.undetermined(subject, it.lifecycle ? it.lifecycle->place : it.place,
                        "whether it is still in use is not recorded",
                        {it.lifecycle ? report.pointer(it.lifecycle->place, "state")
                                      : report.pointer(it.place, "lifecycle") + "/state"});
    return;
  }
  const Life& life = life_of(facts);
  if (!life.in_use() && !life.is(LifecycleState::provisional) && !life.is(LifecycleState::suspended)) {
    report.not_applicable(subject);
    return;
  }
  // The rows may tell of the day another date than the file has now; it is shown where the file has its own.
  const std::optional<Date>& review = life.review_date;
  const Place place = it.lifecycle->review_date ? it.lifecycle->review_date.place : state_place(it);
  const auto until = [&](std::int64_t months) { return months_after(facts.as_of, Months{static_cast<int>(months)}); };
  const Date last = until(notice->number());
  if (!review) {
    report
        .undetermined(subject, it.lifecycle->place, fmt::format("passes if the review is due after {}", format(last)),
                      {report.pointer(it.lifecycle->place, "review_date")})
        .standard(*notice);
    return;
  }
  if (*review > last) {
    report.pass(subject, place);
    return;
  }
  const bool passed = *review < facts.as_of;
  auto finding = report.fail(subject, place,
                             passed ? fmt::format("the review fell due on {} and is overdue by {}", format(*review),
                                                  counted(days_between(*review, facts.as_of), "day"))
                                    : fmt::format("the review falls due on {}, within {}", format(*review),
                                                  counted(notice->number(), "month")));
  finding.here(passed ? "passed" : "due soon")
      .identity("review_date", *review)
      .fact("months_of_notice", notice->number())
      .standard(*notice);
  finding.trace(fmt::format("{} and {} are {}; the review date {} lies on or before it", format(facts.as_of),
                            counted(notice->number(), "month"), format(last), format(*review)));
  finding.fix(
      "let the panel review it, then move it in the register: eip-score register move FILE --to approved --date …");
  if (!passed && *review > until(notice->national_number())) finding.only_local();
}

}  // namespace

extern const Rule int807;
constinit const Rule int807{
    .id = "INT807",
    .slug = "catalogue-review-due",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "The review of an intervention has passed, or falls due within the months of notice.",
    .explanation = {.checks = "The review date of each intervention that is approved, provisional, in review or "
                              "suspended, against as-of and the months of notice.",
                    .matters = "Approval is for a term; a suite that is never reviewed keeps what no longer works.",
                    .to_do = "Put it before the panel, and record the outcome."},
    .sources = {},
    .policy = rule_policy,
    .check_intervention = &check,
};

}  // namespace probation::rules
