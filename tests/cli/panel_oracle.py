#!/usr/bin/env python3
"""A second opinion on mark sheets: thousands of random sheets under random policies, decided here by the words of the format
documentation alone, in plain Python, and by the tool. Every member of appraisal/1 that these words fix must agree.
panel_oracle.py BIN_FOLDER [SHEETS_PER_POLICY [POLICIES [SEED]]]"""
import itertools, json, os, random, statistics, subprocess, sys, tempfile
from fractions import Fraction as F

TOOL = os.path.join(os.path.abspath(sys.argv[1]), "eip-score")
PER_POLICY, POLICIES, SEED = (int(a) for a in (sys.argv[2:] + ["30", "30", "20250312"][len(sys.argv) - 2:]))
NAMES = ["evidence_base", "rationale", "replication", "targeting", "useful_skills", "no_harm", "quality_assurance", "evaluation"]
RANK = ["not_approved", "provisional", "approved"]
MEANS = {"approve": "approved", "provisional": "provisional", "reject": "not_approved"}
rng = random.Random(SEED)


def random_policy(i):
    scale = rng.choice([[0, 1, 2], [0, 1, 2], [1, 2, 3, 4, 5], [0, 1, 2, 4], [0, 0.5, 1]])
    principles = NAMES if rng.random() < 0.7 else sorted(rng.sample(NAMES, rng.randint(2, 7)), key=NAMES.index)
    weights = {p: rng.choice([0, 1, 2, 3, 0.5]) for p in principles if rng.random() < 0.3}
    if not any(weights.get(p, 1) for p in principles): weights = {}
    most = sum(F(str(weights.get(p, 1))) for p in principles) * F(str(scale[-1]))
    halves = sorted(rng.sample(range(1, max(4, int(most * 2))), 2))
    bounds = [0, halves[0] / 2, halves[1] / 2, None]
    bands = [{"from": bounds[k], "below": bounds[k + 1], "decision": d} for k, d in enumerate(RANK)]
    if rng.random() < 0.1: bands = [{"from": 0, "below": bounds[1], "decision": "not_approved"}, {"from": bounds[1], "below": None, "decision": "approved"}]
    gates = [{"principle": rng.choice(principles + ["any"]), "below": rng.choice(scale[1:] + [scale[-1] - 0.25]), "at_best": rng.choice(RANK[:2])}
             for _ in range(rng.choice([0, 0, 1, 1, 2, 3]))]
    return {"schema": "eip_policy/1", "id": "random-%d" % i, "title": "Random", "scale": {"values": scale, "level": rng.choice(["nominal", "ordinal", "interval", "ratio"])},
            "principles": principles, "weights": weights, "aggregate": rng.choice(["lower_median", "median", "mean"]), "gates": gates, "bands": bands,
            "quorum": {"members": rng.choice([1, 2, 3, 3, 4]), "chair": rng.random() < 0.7},
            "votes": {"majority": "simple", "tie": rng.choice(["chair", "chair", "none"]), "gates_bind": rng.random() < 0.6}, "agreement_low_below": 0.667, "fragile_below": 0.8,
            "assumptions": ["scale", "weights"]}


def can_decide(policy):
    """Whether every band has a total of the scale and weights, and every gate a mark that closes it and one that does not."""
    values = [F(str(v)) for v in policy["scale"]["values"]]
    totals = {F(0)}
    for p in policy["principles"]: totals = {t + v * F(str(policy["weights"].get(p, 1))) for t in totals for v in values}
    band = lambda b: any(F(str(b["from"])) <= t and (b["below"] is None or t < F(str(b["below"]))) for t in totals)
    gate = lambda g: any(v < F(str(g["below"])) for v in values) and any(v >= F(str(g["below"])) for v in values)
    return all(map(band, policy["bands"])) and all(map(gate, policy["gates"]))


def random_sheet(i, policy):
    scale = policy["scale"]["values"]
    members = [{"id": "M%d" % (k + 1), "role": "member"} for k in range(rng.choice([1, 2, 3, 3, 3, 4, 4, 5, 6]))]
    if rng.random() < 0.85: rng.choice(members)["role"] = "chair"
    for m in members:
        if rng.random() < 0.15: m["conflict"] = rng.choice(["developer", "employer", "line_manager", "deliverer", "other"])
    taste = {p: rng.choice(scale) for p in NAMES}
    good = rng.random()
    marks, unusable = [], rng.random() < 0.08
    for m in members:
        def row(stage):
            r = {"member": m["id"], "stage": stage}
            for p in policy["principles"]:
                r[p] = scale[-1] if rng.random() < good else taste[p] if rng.random() < 0.7 else rng.choice(scale)
            return r
        if rng.random() < 0.9: marks.append(row("independent"))
        if rng.random() < 0.9:
            r = row("final")
            if unusable and rng.random() < 0.4:
                p = rng.choice(policy["principles"])
                if rng.random() < 0.5: del r[p]
                else: r[p] = rng.choice([-1, 9, 1.25])
            marks.append(r)
    voted, bias = rng.random() < 0.6, rng.choice(list(MEANS))
    for r in marks:
        if r["stage"] == "final" and voted and rng.random() < 0.85: r["vote"] = bias if rng.random() < 0.5 else rng.choice(list(MEANS) + ["abstain"])
    rng.shuffle(marks)
    return {"schema": "panel/1", "id": "s%05d" % i, "intervention": "nothing-in-a-catalogue", "version": 1, "date": "2024-05-%02d" % (1 + i % 28), "policy": "eip-2021", "members": members,
            "marks": marks, "chair_reason": rng.choice([None, None, "we were shown more", "  "]), "ratification": {"decision": rng.choice([None] + RANK)}}


