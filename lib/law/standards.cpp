#include "law/standards.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <stdexcept>

namespace probation {
namespace {

constexpr Date start = date(2015, 2, 1);
constexpr Date unified = date(2021, 6, 26);
constexpr Date bulletin = date(2019, 10, 1);

const std::vector<StandardRow>& rows() {
  using enum DatedBy;
  constexpr auto number = [](std::int64_t n) { return StandardValue{n}; };
  const StandardValue none;
  static const std::vector<StandardRow> table{
      {"breach_action_working_days",
       "ENF406",
       "working days from the failure to breach_started or referral",
       number(10),
       date(2000, 4, 1),
       {},
       event,
       Stricter::lower,
       "policy",
       "Probation Circular 43/2004; historic, no later one read",
       true},
      {"catalogue_review_notice_months",
       "INT807, due",
       "months before the review date",
       number(6),
       bulletin,
       {},
       as_at,
       Stricter::higher,
       "policy",
       "none published",
       true},
      {"completion_review_first_months",
       "REV601, due",
       "months before the end",
       number(6),
       unified,
       {},
       due_date,
       Stricter::none,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"completion_review_second_months", "REV602, due", "months before the end", number(3), bulletin,
       date(2021, 6, 25), due_date, Stricter::none, "policy",
       "Probation Programmes Bulletin, October 2019 (programmes; its day is an assumption)", true},
      {"completion_review_second_months",
       "REV602, due",
       "months before the end",
       number(3),
       unified,
       {},
       due_date,
       Stricter::none,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"count_pre_group",
       "INT801",
       "true/false",
       StandardValue{true},
       start,
       {},
       approval,
       Stricter::none,
       "policy",
       "suite of 12: with it all meet the minimum of 2019",
       true},
      {"day_count_profile",
       "RAR201, RAR202, RAR210-214, forecast, measures, plan",
       "word",
       StandardValue{std::string("strict")},
       start,
       {},
       as_at,
       Stricter::none,
       "policy",
       "one day a date, attended and complied, in the relevant period; always strict",
       true},
      {"failure_trigger",
       "shown by recount and status",
       "unacceptable failures",
       number(2),
       date(2000, 4, 1),
       {},
       as_at,
       Stricter::lower,
       "policy",
       "Probation Circular 43/2004; historic",
       true},
      {"final_third_denominator",
       "RAR213, RAR215, planner H2",
       "share of the order",
       number(3),
       date(2024, 4, 29),
       {},
       event,
       Stricter::none,
       "policy",
       "Probation Reset, regional safeguarding page, June 2024; the rounding is an assumption",
       true},
      {"final_third_numerator",
       "RAR213, RAR215, planner H2",
       "share of the order",
       number(2),
       date(2024, 4, 29),
       {},
       event,
       Stricter::none,
       "policy",
       "Probation Reset, regional safeguarding page, June 2024; the rounding is an assumption",
       true},
      {"first_appointment_working_days",
       "PLN303",
       "working days from sentence",
       number(5),
       start,
       {},
       event,
       Stricter::lower,
       "policy",
       "contracts 2015, National Standards 2021; not read",
       true},
      {"first_rar_day_share_percent",
       "RAR211",
       "% of the order gone",
       number(25),
       start,
       {},
       as_at,
       Stricter::lower,
       "policy",
       "HMIP 2017: one case in ten had no activity; no figure published",
       true},
      {"group_size_min",
       "cohort",
       "people",
       number(6),
       start,
       {},
       as_at,
       Stricter::none,
       "policy",
       "none published",
       true},
      {"referral_lead_days",
       "planner: first session of rolling work",
       "days after as-of",
       number(7),
       start,
       {},
       as_at,
       Stricter::higher,
       "policy",
       "none published",
       true},
      {"rolling_hours",
       "planner: hours of rolling work without its own",
       "list of {weekday, time}",
       StandardValue{std::vector<std::string>{"monday 10:00", "monday 14:00", "tuesday 10:00", "tuesday 14:00",
                                              "wednesday 10:00", "wednesday 14:00", "thursday 10:00", "thursday 14:00",
                                              "friday 10:00", "friday 14:00", "tuesday 18:00", "thursday 18:00"}},
       start,
       {},
       as_at,
       Stricter::either,
       "policy",
       "none published",
       true},
      {"session_minutes",
       "planner: length of rolling work that publishes none",
       "minutes",
       number(120),
       start,
       {},
       as_at,
       Stricter::higher,
       "policy",
       "none published",
       true},
      {"late_record_days",
       "REC506",
       "calendar days from event to entry",
       number(14),
       start,
       {},
       event,
       Stricter::lower,
       "policy",
       "none published",
       true},
      {"local_completion_percent",
       "RAR218",
       "% of max_days",
       none,
       start,
       {},
       as_at,
       Stricter::none,
       "local only",
       "never national; a value makes RAR218 speak and changes nothing else",
       false},
      {"minimum_day_minutes",
       "RAR219",
       "minutes of the contacts of a counted day",
       none,
       start,
       {},
       as_at,
       Stricter::none,
       "local only",
       "the law sets no minimum; a value makes RAR219 speak and changes no count",
       false},
      {"outcome_decision_working_days",
       "ENF401, due",
       "working days from the absence",
       number(10),
       start,
       {},
       event,
       Stricter::lower,
       "policy",
       "no source read; 5 to 10 are in use; the longest, so that nobody is accused by a guess",
       true},
      {"pace_margin_percent",
       "RAR212, measure on_pace",
       "percentage points behind",
       number(25),
       start,
       {},
       as_at,
       Stricter::lower,
       "policy",
       "HMIP 2017 question 6; no figure published",
       true},
      {"plan_working_days",
       "PLN302",
       "working days from the first attended appointment, else from sentence",
       number(15),
       unified,
       {},
       event,
       Stricter::lower,
       "policy",
       "15 in 2021; 10 in contracts of 2015",
       true},
      {"programme_facilitators_min",
       "INT804",
       "people",
       number(2),
       unified,
       {},
       approval,
       Stricter::higher,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"programme_group_size_max",
       "INT804",
       "people",
       number(12),
       unified,
       {},
       approval,
       Stricter::lower,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"programmes_minimum",
       "INT815",
       "list of words",
       StandardValue{std::vector<std::string>{"thinking_skills", "intimate_partner_violence", "sexual_offending"}},
       unified,
       {},
       as_at,
       Stricter::none,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"purposeful_activity_share_percent",
       "PLN307, measure purposeful_activity_delivered",
       "% of the order gone",
       number(25),
       start,
       {},
       as_at,
       Stricter::lower,
       "policy",
       "HMIP 2017 question 5; no figure published",
       true},
      {"rar_days_per_week",
       "RAR213, forecast",
       "days a week that can still be fitted in",
       number(2),
       start,
       {},
       as_at,
       Stricter::lower,
       "policy",
       "same as sessions_per_week",
       true},
      {"review_window_days",
       "REV601-604, due",
       "calendar days before the due date from which a review counts",
       number(28),
       bulletin,
       {},
       due_date,
       Stricter::lower,
       "policy",
       "none published",
       true},
      {"sessions_per_week",
       "planner H8",
       "sessions, Monday to Sunday",
       number(2),
       start,
       {},
       event,
       Stricter::lower,
       "policy",
       "none published",
       true},
      {"structured_intervention_min_sessions", "INT801", "sessions", number(6), start, date(2021, 6, 25), approval,
       Stricter::higher, "policy", "Probation Programmes Bulletin, October 2019; design text", true},
      {"structured_intervention_min_sessions",
       "INT801",
       "sessions",
       number(4),
       unified,
       {},
       approval,
       Stricter::higher,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"travel_minutes",
       "PLN316, planner H7",
       "minutes, one way",
       number(60),
       unified,
       {},
       event,
       Stricter::lower,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"unpaid_work_hours_per_week",
       "UPW705, forecast",
       "hours that can still be fitted into a week",
       number(7),
       start,
       {},
       as_at,
       Stricter::lower,
       "policy",
       "HMIP thematic 2015 (hours offered, a finding)",
       true},
      {"unpaid_work_induction_travel_minutes",
       "UPW704",
       "minutes each way, induction",
       number(60),
       unified,
       {},
       event,
       Stricter::lower,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"unpaid_work_review_after_repeal",
       "REV603, REV604, due",
       "true/false",
       none,
       date(2026, 5, 11),
       {},
       DatedBy::due_date,
       Stricter::either,
       "policy",
       "no document read since the 12-month limit was repealed says whether the reviews go on",
       false},
      {"unpaid_work_review_first_months",
       "REV603, due",
       "months after sentence",
       number(6),
       unified,
       {},
       due_date,
       Stricter::none,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"unpaid_work_review_second_months",
       "REV604, due",
       "months after sentence",
       number(9),
       unified,
       {},
       due_date,
       Stricter::none,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"unpaid_work_travel_minutes",
       "UPW704",
       "minutes each way, first worksite",
       number(90),
       unified,
       {},
       event,
       Stricter::lower,
       "policy",
       "NPS interventions overview 2021",
       false},
      {"ete_share_percent", "UPW702", "% of the hours ordered", number(20), unified, date(2024, 5, 15), as_at,
       Stricter::lower, "policy", "NPS interventions overview 2021", false},
      {"ete_share_percent",
       "UPW702",
       "% of the hours ordered",
       number(30),
       date(2024, 5, 16),
       {},
       as_at,
       Stricter::lower,
       "policy",
       "MoJ unpaid work guidance, 16 May 2024 and 6 November 2025",
       false},
      {"warning_record_working_days",
       "ENF405",
       "working days from the warning's date to its entry",
       number(2),
       start,
       {},
       event,
       Stricter::lower,
       "policy",
       "SA 2020 Sch. 10 para 6(5), as soon as practicable; a training page: within 2",
       true},
  };
  return table;
}

}  // namespace

std::span<const StandardRow> national_standards() {
  static const std::vector<StandardRow> sorted = [] {
    std::vector<StandardRow> all = rows();
    std::stable_sort(all.begin(), all.end(), [](const StandardRow& a, const StandardRow& b) {
      return a.name != b.name ? a.name < b.name : a.from < b.from;
    });
    return all;
  }();
  return sorted;
}

std::vector<std::string_view> standard_names() {
  std::vector<std::string_view> names;
  for (const StandardRow& row : national_standards())
    if (names.empty() || names.back() != row.name) names.push_back(row.name);
  return names;
}

std::span<const Commencement> commencements() {
  static constexpr std::array table{
      Commencement{"driving_prohibition_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"drinking_establishment_prohibition_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"probation_requirement_commencement", "ORD102, ORD103", "Sentencing Act 2026 s. 13"},
      Commencement{"public_event_prohibition_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"rar_maximum_days_repeal", "ORD102", "Sentencing Act 2026 s. 12"},
      Commencement{"restriction_zone_commencement", "ORD116", "Sentencing Act 2026 ss. 14-17"},
      Commencement{"unpaid_work_incentive_commencement",
                   "ORD118, ORD119, ORD122, REV603, REV604, UPW701, UPW703, UPW705", "Sentencing Act 2026 s. 37"},
  };
  return table;
}

std::int64_t ResolvedStandard::number() const {
  const StandardValue& value = local != nullptr ? local->value : national->value;
  assert(std::holds_alternative<std::int64_t>(value));
  return std::get<std::int64_t>(value);
}
std::int64_t ResolvedStandard::national_number() const { return std::get<std::int64_t>(national->value); }
const std::vector<std::string>& ResolvedStandard::words() const {
  return std::get<std::vector<std::string>>(local != nullptr ? local->value : national->value);
}
bool ResolvedStandard::truth() const { return std::get<bool>(local != nullptr ? local->value : national->value); }

Policy Policy::national() { return {}; }

const StandardRow* Policy::at(std::string_view name, Date date) const {
  for (const StandardRow& row : national_standards())
    if (row.name == name && row.from <= date && (!row.until || date <= *row.until)) return &row;
  const auto rows = national_standards();
  if (std::none_of(rows.begin(), rows.end(), [&](const StandardRow& row) { return row.name == name; }))
    throw std::logic_error("no policy value is called " + std::string(name));
  return nullptr;
}

namespace {
bool in_force(const LocalValue& local, Date date) {
  return (!local.from || *local.from <= date) && (!local.until || date <= *local.until);
}

// A local value counts only in the direction that can add findings.
bool is_stricter(const LocalValue& local, const StandardRow& national) {
  if (national.stricter == Stricter::either)  // of the row's kind, where the row has a value
    return std::holds_alternative<std::monostate>(national.value) ? !std::holds_alternative<std::monostate>(local.value)
                                                                  : local.value.index() == national.value.index();
  const auto* mine = std::get_if<std::int64_t>(&local.value);
  const auto* theirs = std::get_if<std::int64_t>(&national.value);
  if (national.authority == "local only") return mine != nullptr;
  if (mine == nullptr || theirs == nullptr) return false;
  switch (national.stricter) {
    case Stricter::none:
    case Stricter::either: return false;
    case Stricter::lower: return *mine < *theirs;
    case Stricter::higher: return *mine > *theirs;
  }
  return false;
}

// Of two stricter local values in force on one day the strictest decides, in whatever order a file lists them: the
// looser must not clear what the other finds. Where neither is stricter than the other the later one listed decides.
bool decides_over(const LocalValue& later, const LocalValue& earlier, const StandardRow& national) {
  if (national.stricter == Stricter::either) return true;  // its values are no numbers
  const auto a = std::get<std::int64_t>(later.value), b = std::get<std::int64_t>(earlier.value);
  switch (national.stricter) {
    case Stricter::none:
    case Stricter::either: return true;
    case Stricter::lower: return a <= b;
    case Stricter::higher: return a >= b;
  }
  return true;
}
}  // namespace

std::optional<ResolvedStandard> Policy::resolve(std::string_view name, Date date) const {
  const StandardRow* national = at(name, date);
  if (national == nullptr) return std::nullopt;
  ResolvedStandard resolved{national, nullptr};
  for (const LocalValue& local : local_)
    if (local.name == name && in_force(local, date) && is_stricter(local, *national) &&
        (resolved.local == nullptr || decides_over(local, *resolved.local, *national)))
      resolved.local = &local;
  if (resolved.local == nullptr && std::holds_alternative<std::monostate>(national->value)) return std::nullopt;
  return resolved;
}

void Policy::add_local(LocalValue value) { local_.push_back(std::move(value)); }

std::vector<const LocalValue*> Policy::not_used() const {
  std::vector<const LocalValue*> unused;
  for (const LocalValue& local : local_) {
    const auto national = national_standards();
    const bool ever = !local.from || !local.until || *local.from <= *local.until;  // else no day is in it
    const bool used = ever && std::any_of(national.begin(), national.end(), [&](const StandardRow& row) {
                        const bool overlap = (!local.until || row.from <= *local.until) &&
                                             (!row.until || !local.from || *local.from <= *row.until);
                        return row.name == local.name && overlap && is_stricter(local, row);
                      });
    if (!used) unused.push_back(&local);
  }
  return unused;
}

const LocalCommencement* Policy::commencement_set(std::string_view name) const {
  const auto at = commencement_.find(name);
  return at == commencement_.end() ? nullptr : &at->second;
}
std::optional<Date> Policy::commencement(std::string_view name) const {
  const auto known = commencements();
  if (std::none_of(known.begin(), known.end(), [&](const Commencement& row) { return row.name == name; }))
    throw std::logic_error("no commencement is called " + std::string(name));
  const LocalCommencement* set = commencement_set(name);
  return set == nullptr || !set->is_known() ? std::nullopt : std::optional(set->from);
}
void Policy::set_commencement(std::string_view name, LocalCommencement set) {
  commencement_.insert_or_assign(std::string(name), std::move(set));
}

}  // namespace probation
