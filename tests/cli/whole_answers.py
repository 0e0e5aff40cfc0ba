"""Every answer is whole whatever it was given: it names the files that are not in it, in every format, also where nothing was
found or all of it is missing; a stream is one suite of JUnit; a table is the same bytes streamed or held; --stats says what
it has to say beside the answer.

    whole_answers.py BIN_FOLDER SOURCE_FOLDER
"""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

tools, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
examples = os.path.join(root, "examples")
SHEETS, CATALOGUE, SELECTIONS = (os.path.join(examples, name) for name in ("panels/sitting-2025-03", "catalogue", "selections"))
CASES = os.path.join(examples, "caseload")
READY = os.path.join(root, "tests/cli/plan-data/ready.yaml")
wrong = []


def check(what, holds, *shown):
    if not holds:
        wrong.append(f"{what}: {' '.join(str(s)[:600] for s in shown)}")


def run(tool, *words, env=None, as_of=True):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RAR_")}
    environment.update(HOME=os.getcwd(), XDG_CONFIG_HOME=os.getcwd(), **(env or {}))
    dated = ["--as-of", "2025-10-24", "--no-config"] if as_of else []
    done = subprocess.run([os.path.join(tools, tool), *words, *dated], capture_output=True, env=environment, timeout=120)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def schemas_and_account(form, out):
    """What a document says, or nothing where it is none: (rows, account)."""
    if form == "json":
        value = json.loads(out)
        if isinstance(value, list):
            return value, None
        return [value], value.get("account") or value.get("summary", {}).get("account")
    if form == "ndjson":
        rows = [json.loads(line) for line in out.splitlines()]
        return rows, rows[-1]["account"]
    return list(csv.DictReader(io.StringIO(out, newline=""))), None


# The commands that take paths and print records: tool, words before the paths, formats, something to read beside what is missing.
COMMANDS = [("rar-audit", [name], "json ndjson csv markdown html yaml text", CASES) for name in ("due", "forecast", "measures", "recount", "gaps")]
COMMANDS += [("rar-plan", ["options"], "json ndjson csv html yaml text", READY), ("rar-plan", ["suggest"], "json csv html yaml text", READY),
             ("rar-record", ["status"], "json ndjson text", READY), ("rar-record", ["log"], "json ndjson text", READY)]
COMMANDS += [("eip-score", words, "json ndjson csv markdown html text", CATALOGUE) for words in (["suite"], ["overlap"], ["register", "due"], ["register", "log"])]
COMMANDS += [("eip-score", ["regions"], "json ndjson csv markdown html text", CATALOGUE), ("eip-score", ["score"], "json ndjson csv markdown text", SHEETS),
             ("eip-score", ["report"], "json ndjson csv markdown text", SHEETS), ("eip-score", ["agreement"], "json ndjson csv markdown text", SHEETS)]


def names():
    """nope.yaml is named in the answer itself, beside what could be read and alone."""
    for tool, words, formats, beside in COMMANDS:
        more = [SELECTIONS] if words == ["regions"] else []
        for form in formats.split():
            for paths in ([beside, *more, "nope.yaml"], ["nope.yaml"]):
                if words == ["agreement"] and paths == ["nope.yaml"]:
                    continue  # one that is not there is no sheet and no table: check's report says so
                what = f"{tool} {' '.join(words)} {form} of {len(paths)}"
                code, out, err = run(tool, *words, *paths, "--format", form)
                check(what, code == 3 and "nope.yaml" in out, code, out[-300:], err)
                if form not in ("json", "ndjson", "csv") or not out:
                    continue
                rows, account = schemas_and_account(form, out)
                if form == "csv":
                    row = rows[-1]
                    check(what, row["outcome"] == "unreadable" and row["file"] == "nope.yaml" and row["message"] == "no such file or folder" and None not in row, row)
                elif account is None:
                    check(what, rows[-1] == {"schema": "unreadable/1", "file": "nope.yaml", "why": "no such file or folder", "judged": False}, rows[-1:])
                else:
                    check(what, [f["file"] for f in account["unreadable"]] == ["nope.yaml"] and account["files"]["unreadable"] == 1, account)
    code, out, err = run("eip-score", "agreement", "nope.csv", "--scale", "1,2", "--format", "ndjson")
    check("agreement of no table", code == 3 and json.loads(out.splitlines()[-1])["account"]["unreadable"][0]["file"] == "nope.csv", code, out, err)


