"""What a run says in several places is one answer: in parts and whole, in every format, in pages, sheets and the memory of
runs, and in what is not printed as in what is.

    one_account.py BIN_FOLDER SOURCE_FOLDER
"""
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import page_reader

tools, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
examples = os.path.join(root, "examples")
NORTH = os.path.join(examples, "caseload/north")
LACKING = os.path.join(examples, "caseload/south/X320009.yaml")  # most of its questions wait for a fact
wrong = []


def check(what, holds, *shown):
    if not holds:
        wrong.append(f"{what}: {' '.join(str(s)[:600] for s in shown)}")


def run(*words, tool="rar-audit", config=False, env=None, as_of="2025-10-24"):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RAR_")}
    environment.update(HOME=os.getcwd(), XDG_CONFIG_HOME=os.getcwd(), **(env or {}))
    dated = (["--as-of", as_of] if as_of else []) + ([] if config else ["--no-config"])
    done = subprocess.run([os.path.join(tools, tool), *words, *dated], capture_output=True, env=environment, timeout=120)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def put(name, text):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "w", encoding="utf-8") as out:
        out.write(text)
    return name


def example(name):
    with open(glob.glob(f"{examples}/caseload/*/{name}.yaml")[0], encoding="utf-8") as text:
        return text.read()


def summary_of(ndjson):
    return json.loads(ndjson.splitlines()[-1])


def page(text):
    read, faults = page_reader.read(text)
    check("page", not faults, faults[:3])
    return read


def shards_of_what_is_shown():
    """What --show leaves out of one run is left out of its shards put together, and counted."""
    put("few/rar.yaml", "show: error\n")
    shutil.copy(f"{NORTH}/X310004.yaml", "few")
    shutil.copy(LACKING, "few")
    for show in (["--show", "error"], ["--show", "warning", "--undetermined", "each"], [], ["--show", "pass"]):
        own = [w for w in show if w not in ("--undetermined", "each")]
        for i in (1, 2):
            put(f"s{i}.ndjson", run("check", "few", *own, "--shard", f"{i}/2", "--format", "ndjson", config=not own)[1])
        for form in ("json", "ndjson", "csv", "markdown", "concise"):
            rest = [w for w in show if w not in own]
            whole, merged = run("check", "few", *show, "--format", form, config=not own), run("merge", "s1.ndjson", "s2.ndjson", *rest, "--format", form, as_of=None)
            check(f"shards {show} {form}", whole[:2] == merged[:2], whole[1][-700:], merged[1][-700:])
    code, out, err = run("merge", "s1.ndjson", "s2.ndjson", "--show", "error", as_of=None)
    check("merge of another --show", code == 2 and not out and "--show pass" in err, code, err)


