#!/usr/bin/python3
"""One key more or less, over the whole suite of rule cases.

usage: monotone.py BIN_FOLDER RULES_FOLDER [--seed N]

Takes one key out of a case and judges both. Whatever the rule:
- what failed or was undetermined does not pass for the want of a fact;
- read the other way round: a fact that is added to what passes or fails never makes it undetermined, save where the
  absence of the fact is the fault.
Withdraws one entry and judges both: no finding, and no live warning, rests on what is gone without a word.
A run after every change takes two keys of every third case; PROBATION_LONG=1 takes each key of each of them.
"""
import copy
import json
import os
import random
import subprocess
import sys
import tempfile

import yaml

bins, rules = sys.argv[1:3]
seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 20261127
every = os.environ.get("PROBATION_LONG") == "1"
chooser = random.Random(seed)

# Absent means none, no or open (formats.md), or it is a name, a link, or when something was entered: no fact is missing.
MEANS_NONE = {"amendments", "adjustments", "termination", "terminations", "transferred", "partial", "supersedes", "void", "limited_access", "unused_days", "early_termination",
              "decision", "until", "reason", "absence_reason", "recorded", "recorded_by", "change", "undoes", "reported", "exemption_checked", "constraints", "no_monitoring_reason",
              "requirement_end"}
NAMES = {"id", "schema", "crn", "requirement", "activity", "order", "intervention", "assessment", "entry", "enforcement", "source", "text"}
# The record that has the key is another one without it: of another type, on another day, about another thing.
OTHER_RECORD = {"type", "date", "kind", "action", "policy", "area", "list", "weekday", "tool", "title"}
# Rules whose fault is that something is not recorded, or that something stands beside it (rules.md, "A missing fact").
ABSENCE_IS_THE_FAULT = {"ORD102", "ORD108", "ORD109", "ORD117", "ORD123", "ORD130", "RAR216", "REC502", "RAR206", "PLN302", "PLN304"}
# What is known otherwise, or is a record of its own: (rule, key).
ALLOWED = {
    ("PLN305", "priority"), ("PLN306", "priority"),  # a need without one ranks after every need that has one (planning.md)
    ("PLN308", "time"), ("PLN308", "minutes"),  # two sessions of one order clash where both clock times are known (planning.md, H4)
    ("PLN303", "contacts"),  # up to its last day nothing is late; only an appointment recorded for after it tells that it will be
    ("PLN308", "contacts"),  # nor are appointments asked for that nobody carried: what clashes is recorded
    ("RAR215", "rosh"), ("RAR216", "rosh"), ("RAR215", "completed_date"), ("RAR216", "completed_date"),  # `flags: []` says that the risk is not very high: the two contradict
    ("ORD122", "supervision_end_date"),  # beside `requirements: []`: no supervision period without requirements
    ("ENF406", "outcome"), ("ENF410", "outcome"),  # the outcome makes it a failure: it is another record without it
    ("RAR215", "from"),  # without its first day that of the final third stands (rules.md, "Final third")
    ("RAR216", "assessments"), ("ORD118", "plan"), ("ORD118", "objectives"), ("ORD118", "status"),  # the consideration itself says that the objectives are met: the two contradict
    ("ORD105", "start_date"), ("ORD112", "start_date"), ("ORD115", "start_date"),  # the sentence date stands in
    ("PLN305", "score"), ("PLN306", "score"),  # a need without one ranks after every need that has one, too
    ("PLN308", "sessions"), ("PLN318", "sessions"), ("RAR202", "sessions"),  # what is not planned clashes with nothing
    ("REC503", "minutes"), ("REC503", "time"),  # of the evening before, it is not asked for
}


class Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Dates and clock times stay the text that they are."""


Plain.yaml_implicit_resolvers = {c: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:float")
                                     and not (tag == "tag:yaml.org,2002:int" and c not in "0123456789-")]
                                 for c, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def cases():
    for name in sorted(os.listdir(rules)):
        if not name.endswith(".yaml"):
            continue
        for text in open(os.path.join(rules, name), encoding="utf-8").read().split("\n---\n"):
            notes = [line[2:] for line in text.splitlines() if line.startswith("# ")]
            asked = {note.split(":", 1)[0]: note.split(":", 1)[1].strip() for note in notes if ": " in note}
            if "as-of" not in asked or "policy" in asked or "law" in asked or "catalogue" in asked or "selections" in asked:
                continue
            try:
                document = yaml.load(text, Plain)
            except yaml.YAMLError:
                continue
            if isinstance(document, dict) and document.get("schema") == "case/1":
                yield f"{name}: {asked.get('case', '?')}", asked["as-of"], document


def keys(value, path=()):
    if isinstance(value, dict):
        for key, below in value.items():
            if key in NAMES or key in OTHER_RECORD or key in MEANS_NONE:
                continue
            if len(path) > 1 and path[-2] == "requirements" and key in ("end_date", "termination_date", "status"):
                continue  # it runs to the end of its order unless something says otherwise
            if path and path[-1] == "custodial_term":
                continue  # one amount
            if below is not None:
                yield path + (key,)
            yield from keys(below, path + (key,))
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from keys(below, path + (at,))


def without(document, path):
    less = copy.deepcopy(document)
    at = less
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return less


def judged(as_of, documents):
    """For each document what was said: {(rule, subject): (outcome, message)}; nothing where it was not read."""
    said = []
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        for number, document in enumerate(documents):
            document["crn"] = f"X{number:06d}"
            file.write(json.dumps(document) + "\n")
            said.append({})
        file.flush()
        done = subprocess.run([os.path.join(bins, "rar-audit"), "check", "--no-config", "--format", "ndjson", "--show", "pass", "--as-of", as_of, file.name], capture_output=True)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"rar-audit ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    unread = set()
    for line in done.stdout.decode().splitlines():
        record = json.loads(line)
        if record["schema"] != "finding/1":
            continue
        if record["rule"].startswith("DOC") and record["outcome"] != "pass":
            unread.add(record["crn"])
        if record["crn"]:
            said[int(record["crn"][1:])][record["rule"], record["subject"]] = record["outcome"], record["message"]
    return [None if f"X{number:06d}" in unread else one for number, one in enumerate(said)]


def withdrawn(document):
    """The document with one entry withdrawn, and what must then be found: (rule, subject)."""
    gone = {"void": True, "reason": "entered by mistake"}
    for action in document.get("enforcement") or []:
        names = [action["contact"]] if "contact" in action else action.get("contacts") or []
        for contact in document.get("contacts") or []:
            corrected = any(other.get("supersedes") == contact.get("id") for other in document["contacts"])
            if names == [contact.get("id")] and not corrected and "id" in action and "supersedes" not in action:
                less = copy.deepcopy(document)
                less["contacts"].append({"id": "Z1", "date": contact["date"], "type": contact["type"], "supersedes": contact["id"], **gone})
                yield less, ("ENF412", action["id"]), f"{contact['id']} withdrawn"
    plan = document.get("plan") or {}
    for activity in plan.get("activities") or []:
        for contact in document.get("contacts") or []:
            if "id" in contact and contact.get("activity") == activity.get("id"):
                less = copy.deepcopy(document)
                less["plan"]["activities"].append({"id": "Z1", "supersedes": activity["id"], **gone})
                yield less, ("REC508", contact["id"]), f"{activity['id']} withdrawn"
    for assessment in document.get("assessments") or []:
        if plan.get("assessment") and plan["assessment"] == assessment.get("id"):
            less = copy.deepcopy(document)
            less["assessments"].append({"id": "Z1", "supersedes": assessment["id"], **gone})
            yield less, ("REC508", "file"), f"{assessment['id']} withdrawn"


wrong = []
counts = {"keys": 0, "cases": 0, "withdrawn": 0}
by_day = {}
for number, (title, as_of, document) in enumerate(cases()):
    if not every and (number + seed) % 3:
        continue
    by_day.setdefault(as_of, []).append((title, document))
for as_of, some in sorted(by_day.items()):
    documents, asked, entries = [], [], []
    for title, document in some:
        paths = list(keys(document))
        whole = len(documents)
        documents.append(copy.deepcopy(document))
        for path in paths if every else chooser.sample(paths, min(2, len(paths))):
            asked.append((title, whole, len(documents), path))
            documents.append(without(document, path))
        for less, found, what in withdrawn(document):
            entries.append((title, whole, len(documents), found, what))
            documents.append(less)
    said = judged(as_of, documents)
    counts["cases"] += len(some)
    for title, whole, less, path in asked:
        if said[whole] is None or said[less] is None or said[whole].get(("ORD126", "O1"), ("",))[0] == "fail":
            continue  # not read, or a date that contradicts another
        counts["keys"] += 1
        # What takes place on as-of itself and has no outcome yet lies ahead (rules.md): it is another record without it.
        is_another_record = path[0] == "contacts" and path[-1] == "outcome" and documents[whole]["contacts"][path[1]].get("date") == as_of
        # Of a contact that names neither activity nor requirement the flag alone says that it was RAR activity.
        record = documents[whole]["contacts"][path[1]] if path[0] == "contacts" and len(path) == 3 else {"activity": None}
        is_another_record = is_another_record or (path[-1] == "rar_activity" and not {"activity", "requirement"} & set(record))
        for (rule, subject), (before, message) in said[whole].items():
            if (rule, path[-1]) in ALLOWED or is_another_record:
                continue
            after, then = said[less].get((rule, subject), (None, None))
            where = "/" + "/".join(str(step) for step in path)
            if before in ("fail", "undetermined") and after == "pass":
                wrong.append(f"{title}\n  {rule} {subject} {before}, and passes without {where}\n    {message}\n    {then}")
            if before == "undetermined" and after == "fail" and rule not in ABSENCE_IS_THE_FAULT:
                wrong.append(f"{title}\n  {rule} {subject} is undetermined because of {where}: without it it fails\n    {message}\n    {then}")
    for title, whole, less, found, what in entries:
        if said[whole] is None or said[less] is None:
            continue
        before = said[whole].get(found, ("pass", "") if found == ("REC508", "file") else ("", ""))[0]
        counts["withdrawn"] += before == "pass"
        if before == "pass" and said[less].get(found, ("", ""))[0] != "fail":
            wrong.append(f"{title}\n  {what}, and {' '.join(found)} says nothing")
print("\n".join(wrong))
print(f"{counts['cases']} cases, {counts['keys']} keys taken out, {counts['withdrawn']} entries withdrawn, {len(wrong)} answers that are not monotone")
sys.exit(1 if wrong or counts["keys"] < 500 or counts["withdrawn"] < 20 else 0)
