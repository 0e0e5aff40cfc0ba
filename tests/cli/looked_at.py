"""Commands that judge no case by a rule say what they looked at as well; no name of a file is lost on the way into a record
or a command to paste; and what cannot be done is refused before anything is read."""
import functools
import json
import os
import shutil
import subprocess
import sys

from tally import Folder, Tally

tools, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
examples = os.path.join(root, "examples")
CASE = open(os.path.join(examples, "caseload/north/X310001.yaml"), encoding="utf-8").read()
ABSENCE = """schema: case/1
crn: X900001
orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 20, status: active}
contacts:
  - {id: C1, date: 2025-04-08, type: activity_session, requirement: R1, rar_activity: true, outcome: failed_to_attend}
"""
POLICY = "schema: policy/1\nid: p\nregion: N51\nvalues: []\n"
tally = Tally()
check, wrong = tally.check, tally.wrong
Folder = functools.partial(Folder, tools)


def adds_up(what, a):
    f, d = a["files"], a["documents"]
    check(what, f["found"] == f["judged"] + f["excluded"] + f["passed_over"] + f["unreadable"] + f["other_shard"], f)
    check(what, d["read"] == d["judged"] + d["not_understood"] + d["other_kind"] + d["other_shard"], d)
    check(what, a["findings"]["made"] == a["findings"]["printed"] + sum(r["findings"] for r in a["findings"]["not_printed"]), a["findings"])
    check(what, f["passed_over"] == sum(r["files"] for r in a["passed_over"]), a)


def ends():
    """The line ends every report in words, and stands on standard error beside every other."""
    folder = Folder({"a.yaml": CASE, "p.yaml": POLICY, "marks.csv": "unit,rater,mark\nU1,R1,1\nU1,R2,2\nU2,R1,2\nU2,R2,2\n"})
    shutil.copytree(os.path.join(examples, "extract/last-week"), os.path.join(folder.path, "rows"))
    open(os.path.join(folder.path, "rows/notes.md"), "w").close()
    shutil.copytree(os.path.join(examples, "panels/sitting-2025-03"), os.path.join(folder.path, "sheets"))
    ready = os.path.join(root, "tests/cli/plan-data/ready.yaml")
    shutil.copy(ready, os.path.join(folder.path, "ready.yaml"))
    imported = ["import", "rows", "--mapping", "delius", "--out", "cases", "--extract-date", "2025-10-17"]
    for tool, words, line in (
            ("rar-plan", ["suggest", "ready.yaml"], "1 file: 1 judged"), ("rar-plan", ["verify", "ready.yaml"], "1 file: 1 judged"),
            ("rar-plan", ["options", "ready.yaml"], "1 file: 1 judged"), ("rar-plan", ["propose", os.path.join(examples, "before-sentence.yaml")], "1 file: 1 judged"),
            ("eip-score", ["score", "sheets"], "4 files: 4 judged; 20 rules run"), ("eip-score", ["report", "sheets"], "4 files: 4 judged; 20 rules run"),
            ("eip-score", ["agreement", "sheets"], "4 files: 4 judged"), ("eip-score", ["agreement", "marks.csv", "--scale", "1,2"], "1 file: 1 judged"),
            ("eip-score", ["regions", os.path.join(examples, "catalogue"), os.path.join(examples, "selections"), "--summary"], "56 files: 56 judged"),
            ("rar-record", imported, "9 files: 8 judged, 1 passed over"), ("rar-record", imported + ["--dry-run"], "9 files: 8 judged, 1 passed over"),
            ("rar-record", ["export", "a.yaml", "--tables", "t"], "1 file: 1 judged"), ("rar-audit", ["baseline", "a.yaml", "--baseline", "b.json"], "1 file: 1 judged; ")):
        formats = ["text", "json"] + (["markdown", "html"] if words[0] in ("score", "report") else ["markdown", "csv"] if words[0] == "agreement" else [])
        for form in formats:
            code, out, err = folder.run(tool, *words, "--format", form)
            where = out if form in ("text", "markdown") else err
            last = where.splitlines()[-1] if where else ""
            check(f"line of {tool} {words} {form}", last.startswith(line.split("; ")[0]) and (line in last), code, out[-300:], err)
            if form == "html":
                check(f"about {words}", f"<dd>{line}</dd>" in out, out[-900:])
    # the member, in the last line of NDJSON
    for tool, words in (("eip-score", ["score", "sheets"]), ("eip-score", ["report", "sheets"]), ("rar-record", imported),
                        ("eip-score", ["regions", os.path.join(examples, "catalogue"), os.path.join(examples, "selections"), "--summary"])):
        out = folder.run(tool, *words, "--format", "ndjson")[1]
        adds_up(f"{tool} {words}", json.loads(out.splitlines()[-1])["account"])
    xlsx = subprocess.run([os.path.join(tools, "rar-plan"), "suggest", "ready.yaml", "--as-of", "2025-10-24", "--output", "xlsx=p.xlsx", "--quiet"], cwd=folder.path, capture_output=True)
    check("plan workbook", os.path.exists(os.path.join(folder.path, "p.xlsx")), xlsx.stderr)