def plans_of_shards():
    """Parts by size are judged by what the folders of the whole say, and add up to it."""
    for number, name in enumerate(("n/X310001", "n/X310004", "s/X320009", "s/X320001")):
        put(f"pl/{name}.yaml", example(name[2:]))
    shutil.copy(f"{root}/tests/cli/data/policy-looser.yaml", "pl/s/own.yaml")
    put("pl/caseload.yaml", "schema: caseload/1\ncases: ['n/*.yaml', 's/X*.yaml']\npolicy: s/own.yaml\n")
    for given, plainly in ((["pl"], False), (["pl"], True), (["pl/n", "pl/s"], False), (["pl/caseload.yaml"], False)):
        shutil.rmtree("plan", ignore_errors=True)
        by_run = "" if given == ["pl/caseload.yaml"] else "show: error\n"  # which paths may not disagree about
        put("pl/s/rar.yaml", "ignore: REV\npolicy: own.yaml\n" + by_run)
        # Whether or not the configuration is looked at when the plan is made.
        code, out, err = run("shards", *given, "--size", "1", "--out", "plan", config=given != ["pl"] or not plainly)
        if given == ["pl/n", "pl/s"]:  # as one run of these
            check("a plan of paths that disagree", code == 2 and "show" in err, code, err)
            continue
        plan = json.load(open("plan/plan.json"))
        check("a part each", code == 0 and plan["count"] == 4, code, plan)
        for mine in ([], ["--no-config"], ["--select", "RAR,REV"]):
            parts = []
            for i in range(1, plan["count"] + 1):
                code, out, err = run("check", "--shards", "plan/plan.json", "--shard", f"{i}/{plan['count']}", *mine, "--format", "ndjson", config=True)
                parts.append(put(f"plan/part{i}.ndjson", out))
                check("part", code in (0, 1, 3), code, err)
            whole = run("check", *given, *mine, "--format", "json", config=True)
            merged = run("merge", *reversed(parts), "--format", "json", as_of=None)
            check(f"plan {given} {mine}", whole[0] == merged[0], whole[0], merged)
            if not merged[1]:
                continue
            one, other = json.loads(whole[1]), json.loads(merged[1])
            for member in ("findings", "gaps", "cases", "policy"):
                check(f"plan {given} {mine} {member}", one[member] == other[member], str(one[member])[:200], str(other[member])[:200])
            for member in ("configurations", "settings", "rules", "findings", "documents"):
                a, b = one["summary"]["account"][member], other["summary"]["account"][member]
                check(f"plan {given} {mine} {member}", a == b or member == "documents" and a["judged"] == b["judged"], a, b)
            check("one run's files", sum(r["files"] for r in other["summary"]["account"]["configurations"]) == 4, other["summary"]["account"])


def limited():
    """--max-findings: two kinds of row are two numbers, and json has every gap."""
    code, out, err = run("check", LACKING, "--max-findings", "3")
    gaps = json.loads(run("check", LACKING, "--format", "json")[1])["gaps"]
    made = summary_of(run("check", LACKING, "--max-findings", "3", "--undetermined", "facts", "--format", "ndjson")[1])["account"]
    left = {r["why"]: r["findings"] for r in made["findings"]["not_printed"]}
    said = re.search(r"^--max-findings 3: (?:(\d+) findings? and )?(\d+) missing facts not printed$", out, re.M)
    check("text", said and int(said.group(1) or 0) == left.get("max_findings", 0) and int(said.group(2)) == len(gaps) - made["records"].get("gap/1", 0), out[-500:], left)
    check("one count of findings in the last lines", len(re.findall(r"(\d+) findings? not printed", out)) == 1, out[-500:])
    for how in ("facts", "each", "none"):
        for more in ([], ["--output", "xlsx=held.xlsx"]):
            whole = json.loads(run("check", LACKING, "--format", "json", "--undetermined", how, "--max-findings", "3", *more)[1])
            account = whole["summary"]["account"]
            check(f"gaps {how} {more}", whole["gaps"] == gaps and account["records"]["gap/1"] == len(gaps), len(whole["gaps"]), account)
            check(f"adds up {how}", account["findings"]["made"] == account["findings"]["printed"] + sum(r["findings"] for r in account["findings"]["not_printed"]), account)
    marked = run("check", LACKING, "--max-findings", "3", "--format", "markdown")[1]
    check("markdown", re.search(r"^--max-findings 3: .*missing facts not printed\.$", marked, re.M), marked[-400:])


