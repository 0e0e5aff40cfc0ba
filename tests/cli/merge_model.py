"""merge_model.py BIN_FOLDER   Two people record at random in copies of one case, and the branches are merged: what stands then is what a model of
sets says, no byte of OURS is lost, and where both changed one thing differently nothing is written. PROBATION_LONG=1: ten times the rounds."""
import os
import random
import subprocess
import sys
import tempfile

import yaml

from tally import Tally

tool = os.path.join(os.path.abspath(sys.argv[1]), "rar-record")
BaseLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
ROUNDS = 1000 if os.environ.get("PROBATION_LONG") else 100
BASE = """schema: case/1
crn: X320741
orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 20}
contacts:
  - {id: C1, date: 2025-02-03, type: supervision_appointment, national_standards: true, outcome: attended_complied}
  - {id: C2, date: 2025-02-10, type: supervision_appointment, national_standards: true}
  - {id: C3, date: 2025-02-17, type: activity_session, outcome: unacceptable_absence}
enforcement:
  - {id: E1, date: 2025-02-19, action: warning, contact: C3, states: [breach, unacceptable, liable_on_further_breach]}
reviews: []
suspensions: []
"""
LISTS = ("contacts", "enforcement", "reviews", "suspensions")
OF_RECORDING = ("id", "recorded", "change", "supersedes", "undoes", "reason", "void")
tally = Tally()
check = tally.check


def run(*words):
    return subprocess.run([tool, *words, "--no-config"], capture_output=True, text=True, check=False)


def step(random_, path):
    """One thing that somebody records; whether it was refused does not matter."""
    day = f"2025-{random_.randint(3, 9):02}-{random_.randint(1, 28):02}"
    entry = random_.choice(["C1", "C2", "C3", "C4", "C5", "E1", "E2", "V1"])
    word = random_.choice(["attended_complied", "unacceptable_absence", "sent_home"])
    words = random_.choice([
        ("add", "contact", path, "--date", day, "--type", "supervision_appointment", "--outcome", word),
        ("add", "contact", path, "--date", "2025-03-03", "--type", "supervision_appointment", "--outcome", "attended_complied"),
        ("outcome", path, "C2", word),
        ("amend", path, entry, "--set", f"outcome={word}", "--reason", "found out"),
        ("amend", path, "C1", "--set", "minutes=30", "--reason", "seen in the diary"),
        ("void", path, entry, "--reason", "not this person", "--with-dependants"),
        ("enforce", path, "--contact", random_.choice(["C3", "C4"]), "--date", day, "--action", "warning", "--states", "breach,unacceptable,liable_on_further_breach"),
        ("review", path, "--kind", "progress", "--date", day),
        ("undo", path), ("undo", path), ("redo", path)])
    run(*words, "--as-of", "2025-10-24")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def entries_of(text):
    """Each entry of the lists by its id."""
    case = yaml.load(text, Loader=BaseLoader)
    return {entry["id"]: (name, entry) for name in LISTS for entry in case.get(name) or []}


def standing(entries):
    """What stands: each entry's own facts, with what it links to said by its facts. By the entry of BASE it goes back to, or by itself."""
    replaced = {entry["supersedes"]: id_ for id_, (_, entry) in entries.items() if "supersedes" in entry}

    def last(id_):
        while id_ in replaced:
            id_ = replaced[id_]
        return id_

    def facts(id_):
        name, entry = entries[id_]
        own = {key: value for key, value in entry.items() if key not in OF_RECORDING}
        if "contact" in own and own["contact"] in entries:
            own["contact"] = tuple(sorted(facts(last(own["contact"]))[1].items()))
        return name, {key: tuple(value) if isinstance(value, list) else value for key, value in own.items()}

    def first(id_):
        while "supersedes" in entries[id_][1]:
            id_ = entries[id_][1]["supersedes"]
        return id_

    out = {}
    for id_, (_, entry) in entries.items():
        if last(id_) == id_:
            name, own = facts(id_)
            out[first(id_)] = None if entry.get("void") == "true" else (name, tuple(sorted((k, str(v)) for k, v in own.items())))
    return out


def chain(text, first):
    """What was recorded about an entry, one thing after the other, each without what only this branch gives it."""
    entries, steps = entries_of(text), []
    while next_ := [entry for _, entry in entries.values() if entry.get("supersedes") == first]:
        first = next_[0]["id"]
        steps.append({key: value for key, value in next_[0].items() if key not in ("id", "recorded", "change", "supersedes", "undoes")
                      and (key != "contact") and not (key == "reason" and value.startswith(("undo of", "redo of")))})
    return steps


