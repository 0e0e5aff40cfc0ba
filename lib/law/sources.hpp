// Provisions that rules cite, by name. In-force dates are of the text as cited.
#pragma once
#include "law/source.hpp"

namespace probation::sources {

inline constexpr std::string_view checked = "2026-11-21";
inline constexpr std::string_view checked_for_older_law = "2026-11-28";
inline constexpr Date code_start = date(2020, 12, 1);

inline constexpr Source ora_2014_rar{"Offender Rehabilitation Act 2014", "s. 15, Sch. 7 paras 7-8; SI 2015/40 art. 2",
                                     date(2015, 2, 1), checked, "S"};
inline constexpr Source rar_instructions{"Sentencing Act 2020", "Sch. 9 para 4(1)", code_start, checked, "S"};
inline constexpr Source rar_maximum{"Sentencing Act 2020", "Sch. 9 para 4(2)", code_start, checked, "S"};
inline constexpr Source rar_relevant_period{"Sentencing Act 2020", "Sch. 9 para 4(3)", code_start, checked, "S"};
inline constexpr Source rar_activities{"Sentencing Act 2020", "Sch. 9 para 5", code_start, checked, "S"};
inline constexpr Source rar_maximum_repeal{"Sentencing Act 2026", "s. 12 (commencement not fixed)", date(2026, 1, 22),
                                           checked, "U"};
inline constexpr Source probation_requirement{"Sentencing Act 2026", "s. 13 (commencement not fixed)",
                                              date(2026, 1, 22), checked, "U"};
inline constexpr Source community_order_end{"Sentencing Act 2020", "s. 209(1)-(2)", code_start, checked, "S"};
inline constexpr Source community_order_ends_per_requirement{"Sentencing Act 2020", "s. 209(3)", code_start, checked,
                                                             "S"};
inline constexpr Source community_order_breach_extension{"Sentencing Act 2020", "Sch. 10 para 13(1)-(3)", code_start,
                                                         checked, "S"};
inline constexpr Source community_order_application_extension{"Sentencing Act 2020", "Sch. 10 para 20", code_start,
                                                              checked, "S2"};
inline constexpr Source punitive_requirement{"Sentencing Act 2020", "s. 208(10)-(11)", code_start, checked, "S"};
inline constexpr Source punitive_requirement_begins{"Crime and Courts Act 2013", "Sch. 16 paras 2 and 4; SI 2013/2981",
                                                    date(2013, 12, 11), checked_for_older_law, "S"};
inline constexpr Source operational_period{"Sentencing Act 2020", "s. 288(2)", code_start, checked, "S"};
inline constexpr Source operational_period_2026{"Sentencing Act 2026", "s. 2(4), amending SA 2020 s. 288",
                                                date(2026, 3, 22), checked, "S"};
inline constexpr Source supervision_period{"Sentencing Act 2020", "s. 288(4)", code_start, checked, "S"};
inline constexpr Source supervision_period_needed{"Sentencing Act 2020", "s. 288(3)", code_start, checked, "S"};
inline constexpr Source suspended_term{"Sentencing Act 2020", "s. 277", code_start, checked, "K"};
inline constexpr Source suspended_term_2026{"Sentencing Act 2026", "s. 2(2)-(3)", date(2026, 3, 22), checked, "S"};
inline constexpr Source unpaid_work_hours{"Sentencing Act 2020", "Sch. 9 para 2", code_start, checked, "S"};
inline constexpr Source unpaid_work_on_breach{"Sentencing Act 2020", "Sch. 10 para 13(4)", code_start, checked, "S"};
inline constexpr Source unpaid_work_period{"Sentencing Act 2020", "Sch. 9 para 1", code_start, checked, "S"};
inline constexpr Source unpaid_work_period_repeal{"Sentencing Act 2026", "s. 36; SI 2026/402", date(2026, 5, 11),
                                                  checked, "S"};
inline constexpr Source curfew{"Sentencing Act 2020", "Sch. 9 para 9", code_start, checked, "S"};
inline constexpr Source curfew_2022{"Police, Crime, Sentencing and Courts Act 2022", "s. 150", date(2022, 6, 28),
                                    checked, "S"};
inline constexpr Source curfew_before_the_code{"Criminal Justice Act 2003", "s. 204(3)", date(2012, 12, 3),
                                               checked_for_older_law, "S"};
inline constexpr Source exclusion{"Sentencing Act 2020", "Sch. 9 para 11(4)", code_start, checked, "S"};
inline constexpr Source foreign_travel{"Sentencing Act 2020", "Sch. 9 para 15(3)-(4)", code_start, checked, "S"};
inline constexpr Source foreign_travel_before_the_code{"Criminal Justice Act 2003", "s. 206A(2)-(3)", date(2012, 12, 3),
                                                       checked_for_older_law, "S"};
inline constexpr Source alcohol_abstinence{"Sentencing Act 2020", "Sch. 9 paras 25-26", code_start, checked, "S"};
inline constexpr Source attendance_centre{"Sentencing Act 2020", "Sch. 9 Pt 13; ss. 207(3), 291(3)", code_start,
                                          checked, "S"};
inline constexpr Source attendance_centre_end{"Police, Crime, Sentencing and Courts Act 2022", "s. 152",
                                              date(2022, 6, 28), checked, "K"};
inline constexpr Source drug_testing{"Police, Crime, Sentencing and Courts Act 2022", "s. 154", date(2022, 6, 28),
                                     checked, "U"};
inline constexpr Source early_termination{"Sentencing Act 2026", "ss. 38-39; SI 2026/402", date(2026, 5, 11), checked,
                                          "S"};
inline constexpr Source post_sentence_supervision_end{"Sentencing Act 2026", "s. 34; SI 2026/402", date(2026, 5, 11),
                                                      checked, "S"};
inline constexpr Source the_code{"Sentencing Act 2020", "s. 2", code_start, checked, "S"};
inline constexpr Source warn_or_refer_community_order{
    "Sentencing Act 2020", "Sch. 10 para 6(3)", code_start, checked, "S", CitedFor::community_order};
inline constexpr Source warn_or_refer_suspended_sentence{
    "Sentencing Act 2020", "Sch. 16 para 6(3)", code_start, checked, "S", CitedFor::suspended_sentence_order};
inline constexpr Source refer_after_warning_community_order{
    "Sentencing Act 2020", "Sch. 10 para 6(2)", code_start, checked, "S", CitedFor::community_order};
inline constexpr Source refer_after_warning_suspended_sentence{
    "Sentencing Act 2020", "Sch. 16 para 6(2)", code_start, checked, "S", CitedFor::suspended_sentence_order};
inline constexpr Source warning_contents{"Sentencing Act 2020",    "Sch. 10 para 6(4)", code_start, checked, "S",
                                         CitedFor::community_order};
inline constexpr Source warning_contents_suspended{
    "Sentencing Act 2020", "Sch. 16 para 6(4)", code_start, checked, "S", CitedFor::suspended_sentence_order};
inline constexpr Source warning_window{"Sentencing Act 2020",    "Sch. 10 para 6(4)(c)", code_start, checked, "S",
                                       CitedFor::community_order};
inline constexpr Source warning_window_suspended{
    "Sentencing Act 2020", "Sch. 16 para 6(4)(c)", code_start, checked, "S", CitedFor::suspended_sentence_order};
inline constexpr Source programme_days{"Sentencing Act 2020", "Sch. 9 para 6(5)", code_start, checked, "S"};
inline constexpr Source record_under_intervention{
    "community-api, contact transformer",
    "record RAR against the intervention (policy of September 2021; the day is an assumption)", date(2021, 9, 1),
    checked, "S2"};
inline constexpr Source count_by_date{"community-api, contact entity", "several RAR contacts of one date are one day",
                                      date(2021, 9, 1), checked, "S"};
inline constexpr Source attendance_counts{"community-api, contact entity", "an unattended contact is no RAR day",
                                          date(2021, 9, 1), checked, "S"};
inline constexpr Source supplier_assessment{"Commissioned rehabilitative services, appointment types",
                                            "a supplier assessment does not count", date(2021, 6, 26), checked, "S"};
inline constexpr Source hmip_2017_records{"HM Inspectorate of Probation, RAR thematic inspection",
                                          "February 2017: records confused and usually inaccurate", date(2017, 2, 1),
                                          checked, "S"};
inline constexpr Source reset{"Probation Reset, regional safeguarding page", "June 2024", date(2024, 4, 29), checked,
                              "S2"};
inline constexpr Source interventions_overview_2021{
    "NPS interventions overview 2021", "completion reviews, structured interventions", date(2021, 6, 26), checked, "S"};
inline constexpr Source catalogue_need_rules{"Find and refer an intervention, catalogue entries",
                                             "needs rules, as published 30 June 2026; the first day is an assumption",
                                             date(2015, 2, 1), checked, "S2"};
inline constexpr Source programmes_bulletin_2019{"Probation Programmes Bulletin", "October 2019, s. 3",
                                                 date(2019, 10, 1), checked, "S"};
inline constexpr Source treatment_willingness{"Sentencing Act 2020", "Sch. 9 paras 17, 19, 23", code_start, checked,
                                              "S"};
inline constexpr Source requirements_2026{"Sentencing Act 2026", "ss. 14-17 (commencement not fixed)",
                                          date(2026, 1, 22), checked, "U"};
inline constexpr Source unpaid_work_incentive{"Sentencing Act 2026", "s. 37 (commencement not fixed)",
                                              date(2026, 1, 22), checked, "U"};
inline constexpr Source one_active_rar{"Commissioned rehabilitative services, booking",
                                       "one active RAR an event; with more the booking fails", date(2021, 6, 26),
                                       checked, "S"};
inline constexpr Source community_order_ceases{"Sentencing Act 2020", "s. 220", code_start, checked, "S"};
inline constexpr Source supervision_with_unpaid_work{"Sentencing Act 2020", "s. 288(5)", code_start, checked, "S"};
inline constexpr Source supervision_breach{"Sentencing Act 2020",
                                           "s. 286(3)(b), Sch. 16 paras 8-9",
                                           code_start,
                                           checked,
                                           "S",
                                           CitedFor::suspended_sentence_order};
inline constexpr Source avoid_conflicts{"Sentencing Act 2020", "s. 208(13), s. 214(4)", code_start, checked, "S"};
inline constexpr Source record_warning{"Sentencing Act 2020",    "Sch. 10 para 6(5)", code_start, checked, "S",
                                       CitedFor::community_order};
inline constexpr Source record_warning_suspended{
    "Sentencing Act 2020", "Sch. 16 para 6(5)", code_start, checked, "S2", CitedFor::suspended_sentence_order};
inline constexpr Source hmip_2017{"HM Inspectorate of Probation, RAR thematic inspection", "February 2017",
                                  date(2017, 2, 1), checked, "S"};
inline constexpr Source unused_days_reason{"Practice on unused RAR days",
                                           "a recorded reason for days left (comment in the 2019 design text)",
                                           date(2015, 2, 1), checked, "S2"};
inline constexpr Source local_percentage{"Community rehabilitation companies, 2015-2017",
                                         "a completion percentage was a local rule, withdrawn; the law knows none",
                                         date(2015, 2, 1), checked, "S2"};
inline constexpr Source day_of_any_length{"HM Inspectorate of Probation, RAR thematic inspection",
                                          "introduction: a day may be of any length", date(2017, 2, 1), checked, "S"};
inline constexpr Source failure_count{
    "Delius API, failure-to-comply count",
    "distinct dates of national-standards contacts not complied with, since sentence or the last breach end",
    date(2015, 2, 1), checked, "S"};
inline constexpr Source unpaid_work_guidance_2024{"Unpaid work guidance",
                                                  "16 May 2024 and 6 November 2025: training up to 30 % of the hours",
                                                  date(2024, 5, 16), checked, "S"};
inline constexpr Source order_in_force{"Sentencing Act 2020", "s. 220; Sch. 10 Pt 2", code_start, checked, "S"};
inline constexpr Source licence_failures{"Probation practice on licences",
                                         "every failure is answered by a recorded decision", date(2015, 2, 1), checked,
                                         "K"};
inline constexpr Source adults_only{"Sentencing Act 2020", "s. 202(1)(a)", code_start, checked, "S"};
inline constexpr Source shortest_suspended_term{"Sentencing Act 2020", "s. 277", code_start, checked, "S"};
inline constexpr Source treatment_reviews{"Sentencing Act 2020", "Sch. 9 para 21", code_start, checked, "S"};
inline constexpr Source monitoring_of_curfew_and_exclusion{"Sentencing Act 2020", "Sch. 9 paras 10(3), 12", code_start,
                                                           checked, "S"};

}  // namespace probation::sources
