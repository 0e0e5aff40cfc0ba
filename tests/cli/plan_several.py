"""rar-plan of several cases: each answer names its case in every format, a case that lacks a fact or a broken file takes nothing from the
others, and what the last record says of the run is what the run ends with."""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

bins = os.path.abspath(sys.argv[1])
AS_OF = "2025-03-03"
CODES = ["crn", "order_id", "requirement_id", "region", "pdu", "team", "officer"]
problems = []


def check(claim, about):
    if not claim:
        problems.append(about)


def case(crn, team=None, max_days=20, **more):
    out = {"schema": "case/1", "crn": crn,
           "orders": [{"id": "O1", "type": "community_order", "sentence_date": "2025-01-13", "end_date": "2026-01-12",
                       "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": max_days, "status": "active"}]}],
           "assessments": [{"id": "S1", "completed_date": "2025-02-03", "needs": [{"area": "thinking_and_behaviour", "priority": 1}, {"area": "finance", "priority": 2}]}],
           "contacts": [], "suspensions": []}
    if team:
        out["manager"] = {"region": "N51", "team": team, "officer": team + "7"}
    out.update(more)
    return out


def course(id, kind, need):
    return {"schema": "intervention/1", "id": id, "title": id, "kind": kind, "needs": [need], "sessions": {"group": 5},
            "lifecycle": {"state": "approved", "approved_date": "2022-01-01"}}


