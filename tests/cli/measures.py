"""Every measure, answer by answer: a record in which every measure says yes, and for each measure the changes that make it
say no, undetermined or not applicable. Each record is one officer's only case, so that the measures by officer show one answer."""
import copy
import json
import os
import subprocess
import sys

audit = os.path.join(os.path.abspath(sys.argv[1]), "rar-audit")
AS_OF = "2025-10-24"
YES, NO, UNDETERMINED, LEFT_OUT = "yes", "no", "undetermined", "not_applicable"

# 365 days, 271 of them gone on the day (74 %): 15 of 20 days arranged keep up, 74 in 100 of 20 is 14.8.
DAYS = ["2025-03-%02d" % d for d in (3, 5, 10, 12, 17, 19, 24, 26)] + ["2025-04-%02d" % d for d in (2, 9, 16, 23, 30)] + ["2025-05-07", "2025-05-14"]


def base():
    return {
        "schema": "case/1", "crn": "X600001", "person": {"sex": "male"}, "manager": {"region": "N51", "officer": "?"}, "flags": [],
        "orders": [{
            "id": "O1", "type": "community_order", "conviction_date": "2025-01-20", "sentence_date": "2025-01-26", "end_date": "2026-01-25", "amendments": [],
            "pre_sentence_report": {"date": "2025-01-26", "proposed_days": 20, "considered": ["accredited_programme"]},
            "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": 20, "status": "active"}]}],
        "assessments": [{"id": "S1", "tool": "oasys_layer_3", "completed_date": "2025-02-03", "rosh": "medium", "needs": [
            {"area": "thinking_and_behaviour", "score": 6, "linked_to_reoffending": True, "linked_to_harm": True, "priority": 1},
            {"area": "finance", "score": 5, "linked_to_reoffending": True, "linked_to_harm": False, "priority": 2}]}],
        "plan": {"completed_date": "2025-02-10", "assessment": "S1", "considers": {"public_protection": True, "diversity": True}, "objectives": [],
                 "activities": [{"id": "A1", "requirement": "R1", "intervention": "stepwise-problem-solving", "kind": "structured_intervention", "need": "thinking_and_behaviour",
                                 "provider": "interventions_team", "planned_days": 15, "start_date": "2025-03-03", "end_date": "2025-05-14", "status": "in_progress"}]},
        "contacts": [{"id": f"C{i + 1}", "date": d, "type": "activity_session", "activity": "A1", "rar_activity": True, "national_standards": True, "outcome": "attended_complied"} for i, d in enumerate(DAYS)]
        + [{"id": "C90", "date": "2025-06-02", "type": "supervision_appointment", "national_standards": True, "outcome": "acceptable_absence", "absence_reason": "medical"},
           {"id": "C91", "date": "2025-06-09", "type": "supervision_appointment", "national_standards": True, "outcome": "unacceptable_absence"}],
        "enforcement": [{"id": "E1", "date": "2025-06-11", "action": "warning", "contact": "C91", "states": ["breach", "unacceptable", "liable_on_further_breach"]}],
        "reviews": [{"id": "V1", "date": "2025-07-20", "kind": "completion_6_months", "requirement": "R1"}],
        "suspensions": [], "reported": {"rar_days": {"R1": 15}, "failures_to_comply": {"O1": 1}}}


def order(c): return c["orders"][0]
def activity(c): return c["plan"]["activities"][0]
def without(*path):
    def change(c):
        for key in path[:-1]:
            c = c[key]
        del c[path[-1]]
    return change
def value(*path):
    def change(c):
        for key in path[:-2]:
            c = c[key]
        c[path[-2]] = path[-1]
    return change
def each(*changes):
    def change(c):
        for one in changes:
            one(c)
    return change
def contacts(keep):
    return lambda c: c.__setitem__("contacts", [x for x in c["contacts"] if keep(x)])
def contact(id, key, word):
    return lambda c: next(x for x in c["contacts"] if x["id"] == id).__setitem__(key, word)
def earlier(days_gone):  # the sentence moved so that so many of the order's days are gone
    import datetime
    first = datetime.date(2025, 10, 24) - datetime.timedelta(days=days_gone)
    last = first + datetime.timedelta(days=364)
    return each(value("orders", 0, "sentence_date", first.isoformat()), value("orders", 0, "end_date", last.isoformat()), value("orders", 0, "conviction_date", first.isoformat()))


