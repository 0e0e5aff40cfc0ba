// The members of every record, by name and kind: s text, i whole number, n number, b truth, a list, o map; ? also null;
// a member with a dash stands only where there is something to say.
#pragma once
#include <array>
#include <string_view>

namespace probation::tools {

struct RecordTable {
  std::string_view name, sentence, members;
};

// Sorted by name.
inline constexpr std::array record_tables{
    RecordTable{"account/1", "What a run looked at, and what it left.",
                "given:i files:o documents:o folders:o repeated:i excluded:a passed_over:a unreadable:a rules:o "
                "findings:o records:o configurations:a settings:s inputs:s"},
    RecordTable{"agreement/1", "How far raters agree.",
                "level:s? scale:a units:i? raters:i? marks:i? missing:i? statistics:a without:a severity:a"},
    RecordTable{"appraisal/1", "What a panel decided of one intervention.",
                "panel:s? intervention:s? version:i? policy:s? date:s? quorum:o? principles:a total:i? maximum:i? "
                "band:s? gates:a rule_decision:s? votes:o? vote_decision:s? recommendation:s? ratified:s? "
                "ratification:o? decided_by:s? votes_without_marks:a distance:o? what_would_change:a agreement:o? "
                "raters:a stability:o? assumptions:a findings:a"},
    RecordTable{"appraisals/1", "The appraisals of a run.", "appraisals:a sittings:a"},
    RecordTable{
        "case_summary/1", "One case that was judged.",
        "crn:s? file:s orders:a outcomes:o findings:o undetermined:i line:i column:i digest:s document:i policy:s?"},
    RecordTable{"cohort/1", "The groups of a region, filled.", ""},
    RecordTable{"cohort_check/1", "Whether a filling holds.", ""},
    RecordTable{"coverage/1", "What a region covers of the needs of its people.", ""},
    RecordTable{"diff/1", "What two runs say differently, and why.", "new:a gone:a unchanged:i causes:a -compared:o"},
    RecordTable{"due/1", "A date that is overdue or falls due.",
                "crn:s? order_id:s? requirement_id:s? region:s? pdu:s? team:s? officer:s? kind:s? due:s? state:s? "
                "days_left:i? computed:s? source:s? missing:a"},
    RecordTable{"finding/1", "What a rule says about one subject.",
                "rule:s severity:s basis:s outcome:s crn:s? subject:s message:s facts:o location:o related:a "
                "sources:a trace:a missing:a fix:s? suppressed:o? baseline:s? fingerprint:s region:s? pdu:s? "
                "team:s? officer:s? order_id:s? requirement_id:s? -document:i"},
    RecordTable{"forecast/1", "Whether a requirement will be done in time.",
                "crn:s? order_id:s? requirement_id:s? region:s? pdu:s? team:s? officer:s? kind:s? outlook:s? "
                "days_left:i? weeks_left:n? needed_per_week:n? pace_per_week:n? certain_from:s? "
                "last_useful_date:s? horizon:s? assumptions:a missing:a"},
    RecordTable{"gap/1", "One fact that one case lacks, and what waits for it.",
                "crn:s? file:s subject:s fact:s location:o questions:i alone:i rules:o severity:s fix:s? region:s? "
                "pdu:s? team:s? officer:s? document:i questions_of_case:i"},
    RecordTable{"gap_total/1", "One fact that cases lack, and what it would decide.",
                "group:o fact:s cases:i questions:i alone:i decided_with_all_before:n rules:o table:s?"},
    RecordTable{"import_report/1", "What an import did.", ""},
    RecordTable{"import_state/1", "What an import found last time.", ""},
    RecordTable{"ladder/1", "How many days to propose, rung by rung.",
                "crn:s? order_id:s? requirement_id:s? region:s? pdu:s? team:s? officer:s? rungs:a "
                "beyond:a text:s?"},
    RecordTable{"law/1", "The dated numbers of the law.", "law_read_until:s? rows:a acts:a?"},
    RecordTable{"log_entry/1", "One entry of a case, and what replaced it.",
                "id:s? kind:s? date:s? recorded:s? supersedes:any superseded_by:any void:b change:any undoes:any "
                "recorded_by:s? text:s? crn:s? file:s?"},
    RecordTable{"measure/1", "One question of the inspectorate as figures.",
                "measure:s? group:o? numerator:i? denominator:i? undetermined:i? not_applicable:i? percentage:n? "
                "at_least:n? at_most:n? -suppressed:b"},
    RecordTable{"minutes/1", "The minutes of a sitting.", ""},
    RecordTable{"option/1", "One intervention held against one case.",
                "crn:s? order_id:s? requirement_id:s? region:s? pdu:s? team:s? officer:s? "
                "option:s? intervention:s? verdict:s? no_need:s? assumed:s? reasons:a"},
    RecordTable{"overlap/1", "Two interventions for the same people.",
                "a:s? b:s? need_area:s? needs:a sexes:a risk_window:s? sessions:a"},
    RecordTable{"plan_check/1", "Whether a plan holds.",
                "crn:s? order_id:s? requirement_id:s? region:s? pdu:s? team:s? officer:s? "
                "accepted:b violations:a objective:o?"},
    RecordTable{"policy_value/1", "One value of practice policy.",
                "name:s? value:any unit:s? from:s? until:s? authority:s? source:s? assumption:b origin:s? used:b"},
    RecordTable{"receipt/1", "What was written.", ""},
    RecordTable{"reconcile/1", "One difference between a supplier and the record.", ""},
    RecordTable{"recount/1", "The days of one requirement by every profile.",
                "crn:s? order_id:s? requirement_id:s? region:s? pdu:s? team:s? officer:s? max_days:i? "
                "max_days_possible:a days:o? "
                "by_activity:o? days_at_most:i? awaiting_outcome:a awaiting_rar_decision:a in_force_not_known:a "
                "contacts:a"},
    RecordTable{"register_due/1", "A date of the register that falls due.",
                "id:s? file:s? kind:s? due:any state:s? days_left:any owner:any text:s? source:s?"},
    RecordTable{"register_entry/1", "One row of the life of an intervention.",
                "id:s? file:s? line:i? date:s? state:s? version:any sitting:any sheet:any digest:any board:any "
                "by:any reason:any framework:any review_date:any successor:any evidence:any allowed:a "
                "withdrawn:any"},
    RecordTable{"report/1", "Feedback on one intervention.",
                "panel:s? intervention:s? decision:s? principles:a what_would_change:a next_steps:a version:i? "
                "date:s? policy:s? total:i? maximum:i? ratification:o? decided_by:s? votes_without_marks:a "
                "distance:o? ratified:s? assumptions:a"},
    RecordTable{"reports/1", "The reports of a run.", "reports:a"},
    RecordTable{"rules/1", "The rule book.", "rules:a"},
    RecordTable{"run/1", "A run as one value.",
                "tool:s version:s as_of:s policy:s findings:a gaps:a cases:a summary:o"},
    RecordTable{"setting/1", "One key of the configuration, where its value came from and what it hides.",
                "name:s value:any origin:o hides:a"},
    RecordTable{"shards/1", "A plan of shards by size.", "count:i inputs:s -given:a -first_files:a shards:a"},
    RecordTable{"sitting/1", "One sitting of a panel.", "sitting:any date:s? sheets:i? ranks:a swaps:a"},
    RecordTable{"status/1", "Where a case stands.",
                "crn:s? as_of:s? not_read:a partial:a not_recorded:a requirements:a warnings:a reviews:a "
                "next_appointments:a file:s? superseded:a"},
    RecordTable{"suite/1", "The approved suite with counts.",
                "appraised:o? by_sitting:o? earmarked:o? provisional:o? approved:o? by_area:o? by_state:o? "
                "successors:o? interventions:a as_of:s? catalogue:s?"},
    RecordTable{"summary/1", "The last record of a run.",
                "tool:s version:s as_of:s policy:s files:i cases:i unreadable:i findings:o undetermined:i "
                "suppressed:i baseline:i later:i skipped:i by_rule:o verdict:s exit:i account:o catalogue:s? "
                "shard:o? -run_date:s -suppressions:o"},
    RecordTable{"trend/1", "One run of a memory of runs, for one group.",
                "scope:s as_of:s group:o cases:i errors:i warnings:i notes:i undetermined:i overdue:i new:i mended:i "
                "mended_days:n? -measures:o"},
    RecordTable{"unreadable/1", "A file that a list of records lacks, because it could not be read or understood.",
                "file:s why:s judged:b"},
    RecordTable{"version/1", "What a build is and can do.",
                "tool:s version:s commit:s? rules:o law_read_until:s schemas:a reads:a formats:a"},
    RecordTable{"words/1", "The words people read for every field, rule, kind and state.", "language:s words:a"}};

}  // namespace probation::tools
