// The enumerated words of the work with a person: assessments, the plan, contacts, enforcement and reviews.
#pragma once
#include "model/word_table.hpp"

namespace probation {

enum class AssessmentTool { oasys_layer_1, oasys_layer_3, strengths_and_needs, other };
PROBATION_WORDS(AssessmentTool, Word{"oasys_layer_1", "OASys layer 1."}, Word{"oasys_layer_3", "OASys layer 3."},
                Word{"strengths_and_needs", "Strengths and needs assessment."}, Word{"other", "Another tool."});

enum class RiskLevel { low, medium, high, very_high };
PROBATION_WORDS(RiskLevel, Word{"low", "Low."}, Word{"medium", "Medium."}, Word{"high", "High."},
                Word{"very_high", "Very high."});

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
PROBATION_WORDS(NeedArea, Word{"accommodation", "Accommodation."},
                Word{"education_training_and_employability", "Education, training and employability."},
                Word{"finance", "Finance."}, Word{"relationships", "Relationships."},
                Word{"lifestyle_and_associates", "Lifestyle and associates."}, Word{"drug_misuse", "Drug misuse."},
                Word{"alcohol_misuse", "Alcohol misuse."}, Word{"emotional_wellbeing", "Emotional wellbeing."},
                Word{"thinking_and_behaviour", "Thinking and behaviour."}, Word{"attitudes", "Attitudes."},
                Word{"health", "Health."});

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

enum class ObjectiveStatus { active, future, achieved, removed };
PROBATION_WORDS(ObjectiveStatus, Word{"active", "Being worked on."}, Word{"future", "For later."},
                Word{"achieved", "Met."}, Word{"removed", "Taken out of the plan."});

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
PROBATION_WORDS(Weekday, Word{"monday", "Monday."}, Word{"tuesday", "Tuesday."}, Word{"wednesday", "Wednesday."},
                Word{"thursday", "Thursday."}, Word{"friday", "Friday."}, Word{"saturday", "Saturday."},
                Word{"sunday", "Sunday."});

enum class UnavailableReason { work, education, religious, caring, other_order, other };
PROBATION_WORDS(UnavailableReason, Word{"work", "Usual work."}, Word{"education", "School or other education."},
                Word{"religious", "Religious observance."}, Word{"caring", "Care of others."},
                Word{"other_order", "Another court order."}, Word{"other", "Another reason."});

enum class InterventionKind {
  accredited_programme,
  structured_intervention,
  toolkit,
  commissioned_service,
  unpaid_work_project,
  attendance_centre
};
PROBATION_WORDS(InterventionKind, Word{"accredited_programme", "Accredited programme."},
                Word{"structured_intervention", "Structured intervention."},
                Word{"toolkit", "Toolkit delivered by a practitioner."},
                Word{"commissioned_service", "Commissioned rehabilitative service."},
                Word{"unpaid_work_project", "Unpaid work project."}, Word{"attendance_centre", "Attendance centre."});

enum class Provider { practitioner, interventions_team, commissioned_service, partner, other };
PROBATION_WORDS(Provider, Word{"practitioner", "The practitioner."},
                Word{"interventions_team", "The interventions team."},
                Word{"commissioned_service", "A commissioned service."}, Word{"partner", "A partner organisation."},
                Word{"other", "Another provider."});

enum class ActivityStatus { planned, in_progress, completed, withdrawn };
PROBATION_WORDS(ActivityStatus, Word{"planned", "Not begun."}, Word{"in_progress", "Begun and not finished."},
                Word{"completed", "Finished."}, Word{"withdrawn", "Taken out of the plan."});

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

enum class ContactMode { office, home, telephone, video, community, group_room, other };
PROBATION_WORDS(ContactMode, Word{"office", "In the office."}, Word{"home", "At home."},
                Word{"telephone", "By telephone."}, Word{"video", "By video."}, Word{"community", "In the community."},
                Word{"group_room", "In a group room."}, Word{"other", "Elsewhere."});

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
PROBATION_WORDS(AbsenceReason, Word{"court_or_legal", "Court or legal."}, Word{"employment", "Employment."},
                Word{"family_or_childcare", "Family or childcare."}, Word{"holiday", "Holiday."},
                Word{"medical", "Medical."}, Word{"religious", "Religious."},
                Word{"remanded_in_custody", "Remanded in custody."}, Word{"stood_down", "Stood down."},
                Word{"professional_judgement", "Professional judgement."}, Word{"other", "Another reason."});

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
PROBATION_WORDS(EnforcementAction, Word{"warning", "A warning was given."},
                Word{"warning_withdrawn", "A warning was withdrawn."},
                Word{"referral_to_enforcement_officer", "The matter was referred to an enforcement officer."},
                Word{"breach_started", "Breach proceedings began."},
                Word{"breach_concluded", "Breach proceedings ended."},
                Word{"evidence_requested", "Evidence was asked for."},
                Word{"no_further_action", "Nothing further is done."}, Word{"other_letter", "Another letter."});

enum class WarningStatement { breach, unacceptable, liable_on_further_breach };
PROBATION_WORDS(WarningStatement, Word{"breach", "It describes the breach."},
                Word{"unacceptable", "It says that the breach is unacceptable."},
                Word{"liable_on_further_breach",
                     "It says that a further breach within 12 months makes the person liable to go to court."});

enum class BreachOutcome { proven, not_proven, withdrawn };
PROBATION_WORDS(BreachOutcome, Word{"proven", "Proven."}, Word{"not_proven", "Not proven."},
                Word{"withdrawn", "Withdrawn."});

enum class ReviewKind {
  completion_6_months,
  completion_3_months,
  unpaid_work_6_months,
  unpaid_work_9_months,
  sentence_plan,
  risk,
  other
};
PROBATION_WORDS(ReviewKind, Word{"completion_6_months", "Completion review six months before the end."},
                Word{"completion_3_months", "Completion review three months before the end."},
                Word{"unpaid_work_6_months", "Unpaid work review six months after sentence."},
                Word{"unpaid_work_9_months", "Unpaid work review nine months after sentence."},
                Word{"sentence_plan", "Review of the sentence plan."}, Word{"risk", "Review of risk."},
                Word{"other", "Another review."});

enum class SuspensionPolicy { probation_reset, probation_impact, other };
PROBATION_WORDS(SuspensionPolicy, Word{"probation_reset", "Probation Reset."},
                Word{"probation_impact", "Probation Impact."}, Word{"other", "Another policy."});

}  // namespace probation
