"""rar-plan cohort: nobody is lost between those who are placed and those who wait, a sheet of what is settled names people and groups that
are there, and the workbook has a sheet for each group and one of those who wait."""
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

tool = os.path.join(os.path.abspath(sys.argv[1]), "rar-plan")
problems = []


def check(claim, about):
    if not claim:
        problems.append(about)


def case(crn, end):
    return {"schema": "case/1", "crn": crn,
            "orders": [{"id": "O1", "type": "community_order", "sentence_date": "2025-01-13", "end_date": end, "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": 20, "status": "active"}]}],
            "assessments": [{"id": "S1", "completed_date": "2025-02-03", "needs": [{"area": "thinking_and_behaviour", "priority": 1}]}], "contacts": [], "suspensions": []}


with tempfile.TemporaryDirectory() as folder:
    def put(path, content):
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))

    def run(*words):
        done = subprocess.run([tool, "cohort", "cases", "--directory", "directory.yaml", "--catalogue", "catalogue", "--as-of", "2025-03-03", "--no-config", *words], cwd=folder, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    put("catalogue/a.yaml", {"schema": "intervention/1", "id": "stop-and-think", "title": "Stop and Think", "kind": "structured_intervention", "needs": ["thinking_and_behaviour"],
                             "sessions": {"group": 5}, "lifecycle": {"state": "approved", "approved_date": "2022-01-01"}})
    long = "Group-with-a-long-name-of-the-north"
    entry = {"intervention": "stop-and-think", "weekday": "wednesday", "time": "10:00", "minutes": 120, "places": 1, "min_size": 1}
    put("directory.yaml", {"schema": "directory/1", "region": "N51", "entries": [{"id": "G", **entry, "starts": ["2025-06-04"]}, {"id": long + "-east", **entry, "starts": ["2025-06-04"]}, {"id": long + "-WEST", **entry, "starts": ["2025-06-04"]}]})
    # the last one's order ends before any group does
    for n, end in enumerate(("2025-07-10", "2025-12-01", "2026-01-12", "2026-01-12", "2025-06-10")):
        put(f"cases/{n}.yaml", case(f"X90001{n}", end))

    code, text, err = run()
    people = {p["crn"] for p in json.loads(run("--format", "json")[1])["people"]}
    check(code == 0 and people == set(re.findall(r"X90001\d", text)), f"people of the text: {text}{err}")
    check("X900014 thinking and behaviour: last useful 2025-06-10" in text, f"who has no way: {text}")
    check('data-crn="X900014"' in run("--format", "html")[1], "who has no way, on the page")

    code, _, err = run("--output", "xlsx=c.xlsx", "--quiet")
    with zipfile.ZipFile(os.path.join(folder, "c.xlsx")) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        texts = book.read("xl/sharedStrings.xml").decode()
    check(code == 0 and len(names) == 6 and names[0] == "Cohort" and "G 2025-06-04" in names and names[-2:] == ["Waiting", "About this run"], f"sheets {names} {err}")
    check(len({n.lower() for n in names}) == len(names) and all(len(n) <= 31 for n in names), f"sheets {names}")
    check(all(crn in texts for crn in sorted(people)[:4]), "people of the workbook")

    for row, code, said in (("X900012,G,2025-06-04", 0, ""), ("X900019,G,2025-06-04", 2, "X900019"), ("X900012,Z,2025-06-04", 2, "no entry Z"), ("X900012,G,2025-06-05", 2, "2025-06-05")):
        put("decided.csv", "crn,entry,start\n" + row + "\n")
        got, _, err = run("--decided", "decided.csv")
        check(got == code and said in err, f"decided {row}: {got} {err}")

print("\n".join(problems))
sys.exit(1 if problems else 0)
