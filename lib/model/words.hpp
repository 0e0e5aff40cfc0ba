// The enumerated words of the file formats. Order of the enumerators is the order of the words; a word is
// never renamed, since files hold it. What law or policy says about a word stands in law/, not here.
#pragma once
#include <array>

#include "document/shape.hpp"

namespace probation {

enum class Sex { male, female };
enum class Language { en, cy };
enum class CaseFlag {
  mappa,
  national_security_division,
  very_high_rosh,
  active_child_protection,
  intensive_supervision_court
};
enum class OrderType { community_order, suspended_sentence_order, licence, post_sentence_supervision, other };
enum class OffenceCategory {
  violence,
  sexual,
  domestic_abuse,
  intimate_partner_violence,
  drink_or_drug_driving,
  terrorism,
  other
};
enum class ReportType { standard, fast_delivery, oral };
enum class ConsideredOption { accredited_programme, alcohol_treatment, drug_rehabilitation, mental_health_treatment };
enum class AmendmentKind {
  end_date_extended_on_breach,
  end_date_extended_on_application,
  max_days_changed,
  hours_changed,
  unpaid_work_extended,
  other
};
enum class TerminationReason { completed, expired, early_termination, revoked, breach_resentenced, died, other };
// Lists of a case that may be known in part.
enum class ListName {
  contacts,
  enforcement,
  reviews,
  suspensions,
  assessments,
  flags,
  orders,
  offences,
  requirements,
  adjustments,
  amendments,
  terminations,
  activities,
  objectives
};
enum class EarlyTerminationDecision { terminated, not_now };
enum class Jurisdiction { scotland, northern_ireland };
enum class RequirementType {
  rehabilitation_activity,
  probation_requirement,
  accredited_programme,
  unpaid_work,
  attendance_centre,
  curfew,
  exclusion,
  residence,
  foreign_travel_prohibition,
  prohibited_activity,
  mental_health_treatment,
  drug_rehabilitation,
  drug_testing,
  alcohol_treatment,
  alcohol_abstinence_monitoring,
  electronic_compliance_monitoring,
  electronic_whereabouts_monitoring,
  driving_prohibition,
  public_event_prohibition,
  drinking_establishment_prohibition,
  restriction_zone
};
enum class Purpose { punishment, rehabilitation, reform, public_protection, reparation };
enum class RequirementStatus { active, completed, terminated, revoked };
enum class ImposedOn { sentence, breach };
enum class AssessmentTool { oasys_layer_1, oasys_layer_3, strengths_and_needs, other };
enum class RiskLevel { low, medium, high, very_high };
enum class NeedArea {
  accommodation,
  education_training_and_employability,
  finance,
  relationships,
  lifestyle_and_associates,
  drug_misuse,
  alcohol_misuse,
  emotional_wellbeing,
  thinking_and_behaviour,
  attitudes,
  health
};
// A need as a plan names it: the area, in the order of NeedArea, or its rank among the needs of the case where the
// area is kept back.
enum class PlanNeed {
  accommodation,
  education_training_and_employability,
  finance,
  relationships,
  lifestyle_and_associates,
  drug_misuse,
  alcohol_misuse,
  emotional_wellbeing,
  thinking_and_behaviour,
  attitudes,
  health,
  need_1,
  need_2,
  need_3,
  need_4,
  need_5,
  need_6,
  need_7,
  need_8,
  need_9,
  need_10,
  need_11
};
enum class ObjectiveStatus { active, future, achieved, removed };
enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
enum class UnavailableReason { work, education, religious, caring, other_order, other };
enum class InterventionKind {
  accredited_programme,
  structured_intervention,
  toolkit,
  commissioned_service,
  unpaid_work_project,
  attendance_centre
};
enum class Provider { practitioner, interventions_team, commissioned_service, partner, other };
enum class ActivityStatus { planned, in_progress, completed, withdrawn };
enum class ContactType {
  initial_appointment,
  supervision_appointment,
  activity_session,
  programme_session,
  supplier_assessment,
  unpaid_work_induction,
  unpaid_work_session,
  attendance_centre_session,
  treatment_session,
  three_way_meeting,
  home_visit,
  other
};
enum class ContactMode { office, home, telephone, video, community, group_room, other };
enum class Outcome {
  attended_complied,
  attended_failed_to_comply,
  attended_sent_home_behaviour,
  attended_sent_home_service,
  attended_failure_deemed_acceptable,
  attended_compliance_not_stated,
  acceptable_absence,
  unacceptable_absence,
  failed_to_attend,
  acceptable_failure,
  rescheduled_by_service,
  rescheduled_by_person,
  suspended
};
enum class AbsenceReason {
  court_or_legal,
  employment,
  family_or_childcare,
  holiday,
  medical,
  religious,
  remanded_in_custody,
  stood_down,
  professional_judgement,
  other
};
enum class EnforcementAction {
  warning,
  warning_withdrawn,
  referral_to_enforcement_officer,
  breach_started,
  breach_concluded,
  evidence_requested,
  no_further_action,
  other_letter
};
enum class WarningStatement { breach, unacceptable, liable_on_further_breach };
enum class BreachOutcome { proven, not_proven, withdrawn };
enum class ReviewKind {
  completion_6_months,
  completion_3_months,
  unpaid_work_6_months,
  unpaid_work_9_months,
  sentence_plan,
  risk,
  other
};
enum class SuspensionPolicy { probation_reset, probation_impact, other };
// Interventions
enum class InterventionNeedArea { attitudes_thinking_and_behaviour, domestic_abuse, emotional_management };
enum class Setting { community, custody };
enum class DeliveryFormat { group, one_to_one, remote };
enum class ScoreName { ogrs3, ovp, rsr, sara_partner, sara_others, osp_dc, osp_iic, rosh };
enum class NeedRule { needs_a, needs_b, none };
enum class Exclusion { accredited_programme_suitable, substance_use_unstable, acute_mental_health };
enum class BelowMonths { check_with_treatment_manager };
enum class LifecycleState {
  draft,
  submitted,
  appraised,
  provisional,
  approved,
  review_due,
  amalgamated,
  suspended,
  rejected,
  decommissioned
};
enum class HistoryState {
  draft,
  submitted,
  appraised,
  provisional,
  approved,
  review_due,
  amalgamated,
  suspended,
  rejected,
  decommissioned,
  earmarked
};
enum class HistoryEvidence { none };
enum class ProgrammeCover { thinking_skills, intimate_partner_violence, sexual_offending };
enum class IndicatorMark { met, partly, not_met, not_evidenced, not_applicable };
enum class ValueAuthority { policy, system, local };
// Plans
enum class PlanStatus { optimal, feasible, infeasible };

// What attendance and compliance an outcome states (formats: the outcome table). Not stated is an answer.
enum class Stated { yes, no, not_stated };

namespace document {
#define PROBATION_WORDS(ENUM, ...)                  \
  template <>                                       \
  struct Worded<ENUM> {                             \
    static constexpr std::array words{__VA_ARGS__}; \
  }
PROBATION_WORDS(Sex, Word{"male", "Male."}, Word{"female", "Female."});
PROBATION_WORDS(Language, Word{"en", "English."}, Word{"cy", "Welsh."});
PROBATION_WORDS(CaseFlag,
                Word{"mappa", "Managed under multi-agency public protection arrangements, any category or level."},
                Word{"national_security_division", "A National Security Division case."},
                Word{"very_high_rosh", "Very high risk of serious harm."},
                Word{"active_child_protection", "Child protection procedures are active."},
                Word{"intensive_supervision_court", "In an Intensive Supervision Court pilot."});
PROBATION_WORDS(OrderType, Word{"community_order", "A community order."},
                Word{"suspended_sentence_order", "A suspended sentence order."}, Word{"licence", "Release on licence."},
                Word{"post_sentence_supervision", "Supervision after a short sentence, repealed from 11 May 2026."},
                Word{"other", "Another order; it is not judged."});
PROBATION_WORDS(OffenceCategory, Word{"violence", "Violence."}, Word{"sexual", "A sexual offence."},
                Word{"domestic_abuse", "Domestic abuse."},
                Word{"intimate_partner_violence", "Violence against an intimate partner."},
                Word{"drink_or_drug_driving", "Driving with alcohol or drugs."},
                Word{"terrorism", "A terrorism offence."}, Word{"other", "Any other offence."});
PROBATION_WORDS(ReportType, Word{"standard", "A standard delivery report."},
                Word{"fast_delivery", "A fast delivery report."}, Word{"oral", "An oral report."});
PROBATION_WORDS(ConsideredOption, Word{"accredited_programme", "An accredited programme requirement."},
                Word{"alcohol_treatment", "An alcohol treatment requirement."},
                Word{"drug_rehabilitation", "A drug rehabilitation requirement."},
                Word{"mental_health_treatment", "A mental health treatment requirement."});
PROBATION_WORDS(AmendmentKind, Word{"end_date_extended_on_breach", "The court moved the end on proof of a breach."},
                Word{"end_date_extended_on_application", "The court moved the end on application."},
                Word{"max_days_changed", "The maximum of RAR days was changed."},
                Word{"hours_changed", "The hours of unpaid work were changed."},
                Word{"unpaid_work_extended", "The time for the unpaid work was extended."},
                Word{"other", "Another amendment."});
PROBATION_WORDS(ListName, Word{"contacts", "Contacts."}, Word{"enforcement", "Enforcement entries."},
                Word{"reviews", "Reviews."}, Word{"suspensions", "Suspensions."}, Word{"assessments", "Assessments."},
                Word{"flags", "Flags."}, Word{"orders", "Orders."}, Word{"offences", "Offences of an order."},
                Word{"requirements", "Requirements of an order."}, Word{"adjustments", "Adjustments of unpaid work."},
                Word{"amendments", "Amendments of an order."}, Word{"terminations", "Terminations of an order."},
                Word{"activities", "Activities of the plan."}, Word{"objectives", "Objectives of the plan."});
PROBATION_WORDS(TerminationReason, Word{"completed", "Every requirement was completed."},
                Word{"expired", "The order reached its end."},
                Word{"early_termination", "Ended early by the officer's date, possible from 11 May 2026."},
                Word{"revoked", "Revoked by the court."}, Word{"breach_resentenced", "Re-sentenced on breach."},
                Word{"died", "The person died."}, Word{"other", "Another reason."});
PROBATION_WORDS(EarlyTerminationDecision, Word{"terminated", "The order was ended early."},
                Word{"not_now", "The order goes on."});
PROBATION_WORDS(Jurisdiction, Word{"scotland", "Scotland."}, Word{"northern_ireland", "Northern Ireland."});
PROBATION_WORDS(RequirementType,
                Word{"rehabilitation_activity", "Rehabilitation activity requirement (RAR): max_days."},
                Word{"probation_requirement", "The RAR's successor; it has no amount."},
                Word{"accredited_programme", "Accredited programme: programme, days."},
                Word{"unpaid_work", "Unpaid work: hours, imposed_on."},
                Word{"attendance_centre", "Attendance centre: hours."},
                Word{"curfew", "Curfew: hours_per_day, hours_per_week, end_date."},
                Word{"exclusion", "Exclusion: end_date."}, Word{"residence", "Residence: end_date."},
                Word{"foreign_travel_prohibition", "Foreign travel prohibition: end_date."},
                Word{"prohibited_activity", "Prohibited activity: end_date or days."},
                Word{"mental_health_treatment", "Mental health treatment: months, willing."},
                Word{"drug_rehabilitation", "Drug rehabilitation: months, willing, court_reviews."},
                Word{"drug_testing", "Drug testing."}, Word{"alcohol_treatment", "Alcohol treatment: months, willing."},
                Word{"alcohol_abstinence_monitoring", "Alcohol abstinence and monitoring: days."},
                Word{"electronic_compliance_monitoring", "Electronic monitoring of another requirement."},
                Word{"electronic_whereabouts_monitoring", "Electronic monitoring of whereabouts."},
                Word{"driving_prohibition", "Driving prohibition (2026)."},
                Word{"public_event_prohibition", "Public event attendance prohibition (2026)."},
                Word{"drinking_establishment_prohibition", "Drinking establishment entry prohibition (2026)."},
                Word{"restriction_zone", "Restriction zone (2026)."});
PROBATION_WORDS(Purpose, Word{"punishment", "Imposed for the purpose of punishment."},
                Word{"rehabilitation", "Rehabilitation."}, Word{"reform", "Reform."},
                Word{"public_protection", "Protection of the public."}, Word{"reparation", "Reparation."});
PROBATION_WORDS(RequirementStatus, Word{"active", "Still running."}, Word{"completed", "Done."},
                Word{"terminated", "Ended before it was done."}, Word{"revoked", "Taken away by the court."});
PROBATION_WORDS(ImposedOn, Word{"sentence", "Imposed with the order."}, Word{"breach", "First imposed on breach."});
PROBATION_WORDS(AssessmentTool, Word{"oasys_layer_1", "OASys layer 1."}, Word{"oasys_layer_3", "OASys layer 3."},
                Word{"strengths_and_needs", "Strengths and needs assessment."}, Word{"other", "Another tool."});
PROBATION_WORDS(RiskLevel, Word{"low", "Low."}, Word{"medium", "Medium."}, Word{"high", "High."},
                Word{"very_high", "Very high."});
PROBATION_WORDS(NeedArea, Word{"accommodation", "Accommodation."},
                Word{"education_training_and_employability", "Education, training and employability."},
                Word{"finance", "Finance."}, Word{"relationships", "Relationships."},
                Word{"lifestyle_and_associates", "Lifestyle and associates."}, Word{"drug_misuse", "Drug misuse."},
                Word{"alcohol_misuse", "Alcohol misuse."}, Word{"emotional_wellbeing", "Emotional wellbeing."},
                Word{"thinking_and_behaviour", "Thinking and behaviour."}, Word{"attitudes", "Attitudes."},
                Word{"health", "Health."});
PROBATION_WORDS(PlanNeed, Word{"accommodation", "Accommodation."},
                Word{"education_training_and_employability", "Education, training and employability."},
                Word{"finance", "Finance."}, Word{"relationships", "Relationships."},
                Word{"lifestyle_and_associates", "Lifestyle and associates."}, Word{"drug_misuse", "Drug misuse."},
                Word{"alcohol_misuse", "Alcohol misuse."}, Word{"emotional_wellbeing", "Emotional wellbeing."},
                Word{"thinking_and_behaviour", "Thinking and behaviour."}, Word{"attitudes", "Attitudes."},
                Word{"health", "Health."}, Word{"need-1", "The need of rank 1."}, Word{"need-2", "The need of rank 2."},
                Word{"need-3", "The need of rank 3."}, Word{"need-4", "The need of rank 4."},
                Word{"need-5", "The need of rank 5."}, Word{"need-6", "The need of rank 6."},
                Word{"need-7", "The need of rank 7."}, Word{"need-8", "The need of rank 8."},
                Word{"need-9", "The need of rank 9."}, Word{"need-10", "The need of rank 10."},
                Word{"need-11", "The need of rank 11."});
PROBATION_WORDS(ObjectiveStatus, Word{"active", "Being worked on."}, Word{"future", "For later."},
                Word{"achieved", "Met."}, Word{"removed", "Taken out of the plan."});
PROBATION_WORDS(Weekday, Word{"monday", "Monday."}, Word{"tuesday", "Tuesday."}, Word{"wednesday", "Wednesday."},
                Word{"thursday", "Thursday."}, Word{"friday", "Friday."}, Word{"saturday", "Saturday."},
                Word{"sunday", "Sunday."});
PROBATION_WORDS(UnavailableReason, Word{"work", "Usual work."}, Word{"education", "School or other education."},
                Word{"religious", "Religious observance."}, Word{"caring", "Care of others."},
                Word{"other_order", "Another court order."}, Word{"other", "Another reason."});
PROBATION_WORDS(InterventionKind, Word{"accredited_programme", "Accredited programme."},
                Word{"structured_intervention", "Structured intervention."},
                Word{"toolkit", "Toolkit delivered by a practitioner."},
                Word{"commissioned_service", "Commissioned rehabilitative service."},
                Word{"unpaid_work_project", "Unpaid work project."}, Word{"attendance_centre", "Attendance centre."});
PROBATION_WORDS(Provider, Word{"practitioner", "The practitioner."},
                Word{"interventions_team", "The interventions team."},
                Word{"commissioned_service", "A commissioned service."}, Word{"partner", "A partner organisation."},
                Word{"other", "Another provider."});
PROBATION_WORDS(ActivityStatus, Word{"planned", "Not begun."}, Word{"in_progress", "Begun and not finished."},
                Word{"completed", "Finished."}, Word{"withdrawn", "Taken out of the plan."});
PROBATION_WORDS(ContactType, Word{"initial_appointment", "First appointment of the order."},
                Word{"supervision_appointment", "Appointment with the practitioner."},
                Word{"activity_session", "Session of an intervention."},
                Word{"programme_session", "Session under a programme requirement."},
                Word{"supplier_assessment", "First meeting with a commissioned service; it counts for no day."},
                Word{"unpaid_work_induction", "Unpaid work induction."},
                Word{"unpaid_work_session", "Unpaid work session."},
                Word{"attendance_centre_session", "Attendance centre session."},
                Word{"treatment_session", "Treatment session."},
                Word{"three_way_meeting", "Meeting of person, practitioner and provider."},
                Word{"home_visit", "Home visit."}, Word{"other", "Another contact."});
PROBATION_WORDS(ContactMode, Word{"office", "In the office."}, Word{"home", "At home."},
                Word{"telephone", "By telephone."}, Word{"video", "By video."}, Word{"community", "In the community."},
                Word{"group_room", "In a group room."}, Word{"other", "Elsewhere."});
PROBATION_WORDS(Outcome, Word{"attended_complied", "Attended and complied."},
                Word{"attended_failed_to_comply", "Attended, failed to comply."},
                Word{"attended_sent_home_behaviour", "Attended, sent home for behaviour."},
                Word{"attended_sent_home_service", "Attended, sent home by the service: no session took place."},
                Word{"attended_failure_deemed_acceptable",
                     "Attended, a failure was accepted; compliance is not stated."},
                Word{"attended_compliance_not_stated", "Attended; compliance is not stated."},
                Word{"acceptable_absence", "Absent with an acceptable reason."},
                Word{"unacceptable_absence", "Absent without an acceptable reason."},
                Word{"failed_to_attend", "Absent; the reason is still to be decided."},
                Word{"acceptable_failure",
                     "Failure accepted, none in the following 12 months; attendance is not stated."},
                Word{"rescheduled_by_service", "Rescheduled by the service."},
                Word{"rescheduled_by_person", "Rescheduled by the person."}, Word{"suspended", "Suspended."});
PROBATION_WORDS(AbsenceReason, Word{"court_or_legal", "Court or legal."}, Word{"employment", "Employment."},
                Word{"family_or_childcare", "Family or childcare."}, Word{"holiday", "Holiday."},
                Word{"medical", "Medical."}, Word{"religious", "Religious."},
                Word{"remanded_in_custody", "Remanded in custody."}, Word{"stood_down", "Stood down."},
                Word{"professional_judgement", "Professional judgement."}, Word{"other", "Another reason."});
PROBATION_WORDS(EnforcementAction, Word{"warning", "A warning was given."},
                Word{"warning_withdrawn", "A warning was withdrawn."},
                Word{"referral_to_enforcement_officer", "The matter was referred to an enforcement officer."},
                Word{"breach_started", "Breach proceedings began."},
                Word{"breach_concluded", "Breach proceedings ended."},
                Word{"evidence_requested", "Evidence was asked for."},
                Word{"no_further_action", "Nothing further is done."}, Word{"other_letter", "Another letter."});
PROBATION_WORDS(WarningStatement, Word{"breach", "It describes the breach."},
                Word{"unacceptable", "It says that the breach is unacceptable."},
                Word{"liable_on_further_breach",
                     "It says that a further breach within 12 months makes the person liable to go to court."});
PROBATION_WORDS(BreachOutcome, Word{"proven", "Proven."}, Word{"not_proven", "Not proven."},
                Word{"withdrawn", "Withdrawn."});
PROBATION_WORDS(ReviewKind, Word{"completion_6_months", "Completion review six months before the end."},
                Word{"completion_3_months", "Completion review three months before the end."},
                Word{"unpaid_work_6_months", "Unpaid work review six months after sentence."},
                Word{"unpaid_work_9_months", "Unpaid work review nine months after sentence."},
                Word{"sentence_plan", "Review of the sentence plan."}, Word{"risk", "Review of risk."},
                Word{"other", "Another review."});
PROBATION_WORDS(SuspensionPolicy, Word{"probation_reset", "Probation Reset."},
                Word{"probation_impact", "Probation Impact."}, Word{"other", "Another policy."});
PROBATION_WORDS(InterventionNeedArea, Word{"attitudes_thinking_and_behaviour", "Attitudes, thinking and behaviour."},
                Word{"domestic_abuse", "Domestic abuse."}, Word{"emotional_management", "Emotional management."});
PROBATION_WORDS(Setting, Word{"community", "In the community."}, Word{"custody", "In custody."});
PROBATION_WORDS(DeliveryFormat, Word{"group", "In a group."}, Word{"one_to_one", "One to one."},
                Word{"remote", "Remotely."});
PROBATION_WORDS(ScoreName, Word{"ogrs3", "Offender Group Reconviction Scale 3, per cent."},
                Word{"ovp", "OASys Violence Predictor, per cent."},
                Word{"rsr", "Risk of Serious Recidivism, per cent."},
                Word{"sara_partner", "SARA, risk to the partner."}, Word{"sara_others", "SARA, risk to others."},
                Word{"osp_dc", "OASys Sexual Predictor, direct contact."},
                Word{"osp_iic", "OASys Sexual Predictor, indirect images of children."},
                Word{"rosh", "Risk of serious harm."});
PROBATION_WORDS(NeedRule, Word{"needs_a", "Enough over seven OASys items of thinking, behaviour and attitudes."},
                Word{"needs_b", "Impulsivity marked highest, or thinking and behaviour or attitudes linked to harm."},
                Word{"none", "No need rule."});
PROBATION_WORDS(Exclusion, Word{"accredited_programme_suitable", "Suitable for an accredited programme."},
                Word{"substance_use_unstable", "Substance use is not stable."},
                Word{"acute_mental_health", "Acute mental ill health."});
PROBATION_WORDS(BelowMonths, Word{"check_with_treatment_manager", "Ask the treatment manager."});
PROBATION_WORDS(LifecycleState, Word{"draft", "Being written."}, Word{"submitted", "Submitted to the panel."},
                Word{"appraised", "Appraised by the panel."}, Word{"provisional", "Approved with conditions."},
                Word{"approved", "Approved."}, Word{"review_due", "Approved, its review is due."},
                Word{"amalgamated", "Merged into a successor."}, Word{"suspended", "Suspended."},
                Word{"rejected", "Rejected."}, Word{"decommissioned", "Out of use."});
PROBATION_WORDS(HistoryState, Word{"draft", "Being written."}, Word{"submitted", "Submitted to the panel."},
                Word{"appraised", "Appraised by the panel."}, Word{"provisional", "Approved with conditions."},
                Word{"approved", "Approved."}, Word{"review_due", "Its review fell due."},
                Word{"amalgamated", "Merged into a successor."}, Word{"suspended", "Suspended."},
                Word{"rejected", "Rejected."}, Word{"decommissioned", "Out of use."},
                Word{"earmarked", "Marked for the approved suite."});
PROBATION_WORDS(HistoryEvidence, Word{"none", "No mark sheet was at hand when the move was written."});
PROBATION_WORDS(ProgrammeCover, Word{"thinking_skills", "Thinking skills."},
                Word{"intimate_partner_violence", "Violence against a partner."},
                Word{"sexual_offending", "Sexual offending."});
PROBATION_WORDS(IndicatorMark, Word{"met", "Met."}, Word{"partly", "Partly met."}, Word{"not_met", "Not met."},
                Word{"not_evidenced", "Nothing was shown."}, Word{"not_applicable", "Not applicable."});
PROBATION_WORDS(ValueAuthority, Word{"policy", "National policy."}, Word{"system", "How an official system works."},
                Word{"local", "A local decision."});
PROBATION_WORDS(PlanStatus, Word{"optimal", "Proved to be the best."},
                Word{"feasible", "The best found in the time given."}, Word{"infeasible", "No plan keeps the rules."});
#undef PROBATION_WORDS
}  // namespace document

using document::word;
using document::word_or;

}  // namespace probation

namespace probation {

// How many enumerators a kind of word has: tables indexed by them are tied to it.
template <class E>
inline constexpr std::size_t word_count = document::Worded<E>::words.size();

}  // namespace probation
