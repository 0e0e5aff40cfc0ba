#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/commencement.hpp"
#include "law/sources.hpp"
#include "rules/order/each_order.hpp"
#include "rules/pointers.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::rar_maximum, sources::rar_maximum_repeal};

constexpr std::string_view provision = "rar_maximum_days_repeal";

// Whether the repeal of the maximum had begun when the order was made.
Begun repealed_for(const CaseFacts& facts, const Order& order) {
  if (order.sentence_date) return begun(facts.policy, provision, *order.sentence_date);
  return begun(facts.policy, provision, facts.as_of) == Begun::no ? Begun::no : Begun::not_known;
}

// What would tell whether the order needs a maximum; empty: it does.
std::vector<std::string> what_is_open(const CaseFacts& facts, const Order& order, const Report& report) {
  std::vector<std::string> missing;
  if (!order.type) missing.push_back(report.pointer(order.place, "type"));
  if (!order.sentence_date && repealed_for(facts, order) == Begun::not_known)
    missing.push_back(report.pointer(order.place, "sentence_date"));
  if (begun(facts.policy, provision, order.sentence_date.value_or(facts.as_of)) == Begun::not_known)
    missing.push_back(law_fact(provision));
  return missing;
}

std::string what_it_states(const KnownAmount& maximum) {
  return maximum ? fmt::format("a maximum of {} is none", counted(*maximum, "day"))
                 : std::string("the requirement states no maximum number of days");
}

void say_law_open(const CaseFacts& facts, const Order& order, const Subject& subject, Place place,
                  const KnownAmount& maximum, const std::vector<std::string>& missing, Report& report) {
  const std::optional<Date> repeal = facts.policy.commencement(provision);
  const std::string what = what_it_states(maximum);
  report
      .undetermined(
          subject, place,
          repeal ? fmt::format("{}; passes if the order was made on or after {}, or with a maximum of at least 1 day",
                               what, format(*repeal))
                 : fmt::format("{}; whether the repeal of the maximum ({}) had begun {} is not known", what, provision,
                               order.sentence_date ? "on " + format(*order.sentence_date)
                                                   : std::string("when the order was made")),
          missing)
      .fact("repeal", repeal ? FactValue{format(*repeal)} : FactValue{});
}

void say_failed(const CaseFacts& facts, const Order& order, const Subject& subject, Place place,
                const KnownAmount& maximum, Report& report) {
  const std::optional<Date> repeal = facts.policy.commencement(provision);
  auto finding = report.fail(
      subject, place,
      fmt::format("{}; the order must say on how many days activity may be instructed", what_it_states(maximum)));
  finding.here(maximum ? "must be at least 1" : "no `max_days`")
      .fact("max_days", maximum ? FactValue{*maximum} : FactValue{});
  finding.trace(maximum ? fmt::format("max_days = {}, as amended; a maximum is a whole number of at least 1", *maximum)
                        : std::string("`max_days` is absent or null, and no amendment sets it"));
  if (order.sentence_date) finding.related(order.sentence_date.place, "the order was made here");
  finding.trace(
      repeal && order.sentence_date
          ? fmt::format("the order was made on {}, before {}, from which no maximum is asked for",
                        format(*order.sentence_date), format(*repeal))
          : fmt::format("the repeal of the maximum had not begun as the law was read to {}: such an order needs one",
                        format(law_read_until)));
  finding.fix("record `max_days` as the order states it; if it states none, refer the order back to the court");
}

// Returns whether the finding is one of the order, for want of its type: that is said once.
bool check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, bool said_for_order,
               Report& report) {
  const Subject subject = subject_of(order, requirement);
  const KnownAmount maximum = facts.max_days(requirement);
  const Place place = maximum ? maximum.place : requirement.place;
  const bool amendment_decides = std::any_of(maximum.missing.begin(), maximum.missing.end(),
                                             [](const Missing& fact) { return fact.key != "max_days"; });
  const bool has_one_whatever_governs = !maximum && !maximum.possible.empty() && maximum.possible.front() > 0;
  if (has_one_whatever_governs || (maximum && *maximum > 0)) {
    report.pass(subject, maximum.place);
    return said_for_order;
  }
  if (!maximum && amendment_decides) {
    report.undetermined(subject, maximum.place, "which amendment of the maximum governs is not known",
                        pointers(report, maximum.missing));
    return said_for_order;
  }
  const std::vector<std::string> missing = what_is_open(facts, order, report);
  if (!order.type) {
    if (!said_for_order)
      report.undetermined(
          subject_of(order), order.place,
          fmt::format("{}, and the type of the order is not recorded; passes if it is neither a community nor a "
                      "suspended sentence order, or with a maximum of at least 1 day",
                      what_it_states(maximum)),
          missing);
    return true;
  }
  if (missing.empty()) say_failed(facts, order, subject, place, maximum, report);
  else say_law_open(facts, order, subject, place, maximum, missing, report);
  return said_for_order;
}

void check(const CaseFacts& facts, Report& report) {
  for (const Order& order : facts.file.orders) {
    if (!may_hold_rar(order) || repealed_for(facts, order) == Begun::yes) {
      report.not_applicable(subject_of(order));
      continue;
    }
    if (!order.requirements.recorded) {
      std::vector<std::string> missing = what_is_open(facts, order, report);
      missing.push_back(report.pointer(order.place, "requirements"));
      report.undetermined(subject_of(order), order.place,
                          "the requirements are not recorded; passes if every rehabilitation activity requirement has "
                          "a maximum of at least 1 day",
                          missing);
      continue;
    }
    bool said_for_order = false;
    for (const Requirement& requirement : order.requirements)
      if (requirement.type.is(RequirementType::rehabilitation_activity))
        said_for_order = check_one(facts, order, requirement, said_for_order, report);
  }
}

}  // namespace

extern const Rule ord102;
constinit const Rule ord102{
    .id = "ORD102",
    .slug = "rar-without-maximum",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A rehabilitation activity requirement states no maximum number of days.",
    .explanation = {.checks = "That each rehabilitation activity requirement of a community or suspended sentence "
                              "order has a whole positive maximum, as amended.",
                    .matters = "The order must say on how many days activity may be instructed. Without the number "
                               "nobody knows when to stop.",
                    .to_do = "Read the number from the order and record it. If the order has none, refer it back."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
