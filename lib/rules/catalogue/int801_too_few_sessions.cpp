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

// The sessions that count, as far as they are recorded: no more than the true number.
struct Sessions {
  std::int64_t total = 0;
  std::vector<std::string> missing, parts;
};

Sessions sessions_of(const Intervention& it, bool pre_group_counts, const Report& report) {
  Sessions found;
  if (!it.sessions) {
    found.missing.push_back(report.pointer(it.place, "sessions"));
    return found;
  }
  const auto add = [&](const Located<std::int64_t>& count, std::string_view key, std::string_view words) {
    if (count) found.total += *count;
    else found.missing.push_back(report.pointer(it.sessions->place, key));
    found.parts.push_back(count ? fmt::format("{} {}", *count, words) : fmt::format("{} not recorded", words));
  };
  if (pre_group_counts) add(it.sessions->pre_group, "pre_group", "pre-group");
  add(it.sessions->group, "group", "group");
  add(it.sessions->one_to_one, "one_to_one", "one-to-one");
  add(it.sessions->post, "post", "post");
  return found;
}

// What the intervention is held against.
struct Minimum {
  std::optional<Date> approved;
  std::vector<ResolvedStandard> rows;  // one, or without that day each that could be the one
  const ResolvedStandard *lowest = nullptr, *highest = nullptr;
  std::optional<ResolvedStandard> pre_group;
};

void explain(const Intervention& it, const Sessions& sessions, const Minimum& minimum, Report::Draft finding) {
  const std::int64_t least = minimum.lowest->number(), most = minimum.highest->number();
  const auto& rows = minimum.rows;
  finding.fact("sessions", sessions.total).fact("minimum", least);
  if (most != least) finding.fact("minimum_before", most);
  if (!sessions.parts.empty()) finding.trace(fmt::format("{} = {}", join(sessions.parts, " + "), sessions.total));
  for (const ResolvedStandard& row : rows) {
    const auto same = [&](const ResolvedStandard& other) {
      return other.national == row.national && other.local == row.local;
    };
    if (std::find_if(rows.begin(), rows.end(), same) != rows.begin() + (&row - rows.data())) continue;  // said already
    finding.trace(minimum.approved ? fmt::format("approved on {}: at least {}", format(*minimum.approved), row.number())
                                   : fmt::format("if approved on or after {}: at least {}", format(row.national->from),
                                                 row.number()));
    finding.standard(row);
  }
  if (minimum.pre_group) finding.standard(*minimum.pre_group);
  if (minimum.approved)
    finding.related(it.lifecycle->approved_date.place, "approved here: the minimum of this day counts");
}

void say_failed(const Intervention& it, const Sessions& sessions, const Minimum& minimum, Place place, Report& report) {
  auto finding = report.fail(
      subject_of(it), place,
      fmt::format("{}; a structured intervention {} needs at least {}", counted(sessions.total, "session"),
                  minimum.approved ? "approved on " + format(*minimum.approved) : std::string("approved on any day"),
                  minimum.lowest->number()));
  explain(it, sessions, minimum, finding);
  finding.here(fmt::format("{} in all", counted(sessions.total, "session")))
      .fix("correct the numbers of sessions; if they are right, take the intervention back to the panel");
  // It rests on the local minimum where a national one that may hold is met.
  if (std::any_of(minimum.rows.begin(), minimum.rows.end(), [&](const ResolvedStandard& row) {
        return row.local != nullptr && sessions.total >= row.national_number();
      }))
    finding.only_local();
}

// The kinds not recorded, the day of approval, or both would decide.
void say_open(const Intervention& it, const Sessions& sessions, const Minimum& minimum, Place place, Report& report) {
  const std::string known = !it.sessions               ? std::string("the sessions are not recorded")
                            : sessions.missing.empty() ? counted(sessions.total, "session")
                                                       : fmt::format("{} on record, and some are not recorded",
                                                                     counted(sessions.total, "session"));
  std::vector<std::string> missing = sessions.missing;
  if (!minimum.approved)
    missing.push_back(it.lifecycle ? report.pointer(it.lifecycle->place, "approved_date")
                                   : report.pointer(it.place, "lifecycle") + "/approved_date");
  std::string condition = fmt::format("passes if there are at least {}", minimum.highest->number());
  if (!minimum.approved && sessions.total >= minimum.lowest->number() && minimum.lowest->local == nullptr &&
      minimum.highest->local == nullptr)
    condition = fmt::format("passes if it was approved on or after {}", format(minimum.lowest->national->from));
  explain(it, sessions, minimum,
          report.undetermined(subject_of(it), place, fmt::format("{}; {}", known, condition), missing));
}

void check(const InterventionFacts& facts, Report& report) {
  const Intervention& it = facts.intervention;
  Minimum minimum;
  if (it.lifecycle) minimum.approved = it.lifecycle->approved_date.value;
  if (it.kind.is(InterventionKind::structured_intervention)) minimum.rows = possible_minima(facts, minimum.approved);
  if (minimum.rows.empty()) {
    report.not_applicable(subject_of(it));
    return;
  }
  const auto less = [](const ResolvedStandard& a, const ResolvedStandard& b) { return a.number() < b.number(); };
  const auto [lowest, highest] = std::minmax_element(minimum.rows.begin(), minimum.rows.end(), less);
  minimum.lowest = &*lowest;
  minimum.highest = &*highest;
  minimum.pre_group = facts.policy.resolve(pre_group_name, minimum.approved.value_or(facts.as_of));
  const Sessions sessions = sessions_of(it, minimum.pre_group && minimum.pre_group->truth(), report);
  const Place place = it.sessions ? it.sessions->place : it.place;
  if (sessions.total >= highest->number())
    report.pass(subject_of(it), place,
                fmt::format("{}, and at least {}", counted(sessions.total, "session"), highest->number()));
  else if (sessions.missing.empty() && sessions.total < lowest->number())
    say_failed(it, sessions, minimum, place, report);
  else say_open(it, sessions, minimum, place, report);
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
