"""Holds every output format against its documented shape and against the JSON of the same run: SARIF by schema, JUnit by the
elements and attributes of the usual XSD, GitHub and GitLab by their documented fields, CSV by reading it back, markdown by
its columns, HTML by its elements (page_reader.py). The input has the names, quotes and line ends that break a careless writer."""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET

import jsonschema

import page_reader

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
audit = os.path.join(bins, "rar-audit")
problems = []
AS_OF = "2025-10-24"


def check(name, claim, about=""):
    if not claim:
        problems.append(f"{name}: {about}")


def run(folder, *words):
    return subprocess.run([audit, "check", *words, "--as-of", AS_OF, "--no-config"], cwd=folder, capture_output=True)


def body(folder, *words):
    return run(folder, *words).stdout.decode()


def attributes(element, required, optional=()):
    check("junit", set(required) <= set(element.attrib) <= set(required) | set(optional), f"{element.tag} has {sorted(element.attrib)}")


def unescape(text, property):
    for code, character in (("%0D", "\r"), ("%0A", "\n")) + ((("%3A", ":"), ("%2C", ",")) if property else ()):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def examine(folder, *words):
    words = (*words, "--undetermined", "each")
    done = run(folder, *words, "--format", "json")
    truth = json.loads(done.stdout)
    findings, summary = truth["findings"], truth["summary"]
    check("json", done.returncode == summary["exit"], f"exit {done.returncode}, summary says {summary['exit']}")
    fails = [f for f in findings if f["outcome"] == "fail"]
    undetermined = [f for f in findings if f["outcome"] == "undetermined"]

    # SARIF
    sarif = json.loads(body(folder, *words, "--format", "sarif"))
    schema = json.load(open(os.path.join(root, "tests/cli/sarif-2.1.0-subset.schema.json")))
    for error in jsonschema.Draft7Validator(schema).iter_errors(sarif):
        check("sarif", False, f"{list(error.path)}: {error.message[:200]}")
    one = sarif["runs"][0]
    rules = one["tool"]["driver"]["rules"]
    check("sarif", len({r["id"] for r in rules}) == len(rules), "a rule twice")
    check("sarif", len(one["results"]) == len(findings), f"{len(one['results'])} results of {len(findings)} findings")
    check("sarif", one["invocations"][0]["exitCode"] == summary["exit"] and one["invocations"][0]["executionSuccessful"] == (summary["unreadable"] == 0), "invocation")
    check("sarif", len({"suppressions" in r for r in one["results"]}) <= 1, "suppressions on some results only")
    for said, finding in zip(one["results"], findings):
        check("sarif", said["ruleId"] == finding["rule"] == rules[said["ruleIndex"]]["id"], "ruleIndex")
        check("sarif", said["message"]["text"] == finding["message"] or finding["message"] == "", "message")
        check("sarif", said["kind"] == {"fail": "fail", "undetermined": "open", "pass": "pass"}[finding["outcome"]], "kind")
        check("sarif", said["level"] == (finding["severity"] if finding["outcome"] == "fail" else "none"), "level")
        physical = said["locations"][0]["physicalLocation"]
        path = urllib.parse.unquote(physical["artifactLocation"]["uri"])
        check("sarif", path in (finding["location"]["file"].removeprefix("./"), "file://" + finding["location"]["file"]), f"{path} is not {finding['location']['file']}")
        check("sarif", physical.get("region", {}).get("startLine") == finding["location"]["line"], "line")
        check("sarif", said["partialFingerprints"]["finding/1"] == finding["fingerprint"], "fingerprint")
        check("sarif", len(said.get("relatedLocations", [])) == len(finding["related"]), "related")
        check("sarif", bool(said.get("suppressions")) == bool(finding["suppressed"]), "suppressed")

    # JUnit
    suites = ET.fromstring(body(folder, *words, "--format", "junit"))
    check("junit", suites.tag == "testsuites", suites.tag)
    attributes(suites, ("name", "tests", "failures", "errors", "time"))
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for number, suite in enumerate(suites):
        check("junit", suite.tag == "testsuite", suite.tag)
        attributes(suite, ("name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time"))
        check("junit", suite.get("id") == str(number) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp")), "id, timestamp")
        order = [child.tag for child in suite]
        check("junit", re.fullmatch(r"properties (testcase )*system-out system-err", " ".join(order)), f"order {order}")
        found = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        for case in suite.iter("testcase"):
            attributes(case, ("name", "classname", "time"))
            check("junit", len(case) <= 1, "more than one outcome")
            found["tests"] += 1
            for outcome in case:
                attributes(outcome, ("message",) if outcome.tag == "skipped" else ("message", "type"))
                found[{"failure": "failures", "error": "errors", "skipped": "skipped"}[outcome.tag]] += 1
        for word, count in found.items():
            check("junit", int(suite.get(word)) == count, f"{word} of {suite.get('name')}")
            if word in totals:
                totals[word] += count
    check("junit", all(int(suites.get(word)) == count for word, count in totals.items()), "totals")
    standing = [f for f in fails if not f["suppressed"] and f["baseline"] != "known"]
    check("junit", totals["failures"] + totals["errors"] == len(standing) + len(truth["summary"]["account"]["unreadable"]), f"{totals} of {len(standing)}")
    check("junit", sum(int(s.get("skipped")) for s in suites) == len(findings) - len(standing) - sum(f["outcome"] == "pass" for f in findings), "skipped")

    # GitLab
    report = json.loads(body(folder, *words, "--format", "gitlab"))
    prints = [issue["fingerprint"] for issue in report]
    check("gitlab", len(set(prints)) == len(prints), "a fingerprint twice")
    for issue in report:
        check("gitlab", set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}, str(sorted(issue)))
        check("gitlab", issue["severity"] in ("info", "minor", "major", "critical", "blocker"), issue["severity"])
        check("gitlab", not issue["location"]["path"].startswith("./") and issue["location"]["lines"]["begin"] >= 1, "location")
    check("gitlab", sum(i["check_name"] != "unreadable" for i in report) == sum(f["suppressed"] is None and f["outcome"] != "pass" for f in findings), f"{len(report)} issues")

    # GitHub
    *lines, account = body(folder, *words, "--format", "github").splitlines()
    check("github", is_account(account), account)
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        check("github", match, line)
        if match:
            given = dict(pair.split("=", 1) for pair in match.group(2).split(","))
            check("github", {"file", "title"} <= set(given) <= {"file", "title", "line", "col"}, line)
            check("github", unescape(given["title"], True).split()[0] in {f["rule"] for f in findings} | {"not"}, line)
            check("github", unescape(match.group(3), False), line)
    check("github", sum("title=not read" not in line for line in lines) == len(standing) + sum(not f["suppressed"] and f["baseline"] != "known" for f in undetermined), f"{len(lines)} commands")

    # CSV
    text = body(folder, *words, "--format", "csv")
    rows, unread = list(csv.reader(io.StringIO(text, newline=""), strict=True)), truth["summary"]["account"]["unreadable"]
    check("csv", text.endswith("\r\n") and len(rows) == 1 + len(findings) + len(unread) and len({len(r) for r in rows}) == 1, "rows")
    for row, file in zip(rows[1 + len(findings):], unread):
        cell = dict(zip(rows[0], row))
        check("csv", cell["outcome"] == "unreadable" and cell["file"] == file["file"] and cell["message"], f"unreadable: {row}")
    for row, finding in zip(rows[1:], findings):
        cell = dict(zip(rows[0], row))
        check("csv", not any(c[:1] in "=+-@\t" and c[:1] for c in row), f"a formula: {row}")
        for column, value in (("rule", finding["rule"]), ("severity", finding["severity"]), ("basis", finding["basis"]), ("outcome", finding["outcome"]),
                              ("crn", finding["crn"] or ""), ("subject", finding["subject"]), ("message", finding["message"]), ("file", finding["location"]["file"]),
                              ("line", "" if finding["location"]["line"] is None else str(finding["location"]["line"])), ("missing", "; ".join(finding["missing"]))):
            read = cell[column][1:] if cell[column].startswith("'") and not value.startswith("'") else cell[column]
            value = value.replace("\n", "\\x0a")  # a name with a line end makes no line on standard output
            check("csv", read == value, f"{column}: {cell[column]!r} for {value!r}")

    # markdown: as many cells in every row as its table has columns, and nothing that is markup
    for block in body(folder, *words, "--format", "markdown").split("\n\n"):
        table = [line for line in block.splitlines() if line.startswith("|")]
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table}
        check("markdown", len(widths) <= 1, f"columns {widths}")
        check("markdown", not re.search(r"<[a-z/!]|(?<!\\)`|@|(?<!\\)\[", "\n".join(table)), f"markup in {block[:200]}")

    # HTML: of one case or of many, what the page must be; tests/cli/pages.py asks what it says
    page, wrong = page_reader.read(body(folder, *words, "--format", "html"))
    check("html", not wrong, f"{wrong[:3]}")
    shown = {a.get("data-fingerprint") for a in page.all("article")}
    told = {f["fingerprint"] for f in findings if f["outcome"] != "pass"}  # each undetermined one too
    check("html", shown == told, f"{len(shown)} articles of {len(told)} findings")
    return truth


