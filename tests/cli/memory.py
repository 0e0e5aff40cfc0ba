"""The memory of runs: what it says is what the JSON of the runs said, a run that is there already writes not a byte, writers wait for one
another, and what is forgotten is gone from the file. trend says what the view trend_by_team says."""
import datetime
import collections
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import page_reader

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
AUDIT = os.path.join(bins, "rar-audit")
problems = []


def check(claim, about):
    if not claim:
        problems.append(str(about)[:600])


def run(folder, *words):
    return subprocess.run([AUDIT, *words, "--no-config"], cwd=folder, capture_output=True)


def keep(folder, as_of, *more, paths=("cases",)):
    done = run(folder, "check", *paths, "--as-of", as_of, "--output", "sqlite=runs.db", "--format", "json", "--fail-on", "never", *more)
    check(done.returncode in (0, 3), done.stderr.decode())
    return json.loads(done.stdout or b"null")


def case(number, week, team):
    """A case whose faults come and go with the weeks."""
    reviews = "[]" if (number + week) % 3 else "[{id: V1, date: 2025-05-01, kind: completion_6_months, requirement: R1}]"
    outcome = "failed_to_attend" if week < number % 5 else "attended_complied"
    return f"""schema: case/1
crn: X90000{number}
person: {{sex: male}}
manager: {{region: N51, team: {team}, officer: N51O0{number}}}
flags: []
orders:
  - id: O1
    type: community_order
    conviction_date: 2025-01-13
    sentence_date: 2025-01-13
    end_date: {"2025-11-30" if number % 2 else "2026-01-12"}
    amendments: []
    requirements: [{{id: R1, type: rehabilitation_activity, max_days: {20 - number % 3}, status: active}}]
contacts:
  - {{id: C1, date: 2025-09-0{1 + number % 8}, type: supervision_appointment, national_standards: true, outcome: {outcome}}}
enforcement: []
reviews: {reviews}
suspensions: []
"""


def rows(path, sql, *values):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return [tuple(r) for r in database.execute(sql, values)]


