#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "facts/case/case_facts.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

// The order that the flag is for where it is not this one: reviewed by the court, or not known not to be.
const Order* flag_may_be_for(const CaseFacts& facts, const Order& order) {
  const Order* perhaps = nullptr;
  for (const Order& other : facts.file.orders) {
    const bool sentence =
        !other.type || other.type.is(OrderType::community_order) || other.type.is(OrderType::suspended_sentence_order);
    if (&other == &order || !sentence || other.termination) continue;
    if (!other.early_termination || !other.early_termination->special_procedures) perhaps = &other;
    else if (other.early_termination->special_procedures.is(true)) return &other;
  }
  return perhaps;
}

void check(const CaseFacts& facts, Report& report) {
  const Located<CaseFlag>* reviewed = nullptr;
  for (const auto& flag : facts.file.flags)
    if (flag.is(CaseFlag::intensive_supervision_court)) reviewed = &flag;
  for (const Order& order : facts.file.orders) {
    const Subject subject = subject_of(order);
    if (!order.early_termination || !order.early_termination->special_procedures) {
      report.not_applicable(subject);
      continue;
    }
    const Located<bool>& special = order.early_termination->special_procedures;
    if (!special.is(false)) {
      report.pass(subject, special.place);
    } else if (const Order* other = reviewed != nullptr ? flag_may_be_for(facts, order) : nullptr; other != nullptr) {
      if (other->early_termination && other->early_termination->special_procedures) {
        report.pass(subject, special.place, [&] { return fmt::format("the flag is for {}", subject_of(*other)); });
        continue;
      }
      const Place lacking = other->early_termination ? other->early_termination->place : other->place;
      report.undetermined(
          subject, special.place,
          fmt::format("which order the flag is for is not known; passes if it is {}", subject_of(*other)),
          {report.pointer(lacking, other->early_termination ? "special_procedures" : "early_termination")});
    } else if (reviewed != nullptr) {
      report
          .fail(
              subject, special.place,
              "the flag says that an intensive supervision court reviews the order, and the record says that none does")
          .here("no special procedures")
          .related(reviewed->place, "the flag")
          .trace("intensive_supervision_court beside special_procedures: false")
          .fix("correct the flag or the consideration of early termination");
    } else if (!facts.is_whole(ListName::flags)) {
      report.undetermined(subject, special.place,
                          "the flags are not recorded; passes if none is intensive_supervision_court", {"/flags"});
    } else {
      report.pass(subject, special.place);
    }
  }
}

}  // namespace

extern const Rule ord131;
constinit const Rule ord131{
    .id = "ORD131",
    .slug = "review-court-contradiction",
    .severity = Severity::error,
    .basis = Basis::data,
    .date_test = DateTest::as_at,
    .summary =
        "The flag of an intensive supervision court stands beside an order said not to be reviewed by the court.",
    .explanation =
        {.checks = "The flag intensive_supervision_court against `special_procedures` of the order.",
         .matters =
             "An order reviewed by the court cannot be ended early by the officer; one of the two records is wrong.",
         .to_do = "Correct the flag or the consideration of early termination."},
    .sources = {},
    .policy = {},
    .reads = orders | flags,
    .check_case = &check,
};

}  // namespace probation::rules