def second_order(c, **more):  # of the same dates, with a RAR of its own
    c["orders"].append(dict(copy.deepcopy(order(c)), id="O2", requirements=[{"id": "R9", "type": "rehabilitation_activity", "max_days": 20, "status": "active"}], **more))
def add(*contacts):
    return lambda c: c["contacts"].extend(contacts)
def nothing_done(c):
    c["contacts"], c["enforcement"], c["plan"]["activities"] = [], [], []
def needs(*rows):
    return value("assessments", 0, "needs", [dict({"score": 5}, **row) for row in rows])
def session(date, **more):
    return dict({"id": "C70", "date": date, "type": "programme_session", "outcome": "attended_complied"}, **more)
programme = {"id": "R2", "type": "accredited_programme", "days": 10, "status": "active"}
def with_programme(c): order(c)["requirements"].append(programme)
def ended_early(told):
    return value(*O, "early_termination", {"considered_date": told, "told_date": told, "decision": "terminated"})


O = ("orders", 0)
second = {"id": "A2", "requirement": "R1", "need": "finance", "provider": "commissioned_service", "planned_days": 5, "status": "planned"}
ROWS = [  # measure, what is changed, the answer
    ("assessed_after_sentence", "on the day of sentence", value("assessments", 0, "completed_date", "2025-01-26"), YES),
    ("assessed_after_sentence", "the day before sentence", value("assessments", 0, "completed_date", "2025-01-25"), NO),
    ("assessed_after_sentence", "no assessments in the extract", without("assessments"), UNDETERMINED),
    ("assessed_after_sentence", "none made", value("assessments", []), NO),
    ("first_need_planned", "planned for the second need", value("plan", "activities", 0, "need", "finance"), NO),
    ("first_need_planned", "withdrawn", value("plan", "activities", 0, "status", "withdrawn"), NO),
    ("first_need_planned", "need not said", without("plan", "activities", 0, "need"), UNDETERMINED),
    ("first_need_planned", "no need found", value("assessments", 0, "needs", []), LEFT_OUT),
    ("first_need_planned", "no plan in the extract", without("plan"), UNDETERMINED),
    ("days_planned_per_activity", "one without days", lambda c: c["plan"]["activities"].append({k: v for k, v in second.items() if k != "planned_days"}), NO),
    ("days_planned_per_activity", "nought days", value("plan", "activities", 0, "planned_days", 0), NO),
    ("days_planned_per_activity", "no activity", each(value("plan", "activities", []), contacts(lambda x: "activity" not in x)), LEFT_OUT),
    ("days_planned_per_activity", "no activities in the extract", each(without("plan", "activities"), contacts(lambda x: "activity" not in x)), UNDETERMINED),
    ("planned_days_fit", "just full", lambda c: c["plan"]["activities"].append(dict(second, planned_days=5)), YES),
    ("planned_days_fit", "one too many", lambda c: c["plan"]["activities"].append(dict(second, planned_days=6)), NO),
    ("planned_days_fit", "no activity", each(value("plan", "activities", []), contacts(lambda x: "activity" not in x)), LEFT_OUT),
    ("planned_days_fit", "no maximum", without(*O, "requirements", 0, "max_days"), UNDETERMINED),
    ("purposeful_activity_delivered", "nothing attended", contacts(lambda x: "activity" not in x), NO),
    ("purposeful_activity_delivered", "no contacts in the extract", without("contacts"), UNDETERMINED),
    ("purposeful_activity_delivered", "25 in 100 gone, nothing delivered", each(earlier(91), contacts(lambda x: False), value("enforcement", [])), LEFT_OUT),
    ("purposeful_activity_delivered", "25 in 100 gone, something delivered", each(earlier(91), contacts(lambda x: False), value("enforcement", []), lambda c: c["contacts"].append(
        {"id": "C1", "date": "2025-09-01", "type": "activity_session", "activity": "A1", "rar_activity": True, "outcome": "attended_complied"})), LEFT_OUT),
    ("purposeful_activity_delivered", "a day later", each(earlier(92), contacts(lambda x: False), value("enforcement", [])), NO),
    ("on_pace", "one day only", contacts(lambda x: x["id"] in ("C1", "C90", "C91")), NO),
    ("on_pace", "no maximum", without(*O, "requirements", 0, "max_days"), UNDETERMINED),
    ("on_pace", "no suspensions in the extract, but on pace", without("suspensions"), YES),
    ("days_arranged", "one fewer", contacts(lambda x: x["id"] != "C15"), NO),
    ("days_arranged", "missed, but arranged", contact("C15", "outcome", "unacceptable_absence"), YES),
    ("days_arranged", "twice on one day", contact("C15", "date", "2025-05-07"), NO),
    ("days_arranged", "one ahead", each(contact("C15", "date", "2025-11-05"), lambda c: next(x for x in c["contacts"] if x["id"] == "C15").pop("outcome")), YES),
    ("days_arranged", "no end", without(*O, "end_date"), UNDETERMINED),
    ("failures_acted_on", "no warning", value("enforcement", []), NO),
    ("failures_acted_on", "a warning that names nothing", without("enforcement", 0, "contact"), UNDETERMINED),
    ("failures_acted_on", "no enforcement in the extract", without("enforcement"), UNDETERMINED),
    ("failures_acted_on", "nothing failed", each(contacts(lambda x: x["id"] != "C91"), value("enforcement", [])), None),
    ("reviews_in_time", "on its day", value("reviews", 0, "date", "2025-07-25"), YES),
    ("reviews_in_time", "a day late", value("reviews", 0, "date", "2025-07-26"), NO),
    ("reviews_in_time", "never", value("reviews", []), NO),
    ("reviews_in_time", "no reviews in the extract", without("reviews"), UNDETERMINED),
    ("reviews_in_time", "as long before as counts", value("reviews", 0, "date", "2025-06-27"), YES),
    ("reviews_in_time", "a day too early", value("reviews", 0, "date", "2025-06-26"), NO),
    ("record_agrees", "other days", value("reported", "rar_days", "R1", 14), NO),
    ("record_agrees", "other failures", value("reported", "failures_to_comply", "O1", 2), NO),
    ("record_agrees", "nothing reported", without("reported"), LEFT_OUT),
    ("record_agrees", "no contacts in the extract", without("contacts"), UNDETERMINED),
    ("most_linked_need_first", "the second need first", lambda c: (c["plan"]["activities"].append(second), c["contacts"].append(
        {"id": "C50", "date": "2025-02-27", "type": "activity_session", "activity": "A2", "outcome": "attended_complied"})), NO),
    ("most_linked_need_first", "missed, so not first", lambda c: (c["plan"]["activities"].append(second), c["contacts"].append(
        {"id": "C50", "date": "2025-02-27", "type": "activity_session", "activity": "A2", "outcome": "acceptable_absence", "absence_reason": "medical"})), YES),
    ("most_linked_need_first", "nothing attended", contacts(lambda x: "activity" not in x), LEFT_OUT),
    ("most_linked_need_first", "need not said", without("plan", "activities", 0, "need"), UNDETERMINED),
    ("public_protection_considered", "not considered", value("plan", "considers", "public_protection", False), NO),
    ("public_protection_considered", "not said", without("plan", "considers", "public_protection"), UNDETERMINED),
    ("public_protection_considered", "low, but linked to harm", value("assessments", 0, "rosh", "low"), YES),
    ("public_protection_considered", "low and nothing linked to harm", each(value("assessments", 0, "rosh", "low"), value("assessments", 0, "needs", 0, "linked_to_harm", False)), LEFT_OUT),
    ("diversity_considered", "not considered", value("plan", "considers", "diversity", False), NO),
    ("diversity_considered", "not said", without("plan", "considers"), UNDETERMINED),
    ("programme_or_treatment_considered", "nothing considered", value(*O, "pre_sentence_report", "considered", []), NO),
    ("programme_or_treatment_considered", "not said", without(*O, "pre_sentence_report", "considered"), UNDETERMINED),
    ("programme_or_treatment_considered", "not said, but ordered", each(without(*O, "pre_sentence_report"), lambda c: order(c)["requirements"].append({"id": "R2", "type": "alcohol_treatment", "months": 6, "willing": True})), YES),
    ("progress_on_first_need", "no day for it", value("plan", "activities", 0, "need", "finance"), NO),
    ("progress_on_first_need", "no day for it, but achieved", each(value("plan", "activities", 0, "need", "finance"), lambda c: c["plan"]["objectives"].append({"id": "G1", "need": "thinking_and_behaviour", "status": "achieved"})), YES),
    ("progress_on_first_need", "half of the order gone but a day", each(earlier(182), contacts(lambda x: False), value("enforcement", [])), LEFT_OUT),
    ("progress_on_first_need", "half of the order gone", each(earlier(183), contacts(lambda x: False), value("enforcement", [])), NO),
    ("progress_on_first_need", "no assessments in the extract", without("assessments"), UNDETERMINED),
    ("report_before_sentence", "a day after", value(*O, "pre_sentence_report", "date", "2025-01-27"), NO),
    ("report_before_sentence", "not dated", without(*O, "pre_sentence_report", "date"), UNDETERMINED),
    ("days_within_proposal", "more than proposed", value(*O, "pre_sentence_report", "proposed_days", 19), NO),
    ("days_within_proposal", "nothing proposed", without(*O, "pre_sentence_report", "proposed_days"), LEFT_OUT),
    ("absences_decided", "one not decided", contact("C91", "outcome", "failed_to_attend"), [YES, NO]),
    ("absences_decided", "one without outcome", lambda c: next(x for x in c["contacts"] if x["id"] == "C91").pop("outcome"), [YES, NO]),
    ("absences_decided", "none", contacts(lambda x: x["id"] not in ("C90", "C91")), None),
    ("absences_decided", "ten working days old", each(contacts(lambda x: x["id"] not in ("C90", "C91")), value("enforcement", []), lambda c: c["contacts"].append(
        {"id": "C92", "date": "2025-10-10", "type": "supervision_appointment", "outcome": "failed_to_attend"})), None),
    # what the file does not say of the order, or of the day
    ("failures_acted_on", "two orders, which is not said", each(second_order, contact("C90", "order", "O1")), [UNDETERMINED]),
    ("failures_acted_on", "two orders, the other a licence: it may be that one's", lambda c: second_order(c, type="licence"), [UNDETERMINED]),
    ("failures_acted_on", "two orders, the other made the day after: ENF402 does not say", lambda c: second_order(c, sentence_date="2025-06-10"), [UNDETERMINED]),
    ("failures_acted_on", "an order that is known to be missing", value("partial", [{"list": "orders", "on": "2025-03-01"}]), [UNDETERMINED, UNDETERMINED]),
    ("absences_decided", "two orders: decided whichever it was of", second_order, [YES, YES]),
    ("absences_decided", "two orders: not decided whichever it was of", each(second_order, contact("C91", "outcome", "failed_to_attend")), [YES, NO]),
    ("absences_decided", "two orders, the other a licence: no unit if it was of that", lambda c: second_order(c, type="licence"), [UNDETERMINED, UNDETERMINED]),
    ("absences_decided", "two orders, one said", each(second_order, contact("C90", "order", "O1"), contact("C91", "order", "O2")), [YES, YES]),
    ("absences_decided", "on the last day of the order", each(value(*O, "termination", {"date": "2025-06-09", "reason": "revoked"}), contact("C91", "outcome", "failed_to_attend")), [YES, NO]),
    ("absences_decided", "the day after it", each(value(*O, "termination", {"date": "2025-06-08", "reason": "revoked"}), contact("C91", "outcome", "failed_to_attend")), [YES]),
    ("absences_decided", "after an early end was told", each(ended_early("2025-06-08"), contact("C91", "outcome", "failed_to_attend")), [YES, UNDETERMINED]),
    ("absences_decided", "on the day an early end was told", each(ended_early("2025-06-09"), contact("C91", "outcome", "failed_to_attend")), [YES, NO]),
    ("purposeful_activity_delivered", "a session, of which of two orders is not said", each(nothing_done, second_order, add(session("2025-03-03"))), [UNDETERMINED, UNDETERMINED]),
    ("purposeful_activity_delivered", "a session of the other order", each(nothing_done, second_order, add(session("2025-03-03", order="O2"))), [YES, NO]),
    ("purposeful_activity_delivered", "a session of the programme", each(nothing_done, with_programme, add(session("2025-01-26", requirement="R2"))), YES),
    ("purposeful_activity_delivered", "the day before the order", each(nothing_done, with_programme, add(session("2025-01-25", requirement="R2"))), NO),
    ("purposeful_activity_delivered", "sent home by the service", each(nothing_done, with_programme, add(session("2025-03-03", requirement="R2", outcome="attended_sent_home_service"))), NO),
    ("purposeful_activity_delivered", "no outcome yet", each(nothing_done, with_programme, add(session("2025-03-03", requirement="R2", outcome=None))), UNDETERMINED),
    ("purposeful_activity_delivered", "flagged RAR and linked to nothing", each(nothing_done, add(session("2025-03-03", type="activity_session", rar_activity=True))), UNDETERMINED),
    ("purposeful_activity_delivered", "an activity session of which nothing more is said", each(nothing_done, add(session("2025-03-03", type="activity_session"))), UNDETERMINED),
    ("purposeful_activity_delivered", "a supervision appointment", each(nothing_done, add(session("2025-03-03", type="supervision_appointment"))), NO),
    ("purposeful_activity_delivered", "young, and perhaps ended", each(earlier(91), nothing_done, ended_early("2025-10-01")), UNDETERMINED),
    ("days_arranged", "an early end was decided", ended_early("2025-10-01"), UNDETERMINED),
    ("days_arranged", "an early end was decided, and too few even so", each(ended_early("2025-10-01"), contacts(lambda x: x["id"] != "C15")), NO),
    ("days_arranged", "an early end was decided, and all of the days are arranged", each(ended_early("2025-10-01"), add(*({"id": f"C{70 + d}", "date": f"2025-05-{20 + d}", "type": "activity_session", "activity": "A1", "rar_activity": True} for d in range(5)))), YES),
    ("days_arranged", "whether one is RAR is not decided", lambda c: next(x for x in c["contacts"] if x["id"] == "C15").pop("rar_activity"), UNDETERMINED),
    ("days_arranged", "one linked to nothing", lambda c: next(x for x in c["contacts"] if x["id"] == "C15").pop("activity"), UNDETERMINED),
    ("days_arranged", "one the day before the order", contact("C15", "date", "2025-01-25"), NO),
    ("days_arranged", "one on the day of the order", contact("C15", "date", "2025-01-26"), YES),
    ("days_arranged", "a maximum of 19 or 20", lambda c: order(c)["amendments"].append({"kind": "max_days_changed", "requirement": "R1", "max_days": 19}), YES),
    ("days_arranged", "a maximum of 20 or 21", lambda c: order(c)["amendments"].append({"kind": "max_days_changed", "requirement": "R1", "max_days": 21}), UNDETERMINED),
    ("planned_days_fit", "under which requirement is not said, of two orders", each(second_order, without("plan", "activities", 0, "requirement")), [UNDETERMINED, UNDETERMINED]),
    ("days_planned_per_activity", "perhaps withdrawn, without days", lambda c: c["plan"]["activities"].append({"id": "A2", "requirement": "R1", "need": "finance"}), UNDETERMINED),
    ("days_planned_per_activity", "perhaps withdrawn, with days", lambda c: c["plan"]["activities"].append({"id": "A2", "requirement": "R1", "need": "finance", "planned_days": 2}), YES),
    ("first_need_planned", "perhaps withdrawn", without("plan", "activities", 0, "status"), UNDETERMINED),
    ("first_need_planned", "assessments known to be missing", value("partial", [{"list": "assessments", "on": "2025-03-01"}]), UNDETERMINED),
    ("first_need_planned", "activities known to be missing beside it", value("partial", [{"list": "activities", "on": "2025-03-01"}]), YES),
    ("first_need_planned", "another may rank before it", needs({"area": "thinking_and_behaviour", "linked_to_harm": True, "linked_to_reoffending": False}, {"area": "finance", "linked_to_harm": False}), UNDETERMINED),
    ("first_need_planned", "another may rank before it, planned too", each(needs({"area": "thinking_and_behaviour", "linked_to_harm": True, "linked_to_reoffending": False}, {"area": "finance", "linked_to_harm": False}), lambda c: c["plan"]["activities"].append(second)), YES),
    ("first_need_planned", "another may rank before it, and nothing is planned", each(needs({"area": "thinking_and_behaviour", "linked_to_harm": True, "linked_to_reoffending": False}, {"area": "finance", "linked_to_harm": False}), nothing_done), NO),
    ("first_need_planned", "another may be a need, and ranks after it", needs({"area": "thinking_and_behaviour", "linked_to_reoffending": True, "linked_to_harm": True}, {"area": "finance", "linked_to_harm": False, "score": 4}), YES),
    ("first_need_planned", "whether it is a need is not known", needs({"area": "thinking_and_behaviour", "linked_to_harm": False}), UNDETERMINED),
    ("first_need_planned", "of which of two orders is not said", each(second_order, without("plan", "activities", 0, "requirement")), [UNDETERMINED, UNDETERMINED]),
    ("most_linked_need_first", "the second need earlier, if that was attended", lambda c: (c["plan"]["activities"].append(second), c["contacts"].append(
        {"id": "C50", "date": "2025-02-27", "type": "activity_session", "activity": "A2"})), UNDETERMINED),
    ("most_linked_need_first", "the second need later, if that was attended", lambda c: (c["plan"]["activities"].append(second), c["contacts"].append(
        {"id": "C50", "date": "2025-03-04", "type": "activity_session", "activity": "A2"})), YES),
    ("most_linked_need_first", "the second need earlier, but no session took place", lambda c: (c["plan"]["activities"].append(second), c["contacts"].append(
        {"id": "C50", "date": "2025-02-27", "type": "activity_session", "activity": "A2", "outcome": "attended_sent_home_service"})), YES),
    ("public_protection_considered", "low, a link to harm not said", each(value("assessments", 0, "rosh", "low"), without("assessments", 0, "needs", 0, "linked_to_harm")), UNDETERMINED),
    ("public_protection_considered", "risk not said, and nothing linked to harm", each(without("assessments", 0, "rosh"), value("assessments", 0, "needs", 0, "linked_to_harm", False)), UNDETERMINED),
    ("public_protection_considered", "risk not said, but linked to harm", without("assessments", 0, "rosh"), YES),
    ("public_protection_considered", "medium, links not said", each(without("assessments", 0, "needs", 0, "linked_to_harm"), without("assessments", 0, "needs", 1, "linked_to_harm")), YES),
    ("progress_on_first_need", "no day for it, and the objectives are not recorded", each(value("plan", "activities", 0, "need", "finance"), without("plan", "objectives")), UNDETERMINED),
    ("progress_on_first_need", "no day for it, and of an objective it is not said whether it was achieved", each(value("plan", "activities", 0, "need", "finance"), lambda c: c["plan"]["objectives"].append({"id": "G1", "need": "thinking_and_behaviour"})), UNDETERMINED),
    ("progress_on_first_need", "one session without outcome", each(contacts(lambda x: x["id"] in ("C1", "C90", "C91")), lambda c: c["contacts"][0].pop("outcome")), UNDETERMINED),
    ("progress_on_first_need", "its only session is on an activity of no requirement", each(contacts(lambda x: x["id"] in ("C1", "C90", "C91")), without("plan", "activities", 0, "requirement")), UNDETERMINED),
    ("progress_on_first_need", "its only session is linked to nothing", each(contacts(lambda x: x["id"] in ("C1", "C90", "C91")), lambda c: c["contacts"][0].pop("activity")), UNDETERMINED),
    ("progress_on_first_need", "so is one that was missed", each(contacts(lambda x: x["id"] in ("C1", "C90", "C91")), lambda c: c["contacts"][0].pop("activity"), contact("C1", "outcome", "unacceptable_absence")), NO),
    ("reviews_in_time", "requirements known to be missing", value("partial", [{"list": "requirements", "on": "2025-03-01"}]), [YES, UNDETERMINED]),
    ("progress_on_first_need", "half of the order gone but a day, and perhaps ended", each(earlier(182), contacts(lambda x: False), value("enforcement", []), ended_early("2025-10-01")), UNDETERMINED),
    ("absences_decided", "eleven working days old", each(contacts(lambda x: x["id"] not in ("C90", "C91")), value("enforcement", []), lambda c: c["contacts"].append(
        {"id": "C92", "date": "2025-10-09", "type": "supervision_appointment", "outcome": "failed_to_attend"})), NO),
]
UNITS = [  # is the order one of those that count?
    ("running", lambda c: None, True),
    ("ended twelve months ago", each(value(*O, "sentence_date", "2023-10-25"), value(*O, "end_date", "2024-10-24")), True),
    ("ended the day before that", each(value(*O, "sentence_date", "2023-10-25"), value(*O, "end_date", "2024-10-23")), False),
    ("terminated twelve months ago", each(value(*O, "sentence_date", "2023-10-25"), value(*O, "end_date", "2025-10-24"), value(*O, "termination", {"date": "2024-10-24", "reason": "revoked"})), True),
    ("terminated before that", each(value(*O, "sentence_date", "2023-10-25"), value(*O, "end_date", "2025-10-24"), value(*O, "termination", {"date": "2024-10-23", "reason": "revoked"})), False),
    ("past its end, with unpaid work to do", each(value(*O, "sentence_date", "2023-09-01"), value(*O, "end_date", "2024-08-31"), lambda c: order(c)["requirements"].append({"id": "R2", "type": "unpaid_work", "hours": 100, "status": "active"})), True),
    ("past its end, with unpaid work that was done", each(value(*O, "sentence_date", "2023-09-01"), value(*O, "end_date", "2024-08-31"), lambda c: order(c)["requirements"].append({"id": "R2", "type": "unpaid_work", "hours": 100, "status": "completed", "termination_date": "2024-08-01"})), False),
    ("transferred twelve months ago and a day after", each(value(*O, "sentence_date", "2024-01-26"), value(*O, "transferred", {"to": "scotland", "date": "2024-10-25"})), True),
    ("transferred before that", each(value(*O, "sentence_date", "2024-01-26"), value(*O, "transferred", {"to": "scotland", "date": "2024-10-24"})), False),
    ("made on the day", each(value(*O, "sentence_date", AS_OF), value(*O, "end_date", "2026-10-23")), True),
    ("made the day after", each(value(*O, "sentence_date", "2025-10-25"), value(*O, "end_date", "2026-10-24")), False),
    ("a licence", value(*O, "type", "licence"), False),
    ("no RAR", lambda c: (order(c)["requirements"].__setitem__(0, {"id": "R1", "type": "curfew"})), False),
]
ORDER_MEASURES = sorted({m for m, *_ in ROWS} - {"absences_decided", "failures_acted_on", "reviews_in_time"})


