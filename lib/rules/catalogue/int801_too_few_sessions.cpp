#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "facts/catalogue/catalogue_facts.hpp"
#include "rules/catalogue/subject.hpp"
#include "rules/report.hpp"

namespace probation::rules {
namespace {

constexpr std::string_view minimum_name = "structured_intervention_min_sessions";
constexpr std::string_view pre_group_name = "count_pre_group";
constexpr std::array rule_policy{minimum_name, pre_group_name};

// The minimum in force on the day of approval. Without that day each minimum that was ever in force could be the one.
std::vector<ResolvedStandard> possible_minima(const InterventionFacts& facts, std::optional<Date> approved) {
  std::vector<ResolvedStandard> minima;
  const auto add = [&](Date date) {
    if (const auto row = facts.policy.resolve(minimum_name, date)) minima.push_back(*row);
  };
  if (approved) {
    add(*approved);
    return minima;
  }
  for (const StandardRow& row : national_standards())
    if (row.name == minimum_name) add(row.from);
  add(facts.as_of);  // a local value may be in force by now
  return minima;
}

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  const std::string subject = subject_of(it);
  if (!it.kind.is(InterventionKind::structured_intervention)) {
    report.not_applicable(subject);
    return;
  }
  const std::optional<Date> approved = it.lifecycle ? it.lifecycle->approved_date.value : std::nullopt;
  const std::vector<ResolvedStandard> minima = possible_minima(facts, approved);
  if (minima.empty()) {
    report.not_applicable(subject);
    return;
  }
  const auto less = [](const ResolvedStandard& a, const ResolvedStandard& b) { return a.number() < b.number(); };
  const auto [lowest, highest] = std::minmax_element(minima.begin(), minima.end(), less);
  const std::int64_t least = lowest->number(), most = highest->number();
  const auto pre_group = facts.policy.resolve(pre_group_name, approved.value_or(facts.as_of));

  std::int64_t total = 0;  // of the kinds that are recorded: no more than the true number
  std::vector<std::string> missing, parts;
  if (!it.sessions) {
    missing.push_back(report.pointer(it.place, "sessions"));
  } else {
    const auto add = [&](const Located<std::int64_t>& count, std::string_view key, std::string_view words) {
      if (count) total += *count;
      else missing.push_back(report.pointer(it.sessions->place, key));
      parts.push_back(count ? fmt::format("{} {}", *count, words) : fmt::format("{} not recorded", words));
    };
    if (pre_group && pre_group->truth()) add(it.sessions->pre_group, "pre_group", "pre-group");
    add(it.sessions->group, "group", "group");
    add(it.sessions->one_to_one, "one_to_one", "one-to-one");
    add(it.sessions->post, "post", "post");
  }
  const Place place = it.sessions ? it.sessions->place : it.place;
  if (total >= most) {
    report.pass(subject, place, fmt::format("{}, and at least {}", counted(total, "session"), most));
    return;
  }
  const auto explain = [&](Report::Draft finding) {
    finding.fact("sessions", total).fact("minimum", least);
    if (most != least) finding.fact("minimum_before", most);
    if (!parts.empty()) finding.trace(fmt::format("{} = {}", join(parts, " + "), total));
    for (const ResolvedStandard& row : minima) {
      const auto same = [&](const ResolvedStandard& other) {
        return other.national == row.national && other.local == row.local;
      };
      if (std::find_if(minima.begin(), minima.end(), same) != minima.begin() + (&row - minima.data()))
        continue;  // said already
      finding.trace(
          approved ? fmt::format("approved on {}: at least {}", format(*approved), row.number())
                   : fmt::format("if approved on or after {}: at least {}", format(row.national->from), row.number()));
      finding.standard(row);
    }
    if (pre_group) finding.standard(*pre_group);
    if (approved) finding.related(it.lifecycle->approved_date.place, "approved here: the minimum of this day counts");
    return finding;
  };
  if (missing.empty() && total < least) {
    auto finding = explain(report.fail(
        subject, place,
        fmt::format("{}; a structured intervention {} needs at least {}", counted(total, "session"),
                    approved ? "approved on " + format(*approved) : std::string("approved on any day"), least)));
    finding.here(fmt::format("{} in all", counted(total, "session")))
        .fix("correct the numbers of sessions; if they are right, take the intervention back to the panel");
    // It rests on the local minimum where a national one that may hold is met.
    if (std::any_of(minima.begin(), minima.end(), [&](const ResolvedStandard& row) {
          return row.local != nullptr && total >= row.national_number();
        }))
      finding.only_local();
    return;
  }
  // The kinds not recorded, the day of approval, or both would decide.
  const std::string known = !it.sessions ? std::string("the sessions are not recorded")
                            : missing.empty()
                                ? counted(total, "session")
                                : fmt::format("{} on record, and some are not recorded", counted(total, "session"));
  if (!approved)
    missing.push_back(it.lifecycle ? report.pointer(it.lifecycle->place, "approved_date")
                                   : report.pointer(it.place, "lifecycle") + "/approved_date");
  std::string condition = fmt::format("passes if there are at least {}", most);
  if (!approved && total >= least && lowest->local == nullptr && highest->local == nullptr)
    condition = fmt::format("passes if it was approved on or after {}", format(lowest->national->from));
  explain(report.undetermined(subject, place, fmt::format("{}; {}", known, condition), missing));
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
    .explanation = {.checks = "Pre-group, group, one-to-one and post sessions together, against the minimum of the day "
                              "of approval. Whether pre-group sessions count is a policy value.",
                    .matters =
                        "Below the minimum there is too little for change, and days are used for it all the same.",
                    .to_do = "Check the session numbers; otherwise the panel has to look at it again."},
    .sources = {},
    .policy = rule_policy,
    .check_intervention = &check,
};

}  // namespace probation::rules
