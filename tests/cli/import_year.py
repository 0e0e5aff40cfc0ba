"""A source system in small, imported night after night into one folder: after each night days, ends and failures equal the
system's own truth; killed and run again it ends the same; a correction by hand survives. RAR_IMPORT_YEAR=1 for a whole year of 300
people."""
import csv
import datetime
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

import yaml

bins = os.path.abspath(sys.argv[1])
whole = os.environ.get("RAR_IMPORT_YEAR") == "1"
PEOPLE, NIGHTS = (300, 365) if whole else (8, 14)
problems, passed = [], 0
rng = random.Random(7)
start = datetime.date(2025, 3, 1)


def check(what, good, more=""):
    global passed
    passed += bool(good)
    if not good:
        problems.append(f"{what}: {more}")


class System:
    """Bookings, outcomes, corrections, deletions, extensions and endings, as a case management system keeps them."""

    def __init__(self):
        self.people = {9000 + i: f"X9{i:05d}" for i in range(PEOPLE)}
        self.contacts, self.next, self.frozen = {}, 100, set()
        self.ends = {p: datetime.date(2026, 1, 12) for p in self.people}
        self.done = {p: None for p in self.people}
        self.ended = {p: None for p in self.people}

    def book(self, person, day):
        self.contacts[self.next] = dict(person=person, date=day, code="", rar=rng.random() < 0.7, gone=False)
        self.next += 1

    def a_day(self, today):
        for person in self.people:
            if rng.random() < 0.6:
                self.book(person, today + datetime.timedelta(days=rng.randint(0, 6)))
            if rng.random() < 0.01:
                self.ends[person] += datetime.timedelta(days=30)
            if rng.random() < 0.01 and not self.ended[person]:
                self.ended[person] = today
        for key, c in self.contacts.items():
            if key in self.frozen:
                continue
            if c["date"] <= today and not c["code"] and rng.random() < 0.8:
                c["code"] = rng.choice(["ATTC", "ATTC", "ATTC", "UAAB", "AAME", "AFTA"])
            elif c["code"] and rng.random() < 0.03:
                c["code"] = rng.choice(["ATTC", "UAAB", "AAME"])
            if rng.random() < 0.01:
                c["gone"] = not c["gone"]

    def extract(self, folder):
        def table(name, header, rows):
            with open(f"{folder}/{name}.csv", "w", newline="") as f:
                w = csv.writer(f)
                w.writerow(header)
                w.writerows(rows)
        people = self.people.items()
        table("offender", ["offender_id", "crn", "soft_deleted"], [[p, crn, 0] for p, crn in people])
        table("event", ["event_id", "offender_id", "event_number", "conviction_date", "soft_deleted"], [[p, p, 1, "2025-01-06", 0] for p, _ in people])
        table("disposal", ["disposal_id", "event_id", "offender_id", "disposal_type_desc", "disposal_date", "entered_notional_end_date", "termination_date", "soft_deleted"],
              [[p, p, p, "ORA Community Order", "2025-01-13", self.ends[p], self.ended[p] or "", 0] for p, _ in people])
        table("rqmnt", ["rqmnt_id", "disposal_id", "offender_id", "rqmnt_type_main_category_code", "length", "start_date", "active_flag", "termination_date", "soft_deleted"],
              [[p + 10000, p, p, "F", 60, "2025-01-13", 1, "", 0] for p, _ in people])
        rows = [[k, c["person"], c["person"], c["date"], "10:00", "CRSAPT", c["code"], "Y" if c["rar"] else "N", c["person"] + 10000, int(c["gone"])] for k, c in self.contacts.items()]
        rng.shuffle(rows)  # an extract has no order that could be relied on
        table("contact", ["contact_id", "offender_id", "event_id", "contact_date", "contact_start_time", "contact_type_code", "contact_outcome_type_code", "rar_activity", "rqmnt_id", "soft_deleted"], rows)


def standing(entries):
    replaced = {e.get("supersedes") for e in entries}
    return [e for e in entries if e["id"] not in replaced and not e.get("void")]