def measured(cases):
    lines = []
    for number, case in enumerate(cases):
        case = copy.deepcopy(case)
        case["crn"], case["manager"]["officer"] = "X%06d" % (600001 + number), "CASE%04d" % number
        lines.append(json.dumps(case))
    done = subprocess.run([audit, "measures", "--by", "officer", "--format", "json", "--no-config", "--as-of", AS_OF, "--stdin-name", "cases.ndjson", "-"], input="\n".join(lines), capture_output=True, text=True)
    # Taking a record away leaves references to nothing behind; whatever else is wrong with a record is a mistake in this file.
    if done.returncode != 0 or any("DOC106" not in line for line in done.stderr.splitlines()[:-1]) or done.stderr.splitlines()[-1] != "1 file: 1 judged":
        sys.exit(f"exit {done.returncode}: {done.stderr[:2000]}")
    answers = {}
    for record in json.loads(done.stdout):
        group = record["group"]
        answers[group["officer"], record["measure"], group.get("type") or group.get("provider")] = record
        share = record["percentage"]
        if (share is None) != (record["denominator"] == 0 or record["undetermined"] > 0) or (share is not None and abs(share - 100 * record["numerator"] / record["denominator"]) > 0.06):
            problems.append(f"{record}: not the percentage of numerator in denominator")
    return answers


