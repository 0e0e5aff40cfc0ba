#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/case/case_facts.hpp"
#include "facts/case/final_third.hpp"
#include "facts/case/in_force.hpp"
#include "law/sources.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::reset};

void check(const CaseFacts& facts, Report& report) {
  if (!facts.file.suspensions.recorded) {
    report.undetermined(Subject::file(), facts.file.place,
                        "suspensions are not recorded; passes if Reset was not applied", {"/suspensions"});
    return;
  }
  const ResetExemption exemption = reset_exemption(facts);
  for (const Suspension* suspension : facts.suspensions) {
    const Subject subject = subject_of(*suspension);
    const Order* order = facts.order_of(*suspension);
    if ((suspension->policy && !suspension->policy.is(SuspensionPolicy::probation_reset)) ||
        (order != nullptr && governed_elsewhere(*order, facts.as_of))) {
      report.not_applicable(subject);
      continue;
    }
    const Place place = suspension->exemption_checked ? suspension->exemption_checked.place : suspension->place;
    const bool checked = suspension->exemption_checked.is(true);
    std::vector<std::string> faults, missing;
    if (exemption.exempt == true) faults.push_back(fmt::format("the case is exempt ({})", exemption.why));
    if (!checked) faults.push_back("no exemption check is recorded");
    for (const Missing& fact : exemption.missing) missing.push_back(report.pointer(fact.record, fact.key));
    if (!suspension->policy && (!faults.empty() || !exemption.exempt))
      missing.push_back(report.pointer(suspension->place, "policy"));
    if (!faults.empty() && suspension->policy) {
      auto finding = report.fail(subject, place, fmt::format("Reset applied, and {}", join(faults, " and ")));
      finding.here(checked ? "Reset applied" : "not checked")
          .trace(fmt::format("exempt: {}; checked: {}",
                             exemption.exempt
                                 ? (*exemption.exempt ? exemption.why : std::string("no flag, and RoSH not very high"))
                                 : std::string("not known"),
                             checked ? "yes" : "no"));
      if (exemption.exempt == true) finding.related(exemption.place, "exempts the case");
      finding.fix(exemption.exempt == true ? "lift Reset: the case is exempt"
                                           : "check the exemptions and record `exemption_checked: true`");
    } else if (!missing.empty()) {
      report.undetermined(subject, place, "whether the case is exempt from Reset is not known; passes if it is not",
                          missing);
    } else {
      report.pass(subject, place);
    }
  }
}

}  // namespace

extern const Rule rar216;
constinit const Rule rar216{
    .id = "RAR216",
    .slug = "reset-of-exempt-case",
    .severity = Severity::warning,
    .basis = Basis::policy,
    .date_test = DateTest::as_at,
    .summary = "Reset was applied to an exempt case, or with no exemption check.",
    .explanation = {.checks =
                        "Each Reset suspension: whether an exemption check is recorded, and whether any of the five "
                        "flags, or very high risk of serious harm in the newest assessment, exempts the person.",
                    .matters = "The exemptions protect the public from people who must go on being seen.",
                    .to_do = "Check the exemption and record it; lift Reset where it holds."},
    .sources = rule_sources,
    .policy = {},
    .reads = orders | suspensions | flags | assessments,
    .check_case = &check,
};

}  // namespace probation::rules
