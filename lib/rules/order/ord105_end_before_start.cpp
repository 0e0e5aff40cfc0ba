#include <fmt/format.h>
#include <vector>

#include "facts/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    const std::string subject = subject_of(order);
    const KnownDate ends[] = {facts.end_date(order), facts.supervision_end(order), facts.operational_end(order)};
    std::vector<const KnownDate*> wrong;
    for (const KnownDate& end : ends)
      if (end && order.sentence_date && *end < *order.sentence_date) wrong.push_back(&end);
    if (!wrong.empty()) {
      const KnownDate& end = *wrong.front();
      auto finding = report.fail(subject, end.place, fmt::format("{} is before the order was made on {}", format(*end), format(*order.sentence_date)));
      finding.here("the end").related(order.sentence_date.place, "the order was made here").trace(fmt::format("{} < {}", format(*end), format(*order.sentence_date))).fix("correct the date");
      for (std::size_t i = 1; i < wrong.size(); ++i) finding.related(wrong[i]->place, "this one too");
    } else if (!order.sentence_date) {
      report.undetermined(subject, order.place, "the date of the order is not recorded", {report.pointer(order.place, "sentence_date")});
    } else if (!facts.delivery_end(order)) {
      const KnownDate end = facts.delivery_end(order);
      report.undetermined(subject, order.place, "the end of the order is not recorded", {report.pointer(end.place, end.key)});
    } else {
      report.pass(subject);
    }
    for (const Requirement& requirement : order.requirements) {
      const Located<Date>& start = requirement.start_date ? requirement.start_date : order.sentence_date;
      if (!requirement.end_date || !start) continue;
      if (*requirement.end_date < *start)
        report.fail(subject_of(order, requirement), requirement.end_date.place, fmt::format("the requirement ends on {} and starts on {}", format(*requirement.end_date), format(*start)))
            .here("the end").related(start.place, "the start").trace(fmt::format("{} < {}", format(*requirement.end_date), format(*start))).fix("correct the date");
      else
        report.pass(subject_of(order, requirement));
    }
  }
}

}  // namespace

extern const Rule ord105;
constinit const Rule ord105{
    .id = "ORD105",
    .slug = "end-before-start",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::order,
    .summary = "An end lies before its start.",
    .explanation = {.checks = "The end, supervision end and operational end of each order against its date, and the end of each requirement against its start.",
                    .matters = "One of the two dates is wrong, and every count that uses them with it.",
                    .to_do = "Correct the date."},
    .sources = {},
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