def said(record):
    if record is None:
        return []
    return sorted([YES] * record["numerator"] + [NO] * (record["denominator"] - record["numerator"]) + [UNDETERMINED] * record["undetermined"] + [LEFT_OUT] * record["not_applicable"])


problems = []
changed = []
for _, _, change, _ in ROWS:
    case = base()
    change(case)
    changed.append(case)
answers = measured([base(), *changed])
for name in ORDER_MEASURES + ["failures_acted_on", "reviews_in_time"]:
    if said(answers.get(("CASE0000", name, None))) != [YES]:
        problems.append(f"{name}: the record that does everything gets {said(answers.get(('CASE0000', name, None)))}")
if said(answers.get(("CASE0000", "absences_decided", None))) != [YES, YES]:
    problems.append("absences_decided: two absences are decided")
for number, (name, about, _, wanted) in enumerate(ROWS, 1):
    found = said(answers.get(("CASE%04d" % number, name, None)))
    wanted = sorted(wanted) if isinstance(wanted, list) else [] if wanted is None else [wanted]
    if found != wanted:
        problems.append(f"{name}, {about}: {found}, not {wanted}")

cases = []
for _, change, _ in UNITS:
    case = base()
    change(case)
    cases.append(case)
answers = measured(cases)
for number, (about, _, is_unit) in enumerate(UNITS):
    units = {name for name in ORDER_MEASURES if said(answers.get(("CASE%04d" % number, name, None)))}
    if units != (set(ORDER_MEASURES) if is_unit else set()):
        problems.append(f"unit, {about}: measured by {len(units)} of {len(ORDER_MEASURES)} measures")