def import_counts():
    good = '{"schema":"contact/1"}\n'
    folder = Folder({"rows.ndjson": good, "same.ndjson": good, "cases/a.yaml": CASE})
    os.remove(os.path.join(folder.path, "same.ndjson"))
    os.symlink("rows.ndjson", os.path.join(folder.path, "same.ndjson"))
    code, out, err = folder.run("rar-record", "import", "rows.ndjson", "same.ndjson", "--out", "cases", "--format", "ndjson")
    account = json.loads(out.splitlines()[-1])["account"]
    adds_up("rows", account)
    check("rows once", account["repeated"] == 1 and account["files"]["found"] == 1 and code == 3 and account["unreadable"] == [{"file": "rows.ndjson", "why": "1 row not placed", "judged": True}], code, account)


def nothing():
    folder = Folder({"p/p.yaml": POLICY, "e/.keep": ""})
    for tool, words in (("rar-plan", "suggest"), ("rar-plan", "verify"), ("rar-plan", "propose"), ("rar-plan", "options"), ("eip-score", "score"), ("eip-score", "report"), ("rar-record", "export")):
        more = ["--tables", "t"] if words == "export" else []
        code, out, err = folder.run(tool, words, "p", *more)
        check(f"nothing for {words}", code == 2 and "nothing judged" in err and "policy/1" in err, code, out, err)
        for place in ("p", "e"):
            code, out, err = folder.run(tool, words, place, "--allow-empty", *more)
            check(f"allowed for {words} {place}", code == 0, code, out, err)
    held = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rar-tools//rar-plan//EN\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    open(os.path.join(folder.path, "c.ics"), "w", newline="").write(held)
    folder.run("rar-plan", "suggest", "p", "--allow-empty", "--output", "ics=c.ics")
    check("calendar kept", open(os.path.join(folder.path, "c.ics"), newline="").read() == held)


def names():
    """A fix can be pasted, whatever the file is called; a record tells every octet of the name."""
    odd = [b"it's.yaml", b"$(touch here).yaml", b"line\nend.yaml", b"100%\n.yaml", b"caf\xe9.yaml", b"back\\slash\xe9'.yaml", b"tab\t.yaml",
           "turn\u202eed.yaml".encode(), "\u00fcber.yaml".encode(), b"-flag.yaml", b"new\nfolder/a b.yaml"]
    folder = Folder({os.fsdecode(name): ABSENCE for name in odd})
    for name in odd:
        given = os.fsdecode(b"./" + name if name.startswith(b"-") else name)
        out = folder.run("rar-audit", "check", given, "--select", "ENF401", "--format", "json")[1]
        fix = json.loads(out)["findings"][0]["fix"]
        check(f"one line {name}", fix.isprintable(), fix)
        for shell in ("sh", "bash"):
            words = subprocess.run([shell, "-c", "printf '%s\\000' " + fix], capture_output=True, cwd=folder.path).stdout.split(b"\0")
            check(f"pasted into {shell} {name}", os.path.normpath(words[2]) == name, fix, words)
        text = folder.run("rar-audit", "check", given, "--select", "ENF401", "--color", "never")[1]
        shown = next(line for line in text.splitlines() if line.startswith("   = fix:"))
        check(f"shown {name}", shown.split(None, 2)[2] == fix, shown, fix)
    check("nothing touched", not os.path.exists(os.path.join(folder.path, "here")))
    for words in (["status", "caf\udce9.yaml"], ["log", "caf\udce9.yaml"], ["add", "contact", "caf\udce9.yaml", "--date", "2025-10-20", "--type", "supervision_appointment", "--dry-run"]):
        code, out, err = folder.run("rar-record", *words, "--format", "json")
        check(f"file of {words}", '"caf\\\\xE9.yaml"' in out and "\ufffd" not in out, code, out, err)


