#!/usr/bin/env python3
"""A plan survives being recorded, and its sessions being booked: suggest, record, check, verify, suggest again finds nothing new.

Made-up people, six in ten with work on weekdays, on the national catalogue, of which the region has one half first and the other half a month
later. plan_recorded.py BIN_FOLDER [--cases N]"""
import datetime, json, os, random, subprocess, sys, tempfile

import yaml

bins = os.path.abspath(sys.argv[1])
cases = int(sys.argv[sys.argv.index("--cases") + 1]) if "--cases" in sys.argv else 40
plan, record, audit = (os.path.join(bins, t) for t in ("rar-plan", "rar-record", "rar-audit"))
RULES = "RAR201,RAR202,RAR203,PLN304,PLN305,PLN306,PLN308,PLN310,PLN311,PLN312,PLN315,PLN316,PLN317,PLN318,DOC"
AREAS = ["accommodation", "education_training_and_employability", "finance", "relationships", "lifestyle_and_associates", "drug_misuse", "alcohol_misuse", "emotional_wellbeing",
         "thinking_and_behaviour", "attitudes"]
wrong, planned, could, inverted = [], 0, 0, 0


def made(seed):
    r = random.Random(seed)
    as_of = datetime.date(2025, 3, 3) + datetime.timedelta(days=r.randrange(300))
    sentence = as_of - datetime.timedelta(days=r.randrange(20, 200))
    end = sentence + datetime.timedelta(days=r.choice([364, 364, 545, 729]))
    works = r.random() < 0.6
    needs = r.sample(AREAS[5:], r.randrange(1, 4)) + r.sample(AREAS[:5], r.randrange(0, 2))
    r.shuffle(needs)
    case = {"schema": "case/1", "crn": "X%06d" % (700000 + seed),
            "person": {"sex": r.choice(["male", "male", "male", "female"]), "date_of_birth": str(datetime.date(r.randrange(1960, 2005), r.randrange(1, 13), 15)), "previous_offence_categories": []},
            "manager": {"region": "N51"}, "flags": [],
            "orders": [{"id": "O1", "type": "community_order", "offences": [{"last_date": str(sentence - datetime.timedelta(days=90)), "categories": [r.choice(["violence", "other", "drink_or_drug_driving"])]}],
                        "conviction_date": str(sentence - datetime.timedelta(days=20)), "sentence_date": str(sentence), "end_date": str(end),
                        "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": r.choice([5, 10, 15, 20, 30]), "status": "active"},
                                         {"id": "R2", "type": "unpaid_work", "hours": 80, "status": "active"}]}],
            "assessments": [{"id": "S1", "tool": "oasys_layer_3", "completed_date": str(sentence + datetime.timedelta(days=14)), "rosh": "medium",
                             "scores": {"ogrs3": r.randrange(15, 60), "ovp": r.randrange(10, 50), "sara_partner": "low", "sara_others": "low"},
                             "items": {k: r.randrange(3) for k in ("2.6", "7.2", "11.3", "11.4", "11.6", "11.7", "11.9", "12.1")},
                             "needs": [{"area": a, "score": r.randrange(2, 9), "linked_to_reoffending": True, "linked_to_harm": r.random() < 0.5, "priority": i + 1} for i, a in enumerate(needs)]}],
            "plan": {"completed_date": str(sentence + datetime.timedelta(days=20)), "assessment": "S1",
                     "constraints": {"unavailable": [{"weekday": d, "from": "09:00", "until": "17:00", "reason": "work"} for d in ("monday", "tuesday", "wednesday", "thursday", "friday")] if works else [],
                                     "dates_unavailable": [], "substance_use_stable": True, "travel_minutes": {}}, "activities": []},
            "contacts": [], "enforcement": [], "reviews": [], "suspensions": []}
    day = sentence + datetime.timedelta(days=3)
    n = 0
    while day < as_of:  # what was delivered, missed, or awaits its outcome
        n += 1
        if r.random() < 0.5:
            c = {"id": "C%d" % n, "date": str(day), "time": "10:00", "minutes": 60, "type": "supervision_appointment", "requirement": "R1", "rar_activity": r.random() < 0.4}
            if r.random() < 0.9: c["outcome"] = r.choice(["attended_complied", "attended_complied", "acceptable_absence"])
            if c.get("outcome") == "acceptable_absence": c["absence_reason"] = "medical"
            case["contacts"].append(c)
        day += datetime.timedelta(days=r.randrange(10, 40))
    for k in range(r.randrange(4)):  # what is booked
        n += 1
        ahead = as_of + datetime.timedelta(days=r.randrange(1, 60))
        case["contacts"].append({"id": "C%d" % n, "date": str(ahead), "time": "%02d:00" % r.randrange(9, 19), "minutes": 60, "type": r.choice(["supervision_appointment", "unpaid_work_session"]),
                                 **({"requirement": "R1", "rar_activity": True} if r.random() < 0.3 else {"requirement": "R2"})})
    for c in case["contacts"]:
        if c["requirement"] == "R2": c["type"] = "unpaid_work_session"
        elif c["type"] == "unpaid_work_session": c["type"] = "supervision_appointment"
    return case, str(as_of)


def suites(folder, as_of):
    """The region's selections: every other intervention up to a month ahead, the rest from the day after."""
    ids = sorted(i["intervention"] for i in everything)
    turn = datetime.date.fromisoformat(as_of) + datetime.timedelta(days=30)
    for name, half, bounds in (("first", ids[0::2], {"until": str(turn)}), ("then", ids[1::2], {"from": str(turn + datetime.timedelta(days=1))})):
        with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as f:
            yaml.safe_dump({"schema": "selection/1", "region": "N51", **bounds, "selected": half}, f, sort_keys=False)


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