def lived_with():
    """A case counts what stands, in json as in the summary, and in everything made of it."""
    shutil.rmtree("lived", ignore_errors=True)
    for name in ("X310001", "X310004", "X310006", "X320009"):
        put(f"lived/{name}.yaml", example(name))
    put("lived/again.yaml", example("X310004"))
    truth = json.loads(run("check", "lived", "--format", "json")[1])
    some = {f["rule"] for f in truth["findings"] if f["crn"] in ("X310004", "X320009") and not (f["severity"] == "error" and f["basis"] == "statute")} | {"DOC107"}
    entries = "".join(f"  - {{rule: {rule}, crn: {crn}, reason: a reason, by: N1, on: 2025-09-01, until: 2026-01-01}}\n" for rule in sorted(some)[::2] for crn in ("X310004", "X320009"))
    put("sup.yaml", "schema: suppressions/1\nsuppressions:\n" + entries)
    run("baseline", "lived", "--baseline", "known.json", "--select", "RAR,PLN")
    for flags in ([], ["--suppressions", "sup.yaml"], ["--baseline", "known.json"], ["--suppressions", "sup.yaml", "--baseline", "known.json"]):
        for path in ("runs.db", "book.xlsx"):
            if os.path.exists(path):
                os.remove(path)
        shutil.rmtree("site", ignore_errors=True)
        code, out, err = run("check", "lived", *flags, "--format", "json", "--output", "sqlite=runs.db", "--output", "html=page.html", "--output", "site=site")
        truth = json.loads(out)
        told = {(c["crn"], c["file"]): (*(c["findings"][s] for s in ("error", "warning", "note")), c["undetermined"]) for c in truth["cases"]}
        stands = [f for f in truth["findings"] if not f["suppressed"] and f["baseline"] != "known"]
        for (crn, file), counts in told.items():
            mine = [f for f in stands if f["location"]["file"] == file]
            own = tuple(sum(f["outcome"] == "fail" and f["severity"] == s for f in mine) for s in ("error", "warning", "note")) + (sum(f["outcome"] == "undetermined" for f in mine),)
            check(f"{flags} {file}", counts == own, counts, own)
        whole = truth["summary"]
        check(f"{flags} summary", tuple(map(sum, zip(*told.values()))) == (*whole["findings"].values(), whole["undetermined"]), told, whole["findings"])
        check(f"{flags} is lived with", not flags or whole["suppressed"] + whole["baseline"] > 0, whole)
        with sqlite3.connect("file:runs.db?mode=ro", uri=True) as memory:
            held = {(c, f): tuple(rest) for c, f, *rest in memory.execute("select crn, file, errors, warnings, notes, undetermined from cases")}
        check(f"{flags} memory", held == told, held, told)
        for name in ("page.html", "site/index.html"):
            rows = sorted((r.get("data-crn"), *(int(r.get(f"data-{n}")) for n in ("errors", "warnings", "notes", "undetermined")))
                          for r in page(open(name, encoding="utf-8").read()).one("section", id="cases").all("tr", data_crn=True))
            check(f"{flags} {name}", rows == sorted((crn, *counts) for (crn, _), counts in told.items()), rows, told)
        for i in (1, 2):
            put(f"l{i}.ndjson", run("check", "lived", *flags, "--shard", f"{i}/2", "--format", "ndjson")[1])
        merged = json.loads(run("merge", "l1.ndjson", "l2.ndjson", *flags, "--format", "json", as_of=None)[1])
        check(f"{flags} merged", merged["cases"] == truth["cases"], merged["cases"][0], truth["cases"][0])


