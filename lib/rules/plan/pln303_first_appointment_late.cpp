#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/in_force.hpp"
#include "facts/case/working_day_limits.hpp"
#include "rules/plan/each_sentence.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 1> rule_policy{"first_appointment_working_days"};

// What is missing of contacts that would have been in time.
std::vector<std::string> what_may_be_in_time(const CaseFacts& facts, const FirstAppointment& row, Report& report) {
  std::vector<std::string> missing;
  for (const Contact* contact : row.perhaps) {
    if (row.question->limit.in_time(*contact->date) == false) continue;
    if (facts.order_of(*contact) == nullptr) missing.push_back(report.pointer(contact->place, "order"));
    if (!contact->outcome && *contact->date < facts.as_of) missing.push_back(report.pointer(contact->place, "outcome"));
  }
  return missing;
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders)
    if (!order.type)
      report.undetermined(
          subject_of(order), order.place,
          "the type of the order is not recorded; passes if it is neither a community nor a suspended sentence order",
          {report.pointer(order.place, "type")});
  for (const FirstAppointment& row : facts.once(first_appointments)) {
    const Order& order = *row.order;
    const Subject subject = subject_of(order);
    if (!order.sentence_date) {
      report.undetermined(subject, order.place, "the date of the order is not recorded",
                          {report.pointer(order.place, "sentence_date")});
      continue;
    }
    if (!row.question) {
      report.not_applicable(subject);
      continue;
    }
    const WorkingDayLimit& limit = row.question->limit;
    const Date asked = row.question->asked;
    const std::optional<bool> in_time = limit.in_time(asked);
    const Place place = row.appointment != nullptr ? row.appointment->date.place : order.sentence_date.place;
    if (in_time == true) {
      report.pass(subject, place, [&] { return limit.words(); });
    } else if (governed_elsewhere(order, limit.last ? *limit.last + Days{1} : facts.as_of)) {
      report.not_applicable(subject);  // it was not late yet when another law took over
    } else if (!facts.is_whole(ListName::contacts)) {
      report.undetermined(subject, place, fmt::format("{}; passes if there was an appointment by then", limit.words()),
                          {"/contacts"});
    } else if (!in_time) {
      report.undetermined(subject, place, limit.words(), {"law:bank_holidays"});
    } else if (const std::vector<std::string> open = what_may_be_in_time(facts, row, report); !open.empty()) {
      report.undetermined(
          subject, place,
          fmt::format("{}; passes if an appointment by then was of this order and given", limit.words()), open);
    } else if (order.transferred && !order.transferred->date) {
      report.undetermined(subject, order.transferred->place,
                          fmt::format("{}; passes if the order was transferred by then", limit.words()),
                          {report.pointer(order.transferred->place, "date")});
    } else {
      auto finding =
          report.fail(subject, place,
                      row.appointment != nullptr
                          ? fmt::format("first appointment on {}, due by {}", format(asked), format(*limit.last))
                          : fmt::format("no appointment since sentence, due by {}", format(*limit.last)));
      finding.here(row.appointment != nullptr ? "the first appointment" : "sentenced here")
          .related(order.sentence_date.place, "the days run from here")
          .identity("due", *limit.last);
      finding.trace(limit.words())
          .trace(fmt::format("{} is {} after it", format(asked), counted(days_between(*limit.last, asked), "day")))
          .standard(limit.standard);
      if (limit.in_time_nationally(asked) == true) finding.only_local();
      finding.fix("see the person now");
    }
  }
}

}  // namespace

extern const Rule pln303;
constinit const Rule pln303{
    .id = "PLN303",
    .slug = "first-appointment-late",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "No first appointment within a set number of working days of sentence.",
    .explanation = {.checks = "The earliest contact on or after the sentence date, whether or not the person came, "
                              "against the working days since sentence; one the service moved is none, and one "
                              "without an outcome, or of which the order is not known, may be.",
                    .matters = "The first days decide whether the person comes back.",
                    .to_do = "See the person now."},
    .sources = {},
    .policy = rule_policy,
    .reads = orders | contacts | plan,
    .check_case = &check,
};

}  // namespace probation::rules
