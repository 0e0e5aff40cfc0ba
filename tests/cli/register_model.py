#!/usr/bin/env python3
"""A model of the register, ten lines a state, against random sequences of moves: after each sequence `suite` gives on every day the
state that the model has, whatever was killed half-way and whoever wrote at the same time; no file is torn, no amalgamation half made.
register_model.py BIN_FOLDER [--sequences N]; 10,000 are for a night"""
import json, os, random, signal, subprocess, sys, tempfile, time
from datetime import date, timedelta

tool = os.path.join(os.path.abspath(sys.argv[1]), "eip-score")
sequences = int(sys.argv[sys.argv.index("--sequences") + 1]) if "--sequences" in sys.argv else 12
AS_OF, START = date(2025, 10, 24), date(2022, 1, 1)
WAYS = {"draft": ["submitted"], "submitted": ["appraised"], "appraised": ["provisional", "approved", "rejected", "decommissioned"], "provisional": ["approved", "rejected", "suspended"],
        "approved": ["review_due", "suspended", "amalgamated", "decommissioned", "again"], "review_due": ["approved", "suspended", "amalgamated", "decommissioned", "again"],
        "suspended": ["approved", "decommissioned"], "rejected": ["again"], "amalgamated": [], "decommissioned": []}
USE = ("approved", "review_due")
BODY = """schema: intervention/1
id: %s
title: %s
version: 1
kind: structured_intervention
need_area: domestic_abuse
needs: [relationships]
sessions: {pre_group: 1, group: 6, one_to_one: 0, post: 0, fixed_order: true}
lifecycle:
  state: draft
  framework: eip-2021
  history: [{date: %s, state: draft}]
"""
wrong = moves = kills = 0


class Model:
    """Rows (day, version, state) of each intervention; a version moves along its own line."""
    def __init__(self, ids): self.rows = {i: [(START, 1, "draft")] for i in ids}

    def life(self, i, day):
        rows = [r for r in self.rows[i] if r[0] <= day]
        if not rows: return None, None
        for _, v, s in rows:
            if s in ("amalgamated", "decommissioned"): return s, v
        approved = [v for _, v, s in rows if s in USE]
        version = max(approved) if approved else max(v for _, v, _ in rows)
        return [s for _, v, s in rows if v == version][-1], version

    def lines(self, i):
        last, approved = {}, 0
        for _, v, s in self.rows[i]:
            last[v] = s
            if s == "approved": approved = max(approved, v)
        if any(s in ("amalgamated", "decommissioned") for s in last.values()): return {}
        return {v: s for v, s in last.items() if v >= approved}


def command(folder, model, rng):
    """A random move that may be, as an argument list and the rows it adds."""
    i = rng.choice(list(model.rows))
    lines = model.lines(i)
    if not lines: return None
    version = rng.choice(list(lines))
    ways = WAYS[lines[version]]
    if not ways: return None
    to, day = rng.choice(ways), min(AS_OF, model.rows[i][-1][0] + timedelta(days=rng.randint(0, 90)))
    files, extra, new = [i], [], version
    if to == "again":
        new, to = max(v for _, v, _ in model.rows[i]) + 1, "submitted"
    elif to == "provisional": extra = ["--condition", "Describe it", "--owner", "developers", "--due", "2026-06-30"]
    elif to == "amalgamated":
        others = [o for o in model.rows if o != i and model.life(o, day)[0] in USE]
        if not others: return None
        successor = rng.choice(others)
        extra = ["--successor", successor]
        for o in model.rows:  # take along another that can go on the same day
            if o not in (i, successor) and model.rows[o][-1][0] <= day and len(model.lines(o)) == 1 and model.life(o, day)[0] in USE: files.append(o); break
        versions = {o: (version if o == i else model.life(o, day)[1]) for o in files}
        if len(files) > 1 and len(lines) > 1: files = [i]
        argv = ["register", "move", *[f + ".yaml" for f in files], "--to", to, "--date", day.isoformat(), *extra, *(["--version", str(version)] if len(files) == 1 else [])]
        return argv, [(o, (day, versions[o], to)) for o in files]
    argv = ["register", "move", i + ".yaml", "--to", to, "--date", day.isoformat(), "--version", str(new), *extra]
    return argv, [(i, (day, new, to))]


def start(folder, argv): return subprocess.Popen([tool, *argv, "--as-of", AS_OF.isoformat(), "--format", "json", "--no-config", "--lock-timeout", "20"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def suite(folder, day):
    r = subprocess.run([tool, "suite", ".", "--as-of", day.isoformat(), "--format", "json", "--no-config"], cwd=folder, capture_output=True, text=True)
    return {x["id"]: (x["state"], x["version"]) for x in json.loads(r.stdout)["interventions"]} if r.returncode == 0 else "exit %d: %s" % (r.returncode, r.stderr)


def complain(*words):
    global wrong
    wrong += 1
    print(*words)
    if wrong > 8: sys.exit(1)


def same(folder, model, days, what):
    for day in days:
        want = {i: model.life(i, day) for i in model.rows if model.life(i, day)[0]}
        got = suite(folder, day)
        if got != want: complain(what, day, "model", want, "suite", got)


def sequence(seed):
    global moves, kills
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        model = Model(["a-one", "b-two", "c-three"])
        for i in model.rows:
            with open(os.path.join(folder, i + ".yaml"), "w") as f: f.write(BODY % (i, i.capitalize(), START))
        for _ in range(18):
            made = command(folder, model, rng)
            if made is None: continue
            argv, rows = made
            moves += 1
            if rng.random() < 0.2:  # stopped at any moment: all of it or nothing
                kills += 1
                p = start(folder, argv)
                time.sleep(rng.random() * 0.03)
                p.send_signal(signal.SIGKILL)
                p.communicate()
                after = Model(model.rows)
                after.rows = {i: list(r) for i, r in model.rows.items()}
                for i, row in rows: after.rows[i].append(row)
                got = suite(folder, AS_OF)
                if got == {i: after.life(i, AS_OF) for i in after.rows}: model = after
                elif got != {i: model.life(i, AS_OF) for i in model.rows}: complain("seed", seed, "torn by a kill:", argv, got)
                # where both look the same on the day, the rows tell
                log = json.loads(subprocess.run([tool, "register", "log", ".", "--as-of", AS_OF.isoformat(), "--format", "json", "--no-config"], cwd=folder, capture_output=True, text=True).stdout)
                for i in model.rows:
                    n = sum(1 for r in log if r["id"] == i)
                    if n == len(after.rows[i]): model.rows[i] = after.rows[i]
                if len({sum(1 for r in log if r["id"] == i) == len(after.rows[i]) for i, _ in rows}) > 1: complain("seed", seed, "half a command:", argv)
                continue
            both = [start(folder, argv) for _ in range(2 if rng.random() < 0.3 else 1)]  # the same move twice at once is made once
            for p in both:
                out, err = p.communicate()
                if p.returncode != 0: complain("seed", seed, "refused:", argv, err)
            for i, row in rows: model.rows[i].append(row)
        days = sorted({START - timedelta(days=1), AS_OF} | {r[0] for rows in model.rows.values() for r in rows} | {r[0] - timedelta(days=1) for rows in model.rows.values() for r in rows})
        same(folder, model, days if sequences <= 100 else rng.sample(days, min(4, len(days))), "seed %d" % seed)


for seed in range(sequences): sequence(seed)
print("%d moves, %d of them killed: %s" % (moves, kills, "%d differ" % wrong if wrong else "the register is as the model on every day"))
sys.exit(1 if wrong else 0)
