"""What eip-score says of a register and of panels on a day, and how: what is dated after as-of has not happened, the last line of NDJSON is
the run's summary in every command, and Markdown speaks in words."""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

tool = os.path.join(os.path.abspath(sys.argv[1]), "eip-score")
PRINCIPLES = "evidence_base rationale replication targeting useful_skills no_harm quality_assurance evaluation".split()
problems = []


def check(claim, about):
    if not claim:
        problems.append(about)


def put(folder, path, content):
    full = os.path.join(folder, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w") as file:
        file.write(json.dumps(content) if isinstance(content, dict) else content)


def entry(id, lifecycle):
    return {"schema": "intervention/1", "id": id, "title": id.title(), "version": 1, "kind": "structured_intervention", "need_area": "domestic_abuse", "needs": ["relationships"],
            "sessions": {"group": 6}, "lifecycle": lifecycle}


def sheet(**more):
    members = ["M1", "M2", "M3"]
    out = {"schema": "panel/1", "id": "s1", "intervention": "x-one", "version": 1, "date": "2025-03-12", "sitting": "si-9", "policy": "eip-2021",
           "members": [{"id": m, "role": "chair" if m == "M1" else "member"} for m in members],
           "marks": [dict({"member": m, "stage": stage, **{p: 2 for p in PRINCIPLES}}, **({"vote": "approve"} if stage == "final" else {})) for m in members for stage in ("independent", "final")]}
    return {**out, **more}


with tempfile.TemporaryDirectory() as folder:
    def run(*words, as_of="2025-10-24"):
        done = subprocess.run([tool, *words, "--as-of", as_of, "--no-config"], cwd=folder, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    rows = [{"date": "2020-11-18", "state": "appraised"}, {"date": "2022-01-20", "state": "approved"}]
    put(folder, "r/a-one.yaml", entry("a-one", {"state": "approved", "framework": "eip-2021", "approved_date": "2022-01-20", "review_date": "2027-01-20", "history": rows}))
    put(folder, "r/b-two.yaml", entry("b-two", {"state": "approved", "framework": "eip-2021", "approved_date": "2022-01-20", "review_date": "2027-01-20"}))

    put(folder, "r/N51.yaml", {"schema": "selection/1", "region": "N51", "from": "2022-04-01", "selected": ["a-one"]})

    # a review is of an approval: on a day before it there is none
    for day, review in (("2021-06-01", ""), ("2022-01-19", ""), ("2022-01-20", "2027-01-20"), ("2025-10-24", "2027-01-20")):
        table = {r["id"]: r for r in csv.DictReader(io.StringIO(run("suite", "r", "--format", "csv", as_of=day)[1]))}
        check(table["a-one"]["review_date"] == review, f"suite on {day}: {table}")

    # a ratification after as-of: the panel's recommendation stands, and nobody differs from anybody
    for day, decision, differs in (("2025-04-02", "not_approved", True), ("2025-10-24", "not_approved", True), ("2025-10-25", "not_approved", False), ("2099-01-01", "not_approved", False),
                                   ("2025-04-02", "approved", False)):
        put(folder, "sheet.yaml", sheet(ratification={"board": "EIP", "date": day, "decision": decision}))
        said = json.loads(run("score", "sheet.yaml", "--format", "json")[1])
        ahead = day > "2025-10-24"
        check(any(f["rule"] == "EIP910" for f in said["findings"]) == differs, f"EIP910 of a board on {day}: {said['findings']}")
        check((said["ratified"], said["decided_by"], said["ratification"] is None) == ((None, "panel", True) if ahead else (decision, "board", False)), f"ratified on {day}: {said['ratified']} {said['decided_by']}")
        item = json.loads(run("register", "minutes", "sheet.yaml", "r", "--sitting", "si-9", "--format", "json")[1])["items"][0]
        check(item["differs"] == differs and (item["ratification"] is None) == ahead, f"minutes of a board on {day}: {item['ratification']} {item['differs']}")

    # the last line of NDJSON is the summary, and says what the run ends with
    put(folder, "marks.csv", "unit,rater,mark\nu,A,1\nu,B,1\nv,A,2\nv,B,1\n")
    put(folder, "half/a.yaml", entry("c-three", {"state": "approved"}))
    put(folder, "half/b.yaml", "schema: intervention/1\nid: d-four\ntitle: [\n")
    for words in (["suite", "r"], ["suite", "r", "--summary"], ["suite", "half"], ["regions", "r"], ["overlap", "r"], ["register", "log", "r"], ["register", "due", "r"], ["score", "sheet.yaml"],
                  ["report", "sheet.yaml"], ["agreement", "marks.csv", "--scale", "1,2"], ["agreement", "sheet.yaml"], ["register", "minutes", "sheet.yaml", "r", "--sitting", "si-9"], ["check", "r"]):
        code, out, err = run(*words, "--format", "ndjson")
        last = json.loads(out.splitlines()[-1])
        check(last["schema"] == "summary/1" and last["exit"] == code and (last["verdict"] == "unreadable") == (code == 3), f"{words}: exit {code}, last {last} {err}")
        check(len(out.splitlines()) > 1 or words in (["overlap", "r"], ["register", "due", "r"], ["suite", "r", "--summary"]), f"{words}: {out[:200]}")

    # a table is its rows: without them there is none
    code, out, err = run("suite", "r", "--summary", "--format", "csv")
    check(code == 2 and out == "" and "--summary: has no form in csv" in err, f"suite --summary as csv: {code} {out[:100]} {err}")

    # Markdown: the words of people, in the head and in the cells
    for words, there in ((["suite", "r"], ["Structured intervention", "Domestic abuse"]), (["regions", "r"], ["Domestic abuse", "Region"]), (["register", "due", "r", "--all"], ["Review of an intervention", "Days left"])):
        out = run(*words, "--format", "markdown")[1]
        table = "\n".join(line for line in out.splitlines() if line.startswith("|"))
        check(all(word in table for word in there) and "\\_" not in table.replace("review\\_date", ""), f"{words}: {out}")

print("\n".join(problems))
sys.exit(1 if problems else 0)
