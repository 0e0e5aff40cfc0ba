// The field tables of intervention/1.
#pragma once
#include "model/case_shapes.hpp"
#include "model/intervention.hpp"

namespace probation::document {

PROBATION_SHAPE(Sessions, "sessions", "How many sessions of which kind.",
                field<&T::pre_group>("pre_group", "Sessions before the group begins.").at_least(0),
                field<&T::group>("group", "Group sessions.").at_least(0),
                field<&T::one_to_one>("one_to_one", "One-to-one sessions.").at_least(0),
                field<&T::post>("post", "Sessions after the group.").at_least(0),
                field<&T::minutes>("minutes", "Minutes of one session; null: not published.").at_least(1),
                field<&T::per_week>("per_week", "Sessions a week.").at_least(1),
                field<&T::fixed_order>("fixed_order", "Number and order of the sessions are fixed."),
                field<&T::min>("min", "Toolkits with a flexible number: fewest sessions.").at_least(0),
                field<&T::max>("max", "Toolkits with a flexible number: most sessions.").at_least(0));
PROBATION_SHAPE(Delivery, "delivery", "Where and how it is delivered.", field<&T::settings>("settings", "Settings."),
                field<&T::formats>("formats", "Formats."),
                field<&T::group_size_max>("group_size_max", "Most people in a group.").at_least(0),
                field<&T::facilitators_min>("facilitators_min", "Fewest facilitators.").at_least(0));
PROBATION_SHAPE(AgeRange, "age", "Age in years, both ends included.", field<&T::min>("min", "Youngest.").at_least(0),
                field<&T::max>("max", "Oldest.").at_least(0));
PROBATION_SHAPE(RiskRow, "risk_row", "One score and its bounds.", field<&T::score>("score", "The score."),
                field<&T::min>("min", "At least this."), field<&T::below>("below", "Less than this."),
                field<&T::levels>("levels", "One of these levels."));
PROBATION_SHAPE(RiskItem, "risk_item", "A row, or any: [rows], or first_known: [rows].",
                field<&T::score>("score", "The score."), field<&T::min>("min", "At least this."),
                field<&T::below>("below", "Less than this."), field<&T::levels>("levels", "One of these levels."),
                field<&T::any>("any", "One of these rows must hold."),
                field<&T::first_known>("first_known", "The first row whose score is recorded decides."));
PROBATION_SHAPE(MonthsRemaining, "months_remaining", "Months the order must still run.",
                field<&T::community_order>("community_order", "Community order.").at_least(0),
                field<&T::suspended_sentence_order>("suspended_sentence_order",
                                                    "Suspended sentence order; absent: the community order's.")
                    .at_least(0),
                field<&T::licence>("licence", "Licence.").at_least(0),
                field<&T::below>("below", "What to do where fewer are left."));
PROBATION_SHAPE(Eligibility, "eligibility", "Whom it is for.", field<&T::sexes>("sexes", "Sexes."),
                field<&T::age>("age", "Age."),
                field<&T::offences_any>("offences_any", "At least one of these categories."),
                field<&T::offences_none>("offences_none", "None of these categories."),
                field<&T::risk_all>("risk_all", "Every item must hold."),
                field<&T::need_rule>("need_rule", "The need rule."),
                field<&T::excluded_if>("excluded_if", "What excludes."),
                field<&T::months_remaining>("months_remaining", "Months the order must still run."));
PROBATION_SHAPE(Sequence, "sequence", "What comes before and after.",
                field<&T::after>("after", "Interventions that come first."),
                field<&T::before>("before", "Interventions that come later."));
PROBATION_SHAPE(Condition, "condition", "A condition of a provisional approval.",
                field<&T::text>("text", "The condition."), field<&T::owner>("owner", "Who meets it."),
                field<&T::due>("due", "By when."), field<&T::met>("met", "The day it was met; absent: not yet."),
                field<&T::by>("by", "Who recorded that it is met."), field<&T::reason>("reason", "What shows it."));
PROBATION_SHAPE(Withdrawn, "withdrawn", "A row that was taken back.", field<&T::date>("date", "The day."),
                field<&T::by>("by", "Who took it back."), field<&T::reason>("reason", "Why."));
PROBATION_SHAPE(BeforeMove, "was", "What the file said before the move and no row before it tells.",
                field<&T::state>("state", "The state."), field<&T::version>("version", "The version.").at_least(1),
                field<&T::approved_date>("approved_date", "Date of approval."),
                field<&T::review_date>("review_date", "Date of the next review."),
                field<&T::framework>("framework", "The scoring policy."),
                field<&T::amalgamated_into>("amalgamated_into", "The successor."),
                field<&T::conditions>("conditions", "How many conditions there were.").at_least(0),
                field<&T::absent>("absent", "Keys that the file had not."));
PROBATION_SHAPE(HistoryRow, "history_row", "What happened when.", field<&T::date>("date", "The day."),
                field<&T::state>("state", "The state reached, or earmarked."),
                field<&T::version>("version", "Of which version; absent: that of the row before.").at_least(1),
                field<&T::sitting>("sitting", "The panel's sitting."),
                field<&T::sheet>("sheet", "The mark sheet it rests on, as a path from this file's folder."),
                field<&T::digest>("digest", "Of the sheet's bytes: sha256: and 64 digits."),
                field<&T::board>("board", "The board that decided."), field<&T::by>("by", "Who recorded it."),
                field<&T::reason>("reason", "Why."),
                field<&T::framework>("framework", "The scoring policy that judged it."),
                field<&T::review_date>("review_date", "Date of the next review."),
                field<&T::successor>("successor", "amalgamated: what takes its place."),
                field<&T::evidence>("evidence", "none: no mark sheet was at hand."),
                field<&T::allowed>("allowed", "Rules whose errors were let stand."),
                field<&T::was>("was", "What the file said before and no row tells."),
                field<&T::withdrawn>("withdrawn", "The row was taken back and counts on no day."));
PROBATION_SHAPE(Lifecycle, "lifecycle", "Where it stands with the panel.", field<&T::state>("state", "Present state."),
                field<&T::framework>("framework", "The scoring policy that judged it."),
                field<&T::approved_date>("approved_date", "Date of approval."),
                field<&T::review_date>("review_date", "Date of the next review."),
                field<&T::amalgamated_into>("amalgamated_into", "Its successor."),
                field<&T::conditions>("conditions", "Conditions of a provisional approval."),
                field<&T::history>("history", "What happened when."));
PROBATION_SHAPE(Study, "study", "A piece of evidence.", field<&T::title>("title", "Title."),
                field<&T::year>("year", "Year.").at_least(1900), field<&T::design>("design", "Design, in one word."));
PROBATION_SHAPE(Evidence, "evidence", "What a panel is shown, by principle.",
                field<&T::evidence_base>("evidence_base", "Studies."),
                field<&T::indicators>("indicators", "Marks by indicator."));
PROBATION_SHAPE(SourceRow, "source", "Where the facts come from.", field<&T::title>("title", "Title."),
                field<&T::date>("date", "Date seen."));
PROBATION_SHAPE(Intervention, "intervention", "One intervention of a catalogue.",
                field<&T::schema>("schema", "What this file is: intervention/1."),
                field<&T::id>("id", "Identifier; also the file's name.").required(),
                field<&T::title>("title", "Title.").required(), field<&T::version>("version", "Version.").at_least(1),
                field<&T::kind>("kind", "What kind of intervention.").required(),
                field<&T::need_area>("need_area", "Structured interventions: the need area."),
                field<&T::needs>("needs", "Needs it serves."), field<&T::sessions>("sessions", "Its sessions."),
                field<&T::delivery>("delivery", "Its delivery."),
                field<&T::eligibility>("eligibility", "Whom it is for."),
                field<&T::alongside_allowed>("alongside_allowed", "May run beside another main intervention."),
                field<&T::covers>("covers",
                                  "Accredited programmes: which of the national minimum; absent: told from "
                                  "offences and needs."),
                field<&T::sequence>("sequence", "What comes before and after."),
                field<&T::lifecycle>("lifecycle", "Where it stands with the panel."),
                field<&T::evidence>("evidence", "What a panel is shown."),
                field<&T::sources>("sources", "Where the facts come from."));

}  // namespace probation::document
