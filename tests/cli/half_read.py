"""A case of which a section did not decode, and one of whose order it is not known whether it was in force: what was
not read, or is not known, is said in every table, and no figure is made of it.

usage: half_read.py BIN_FOLDER
"""
import json
import os
import subprocess
import sys
import tempfile

bins = sys.argv[1]
wrong = []


def expect(what, found, wanted):
    if found != wanted:
        wrong.append(f"{what}: {found!r}, and not {wanted!r}")


def records(tool, *words, exit_code):
    done = subprocess.run([os.path.join(bins, tool), *words, "--no-config", "--as-of", "2025-10-24", "--format", "json"], capture_output=True)
    expect(f"exit code of {' '.join(words[:1])}", done.returncode, exit_code)
    printed = json.loads(done.stdout)
    rows = printed if isinstance(printed, list) else [printed]
    unread = [row["file"] for row in rows if row["schema"] == "unreadable/1"]
    expect(f"files named by {' '.join(words[:1])}", unread, [words[1]] if exit_code == 3 else [])
    return [row for row in rows if row["schema"] != "unreadable/1"]


HEAD = """schema: case/1
crn: X900091
orders:
  - id: O1
    type: community_order
    conviction_date: 2025-01-06
    sentence_date: 2025-01-10
    end_date: 2026-01-09
"""
UNREAD = HEAD + """    pre_sentence_report: {date: 2025-01-08, proposed_days: 10}
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 2, status: actve}
      - {id: R2, type: accredited_programme, days: 10, status: active}
contacts:
  - {id: C1, date: 2025-02-03, type: activity_session, requirement: R1, rar_activity: true, outcome: unacceptable_absence}
  - {id: C2, date: 2025-02-10, type: activity_session, requirement: R1, rar_activity: true, outcome: attended_complied}
plan: {activities: [{id: A1, requirement: R1, kind: structured_intervention, planned_days: 3, status: in_progress}]}
enforcement:
  - {id: E1, date: 2025-02-05, action: warning, contact: C1, states: [breach, unacceptable, liable_on_further_breach]}
reviews: []
suspensions: []
"""
NOT_KNOWN = HEAD + """    early_termination: {told_date: 2025-06-02, decision: terminated}
    AMENDMENTS
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 10, status: active}
contacts:
  - {id: C1, date: 2025-02-03, type: activity_session, requirement: R1, rar_activity: true, outcome: attended_complied}
  - {id: C2, date: 2025-07-07, type: activity_session, requirement: R1, rar_activity: true, outcome: attended_complied}
enforcement: []
reviews: []
suspensions: []
"""