def is_account(line):
    return re.match(r"\d+ files?: \d+ judged", line) is not None


def without_account(record):  # what is printed differs, and the account says so
    return {name: value for name, value in record.items() if name != "account"}


def examine_facts(folder, *words):
    """What is missing, said once: every format has the gaps of the JSON, no undetermined finding, and the same counts and exit code."""
    done = run(folder, *words, "--format", "json")
    truth = json.loads(done.stdout)
    gaps, summary = truth["gaps"], truth["summary"]
    faults = [f for f in truth["findings"] if f["outcome"] != "undetermined"]
    open_ones = [f for f in truth["findings"] if f["outcome"] == "undetermined" and not f["suppressed"] and f["baseline"] != "known"]
    check("gaps", len(open_ones) == summary["undetermined"] == sum({(g["file"], g["document"]): g["questions_of_case"] for g in gaps}.values()), "questions of a run are its undetermined findings")
    check("gaps", sum(g["alone"] for g in gaps) <= len(open_ones) <= sum(g["questions"] for g in gaps), "alone, questions")
    check("gaps", all(g["questions"] == sum(g["rules"].values()) >= g["alone"] for g in gaps), "rules of a gap")
    check("gaps", len({(g["file"], g["document"], g["fact"]) for g in gaps}) == len(gaps), "a fact twice in a case")
    order = [(g["file"], g["document"], -g["alone"], -g["questions"], g["fact"]) for g in gaps]
    check("gaps", order == sorted(order), "order")
    check("gaps", not any(re.search(r"/\d", g["fact"]) for g in gaps), "a number in a fact")
    facts = (*words, "--undetermined", "facts")
    shown = json.loads(body(folder, *facts, "--format", "json"))
    check("facts json", shown["findings"] == faults and shown["gaps"] == gaps and without_account(shown["summary"]) == without_account(summary), "findings, gaps, summary")
    records = [json.loads(line) for line in body(folder, *facts, "--format", "ndjson").splitlines()]
    for schema, wanted in (("finding/1", faults), ("gap/1", gaps), ("case_summary/1", truth["cases"]), ("summary/1", [without_account(summary)])):
        check("facts ndjson", [without_account(r) for r in records if r["schema"] == schema] == wanted, schema)
    rows = [r for r in csv.DictReader(io.StringIO(body(folder, *facts, "--format", "csv"), newline="")) if r["outcome"] != "unreadable"]
    check("facts csv", len(rows) == len(faults) + len(gaps) and [r["missing"] for r in rows if not r["rule"]] == [g["fact"] for g in gaps], "rows")
    results = json.loads(body(folder, *words, "--format", "sarif"))["runs"][0]
    own = [r for r in results["results"] if r["ruleId"] == "missing-fact"]
    check("facts sarif", len(results["results"]) == len(faults) + len(gaps) and len(own) == len(gaps) and all(r["kind"] == "open" and r["level"] == "none" for r in own), "results")
    check("facts sarif", all(results["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == "missing-fact" for r in own), "ruleIndex")
    suites = ET.fromstring(body(folder, *words, "--format", "junit"))
    check("facts junit", sum(c.get("classname").endswith(".missing-fact") and c[0].tag == "skipped" for c in suites.iter("testcase")) == len(gaps), "test cases")
    issues = [i for i in json.loads(body(folder, *words, "--format", "gitlab")) if i["check_name"] == "missing-fact"]
    check("facts gitlab", len(issues) == len({i["fingerprint"] for i in issues}) == len(gaps) and all(i["severity"] == "info" for i in issues), "issues")
    check("facts github", sum(l.startswith("::notice ") and "title=missing-fact" in l for l in body(folder, *words, "--format", "github").splitlines()) == len(gaps), "notices")
    *lines, account = body(folder, *words, "--format", "concise").splitlines()
    lines = lines[len(summary["account"]["unreadable"]):]
    check("facts concise", is_account(account), account)
    check("facts concise", sum(": undetermined[" in l for l in lines) == len(gaps) and len(lines) == len(faults) + len(gaps), "lines")
    rows = [l for l in body(folder, *words, "--format", "markdown").splitlines() if l.startswith("| undetermined |  |")]
    check("facts markdown", len(rows) == len(gaps) and all(" for /" not in l for l in rows), "rows, in words but for the last column")
    check("facts text", body(folder, *words, "--format", "text").count("\nnot decided: ") + body(folder, *words, "--format", "text").startswith("not decided: ") == len({(g["file"], g["document"]) for g in gaps}), "blocks")
    for name in ("text", "concise", "html", "markdown", "sarif", "junit", "github", "gitlab", "csv", "ndjson"):
        for how in ("facts", "each", "none"):
            check(name, run(folder, *words, "--format", name, "--undetermined", how).returncode == done.returncode, f"exit code with {how}")
    pages = {how: body(folder, *words, "--format", "html", "--undetermined", how) for how in ("facts", "none")}
    told = ("data-fact=", "What the record lacks")
    check("html", all(mark in pages["facts"] for mark in told) or not gaps, "what is missing stands on the page")
    check("html", all('<section id="missing"' in page for page in pages.values()), "the section stands whatever is shown")
    check("html", not any(mark in pages["none"] for mark in told) and ">Record: " not in pages["none"], "and not with none")
    none = json.loads(body(folder, *words, "--undetermined", "none", "--format", "json"))
    check("none", none["findings"] == faults and without_account(none["summary"]) == without_account(summary), "findings, summary")


examine(root, "examples/caseload", "--catalogue", "examples/catalogue")
examine_facts(root, "examples/caseload", "--catalogue", "examples/catalogue")
examine_facts(root, "tests/cli/data", "--fail-on-undetermined")
examine(root, "examples/caseload", "--show", "pass", "--select", "RAR,REV,DOC")
clean = json.loads(body(root, "examples/caseload", "--select", "DOC105", "--format", "sarif"))
check("sarif", clean["runs"][0]["results"] == [] and clean["runs"][0]["invocations"][0] == {"executionSuccessful": True, "exitCode": 0, "exitCodeDescription": "clean"}, "a clean run")

with tempfile.TemporaryDirectory() as beside:
    folder = os.path.join(beside, "in")
    os.mkdir(folder)
    case = open(os.path.join(root, "tests/cli/data/X900001.yaml"), encoding="utf-8").read()
    for name in ("plain.yaml", "pipe|<b>`x`[a](b) @all.yaml", "100%,a:b=c.yaml", "=1+1.yaml", "-dash.yaml", "naïve ☂.yaml", "two\nlines.yaml", "quote\"'.yaml"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(case.replace("X900001", f"X90{len(name):02d}{ord(name[0]) % 100:02d}"))
    with open(os.path.join(folder, "bad.yaml"), "w", encoding="utf-8") as out:
        out.write('schema: case/1\ncrn: X900009\n"=cmd|<i>`,\\u0007\\u202e\\r\\n%": 1\n"@x": 2\nperson: [\n')
    with open(os.path.join(folder, "bad2.yaml"), "w", encoding="utf-8") as out:
        out.write('schema: case/1\ncrn: X900010\n"=cmd|<i>`,\\u0007\\u202e\\r\\n%::error": 1\n"@x": 2\n"=cmd": 3\n')
    with open(os.path.join(folder, "clean.yaml"), "w", encoding="utf-8") as out:
        out.write("schema: case/1\ncrn: X900011\norders: []\n")
    truth = examine(folder, ".", "absent.yaml", "--select", "DOC,RAR")
    check("input", truth["summary"]["unreadable"] == 3 and len(truth["findings"]) > 12, f"{truth['summary']['unreadable']} unreadable, {len(truth['findings'])} findings")
    subprocess.run([audit, "check", ".", "--no-config", "--quiet", "--as-of", AS_OF, "--output", "sarif=../a.sarif", "--output", "junit=../a.xml", "--output", "csv=../a.csv", "--format", "ndjson"],
                   cwd=folder, capture_output=True)
    for name, form in (("a.sarif", "sarif"), ("a.xml", "junit"), ("a.csv", "csv")):
        written = open(os.path.join(beside, name), newline="", encoding="utf-8").read()
        printed = body(folder, ".", "--format", form)
        if form == "csv":  # in a file a cell may hold line ends
            check("output", "./two\nlines.yaml" in written, "a name as it is")
            written = written.replace("./two\nlines.yaml", "./two\\x0alines.yaml")
        check("output", written == printed, f"{name} is not what --format {form} prints")
    before = open(os.path.join(beside, "a.csv"), "rb").read()
    done = subprocess.run([audit, "check", ".", "--no-config", "--as-of", AS_OF, "--output", "csv=a.csv", "--output", "sarif=no/such/folder.sarif"], cwd=folder, capture_output=True)
    check("output", done.returncode == 74 and not [n for n in os.listdir(folder) if ".new-" in n], f"exit {done.returncode}, {os.listdir(folder)}")

print("\n".join(problems[:40]) or "every format has its shape and says what the JSON says")
sys.exit(1 if problems else 0)
