#include <fmt/format.h>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/working_day_limits.hpp"
#include "law/sources.hpp"
#include "rules/elsewhere.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::hmip_2017};
constexpr std::array<std::string_view, 1> rule_policy{"plan_working_days"};

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  if (!order.sentence_date) {
    report.undetermined(subject, order.place, "the date of the order is not recorded",
                        {report.pointer(order.place, "sentence_date")});
    return;
  }
  const Date sentence = *order.sentence_date;
  // As long as the plan is not due, the assessment under it is not missing. Outside the bank-holiday table the days run
  // as calendar days.
  std::optional<WorkingDayLimit> grace;
  if (const auto standard = facts.policy.resolve("plan_working_days", sentence)) {
    grace = working_day_limit(sentence, *standard);
    if (facts.as_of <= grace->last.value_or(sentence + Days{static_cast<int>(standard->number())})) {
      report.not_applicable(subject);
      return;
    }
  }
  std::vector<std::string> missing;
  if (!facts.is_whole(ListName::assessments)) missing.emplace_back("/assessments");
  const Assessment* newest = nullptr;
  for (const Assessment& assessment : facts.file.assessments) {
    if (!assessment.completed_date) {
      missing.push_back(report.pointer(assessment.place, "completed_date"));
    } else if (*assessment.completed_date >= sentence) {
      report.pass(subject, assessment.completed_date.place,
                  [&] { return fmt::format("completed on {}", format(*assessment.completed_date)); });
      return;
    } else if (newest == nullptr || *newest->completed_date < *assessment.completed_date) {
      newest = &assessment;
    }
  }
  if (!missing.empty()) {
    report
        .undetermined(
            subject, order.sentence_date.place,
            fmt::format("passes if an assessment was completed from {} to {}", format(sentence), format(facts.as_of)),
            missing)
        .here("sentenced here");
    return;
  }
  auto finding = report.fail(subject, order.sentence_date.place,
                             fmt::format("no assessment since the sentence of {}, {} ago", format(sentence),
                                         counted(days_between(sentence, facts.as_of), "day")));
  finding.here("sentenced here");
  if (newest != nullptr)
    finding.related(newest->completed_date.place, "the newest, before the sentence")
        .trace(fmt::format("newest assessment {}, {} before the sentence", format(*newest->completed_date),
                           counted(days_between(*newest->completed_date, sentence), "day")));
  else finding.trace("no assessment is recorded");
  // Until the nation's days are over, only the region's make it late.
  if (grace && grace->in_time_nationally(facts.as_of) == true) finding.standard(grace->standard).only_local();
  finding.fix("complete the assessment");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentence(facts, report, [&](const Order& order) {
    unless_elsewhere(facts, order, subject_of(order), report, [&](Report& said) { check_order(facts, order, said); });
  });
}

}  // namespace

extern const Rule pln301;
constinit const Rule pln301{
    .id = "PLN301",
    .slug = "no-assessment-after-sentence",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "No assessment was completed after the sentence.",
    .explanation =
        {.checks = "Each community and suspended sentence order, once the time for its plan is over: an assessment "
                   "completed from the sentence date to as-of.",
         .matters =
             "The report before sentence was written in a day; the plan must rest on what is known of the person now.",
         .to_do = "Complete the assessment, or record the one that was done."},
    .sources = rule_sources,
    .policy = rule_policy,
    .reads = orders | assessments,
    .check_case = &check,
};

}  // namespace probation::rules