def nothing():
    """Of a folder that holds nothing the answer is whole, says so, and is 2."""
    os.makedirs("empty", exist_ok=True)
    for tool, words, formats, _ in COMMANDS:
        for form in formats.split():
            what = f"nothing for {tool} {' '.join(words)} {form}"
            code, out, err = run(tool, *words, "empty", "--format", form)
            check(what, code == 2 and "nothing judged" in err and out.strip(), code, out[-300:], err)
            if form not in ("json", "ndjson", "csv") or not out:
                continue
            rows, account = schemas_and_account(form, out)
            check(what, account is None or account["files"]["found"] == 0, account)
            if form == "ndjson":
                check(what, rows[-1]["verdict"] == "nothing_judged" and rows[-1]["exit"] == 2, rows[-1])
            code, out, err = run(tool, *words, "empty", "--format", form, "--allow-empty")
            check(what + " allowed", code == 0, code, err)
    # What was read is of another kind: the suite of selections alone is that of nothing.
    code, out, err = run("eip-score", "suite", SELECTIONS, "--format", "ndjson")
    check("suite of selections", code == 2 and json.loads(out.splitlines()[-1])["verdict"] == "nothing_judged", code, out[-300:], err)
    code, out, err = run("rar-audit", "baseline", "empty", "--baseline", "known.json", "--format", "json")
    check("baseline of nothing", code == 2 and json.loads(out)["verdict"] == "nothing_judged" and not os.path.exists("known.json"), code, out, err)
    code, out, err = run("rar-audit", "diff", "empty", "--as-of-b", "2025-10-01", "--format", "json")
    check("diff of nothing", code == 2 and json.loads(out)["account"]["files"]["found"] == 0, code, out, err)


def pages():
    code, out, err = run("rar-plan", "suggest", READY, "--format", "html")
    check("page of one plan", code == 0 and "<dt>Looked at</dt><dd>1 file: 1 judged</dd>" in re.sub(r"\s+<", "<", out) and "\x02" not in out, code, out[-900:])
    code, out, err = run("rar-plan", "propose", os.path.join(examples, "before-sentence.yaml"), "--format", "html")
    check("page of a proposal", "<dd>1 file: 1 judged</dd>" in out, code, out[-900:])
    for words in (["suite"], ["register", "due", "--summary"]):
        code, out, err = run("eip-score", *words, CATALOGUE, "nope.yaml", "--format", "html")
        check(f"page of {words}", "1 unreadable</dd>" in out and "nope.yaml" in out, code, out[-900:])


def imported():
    shutil.rmtree("entries", ignore_errors=True)
    os.makedirs("entries")
    for name, text in (("a.json", '{"intervention_catalogue": {"name": "A Walk", "int_type": "SI"}}'), ("b.json", "["), ("c.md", ""), (".d", "")):
        with open(os.path.join("entries", name), "w", encoding="utf-8") as out:
            out.write(text)
    code, out, err = run("eip-score", "import", "entries", "nope.json", "--from", "find-and-refer", "--out", "made", "--format", "ndjson")
    account = json.loads(out.splitlines()[-1])["account"]
    files = account["files"]
    check("import", code == 3 and account["given"] == 2 and [f["file"] for f in account["unreadable"]] == ["entries/b.json", "nope.json"], code, account)
    check("import adds up", files["found"] == 5 == files["judged"] + files["passed_over"] + files["unreadable"] and files["judged"] == 1 and files["passed_over"] == 2, files)
    check("import records", account["records"] == {"receipt/1": 3} and len(out.splitlines()) == 4, out)
    code, out, err = run("eip-score", "import", "entries/a.json", "--from", "find-and-refer", "--out", "made")
    check("import in words", code == 0 and out.splitlines()[-1] == "1 file: 1 judged", code, out, err)
    code, out, err = run("eip-score", "import", "empty", "--from", "find-and-refer", "--out", "made", "--format", "ndjson")
    check("import of nothing", code == 2 and "nothing judged" in err and json.loads(out)["verdict"] == "nothing_judged", code, out, err)


