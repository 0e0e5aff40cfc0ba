#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "law/commencement.hpp"
#include "law/sources.hpp"
#include "rules/order/each_sentenced_requirement.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::requirements_2026};

struct Section {
  RequirementType type;
  std::string_view commencement;
};
constexpr std::array<Section, 4> sections{
    {{RequirementType::driving_prohibition, "driving_prohibition_commencement"},
     {RequirementType::public_event_prohibition, "public_event_prohibition_commencement"},
     {RequirementType::drinking_establishment_prohibition, "drinking_establishment_prohibition_commencement"},
     {RequirementType::restriction_zone, "restriction_zone_commencement"}}};

const Section* section_of(RequirementType type) {
  const auto* found = std::find_if(sections.begin(), sections.end(), [&](const Section& s) { return s.type == type; });
  return found == sections.end() ? nullptr : found;
}

void check_one(const CaseFacts& facts, const Order& order, const Requirement& requirement, Report& report) {
  const Subject subject = subject_of(order, requirement);
  const Section& section = *section_of(*requirement.type);
  const std::optional<Date> start = facts.policy.commencement(section.commencement);
  const Place place = requirement.type.place;
  const bool in_time = start && std::any_of(order.offences.begin(), order.offences.end(),
                                            [&](const Offence& o) { return o.last_date && *o.last_date >= *start; });
  if (in_time) {
    report.pass(subject, place);
    return;
  }
  // Known only not to have begun before a day: where every offence ended before it, that decides.
  const LocalCommencement* set = facts.policy.commencement_set(section.commencement);
  const bool is_whole = !order.offences.empty() && facts.is_whole(ListName::offences, "last_date");
  const bool before_it = set != nullptr && !set->is_known() && is_whole &&
                         std::all_of(order.offences.begin(), order.offences.end(),
                                     [&](const Offence& o) { return o.last_date && *o.last_date < set->from; });
  std::vector<std::string> missing;
  if (!start && !before_it) missing.push_back(law_fact(section.commencement));
  if (!is_whole) missing.push_back(report.pointer(order.place, "offences"));
  for (const Offence& offence : order.offences)
    if (!offence.last_date) missing.push_back(report.pointer(offence.place, "last_date"));
  if (!start && !before_it) {
    report
        .undetermined(
            subject, place,
            "the day from which its section is in force is not fixed; passes if an offence ended on or after it",
            missing)
        .here("the section has no commencement date");
  } else if (!missing.empty()) {
    report
        .undetermined(subject, place, fmt::format("passes if an offence ended on or after {}", format(*start)), missing)
        .here("decided by the last days of the offences")
        .fact("from", *start);
  } else if (!needs_order_type(order, subject, place, report)) {
    const Date first_day = start ? *start : set->from;
    auto finding = report.fail(
        subject, place,
        fmt::format("{} for offences that all ended before {}, {}", spoken(*requirement.type), format(first_day),
                    start ? "when its section began" : "before which its section had not begun"));
    finding.here("no power to make this").fact("from", first_day);
    for (const Offence& offence : order.offences)
      finding.related(offence.last_date.place, "ended here")
          .trace(fmt::format("offence that ended on {}: {} before {}", format(*offence.last_date),
                             counted(days_between(*offence.last_date, first_day), "day"), format(first_day)));
    finding.fix("correct the last day of the offence; if it is right, refer the order back to the court");
  }
}

void check(const CaseFacts& facts, Report& report) {
  for_each_sentenced_requirement(
      facts, report, "requirement of 2026", [](RequirementType type) { return section_of(type) != nullptr; },
      [&](const Order& order, const Requirement& requirement) { check_one(facts, order, requirement, report); });
}

}  // namespace

extern const Rule ord116;
constinit const Rule ord116{
    .id = "ORD116",
    .slug = "requirement-before-its-section",
    .severity = Severity::error,
    .basis = Basis::statute,
    .date_test = DateTest::offence,
    .summary = "A requirement of 2026 stands in an order whose every offence came before its section began.",
    .explanation = {.checks = "Driving, public event and drinking establishment prohibitions and restriction zones "
                              "against the commencement date of their section and the last days of the offences.",
                    .matters = "The court had no power to make it for those offences.",
                    .to_do = "Correct the last day of the offence; if it is right, refer the order back. Set the "
                             "commencement date in a policy file once it is known."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders,
    .check_case = &check,
};

}  // namespace probation::rules
