#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::string_view size_name = "programme_group_size_max";
constexpr std::string_view facilitators_name = "programme_facilitators_min";
constexpr std::array rule_policy{size_name, facilitators_name};

bool in_groups(const Intervention& it) {
  if (it.delivery && it.delivery->formats.recorded)
    return std::any_of(it.delivery->formats.begin(), it.delivery->formats.end(),
                       [](const Located<DeliveryFormat>& format) { return format.is(DeliveryFormat::group); });
  return !(it.sessions && it.sessions->group.is(0));
}

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.kind.is(InterventionKind::accredited_programme) || !in_groups(it)) {
    report.not_applicable(subject);
    return;
  }
  const std::optional<Date> approved = it.lifecycle ? it.lifecycle->approved_date.value : std::nullopt;
  const Date day = approved.value_or(facts.as_of);
  const auto most = facts.policy.resolve(size_name, day), least = facts.policy.resolve(facilitators_name, day);
  if (!most && !least) {
    report.not_applicable(subject);
    return;
  }
  const Located<std::int64_t> size = it.delivery ? it.delivery->group_size_max : Located<std::int64_t>{};
  const Located<std::int64_t> facilitators = it.delivery ? it.delivery->facilitators_min : Located<std::int64_t>{};
  const bool too_many = most && size && *size > most->number();
  const bool too_few = least && facilitators && *facilitators < least->number();
  const Place place = too_many      ? size.place
                      : too_few     ? facilitators.place
                      : it.delivery ? it.delivery->place
                                    : it.place;
  const auto key = [&](std::string_view name) {
    return it.delivery ? report.pointer(it.delivery->place, name)
                       : report.pointer(it.place, "delivery") + "/" + std::string(name);
  };
  std::vector<std::string> faults, missing;
  if (too_many) faults.push_back(fmt::format("groups of up to {}, and {} is the most", *size, most->number()));
  if (too_few)
    faults.push_back(fmt::format("led by {} at least, and {} must be there", counted(*facilitators, "facilitator"),
                                 least->number()));
  const auto standards = [&](Report::Draft finding) {
    if (most && (too_many || faults.empty())) finding.standard(*most);
    if (least && (too_few || faults.empty())) finding.standard(*least);
    return finding;
  };
  if (!faults.empty() && !approved) {
    // Rows of policy are chosen by the day of approval, and before the first of them there is no limit.
    missing.push_back(it.lifecycle ? report.pointer(it.lifecycle->place, "approved_date")
                                   : report.pointer(it.place, "lifecycle") + "/approved_date");
    standards(report.undetermined(subject, place,
                                  fmt::format("{}; a finding if it was approved on or after {}", join(faults, "; "),
                                              format((too_many ? most : least)->national->from)),
                                  missing));
    return;
  }
  if (!faults.empty()) {
    auto finding = standards(report.fail(subject, place, "an accredited programme " + join(faults, "; ")));
    finding.here(too_many ? "too large" : "too few").severity(too_many ? Severity::error : Severity::warning);
    if (size) finding.fact("group_size_max", *size);
    if (facilitators) finding.fact("facilitators_min", *facilitators);
    if (too_many) finding.fact("largest", most->number());
    if (too_few) finding.fact("fewest", least->number());
    finding.trace(fmt::format("approved on {}: the values of that day count", format(*approved)))
        .fix("correct the numbers; if they are right, deliver it to smaller groups and with a second facilitator");
    if (too_many && too_few) finding.related(facilitators.place, "facilitators");
    const bool national_too_many = too_many && *size > most->national_number(),
               national_too_few = too_few && *facilitators < least->national_number();
    if (!national_too_many && !national_too_few) finding.only_local();
    else if (too_many && !national_too_many) finding.severity(Severity::warning);
    return;
  }
  if (most && !size) missing.push_back(key("group_size_max"));
  if (least && !facilitators) missing.push_back(key("facilitators_min"));
  if (missing.empty()) report.pass(subject, place);
  else
    standards(report.undetermined(
        subject, place,
        fmt::format("passes if {}{}{}",
                    most && !size ? fmt::format("the group has at most {} people", most->number()) : std::string(),
                    missing.size() == 2 ? " and " : "",
                    least && !facilitators ? fmt::format("at least {} lead it", counted(least->number(), "facilitator"))
                                           : std::string()),
        missing));
}

}  // namespace

extern const Rule int804;
constinit const Rule int804{
    .id = "INT804",
    .slug = "programme-group",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "An accredited programme is given to too large a group, or led by too few.",
    .explanation = {.checks = "The largest group and the fewest facilitators of an accredited programme delivered in "
                              "groups, against the values of the day it was approved. Too large a group is an error; "
                              "too few facilitators alone is a warning.",
                    .matters = "In a large group, or with nobody to see what one facilitator misses, the programme is "
                               "not what was accredited.",
                    .to_do = "Correct the numbers, or how it is delivered."},
    .sources = {},
    .policy = rule_policy,
    .check_intervention = &check,
};

}  // namespace probation::rules