def shard():
    for tool, command in (("rar-audit", "due"), ("eip-score", "suite"), ("rar-plan", "options")):
        code, out, err = run(tool, command, CASES, env={"RAR_SHARD": "1/2"})
        check(f"RAR_SHARD of {command}", code == 2 and "RAR_SHARD: does not fit" in err and "--shard" not in err, code, err)
        code, out, err = run(tool, command, CASES, "--shard", "1/2", env={"RAR_SHARD": "2/2"})
        check(f"--shard of {command}", code == 2 and "--shard: does not fit" in err, code, err)


def suites():
    """A stream that is cut for the threads is one suite of JUnit, and the bytes are those of its shards put together."""
    subprocess.run([sys.executable, os.path.join(root, "tests/bench/make_caseload.py"), "many", "120", "--messy"], check=True, capture_output=True)
    with open("all.yaml", "w", encoding="utf-8") as out:
        for at, _, found in sorted(os.walk("many")):
            for name in sorted(found):
                with open(os.path.join(at, name), encoding="utf-8") as one:
                    out.write("---\n" + one.read())
        out.write("---\nschema: case/1\norders: [\n---\nschema: case/1\ncrn: X999999\norders: []\n---\nschema: case/1\nnothing: 1\n")
    check("a stream in parts", os.path.getsize("all.yaml") > 600_000, os.path.getsize("all.yaml"))
    for files in (["all.yaml"], ["many", "all.yaml"]):
        whole = {form: run("rar-audit", "check", *files, "--format", form) for form in ("junit", "csv", "concise", "gitlab")}
        suites_ = ElementTree.fromstring(whole["junit"][1]).findall("testsuite")
        named = [suite.get("name") for suite in suites_]
        check("one suite a file", len(named) == len(set(named)) and named.count("all.yaml") == 1, len(named))
        check("numbered", [suite.get("id") for suite in suites_] == [str(i) for i in range(len(suites_))])
        for suite in suites_:
            cases = suite.findall("testcase")
            for count, kind in ((suite.get("failures"), "failure"), (suite.get("errors"), "error"), (suite.get("skipped"), "skipped")):
                check(f"{kind} of {suite.get('name')}", int(count) == sum(case.find(kind) is not None for case in cases), count)
            check(f"tests of {suite.get('name')}", int(suite.get("tests")) == len(cases) > 0, suite.get("tests"))
        check("account in the first", json.loads(suites_[0].find("properties/property[@name='account']").get("value"))["schema"] == "account/1")
        check("no other account", len(ElementTree.fromstring(whole["junit"][1]).findall("testsuite/properties/property[@name='account']")) == 1)
        rows = [row for row in csv.DictReader(io.StringIO(whole["csv"][1], newline="")) if row["outcome"] == "unreadable"]
        check("told once", [row["file"] for row in rows] == ["all.yaml"], rows)
        parts = []
        for index in (1, 2):
            parts.append(f"part-{index}")
            with open(parts[-1], "w", encoding="utf-8") as out:
                out.write(run("rar-audit", "check", *files, "--shard", f"{index}/2", "--format", "ndjson")[1])
        for form in whole:
            words = ["--undetermined", "each"] if form == "csv" else []
            merged = run("rar-audit", "merge", *parts, "--format", form, *words, as_of=False)
            check(f"{form} put together", merged[1] == whole[form][1] and merged[0] == whole[form][0], merged[0], merged[2])
        for jobs in ("1", "5"):
            check(f"junit with {jobs} threads", run("rar-audit", "check", *files, "--format", "junit", "-j", jobs)[1] == whole["junit"][1])


def tables():
    """What is sorted on disk and written row by row is what is held where one format asks for all of it."""
    for words in (["due"], ["due", "--all", "--by", "team"], ["forecast"], ["measures", "--by", "officer"], ["recount"], ["due", "--redact"], ["forecast", "--redact"]):
        for form in ("text", "json", "ndjson", "csv", "yaml", "markdown"):
            streamed = run("rar-audit", *words, "many", "nope.yaml", "--format", form)
            held = run("rar-audit", *words, "many", "nope.yaml", "--format", form, "--output", "html=page.html")
            check(f"{words} {form} streamed and held", streamed[:2] == held[:2] and len(streamed[1]) > 300, len(streamed[1]), len(held[1]))
            to_file = run("rar-audit", *words, "many", "nope.yaml", "--output", f"{form}=table", "--format", "ndjson")
            with open("table", encoding="utf-8", newline="") as table:
                check(f"{words} {form} in a file", table.read() == streamed[1], to_file[2])