def markdown_within_its_size():
    """Rows of missing facts that a job's summary has no room for are said, and so is a file that is full."""
    with open("many.ndjson", "w", encoding="utf-8") as out:
        for number in range(900):
            out.write(json.dumps({"schema": "case/1", "crn": f"X9{number:05d}", "manager": {"region": "N51", "team": "N51M01"},
                                  "orders": [{"id": "O1", "requirements": [{"id": "R1", "type": "rehabilitation_activity"}]}]}) + "\n")
    for more in ([], ["--output", "xlsx=held.xlsx"]):
        code, out, err = run("check", "many.ndjson", "--format", "markdown", *more)
        rows = out.count("\n| undetermined |")
        gaps = len(json.loads(run("check", "many.ndjson", "--format", "json")[1])["gaps"])
        left = re.search(r"^Over the size of this report: (?:\d+ findings? and )?(\d+) missing facts not printed\.$", out, re.M)
        check(f"rows {more}", 0 < rows < gaps and left and rows + int(left.group(1)) == gaps, rows, gaps, out[-400:])
        check(f"said {more}", left and f"markdown: {left.group(1)} missing facts left out, for its size" in err, err)
        check(f"size {more}", 950_000 < len(out.encode()) <= 1_000_000, len(out.encode()))
    for form in ([], ["--output", "xlsx=held.xlsx"], ["--summary"]):
        put("held.md", "x" * 997_000)
        for _ in range(5):
            code, out, err = run("check", "many.ndjson", "--quiet", "--output", "markdown+=held.md", *form)
        check(f"a full file {form}", os.path.getsize("held.md") <= 1_000_000 and open("held.md").read().startswith("x" * 997_000), os.path.getsize("held.md"))
    put("held.md", "x" * 999_900)
    code, out, err = run("check", "many.ndjson", "--output", "markdown+=held.md")
    check("nothing is added to a full file, which is said", os.path.getsize("held.md") == 999_900 and "held.md holds 999900 bytes already" in err, err)
    names = [f"{'a' * 200}{number}.yaml" for number in range(6000)]  # none of which is there
    put("names", "\n".join(names))
    code, out, err = run("check", LACKING, "--files-from", "names", "--format", "markdown", "--quiet")
    more = re.search(r"^(\d+) files? more could not be read\.$", out, re.M)
    check("files that are not there", code == 3 and len(out.encode()) <= 1_000_000 and more and out.count("\n| aaa") + int(more.group(1)) == 6000, len(out.encode()))


def documents_judged():
    """The cases of a summary are the documents judged, whatever their kind."""
    sheets, catalogue, selections = (f"{examples}/{name}" for name in ("panels/sitting-2025-03", "catalogue", "selections"))
    for words in (["check", catalogue], ["suite", catalogue], ["overlap", catalogue], ["regions", catalogue, selections], ["score", sheets], ["report", sheets], ["register", "due", catalogue]):
        whole = summary_of(run(*words, "--format", "ndjson", tool="eip-score")[1])
        check(f"cases of {words[0]}", whole["cases"] == whole["account"]["documents"]["judged"] > 0, whole["cases"], whole["account"]["documents"])


def pseudonyms():
    """officer-1 is the officer of the first file, whoever has a finding."""
    put("r/1.yaml", re.sub("crn: .*", "crn: X900001", example("X310001"), count=1))
    put("r/2.yaml", re.sub("crn: .*", "crn: X900002", example("X310004"), count=1))
    rules = json.loads(run("check", "r/1.yaml", "--format", "json")[1])["findings"]
    kept = sorted({f["rule"] for f in json.loads(run("check", "r/2.yaml", "--format", "json")[1])["findings"]} - {f["rule"] for f in rules})
    for more in ([], ["--max-findings", "100"], ["--output", "sqlite=pseudo.db"]):
        code, out, err = run("check", "r", "--redact", "--select", ",".join(kept), "--format", "html", "-j", "2", *more)
        said = {r.get("data-crn"): r.get("data-officer") for r in page(out).one("section", id="cases").all("tr", data_crn=True)}
        check(f"in path order {more}", said == {"X900001": "officer-1", "X900002": "officer-2"}, said, err)
        if os.path.exists("pseudo.db"):
            os.remove("pseudo.db")