def gap(pointer):
    return "/".join("*" if s.isdigit() else s for s in pointer.split("/"))


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(f"{folder}/cases")
    path = f"{folder}/runs.db"
    said, teams = {}, {}
    weeks = [datetime.date(2025, 10, 1) + datetime.timedelta(weeks=w) for w in range(6)]
    for week, day in enumerate(weeks):
        for number in range(1, 9):
            if number == 8 and week == 3:
                os.remove(f"{folder}/cases/8.yaml")
                continue
            team = "N51M02" if number == 2 and week > 2 else f"N51M0{1 + number % 2}"
            open(f"{folder}/cases/{number}.yaml", "w").write(case(number, week, team))
            teams[(week, f"X90000{number}")] = team
        said[str(day)] = keep(folder, str(day), "--max-findings", "1") and json.loads(run(folder, "check", "cases", "--as-of", str(day), "--format", "json").stdout)
    check(os.stat(path).st_mode & 0o777 == 0o640, "mode: the group may read every case")
    os.chmod(f"{folder}/cases/1.yaml", 0o600)
    run(folder, "check", "cases", "--as-of", "2025-09-01", "--output", "sqlite=own.db")
    check(os.stat(f"{folder}/own.db").st_mode & 0o777 == 0o600, "mode: one case that the group may not read")

    # What it holds is what was said, though one finding was printed.
    for run_id, as_of in rows(path, "select run_id, as_of from runs order by run_id"):
        truth = said[as_of]
        told = sorted((f["fingerprint"], f["crn"], f["order_id"], f["requirement_id"], f["rule"], f["severity"], f["basis"], f["outcome"], f["subject"]) for f in truth["findings"] if f["outcome"] != "pass")
        held = sorted(rows(path, "select fingerprint, crn, order_id, requirement_id, rule, severity, basis, outcome, subject from findings where run_id = ?", run_id))
        check(told == held, f"{as_of}: {len(told)} findings, {len(held)} held")
        lacks = sorted({(f["fingerprint"], gap(m)) for f in truth["findings"] for m in f["missing"] if f["outcome"] == "undetermined"})
        check(lacks == sorted(rows(path, "select fingerprint, fact from missing where run_id = ?", run_id)), f"{as_of}: missing facts")
        told = sorted((c["crn"], c["file"], c["findings"]["error"], c["findings"]["warning"], c["findings"]["note"], c["outcomes"]["undetermined"]) for c in truth["cases"])
        check(told == sorted(rows(path, "select crn, file, errors, warnings, notes, undetermined from cases where run_id = ?", run_id)), f"{as_of}: cases")
        told = sorted((c["crn"], r["requirement_id"], r["max_days"], r["days_counted"]) for c in truth["cases"] for o in c["orders"] for r in o["requirements"])
        check(told == sorted(rows(path, "select crn, requirement_id, max_days, days_counted from requirements where run_id = ?", run_id)), f"{as_of}: requirements")
    last = str(weeks[-1])
    newest = max(r for r, in rows(path, "select run_id from runs"))
    due = json.loads(run(folder, "due", "cases", "--all", "--as-of", last, "--format", "json").stdout)
    key = lambda r: tuple(map(str, r))
    check(sorted(((d["crn"], d["order_id"], d["requirement_id"], d["kind"], d["due"], d["state"], d["days_left"]) for d in due), key=key)
          == sorted(rows(path, "select crn, order_id, requirement_id, kind, due, state, days_left from due where run_id = ?", newest), key=key), "due")
    for by in ("", "region", "team"):
        measures = json.loads(run(folder, "measures", "cases", "--as-of", last, "--format", "json", *(["--by", by] if by else [])).stdout)
        told = sorted(((m["measure"], ",".join(f"{k}={v or ''}" for k, v in m["group"].items()), m["numerator"], m["denominator"], m["undetermined"], m["not_applicable"], m["percentage"], m["at_least"], m["at_most"]) for m in measures), key=key)
        held = sorted(rows(path, 'select measure, "group", numerator, denominator, undetermined, not_applicable, percentage, at_least, at_most from measures where run_id = ? and ("group" like ? or ? = \'\' and "group" not like \'%region=%\' and "group" not like \'%team=%\' and "group" not like \'%pdu=%\')', newest, by + "=%", by), key=key)
        check(told == held, f"measures by {by}: {[x for x in told if x not in held][:2]} {[x for x in held if x not in told][:2]}")

    # first_seen, mended and trend_by_team, reckoned from what was said.
    fails = [{f["fingerprint"]: f for f in said[str(d)]["findings"] if f["outcome"] == "fail"} for d in weeks]
    judged = [{c["crn"] for c in said[str(d)]["cases"]} for d in weeks]
    seen = sorted((fp, str(weeks[min(w)]), str(weeks[max(w)]), len(w)) for fp in set().union(*fails) for w in [[i for i, f in enumerate(fails) if fp in f]])
    check(seen == sorted(rows(path, "select fingerprint, first_as_of, last_as_of, runs from first_seen")), "first_seen")
    mended = []
    for i in range(1, len(weeks)):
        for fp, f in fails[i - 1].items():
            if fp not in fails[i] and f["crn"] in judged[i]:
                start = i - 1
                while start > 0 and fp in fails[start - 1]:
                    start -= 1
                mended.append((fp, f["rule"], f["crn"], str(weeks[start]), str(weeks[i]), (weeks[i] - weeks[start]).days))
    check(mended and sorted(mended) == sorted(rows(path, "select fingerprint, rule, crn, first_as_of, mended_as_of, days from mended")), f"mended {len(mended)}")
    trend = {}
    for i, day in enumerate(weeks):
        for crn in judged[i]:
            trend.setdefault((str(day), teams[(i, crn)]), dict.fromkeys(("cases", "errors", "warnings", "notes", "undetermined", "overdue", "new", "mended"), 0))["cases"] += 1
        for f in said[str(day)]["findings"]:
            row = trend[(str(day), teams[(i, f["crn"])])]
            if f["outcome"] == "undetermined":
                row["undetermined"] += 1
            elif f["outcome"] == "fail":
                row[f["severity"] + "s"] += 1
                row["new"] += i > 0 and f["fingerprint"] not in fails[i - 1]
        for d in json.loads(run(folder, "due", f"cases", "--all", "--as-of", str(day), "--format", "json").stdout) if i == len(weeks) - 1 else []:
            trend[(str(day), teams[(i, d["crn"])])]["overdue"] += d["state"] == "overdue"
    for fp, rule, crn, first, at, days in mended:
        trend[(at, teams[(weeks.index(datetime.date.fromisoformat(at)), crn)])]["mended"] += 1
    names = ("cases", "errors", "warnings", "notes", "undetermined", "new", "mended")
    held = {(a, t): dict(zip(names, r)) for a, t, *r in rows(path, "select as_of, team, cases, errors, warnings, notes, undetermined, new, mended from trend_by_team")}
    check(held == {k: {n: v[n] for n in names} for k, v in trend.items()}, f"trend_by_team {[(k, held.get(k), v) for k, v in trend.items() if held.get(k) != {n: v[n] for n in names}][:2]}")
    check(dict(rows(path, "select team, overdue from trend_by_team where as_of = ?", last)) == {t: v["overdue"] for (a, t), v in trend.items() if a == last}, "overdue")
    done = run(folder, "trend", "runs.db", "--by", "team", "--format", "json")
    told = json.loads(done.stdout)
    names += ("overdue",)
    check([(r["as_of"], r["group"]["team"], *(r[n] for n in names)) for r in told] == rows(path, f"select as_of, team, {', '.join(names)} from trend_by_team order by as_of, team"), "trend is not trend_by_team")
    whole = json.loads(run(folder, "trend", "runs.db", "--format", "json").stdout)
    check([r["errors"] for r in whole] == [sum(f["outcome"] == "fail" and f["severity"] == "error" for f in said[str(d)]["findings"]) for d in weeks], "trend")
    check(whole[-1]["measures"]["on_pace"]["numerator"] == next(m["numerator"] for m in json.loads(run(folder, "measures", "cases", "--as-of", last, "--format", "json").stdout) if m["measure"] == "on_pace"), "trend: measures")
    days = sorted(d for *_, at, d in mended if at == last)
    middle = None if not days else (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
    check(whole[-1]["mended_days"] == middle, f"mended_days {whole[-1]['mended_days']} {middle}")
    page, wrong = page_reader.read(run(folder, "trend", "runs.db", "--by", "team", "--measure", "on_pace", "--format", "html").stdout.decode())
    check(not wrong and page.one("body").get("data-page") == "trend", wrong)
    drawn = [s.get("data-drawn") for s in page.all("svg", data_drawn=True)]
    check(drawn == ["cases", "errors", "warnings", "notes", "undetermined", "overdue", "new", "mended", "on_pace"], drawn)
    listed = [(r.get("data-as-of"), r.get("data-group")) for r in page.all("tr", data_as_of=True)]
    check(listed == [(r["as_of"], "team=" + r["group"]["team"]) for r in told], f"rows of the page: {listed}")
    shown = {f.get("data-figure"): int(f.words()) for f in page.all(data_figure=True)}
    check(shown == {n: sum(r[n] for r in told if r["as_of"] == last) for n in ("overdue", "errors", "warnings", "notes", "undetermined", "cases")}, shown)
    page, wrong = page_reader.read(run(folder, "trend", "runs.db", "--format", "html").stdout.decode())
    check(not wrong and {s.get("data-drawn") for s in page.all("svg", data_drawn=True)} > set(whole[-1]["measures"]) - {n for n, m in whole[-1]["measures"].items() if m["at_least"] is None}, "a measure is not drawn")
    check(len(json.loads(run(folder, "trend", "runs.db", "--from", str(weeks[2]), "--until", str(weeks[3]), "--format", "json").stdout)) == 2, "trend --from --until")
    check(b"errors" in run(folder, "trend", "runs.db", "--measure", "on_pace").stdout, "trend in text")

    # The difference of two runs is that of their saved outputs.
    for name, day in (("a", weeks[-2]), ("b", weeks[-1])):
        summary = said[str(day)]["summary"]
        records = said[str(day)]["findings"] + said[str(day)]["cases"]
        summary["account"]["records"] = dict(collections.Counter(r["schema"] for r in records))
        records.append(summary)
        open(f"{folder}/{name}.ndjson", "w").write("".join(json.dumps(r) + "\n" for r in records))
    saved = json.loads(run(folder, "diff", "a.ndjson", "b.ndjson", "--format", "json").stdout)
    held = json.loads(run(folder, "diff", "runs.db", "--runs", str(weeks[-2]), last, "--format", "json").stdout)
    brief = lambda d: (sorted((f["fingerprint"], f["cause"]) for f in d["new"]), sorted((f["fingerprint"], f["cause"]) for f in d["gone"]), d["unchanged"], d["causes"], d["compared"])
    check(brief(saved) == brief(held), f"diff: {brief(saved)} {brief(held)}")
    check(run(folder, "diff", "runs.db", "--runs", "1", "99").returncode == 2, "a run that is not there")
    # What the other run did not ask, or did not look at, is no change of the record and none of the policy.
    os.rename(f"{folder}/cases/1.yaml", f"{folder}/1.yaml")
    without = "c.ndjson", run(folder, "check", "cases", "--as-of", last, "--select", "ORD,REV", "--format", "ndjson", "--output", "sqlite=looked.db").stdout
    os.rename(f"{folder}/1.yaml", f"{folder}/cases/1.yaml")
    with_it = "d.ndjson", run(folder, "check", "cases", "--as-of", last, "--format", "ndjson", "--output", "sqlite=looked.db").stdout
    for name, text in (without, with_it):
        open(f"{folder}/{name}", "wb").write(text)
    for one, other, a, b in (("c", "d", "1", "2"), ("d", "c", "2", "1")):
        saved = json.loads(run(folder, "diff", f"{one}.ndjson", f"{other}.ndjson", "--format", "json").stdout)
        held = json.loads(run(folder, "diff", "looked.db", "--runs", a, b, "--format", "json").stdout)
        check(brief(saved) == brief(held), f"diff: {brief(saved)} {brief(held)}")
        check({c["cause"] for c in held["causes"]} == {"rule_not_run", "case_not_judged"}, held["causes"])
        check(held["compared"]["cases"]["both"] == 7 and held["compared"]["inputs"] == held["compared"]["settings"] == "other", held["compared"])
    check(b"1 only in B" in run(folder, "diff", "looked.db", "--runs", "1", "2").stdout, "diff says in words what was compared")

    # The same again: not a byte. Another scope: a run of its own. The same day again with another record: the last stands.
    before = open(path, "rb").read(), os.stat(path).st_mtime_ns
    keep(folder, last)
    keep(folder, last, "--max-findings", "1")
    check((open(path, "rb").read(), os.stat(path).st_mtime_ns) == before, "the same run wrote")
    keep(folder, last, "--scope", "north")
    check(rows(path, "select scope, count(*) from runs group by scope order by scope") == [("", 6), ("north", 1)], "scopes")
    open(f"{folder}/cases/1.yaml", "a").write("# another\n")
    keep(folder, last)
    check(rows(path, "select stands, count(*) from runs where scope = '' group by stands order by stands") == [(0, 1), (1, 6)], "stands")
    check(rows(path, "select count(*) from open_findings where scope = ''") == [(len(fails[-1]),)], "open_findings")

    # Writers wait for one another.
    threads = [threading.Thread(target=keep, args=(folder, last, "--scope", f"s{i}")) for i in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    check(rows(path, "select count(*) from runs where scope like 's%'") == [(6,)], "six writers")
    check(rows(path, "pragma integrity_check") == [("ok",)], "integrity")

    # What is not ours is left alone.
    for name, make in (("text.db", lambda p: open(p, "w").write("a list\n")), ("foreign.db", lambda p: sqlite3.connect(p).execute("create table t(a)").connection.commit())):
        make(f"{folder}/{name}")
        was = open(f"{folder}/{name}", "rb").read()
        done = run(folder, "check", "cases", "--as-of", last, "--output", f"sqlite={name}")
        check(done.returncode == 2 and open(f"{folder}/{name}", "rb").read() == was, f"{name}: exit {done.returncode} {done.stderr.decode()}")
    for change in ("create trigger t after insert on run begin delete from run; end", "pragma user_version = 99"):
        copy = f"{folder}/changed.db"
        open(copy, "wb").write(open(path, "rb").read())
        with sqlite3.connect(copy) as database:
            database.execute(change)
        was = open(copy, "rb").read()
        check(run(folder, "check", "cases", "--as-of", last, "--output", "sqlite=changed.db").returncode == 2 and open(copy, "rb").read() == was, change)
        check(run(folder, "trend", "changed.db").returncode == 2, change)

    # Forgotten is gone.
    before = rows(path, "select * from runs where as_of >= ?", str(weeks[2]))
    done = run(folder, "forget", "runs.db", "--crn", "X900003")
    check(done.returncode == 0, done.stderr.decode())
    check(b"X900003" not in open(path, "rb").read() and not os.path.exists(path + "-journal"), "a person is left in the file")
    check(rows(path, "select count(*) from findings where crn = 'X900003'") == [(0,)] and rows(path, "select count(*) from findings where crn = 'X900004'")[0][0] > 0, "forget --crn")
    trend_before = json.loads(run(folder, "trend", "runs.db", "--from", str(weeks[3]), "--format", "json").stdout)
    check(run(folder, "forget", "runs.db", "--before", str(weeks[2])).returncode == 0, "forget --before")
    check(str(weeks[0]).encode() not in open(path, "rb").read(), "an old run is left in the file")
    check(rows(path, "select * from runs where as_of >= ?", str(weeks[2])) == before, "forget --before took others")
    check([r["errors"] for r in json.loads(run(folder, "trend", "runs.db", "--from", str(weeks[3]), "--format", "json").stdout)] == [r["errors"] for r in trend_before], "trend after forget")
    check(rows(path, "pragma integrity_check") == [("ok",)], "integrity after forget")

    # Redacted: no code of an officer.
    os.remove(path)
    keep(folder, last, "--redact")
    check(b"N51O0" not in open(path, "rb").read(), "an officer's code")
    check(rows(path, "select count(distinct officer) from cases")[0][0] > 1, "officers are not told apart")
    held = open(path, "rb").read()
    keep(folder, last, "--redact")
    check(open(path, "rb").read() == held, "the same run, redacted, writes nothing")
    again = run(folder, "check", "cases", "--as-of", str(weeks[-1] + datetime.timedelta(days=7)), "--redact", "--output", "sqlite=runs.db")
    check(again.returncode == 2 and b"--redact-key" in again.stderr and open(path, "rb").read() == held, f"officer-1 of another run: exit {again.returncode} {again.stderr[:200]}")
    os.remove(path)
    with open(os.path.join(folder, "key"), "wb") as out:
        out.write(b"k" * 32)
    for day in (weeks[-2], weeks[-1]):
        check(run(folder, "check", "cases", "--as-of", str(day), "--redact", "--redact-key", "key", "--output", "sqlite=runs.db").returncode in (0, 1), "a memory with a key")
    check(rows(path, "select count(*) from runs") == [(2,)], "two runs with one key")

print("\n".join(problems[:30]) or "the memory agrees")
sys.exit(1 if problems else 0)
