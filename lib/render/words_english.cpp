// Phrases in English that no enumeration or rule gives; those of members are in words_english_fields.cpp. A row without
// a text is written as its id is: it stands here because a command prints it.
#include "render/words.hpp"

#include <array>

namespace probation::render {
namespace {

constexpr std::array kinds{
    // dates that fall due
    GivenWord{"due", "completion_6_months", "Completion review, six months before the end"},
    GivenWord{"due", "completion_3_months", "Completion review, three months before the end"},
    GivenWord{"due", "unpaid_work_6_months", "Unpaid work review at six months"},
    GivenWord{"due", "unpaid_work_9_months", "Unpaid work review at nine months"},
    GivenWord{"due", "unpaid_work_12_months", "Twelve months for unpaid work end"},
    GivenWord{"due", "order_end", "Order ends"}, GivenWord{"due", "supervision_end", "Supervision ends"},
    GivenWord{"due", "operational_end", "Operational period ends"},
    GivenWord{"due", "warning_year_end", "Year of a warning ends"},
    GivenWord{"due", "outcome_decision", "Decide whether an absence was acceptable"},
    GivenWord{"due", "final_third", "Final third begins"},
    GivenWord{"due", "catalogue_review", "Review of an intervention"},
    GivenWord{"due", "condition", "Condition of an approval"}, GivenWord{"due", "act_by", "Last useful day to act"},
    GivenWord{"due", "sentence_plan", "Review of the sentence plan"},
    // forecasts
    GivenWord{"kind", "together", "Everything together"}, GivenWord{"kind", "days", "RAR days"},
    GivenWord{"kind", "unpaid_work_hours", "Hours of unpaid work"},
    GivenWord{"kind", "completion_6_months", "Completion review, six months before the end"},
    GivenWord{"kind", "completion_3_months", "Completion review, three months before the end"},
    GivenWord{"kind", "unpaid_work_6_months", "Unpaid work review at six months"},
    GivenWord{"kind", "unpaid_work_9_months", "Unpaid work review at nine months"},
    GivenWord{"kind", "unpaid_work_12_months", "Twelve months for unpaid work end"},
    // a list against the record
    GivenWord{"kind", "agrees", "Agrees"}, GivenWord{"kind", "only_ours", "Only in our record"},
    GivenWord{"kind", "only_theirs", "Only in their list"}, GivenWord{"kind", "other_day", "Another day"},
    GivenWord{"kind", "other_outcome", "Another outcome"}, GivenWord{"kind", "other_minutes", "Another length"},
    GivenWord{"kind", "twice", "Told twice"}, GivenWord{"kind", "not_found", "Not found"},
    // entries
    GivenWord{"kind", "contact", "Contact"}, GivenWord{"kind", "enforcement", "Enforcement"},
    GivenWord{"kind", "review", "Review"}, GivenWord{"kind", "suspension", "Suspension"},
    GivenWord{"kind", "assessment", "Assessment"}, GivenWord{"kind", "objective", "Objective"},
    GivenWord{"kind", "activity", "Activity"}, GivenWord{"kind", "order", "Order"},
    GivenWord{"kind", "requirement", "Requirement"}, GivenWord{"kind", "amendment", "Amendment"},
    GivenWord{"kind", "termination", "Termination"}, GivenWord{"kind", "other", "Other"},
    GivenWord{"kind", "none", "None"}, GivenWord{"kind", "false", "No"}, GivenWord{"kind", "true", "Yes"},
    GivenWord{"kind", "nominal", "Nominal"}, GivenWord{"kind", "ordinal", "Ordinal"},
    GivenWord{"kind", "interval", "Interval"}, GivenWord{"kind", "ratio", "Ratio"},
    GivenWord{"kind", "breach", "Breach"}, GivenWord{"kind", "sentence", "Sentence"},
    GivenWord{"kind", "mappa", "MAPPA"}, GivenWord{"kind", "unacceptable", "Says the breach is unacceptable"},
    GivenWord{"kind", "liable_on_further_breach", "Says what a further breach leads to"},
    GivenWord{"kind", "needs_a", "Needs rule A"}, GivenWord{"kind", "needs_b", "Needs rule B"},
    GivenWord{"kind", "offence", "Day of the offence"}, GivenWord{"kind", "conviction", "Day of conviction"},
    GivenWord{"kind", "event", "Day of the event"}, GivenWord{"kind", "as_at", "Day of the question"}};

// What the planner's hard rules are about; `explain H4` says what they ask.
constexpr std::array hard_rules{GivenWord{"rule", "H1", "Days the court allowed"},
                                GivenWord{"rule", "H2", "Period of the requirement"},
                                GivenWord{"rule", "H3", "Who it is for"},
                                GivenWord{"rule", "H4", "Clashes"},
                                GivenWord{"rule", "H5", "One main intervention at a time"},
                                GivenWord{"rule", "H6", "Order of the work"},
                                GivenWord{"rule", "H7", "Travel"},
                                GivenWord{"rule", "H8", "Sessions a week"},
                                GivenWord{"rule", "H9", "Months left"}};

constexpr std::array types{GivenWord{"type", "post_sentence_supervision", "Post-sentence supervision"},
                           GivenWord{"type", "licence", "Licence"},
                           GivenWord{"type", "other", "Other"},
                           GivenWord{"type", "probation_requirement", "Probation requirement"},
                           GivenWord{"type", "rehabilitation_activity", "Rehabilitation activity (RAR)"},
                           GivenWord{"type", "supplier_assessment", "First meeting with a commissioned service"},
                           GivenWord{"type", "electronic_compliance_monitoring", "Electronic monitoring of compliance"},
                           GivenWord{"type", "accredited_programme", "Accredited programme"},
                           GivenWord{"type", "alcohol_treatment", "Alcohol treatment"},
                           GivenWord{"type", "mental_health_treatment", "Mental health treatment"},
                           GivenWord{"type", "drug_rehabilitation", "Drug rehabilitation"},
                           GivenWord{"type", "treatment", "Treatment"},
                           GivenWord{"type", "all", "All of them"}};

constexpr std::array outcomes{GivenWord{"outcome", "fail", "Not kept"},
                              GivenWord{"outcome", "pass", "Kept"},
                              GivenWord{"outcome", "undetermined", "Undetermined"},
                              GivenWord{"outcome", "not_assessed", "Not assessed"},
                              GivenWord{"outcome", "attended_sent_home_service", "Attended, sent home by the service"},
                              GivenWord{"outcome", "attended_failure_deemed_acceptable", "Attended, failure accepted"},
                              GivenWord{"outcome", "attended_compliance_not_stated", "Attended, compliance not stated"},
                              GivenWord{"outcome", "failed_to_attend", "Absent, reason to be decided"},
                              GivenWord{"outcome", "acceptable_failure", "Failure accepted, attendance not stated"}};

constexpr std::array actions{
    GivenWord{"action", "warning", "Warning given"}, GivenWord{"action", "warning_withdrawn", "Warning withdrawn"},
    GivenWord{"action", "referral_to_enforcement_officer", "Referred to an enforcement officer"},
    GivenWord{"action", "breach_started", "Breach proceedings begun"},
    GivenWord{"action", "breach_concluded", "Breach proceedings ended"},
    GivenWord{"action", "evidence_requested", "Evidence asked for"},
    GivenWord{"action", "no_further_action", "No further action"},
    GivenWord{"action", "terminated", "Order ended early"}, GivenWord{"action", "not_now", "Order goes on"},
    // of receipts
    GivenWord{"action", "add", "Add"}, GivenWord{"action", "amend", "Amend"}, GivenWord{"action", "void", "Void"},
    GivenWord{"action", "undo", "Undo"}, GivenWord{"action", "new", "New case"}, GivenWord{"action", "plan", "Plan"},
    GivenWord{"action", "enforce", "Enforce"}, GivenWord{"action", "review", "Review"},
    GivenWord{"action", "import", "Import"}, GivenWord{"action", "move", "Move"}};

constexpr std::array reasons{
    GivenWord{"reason", "completed", "Completed"}, GivenWord{"reason", "early_termination", "Ended early"},
    GivenWord{"reason", "religious", "Religious"}, GivenWord{"reason", "other", "Other"},
    GivenWord{"reason", "work", "Work"}, GivenWord{"reason", "education", "Education"},
    GivenWord{"reason", "caring", "Caring for others"},
    // what made a finding come or go
    GivenWord{"reason", "record", "The record changed"}, GivenWord{"reason", "policy", "The policy changed"},
    GivenWord{"reason", "law_date", "The date moved on"},
    GivenWord{"reason", "rule_version", "The rules of the tool changed"},
    // grounds of eligibility
    GivenWord{"reason", "sex", "Sex"}, GivenWord{"reason", "age", "Age"}, GivenWord{"reason", "offences", "Offences"},
    GivenWord{"reason", "risk", "Risk"}, GivenWord{"reason", "need", "Need"},
    GivenWord{"reason", "substance_use", "Substance use"}, GivenWord{"reason", "months_remaining", "Months remaining"},
    GivenWord{"reason", "travel", "Travel"}};

constexpr std::array states{
    GivenWord{"state", "due", "Due"}, GivenWord{"state", "ahead", "Ahead"},
    GivenWord{"state", "done_late", "Done, late"}, GivenWord{"state", "on_track", "On track"},
    GivenWord{"state", "cannot_finish", "Cannot be finished"}, GivenWord{"state", "active", "Active"},
    GivenWord{"state", "completed", "Completed"}, GivenWord{"state", "known", "Known before"},
    GivenWord{"state", "new", "New"}, GivenWord{"state", "gone", "Gone"},
    GivenWord{"state", "infeasible", "No plan keeps the rules"},
    GivenWord{"state", "provisional", "Approved with conditions"},
    GivenWord{"state", "review_due", "Approved, review due"},
    // receipts
    GivenWord{"state", "written", "Written"}, GivenWord{"state", "already_recorded", "Recorded already"},
    GivenWord{"state", "refused", "Refused"}, GivenWord{"state", "conflict", "Conflict"},
    GivenWord{"state", "dry_run", "Only shown"},
    // what a region chose
    GivenWord{"state", "chosen", "Chosen"}, GivenWord{"state", "decided", "Decided"},
    GivenWord{"state", "waiting", "Waiting"}, GivenWord{"state", "open", "Open"}, GivenWord{"state", "ended", "Ended"},
    GivenWord{"state", "none", "None"}};

constexpr std::array verdicts{GivenWord{"verdict", "clean", "Nothing found"},
                              GivenWord{"verdict", "findings", "Findings"},
                              GivenWord{"verdict", "undetermined", "Undetermined"},
                              GivenWord{"verdict", "unreadable", "Some input could not be read"},
                              GivenWord{"verdict", "refused", "Refused"},
                              GivenWord{"verdict", "nothing_judged", "Nothing was judged"},
                              GivenWord{"verdict", "eligible", "Eligible"},
                              GivenWord{"verdict", "not_eligible", "Not eligible"},
                              GivenWord{"verdict", "approved", "Approved"},
                              GivenWord{"verdict", "provisional", "Approved with conditions"},
                              GivenWord{"verdict", "not_approved", "Not approved"},
                              GivenWord{"verdict", "undecided", "Undecided"},
                              GivenWord{"verdict", "approve", "Approve"},
                              GivenWord{"verdict", "reject", "Reject"},
                              GivenWord{"verdict", "abstain", "Abstain"}};

constexpr std::array statistics{GivenWord{"measure", "percent_agreement", "Agreement, per cent"},
                                GivenWord{"measure", "krippendorff_alpha", "Krippendorff's alpha"},
                                GivenWord{"measure", "gwet_ac1", "Gwet's AC1"},
                                GivenWord{"measure", "gwet_ac2", "Gwet's AC2"},
                                GivenWord{"measure", "fleiss_kappa", "Fleiss's kappa"},
                                GivenWord{"measure", "brennan_prediger", "Brennan and Prediger's coefficient"},
                                GivenWord{"measure", "icc_1_1", "Intraclass correlation (1,1)"},
                                GivenWord{"measure", "icc_2_1", "Intraclass correlation (2,1)"},
                                GivenWord{"measure", "icc_3_1", "Intraclass correlation (3,1)"},
                                GivenWord{"measure", "icc_1_k", "Intraclass correlation (1,k)"},
                                GivenWord{"measure", "icc_2_k", "Intraclass correlation (2,k)"},
                                GivenWord{"measure", "icc_3_k", "Intraclass correlation (3,k)"},
                                GivenWord{"measure", "kendall_w", "Kendall's W"},
                                GivenWord{"measure", "kendall_w_uncorrected", "Kendall's W, uncorrected for ties"},
                                GivenWord{"measure", "conger_kappa", "Conger's kappa"},
                                GivenWord{"measure", "light_kappa", "Light's kappa"}};

constexpr std::array headings{GivenWord{"heading", "findings", "Findings"},
                              GivenWord{"heading", "missing", "Missing facts"},
                              GivenWord{"heading", "cases", "Cases"},
                              GivenWord{"heading", "due", "Due"},
                              GivenWord{"heading", "measures", "Measures"},
                              GivenWord{"heading", "about", "About this run"},
                              GivenWord{"heading", "forecast", "Forecast"},
                              GivenWord{"heading", "recount", "Recount"},
                              GivenWord{"heading", "gaps", "Missing facts"},
                              GivenWord{"heading", "diff", "Differences"},
                              GivenWord{"heading", "reconcile", "Reconcile"},
                              GivenWord{"heading", "import", "Import"},
                              GivenWord{"heading", "plan", "Plan"},
                              GivenWord{"heading", "propose", "Proposal"},
                              GivenWord{"heading", "options", "Options"},
                              GivenWord{"heading", "cohort", "Cohort"},
                              GivenWord{"heading", "panel", "Panel"},
                              GivenWord{"heading", "report", "Report"},
                              GivenWord{"heading", "suite", "Suite"},
                              GivenWord{"heading", "regions", "Regions"},
                              GivenWord{"heading", "overlap", "Overlap"},
                              GivenWord{"heading", "minutes", "Minutes"},
                              GivenWord{"heading", "trend", "Trend"},
                              GivenWord{"heading", "caseload", "Caseload"},
                              GivenWord{"heading", "team", "Team"},
                              GivenWord{"heading", "case", "Case"},
                              GivenWord{"heading", "contacts", "Contacts"},
                              GivenWord{"heading", "register_due", "Register due"},
                              GivenWord{"heading", "register_log", "Register log"},
                              GivenWord{"heading", "this_week", "This week"},
                              GivenWord{"heading", "by_rule", "By rule"},
                              GivenWord{"heading", "by_team", "By team"},
                              GivenWord{"heading", "reviews", "Reviews by week"},
                              GivenWord{"heading", "timeline", "Timeline"},
                              GivenWord{"heading", "days", "RAR days"},
                              GivenWord{"heading", "entries", "Entries"},
                              GivenWord{"heading", "assumptions", "Assumptions"},
                              GivenWord{"heading", "unreadable", "Could not be read"},
                              GivenWord{"heading", "week_by_week", "Week by week"},
                              GivenWord{"heading", "not_chosen", "Not chosen"},
                              GivenWord{"heading", "about_plan", "About this plan"},
                              GivenWord{"heading", "skip", "Skip to the content"},
                              GivenWord{"heading", "whole_caseload", "The whole caseload"},
                              GivenWord{"heading", "month-1", "January"},
                              GivenWord{"heading", "month-2", "February"},
                              GivenWord{"heading", "month-3", "March"},
                              GivenWord{"heading", "month-4", "April"},
                              GivenWord{"heading", "month-5", "May"},
                              GivenWord{"heading", "month-6", "June"},
                              GivenWord{"heading", "month-7", "July"},
                              GivenWord{"heading", "month-8", "August"},
                              GivenWord{"heading", "month-9", "September"},
                              GivenWord{"heading", "month-10", "October"},
                              GivenWord{"heading", "month-11", "November"},
                              GivenWord{"heading", "month-12", "December"}};

}  // namespace

std::vector<GivenWord> english_words() {
  std::vector<GivenWord> all = english_field_words();
  const auto take = [&](const auto& rows) { all.insert(all.end(), rows.begin(), rows.end()); };
  take(kinds);
  take(hard_rules);
  take(types);
  take(outcomes);
  take(actions);
  take(reasons);
  take(states);
  take(verdicts);
  take(statistics);
  take(headings);
  return all;
}

}  // namespace probation::render
