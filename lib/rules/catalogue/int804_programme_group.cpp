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

// The numbers of a programme's groups against the values of the day of approval.
struct Groups {
  const Intervention& it;
  std::optional<Date> approved;
  std::optional<ResolvedStandard> most, least;
  Located<std::int64_t> size, facilitators;
  [[nodiscard]] bool too_many() const { return most && size && *size > most->number(); }
  [[nodiscard]] bool too_few() const { return least && facilitators && *facilitators < least->number(); }
  [[nodiscard]] Place place() const {
    return too_many() ? size.place : too_few() ? facilitators.place : it.delivery ? it.delivery->place : it.place;
  }
  [[nodiscard]] std::vector<std::string> faults() const {
    std::vector<std::string> words;
    if (too_many()) words.push_back(fmt::format("groups of up to {}, and {} is the most", *size, most->number()));
    if (too_few())
      words.push_back(fmt::format("led by {} at least, and {} must be there", counted(*facilitators, "facilitator"),
                                  least->number()));
    return words;
  }
  void cite(Report::Draft& finding) const {
    const bool neither = !too_many() && !too_few();
    if (most && (too_many() || neither)) finding.standard(*most);
    if (least && (too_few() || neither)) finding.standard(*least);
  }
};

// Rows of policy are chosen by the day of approval, and before the first of them there is no limit.
void say_not_approved(const Groups& groups, Report& report) {
  const Intervention& it = groups.it;
  const ResolvedStandard& row = groups.too_many() ? *groups.most : *groups.least;
  auto finding = report.undetermined(subject_of(it), groups.place(),
                                     fmt::format("{}; a finding if it was approved on or after {}",
                                                 join(groups.faults(), "; "), format(row.national->from)),
                                     {it.lifecycle ? report.pointer(it.lifecycle->place, "approved_date")
                                                   : report.pointer(it.place, "lifecycle") + "/approved_date"});
  groups.cite(finding);
}

void fail(const Groups& groups, Report& report) {
  const bool too_many = groups.too_many(), too_few = groups.too_few();
  auto finding =
      report.fail(subject_of(groups.it), groups.place(), "an accredited programme " + join(groups.faults(), "; "));
  groups.cite(finding);
  finding.here(too_many ? "too large" : "too few").severity(too_many ? Severity::error : Severity::warning);
  if (groups.size) finding.fact("group_size_max", *groups.size);
  if (groups.facilitators) finding.fact("facilitators_min", *groups.facilitators);
  if (too_many) finding.fact("largest", groups.most->number());
  if (too_few) finding.fact("fewest", groups.least->number());
  finding.trace(fmt::format("approved on {}: the values of that day count", format(*groups.approved)))
      .fix("correct the numbers; if they are right, deliver it to smaller groups and with a second facilitator");
  if (too_many && too_few) finding.related(groups.facilitators.place, "facilitators");
  const bool national_too_many = too_many && *groups.size > groups.most->national_number(),
             national_too_few = too_few && *groups.facilitators < groups.least->national_number();
  if (!national_too_many && !national_too_few) finding.only_local();
  else if (too_many && !national_too_many) finding.severity(Severity::warning);
}

void say_within(const Groups& groups, Report& report) {
  const Intervention& it = groups.it;
  const auto key = [&](std::string_view name) {
    return it.delivery ? report.pointer(it.delivery->place, name)
                       : report.pointer(it.place, "delivery") + "/" + std::string(name);
  };
  std::vector<std::string> missing, hopes;
  if (groups.most && !groups.size) {
    missing.push_back(key("group_size_max"));
    hopes.push_back(fmt::format("the group has at most {} people", groups.most->number()));
  }
  if (groups.least && !groups.facilitators) {
    missing.push_back(key("facilitators_min"));
    hopes.push_back(fmt::format("at least {} lead it", counted(groups.least->number(), "facilitator")));
  }
  if (missing.empty()) {
    report.pass(subject_of(it), groups.place());
    return;
  }
  auto finding =
      report.undetermined(subject_of(it), groups.place(), fmt::format("passes if {}", join(hopes, " and ")), missing);
  groups.cite(finding);
}

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  Groups groups{it, {}, {}, {}, {}, {}};
  if (it.lifecycle) groups.approved = it.lifecycle->approved_date.value;
  const Date day = groups.approved.value_or(facts.as_of);
  groups.most = facts.policy.resolve(size_name, day);
  groups.least = facts.policy.resolve(facilitators_name, day);
  const bool limited = groups.most || groups.least;
  if (!it.kind.is(InterventionKind::accredited_programme) || !in_groups(it) || !limited) {
    report.not_applicable(subject_of(it));
    return;
  }
  if (it.delivery) {
    groups.size = it.delivery->group_size_max;
    groups.facilitators = it.delivery->facilitators_min;
  }
  if (groups.faults().empty()) say_within(groups, report);
  else if (!groups.approved) say_not_approved(groups, report);
  else fail(groups, report);
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