def aggregate(marks, how):
    marks = sorted(F(str(m)) for m in marks)
    return {"lower_median": lambda: statistics.median_low(marks), "median": lambda: statistics.median(marks), "mean": lambda: sum(marks) / len(marks)}[how]()


def decide(policy, marks):
    """marks: principle -> aggregated. The total, its band, closed gates with the lowest at_best a principle, the decision."""
    total = sum(F(str(policy["weights"].get(p, 1))) * marks[p] for p in policy["principles"])
    band = next(b["decision"] for b in reversed(policy["bands"]) if total >= F(str(b["from"])))
    closed = {}
    for g in policy["gates"]:
        for p in policy["principles"]:
            if g["principle"] in ("any", p) and marks[p] < F(str(g["below"])):
                closed[p] = min(closed.get(p, g["at_best"]), g["at_best"], key=RANK.index)
    return total, band, closed, min([band, *closed.values()], key=RANK.index)


def usable(policy, row): return all(row.get(p) in policy["scale"]["values"] for p in policy["principles"])


def krippendorff(policy, rows):
    """Of the disagreements of pairs within units and of all pairs, directly, without a coincidence matrix."""
    level, values = policy["scale"]["level"], policy["scale"]["values"]
    if len(rows) < 2 or len(policy["principles"]) < 2: return None
    units = [[r[p] for r in rows] for p in policy["principles"]]
    everything = [m for u in units for m in u]
    def distance(a, b):
        if level == "nominal": return float(a != b)
        if level == "interval": return float((a - b) ** 2)
        if level == "ratio": return 0.0 if a == b else ((a - b) / (a + b)) ** 2
        low, high = sorted((a, b))
        between = sum(everything.count(v) for v in values if low <= v <= high)
        return (between - (everything.count(a) + everything.count(b)) / 2) ** 2 if a != b else 0.0
    within = sum(distance(a, b) for u in units for a, b in itertools.permutations(u, 2)) / (len(rows) - 1)
    overall = sum(distance(a, b) for a, b in itertools.permutations(everything, 2)) / (len(everything) - 1)
    return None if overall == 0 else 1 - within / overall


def expected(policy, sheet):
    final = {r["member"]: r for r in sheet["marks"] if r["stage"] == "final"}
    before = {r["member"] for r in sheet["marks"] if r["stage"] == "independent"}
    counted = [m for m in sheet["members"] if "conflict" not in m and m["id"] in final]
    chair_there = any(m["role"] == "chair" for m in counted)
    met = len(counted) >= policy["quorum"]["members"] and (chair_there or not policy["quorum"]["chair"])
    rows = [final[m["id"]] for m in counted]
    sound = bool(rows) and all(usable(policy, r) for r in rows)
    findings = {"EIP906"}
    if not met: findings.add("EIP901")
    if any(not usable(policy, r) for r in rows): findings.add("EIP902")
    if any("conflict" in m for m in sheet["members"]): findings.add("EIP903")
    if any(m["id"] not in before for m in counted): findings.add("EIP907")
    alpha = krippendorff(policy, rows) if sound else None
    if "EIP902" not in findings and (alpha is None or alpha < 0.667): findings.add("EIP908")

    out = {"quorum": {"needed": policy["quorum"]["members"], "present": len(counted), "met": met}, "ratified": sheet["ratification"]["decision"]}
    total = band = marks = None
    closed, decision, rule = {}, None, "undecided"
    if sound:
        marks = {p: aggregate([r[p] for r in rows], policy["aggregate"]) for p in policy["principles"]}
        total, band, closed, decision = decide(policy, marks)
        if closed: findings.add("EIP905")
        if met: rule = decision
    votes = {v: sum(1 for r in rows if r.get("vote") == v) for v in [*MEANS, "abstain"]}
    cast = sum(votes[v] for v in MEANS)
    voted = next((MEANS[v] for v in MEANS if 2 * votes[v] > cast), None)
    if voted is None and policy["votes"]["tie"] == "chair":
        voted = next((MEANS.get(final[m["id"]].get("vote")) for m in counted if m["role"] == "chair"), None)
    reason = bool((sheet["chair_reason"] or "").strip())
    recommendation = rule
    if rule != "undecided" and voted is not None and voted != rule:
        recommendation = "undecided"
        if reason: recommendation = min([voted, *(closed.values() if policy["votes"]["gates_bind"] else [])], key=RANK.index)
        else: findings.add("EIP904")
    changes, upwards = [], decision != "approved"
    if sound:
        for p in policy["principles"]:
            steps = [v for v in policy["scale"]["values"] if (v > marks[p] if upwards else v < marks[p])]
            if not steps: continue
            to = min(steps) if upwards else max(steps)
            new = decide(policy, {**marks, p: F(str(to))})[3]
            if new != decision: changes.append({"principle": p, "from": float(marks[p]), "to": to, "decision": new})
    nxt = next((b for b in policy["bands"] if sound and F(str(b["from"])) > total), None)
    without = {}
    for m in counted:
        rest = [final[o["id"]] for o in counted if o is not m]
        ok = bool(rest) and all(usable(policy, r) for r in rest)
        without[m["id"]] = decide(policy, {p: aggregate([r[p] for r in rest], policy["aggregate"]) for p in policy["principles"]})[3] if ok else "undecided"
    board = sheet["ratification"]["decision"]
    if board and recommendation != "undecided" and (board == "not_approved") != (recommendation == "not_approved"): findings.add("EIP910")
    out.update(total=total, band=band, rule_decision=rule, vote_decision=voted, recommendation=recommendation, votes={v: votes[v] for v in votes},
               gates=sorted((p, d) for p, d in closed.items()), what_would_change=changes, decision_without=without,
               distance=None if nxt is None else {"to": nxt["decision"], "points": F(str(nxt["from"])) - total}, findings=sorted(findings), alpha=alpha if sound else "any",
               exit=1 if recommendation in ("undecided", "not_approved") else 0)
    return out


