#include <fmt/format.h>
#include <vector>

#include "base/text.hpp"
#include "facts/case/amended_end.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

struct End {
  KnownDate date;
  std::string_view words;
  bool needed;  // of an order of this type
};

// Where amendments may or may not govern and every end that it can be lies on one side of the start, the last of them.
KnownDate against(const AmendedEnd& of_order, const Located<Date>& start) {
  KnownDate end = of_order.end;
  const std::vector<Date>& possible = of_order.possible;
  if (!end && start && !possible.empty() && (possible.front() >= *start || possible.back() < *start))
    end.value = possible.back();
  return end;
}

std::string proof(Date end, Date start) {
  return fmt::format("{} is {} before {}", format(end), counted(days_between(end, start), "day"), format(start));
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const bool suspended = order.type.is(OrderType::suspended_sentence_order);
  const bool supervised =
      !facts.knows_requirements(order) || !order.requirements.empty();  // none is needed without a requirement
  const End ends[] = {
      {against(end_of(order, EndOf::order), order.sentence_date), "order", order.type && !suspended},
      {against(end_of(order, EndOf::supervision), order.sentence_date), "supervision period", suspended && supervised},
      {against(end_of(order, EndOf::operational), order.sentence_date), "operational period", suspended}};
  std::vector<std::string> missing;
  if (!order.sentence_date) missing.push_back(report.pointer(order.place, "sentence_date"));
  if (!order.type) missing.push_back(report.pointer(order.place, "type"));
  std::vector<const End*> wrong;
  for (const End& end : ends) {
    if (end.date && order.sentence_date && *end.date < *order.sentence_date) {
      // An amendment that is known to be missing may have moved it to a later day.
      if (facts.is_whole(ListName::amendments, end.date.key)) wrong.push_back(&end);
      else missing.push_back(report.pointer(order.place, "amendments"));
    }
    if (!end.date && (end.needed || end.date.amended)) missing.push_back(report.pointer(end.date.place, end.date.key));
  }
  if (!wrong.empty()) {
    const End& first = *wrong.front();
    auto finding = report.fail(subject, first.date.place,
                               fmt::format("the {} ends on {}, before the order was made on {}", first.words,
                                           format(*first.date), format(*order.sentence_date)));
    finding.here("ends before it begins")
        .related(order.sentence_date.place, "the order was made here")
        .fact("end", *first.date)
        .fact("start", *order.sentence_date);
    for (const End* end : wrong) {
      finding.trace(fmt::format("{}: {}", end->words, proof(*end->date, *order.sentence_date)));
      if (end != &first) finding.related(end->date.place, fmt::format("the {} ends before it begins, too", end->words));
    }
    finding.fix("correct whichever of the two dates is wrong");
  } else if (!missing.empty()) {
    report.undetermined(subject, order.place,
                        order.sentence_date
                            ? fmt::format("passes if the order ends on or after {}", format(*order.sentence_date))
                            : std::string("the date of the order is not recorded; passes if it is not after the end"),
                        missing);
  } else {
    report.pass(subject);
  }
}

void check_requirement(const Order& order, const Requirement& requirement, Report& report) {
  if (!requirement.end_date) return;  // it runs with its order
  const Subject subject = subject_of(order, requirement);
  const Located<Date>& start = requirement.start_date ? requirement.start_date : order.sentence_date;
  const Date end = *requirement.end_date;
  if (!start) {
    report.undetermined(
        subject, requirement.end_date.place,
        fmt::format("when the requirement starts is not recorded; passes if it is on or before {}", format(end)),
        {report.pointer(requirement.place, "start_date"), report.pointer(order.place, "sentence_date")});
  } else if (end < *start) {
    report
        .fail(subject, requirement.end_date.place,
              fmt::format("the requirement ends on {}, before it starts on {}", format(end), format(*start)))
        .here("ends before it begins")
        .related(start.place, requirement.start_date
                                  ? "the requirement starts here"
                                  : "the order was made here; the requirement has no start of its own")
        .fact("end", end)
        .fact("start", *start)
        .trace(proof(end, *start))
        .fix("correct whichever of the two dates is wrong");
  } else {
    report.pass(subject, requirement.end_date.place);
  }
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if (!CaseFacts::is_judged(order)) {
      report.not_applicable(subject_of(order));
      continue;
    }
    check_order(facts, order, report);
    for (const Requirement& requirement : order.requirements) check_requirement(order, requirement, report);
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
    .explanation = {.checks = "The end, supervision end and operational end of each order against its date, and the "
                              "end of each requirement against its start.",
                    .matters = "One of the two dates is wrong, and every count that uses them with it.",
                    .to_do = "Correct the date."},
    .sources = {},
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
