// The practice numbers a region may set, with the national value, its dates and where it was read (policy-values).
#include <algorithm>
#include <vector>

#include "law/standards.hpp"

namespace probation {
namespace {

constexpr Date start = date(2015, 2, 1);
constexpr Date unified = date(2021, 6, 26);
constexpr Date bulletin = date(2019, 10, 1);

// As long as the numbers that practice knows: a row is name, rules, unit, value; first and last day, what dates it,
// which side is stricter, authority; source, and whether no published source was read. Kept in this shape by hand.
const std::vector<StandardRow>& rows() {
  using enum DatedBy;
  constexpr auto number = [](std::int64_t n) { return StandardValue{n}; };
  const StandardValue none;
  // clang-format off
  static const std::vector<StandardRow> table{
    {"breach_action_working_days", "ENF406", "working days from the failure to breach_started or referral", number(10),
     date(2000, 4, 1), {}, event, Stricter::lower, "policy", "Probation Circular 43/2004; historic, no later one read", true},
    {"catalogue_review_notice_months", "INT807, due", "months before the review date", number(6), bulletin, {}, as_at, Stricter::higher, "policy",
     "none published", true},
    {"completion_review_first_months", "REV601, due", "months before the end", number(6), unified, {}, due_date, Stricter::none, "policy",
     "NPS interventions overview 2021", false},
    {"completion_review_second_months", "REV602, due", "months before the end", number(3),
     bulletin, date(2021, 6, 25), due_date, Stricter::none, "policy",
     "Probation Programmes Bulletin, October 2019 (programmes; its day is an assumption)", true},
    {"completion_review_second_months", "REV602, due", "months before the end", number(3), unified, {}, due_date, Stricter::none, "policy",
     "NPS interventions overview 2021", false},
    {"count_pre_group", "INT801", "true/false", StandardValue{true}, start, {}, approval, Stricter::none, "policy",
     "suite of 12: with it all meet the minimum of 2019", true},
    {"day_count_profile", "RAR201, RAR202, RAR210-214, forecast, measures, plan", "word", StandardValue{std::string("strict")},
     start, {}, as_at, Stricter::none, "policy", "one day a date, attended and complied, in the relevant period; always strict", true},
    {"failure_trigger", "shown by recount and status", "unacceptable failures", number(2), date(2000, 4, 1), {}, as_at, Stricter::lower, "policy",
     "Probation Circular 43/2004; historic", true},
    {"final_third_denominator", "RAR213, RAR215, planner H2", "share of the order", number(3), date(2024, 4, 29), {}, event, Stricter::none, "policy",
     "Probation Reset, regional safeguarding page, June 2024; the rounding is an assumption", true},
    {"final_third_numerator", "RAR213, RAR215, planner H2", "share of the order", number(2), date(2024, 4, 29), {}, event, Stricter::none, "policy",
     "Probation Reset, regional safeguarding page, June 2024; the rounding is an assumption", true},
    {"first_appointment_working_days", "PLN303", "working days from sentence", number(5), start, {}, event, Stricter::lower, "policy",
     "contracts 2015, National Standards 2021; not read", true},
    {"first_rar_day_share_percent", "RAR211", "% of the order gone", number(25), start, {}, as_at, Stricter::lower, "policy",
     "HMIP 2017: one case in ten had no activity; no figure published", true},
    {"group_size_min", "cohort", "people", number(6), start, {}, as_at, Stricter::none, "policy", "none published", true},
    {"referral_lead_days", "planner: first session of rolling work", "days after as-of", number(7), start, {}, as_at, Stricter::higher, "policy",
     "none published", true},
    {"rolling_hours", "planner: hours of rolling work without its own", "list of {weekday, time}",
     StandardValue{std::vector<std::string>{"monday 10:00", "monday 14:00", "tuesday 10:00", "tuesday 14:00", "wednesday 10:00", "wednesday 14:00",
                                            "thursday 10:00", "thursday 14:00", "friday 10:00", "friday 14:00", "tuesday 18:00", "thursday 18:00"}},
     start, {}, as_at, Stricter::either, "policy", "none published", true},
    {"session_minutes", "planner: length of rolling work that publishes none", "minutes", number(120), start, {}, as_at, Stricter::higher, "policy",
     "none published", true},
    {"late_record_days", "REC506", "calendar days from event to entry", number(14), start, {}, event, Stricter::lower, "policy",
     "none published", true},
    {"local_completion_percent", "RAR218", "% of max_days", none, start, {}, as_at, Stricter::none, "local only",
     "never national; a value makes RAR218 speak and changes nothing else", false},
    {"minimum_day_minutes", "RAR219", "minutes of the contacts of a counted day", none, start, {}, as_at, Stricter::none, "local only",
     "the law sets no minimum; a value makes RAR219 speak and changes no count", false},
    {"outcome_decision_working_days", "ENF401, due", "working days from the absence", number(10), start, {}, event, Stricter::lower, "policy",
     "no source read; 5 to 10 are in use; the longest, so that nobody is accused by a guess", true},
    {"pace_margin_percent", "RAR212, measure on_pace", "percentage points behind", number(25), start, {}, as_at, Stricter::lower, "policy",
     "HMIP 2017 question 6; no figure published", true},
    {"plan_working_days", "PLN302", "working days from the first attended appointment, else from sentence", number(15),
     unified, {}, event, Stricter::lower, "policy", "15 in 2021; 10 in contracts of 2015", true},
    {"programme_facilitators_min", "INT804", "people", number(2), unified, {}, approval, Stricter::higher, "policy",
     "NPS interventions overview 2021", false},
    {"programme_group_size_max", "INT804", "people", number(12), unified, {}, approval, Stricter::lower, "policy",
     "NPS interventions overview 2021", false},
    {"programmes_minimum", "INT815", "list of words",
     StandardValue{std::vector<std::string>{"thinking_skills", "intimate_partner_violence", "sexual_offending"}},
     unified, {}, as_at, Stricter::none, "policy", "NPS interventions overview 2021", false},
    {"purposeful_activity_share_percent", "PLN307, measure purposeful_activity_delivered", "% of the order gone", number(25),
     start, {}, as_at, Stricter::lower, "policy", "HMIP 2017 question 5; no figure published", true},
    {"rar_days_per_week", "RAR213, forecast", "days a week that can still be fitted in", number(2), start, {}, as_at, Stricter::lower, "policy",
     "same as sessions_per_week", true},
    {"review_window_days", "REV601-604, due", "calendar days before the due date from which a review counts", number(28),
     bulletin, {}, due_date, Stricter::lower, "policy", "none published", true},
    {"sessions_per_week", "planner H8", "sessions, Monday to Sunday", number(2), start, {}, event, Stricter::lower, "policy", "none published", true},
    {"structured_intervention_min_sessions", "INT801", "sessions", number(6), start, date(2021, 6, 25), approval, Stricter::higher, "policy",
     "Probation Programmes Bulletin, October 2019; design text", true},
    {"structured_intervention_min_sessions", "INT801", "sessions", number(4), unified, {}, approval, Stricter::higher, "policy",
     "NPS interventions overview 2021", false},
    {"travel_minutes", "PLN316, planner H7", "minutes, one way", number(60), unified, {}, event, Stricter::lower, "policy",
     "NPS interventions overview 2021", false},
    {"unpaid_work_hours_per_week", "UPW705, forecast", "hours that can still be fitted into a week", number(7),
     start, {}, as_at, Stricter::lower, "policy", "HMIP thematic 2015 (hours offered, a finding)", true},
    {"unpaid_work_induction_travel_minutes", "UPW704", "minutes each way, induction", number(60), unified, {}, event, Stricter::lower, "policy",
     "NPS interventions overview 2021", false},
    {"unpaid_work_review_after_repeal", "REV603, REV604, due", "true/false", none,
     date(2026, 5, 11), {}, DatedBy::due_date, Stricter::either, "policy",
     "no document read since the 12-month limit was repealed says whether the reviews go on", false},
    {"unpaid_work_review_first_months", "REV603, due", "months after sentence", number(6), unified, {}, due_date, Stricter::none, "policy",
     "NPS interventions overview 2021", false},
    {"unpaid_work_review_second_months", "REV604, due", "months after sentence", number(9), unified, {}, due_date, Stricter::none, "policy",
     "NPS interventions overview 2021", false},
    {"unpaid_work_travel_minutes", "UPW704", "minutes each way, first worksite", number(90), unified, {}, event, Stricter::lower, "policy",
     "NPS interventions overview 2021", false},
    {"ete_share_percent", "UPW702", "% of the hours ordered", number(20), unified, date(2024, 5, 15), as_at, Stricter::lower, "policy",
     "NPS interventions overview 2021", false},
    {"ete_share_percent", "UPW702", "% of the hours ordered", number(30), date(2024, 5, 16), {}, as_at, Stricter::lower, "policy",
     "MoJ unpaid work guidance, 16 May 2024 and 6 November 2025", false},
    {"warning_record_working_days", "ENF405", "working days from the warning's date to its entry", number(2),
     start, {}, event, Stricter::lower, "policy", "SA 2020 Sch. 10 para 6(5), as soon as practicable; a training page: within 2", true},
  };
  // clang-format on
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

}  // namespace probation
