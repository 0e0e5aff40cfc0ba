// The dated numbers of the law. Tables, no control flow: a change of the law is a row here, with its source.
// Which date decides the row is part of each table's type; lengths are in the unit of the table.
#pragma once
#include "law/history.hpp"
#include "law/sources.hpp"

namespace probation::limits {

using sources::code_start;

inline constinit auto rar_available =
    history<AskedBy::offence>("rar_available", "true/false", {Dated<bool>{law_start, {}, true, sources::ora_2014_rar}})
        .exact();
inline constinit auto community_order_max_months =
    history<AskedBy::order>("community_order_max_months", "months after the date of the order",
                            {Dated<int>{law_start, {}, 36, sources::community_order_end}});
// for convictions before the Code; under it the offence is no matter
inline constinit auto punitive_requirement_reaches =
    history<AskedBy::offence>("punitive_requirement_reaches", "true/false",
                              {Dated<bool>{date(2013, 12, 11), {}, true, sources::punitive_requirement_begins}})
        .exact();
inline constinit auto extension_on_breach_max_months =
    history<AskedBy::order>("extension_on_breach_max_months", "months, once",
                            {Dated<int>{law_start, {}, 6, sources::community_order_breach_extension}});
inline constinit auto extension_on_application_max_months =
    history<AskedBy::order>("extension_on_application_max_months", "months, once",
                            {Dated<int>{law_start, {}, 6, sources::community_order_application_extension}});
inline constinit auto operational_min_months =
    history<AskedBy::order>("operational_min_months", "months beginning with the order",
                            {Dated<int>{law_start, {}, 6, sources::operational_period}});
inline constinit auto operational_max_months =
    history<AskedBy::order>("operational_max_months", "months beginning with the order",
                            {Dated<int>{law_start, {}, 24, sources::operational_period}});
// the cap where the suspended term is over `long_term_months`; no row: the ordinary cap holds
inline constinit auto operational_max_months_long_term =
    history<AskedBy::conviction>("operational_max_months_long_term", "months beginning with the order",
                                 {Dated<int>{date(2026, 3, 22), {}, 36, sources::operational_period_2026}});
inline constinit auto long_term_months = history<AskedBy::conviction>(
    "long_term_months", "months, more than", {Dated<int>{date(2026, 3, 22), {}, 24, sources::operational_period_2026}});
inline constinit auto community_order_age_min = history<AskedBy::order>(
    "community_order_age_min", "years at conviction", {Dated<int>{law_start, {}, 18, sources::adults_only}});
inline constinit auto suspended_term_min_days = history<AskedBy::order>(
    "suspended_term_min_days", "days", {Dated<int>{law_start, {}, 14, sources::shortest_suspended_term}});
// over so many months it must have reviews
inline constinit auto drug_rehabilitation_reviews_over_months =
    history<AskedBy::order>("drug_rehabilitation_reviews_over_months", "months, more than",
                            {Dated<int>{law_start, {}, 12, sources::treatment_reviews}});
inline constinit auto supervision_min_months =
    history<AskedBy::order>("supervision_min_months", "months beginning with the order",
                            {Dated<int>{law_start, {}, 6, sources::supervision_period}});
inline constinit auto supervision_max_months =
    history<AskedBy::order>("supervision_max_months", "months beginning with the order",
                            {Dated<int>{law_start, {}, 24, sources::supervision_period}});
inline constinit auto suspended_term_max_months =
    history<AskedBy::conviction>("suspended_term_max_months", "months",
                                 {Dated<int>{law_start, {}, 24, sources::suspended_term},
                                  Dated<int>{date(2026, 3, 22), {}, 36, sources::suspended_term_2026}});
inline constinit auto unpaid_work_min_hours = history<AskedBy::order>(
    "unpaid_work_min_hours", "hours", {Dated<int>{law_start, {}, 40, sources::unpaid_work_hours}});
inline constinit auto unpaid_work_max_hours = history<AskedBy::order>(
    "unpaid_work_max_hours", "hours", {Dated<int>{law_start, {}, 300, sources::unpaid_work_hours}});
inline constinit auto unpaid_work_on_breach_min_hours = history<AskedBy::order>(
    "unpaid_work_on_breach_min_hours", "hours", {Dated<int>{law_start, {}, 20, sources::unpaid_work_on_breach}});
// by as-of date; the repeal reaches persons convicted on or after code_conviction
inline constinit auto unpaid_work_period_months =
    history<AskedBy::as_at>("unpaid_work_period_months", "months after the date of the order",
                            {Dated<int>{law_start, date(2026, 5, 10), 12, sources::unpaid_work_period}});
inline constinit auto unpaid_work_period_repealed =
    history<AskedBy::as_at>("unpaid_work_period_repealed", "true/false",
                            {Dated<bool>{date(2026, 5, 11), {}, true, sources::unpaid_work_period_repeal}});
inline constinit auto curfew_min_hours_per_day =
    history<AskedBy::conviction>("curfew_min_hours_per_day", "hours", {Dated<int>{law_start, {}, 2, sources::curfew}});
inline constinit auto curfew_max_hours_per_day = history<AskedBy::conviction>(
    "curfew_max_hours_per_day", "hours",
    {Dated<int>{law_start, {}, 16, sources::curfew}, Dated<int>{date(2022, 6, 28), {}, 20, sources::curfew_2022}});
inline constinit auto curfew_max_hours_per_week = history<AskedBy::conviction>(
    "curfew_max_hours_per_week", "hours in any 7 days", {Dated<int>{law_start, {}, 112, sources::curfew_2022}});
inline constinit auto curfew_max_months = history<AskedBy::conviction>(
    "curfew_max_months", "months",
    {Dated<int>{law_start, {}, 12, sources::curfew}, Dated<int>{date(2022, 6, 28), {}, 24, sources::curfew_2022}});
// the longest time runs from the day of the order, and not from the first day of the requirement
inline constinit auto curfew_from_the_order =
    history<AskedBy::conviction>("curfew_from_the_order", "true/false",
                                 {Dated<bool>{law_start, code_start - Days{1}, true, sources::curfew_before_the_code}});
inline constinit auto exclusion_max_months =
    history<AskedBy::order>("exclusion_max_months", "months", {Dated<int>{law_start, {}, 24, sources::exclusion}});
inline constinit auto foreign_travel_max_months = history<AskedBy::order>(
    "foreign_travel_max_months", "months", {Dated<int>{law_start, {}, 12, sources::foreign_travel}});
inline constinit auto foreign_travel_from_the_order = history<AskedBy::conviction>(
    "foreign_travel_from_the_order", "true/false",
    {Dated<bool>{law_start, code_start - Days{1}, true, sources::foreign_travel_before_the_code}});
inline constinit auto alcohol_abstinence_max_days = history<AskedBy::order>(
    "alcohol_abstinence_max_days", "days", {Dated<int>{law_start, {}, 120, sources::alcohol_abstinence}});
inline constinit auto attendance_centre_min_hours = history<AskedBy::conviction>(
    "attendance_centre_min_hours", "hours", {Dated<int>{law_start, date(2022, 6, 27), 12, sources::attendance_centre}});
inline constinit auto attendance_centre_max_hours = history<AskedBy::conviction>(
    "attendance_centre_max_hours", "hours", {Dated<int>{law_start, date(2022, 6, 27), 36, sources::attendance_centre}});
inline constinit auto attendance_centre_session_max_hours =
    history<AskedBy::event>("attendance_centre_session_max_hours", "hours at a time",
                            {Dated<int>{law_start, {}, 3, sources::attendance_centre}});
inline constinit auto attendance_centre_age_min =
    history<AskedBy::conviction>("attendance_centre_age_min", "years at conviction",
                                 {Dated<int>{law_start, date(2022, 6, 27), 18, sources::attendance_centre}});
inline constinit auto attendance_centre_age_max =
    history<AskedBy::conviction>("attendance_centre_age_max", "years at conviction",
                                 {Dated<int>{law_start, date(2022, 6, 27), 24, sources::attendance_centre}});
inline constinit auto drug_testing_available = history<AskedBy::conviction>(
    "drug_testing_available", "true/false", {Dated<bool>{date(2022, 6, 28), {}, true, sources::drug_testing}});
// the incentive has no first day of its own until `unpaid_work_incentive_commencement` is set
inline constinit auto incentive_after_percent =
    history<AskedBy::as_at>("incentive_after_percent", "% of the hours ordered, worked before any cut",
                            {Dated<int>{law_start, {}, 25, sources::unpaid_work_incentive}});
inline constinit auto incentive_minutes_per_hour =
    history<AskedBy::as_at>("incentive_minutes_per_hour", "minutes cut for each further whole hour",
                            {Dated<int>{law_start, {}, 30, sources::unpaid_work_incentive}});
inline constinit auto incentive_max_percent =
    history<AskedBy::as_at>("incentive_max_percent", "% of the hours ordered, most that can be cut",
                            {Dated<int>{law_start, {}, 25, sources::unpaid_work_incentive}});
inline constinit auto warning_months = history<AskedBy::event>(
    "warning_months", "months beginning with the warning", {Dated<int>{law_start, {}, 12, sources::warning_window}});
inline constinit auto early_termination_available =
    history<AskedBy::event>("early_termination_available", "true/false",
                            {Dated<bool>{date(2026, 5, 11), {}, true, sources::early_termination}});
inline constinit auto post_sentence_supervision_exists =
    history<AskedBy::event>("post_sentence_supervision_exists", "true/false",
                            {Dated<bool>{law_start, date(2026, 5, 10), true, sources::post_sentence_supervision_end}});
// the Sentencing Code governs
inline constinit auto code_conviction = history<AskedBy::conviction>(
    "code_conviction", "true/false", {Dated<bool>{code_start, {}, true, sources::the_code}});
// by contact date: RAR is recorded under an intervention and no longer straight under the requirement
inline constinit auto record_under_intervention =
    history<AskedBy::event>("record_under_intervention", "true/false",
                            {Dated<bool>{date(2021, 9, 1), {}, true, sources::record_under_intervention}});
// by date of the first session: need rules of the catalogue
inline constinit auto needs_a_min_sum = history<AskedBy::event>(
    "needs_a_min_sum", "sum of seven OASys items", {Dated<int>{law_start, {}, 5, sources::catalogue_need_rules}});
inline constinit auto needs_b_item_score = history<AskedBy::event>(
    "needs_b_item_score", "score of OASys item 11.3", {Dated<int>{law_start, {}, 2, sources::catalogue_need_rules}});
inline constinit auto oasys_item_max = history<AskedBy::event>(
    "oasys_item_max", "highest score of an OASys item", {Dated<int>{law_start, {}, 2, sources::catalogue_need_rules}});
inline constexpr std::array<std::string_view, 7> needs_a_items{"2.6", "7.2", "11.4", "11.6", "11.7", "11.9", "12.1"};
inline constexpr std::string_view needs_b_item = "11.3";

}  // namespace probation::limits
