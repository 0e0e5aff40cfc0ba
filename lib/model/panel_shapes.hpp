// The field tables of panel/1 and eip_policy/1.
#pragma once
#include "model/case_shapes.hpp"
#include "model/panel.hpp"

namespace probation::document {

PROBATION_SHAPE(PanelMember, "panel_member", "A member of the panel, by id; names are never held.",
                field<&T::id>("id", "Identifier, unique in the file.").required().declares(IdKind::member),
                field<&T::role>("role", "The chair, or a member."),
                field<&T::conflict>("conflict", "A conflict of interest: the marks are dropped; absent: none."));
PROBATION_SHAPE(MarkRow, "marks", "One member's marks at one stage.",
                field<&T::member>("member", "Whose marks.").required().refers_to(IdKind::member),
                field<&T::stage>("stage", "Before or after the discussion.").required(),
                field<&T::evidence_base>("evidence_base", "P1."), field<&T::rationale>("rationale", "P2."),
                field<&T::replication>("replication", "P3."), field<&T::targeting>("targeting", "P4."),
                field<&T::useful_skills>("useful_skills", "P5, skills."), field<&T::no_harm>("no_harm", "P5, no harm."),
                field<&T::quality_assurance>("quality_assurance", "P6."), field<&T::evaluation>("evaluation", "P7."),
                field<&T::vote>("vote", "With the final marks: the member's vote."));
PROBATION_SHAPE(PanelComment, "comment", "A reason given for a mark.",
                field<&T::member>("member", "Whose reason.").refers_to(IdKind::member),
                field<&T::principle>("principle", "About which principle."), field<&T::text>("text", "The reason."));
PROBATION_SHAPE(Ratification, "ratification", "What the board made of the panel's recommendation.",
                field<&T::board>("board", "The board."), field<&T::date>("date", "The day."),
                field<&T::decision>("decision", "Its decision; absent: none yet."));
PROBATION_SHAPE(PanelSheet, "panel", "The mark sheet of one sitting about one intervention.",
                field<&T::schema>("schema", "What this file is: panel/1."),
                field<&T::id>("id", "Identifier of the sheet.").required(),
                field<&T::intervention>("intervention", "The intervention's id in the catalogue."),
                field<&T::version>("version", "The version that was marked.").at_least(1),
                field<&T::date>("date", "The day of the sitting."),
                field<&T::sitting>("sitting", "The sitting; absent: sheets of one date and policy are of one."),
                field<&T::policy>("policy", "The scoring policy it was marked under."),
                field<&T::members>("members", "The members."), field<&T::marks>("marks", "Their marks."),
                field<&T::comments>("comments", "Reasons given; absent: none."),
                field<&T::chair_reason>("chair_reason", "Why the votes are followed where the rule says otherwise."),
                field<&T::ratification>("ratification", "What the board decided; absent: nothing yet."));

PROBATION_SHAPE(EipScale, "scale", "The marks that may be given.", field<&T::values>("values", "The marks, rising."),
                field<&T::level>("level", "What their distances mean."),
                field<&T::source>("source", "Where the scale comes from."),
                field<&T::assumption>("assumption", "True: no published source fixes it."));
PROBATION_SHAPE(EipWeights, "weights", "Weight of each principle in the total; 1 where not given.",
                field<&T::evidence_base>("evidence_base", "P1.").at_least(0),
                field<&T::rationale>("rationale", "P2.").at_least(0),
                field<&T::replication>("replication", "P3.").at_least(0),
                field<&T::targeting>("targeting", "P4.").at_least(0),
                field<&T::useful_skills>("useful_skills", "P5, skills.").at_least(0),
                field<&T::no_harm>("no_harm", "P5, no harm.").at_least(0),
                field<&T::quality_assurance>("quality_assurance", "P6.").at_least(0),
                field<&T::evaluation>("evaluation", "P7.").at_least(0));
PROBATION_SHAPE(EipGate, "gate", "A principle whose mark holds the decision down.",
                field<&T::principle>("principle", "Which principle, or any.").required(),
                field<&T::below>("below", "Closed where the aggregated mark is less.").required(),
                field<&T::at_best>("at_best", "The best decision left.").required(),
                field<&T::source>("source", "Where it is published."));
PROBATION_SHAPE(EipBand, "band", "What a total means, half-open.",
                field<&T::from>("from", "From this total on.").required(),
                field<&T::below>("below", "Less than this; null: no end."),
                field<&T::decision>("decision", "The decision.").required(),
                field<&T::source>("source", "Where it is published."));
PROBATION_SHAPE(EipQuorum, "quorum", "Who must be there, counted after conflicts.",
                field<&T::members>("members", "At least so many members.").required().at_least(1),
                field<&T::chair>("chair", "The chair must be among them.").required(),
                field<&T::source>("source", "Where it is published."));
PROBATION_SHAPE(EipVotes, "votes", "How votes count beside the rule.",
                field<&T::majority>("majority", "What carries a vote.").required(),
                field<&T::tie>("tie", "What breaks a tie.").required(),
                field<&T::gates_bind>("gates_bind", "A closed gate holds the votes down too.").required(),
                field<&T::source>("source", "Where it is published."));
PROBATION_SHAPE(ReviewTerm, "review_term", "How long an approval holds.",
                field<&T::years>("years", "Years.").at_least(1), field<&T::source>("source", "Where it is published."));
PROBATION_SHAPE(
    EipPolicy, "eip_policy", "How a panel's marks are decided.",
    field<&T::schema>("schema", "What this file is: eip_policy/1."),
    field<&T::id>("id", "Identifier of the policy.").required(), field<&T::title>("title", "Title."),
    field<&T::scale>("scale", "The marks that may be given.").required(),
    field<&T::principles>("principles", "The principles that are marked.").required(),
    field<&T::weights>("weights", "Weights; absent: 1 each."),
    field<&T::aggregate>("aggregate", "How the members' marks become one.").required(),
    field<&T::gates>("gates", "Gates; absent: none."),
    field<&T::bands>("bands", "Bands of the weighted total; together they cover it without gap or overlap.").required(),
    field<&T::quorum>("quorum", "Who must be there.").required(),
    field<&T::votes>("votes", "How votes count.").required(),
    field<&T::fragile_below>("fragile_below", "A decision that fewer replicates share is fragile."),
    field<&T::agreement_low_below>("agreement_low_below", "Agreement less than this is low."),
    field<&T::review_term>("review_term", "How long an approval holds."),
    field<&T::assumptions>("assumptions", "Parts without a published source; what has neither is one too."));

}  // namespace probation::document