def summaries_alone():
    """A summary alone has no record before it."""
    for words in (["due"], ["forecast"], ["recount"], ["measures"], ["gaps"]):
        for more in ([], ["--split", "team", "--output", "csv=teams"]):
            if more and words[0] == "gaps":
                continue
            whole = summary_of(run(*words, NORTH, *more, "--summary", "--format", "ndjson")[1])
            check(f"records of {words} {more}", whole["account"]["records"] == {}, whole["account"]["records"])
    sheets = f"{examples}/panels/sitting-2025-03"
    for words, given, tool in ((["score"], sheets, "eip-score"), (["report"], sheets, "eip-score"), (["regions"], f"{examples}/selections", "eip-score"), (["options"], f"{root}/tests/cli/plan-data/ready.yaml", "rar-plan")):
        whole = summary_of(run(*words, given, "--summary", "--format", "ndjson", tool=tool)[1])
        check(f"records of {words}", whole["account"]["records"] == {}, whole["account"]["records"])
    for words in (["due"], ["forecast"], ["recount"], ["measures"], ["gaps"]):
        full = run(*words, NORTH, "--format", "ndjson")[1].splitlines()
        check(f"records of {words} whole", sum(json.loads(full[-1])["account"]["records"].values()) == len(full) - 1, full[-1][:200])


def known_twice():
    """A case in two files makes its findings twice, and each is one thing to know."""
    for name in ("a", "b"):
        put(f"twice/{name}.yaml", example("X310004"))
    code, out, err = run("baseline", "twice", "--baseline", "twice.json")
    known = len(json.load(open("twice.json"))["findings"])
    check("baseline", code == 0 and f"{known} findings known, {known} of them new, 0 gone" in out, out)


def sections_whatever_is_shown():
    """Sections of pages stand in their order whatever is shown: the one of missing facts says what is held back."""
    run("check", LACKING, f"{NORTH}/X310004.yaml", "--undetermined", "none", "--quiet", "--output", "site=shown", "--output", "html=shown.html")
    order = {"caseload": ["this-week", "by-rule", "by-team", "missing", "measures", "reviews", "cases", "findings", "about"],
             "case": ["timeline", "findings", "missing", "days", "entries", "about"]}
    order["team"] = [s for s in order["caseload"] if s != "findings"]
    paths = ["shown.html", *sorted(glob.glob("shown/*.html") + glob.glob("shown/*/*.html"))]
    check("pages", len(paths) == 6, paths)
    for path in paths:
        read = page(open(path, encoding="utf-8").read())
        sections = [s.get("id") for s in read.all("section") if s.get("id")]
        wanted = [s for s in order[read.one("body").get("data-page")] if s != "findings" or not path.endswith("index.html")]
        check(f"sections of {path}", [s for s in sections if s in wanted] == wanted and not list(read.all(data_fact=True)), sections)
        undetermined, said = int(read.one(data_figure="undetermined").words()), read.one("section", id="missing").words()
        check(f"what {path} holds back", ("could not be decided" in said) == (undetermined > 0), undetermined, said)


def first_and_last_years():
    """A page as of the first and the last days there are: its weeks and its drawing go over the edge."""
    paths = [f"{NORTH}/{name}.yaml" for name in ("X310001", "X310004")]
    for as_of, first, last in (("1600-01-02", "1599-W52", "1600-W12"), ("1600-01-03", "1600-W01", "1600-W13"), ("9999-10-10", "9999-W40", "9999-W52"),
                               ("9999-10-11", "9999-W41", "10000-W01"), ("9999-12-31", "9999-W52", "10000-W12")):
        weeks = [r.get("data-week") for r in page(run("check", *paths, "--format", "html", as_of=as_of)[1]).all("tr", data_week=True)]
        check(f"weeks as of {as_of}", len(weeks) == 13 and (weeks[0], weeks[-1]) == (first, last), weeks)
        run("check", *paths, "--quiet", "--output", f"site=years/{as_of}", as_of=as_of)
        check(f"site as of {as_of}", os.path.exists(f"years/{as_of}/cases/X310004.html"))


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir("few")
    shards_of_what_is_shown()
    plans_of_shards()
    limited()
    lived_with()
    markdown_within_its_size()
    documents_judged()
    pseudonyms()
    summaries_alone()
    known_twice()
    sections_whatever_is_shown()
    os.mkdir("years")
    first_and_last_years()
    os.chdir("/")
print("\n".join(wrong[:40]) or "one answer")
sys.exit(1 if wrong else 0)
