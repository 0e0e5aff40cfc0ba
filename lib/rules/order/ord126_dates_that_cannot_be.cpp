#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

bool has_all_dates(const CaseFacts& facts, const Order& order) {
  return order.conviction_date && order.sentence_date && order.offences.recorded &&
         facts.is_whole(ListName::offences, "last_date") && facts.file.person && facts.file.person->date_of_birth &&
         std::all_of(order.offences.begin(), order.offences.end(),
                     [](const Offence& offence) { return offence.last_date.recorded(); });
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    std::vector<ImpossibleDate> faults;
    for (const ImpossibleDate& fault : facts.file.impossible)
      if (&facts.file.orders[fault.order] == &order) faults.push_back(fault);
    if (faults.empty()) {
      if (has_all_dates(facts, order)) report.pass(subject_of(order));
      else report.not_applicable(subject_of(order));  // not all can be compared
      continue;
    }
    std::string words;
    for (const ImpossibleDate& fault : faults) words += (words.empty() ? "" : "; ") + fault.words;
    auto finding = report.fail(subject_of(order), faults.front().later, fmt::format("dates that cannot be: {}", words));
    finding.here("cannot be");
    for (const ImpossibleDate& fault : faults) finding.related(fault.earlier, "against this").trace(fault.words);
    finding.fix("correct the date that is wrong; until then no law can be picked by it");
  }
}

}  // namespace

extern const Rule ord126;
constinit const Rule ord126{
    .id = "ORD126",
    .slug = "dates-that-cannot-be",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary =
        "An offence ends after the conviction, the conviction lies after the sentence, or the birth date lies after an "
        "offence or ahead.",
    .explanation = {.checks =
                        "Last days of offences, conviction, sentence and birth date against each other and as-of.",
                    .matters = "The dates choose the law. Law picked by a date that cannot be is no law for this "
                               "order: every rule dated by the later of the two is undetermined.",
                    .to_do = "Correct the date that is wrong."},
    .sources = {},
    .policy = {},
    .reads = orders | person,
    .check_case = &check,
};

}  // namespace probation::rules
