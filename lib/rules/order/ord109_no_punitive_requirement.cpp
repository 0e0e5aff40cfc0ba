#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "law/limits.hpp"
#include "law/sources.hpp"
#include "law/spoken_times.hpp"
#include "rules/order/each_order.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::punitive_requirement};

bool punishes(const Requirement& requirement) {
  return std::any_of(requirement.purposes.begin(), requirement.purposes.end(),
                     [](const Located<Purpose>& p) { return p.is(Purpose::punishment); });
}

std::string purposes_of(const Requirement& requirement) {
  std::vector<std::string> words;
  for (const Located<Purpose>& purpose : requirement.purposes)
    if (purpose) words.emplace_back(document::word(*purpose));
  return words.empty() ? std::string("no purpose") : join(words, ", ");
}

// Whether the duty reached the order: under the Code it does; before it the order had to be for an offence from a day
// on. Where the conviction is not recorded the day of the order stands for it, for the rule is asked by that; but where
// every offence is recorded as an earlier one, the conviction decides.
struct Reached {
  std::optional<bool> answer;
  std::vector<std::string> missing;  // what decides
};
Reached reached(const CaseFacts& facts, const Order& order, const Report& report) {
  const auto& asked = order.conviction_date ? order.conviction_date : order.sentence_date;
  const bool before_the_code = asked && !limits::code_conviction.holds(*asked);
  const bool any = std::any_of(order.offences.begin(), order.offences.end(), [](const Offence& o) {
    return o.last_date && limits::punitive_requirement_reaches.holds(*o.last_date);
  });
  const bool is_whole = facts.is_whole(ListName::offences, "last_date");
  const bool all_earlier = !any && !order.offences.empty() &&
                           std::all_of(order.offences.begin(), order.offences.end(),
                                       [](const Offence& o) { return o.last_date.recorded(); });
  const bool by_the_order = asked && !before_the_code;
  if (any || (by_the_order && (order.conviction_date || !all_earlier))) return {true, {}};
  Reached open;
  if (!before_the_code) open.missing.push_back(report.pointer(order.place, "conviction_date"));
  if (order.offences.empty() || !is_whole) open.missing.push_back(report.pointer(order.place, "offences"));
  for (const Offence& offence : order.offences)
    if (!offence.last_date) open.missing.push_back(report.pointer(offence.place, "last_date"));
  if (open.missing.empty()) open.answer = false;
  return open;
}

void check_order(const CaseFacts& facts, const Order& order, Report& report) {
  const Subject subject = subject_of(order);
  const auto punitive = std::find_if(order.requirements.begin(), order.requirements.end(), punishes);
  if (order.fine.is(true) || order.exceptional_circumstances.is(true) || punitive != order.requirements.end()) {
    report.pass(subject);
    return;
  }
  const Reached duty = reached(facts, order, report);
  if (duty.answer == false) {
    report.not_applicable(subject);
    return;
  }
  std::vector<std::string> missing = duty.missing, conditions;
  if (!duty.answer)
    conditions.push_back(fmt::format("no offence ended {} and the conviction was before the Code",
                                     spoken_times(limits::punitive_requirement_reaches.times(), "on or after")));
  if (!facts.knows_requirements(order)) {
    missing.push_back(report.pointer(order.place, "requirements"));
    conditions.emplace_back("a requirement is for punishment");
  }
  for (const Requirement& requirement : order.requirements)
    if (!requirement.purposes.recorded) {
      missing.push_back(report.pointer(requirement.place, "purposes"));
      conditions.push_back(
          fmt::format("{} is for punishment", requirement.id ? requirement.id->text : std::string("a requirement")));
    }
  if (!order.fine) {
    missing.push_back(report.pointer(order.place, "fine"));
    conditions.emplace_back("a fine was imposed as well");
  }
  if (!order.exceptional_circumstances) {
    missing.push_back(report.pointer(order.place, "exceptional_circumstances"));
    conditions.emplace_back("exceptional circumstances were found");
  }
  if (!missing.empty()) {
    report
        .undetermined(
            subject, order.place,
            fmt::format("no requirement is recorded as for punishment; passes if {}", join(conditions, ", or ")),
            missing)
        .here("nothing punitive on record");
    return;
  }
  auto finding = report.fail(
      subject, order.place,
      fmt::format("none of {} is for punishment, no fine was imposed, and no exceptional circumstances were found",
                  counted(static_cast<long long>(order.requirements.size()), "requirement")));
  finding.here("nothing punitive")
      .fact("requirements", order.requirements.size())
      .fact("fine", FactValue{false})
      .fact("exceptional_circumstances", FactValue{false});
  for (const Requirement& requirement : order.requirements) {
    const std::string what = fmt::format("{}: {}", requirement.id ? requirement.id->text : std::string("requirement"),
                                         purposes_of(requirement));
    finding.related(requirement.purposes.place, what).trace(what);
  }
  finding.related(order.fine.place, "no fine")
      .related(order.exceptional_circumstances.place, "no exceptional circumstances");
  finding.trace("fine: false; exceptional_circumstances: false")
      .fix(
          "record the purposes the court stated, a fine, or why there is no punitive element; if there is none of "
          "them, refer the order back");
}

void check(const CaseFacts& facts, Report& report) {
  for_each_order(facts, report, OrderType::community_order,
                 [&](const Order& order) { check_order(facts, order, report); });
}

}  // namespace

extern const Rule ord109;
constinit const Rule ord109{
    .id = "ORD109",
    .slug = "no-punitive-requirement",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::order,
    .summary = "A community order has no requirement for punishment, no fine and no exceptional circumstances.",
    .explanation = {.checks = "The recorded purposes of the requirements of a community order, a fine beside it, and "
                              "recorded exceptional circumstances. Purposes are never inferred from the type. For a "
                              "conviction before the Code an offence has to be late enough for the duty.",
                    .matters = "The law wants one of the three in every community order.",
                    .to_do = "Record the purposes the court stated, or the reason why there was no punitive element."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