def refused_first():
    folder = Folder({"a.yaml": CASE, "o/N51M01.csv": CASE, "bad.yaml": "schema: case/1\ncrn: [\n"})
    os.symlink("../a.yaml", os.path.join(folder.path, "o/N51M02.csv"))
    for given in ("o/N51M01.csv", "a.yaml"):
        code, out, err = folder.run("rar-audit", "due", given, "--split", "team", "--output", "csv=o")
        check(f"split over {given}", code == 2 and "would be written over" in err and out == "", code, err)
    check("split left it", open(os.path.join(folder.path, "o/N51M01.csv")).read() == CASE and open(os.path.join(folder.path, "a.yaml")).read() == CASE)
    os.symlink("later.yaml", os.path.join(folder.path, "l.yaml"))
    code, out, err = folder.run("rar-audit", "check", ".", "--output", "ndjson+=l.yaml")
    check("output by a link that leads nowhere", code == 2 and not os.path.exists(os.path.join(folder.path, "later.yaml")), code, err)
    os.remove(os.path.join(folder.path, "l.yaml"))
    code, out, err = folder.run("rar-audit", "check", "a.yaml", "--output", "json=o")
    check("output over a folder", code == 2 and "is a folder" in err, code, err)
    for tool, words, form in (("rar-audit", ["check", "bad.yaml"], "csv"), ("rar-audit", ["check", "bad.yaml"], "sarif"), ("rar-record", ["verify", "bad.yaml"], "html"),
                              ("eip-score", ["score", "bad.yaml"], "csv"), ("eip-score", ["report", "bad.yaml"], "html"), ("eip-score", ["check", "bad.yaml"], "gitlab")):
        code, out, err = folder.run(tool, *words, "--summary", "--format", form)
        check(f"summary {tool} {words} {form}", code == 2 and "--summary" in err and "bad.yaml" not in err and out == "", code, out, err)
    for env in ({"RAR_AS_OF": "yesterday"}, {"RAR_AS_OF": "2025-02-30"}, {"RAR_SHARD": "3/2"}, {"RAR_SHARD": "x"}):
        code, out, err = folder.run("rar-audit", "check", "a.yaml", env=env, as_of=None)
        check(f"{env}", code == 2 and list(env)[0] in err and "--" not in err, code, err)


def begun():
    """A file that begins names its schema in its first line, where `schema` writes it."""
    folder = Folder({"entry.json": '{"intervention_catalogue": {"name": "A Walk", "int_type": "SI"}}'})
    folder.run("rar-record", "new", "--crn", "X900001", "--out", "new.yaml", as_of=None)
    folder.run("rar-audit", "init", as_of=None)
    folder.run("rar-record", "import", os.path.join(examples, "extract/last-week"), "--mapping", "delius", "--out", "cases", "--new-cases")
    folder.run("rar-record", "export", "cases", "--tables", "tables")
    folder.run("eip-score", "import", "entry.json", "--from", "find-and-refer", "--out", "catalogue")
    files = [os.path.join(at, name) for at, _, names in os.walk(folder.path) for name in names if name.endswith(".yaml")]
    kinds = set()
    for path in files:
        first, *rest = open(path, encoding="utf-8").read().splitlines()
        kind = next(line.split()[1] for line in rest if line.startswith("schema: "))
        kinds.add(kind)
        name = kind.replace("/", "-") + ".schema.json"
        check(f"first line of {path}", first == f"# yaml-language-server: $schema=schemas/{name}", first)
        check(f"schema of {kind}", json.loads(folder.run("rar-audit", "schema", kind, as_of=None)[1])["title"] == kind)
        check(f"schemas/{name}", os.path.isfile(os.path.join(root, "schemas", name)))
    check("kinds", kinds >= {"case/1", "configuration/1", "mapping/2", "intervention/1"}, kinds, files)


