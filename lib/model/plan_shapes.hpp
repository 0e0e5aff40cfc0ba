// The field tables of plan/1.
#pragma once
#include "model/case_shapes.hpp"
#include "model/plan_file.hpp"

namespace probation::document {

PROBATION_SHAPE(PlanObjective, "plan_objective", "What the plan is worth.",
                field<&T::covered>("covered", "Needs covered, in rank order, kept work included."),
                field<&T::strength>(
                    "strength",
                    "One number for each of them: 3 accredited programme, 2 structured intervention, 1 anything else."),
                field<&T::starts>("starts",
                                  "First session for each of them; null where only kept work without a date covers it.")
                    .or_null_items(),
                field<&T::inversions>("inversions", "Pairs of covered needs of which the lower-ranked begins first."),
                field<&T::distinct_days>("distinct_days", "Days the chosen sessions use."),
                field<&T::sessions>("sessions", "Chosen sessions."),
                field<&T::last_session>("last_session", "Last chosen session."),
                field<&T::weighted_sessions>("weighted_sessions",
                                             "With --fill: chosen sessions, weighted by the needs they serve."));
PROBATION_SHAPE(PlanChoice, "plan_choice", "Work that the plan adds.",
                field<&T::option>("option", "Its option: directory entry or intervention, and first date."),
                field<&T::intervention>("intervention", "Id of the intervention in the catalogue.").required(),
                field<&T::directory>("directory", "Id of the directory entry; null without one."),
                field<&T::needs>("needs", "Needs it serves, in rank order."),
                field<&T::sessions>("sessions", "Its sessions.").required(),
                field<&T::assumed>("assumed", "What of its hours and length is assumed; null: nothing."),
                field<&T::undetermined>("undetermined", "What is still to be asked or recorded."));
PROBATION_SHAPE(PlanOpenNeed, "plan_open_need", "A need the plan leaves open.", field<&T::need>("need", "The need."),
                field<&T::why>("why", "Why, in words."));
PROBATION_SHAPE(PlanProgramme, "plan_programme", "An accredited programme the person may be eligible for.",
                field<&T::intervention>("intervention", "Id of the programme."),
                field<&T::to_settle>("to_settle", "What is to be settled before it is ruled out; [] nothing."));
PROBATION_SHAPE(PlanKept, "plan_kept", "Work that stays as it is.",
                field<&T::activity>("activity", "Id of the activity."),
                field<&T::intervention>("intervention", "Id of the intervention."),
                field<&T::sessions>("sessions", "Sessions still ahead."));
PROBATION_SHAPE(PlanLeftOut, "plan_left_out", "An option not chosen.", field<&T::option>("option", "The option."),
                field<&T::intervention>("intervention", "Id of the intervention."),
                field<&T::rule>("rule", "The first rule that excluded it, H1 to H9; null: none."),
                field<&T::lost_on>("lost_on", "The member of the objective it lost on; null: none."),
                field<&T::message>("message", "Why, in words."));
PROBATION_SHAPE(PlanConflict, "plan_conflict", "Why no plan fits.",
                field<&T::rules>("rules", "Smallest set of rules that leave no plan."),
                field<&T::change>("change", "Smallest change that would make one possible."));
PROBATION_SHAPE(PlanBound, "plan_bound", "What the search could not close in its time.",
                field<&T::objective>("objective", "The first member of the objective that is not proved."),
                field<&T::gap>("gap", "How far at most the best may lie from it."));
PROBATION_SHAPE(
    PlanFile, "plan", "A plan for the days of one requirement.",
    field<&T::schema>("schema", "What this file is: plan/1."), field<&T::crn>("crn", "Case reference number."),
    field<&T::order_id>("order_id", "Id of the order."),
    field<&T::requirement_id>("requirement_id", "Id of the requirement."),
    field<&T::status>("status", "How far the answer is proved."), field<&T::as_of>("as_of", "The day it was made for."),
    field<&T::horizon>("horizon", "Last day a session may fall on."),
    field<&T::days_available>("days_available", "Days left to plan."),
    field<&T::needs>("needs", "Needs in rank order."), field<&T::objective>("objective", "What it is worth."),
    field<&T::chosen>("chosen", "Work it adds.").required(), field<&T::kept>("kept", "Work that stays."),
    field<&T::grid_weeks>("grid_weeks", "Rolling work begins in every so-manieth week only; 1: in every week."),
    field<&T::not_chosen>("not_chosen", "Options left out, and why."),
    field<&T::uncovered>("uncovered", "Needs left open, and why."),
    field<&T::programmes>("programmes", "Accredited programmes that are not ruled out."),
    field<&T::conflict>("conflict", "Why no plan fits; null where one does."),
    field<&T::bound>("bound", "What was not proved; null where all was."));

}  // namespace probation::document
