#include <fmt/format.h>
#include <array>
#include <map>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/working_day_limits.hpp"
#include "law/bank_holidays.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  std::map<std::string, std::vector<WorkingDayQuestion>> by_subject;
  for (WorkingDayQuestion& question : unanswered_questions(facts))
    by_subject[question.subject.text()].push_back(std::move(question));
  const Period covered = bank_holiday_coverage();
  for (const auto& [id, questions] : by_subject) {
    std::vector<std::string> rules;
    for (const WorkingDayQuestion& question : questions) rules.emplace_back(question.rule);
    auto finding = report.fail(questions.front().subject, questions.front().place,
                               fmt::format("{} asked for working days outside {} to {}", join(rules, ", "),
                                           format(covered.first), format(covered.last)));
    finding.here("the days run from here").fact("covered_from", covered.first).fact("covered_until", covered.last);
    for (const WorkingDayQuestion& question : questions)
      finding.trace(fmt::format("{}: {}", question.rule, question.limit.words()));
  }
}

}  // namespace

extern const Rule cal001;
constinit const Rule cal001{
    .id = "CAL001",
    .slug = "bank-holidays-unknown",
    .severity = Severity::note,
    .basis = Basis::data,
    .date_test = DateTest::event,
    .summary = "A working-day answer was needed outside the years whose bank holidays are known.",
    .explanation =
        {.checks =
             "Every limit in working days that was asked for, against the years the table of bank holidays covers.",
         .matters = "The rule that needed the answer is undetermined; a guess could accuse somebody of being late who "
                    "was not.",
         .to_do = "Decide the limit by hand with the published bank holidays; a later release will cover more years."},
    .sources = {},
    .policy = {},
    .reads = orders | contacts | enforcement | plan,
    .check_case = &check,
};

}  // namespace probation::rules