def chain_ids(text, id_):
    """The entries that one replaces, however far back."""
    entries, ids = entries_of(text), []
    while "supersedes" in entries[id_][1]:
        id_ = entries[id_][1]["supersedes"]
        ids.append(id_)
    return ids


conflicts = merged = 0
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for seed in range(ROUNDS):
        random_ = random.Random(seed)
        for name in ("base", "ours", "theirs"):
            with open(f"{name}.yaml", "w", encoding="utf-8") as file:
                file.write(BASE)
        for name in ("ours", "theirs"):
            for _ in range(random_.randint(0, 8)):
                step(random_, f"{name}.yaml")
        ours, theirs = read("ours.yaml"), read("theirs.yaml")
        there = sorted(os.listdir("."))
        done = run("merge", "base.yaml", "ours.yaml", "theirs.yaml")
        after = read("ours.yaml")
        what = f"seed {seed}: exit {done.returncode} {done.stdout[-600:]} {done.stderr}\n--- ours\n{ours}--- theirs\n{theirs}--- merged\n{after}"
        check("the other two files stay", (read("base.yaml"), read("theirs.yaml")) == (BASE, theirs), what)
        check("nothing else is left", sorted(os.listdir(".")) == there, os.listdir("."))
        was, mine, others = standing(entries_of(BASE)), standing(entries_of(ours)), standing(entries_of(theirs))
        # Two branches differ about an entry where neither goes on from where the other ends; about one that both made alike, too.
        said = lambda item: {k: v for k, v in item[1].items() if k not in ("recorded", "change", "undoes")}
        new_mine, new_others = ({id_: entry for id_, entry in entries_of(text).items() if id_ not in was and id_ not in entries_of(BASE)} for text in (ours, theirs))
        same = [id_ for id_ in new_others if id_ in new_mine and said(new_others[id_]) == said(new_mine[id_])]
        chains = {id_: (chain(ours, id_), chain(theirs, id_)) for id_ in [*was, *(id_ for id_ in same if "supersedes" not in new_mine[id_][1])]}
        both = [id_ for id_, (a, b) in chains.items() if a[:len(b)] != b and b[:len(a)] != a]
        if done.returncode == 4:
            conflicts += 1
            check("a conflict leaves OURS", after == ours, what)
            check("a conflict is about an entry that both changed", bool(both), what)
            continue
        merged += 1
        check("merged", done.returncode == 0, what)
        check("what both changed differently is a conflict", not both, what)
        lines = iter(after.splitlines())
        kept = [line for line in ours.splitlines() if not line.endswith(": []")]
        check("every line of OURS stands, in its order", all(any(line == other for other in lines) for line in kept), what)
        for _, entry in entries_of(after).values():
            if entry.get("reason", "").startswith(("undo of", "redo of")):
                check("the reason of an undo names what it took back", entry["reason"].split()[2] in chain_ids(after, entry["id"]), entry, what)
        ids = [entry["id"] for name in LISTS for entry in yaml.load(after, Loader=BaseLoader).get(name) or []]
        check("no id stands twice", len(ids) == len(set(ids)), what)
        now = standing(entries_of(after))
        facts = lambda value: value and (value[0], tuple(pair for pair in value[1] if pair[0] != "contact"))
        for id_ in was:
            wanted = mine[id_] if len(chains[id_][0]) > len(chains[id_][1]) else others[id_]
            check("what stands for an entry of BASE", facts(now[id_]) == facts(wanted), id_, what)
        plain = lambda item: {k: v for k, v in item[1].items() if k not in ("id", "change", "undoes", "supersedes", "contact", "reason")}
        counts = (len(entries_of(BASE)) + len(new_mine) + len(new_others) - len(same), len(ids))
        # Of what both recorded alike about one entry only OURS is kept.
        alike = sum(min(len(a), len(b)) for a, b in chains.values())
        # And of what both recorded alike under another id, to the time and by whom: told again, a merge has to know what it put in.
        twins = sum(any(plain(item) == plain(own) for own in new_mine.values()) for id_, item in new_others.items() if id_ not in same)
        check("every entry of both is there, and once", counts[0] - alike - twins <= counts[1] <= counts[0], counts, alike, twins, what)
        for item in new_others.values():
            check("an entry of THEIRS is there", any(plain(item) == plain(entries_of(after)[id_]) for id_ in ids), item, what)
        again = run("merge", "base.yaml", "ours.yaml", "theirs.yaml")
        check("told again, it changes nothing", again.returncode == 0 and read("ours.yaml") == after, again.stdout, again.stderr, what)
check("both ends were met", conflicts >= ROUNDS // 30 and merged > ROUNDS // 3, conflicts, merged)
tally.finish()
