"""Small regions, made at random: the cohort of rar-plan against a second solver. The sets of groups that each person may go to are gone
through here, as planning.md and cohort.md say it; the region's program over them is solved by HiGHS (npm), level by level."""
import datetime
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path.insert(0, os.path.join(root, "tests", "npm"))
import packages

AS_OF = datetime.date(2025, 6, 2)  # no bank holiday from here to the end of the last group
AREAS = ["thinking_and_behaviour", "emotional_wellbeing", "drug_misuse"]
ROUNDS = 200 if os.environ.get("PROBATION_LONG") else 40
HALVES = 4  # worth of a need of the first rank: 2^HALVES
problems = []


def day(n):
    return AS_OF + datetime.timedelta(days=n)


def made_region(rng):
    interventions = []
    for i in range(rng.randint(2, 4)):
        structured = rng.random() < 0.7
        interventions.append({"id": f"course-{i}", "kind": "structured_intervention" if structured else "commissioned_service", "strength": 2 if structured else 1,
                              "needs": rng.sample(AREAS, rng.randint(1, 2)), "sessions": rng.randint(2, 5), "alongside": rng.random() < 0.5})
    facilitators = None
    if rng.random() < 0.5:
        facilitators = [{"id": f"F{i}", "interventions": rng.sample([x["id"] for x in interventions], rng.randint(1, len(interventions))),
                         "sessions_per_week": rng.randint(1, 2)} for i in range(rng.randint(1, 2))]
    groups = []
    for i in range(rng.randint(2, 5)):
        least = rng.randint(1, 3)
        groups.append({"entry": f"G{i}", "intervention": rng.choice(interventions), "start": day(rng.choice([7, 8, 9, 10, 11]) + 7 * rng.randint(0, 3)),
                       "time": rng.choice([10, 11, 18]), "least": least, "places": least + rng.randint(0, 2)})
    people = []
    for i in range(rng.randint(3, 8)):
        people.append({"crn": f"X{470000 + i}", "needs": rng.sample(AREAS, rng.randint(1, 3)), "max_days": rng.randint(2, 9), "end": day(rng.randint(20, 220)),
                       "works": rng.random() < 0.4})
    return interventions, facilitators, groups, people


def written(folder, region):
    interventions, facilitators, groups, people = region
    os.makedirs(f"{folder}/catalogue")
    os.makedirs(f"{folder}/cases")
    for one in interventions:
        with open(f"{folder}/catalogue/{one['id']}.yaml", "w") as out:
            json.dump({"schema": "intervention/1", "id": one["id"], "title": one["id"], "kind": one["kind"], "needs": one["needs"],
                       "sessions": {"pre_group": 0, "group": one["sessions"], "one_to_one": 0, "post": 0}, "alongside_allowed": one["alongside"],
                       "eligibility": {"sexes": ["male", "female"], "age": {"min": 18, "max": None}, "offences_any": [], "offences_none": [], "risk_all": [], "excluded_if": []},
                       "sequence": {"after": [], "before": []}, "lifecycle": {"state": "approved"}}, out)
    directory = {"schema": "directory/1", "region": "N51"}
    if facilitators is not None:
        directory["facilitators"] = facilitators
    directory["entries"] = [{"id": g["entry"], "intervention": g["intervention"]["id"], "format": "group", "time": f"{g['time']}:00", "minutes": 120, "facilitators": 1,
                             "starts": [str(g["start"])], "places": g["places"], "min_size": g["least"]} for g in groups]
    with open(f"{folder}/directory.yaml", "w") as out:
        json.dump(directory, out)
    for person in people:
        week = ["monday", "tuesday", "wednesday", "thursday", "friday"]
        busy = [{"weekday": name, "from": "09:00", "until": "17:00"} for name in week] if person["works"] else []
        with open(f"{folder}/cases/{person['crn']}.json", "w") as out:
            json.dump({"schema": "case/1", "crn": person["crn"], "person": {"sex": "male", "date_of_birth": "1990-05-01", "previous_offence_categories": []},
                       "manager": {"region": "N51", "pdu": "P", "team": "T1"}, "flags": [], "limited_access": False,
                       "orders": [{"id": "O1", "type": "community_order", "offences": [{"last_date": "2025-01-04", "categories": ["violence"]}], "conviction_date": "2025-02-11",
                                   "sentence_date": "2025-03-04", "end_date": str(person["end"]), "fine": True,
                                   "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": person["max_days"], "start_date": "2025-03-04",
                                                     "end_date": str(person["end"]), "status": "active"}]}],
                       "assessments": [{"id": "S1", "tool": "oasys_layer_3", "completed_date": "2025-03-25", "rosh": "medium", "scores": {}, "items": {},
                                        "needs": [{"area": area, "priority": rank + 1, "linked_to_reoffending": True} for rank, area in enumerate(person["needs"])]}],
                       "plan": {"completed_date": "2025-03-30", "assessment": "S1", "activities": [],
                                "constraints": {"unavailable": busy, "dates_unavailable": [], "substance_use_stable": True}},
                       "contacts": [], "enforcement": [], "reviews": [], "suspensions": []}, out)


def sessions(group):
    return [group["start"] + datetime.timedelta(days=7 * i) for i in range(group["intervention"]["sessions"])]


def strengths(person, chosen):
    return [max((g["intervention"]["strength"] for g in chosen if area in g["intervention"]["needs"]), default=0) for area in person["needs"]]


