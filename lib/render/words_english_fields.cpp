// What the members of the outputs are called in English, where no field table says it.
#include <algorithm>
#include <array>

#include "render/words.hpp"

namespace probation::render {
namespace {

// Members that need more than their key.
constexpr std::array fields{GivenWord{"field", "id", "Reference"},
                            GivenWord{"field", "order_id", "Order"},
                            GivenWord{"field", "requirement_id", "Requirement"},
                            GivenWord{"field", "pdu", "PDU (probation delivery unit)"},
                            GivenWord{"field", "crn", "CRN (case reference number)"},
                            GivenWord{"field", "given", "Paths given"},
                            GivenWord{"field", "found", "Files found"},
                            GivenWord{"field", "passed_over", "Passed over"},
                            GivenWord{"field", "repeated", "Met again under another name"},
                            GivenWord{"field", "what", "What it is"},
                            GivenWord{"field", "bytes", "Place in bytes"},
                            GivenWord{"field", "max_days", "Maximum RAR days"},
                            GivenWord{"field", "max_days_possible", "Maximum RAR days where not known: one of"},
                            GivenWord{"field", "not_read", "Could not be read"},
                            GivenWord{"field", "days_counted", "RAR days counted"},
                            GivenWord{"field", "days_left", "Days left"},
                            GivenWord{"field", "due", "Due on"},
                            GivenWord{"field", "computed", "How the date was found"},
                            GivenWord{"field", "pace_per_week", "Pace a week"},
                            GivenWord{"field", "needed_per_week", "Needed a week"},
                            GivenWord{"field", "next_step", "Next step"},
                            GivenWord{"field", "ete", "Education, training and employment"},
                            GivenWord{"field", "evidence_base", "Evidence base"},
                            GivenWord{"field", "rationale", "Rationale"},
                            GivenWord{"field", "replication", "Replication"},
                            GivenWord{"field", "targeting", "Targeting"},
                            GivenWord{"field", "useful_skills", "Useful skills"},
                            GivenWord{"field", "no_harm", "No harm"},
                            GivenWord{"field", "quality_assurance", "Quality assurance"},
                            GivenWord{"field", "evaluation", "Evaluation"},
                            GivenWord{"field", "last_useful_date", "Last useful day to act"},
                            GivenWord{"field", "certain_from", "Certain to fail from"},
                            GivenWord{"field", "horizon", "Last day for a session"},
                            GivenWord{"field", "at_least", "At least, per cent"},
                            GivenWord{"field", "at_most", "At most, per cent"},
                            GivenWord{"field", "percentage", "Per cent"},
                            GivenWord{"field", "numerator", "Yes"},
                            GivenWord{"field", "denominator", "Of"},
                            GivenWord{"field", "not_applicable", "Not applicable"},
                            GivenWord{"field", "missing", "What the record lacks"},
                            GivenWord{"field", "fact", "Missing fact"},
                            GivenWord{"field", "questions", "Questions that wait"},
                            GivenWord{"field", "alone", "Waiting for it alone"},
                            GivenWord{"field", "decided_with_all_before", "Share decided with all above"},
                            GivenWord{"field", "fingerprint", "Fingerprint"},
                            GivenWord{"field", "suppressed", "Suppressed because"},
                            GivenWord{"field", "baseline", "Known before"},
                            GivenWord{"field", "days_at_most", "Days at most"},
                            GivenWord{"field", "strict", "Strict"},
                            GivenWord{"field", "delius_flag", "Delius flag"},
                            GivenWord{"field", "days_strict", "Days, strict"},
                            GivenWord{"field", "days_delius_flag", "Days, Delius flag"},
                            GivenWord{"field", "days_activity_log", "Days, activity log"},
                            GivenWord{"field", "days_contact_rows", "Days, contact rows"},
                            GivenWord{"field", "days_overview", "Days, overview"},
                            GivenWord{"field", "days_referral", "Days, referral"},
                            GivenWord{"field", "days_self_service", "Days, self-service"},
                            GivenWord{"field", "self_service", "Self-service"},
                            GivenWord{"field", "as_of", "As of"},
                            GivenWord{"field", "date_of_birth", "Date of birth"},
                            GivenWord{"field", "new", "New"},
                            GivenWord{"field", "mended_days", "Days until mended (median)"},
                            GivenWord{"field", "ours", "Ours"},
                            GivenWord{"field", "theirs", "Theirs"},
                            GivenWord{"field", "exit", "Exit code"},
                            GivenWord{"field", "in_force_not_known", "Whether in force is not known"},
                            GivenWord{"field", "to", "To"},
                            GivenWord{"field", "of", "Of"},
                            GivenWord{"field", "on", "On"},
                            GivenWord{"field", "by", "By"},
                            GivenWord{"field", "was", "Was"}};

// Written as the id is; they stand here because a command prints them.
constexpr std::string_view field_ids = R"(
judged excluded other_shard documents read not_understood other_kind folders walked hidden pattern run left_out made
printed not_printed records configurations not_used end_line end_column url activity_log contact_rows overview
referral region pdu team officer order_type rule severity basis outcome subject message file line column kind state
source intervention outlook weeks_left assumptions measure group undetermined awaiting_outcome awaiting_rar_decision
by_activity contacts counts why activity provider errors warnings notes cases files table version policy verdict
tool scope mended overdue verdict summary location related sources trace fix facts provisional successors document
error fail not_assessed note pass provision questions_of_case warning read_on acts pointer horizon findings
unreadable later skipped by_rule shard catalogue run_date run_id inputs settings account stands language words text
schema value value_from unit confidence law_read_until rows slug date_test explanation checks matters to_do
start_date end_date outcomes causes cause count gone unchanged objective chosen sessions option needs days_available
not_chosen lost_on conflict bound uncovered kept rungs weeks last_session distinct_days inversions strength starts
covered weighted_sessions date time minutes place entry start people groups waiting waits_since runs size min max
facilitators accepted violations panel quorum principles total maximum band gates rule_decision votes vote_decision
recommendation ratified distance what_would_change agreement raters stability statistics name weights standard_error
low high undefined units marks level scale without rater appraised by_sitting earmarked approved by_area by_state
interventions areas lapsed unknown needs sexes risk_window action status supersedes superseded_by warnings reviews
next_appointments live_until not_recorded recorded void owner title need_area review_date successor reports decision decided_by
sitting conditions next_steps evidence present reasons rule_version digest crn_and_order origin used from until
assumption authority suppressions configuration rules rules_run rule_ids selections directory questions_waiting days
gaps totals reason unread matched mark member principle given first_files
)";

}  // namespace

std::vector<GivenWord> english_field_words() {
  std::vector<GivenWord> all(fields.begin(), fields.end());
  for (std::size_t at = 0; at < field_ids.size();) {
    const std::size_t end = std::min(field_ids.find_first_of(" \n", at), field_ids.size());
    if (end > at) all.push_back({"field", field_ids.substr(at, end - at), {}});
    at = end + 1;
  }
  return all;
}

}  // namespace probation::render