with tempfile.TemporaryDirectory() as folder:
    unread = os.path.join(folder, "unread.yaml")
    open(unread, "w", encoding="utf-8").write(UNREAD)
    for row in records("rar-audit", "due", unread, "--all", exit_code=3):
        expect(f"due {row['kind']} lacks", row["missing"], ["/orders"])
        expect(f"due {row['kind']}", row["state"], "undetermined")
    for row in records("rar-audit", "forecast", unread, exit_code=3):
        expect(f"forecast {row['requirement_id']} lacks", row["missing"], ["/orders"])
        expect(f"forecast {row['requirement_id']}", (row["outlook"], row["days_left"]), ("undetermined", None))
    measures = {row["measure"]: row for row in records("rar-audit", "measures", unread, exit_code=3)}
    for name in ("failures_acted_on", "planned_days_fit", "on_pace", "reviews_in_time", "report_before_sentence", "days_within_proposal"):
        expect(name, (measures[name]["denominator"], measures[name]["percentage"], measures[name]["undetermined"] > 0), (0, None, True))
    (count,) = records("rar-audit", "recount", unread, exit_code=3)
    expect("recount", (set(count["days"].values()), count["days_at_most"]), ({None}, None))
    status = records("rar-record", "status", unread, exit_code=3)[0]["requirements"][0]
    expect("status", (set(status["days"].values()), status["days_left"], status["at_least"]), ({None}, None, None))

    # A plan that did not decode, or that is known to lack activities, does not say what is left.
    for title, text, exit_code, missing in (
            ("unread", UNREAD.replace("status: actve", "status: active").replace("planned_days: 3", "planned_days: three"), 3, "/plan"),
            ("partial", UNREAD.replace("status: actve", "status: active") + "partial: [{list: activities, on: 2025-03-01}]\n", 0, "/plan/activities")):
        plan_unread = os.path.join(folder, f"plan-{title}.yaml")
        open(plan_unread, "w", encoding="utf-8").write(text)
        row = next(row for row in records("rar-audit", "forecast", plan_unread, exit_code=exit_code) if row["requirement_id"] == "R1")
        expect(f"forecast with a plan that is {title}", (row["outlook"], row["days_left"], missing in row["missing"]), ("undetermined", None, True))

    # Whether a warning still stands hangs on the contact it names: with the contacts unread it is not known, and not left out.
    contacts_unread = os.path.join(folder, "contacts-unread.yaml")
    open(contacts_unread, "w", encoding="utf-8").write(UNREAD.replace("status: actve", "status: active").replace("attended_complied", "atended_complied"))
    rows = {row["kind"]: row for row in records("rar-audit", "due", contacts_unread, "--all", exit_code=3)}
    row = rows.get("warning_year_end", {})
    expect("the year of a warning whose contact is unread", (row.get("state"), row.get("missing")), ("undetermined", ["/contacts"]))
    warnings = records("rar-record", "status", contacts_unread, exit_code=3)[0]["warnings"]
    expect("the warning whose contact is unread", [warning["id"] for warning in warnings], ["E1"])

    # What did not decode, is not carried or is known to lack entries may hold dates: each is a row that says so.
    whole_case = UNREAD.replace("status: actve", "status: active")
    dates = os.path.join(folder, "dates.yaml")

    def rows_of(text, exit_code):
        open(dates, "w", encoding="utf-8").write(text)
        found = {}
        for row in records("rar-audit", "due", dates, "--all", exit_code=exit_code):
            found.setdefault(row["kind"], []).append((row["due"], row["state"], row["missing"]))
        return found

    expect("due of a case that lacks nothing", [row for rows in rows_of(whole_case, 0).values() for row in rows if row[1] == "undetermined"], [])
    for title, was, now, exit_code, kind, missing in (
            ("suspensions that are not carried", "suspensions: []\n", "", 0, "final_third", "/suspensions"),
            ("suspensions that did not decode", "suspensions: []", "suspensions: [{id: P1, policy: probation_rest, from: 2025-09-01}]", 3, "final_third", "/suspensions"),
            ("partial suspensions", "suspensions: []", "suspensions: []\npartial: [{list: suspensions, on: 2025-03-01}]", 0, "final_third", "/suspensions"),
            ("marks that did not decode", "suspensions: []", "suspensions: []\npartial: [{list: suspensons, on: 2025-03-01}]", 3, "final_third", "/suspensions"),
            ("orders that did not decode", "status: active", "status: actve", 3, "order_end", "/orders"),
            ("no orders", whole_case[whole_case.index("orders:"):whole_case.index("contacts:")], "", 0, "order_end", "/orders"),
            ("an end that is not recorded", "    end_date: 2026-01-09\n", "", 0, "order_end", "/orders/0/end_date"),
            ("partial amendments", "suspensions: []", "suspensions: []\npartial: [{list: amendments, on: 2025-03-01}]", 0, "order_end", "/orders/0/amendments"),
            ("no enforcement", whole_case[whole_case.index("enforcement:"):whole_case.index("reviews:")], "", 0, "warning_year_end", "/enforcement"),
            ("partial enforcement", "suspensions: []", "suspensions: []\npartial: [{list: enforcement, on: 2025-03-01}]", 0, "warning_year_end", "/enforcement"),
            ("no contacts", whole_case[whole_case.index("contacts:"):whole_case.index("plan:")], "", 0, "outcome_decision", "/contacts"),
            ("partial contacts", "suspensions: []", "suspensions: []\npartial: [{list: contacts, on: 2025-03-01}]", 0, "outcome_decision", "/contacts")):
        expect(f"{title}: the case", was in whole_case, True)
        rows = rows_of(whole_case.replace(was, now), exit_code).get(kind, [])
        expect(f"{title}: {kind} is not known", [(row[1], row[2]) for row in rows], [("undetermined", [missing])])

    # Without requirements that are recorded any may call for a review, or be unpaid work.
    no_requirements = whole_case[:whole_case.index("    requirements:")] + whole_case[whole_case.index("enforcement:"):] + "contacts: []\n"
    rows = rows_of(no_requirements, 0)
    for kind, due in (("completion_6_months", "2025-07-09"), ("completion_3_months", "2025-10-09"), ("unpaid_work_6_months", "2025-07-10"),
                      ("unpaid_work_9_months", "2025-10-10"), ("unpaid_work_12_months", "2026-01-10")):
        expect(f"no requirements: {kind}", rows.get(kind), [(due, "undetermined", ["/orders/0/requirements"])])

    # A withdrawal that does not say of which warning may be of each; one that is known to be missing may too.
    for title, enforcement, partial, missing in (
            ("two warnings and a withdrawal", "  - {id: E2, date: 2025-02-12, action: warning, order: O1}\n  - {id: E3, date: 2025-02-13, action: warning_withdrawn, order: O1}\n", "",
             "/enforcement/2/enforcement"),
            ("partial enforcement", "", "partial: [{list: enforcement, on: 2025-03-01}]\n", "/enforcement"),
            ("partial enforcement and a withdrawal", "  - {id: E3, date: 2025-02-13, action: warning_withdrawn, order: O1}\n", "partial: [{list: enforcement, on: 2025-03-01}]\n",
             "/enforcement/1/enforcement")):
        text = whole_case.replace("reviews: []", enforcement + "reviews: []") + partial
        rows = rows_of(text, 0)["warning_year_end"]
        expect(f"{title}: due", {(row[1], row[2][0]) for row in rows}, {("undetermined", missing)})
        warnings = records("rar-record", "status", dates, exit_code=0)[0]["warnings"]
        expect(f"{title}: status", {(warning["why"] is not None, warning["missing"][0]) for warning in warnings}, {(True, missing)})
        said = subprocess.run([os.path.join(bins, "rar-record"), "status", dates, "--no-config", "--as-of", "2025-10-24"], capture_output=True, text=True).stdout
        expect(f"{title}: in words", "warning E1 of 2025-02-05, undetermined; if it stands it is live until 2026-02-04: " in said, True)
    rows_of(whole_case, 0)
    warnings = records("rar-record", "status", dates, exit_code=0)[0]["warnings"]
    expect("a warning that stands", warnings, [{"id": "E1", "date": "2025-02-05", "live_until": "2026-02-04", "why": None, "missing": []}])

    # Where a case stands says first what of it is not known.
    for title, text, exit_code, not_read, partial, not_recorded, words in (
            ("nothing is missing", whole_case, 0, [], [], [], []),
            ("half is read", UNREAD, 3, ["orders"], [], [],
             ["could not be read, and is not known: orders\n", "the orders could not be read: what is there is not the record\n", "days not known of a maximum that could not be read"]),
            ("a list is partial", whole_case + "partial: [{list: contacts, on: 2025-03-01}, {list: amendments}, {list: reviews}, {list: reviews, whole: true}]\n", 0, [],
             ["contacts", "amendments"], [], ["known to be partial: more may be missing: contacts, amendments\n", "a maximum that is not known: amendments are missing"]),
            ("a list is not carried", whole_case.replace("reviews: []\n", ""), 0, [], [], ["reviews"], ["not recorded: reviews\n"])):
        open(dates, "w", encoding="utf-8").write(text)
        status = records("rar-record", "status", dates, exit_code=exit_code)[0]
        expect(f"status where {title}", (status["not_read"], status["partial"], status["not_recorded"]), (not_read, partial, not_recorded))
        said = subprocess.run([os.path.join(bins, "rar-record"), "status", dates, "--no-config", "--as-of", "2025-10-24"], capture_output=True, text=True).stdout
        for one in words:
            expect(f"status where {title} says `{one.strip()}`", one in said, True)

    # A plan is not made from what did not decode, and what is asked for is the section.
    open(dates, "w", encoding="utf-8").write(UNREAD)
    for command in ("suggest", "verify", "options", "propose"):
        done = subprocess.run([os.path.join(bins, "rar-plan"), command, dates, "--no-config", "--as-of", "2025-10-24"], capture_output=True, text=True)
        expect(f"{command} of orders that did not decode", (done.returncode, "; missing /orders\n" in done.stderr, "O1" in done.stdout), (3, True, False))

    # What a list of an order is known to lack may end the order, ask for more hours, or be another order's.
    def marked(text, name):
        return text + f"partial: [{{list: {name}, on: 2025-03-01}}]\n"

    rows = rows_of(marked(whole_case, "terminations"), 0)
    for kind in ("order_end", "completion_3_months", "completion_6_months", "warning_year_end"):
        expect(f"partial terminations: {kind}", [(state, missing) for _, state, missing in rows.get(kind, [])], [("undetermined", ["/orders/0/terminations"])] * len(rows.get(kind, [])))
    expect("partial terminations: order_end is there", len(rows.get("order_end", [])), 1)
    (count,) = records("rar-audit", "recount", dates, exit_code=0)
    expect("partial terminations: recount", (count["days"]["strict"], count["in_force_not_known"]), (0, ["C2"]))
    for name, kind, missing in (("requirements", "completion_6_months", "/orders/0/requirements"), ("requirements", "unpaid_work_12_months", "/orders/0/requirements"),
                                ("orders", "order_end", "/orders")):
        rows = rows_of(marked(whole_case, name), 0)
        expect(f"partial {name}: {kind}", any(state == "undetermined" and missing in lacking for _, state, lacking in rows.get(kind, [])), True)
    # Which of two orders an entry is of, or whether it is of one that is missing.
    no_link = whole_case.replace("contact: C1, ", "")
    rows = rows_of(marked(no_link, "orders"), 0)
    expect("a warning of an order that may be missing", rows.get("warning_year_end"), [("2026-02-04", "undetermined", ["/enforcement/0/order"])])
    hours_left = HEAD + """    requirements: [{id: R1, type: unpaid_work, hours: 40, status: active}]
suspensions: []
contacts: [{id: C1, date: 2025-02-03, type: unpaid_work_session, requirement: R1, minutes_credited: 600, outcome: attended_complied}]
"""
    open(dates, "w", encoding="utf-8").write(marked(hours_left, "adjustments"))
    for row in records("rar-audit", "forecast", dates, exit_code=0):
        expect(f"partial adjustments: {row['kind']}", (row["outlook"], "/orders/0/requirements/0/adjustments" in row["missing"]), ("undetermined", True))
    open(dates, "w", encoding="utf-8").write(marked(whole_case, "activities"))
    done = subprocess.run([os.path.join(bins, "rar-plan"), "suggest", dates, "--no-config", "--as-of", "2025-10-24"], capture_output=True, text=True)
    expect("suggest where an activity is missing", (done.returncode, "missing /plan/activities" in done.stderr), (3, True))

    # Every amount that one can be, where it is not known which.
    not_known = os.path.join(folder, "not-known.yaml")
    for amendments, possible in (("[]", []), ("[{kind: max_days_changed, max_days: 14}]", [10, 14])):
        open(not_known, "w", encoding="utf-8").write(NOT_KNOWN.replace("AMENDMENTS", f"amendments: {amendments}"))
        (count,) = records("rar-audit", "recount", not_known, exit_code=0)
        expect("what the maximum can be", (count["max_days"], count["max_days_possible"]), (None if possible else 10, possible))
        status = records("rar-record", "status", not_known, exit_code=0)[0]["requirements"][0]
        expect("what the maximum can be, in status", status["max_days_possible"], possible)

    for amendments, left in (("amendments: []", (None, 8, 9)), ("amendments: [{kind: max_days_changed, max_days: 14}]", (None, 8, 13))):
        open(not_known, "w", encoding="utf-8").write(NOT_KNOWN.replace("AMENDMENTS", amendments))
        status = records("rar-record", "status", not_known, exit_code=0)[0]["requirements"][0]
        said = subprocess.run([os.path.join(bins, "rar-audit"), "recount", not_known, "--no-config", "--as-of", "2025-10-24"], capture_output=True, text=True).stdout
        expect("the maximum in words", f"O1/R1: maximum {'10 or 14' if 'max_days' in amendments else '10'}\n" in said, True)
        expect("days left where in force is not known", (status["days_left"], status["at_least"], status["at_most"]), left)
    open(not_known, "w", encoding="utf-8").write(NOT_KNOWN.replace("AMENDMENTS", "amendments: []").replace("2025-07-07", "2025-05-07"))
    status = records("rar-record", "status", not_known, exit_code=0)[0]["requirements"][0]
    expect("days left where it is", (status["days_left"], status["at_least"], status["at_most"]), (8, None, None))

    # The last line of NDJSON says what is not known: of a count too.
    def last_line(command, text, *words):
        open(not_known, "w", encoding="utf-8").write(text)
        done = subprocess.run([os.path.join(bins, "rar-audit"), command, not_known, *words, "--no-config", "--as-of", "2025-10-24", "--format", "ndjson"], capture_output=True)
        summary = json.loads(done.stdout.decode().splitlines()[-1])
        return summary["cases"], summary["undetermined"], summary["verdict"]

    known = NOT_KNOWN.replace("AMENDMENTS", "amendments: []").replace("2025-07-07", "2025-05-07")
    for title, text, found in (("all is known", known, (1, 0, "clean")),
                               ("whether it was in force is not known", known.replace("2025-05-07", "2025-07-07"), (1, 1, "undetermined")),
                               ("no contacts", known[:known.index("contacts:")], (1, 1, "undetermined")),
                               ("the maximum is not known", known.replace("amendments: []", "amendments: [{kind: max_days_changed, max_days: 14}]"), (1, 1, "undetermined"))):
        expect(f"recount where {title}", last_line("recount", text), found)

    # An extension made after the end may be none: neither the end nor what hangs on it is known.
    late = HEAD + """    amendments: [{kind: end_date_extended_on_application, date: 2025-10-10, end_date: 2026-04-09}]
    requirements: [{id: R1, type: accredited_programme, days: 10, status: active}]
contacts: []
reviews: []
"""
    open(not_known, "w", encoding="utf-8").write(late.replace("end_date: 2026-01-09", "end_date: 2025-10-09"))
    rows = records("rar-audit", "due", not_known, "--all", exit_code=0)
    expect("due after a late extension", [(row["kind"], row["due"], row["state"], row["missing"]) for row in rows],
           [(kind, None, "undetermined", ["/orders/0/amendments/0/date"]) for kind in ("completion_3_months", "completion_6_months", "order_end")] +
           [("warning_year_end", None, "undetermined", ["/enforcement"])])
    open(not_known, "w", encoding="utf-8").write(late.replace("end_date: 2026-01-09", "end_date: 2025-10-10"))
    rows = records("rar-audit", "due", not_known, "--all", exit_code=0)
    expect("due after an extension on the last day", sorted((row["kind"], row["due"]) for row in rows),
           [("completion_3_months", "2026-01-09"), ("completion_6_months", "2025-10-09"), ("order_end", "2026-04-09"), ("warning_year_end", None)])

    # The twelve months of unpaid work whose beginning, or whose hours, are not known.
    hours = HEAD + """    amendments: [{kind: hours_changed, hours: 60}]
    requirements: [{id: R1, type: unpaid_work, hours: 40, status: active}]
reviews: []
contacts:
  - {id: C1, date: 2025-02-03, type: unpaid_work_session, requirement: R1, minutes_credited: 2400, outcome: attended_complied}
"""
    open(not_known, "w", encoding="utf-8").write(hours)
    rows = {row["kind"]: row for row in records("rar-audit", "due", not_known, "--all", exit_code=0)}
    row = rows["unpaid_work_12_months"]
    expect("twelve months of hours that are not known", (row["due"], row["state"], row["missing"]), ("2026-01-10", "undetermined", ["/orders/0/amendments/0/date"]))
    open(not_known, "w", encoding="utf-8").write(hours.replace("2400", "2399"))
    rows = {row["kind"]: row for row in records("rar-audit", "due", not_known, "--all", exit_code=0)}
    expect("twelve months of hours that are unfinished in any case", rows["unpaid_work_12_months"]["state"], "ahead")

print("\n".join(wrong) or "what was not read is said in every table")
sys.exit(1 if wrong else 0)
