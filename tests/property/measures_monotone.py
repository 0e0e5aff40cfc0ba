#!/usr/bin/python3
"""One key less, over the rule cases and the examples, and what the measures say then.

usage: measures_monotone.py BIN_FOLDER SOURCE_FOLDER [--seed N]

Takes one key out of a case and measures both. Of no question there are then more units that say yes, nor more that say
no: what is not known answers nothing. Where the absence is itself the answer, or makes another record of it, it stands
below with its reason. Of the forecasts none becomes on_track, or cannot_finish, for the want of a fact.
A run after every change takes four keys of every third case; PROBATION_LONG=1 takes each key of each of them.
"""
import copy
import json
import os
import random
import subprocess
import sys

import yaml

bins, source = sys.argv[1:3]
seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 20261129
every = os.environ.get("PROBATION_LONG") == "1"
chooser = random.Random(seed)

# Absent means none, no or open (formats.md), or it is a name, or when and why something was entered.
MEANS_NONE = {"amendments", "adjustments", "termination", "terminations", "transferred", "partial", "supersedes", "void", "limited_access", "unused_days", "early_termination", "until", "reason",
              "recorded", "recorded_by", "change", "undoes", "whole", "fine"}
NAMES = {"id", "schema", "crn", "manager", "region", "pdu", "team", "officer", "entry", "source", "text", "title", "court"}
# Required, or the record that has the key is another one without it.
OTHER_RECORD = {"type", "date", "kind", "action", "list", "policy"}
# (question, key): why the answer stands without it.
MEASURES_ALLOWED = {
    ("days_planned_per_activity", "planned_days"),  # the question is whether it is recorded
    ("most_linked_need_first", "priority"), ("first_need_planned", "priority"), ("progress_on_first_need", "priority"),  # a need without one ranks after every need that has one (planning.md)
    ("most_linked_need_first", "score"), ("first_need_planned", "score"), ("progress_on_first_need", "score"),  # and so without a score
    ("absences_decided", "outcome"),  # a session of the past without an outcome is one that asks for a decision
    ("planned_days_fit", "sessions"),  # what is not planned takes no day
    ("planned_days_fit", "outcome"),  # an appointment ahead that was called off takes its day again
    ("purposeful_activity_delivered", "outcome"),  # on as-of itself an appointment without one lies ahead
    ("on_pace", "suspensions"), ("on_pace", "order"), ("on_pace", "from"),  # who keeps pace does so suspended or not (RAR212)
    ("record_agrees", "rar_activity"), ("record_agrees", "outcome"), ("record_agrees", "activities"),  # RAR210 compares with what is counted
    ("reviews_in_time", "plan"), ("reviews_in_time", "activities"), ("reviews_in_time", "status"), ("reviews_in_time", "contacts"),  # one that was done in its window is in time, whatever asked for it
    ("on_pace", "activities"),  # a session on an activity that is not in the plan is linked to nothing: no day, and RAR204
}
# What a rule says of a link that is missing: the session is no RAR day (RAR204), the activity takes no days of any.
OF_RULES = {"on_pace", "record_agrees", "planned_days_fit", "assessed_after_sentence"}
LINKS = {"requirement", "activity", "order"}
FORECASTS_ALLOWED = {
    ("days", "rosh"), ("days", "completed_date"), ("days", "assessments"),  # `flags: []` says that the risk is not very high: the two contradict
    ("days", "from"),  # without the day that is recorded the computed one stands
}


class Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Dates and clock times stay the text that they are."""


Plain.yaml_implicit_resolvers = {c: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"
                                     and not (tag == "tag:yaml.org,2002:int" and c not in "0123456789-")]
                                 for c, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def cases():
    """(title, as of, case), of the rule cases that need nothing but themselves, and of the examples."""
    rules = os.path.join(source, "tests", "rules")
    for name in sorted(os.listdir(rules)):
        if not name.endswith(".yaml"):
            continue
        for text in open(os.path.join(rules, name), encoding="utf-8").read().split("\n---\n"):
            asked = dict(line[2:].split(": ", 1) for line in text.splitlines() if line.startswith("# ") and ": " in line)
            if "as-of" not in asked or any(key in asked for key in ("policy", "law", "catalogue", "selections")):
                continue
            yield f"{name}: {asked.get('case', '?')}", asked["as-of"].strip(), text
    for folder, _, files in sorted(os.walk(os.path.join(source, "examples"))):
        for name in sorted(files):
            if name.endswith(".yaml"):
                for as_of in ("2025-06-13", "2025-10-24"):
                    yield f"{name} as of {as_of}", as_of, open(os.path.join(folder, name), encoding="utf-8").read()


def read(text):
    try:
        document = yaml.load(text, Plain)
    except yaml.YAMLError:
        return None
    return document if isinstance(document, dict) and document.get("schema") == "case/1" else None


def keys(value, path=()):
    if isinstance(value, dict):
        for key, below in value.items():
            if key in NAMES or key in OTHER_RECORD or key in MEANS_NONE:
                continue
            if len(path) > 1 and path[-2] == "requirements" and key in ("end_date", "termination_date", "status", "concurrent"):
                continue  # it runs to the end of its order unless something says otherwise
            if path and path[-1] in ("pre_sentence_report", "reported", "scores", "items") and key in ("proposed_days", "rar_days", "failures_to_comply"):
                continue  # nothing proposed or reported: not applicable
            if below is not None:
                yield path + (key,)
            if key not in ("custodial_term", "constraints"):
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


def run(command, as_of, documents, *words):
    lines = []
    for number, document in enumerate(documents):
        document = dict(document, crn="X%06d" % number)
        document["manager"] = {"officer": "CASE%06d" % number}
        lines.append(json.dumps(document))
    done = subprocess.run([os.path.join(bins, "rar-audit"), command, *words, "--no-config", "--format", "json", "--as-of", as_of, "--stdin-name", "cases.ndjson", "-"],
                          input="\n".join(lines), capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"rar-audit {command} ended with {done.returncode}: {done.stderr[:2000]}")
    return [record for record in json.loads(done.stdout) if record["schema"] != "unreadable/1"]


def measured(as_of, documents):
    """Of each document (yes, no, undetermined) by question and group."""
    said = [{} for _ in documents]
    for record in run("measures", as_of, documents, "--by", "officer"):
        group = record["group"]
        if group["officer"] is None:
            continue
        counts = record["numerator"], record["denominator"] - record["numerator"], record["undetermined"]
        said[int(group["officer"][4:])][record["measure"], group.get("type") or group.get("provider") or ""] = counts
    return said


def forecast(as_of, documents):
    """Of each document the outlook by requirement and kind."""
    said = [{} for _ in documents]
    for record in run("forecast", as_of, documents):
        said[int(record["crn"][1:])][record["order_id"], record["requirement_id"], record["kind"]] = record["outlook"]
    return said


wrong = []
counts = {"keys": 0, "cases": 0}
by_day = {}
for number, (title, as_of, text) in enumerate(cases()):
    if not every and (number + seed) % 3:
        continue
    if (document := read(text)) is not None:
        by_day.setdefault(as_of, []).append((title, document))
for as_of, some in sorted(by_day.items()):
    documents, asked = [], []
    for title, document in some:
        paths = list(keys(document))
        whole = len(documents)
        documents.append(document)
        for path in paths if every else chooser.sample(paths, min(4, len(paths))):
            asked.append((title, whole, len(documents), path))
            documents.append(without(document, path))
    answers, outlooks = measured(as_of, documents), forecast(as_of, documents)
    counts["cases"] += len(some)
    counts["keys"] += len(asked)
    for title, whole, less, path in asked:
        where = "/" + "/".join(str(step) for step in path)
        for question, (yes, no, _) in answers[less].items():
            before = answers[whole].get(question, (0, 0, 0))
            if (yes > before[0] or no > before[1]) and (question[0], path[-1]) not in MEASURES_ALLOWED and not (question[0] in OF_RULES and path[-1] in LINKS):
                wrong.append(f"{title}\n  {' '.join(question)}: yes {before[0]}, no {before[1]}, undetermined {before[2]}; without {where} yes {yes}, no {no}, undetermined {answers[less][question][2]}")
        for what, outlook in outlooks[less].items():
            before = outlooks[whole].get(what)
            worse = outlook == "cannot_finish" and before != "cannot_finish"
            if before is not None and before != outlook and (worse or outlook == "on_track") and path[-1] not in LINKS and (what[2], path[-1]) not in FORECASTS_ALLOWED:
                wrong.append(f"{title}\n  forecast {what}: {before}; without {where} {outlook}")
print("\n".join(wrong))
print(f"{counts['cases']} cases, {counts['keys']} keys taken out, {len(wrong)} answers that are not monotone")
sys.exit(1 if wrong or counts["keys"] < 500 else 0)
