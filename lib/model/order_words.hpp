// The enumerated words of a person, of orders and of their requirements.
#pragma once
#include "model/word_table.hpp"

namespace probation {

enum class Sex { male, female };
PROBATION_WORDS(Sex, Word{"male", "Male."}, Word{"female", "Female."});

enum class Language { en, cy };
PROBATION_WORDS(Language, Word{"en", "English."}, Word{"cy", "Welsh."});

enum class CaseFlag {
  mappa,
  national_security_division,
  very_high_rosh,
  active_child_protection,
  intensive_supervision_court
};
PROBATION_WORDS(CaseFlag,
                Word{"mappa", "Managed under multi-agency public protection arrangements, any category or level."},
                Word{"national_security_division", "A National Security Division case."},
                Word{"very_high_rosh", "Very high risk of serious harm."},
                Word{"active_child_protection", "Child protection procedures are active."},
                Word{"intensive_supervision_court", "In an Intensive Supervision Court pilot."});

enum class OrderType { community_order, suspended_sentence_order, licence, post_sentence_supervision, other };
PROBATION_WORDS(OrderType, Word{"community_order", "A community order."},
                Word{"suspended_sentence_order", "A suspended sentence order."}, Word{"licence", "Release on licence."},
                Word{"post_sentence_supervision", "Supervision after a short sentence, repealed from 11 May 2026."},
                Word{"other", "Another order; it is not judged."});

enum class OffenceCategory {
  violence,
  sexual,
  domestic_abuse,
  intimate_partner_violence,
  drink_or_drug_driving,
  terrorism,
  other
};
PROBATION_WORDS(OffenceCategory, Word{"violence", "Violence."}, Word{"sexual", "A sexual offence."},
                Word{"domestic_abuse", "Domestic abuse."},
                Word{"intimate_partner_violence", "Violence against an intimate partner."},
                Word{"drink_or_drug_driving", "Driving with alcohol or drugs."},
                Word{"terrorism", "A terrorism offence."}, Word{"other", "Any other offence."});

enum class ReportType { standard, fast_delivery, oral };
PROBATION_WORDS(ReportType, Word{"standard", "A standard delivery report."},
                Word{"fast_delivery", "A fast delivery report."}, Word{"oral", "An oral report."});

enum class ConsideredOption { accredited_programme, alcohol_treatment, drug_rehabilitation, mental_health_treatment };
PROBATION_WORDS(ConsideredOption, Word{"accredited_programme", "An accredited programme requirement."},
                Word{"alcohol_treatment", "An alcohol treatment requirement."},
                Word{"drug_rehabilitation", "A drug rehabilitation requirement."},
                Word{"mental_health_treatment", "A mental health treatment requirement."});

enum class AmendmentKind {
  end_date_extended_on_breach,
  end_date_extended_on_application,
  max_days_changed,
  hours_changed,
  unpaid_work_extended,
  other
};
PROBATION_WORDS(AmendmentKind, Word{"end_date_extended_on_breach", "The court moved the end on proof of a breach."},
                Word{"end_date_extended_on_application", "The court moved the end on application."},
                Word{"max_days_changed", "The maximum of RAR days was changed."},
                Word{"hours_changed", "The hours of unpaid work were changed."},
                Word{"unpaid_work_extended", "The time for the unpaid work was extended."},
                Word{"other", "Another amendment."});

enum class TerminationReason { completed, expired, early_termination, revoked, breach_resentenced, died, other };
PROBATION_WORDS(TerminationReason, Word{"completed", "Every requirement was completed."},
                Word{"expired", "The order reached its end."},
                Word{"early_termination", "Ended early by the officer's date, possible from 11 May 2026."},
                Word{"revoked", "Revoked by the court."}, Word{"breach_resentenced", "Re-sentenced on breach."},
                Word{"died", "The person died."}, Word{"other", "Another reason."});

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
PROBATION_WORDS(ListName, Word{"contacts", "Contacts."}, Word{"enforcement", "Enforcement entries."},
                Word{"reviews", "Reviews."}, Word{"suspensions", "Suspensions."}, Word{"assessments", "Assessments."},
                Word{"flags", "Flags."}, Word{"orders", "Orders."}, Word{"offences", "Offences of an order."},
                Word{"requirements", "Requirements of an order."}, Word{"adjustments", "Adjustments of unpaid work."},
                Word{"amendments", "Amendments of an order."}, Word{"terminations", "Terminations of an order."},
                Word{"activities", "Activities of the plan."}, Word{"objectives", "Objectives of the plan."});

enum class EarlyTerminationDecision { terminated, not_now };
PROBATION_WORDS(EarlyTerminationDecision, Word{"terminated", "The order was ended early."},
                Word{"not_now", "The order goes on."});

enum class Jurisdiction { scotland, northern_ireland };
PROBATION_WORDS(Jurisdiction, Word{"scotland", "Scotland."}, Word{"northern_ireland", "Northern Ireland."});

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

enum class Purpose { punishment, rehabilitation, reform, public_protection, reparation };
PROBATION_WORDS(Purpose, Word{"punishment", "Imposed for the purpose of punishment."},
                Word{"rehabilitation", "Rehabilitation."}, Word{"reform", "Reform."},
                Word{"public_protection", "Protection of the public."}, Word{"reparation", "Reparation."});

enum class RequirementStatus { active, completed, terminated, revoked };
PROBATION_WORDS(RequirementStatus, Word{"active", "Still running."}, Word{"completed", "Done."},
                Word{"terminated", "Ended before it was done."}, Word{"revoked", "Taken away by the court."});

enum class ImposedOn { sentence, breach };
PROBATION_WORDS(ImposedOn, Word{"sentence", "Imposed with the order."}, Word{"breach", "First imposed on breach."});

}  // namespace probation
