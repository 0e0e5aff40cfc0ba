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

void check(const CaseFacts& facts, Report& report) {
  constexpr std::string_view provision = "rar_maximum_days_repeal";
  const std::optional<Date> repeal = facts.policy.commencement(provision);
  for (const Order& order : facts.file.orders) {
    const Begun state = order.sentence_date ? begun(facts.policy, provision, *order.sentence_date)
                        : begun(facts.policy, provision, facts.as_of) == Begun::no ? Begun::no
                                                                                   : Begun::not_known;
    if (!may_hold_rar(order) || state == Begun::yes) {
      report.not_applicable(subject_of(order));
      continue;
    }
    std::vector<std::string> missing;
    if (!order.type) missing.push_back(report.pointer(order.place, "type"));
    if (!order.sentence_date && state == Begun::not_known)
      missing.push_back(report.pointer(order.place, "sentence_date"));
    if (begun(facts.policy, provision, order.sentence_date.value_or(facts.as_of)) == Begun::not_known)
      missing.push_back(law_fact(provision));
    if (!order.requirements.recorded) {
      missing.push_back(report.pointer(order.place, "requirements"));
      report.undetermined(subject_of(order), order.place,
                          "the requirements are not recorded; passes if every rehabilitation activity requirement has "
                          "a maximum of at least 1 day",
                          missing);
      continue;
    }
    bool said_for_order = false;
    for (const Requirement& requirement : order.requirements) {
      if (!requirement.type.is(RequirementType::rehabilitation_activity)) continue;
      const Subject subject = subject_of(order, requirement);
      const KnownAmount maximum = facts.max_days(requirement);
      const Place place = maximum ? maximum.place : requirement.place;
      if (!maximum && !maximum.possible.empty() && maximum.possible.front() > 0) {  // whichever governs, there is one
        report.pass(subject, maximum.place);
        continue;
      }
      const bool amendment_decides = std::any_of(maximum.missing.begin(), maximum.missing.end(),
                                                 [](const Missing& fact) { return fact.key != "max_days"; });
      if (!maximum && amendment_decides) {
        report.undetermined(subject, maximum.place, "which amendment of the maximum governs is not known",
                            pointers(report, maximum.missing));
        continue;
      }
      const std::string what = maximum ? fmt::format("a maximum of {} is none", counted(*maximum, "day"))
                                       : std::string("the requirement states no maximum number of days");
      if (maximum && *maximum > 0) {
        report.pass(subject, place);
      } else if (!order.type) {
        if (!said_for_order)
          report.undetermined(
              subject_of(order), order.place,
              fmt::format("{}, and the type of the order is not recorded; passes if it is neither a community nor a "
                          "suspended sentence order, or with a maximum of at least 1 day",
                          what),
              missing);
        said_for_order = true;
      } else if (!missing.empty()) {
        report
            .undetermined(
                subject, place,
                repeal ? fmt::format(
                             "{}; passes if the order was made on or after {}, or with a maximum of at least 1 day",
                             what, format(*repeal))
                       : fmt::format("{}; whether the repeal of the maximum ({}) had begun {} is not known", what,
                                     provision,
                                     order.sentence_date ? "on " + format(*order.sentence_date)
                                                         : std::string("when the order was made")),
                missing)
            .fact("repeal", repeal ? FactValue{format(*repeal)} : FactValue{});
      } else {
        auto finding = report.fail(
            subject, place, fmt::format("{}; the order must say on how many days activity may be instructed", what));
        finding.here(maximum ? "must be at least 1" : "no `max_days`")
            .fact("max_days", maximum ? FactValue{*maximum} : FactValue{});
        finding.trace(
            maximum ? fmt::format("max_days = {}, as amended; a maximum is a whole number of at least 1", *maximum)
                    : std::string("`max_days` is absent or null, and no amendment sets it"));
        if (order.sentence_date) finding.related(order.sentence_date.place, "the order was made here");
        finding.trace(
            repeal && order.sentence_date
                ? fmt::format("the order was made on {}, before {}, from which no maximum is asked for",
                              format(*order.sentence_date), format(*repeal))
                : fmt::format(
                      "the repeal of the maximum had not begun as the law was read to {}: such an order needs one",
                      format(law_read_until)));
        finding.fix("record `max_days` as the order states it; if it states none, refer the order back to the court");
      }
    }
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
