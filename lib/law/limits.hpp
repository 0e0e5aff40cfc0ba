// The dated numbers of the law. Tables, no control flow: a change of the law is a row here, with its source.
// Which date decides the row stands in each name's comment; lengths are in the unit of the table.
#pragma once
#include "law/history.hpp"
#include "law/sources.hpp"

namespace probation::limits {

using sources::code_start;
inline constexpr Date law_start = date(2015, 2, 1);  // nothing earlier is judged: the first day of the RAR

// by last day of the offence
inline constexpr History<bool, 1> rar_available{
    "rar_available", "true/false", {{{law_start, {}, true, sources::ora_2014_rar}}}};
// by order date
inline constexpr History<int, 1> community_order_max_months{"community_order_max_months",
                                                            "months after the date of the order",
                                                            {{{law_start, {}, 36, sources::community_order_end}}}};
inline constexpr History<int, 1> extension_on_breach_max_months{
    "extension_on_breach_max_months",
    "months, once",
    {{{law_start, {}, 6, sources::community_order_breach_extension}}}};
inline constexpr History<int, 1> extension_on_application_max_months{
    "extension_on_application_max_months",
    "months, once",
    {{{law_start, {}, 6, sources::community_order_application_extension}}}};
inline constexpr History<int, 1> operational_min_months{
    "operational_min_months", "months beginning with the order", {{{law_start, {}, 6, sources::operational_period}}}};
inline constexpr History<int, 1> operational_max_months{
    "operational_max_months", "months beginning with the order", {{{law_start, {}, 24, sources::operational_period}}}};
// by conviction date: the cap where the suspended term is over `long_term_months`; no row: the ordinary cap holds
inline constexpr History<int, 1> operational_max_months_long_term{
    "operational_max_months_long_term",
    "months beginning with the order",
    {{{date(2026, 3, 22), {}, 36, sources::operational_period_2026}}}};
inline constexpr History<int, 1> long_term_months{
    "long_term_months", "months, more than", {{{date(2026, 3, 22), {}, 24, sources::operational_period_2026}}}};
inline constexpr History<int, 1> supervision_min_months{
    "supervision_min_months", "months beginning with the order", {{{law_start, {}, 6, sources::supervision_period}}}};
inline constexpr History<int, 1> supervision_max_months{
    "supervision_max_months", "months beginning with the order", {{{law_start, {}, 24, sources::supervision_period}}}};
// by conviction date
inline constexpr History<int, 2> suspended_term_max_months{
    "suspended_term_max_months",
    "months",
    {{{law_start, {}, 24, sources::suspended_term}, {date(2026, 3, 22), {}, 36, sources::suspended_term_2026}}}};
inline constexpr History<int, 1> unpaid_work_min_hours{
    "unpaid_work_min_hours", "hours", {{{law_start, {}, 40, sources::unpaid_work_hours}}}};
inline constexpr History<int, 1> unpaid_work_max_hours{
    "unpaid_work_max_hours", "hours", {{{law_start, {}, 300, sources::unpaid_work_hours}}}};
inline constexpr History<int, 1> unpaid_work_on_breach_min_hours{
    "unpaid_work_on_breach_min_hours", "hours", {{{law_start, {}, 20, sources::unpaid_work_on_breach}}}};
// by as-of date; the repeal reaches persons convicted on or after code_conviction
inline constexpr History<int, 1> unpaid_work_period_months{
    "unpaid_work_period_months",
    "months after the date of the order",
    {{{law_start, date(2026, 5, 10), 12, sources::unpaid_work_period}}}};
inline constexpr History<bool, 1> unpaid_work_period_repealed{
    "unpaid_work_period_repealed", "true/false", {{{date(2026, 5, 11), {}, true, sources::unpaid_work_period_repeal}}}};
// by conviction date
inline constexpr History<int, 1> curfew_min_hours_per_day{
    "curfew_min_hours_per_day", "hours", {{{law_start, {}, 2, sources::curfew}}}};
inline constexpr History<int, 2> curfew_max_hours_per_day{
    "curfew_max_hours_per_day",
    "hours",
    {{{law_start, {}, 16, sources::curfew}, {date(2022, 6, 28), {}, 20, sources::curfew_2022}}}};
inline constexpr History<int, 1> curfew_max_hours_per_week{
    "curfew_max_hours_per_week", "hours in any 7 days", {{{law_start, {}, 112, sources::curfew_2022}}}};
inline constexpr History<int, 2> curfew_max_months{
    "curfew_max_months",
    "months",
    {{{law_start, {}, 12, sources::curfew}, {date(2022, 6, 28), {}, 24, sources::curfew_2022}}}};
inline constexpr History<int, 1> exclusion_max_months{
    "exclusion_max_months", "months", {{{law_start, {}, 24, sources::exclusion}}}};
inline constexpr History<int, 1> foreign_travel_max_months{
    "foreign_travel_max_months", "months", {{{law_start, {}, 12, sources::foreign_travel}}}};
inline constexpr History<int, 1> alcohol_abstinence_max_days{
    "alcohol_abstinence_max_days", "days", {{{law_start, {}, 120, sources::alcohol_abstinence}}}};
inline constexpr History<int, 1> attendance_centre_min_hours{
    "attendance_centre_min_hours", "hours", {{{law_start, date(2022, 6, 27), 12, sources::attendance_centre}}}};
inline constexpr History<int, 1> attendance_centre_max_hours{
    "attendance_centre_max_hours", "hours", {{{law_start, date(2022, 6, 27), 36, sources::attendance_centre}}}};
inline constexpr History<int, 1> attendance_centre_session_max_hours{
    "attendance_centre_session_max_hours", "hours at a time", {{{law_start, {}, 3, sources::attendance_centre}}}};
inline constexpr History<int, 1> attendance_centre_age_min{
    "attendance_centre_age_min",
    "years at conviction",
    {{{law_start, date(2022, 6, 27), 18, sources::attendance_centre}}}};
inline constexpr History<int, 1> attendance_centre_age_max{
    "attendance_centre_age_max",
    "years at conviction",
    {{{law_start, date(2022, 6, 27), 24, sources::attendance_centre}}}};
// by order date
inline constexpr History<bool, 1> drug_testing_available{
    "drug_testing_available", "true/false", {{{date(2022, 6, 28), {}, true, sources::drug_testing}}}};
// by event date
// by as-of date: the incentive has no first day of its own until `unpaid_work_incentive_commencement` is set
inline constexpr History<int, 1> incentive_after_percent{"incentive_after_percent",
                                                         "% of the hours ordered, worked before any cut",
                                                         {{{law_start, {}, 25, sources::unpaid_work_incentive}}}};
inline constexpr History<int, 1> incentive_minutes_per_hour{"incentive_minutes_per_hour",
                                                            "minutes cut for each further whole hour",
                                                            {{{law_start, {}, 30, sources::unpaid_work_incentive}}}};
inline constexpr History<int, 1> incentive_max_percent{"incentive_max_percent",
                                                       "% of the hours ordered, most that can be cut",
                                                       {{{law_start, {}, 25, sources::unpaid_work_incentive}}}};
inline constexpr History<int, 1> warning_months{
    "warning_months", "months beginning with the warning", {{{law_start, {}, 12, sources::warning_window}}}};
inline constexpr History<bool, 1> early_termination_available{
    "early_termination_available", "true/false", {{{date(2026, 5, 11), {}, true, sources::early_termination}}}};
inline constexpr History<bool, 1> post_sentence_supervision_exists{
    "post_sentence_supervision_exists",
    "true/false",
    {{{law_start, date(2026, 5, 10), true, sources::post_sentence_supervision_end}}}};
// by conviction date: the Sentencing Code governs
inline constexpr History<bool, 1> code_conviction{
    "code_conviction", "true/false", {{{code_start, {}, true, sources::the_code}}}};
// by contact date: RAR is recorded under an intervention and no longer straight under the requirement
inline constexpr History<bool, 1> record_under_intervention{
    "record_under_intervention", "true/false", {{{date(2021, 9, 1), {}, true, sources::record_under_intervention}}}};
// by date of the first session: need rules of the catalogue
inline constexpr History<int, 1> needs_a_min_sum{
    "needs_a_min_sum", "sum of seven OASys items", {{{law_start, {}, 5, sources::catalogue_need_rules}}}};
inline constexpr History<int, 1> needs_b_item_score{
    "needs_b_item_score", "score of OASys item 11.3", {{{law_start, {}, 2, sources::catalogue_need_rules}}}};
inline constexpr History<int, 1> oasys_item_max{
    "oasys_item_max", "highest score of an OASys item", {{{law_start, {}, 2, sources::catalogue_need_rules}}}};
inline constexpr std::array<std::string_view, 7> needs_a_items{"2.6", "7.2", "11.4", "11.6", "11.7", "11.9", "12.1"};
inline constexpr std::string_view needs_b_item = "11.3";

static_assert(suspended_term_max_months.sorted() && curfew_max_hours_per_day.sorted() && curfew_max_months.sorted());

}  // namespace probation::limits