def compare(system, out, today, hand):
    for person, crn in system.people.items():
        case = yaml.safe_load(open(f"{out}/{crn}.yaml", encoding="utf-8"))
        here = {e["source"]["key"] if "source" in e else hand.get((crn, e["id"])): e for e in standing(case.get("contacts") or [])}
        truth = {str(k): c for k, c in system.contacts.items() if c["person"] == person and not c["gone"]}
        check(f"{today} {crn}: the contacts that stand", set(here) == set(truth), sorted(set(here) ^ set(truth)))
        words = {"ATTC": "attended_complied", "UAAB": "unacceptable_absence", "AAME": "acceptable_absence", "AFTA": "failed_to_attend", "": None}
        for key in set(here) & set(truth):
            wanted = "attended_failed_to_comply" if int(key) in system.frozen else words[truth[key]["code"]]
            check(f"{today} {crn} {key}: the outcome", here[key].get("outcome") == wanted and here[key]["date"] == truth[key]["date"], here[key])
        order = case["orders"][0]
        ends = [a["end_date"] for a in order.get("amendments") or [] if "end_date" in a]
        check(f"{today} {crn}: the end", (ends or [order["end_date"]])[-1] == system.ends[person], (ends, system.ends[person]))
        ended = [t["date"] for t in standing(order.get("terminations") or [])]
        check(f"{today} {crn}: how it ended", ended == ([system.ended[person]] if system.ended[person] else []), ended)
    r = subprocess.run([f"{bins}/rar-audit", "recount", out, "--format", "json", "--as-of", str(today), "--no-config"], capture_output=True)
    days = {x["crn"]: x["days"]["strict"] for x in json.loads(r.stdout) if x.get("schema") == "recount/1"}
    for person, crn in system.people.items():
        if system.ended[person]:
            continue
        truth = {c["date"] for k, c in system.contacts.items() if c["person"] == person and not c["gone"] and c["rar"] and c["code"] == "ATTC" and k not in system.frozen and datetime.date(2025, 1, 13) <= c["date"] <= today}
        check(f"{today} {crn}: the days", days.get(crn) == len(truth), (days.get(crn), len(truth)))


with tempfile.TemporaryDirectory() as folder:
    system, out, hand = System(), folder + "/cases", {}
    took = []
    for night in range(NIGHTS):
        today = start + datetime.timedelta(days=night)
        system.a_day(today)
        source = f"{folder}/extract"
        os.makedirs(source, exist_ok=True)
        system.extract(source)
        argv = [f"{bins}/rar-record", "import", "--mapping", "delius", source, "--out", out, "--as-of", str(today), "--no-config", "--quiet"]
        if night % 4 == 2:  # killed at some moment, and run again
            p = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.random() * 0.08)
            p.kill()
            p.wait()
        if night % 4 == 0:  # ended by hand: the person at hand is finished, and what was not done is said
            p = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            time.sleep(rng.random() * 0.08)
            p.send_signal(signal.SIGINT)
            err = p.communicate()[1]
            check(f"night {night}, interrupted", p.returncode in (0, -signal.SIGINT) or (p.returncode == 130 and "interrupted after" in err and "goes on" in err), f"{p.returncode} {err}")
        began = time.time()
        r = subprocess.run(argv, capture_output=True)
        took.append(time.time() - began)
        check(f"night {night}", r.returncode == 0, r.stdout[-600:] + r.stderr[-300:])
        compare(system, out, today, hand)
        before = {n: open(f"{out}/{n}", "rb").read() for n in os.listdir(out) if n.endswith(".yaml")}
        if night % 5 == 0:
            subprocess.run(argv, capture_output=True)
            check(f"night {night}: again no byte changes", before == {n: open(f"{out}/{n}", "rb").read() for n in os.listdir(out) if n.endswith(".yaml")})
        if night % 3 == 1:  # somebody corrects a session that the system will not touch again
            key = next((k for k, c in system.contacts.items() if c["code"] == "ATTC" and not c["gone"] and k not in system.frozen), None)
            if key is not None:
                crn = system.people[system.contacts[key]["person"]]
                case = yaml.safe_load(open(f"{out}/{crn}.yaml", encoding="utf-8"))
                entry = next(e for e in standing(case["contacts"]) if e.get("source", {}).get("key") == str(key))
                r = subprocess.run([f"{bins}/rar-record", "amend", f"{out}/{crn}.yaml", entry["id"], "--set", "outcome=attended_failed_to_comply", "--reason", "seen on the register", "--as-of", str(today), "--no-config", "--format", "json"], capture_output=True)
                if r.returncode == 0:
                    system.frozen.add(key)
                    hand[(crn, json.loads(r.stdout)["id"])] = str(key)

print("\n".join(problems[:12]))
print(f"{passed} held, {len(problems)} did not; a night took {max(took):.2f} s at most")
sys.exit(1 if problems else 0)