def put(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(content if isinstance(content, str) else json.dumps(content))


def run(folder, command, path, *more):
    done = subprocess.run([os.path.join(bins, "rar-plan"), command, path, "--catalogue", "catalogue", "--as-of", AS_OF, "--no-config", *more],
                          cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


with tempfile.TemporaryDirectory() as folder:
    for one in (course("stop-and-think", "structured_intervention", "thinking_and_behaviour"), course("work-ready", "toolkit", "finance")):
        put(f"{folder}/catalogue/{one['id']}.yaml", one)
    whole, other = case("X900001", "N51M01"), case("X900002", "N51M02")
    lacking = case("X900003")
    del lacking["contacts"]
    for name, files in {"two": {"a": whole, "b": other}, "lacks": {"a": whole, "b": lacking}, "broken": {"a": whole, "b": "schema: case/1\ncrn: [\n"},
                        "full": {"a": whole, "b": case("X900004", max_days=0)}, "one": {"a": whole}, "limited": {"a": whole, "b": case("X900005", "N51M09", limited_access=True)}}.items():
        for stem, content in files.items():
            put(f"{folder}/{name}/{stem}.yaml", content)

    # whatever is beside it, the case that is whole has its answer; the last record ends as the run does
    for name, code, verdict in (("two", 0, "clean"), ("lacks", 3, "unreadable"), ("broken", 3, "unreadable"), ("full", 1, "findings"), ("one", 0, "clean")):
        for command in ("suggest", "verify", "options"):
            expected, said = (code, verdict) if command == "suggest" or name != "full" else (0, "clean")
            exit, out, err = run(folder, command, name, "--format", "ndjson")
            lines = [json.loads(line) for line in out.splitlines()]
            check(exit == expected, f"{command} {name}: exit {exit}, {err}")
            check(lines and lines[0].get("crn") == "X900001", f"{command} {name}: {out[:200]!r}")
            check(lines and lines[-1]["schema"] == "summary/1" and (lines[-1]["verdict"], lines[-1]["exit"]) == (said, expected),
                  f"{command} {name}: {lines[-1:]}")
            exit, out, _ = run(folder, command, name, "--format", "json")
            check(exit == expected and isinstance(json.loads(out or "null"), dict if name == "one" and command != "options" else list), f"{command} {name}: json {out[:100]!r}")
    for command in ("suggest", "propose", "options", "verify"):
        exit, out, _ = run(folder, command, "two", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        check(exit == 0 and list(rows[0])[:7] == CODES, f"{command}: columns {list(rows[0])}")
        check({(r["crn"], r["team"]) for r in rows} == {("X900001", "N51M01"), ("X900002", "N51M02")}, f"{command}: {out[:300]}")
        check({r["team"] for r in csv.DictReader(io.StringIO(run(folder, command, "limited", "--format", "csv")[1]))} == {"N51M01", ""}, f"{command}: the team of a limited case")
        exit, out, _ = run(folder, command, "two", "--format", "markdown")
        check(exit == 0 and "X900001" in out and "X900002" in out and "null" not in out, f"{command}: markdown {out[:300]}")
    exit, out, _ = run(folder, "propose", "two", "--format", "csv")
    check([r["days"] for r in csv.DictReader(io.StringIO(out))] == [str(rung["days"]) for ladder in json.loads(run(folder, "propose", "two", "--format", "json")[1]) for rung in ladder["rungs"]],
          f"propose: a row a rung\n{out}")

    # a plan out of several is a plan
    plans = json.loads(run(folder, "suggest", "two", "--format", "json")[1])
    put(f"{folder}/plan.json", plans[1])
    exit, out, err = run(folder, "verify", "two/b.yaml", "--plan", "plan.json")
    check(exit == 0, f"verify of one of several: {out}{err}")

    # nothing may begin after the last day: what is in the way is the flag
    exit, out, _ = run(folder, "suggest", "two/a.yaml", "--start", "2026-02-01", "--format", "json")
    check(exit == 1 and "--start" in json.loads(out)["conflict"]["change"], f"a start after the end: {out}")

    # one calendar of all, or one for each team
    exit, out, err = run(folder, "suggest", "two", "--format", "ics")
    events = [line[4:] for line in out.splitlines() if line.startswith("UID:")]
    sessions = sum(len(chosen["sessions"]) for plan in plans for chosen in plan["chosen"])
    check(exit == 0 and len(events) == len(set(events)) and sum("-session-" in uid for uid in events) == sessions, f"ics: {exit} {err} {events}")
    check(all(crn in line for line, crn in zip([l for l in out.splitlines() if l.startswith("SUMMARY:")], [uid[:7] for uid in events])), "ics: whose session it is")
    for form in ("ics", "csv", "html", "xlsx"):
        exit, out, err = run(folder, "suggest", "two", "--split", "team", "--output", f"{form}=split-{form}", "--quiet")
        check(exit == 0 and sorted(os.listdir(f"{folder}/split-{form}")) == [f"N51M01.{form}", f"N51M02.{form}"], f"split {form}: {exit} {err}")
    with open(f"{folder}/split-ics/N51M02.ics") as file:
        check("X900001" not in file.read(), "split ics: another team's case")
    # Whom nobody can plan for before somebody says which requirement is meant is not passed by as if there were nothing to plan.
    two = case("X900008")
    two["orders"][0]["requirements"].append({"id": "R2", "type": "rehabilitation_activity", "max_days": 10, "status": "active"})
    put(f"{folder}/choice/two.yaml", two)
    put(f"{folder}/choice/one.yaml", case("X900007"))
    put(f"{folder}/choice/none.yaml", case("X900006", orders=[{"id": "O1", "type": "community_order", "sentence_date": "2025-01-13", "end_date": "2026-01-12", "requirements": []}]))
    exit, out, err = run(folder, "suggest", "choice", "--format", "json")
    named = {one["file"]: one["why"] for one in json.loads(out) if one["schema"] == "unreadable/1"}
    check(exit == 3 and list(named) == ["choice/two.yaml"] and "say which with --requirement" in named["choice/two.yaml"], f"two requirements: {exit} {named} {err}")
    check("choice/none.yaml: passed by" in err, f"nothing to plan: {err}")
    exit, out, err = run(folder, "suggest", "choice/two.yaml", "--format", "json")
    check(exit == 2 and "say which with --requirement" in err, f"two requirements alone: {exit} {err}")
    # What goes on stands in every format that people read, and in none of the others' place.
    put(f"{folder}/kept.yaml", case("X900009", plan={"completed_date": "2025-02-10", "activities": [
        {"id": "A1", "requirement": "R1", "intervention": "first", "kind": "structured_intervention", "need": "thinking_and_behaviour", "planned_days": 3,
         "sessions": ["2025-02-20", "2025-03-10", "2025-03-17"], "status": "in_progress"}]}))
    for form, expected in (("text", "kept:\n  A1 first: 2025-03-10 2025-03-17; 1 day ahead, dates not recorded\n"), ("markdown", "## Kept\n\n- A1 first: 2025-03-10 2025-03-17; 1 day ahead, dates not recorded\n")):
        exit, out, err = run(folder, "suggest", "kept.yaml", "--format", form)
        check(expected in out, f"{form}: the work that goes on: {exit} {out[:900]} {err}")

print("\n".join(problems))
sys.exit(1 if problems else 0)