def asked():
    """A flag does what it says in every command, or is refused; a slip is answered with the nearest word."""
    folder = Folder({"a.yaml": CASE, "b.yaml": ABSENCE, "plain.yaml": CASE.replace("schema: case/1", 'schema:   case/1', 1), "p.yaml": POLICY})
    shutil.copytree(os.path.join(examples, "panels/sitting-2025-03"), os.path.join(folder.path, "sheets"))
    shutil.copytree(os.path.join(examples, "catalogue"), os.path.join(folder.path, "entries"))
    for words in (["check", "a.yaml"], ["due", "a.yaml"], ["recount", "a.yaml", "--format", "json"]):
        code, out, err = folder.run("rar-audit", *words, "--language", "fr")
        check(f"language of {words}", code == 2 and "one of en, cy" in err and out == "", code, err)
    said = {folder.run(tool, "explain", "H4", as_of=None)[:2] for tool in ("rar-audit", "rar-plan", "rar-record", "eip-score")}
    check("a hard rule, asked of any tool", len(said) == 1 and next(iter(said))[0] == 0, said)
    for tool, words, hint in (("rar-audit", ["config", "show", "--orgin"], "--origin"), ("eip-score", ["register", "mov", "a.yaml"], "move"), ("rar-audit", ["--version", "--format", "yaml"], "one of text, json")):
        code, out, err = folder.run(tool, *words, as_of=None)
        check(f"hint for {words}", code == 2 and hint in err and out == "", code, out, err)
    # --list-files lists and stops, whatever the command would have done
    before = folder.read("plain.yaml")
    directory = os.path.join(examples, "directories/north-west.yaml")
    for tool, words in (("rar-record", ["fmt", "plain.yaml"]), ("rar-record", ["add", "contact", "plain.yaml", "--date", "2025-10-20", "--type", "other"]), ("rar-plan", ["cohort", "plain.yaml", "--directory", directory])):
        code, out, err = folder.run(tool, *words, "--list-files")
        check(f"list of {words}", code == 0 and out == "plain.yaml\n" and "1 file: 1 listed" in err and folder.read("plain.yaml") == before, code, out, err)
    for words in (["score", "sheets"], ["report", "sheets"], ["agreement", "sheets"], ["register", "minutes", "sheets", "--sitting", "x"]):
        code, out, err = folder.run("eip-score", *words, "--list-files", "-0")
        check(f"list of {words}", code == 0 and out.count("\0") == 4 and "4 files: 4 listed" in err, code, out, err)
    for tool, words in (("rar-record", ["import", "a.yaml", "--out", "."]), ("rar-record", ["new", "--crn", "X900009", "--out", "n.yaml"]), ("rar-audit", ["forget", "m.db", "--crn", "X900001"]),
                        ("rar-audit", ["merge", "a.yaml"]), ("eip-score", ["register", "move", "entries/horizon.yaml", "--to", "approved", "--date", "2025-01-01"])):
        code, out, err = folder.run(tool, *words, "--list-files")
        check(f"no list of {words}", code == 2 and "--list-files" in err and not os.path.exists(os.path.join(folder.path, "n.yaml")), code, err)
    # What is read once is not asked twice.
    code, out, err = folder.run("rar-audit", "check", "-", "--files-from", "-", stdin=b"a.yaml\n")
    check("a list and a file at once", code == 2 and "standard input" in err, code, err)
    check("shards of standard input", folder.run("rar-audit", "shards", "-", "--size", "1k", "--out", "s", stdin=CASE.encode())[0] == 2)
    of_file = folder.run("rar-audit", "diff", "b.yaml", "--as-of-b", "2025-04-10", "--format", "ndjson")
    of_input = folder.run("rar-audit", "diff", "-", "--stdin-name", "b.yaml", "--as-of-b", "2025-04-10", "--format", "ndjson", stdin=ABSENCE.encode())
    told = [{member: json.loads(one[1]).get(member) for member in ("new", "gone", "unchanged", "causes")} for one in (of_file, of_input)]
    check("two dates of standard input", of_file[0] == of_input[0] and told[0] == told[1] and told[0]["unchanged"] > 0, of_file, of_input)
    # --summary: the summary alone
    for tool, words in (("rar-audit", ["due", "a.yaml"]), ("rar-audit", ["measures", "a.yaml"]), ("rar-plan", ["options", "a.yaml"]), ("rar-record", ["status", "a.yaml"]), ("eip-score", ["overlap", "entries"])):
        for form in ("json", "ndjson"):
            code, out, err = folder.run(tool, *words, "--summary", "--format", form)
            record = json.loads(out)
            check(f"summary of {words} {form}", record["schema"] == "summary/1" and record["exit"] == code and "files" in record["account"], code, out)
        code, out, err = folder.run(tool, *words, "--summary")
        check(f"summary of {words} in words", len(out.splitlines()) <= 3 and ": " in out.splitlines()[-1], out)
    code, out, err = folder.run("rar-audit", "due", "a.yaml", "--summary", "--format", "csv")
    check("no summary in csv", code == 2 and out == "" and "--summary" in err, code, err)
    for part in ("1", "2"):
        folder.put(f"s{part}.ndjson", folder.run("rar-audit", "check", "a.yaml", "b.yaml", "--format", "ndjson", "--shard", f"{part}/2")[1])
    code, out, err = folder.run("rar-audit", "merge", "s1.ndjson", "s2.ndjson", "--output", "xlsx=m.xlsx", as_of=None)
    check("no workbook of shards, which hold no cases", code == 2 and "does not fit merge" in err, code, err)


