#include <fmt/format.h>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "law/catalogue_sources.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array rule_sources{sources::structured_intervention_design};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.kind.is(InterventionKind::structured_intervention)) {
    report.not_applicable(subject);
    return;
  }
  if (!it.sessions) {
    report.undetermined(
        subject, it.place,
        "whether the number and order of the sessions are fixed is not known: the sessions are not recorded",
        {report.pointer(it.place, "sessions")});
    return;
  }
  const Sessions& sessions = *it.sessions;
  std::vector<std::string> faults;
  Place place = sessions.place;
  if (sessions.fixed_order.is(false)) {
    faults.emplace_back("the order of the sessions is not fixed");
    place = sessions.fixed_order.place;
  }
  const bool same = sessions.min && sessions.max && *sessions.min == *sessions.max;
  if ((sessions.min || sessions.max) && !same) {
    const auto end = [](const Located<std::int64_t>& n) { return n ? std::to_string(*n) : std::string("any number"); };
    faults.push_back(fmt::format("their number is not fixed, from {} to {}", end(sessions.min), end(sessions.max)));
    if (faults.size() == 1) place = sessions.min ? sessions.min.place : sessions.max.place;
  }
  if (!faults.empty()) {
    auto finding = report.fail(subject, place, fmt::format("a structured intervention, and {}", join(faults, "; ")));
    finding.here("not fixed")
        .trace("a structured intervention has a set number of sessions in a set order, the same for everybody")
        .fix("set the number and the order of the sessions; what stays flexible is a toolkit");
    if (sessions.max) finding.related(sessions.max.place, "the most sessions");
    return;
  }
  std::vector<std::string> missing;
  if (!sessions.fixed_order) missing.push_back(report.pointer(sessions.place, "fixed_order"));
  const bool counted_at_all = sessions.pre_group || sessions.group || sessions.one_to_one || sessions.post || same;
  if (!counted_at_all) missing.push_back(report.pointer(sessions.place, "group"));
  if (missing.empty()) report.pass(subject, sessions.place, "number and order are fixed");
  else
    report.undetermined(subject, sessions.place,
                        counted_at_all ? "passes if the order of the sessions is fixed"
                                       : "passes if number and order of the sessions are fixed",
                        missing);
}

}  // namespace

extern const Rule int803;
constinit const Rule int803{
    .id = "INT803",
    .slug = "sessions-not-fixed",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A structured intervention has no fixed number and order of sessions.",
    .explanation = {.checks = "That a structured intervention states a set number of sessions, without a range, and "
                              "that their order is fixed.",
                    .matters = "What is different for everybody cannot be delivered as designed, quality assured or "
                               "evaluated; and nobody can tell how many days it takes.",
                    .to_do = "Set number and order, or let the panel look at it as a toolkit."},
    .sources = rule_sources,
    .policy = {},
    .check_intervention = &check,
};

}  // namespace probation::rules