# Whether an order counts at all is not known: then no question of it is answered.
OPEN = [
    ("no end, made more than twelve months ago", each(value(*O, "sentence_date", "2024-01-26"), without(*O, "end_date"))),
    ("no sentence date", without(*O, "sentence_date")),
    ("no type", without(*O, "type")),
    ("no requirements", each(without(*O, "requirements"), nothing_done, without("reviews"))),
    ("an order known to be missing", each(value("orders", []), value("partial", [{"list": "orders", "on": "2025-03-01"}]), nothing_done, without("reviews"), without("reported"))),
    ("no orders in the extract", each(without("orders"), nothing_done, without("reviews"), without("reported"))),
]
cases = []
for _, change in OPEN:
    case = base()
    change(case)
    cases.append(case)
answers = measured(cases)
for number, (about, _) in enumerate(OPEN):
    for name in ORDER_MEASURES:
        found = said(answers.get(("CASE%04d" % number, name, None)))
        if found not in ([UNDETERMINED], [LEFT_OUT]) or (about.startswith(("an order", "no orders")) and found != [UNDETERMINED]):
            problems.append(f"unit, {about}: {name} is {found}")

for about, change in OPEN[1:3]:
    number = [one for one, _ in OPEN].index(about)
    if said(answers["CASE%04d" % number, "requirement_share", "unpaid_work"]) != [UNDETERMINED]:
        problems.append(f"unit, {about}: requirement_share is answered")