def may_be(person, chosen):
    days = [d for g in chosen for d in sessions(g)]
    if any(d > person["end"] for d in days) or len(set(days)) > person["max_days"]:
        return False
    if person["works"] and any(g["time"] < 17 and d.weekday() < 5 for g in chosen for d in sessions(g)):
        return False
    if any(count > 2 for count in (sum(d.isocalendar()[:2] == week for d in days) for week in {d.isocalendar()[:2] for d in days})):
        return False
    for a, b in itertools.combinations(chosen, 2):
        one, other = a["intervention"], b["intervention"]
        if one is other:
            return False
        if set(sessions(a)) & set(sessions(b)) and abs(a["time"] - b["time"]) < 2:
            return False
        both_main = one["strength"] == 2 and other["strength"] == 2
        if both_main and not one["alongside"] and not other["alongside"] and sessions(a)[0] <= sessions(b)[-1] and sessions(b)[0] <= sessions(a)[-1]:
            return False
    whole = strengths(person, chosen)
    return all(strengths(person, [g for g in chosen if g is not without]) != whole for without in chosen)


def model_of(region):
    _, facilitators, groups, people = region
    rows, levels, names = [], [{"sense": s, "terms": []} for s in ("most", "most", "most", "least", "least", "least")], []
    takes = {g["entry"]: [] for g in groups}
    for p, person in enumerate(people):
        urgency = max(1, 52 - (person["end"] - AS_OF).days // 7)
        own = []
        for size in range(len(groups) + 1):
            for chosen in itertools.combinations(groups, size):
                if not may_be(person, chosen):
                    continue
                name = f"x{p}_{len(own)}"
                own.append(name)
                strong = strengths(person, chosen)
                worth = [urgency if strong[0] else 0, sum(urgency << (HALVES - r) for r in range(1, len(strong)) if strong[r]), sum(s << (HALVES - r) for r, s in enumerate(strong)),
                         min((sessions(g)[0] - AS_OF).days // 7 for g in chosen if person["needs"][0] in g["intervention"]["needs"]) if strong[0] else 0, 0,
                         len({d for g in chosen for d in sessions(g)})]
                for level, value in zip(levels, worth):
                    if value:
                        level["terms"].append([value, name])
                for g in chosen:
                    takes[g["entry"]].append(name)
        rows.append({"terms": [[1, name] for name in own], "op": "=", "than": 1})
        names += own
    for g in groups:
        runs = "r" + g["entry"]
        names.append(runs)
        levels[4]["terms"].append([1, runs])
        rows.append({"terms": [[1, n] for n in takes[g["entry"]]] + [[-g["least"], runs]], "op": ">=", "than": 0})
        rows.append({"terms": [[1, n] for n in takes[g["entry"]]] + [[-g["places"], runs]], "op": "<=", "than": 0})
    if facilitators is not None:
        leads = {}
        for g in groups:
            able = [f for f in facilitators if g["intervention"]["id"] in f["interventions"]]
            for f in able:
                leads[f["id"], g["entry"]] = f"z{f['id']}_{g['entry']}"
            rows.append({"terms": [[1, leads[f["id"], g["entry"]]] for f in able] + [[-1, "r" + g["entry"]]], "op": "=", "than": 0})
        names += leads.values()
        for f in facilitators:
            of = [g for g in groups if (f["id"], g["entry"]) in leads]
            for a, b in itertools.combinations(of, 2):
                if set(sessions(a)) & set(sessions(b)) and abs(a["time"] - b["time"]) < 2:
                    rows.append({"terms": [[1, leads[f["id"], a["entry"]]], [1, leads[f["id"], b["entry"]]]], "op": "<=", "than": 1})
            for week in {d.isocalendar()[:2] for g in of for d in sessions(g)}:
                rows.append({"terms": [[sum(d.isocalendar()[:2] == week for d in sessions(g)), leads[f["id"], g["entry"]]] for g in of
                                       if any(d.isocalendar()[:2] == week for d in sessions(g))], "op": "<=", "than": f["sessions_per_week"]})
    return {"names": names, "rows": rows, "levels": levels}


def ours(folder):
    done = subprocess.run([f"{bins}/rar-plan", "cohort", f"{folder}/cases", "--directory", f"{folder}/directory.yaml", "--catalogue", f"{folder}/catalogue",
                           "--as-of", str(AS_OF), "--no-config", "--format", "json"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        return None, done.stderr[:300]
    cohort = json.loads(done.stdout)
    o = cohort["objective"]
    return cohort, [o["covered_first_weighted"], o["further_needs_weighted"] * 2 ** HALVES, o["strength"] * 2 ** HALVES, o["start_weeks"], o["groups_run"], o["days"]]


regions, answers = [], []
covered = 0
with tempfile.TemporaryDirectory() as top:
    for seed in range(ROUNDS):
        region = made_region(random.Random(seed))
        folder = f"{top}/{seed}"
        written(folder, region)
        regions.append(model_of(region))
        cohort, value = ours(folder)
        if cohort is None or cohort["status"] != "optimal" or len(cohort["people"]) != len(region[3]):
            problems.append(f"region {seed}: {value if cohort is None else cohort['status']}")
        else:
            covered += cohort["objective"]["covered_first"]
        answers.append(value)
for seed, (second, first) in enumerate(zip(json.loads(packages.node(root, "levels.js", ["highs"], given=json.dumps(regions))), answers)):
    if second != first:
        problems.append(f"region {seed}: rar-plan says {first}, the second solver {second}")
if covered < ROUNDS:
    problems.append(f"{covered} first needs covered in {ROUNDS} regions: too few to try anything")
for problem in problems[:20]:
    print(problem)
print(f"{ROUNDS} regions, {covered} first needs covered, {len(problems)} problems")
sys.exit(1 if problems else 0)