with tempfile.TemporaryDirectory() as folder:
    selections = os.path.join(folder, "selections")
    os.mkdir(selections)
    case, as_of = made(0)
    with open(os.path.join(folder, "any.yaml"), "w", encoding="utf-8") as f: yaml.safe_dump(case, f)
    everything = [json.loads(row) for row in run(plan, "options", os.path.join(folder, "any.yaml"), "--as-of", as_of, "--no-config", "--format", "ndjson").stdout.splitlines()]
    everything = [row for row in everything if row.get("schema") == "option/1"]
    for seed in range(cases):
        case, as_of = made(seed)
        path, chosen = os.path.join(folder, "case.yaml"), os.path.join(folder, "plan.yaml")
        with open(path, "w", encoding="utf-8") as f: yaml.safe_dump(case, f, sort_keys=False, allow_unicode=True)
        if run(record, "fmt", path, "--no-config").returncode != 0: wrong.append("%d: cannot be laid out" % seed); continue
        suites(selections, as_of)
        common = ("--as-of", as_of, "--no-config", "--selections", selections)
        first = run(plan, "suggest", path, *common, "--format", "json")
        if first.returncode not in (0, 1): wrong.append("%d: suggest: exit %d %s" % (seed, first.returncode, first.stderr[:300])); continue
        answer = json.loads(first.stdout)
        serving = {o["option"] for o in answer["not_chosen"] if o["rule"] not in ("H1", "H2", "H3", "H6", "H7", "H9")} or answer["chosen"]
        if answer["days_available"] > 0 and serving: could += 1
        if not answer["chosen"]: continue
        planned += 1
        for c in answer["chosen"]:
            if not c["needs"]: wrong.append("%d: %s is for no need" % (seed, c["option"]))
        if answer["objective"]["inversions"]:
            inverted += 1
            if "out of rank" not in run(plan, "suggest", path, *common).stdout: wrong.append("%d: begins out of rank and does not say so" % seed)
        with open(chosen, "w", encoding="utf-8") as f: f.write(run(plan, "suggest", path, *common, "--format", "yaml").stdout)
        before = {(f["rule"], f["subject"]) for f in json.loads(run(audit, "check", path, *common, "--select", RULES, "--format", "json").stdout)["findings"] if f["outcome"] == "fail"}
        written = run(record, "plan", path, "--from", chosen, *common, "--format", "json")
        if written.returncode != 0: wrong.append("%d: recording: exit %d %s" % (seed, written.returncode, (written.stdout + written.stderr)[:300])); continue
        found = [f for f in json.loads(run(audit, "check", path, *common, "--select", RULES, "--format", "json").stdout)["findings"] if f["outcome"] == "fail"]
        new = [f for f in found if (f["rule"], f["subject"]) not in before]
        if new: wrong.append("%d: once recorded %s" % (seed, [(f["rule"], f["subject"], f["message"]) for f in new][:3]))
        verified = run(plan, "verify", path, *common, "--format", "json")
        if verified.returncode != 0: wrong.append("%d: verify: %s" % (seed, verified.stdout[:300]))
        again = json.loads(run(plan, "suggest", path, *common, "--format", "json").stdout)
        if [c["option"] for c in again["chosen"]] != [c["option"] for c in answer["chosen"]]:
            wrong.append("%d: suggests %s after %s was recorded" % (seed, [c["option"] for c in again["chosen"]], [c["option"] for c in answer["chosen"]]))
        with open(path, encoding="utf-8") as f: work = [a for a in yaml.safe_load(f)["plan"]["activities"] if a["sessions"]]
        for a in work:  # what was planned is booked
            session = a["sessions"][0]
            when = ("--time", session["time"]) if session.get("time") else ()
            booked = run(record, "add", "contact", path, "--date", str(session["date"]), *when, "--minutes", "60", "--type", "activity_session",
                         "--activity", a["id"], "--rar-activity", "true", "--as-of", as_of, "--no-config")
            if booked.returncode != 0: wrong.append("%d: booking: exit %d %s" % (seed, booked.returncode, (booked.stdout + booked.stderr)[:300]))
        for words in ((), ("--plan", chosen)):
            verified = run(plan, "verify", path, *common, *words, "--format", "json")
            if verified.returncode != 0: wrong.append("%d: verify, once booked: %s" % (seed, verified.stdout[:600]))
        again = json.loads(run(plan, "suggest", path, *common, "--format", "json").stdout)
        if [c["option"] for c in again["chosen"]] != [c["option"] for c in answer["chosen"]]:
            wrong.append("%d: suggests %s after %s was booked" % (seed, [c["option"] for c in again["chosen"]], [c["option"] for c in answer["chosen"]]))
        bytes_before = open(path, "rb").read()
        run(record, "plan", path, "--from", chosen, *common)
        if open(path, "rb").read() != bytes_before: wrong.append("%d: recording the same plan again changes the file" % seed)

if could and planned < 0.9 * could: wrong.append("%d plans for %d people whom something could serve" % (planned, could))
print("\n".join(wrong[:40]))
print("%d people, %d with days left and work that could serve them, %d plans, %d begun out of rank, %d faults" % (cases, could, planned, inverted, len(wrong)))
sys.exit(1 if wrong else 0)