def laid_out():
    """fmt is handed every file of a change: what is no case is passed over, what is excluded is left, and each file is told of."""
    loose = CASE.replace("schema: case/1", "schema:   case/1", 1)
    folder = Folder({"a.yaml": loose, "b.yaml": CASE, "old/c.yaml": loose, "p.yaml": POLICY, "rar.yaml": "show: note\n", "bad.yaml": "schema: case/1\ncrn: [\n", ".rarignore": "old/\n"})
    given = ["a.yaml", "b.yaml", "old/c.yaml", "p.yaml", "rar.yaml"]
    code, out, err = folder.run("rar-record", "fmt", "--check", *given, "bad.yaml", "nope.yaml", "--format", "ndjson")
    *rows, last = [json.loads(line) for line in out.splitlines()]
    check("told of each", code == 3 and {(r["file"], r["status"]) for r in rows} == {("a.yaml", "dry_run"), ("b.yaml", "already_recorded")}, code, out)
    check("account of fmt", [u["file"] for u in last["account"]["unreadable"]] == ["bad.yaml", "nope.yaml"] and last["account"]["files"]["excluded"] == 1 and last["account"]["files"]["passed_over"] == 2, out)
    adds_up("fmt", last["account"])
    check("to be laid out", folder.run("rar-record", "fmt", "--check", *given)[0] == 1)
    check("laid out", folder.run("rar-record", "fmt", *given)[0] == 0 and folder.read("a.yaml") == CASE.encode() and folder.read("old/c.yaml") == loose.encode())
    code, out, err = folder.run("rar-record", "fmt", "p.yaml", "rar.yaml")
    check("nothing to lay out", code == 2 and "nothing judged" in err, code, err)
    check("nothing to lay out, of a hook", folder.run("rar-record", "fmt", "--allow-empty", "p.yaml", "rar.yaml")[0] == 0)


def calendars():
    """A calendar names what could not be read in its head, and the next one that could does not."""
    folder = Folder({"a.yaml": CASE})
    code, out, err = folder.run("rar-audit", "due", "a.yaml", "nope.yaml", "--output", "ics=c.ics")
    held = folder.read("c.ics").decode()
    check("named in a calendar", code == 3 and "\r\nX-RAR-UNREADABLE:nope.yaml: no such file or folder\r\n" in held.split("BEGIN:VEVENT")[0], held[:300])
    folder.run("rar-audit", "due", "a.yaml", "--output", "ics=c.ics")
    now = folder.read("c.ics").decode()
    check("named once", "UNREADABLE" not in now and now.split("BEGIN:VEVENT")[1:] == held.split("BEGIN:VEVENT")[1:], now[:300])


for test in (asked, laid_out, calendars, begun, ends, import_counts, nothing, names, refused_first):
    try:
        test()
    except (KeyError, IndexError, ValueError, StopIteration, subprocess.TimeoutExpired) as error:
        wrong.append(f"{test.__name__}: {type(error).__name__} {error}")
tally.finish()