# By the type of the order, what may be of either is open for both.
case = base()
second_order(case, type="suspended_sentence_order", supervision_end_date="2026-01-25", operational_end_date="2026-07-25")
case["crn"] = "X600001"
done = subprocess.run([audit, "measures", "--by", "order_type", "--format", "json", "--no-config", "--as-of", AS_OF, "--stdin-name", "case.json", "-"], input=json.dumps(case), capture_output=True, text=True)
decided = {record["group"]["order_type"]: said(record) for record in json.loads(done.stdout) if record["measure"] == "absences_decided"}
if decided != {"community_order": [UNDETERMINED] * 2, "suspended_sentence_order": [UNDETERMINED] * 2}:
    problems.append(f"absences_decided by order type: {decided}")

# the shares: who delivered the days, and which requirements orders have
case = base()
case["plan"]["activities"].append(second)
case["contacts"] += [{"id": "C60", "date": "2025-06-16", "type": "activity_session", "activity": "A2", "rar_activity": True, "outcome": "attended_complied"},
                     {"id": "C61", "date": "2025-06-17", "type": "other", "requirement": "R1", "rar_activity": True, "outcome": "attended_complied"}]
order(case)["requirements"].append({"id": "R2", "type": "drug_rehabilitation", "months": 6, "willing": True})
answers = measured([case])
for provider, days in (("interventions_team", 15), ("commissioned_service", 1), ("practitioner", 1), ("partner", 0)):
    record = answers["CASE0000", "days_by_provider", provider]
    if (record["numerator"], record["denominator"]) != (days, 17):
        problems.append(f"days_by_provider {provider}: {record}")
for kind, has in (("rehabilitation_activity", 1), ("drug_rehabilitation", 1), ("unpaid_work", 0)):
    record = answers["CASE0000", "requirement_share", kind]
    if (record["numerator"], record["denominator"]) != (has, 1):
        problems.append(f"requirement_share {kind}: {record}")
sys.exit("\n".join(problems) if problems else None)
