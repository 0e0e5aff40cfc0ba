// The enumerated words of interventions, of the panel and its register, and of plans.
#pragma once
#include "model/word_table.hpp"

namespace probation {

enum class InterventionNeedArea { attitudes_thinking_and_behaviour, domestic_abuse, emotional_management };
PROBATION_WORDS(InterventionNeedArea, Word{"attitudes_thinking_and_behaviour", "Attitudes, thinking and behaviour."},
                Word{"domestic_abuse", "Domestic abuse."}, Word{"emotional_management", "Emotional management."});

enum class Setting { community, custody };
PROBATION_WORDS(Setting, Word{"community", "In the community."}, Word{"custody", "In custody."});

enum class DeliveryFormat { group, one_to_one, remote };
PROBATION_WORDS(DeliveryFormat, Word{"group", "In a group."}, Word{"one_to_one", "One to one."},
                Word{"remote", "Remotely."});

enum class ScoreName { ogrs3, ovp, rsr, sara_partner, sara_others, osp_dc, osp_iic, rosh };
PROBATION_WORDS(ScoreName, Word{"ogrs3", "Offender Group Reconviction Scale 3, per cent."},
                Word{"ovp", "OASys Violence Predictor, per cent."},
                Word{"rsr", "Risk of Serious Recidivism, per cent."},
                Word{"sara_partner", "SARA, risk to the partner."}, Word{"sara_others", "SARA, risk to others."},
                Word{"osp_dc", "OASys Sexual Predictor, direct contact."},
                Word{"osp_iic", "OASys Sexual Predictor, indirect images of children."},
                Word{"rosh", "Risk of serious harm."});

enum class NeedRule { needs_a, needs_b, none };
PROBATION_WORDS(NeedRule, Word{"needs_a", "Enough over seven OASys items of thinking, behaviour and attitudes."},
                Word{"needs_b", "Impulsivity marked highest, or thinking and behaviour or attitudes linked to harm."},
                Word{"none", "No need rule."});

enum class Exclusion { accredited_programme_suitable, substance_use_unstable, acute_mental_health };
PROBATION_WORDS(Exclusion, Word{"accredited_programme_suitable", "Suitable for an accredited programme."},
                Word{"substance_use_unstable", "Substance use is not stable."},
                Word{"acute_mental_health", "Acute mental ill health."});

enum class BelowMonths { check_with_treatment_manager };
PROBATION_WORDS(BelowMonths, Word{"check_with_treatment_manager", "Ask the treatment manager."});

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
PROBATION_WORDS(LifecycleState, Word{"draft", "Being written."}, Word{"submitted", "Submitted to the panel."},
                Word{"appraised", "Appraised by the panel."}, Word{"provisional", "Approved with conditions."},
                Word{"approved", "Approved."}, Word{"review_due", "Approved, its review is due."},
                Word{"amalgamated", "Merged into a successor."}, Word{"suspended", "Suspended."},
                Word{"rejected", "Rejected."}, Word{"decommissioned", "Out of use."});

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
PROBATION_WORDS(HistoryState, Word{"draft", "Being written."}, Word{"submitted", "Submitted to the panel."},
                Word{"appraised", "Appraised by the panel."}, Word{"provisional", "Approved with conditions."},
                Word{"approved", "Approved."}, Word{"review_due", "Its review fell due."},
                Word{"amalgamated", "Merged into a successor."}, Word{"suspended", "Suspended."},
                Word{"rejected", "Rejected."}, Word{"decommissioned", "Out of use."},
                Word{"earmarked", "Marked for the approved suite."});

enum class HistoryEvidence { none };
PROBATION_WORDS(HistoryEvidence, Word{"none", "No mark sheet was at hand when the move was written."});

enum class ProgrammeCover { thinking_skills, intimate_partner_violence, sexual_offending };
PROBATION_WORDS(ProgrammeCover, Word{"thinking_skills", "Thinking skills."},
                Word{"intimate_partner_violence", "Violence against a partner."},
                Word{"sexual_offending", "Sexual offending."});

enum class IndicatorMark { met, partly, not_met, not_evidenced, not_applicable };
PROBATION_WORDS(IndicatorMark, Word{"met", "Met."}, Word{"partly", "Partly met."}, Word{"not_met", "Not met."},
                Word{"not_evidenced", "Nothing was shown."}, Word{"not_applicable", "Not applicable."});

enum class ValueAuthority { policy, system, local };
PROBATION_WORDS(ValueAuthority, Word{"policy", "National policy."}, Word{"system", "How an official system works."},
                Word{"local", "A local decision."});

enum class PlanStatus { optimal, feasible, infeasible };
PROBATION_WORDS(PlanStatus, Word{"optimal", "Proved to be the best."},
                Word{"feasible", "The best found in the time given."}, Word{"infeasible", "No plan keeps the rules."});

// What attendance and compliance an outcome states (formats: the outcome table). Not stated is an answer.
enum class Stated { yes, no, not_stated };

}  // namespace probation