def sizes():
    """Markdown for a job's summary keeps within its limit whatever weighs most, streamed or held."""
    for name, count in (("some", "400"), ("large", "1700")):
        subprocess.run([sys.executable, os.path.join(root, "tests/bench/make_caseload.py"), name, count, "--messy"], check=True, capture_output=True)
    for words in (["--show", "pass"], ["--undetermined", "each"]):
        streamed = run("rar-audit", "check", "some", "--format", "markdown", *words)
        held = run("rar-audit", "check", "some", "--format", "markdown", *words, "--output", "xlsx=held.xlsx")
        check(f"markdown {words}", streamed == held and 900_000 < len(streamed[1].encode()) <= 1_000_000, len(streamed[1].encode()), len(held[1]))
        left = re.search(r"markdown: ([\d,]+) findings? left out, for its size", streamed[2])
        # Passes go first, and are no findings: with them every finding fits.
        check(f"markdown {words} says what it left", (left is None) == ("pass" in words), streamed[2])
    faults = [run("rar-audit", "check", "large", "--format", "sarif", "--sarif-profile", "github", *words) for words in ([], ["--output", "xlsx=held.xlsx"])]
    check("github's profile streamed and held", faults[0] == faults[1] and len(json.loads(faults[0][1])["runs"]) > 1, len(faults[0][1]), len(faults[1][1]))


def stats():
    for tool, words in (("rar-audit", ["check", CASES, "--format", "ndjson"]), ("rar-audit", ["due", CASES]), ("eip-score", ["check", CATALOGUE, "--format", "json"]), ("rar-record", ["status", READY]), ("rar-plan", ["suggest", READY])):
        plain, told = run(tool, *words), run(tool, *words, "--stats")
        check(f"--stats of {words[0]}", plain[:2] == told[:2], plain[0], told[0])
        lines = [line for line in told[2].splitlines() if line.startswith(f"{tool}: stats: ")]
        rest = [line for line in told[2].splitlines() if line not in lines]
        check(f"beside it {words[0]}", rest == plain[2].splitlines() and len(lines) == 2, told[2])
        if len(lines) == 2:
            check("documents", re.search(r"stats: \d+ documents? read, \d+ of them slowly \(\d+\.\d %\)$", lines[0]) and not lines[0].split()[2] == "0", lines[0])
            check("stages", re.search(r"stats: \d+\.\d{3} s; of all threads together searching [\d.]+ s, reading [\d.]+ s, judging [\d.]+ s, saying [\d.]+ s, writing [\d.]+ s$", lines[1]), lines[1])
        check(f"quiet {words[0]}", "stats:" not in run(tool, *words, "--stats", "--quiet")[2])
    # What only the judge reads is a slow read.
    with open(READY, encoding="utf-8") as ready, open("slow.yaml", "w", encoding="utf-8") as slow:
        slow.write(ready.read().replace("schema: case/1", 'schema: "case\\/1"', 1))
    read = [[int(n) for n in re.findall(r"\d+", re.search(r"stats: .* of them", run("rar-audit", "check", *files, "--stats")[2])[0])] for files in ([READY], [READY, "slow.yaml"])]
    check("a slow read", read[0][0] > 0 and read[1] == [read[0][0] + 1, read[0][1] + 1], read)


with tempfile.TemporaryDirectory() as place:
    os.chdir(place)
    for test in (names, nothing, pages, imported, shard, suites, tables, sizes, stats):
        try:
            test()
        except (KeyError, IndexError, ValueError, AttributeError, ElementTree.ParseError, subprocess.TimeoutExpired) as error:
            wrong.append(f"{test.__name__}: {type(error).__name__} {error}")
    os.chdir(root)
print("\n".join(wrong[:40]) if wrong else "every answer is whole")
sys.exit(bool(wrong))
