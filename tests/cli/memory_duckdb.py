"""An analyst's DuckDB (npm) reads what the tools write: the findings and the trend of a run as CSV and as NDJSON, typed by itself, with the
figures of the JSON; and the memory of runs, where DuckDB's reader of SQLite files is at hand."""
import json
import os
import subprocess
import sys
import tempfile

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path.insert(0, os.path.join(root, "tests", "npm"))
import packages

problems = []


def check(claim, about):
    if not claim:
        problems.append(str(about)[:400])


def run(*words):
    done = subprocess.run([f"{bins}/rar-audit", *words, "--no-config"], cwd=root, capture_output=True, text=True)
    check(done.returncode in (0, 1, 3), f"{words}: exit {done.returncode} {done.stderr[:200]}")
    return done.stdout


with tempfile.TemporaryDirectory() as folder:
    for as_of in ("2025-09-24", "2025-10-24"):
        run("check", "examples/caseload", "--as-of", as_of, "--fail-on", "never", "--format", "ndjson", "--output", f"ndjson={folder}/run.ndjson", "--output", f"csv={folder}/run.csv",
            "--output", f"sqlite={folder}/runs.db", "--output", f"json={folder}/run.json")
    run("trend", f"{folder}/runs.db", "--by", "team", "--output", f"csv={folder}/trend.csv", "--output", f"json={folder}/trend.json")
    run("due", "examples/caseload", "--as-of", "2025-10-24", "--all", "--output", f"csv={folder}/due.csv", "--output", f"json={folder}/due.json")
    truth, trend, due = (json.load(open(f"{folder}/{name}.json")) for name in ("run", "trend", "due"))
    asked = [{"sql": f"select severity, count(*) from read_csv_auto('{folder}/run.csv') where outcome = 'fail' group by 1 order by 1"},
             {"sql": f"select severity, count(*) from read_json_auto('{folder}/run.ndjson', union_by_name = true) where schema = 'finding/1' and outcome = 'fail' group by 1 order by 1"},
             {"sql": f"select as_of, team, cases, errors, overdue from read_csv_auto('{folder}/trend.csv') order by as_of, team"},
             {"sql": f"select crn, kind, due, days_left from read_csv_auto('{folder}/due.csv') where due is not null"},
             {"sql": "select as_of, team, cases, errors, overdue from memory.trend_by_team order by as_of, team", "of_memory": True},
             {"sql": "select count(*) from memory.open_findings", "of_memory": True}]
    said = json.loads(packages.node(root, "duckdb.js", ["@duckdb/node-api"], given=json.dumps({"attach": f"{folder}/runs.db", "queries": asked})))

fails = [f for f in truth["findings"] if f["outcome"] == "fail"]
by_severity = [[s, str(sum(f["severity"] == s for f in fails))] for s in sorted({f["severity"] for f in fails})]
rows_of_trend = sorted([r["as_of"], r["group"]["team"], *(str(r[n]) for n in ("cases", "errors", "overdue"))] for r in trend)
csv, ndjson, of_trend, of_due, memory, still_open = said["answers"]
check(fails and csv["rows"] == by_severity, f"findings in CSV: {csv['rows']}, not {by_severity}")
check(ndjson["rows"] == by_severity, f"findings in NDJSON: {ndjson['rows']}, not {by_severity}")
check(of_trend["types"][0] == "DATE" and set(of_trend["types"][2:]) == {"BIGINT"}, f"types of the trend: {of_trend['types']}")
check(sorted(of_trend["rows"]) == rows_of_trend, f"the trend: {of_trend['rows'][:2]}, not {rows_of_trend[:2]}")
check(of_due["types"][2:] == ["DATE", "BIGINT"], f"types of what is due: {of_due['types']}")
check(sorted(of_due["rows"]) == sorted([d["crn"], d["kind"], d["due"], str(d["days_left"])] for d in due if d["due"] is not None), "what is due")
if said["attached"]:
    check(sorted([str(v) for v in row] for row in memory["rows"]) == rows_of_trend, f"the memory: {memory['rows'][:2]}")
    check(still_open["rows"] == [[str(len(fails))]], f"open findings: {still_open['rows']}")
else:
    print("DuckDB's reader of SQLite files is not here: the memory itself was not asked")
print("\n".join(problems) or "DuckDB reads the same figures")
sys.exit(1 if problems else 0)