def near(a, b):
    if isinstance(a, dict): return isinstance(b, dict) and a.keys() == b.keys() and all(near(a[k], b[k]) for k in a)
    if isinstance(a, list): return isinstance(b, list) and len(a) == len(b) and all(map(near, a, b))
    if isinstance(a, (int, float, F)) and not isinstance(a, bool) and isinstance(b, (int, float)): return abs(float(a) - b) < 1e-6
    return a == b


def said_by_tool(record):
    alpha = next(s["value"] for s in record["agreement"]["statistics"] if s["name"] == "krippendorff_alpha")
    return {**{m: record[m] for m in ("quorum", "ratified", "total", "band", "rule_decision", "vote_decision", "recommendation", "votes", "what_would_change", "distance")},
            "gates": sorted((g["principle"], g["at_best"]) for g in record["gates"]), "decision_without": {r["member"]: r["decision_without"] for r in record["raters"]},
            "findings": sorted({f["rule"] for f in record["findings"]}), "alpha": alpha,
            "exit": 1 if record["recommendation"] in ("undecided", "not_approved") else 0}


wrong = compared = 0
seen = {}
with tempfile.TemporaryDirectory() as folder:
    for i in range(POLICIES):
        policy = random_policy(i)
        policy_path, sheets_path = os.path.join(folder, "policy.yaml"), os.path.join(folder, "sheets.ndjson")
        sheets = [random_sheet(k, policy) for k in range(PER_POLICY)]
        with open(policy_path, "w") as f: json.dump(policy, f)
        with open(sheets_path, "w") as f: f.writelines(json.dumps(s) + "\n" for s in sheets)
        run = subprocess.run([TOOL, "score", sheets_path, "--policy", policy_path, "--format", "ndjson", "--replicates", "5", "--no-config", "--quiet", "--as-of", "2025-10-24"], capture_output=True, text=True)
        records = {r["panel"]: r for r in map(json.loads, run.stdout.splitlines()) if r.get("schema") == "appraisal/1"}
        if not can_decide(policy):
            if run.returncode != 2: print("policy %d decides nothing: exit %d, should be 2" % (i, run.returncode)); wrong += 1
            continue
        codes = set()
        for sheet in sheets:
            want = expected(policy, sheet)
            codes.add(want["exit"])
            seen[want["recommendation"]] = seen.get(want["recommendation"], 0) + 1
            for rule in want["findings"]: seen[rule] = seen.get(rule, 0) + 1
            if sheet["id"] not in records:
                print("policy %d sheet %s: no appraisal; exit %d %s" % (i, sheet["id"], run.returncode, run.stderr[:300])); wrong += 1; break
            got = said_by_tool(records[sheet["id"]])
            if want["alpha"] == "any": want["alpha"] = got["alpha"]
            compared += 1
            for member in want:
                if not near(want[member], got[member]):
                    wrong += 1
                    print("policy %d sheet %s: %s should be %s, is %s\n  %s\n  %s" % (i, sheet["id"], member, want[member], got[member], json.dumps(policy), json.dumps(sheet)))
            if wrong > 3: sys.exit(1)
        if run.returncode != max(codes): print("policy %d: exit %d, should be %d" % (i, run.returncode, max(codes))); wrong += 1
for kind in [*RANK, "undecided", "EIP901", "EIP902", "EIP903", "EIP904", "EIP905", "EIP907", "EIP908", "EIP910"]:
    if seen.get(kind, 0) < 20: print("only %d sheets with %s: the cases are too tame" % (seen.get(kind, 0), kind)); wrong += 1
print("%d sheets under %d policies, %s" % (compared, POLICIES, "all agree" if wrong == 0 else "%d differ" % wrong))
sys.exit(1 if wrong else 0)
