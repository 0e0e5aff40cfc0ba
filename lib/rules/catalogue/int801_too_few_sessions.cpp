#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "facts/catalogue_facts.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::array<std::string_view, 2> rule_policy{"structured_intervention_min_sessions", "count_pre_group"};

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.kind.is(InterventionKind::structured_intervention)) {
    report.not_applicable(subject);
    return;
  }
  const Place place = it.sessions ? it.sessions->place : it.place;
  const Located<Date>* approved = it.lifecycle ? &it.lifecycle->approved_date : nullptr;
  // Without the date of approval every minimum that was ever in force could be the one.
  std::vector<ResolvedStandard> minima;
  if (approved != nullptr && *approved) {
    if (const auto row = facts.policy.resolve("structured_intervention_min_sessions", **approved)) minima.push_back(*row);
  } else {
    for (const StandardRow& row : national_standards())
      if (row.name == "structured_intervention_min_sessions") minima.push_back({&row, nullptr});
  }
  if (minima.empty()) {
    report.not_applicable(subject);
    return;
  }
  const auto pre = facts.policy.resolve("count_pre_group", approved != nullptr && *approved ? **approved : facts.as_of);
  const bool count_pre = pre && pre->truth();
  std::int64_t total = 0;
  std::vector<std::string> missing;
  if (!it.sessions) {
    missing.push_back("/sessions");
  } else {
    const auto add = [&](const Located<std::int64_t>& part, std::string_view key) {
      if (part) total += *part;
      else missing.push_back(report.pointer(it.sessions->place, key));
    };
    if (count_pre) add(it.sessions->pre_group, "pre_group");
    add(it.sessions->group, "group");
    add(it.sessions->one_to_one, "one_to_one");
    add(it.sessions->post, "post");
  }
  std::int64_t least = minima.front().number(), most = least;
  for (const ResolvedStandard& row : minima) {
    least = std::min(least, row.number());
    most = std::max(most, row.number());
  }
  if (total >= most) {
    report.pass(subject, place, fmt::format("{} sessions, at least {}", total, most));
    return;
  }
  if (total < least && missing.empty()) {
    auto finding = report.fail(subject, place, fmt::format("{} sessions; a structured intervention needs at least {}", total, least));
    finding.here("the sessions").fact("sessions", total).fact("minimum", least);
    for (const ResolvedStandard& row : minima) {
      finding.standard(row);
      if (row.local != nullptr && total >= row.national_number()) finding.only_local();
    }
    if (it.sessions)
      finding.trace(fmt::format("{} group + {} one-to-one + {} post{} = {}", it.sessions->group.value_or(0), it.sessions->one_to_one.value_or(0), it.sessions->post.value_or(0),
                                count_pre ? fmt::format(" + {} pre-group", it.sessions->pre_group.value_or(0)) : std::string(", pre-group not counted"), total));
    if (approved != nullptr && *approved) finding.related(approved->place, "the minimum of this day counts");
    finding.fix("correct the numbers, or take it back to the panel");
    return;
  }
  if (missing.empty()) missing.push_back("/lifecycle/approved_date");
  report.undetermined(subject, place, fmt::format("{} sessions are known of; passes with at least {}", total, most), missing).fact("sessions", total);
}

}  // namespace

extern const Rule int801;
constinit const Rule int801{
    .id = "INT801",
    .slug = "too-few-sessions",
    .severity = Severity::error,
    .basis = Basis::policy,
    .date_test = DateTest::event,
    .summary = "A structured intervention has fewer sessions than the minimum in force when it was approved.",
    .explanation = {.checks = "Pre-group, group, one-to-one and post sessions together, against the minimum of the day of approval. Whether pre-group sessions count is a policy value.",
                    .matters = "Below the minimum there is too little for change, and days are used for it all the same.",
                    .to_do = "Check the session numbers; otherwise the panel has to look at it again."},
    .sources = {},
    .policy = rule_policy,
    .check_intervention = &check,
};

}  // namespace probation::rules
