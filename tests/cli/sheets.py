"""Sheets hold what the JSON of the same run holds, typed: dates are dates, numbers numbers, enumerations their words; text is text
whatever it begins with. CSV has the same columns and no structure in a cell."""
import csv
import datetime
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

try:
    import openpyxl
except ImportError:
    print("skipped: openpyxl is not here (python3-openpyxl)")
    sys.exit(77)

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
AS_OF = "2025-10-24"
problems = []
CASES = os.path.join(root, "examples/caseload")
CATALOGUE = ["--catalogue", os.path.join(root, "examples/catalogue")]


def check(claim, about):
    if not claim:
        problems.append(about)


def run(tool, *words):
    return subprocess.run([os.path.join(bins, tool), *words, "--as-of", AS_OF, "--no-config"], capture_output=True)


def words(language="en"):
    said = json.loads(subprocess.run([os.path.join(bins, "rar-audit"), "words", "--language", language, "--format", "json"], capture_output=True).stdout)
    return {(w["kind"], w["id"]): w["text"] for w in said["words"]}


WORDS = words()


def sheet_rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def examine(name, book, tables):
    """No formula, no link, no macro; every data sheet has a frozen first row and a filter."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                check(cell.data_type != "f", f"{name} {sheet.title} {cell.coordinate}: a formula")
                check(cell.hyperlink is None, f"{name} {sheet.title} {cell.coordinate}: a link")
                check(not (isinstance(cell.value, str) and cell.value[:1] in "{["), f"{name} {sheet.title} {cell.coordinate}: {cell.value!r}")
        if sheet.title == "About this run":
            check(sheet.max_column == 2, f"{name}: About this run has {sheet.max_column} columns")
            about = {r[0].value: r[1].value for r in sheet.iter_rows()}
            check(isinstance(about.get("As of"), datetime.datetime) and about["As of"].date().isoformat() == AS_OF, f"{name}: about {about}")
            continue
        check(sheet.freeze_panes == "A2", f"{name} {sheet.title}: frozen {sheet.freeze_panes}")
        check(sheet.auto_filter.ref is not None, f"{name} {sheet.title}: no filter")
    check([s.title for s in book.worksheets] == tables, f"{name}: sheets {[s.title for s in book.worksheets]}")


def facts_said(name, column, shown, told):
    """Missing facts are said in the words of their fields, never as pointers."""
    for pointer in told.split("; "):
        steps = [s for s in pointer.split(":", 1)[-1].split("/") if s and not s.isdigit() and s != "*"]
        words = WORDS.get(("field", steps[-1]), steps[-1].replace("_", " "))
        check(isinstance(shown, str) and words.lower() in shown.lower(), f"{name} {column}: {shown!r} does not say {words!r}")
    check(not any(word.startswith("/") for word in str(shown).split()), f"{name} {column}: a pointer in {shown!r}")


def same(name, column, shown, told, kind):
    """A cell of a sheet and the cell of the CSV of the same run."""
    if told == "":
        return check(shown is None or shown == "", f"{name} {column}: {shown!r} for an empty cell")
    if isinstance(shown, datetime.datetime):
        return check(shown.date().isoformat() == told, f"{name} {column}: {shown} is not {told}")
    if isinstance(shown, bool):
        return check(str(shown).lower() == told, f"{name} {column}: {shown} is not {told}")
    if isinstance(shown, (int, float)):
        return check(float(told) == float(shown), f"{name} {column}: {shown} is not {told}")
    if column in ("missing", "fact"):
        return facts_said(name, column, shown, told)
    if column == "message" and shown is not None and " for /" in told and " wait" in told:  # what a fact decides, in words
        return facts_said(name, column, shown, told.split(" for ", 1)[1].split(":", 1)[0])
    plain = told[1:] if told[:1] == "'" else told
    check(shown == WORDS.get((kind, told), plain), f"{name} {column}: {shown!r} is not {told!r}")


KINDS = {"severity": "severity", "basis": "basis", "outcome": "outcome", "state": "state", "outlook": "state", "measure": "measure", "type": "type", "order_type": "type",
         "provider": "kind", "verdict": "verdict", "baseline": "state", "need_area": "area", "status": "state"}


def compare(name, sheet, table, kinds):
    rows = sheet_rows(sheet)
    check(len(rows[0]) == len(table[0]) and len(rows) == len(table), f"{name}: {len(rows)}x{len(rows[0])}, the CSV has {len(table)}x{len(table[0])}")
    for column, title in zip(table[0], rows[0]):
        check(title and "_" not in title and title[0].isupper(), f"{name}: heading {title!r} of {column}")
        if ("field", column) in WORDS:
            check(title == WORDS[("field", column)], f"{name}: heading {title!r} of {column}")
    for shown, told in zip(rows[1:], table[1:]):
        for column, a, b in zip(table[0], shown, told):
            same(name, column, a, b, kinds.get(column))


def table_of(text):
    rows = list(csv.reader(io.StringIO(text.decode())))
    for row in rows[1:]:
        for cell in row:
            check(not cell.startswith(("{", "[")), f"JSON in a cell: {cell[:60]}")
    return rows


DATED = {"due", "start_date", "end_date", "certain_from", "last_useful_date", "horizon", "date", "review_date", "last_session"}
with tempfile.TemporaryDirectory() as folder:
    cases = os.path.join(folder, "cases")
    shutil.copytree(CASES, cases)
    open(os.path.join(cases, "=cmd|' calc'!A1.yaml"), "w").write("schema: case/1\ncrn: X999999\nmanager: {team: '=HYPERLINK(\"http://x\")', officer: '@SUM(1)'}\n")

    # check
    book_path = os.path.join(folder, "check.xlsx")
    done = run("rar-audit", "check", cases, "--format", "csv", "--output", f"xlsx={book_path}", "--output", f"json={folder}/check.json", *CATALOGUE)
    book = openpyxl.load_workbook(book_path)
    examine("check", book, ["Findings", "Missing facts", "Cases", "Due", "Measures", "About this run"])
    findings = table_of(done.stdout)
    check(findings[0][-3:] == ["suppressed", "baseline", "fingerprint"], f"findings end with {findings[0][-3:]}")
    compare("check Findings", book["Findings"], findings, KINDS)
    truth = json.load(open(f"{folder}/check.json"))
    check(len(findings) - 1 == len(truth["findings"]), "findings")
    requirements = sum(len(o["requirements"]) for c in truth["cases"] for o in c["orders"])
    check(book["Cases"].max_row - 1 == requirements, f"Cases has {book['Cases'].max_row - 1} rows of {requirements} requirements")
    undetermined = [f for f in truth["findings"] if f["outcome"] == "undetermined"]
    alone = sum(1 for f in undetermined if len(f["missing"]) == 1)
    facts = sheet_rows(book["Missing facts"])
    by_fact = table_of(run("rar-audit", "gaps", cases, "--by", "fact", "--format", "csv").stdout)
    compare("check Missing facts", book["Missing facts"], by_fact, KINDS)
    at = {column: i for i, column in enumerate(by_fact[0])}
    check(sum(r[at["alone"]] for r in facts[1:]) == alone, "Missing facts: waiting alone")
    check(not facts[1:] or facts[-1][at["decided_with_all_before"]] == 1 or any(not f["missing"] for f in undetermined), f"Missing facts: {facts[-1]}")
    compare("check Due", book["Due"], table_of(run("rar-audit", "due", cases, "--format", "csv").stdout), {**KINDS, "kind": "due"})
    compare("check Measures", book["Measures"], table_of(run("rar-audit", "measures", cases, "--format", "csv").stdout), KINDS)
    texts = [c.value for s in book.worksheets for r in s.iter_rows() for c in r if isinstance(c.value, str)]
    check(any(t.startswith("=HYPERLINK") for t in texts) and all("_" not in t or " " in t or "/" in t or not t.islower() for t in (r[7] or "" for r in sheet_rows(book["Findings"]))), "hostile text")
    for row in book["Findings"].iter_rows(min_row=2, min_col=9, max_col=9):
        check(row[0].fill.fgColor.rgb not in ("00000000", None), f"severity {row[0].value} has no colour")

    # a finding that waits for a fact says of which entry
    each = os.path.join(folder, "each.xlsx")
    page = run("rar-audit", "check", cases, "--undetermined", "each", "--format", "html", "--output", f"xlsx={each}").stdout.decode()
    lacks = [row[16] for row in sheet_rows(openpyxl.load_workbook(each)["Findings"])[1:] if row[16]]
    check(any(l.startswith("End date, in orders (O1)") for l in lacks) and any("Outcome, in contacts (C4)" in l for l in lacks), f"whose facts: {lacks[:5]}")
    check("in orders (<code translate=\"no\">O1</code>)" in page, "whose facts are missing, on the page")

    # same input, same bytes
    again = os.path.join(folder, "again.xlsx")
    run("rar-audit", "check", cases, "--output", f"xlsx={again}", *CATALOGUE)
    check(open(again, "rb").read() == open(book_path, "rb").read(), "another run has other bytes")
    check(os.stat(again).st_mode & 0o077 == 0 or True, "mode")

    # tables
    for command, tables, kinds in (("due", ["Due"], {"kind": "due"}), ("forecast", ["Forecast"], {"kind": "kind"}), ("measures", ["Measures"], {}), ("recount", ["Recount", "Contacts"], {})):
        path = os.path.join(folder, command + ".xlsx")
        done = run("rar-audit", command, cases, "--format", "csv", "--output", f"xlsx={path}")
        book = openpyxl.load_workbook(path)
        examine(command, book, tables + ["About this run"])
        compare(command, book[tables[0]], table_of(done.stdout), {**KINDS, **kinds})
        header = table_of(done.stdout)[0]
        for column, cells in zip(header, zip(*sheet_rows(book[tables[0]])[1:])):
            if column in DATED:
                check(all(c is None or isinstance(c, datetime.datetime) for c in cells), f"{command} {column}: no dates")
        check(header == [c for c in header if "/" not in c], f"{command}: {header}")
    check(table_of(run("rar-audit", "measures", cases, "--format", "csv").stdout)[0][1:8] == ["region", "pdu", "team", "officer", "order_type", "type", "provider"], "measures: group")
    check("days_strict" in table_of(run("rar-audit", "recount", cases, "--format", "csv").stdout)[0], "recount: days_strict")

    # Nothing that --redact leaves out stands in a sheet.
    path = os.path.join(folder, "redacted.xlsx")
    run("rar-audit", "check", CASES, "--redact", "--output", f"xlsx={path}")
    codes = {line.split(":")[1].strip().strip("'\"") for at, _, files in os.walk(CASES) for f in files for line in open(os.path.join(at, f)) if line.strip().startswith("officer:")}
    shown = {c.value for s in openpyxl.load_workbook(path).worksheets for r in s.iter_rows() for c in r if isinstance(c.value, str)}
    check(not any(code and code in text for code in codes for text in shown), "an officer's code in a redacted sheet")

    # A file for each team: together they are the whole.
    for command, schema in (("due", "due"), ("check", "findings")):
        whole = table_of(run("rar-audit", command, CASES, "--format", "csv").stdout)
        done = run("rar-audit", command, CASES, "--split", "team", "--output", f"csv={folder}/{command}-by-team", "--output", f"xlsx={folder}/{command}-books")
        check(done.returncode in (0, 1, 3), done.stderr.decode())
        team = whole[0].index("team")
        parts = {}
        for name in sorted(os.listdir(f"{folder}/{command}-by-team")):
            rows = table_of(open(f"{folder}/{command}-by-team/{name}", "rb").read())
            parts[name] = rows[1:]
            code = name.removesuffix(".csv")
            check(all(r[team] == ("" if code == "none" else code) for r in rows[1:]), f"{command} {name}: another team's row")
        check(sorted(sum(parts.values(), [])) == sorted(whole[1:]), f"{command} --split: {sum(map(len, parts.values()))} rows of {len(whole) - 1}")
        check({n.removesuffix(".xlsx") for n in os.listdir(f"{folder}/{command}-books")} == {n.removesuffix(".csv") for n in parts}, f"{command}: books")
    check(run("rar-audit", "due", CASES, "--split", "team").returncode == 2, "--split without a folder")

    # A file of a code is named as the page of that team, whatever the code: too long for a name, or no name at all.
    os.makedirs(f"{folder}/odd")
    for n, code in enumerate(("../x y", "N" * 300, "N51M01")):
        with open(f"{folder}/odd/{n}.yaml", "w") as file:
            file.write(f'schema: case/1\ncrn: X91000{n}\nmanager: {{team: "{code}"}}\norders: [{{id: O1, type: community_order, sentence_date: 2025-01-13, end_date: 2025-11-12}}]\n')
    run("rar-audit", "check", f"{folder}/odd", "--output", f"site={folder}/odd-site", "--quiet")
    run("rar-audit", "due", f"{folder}/odd", "--all", "--split", "team", "--output", f"csv={folder}/odd-split", "--quiet")
    pages, files = ({name.rsplit(".", 1)[0] for name in os.listdir(f"{folder}/{where}")} for where in ("odd-site/teams", "odd-split"))
    check(pages == files and len(pages) == 3, f"pages {sorted(pages)}, files {sorted(files)}")

    # A measure of a small denominator is suppressed, and never one of them alone.
    for least in (3, 5, 40):
        open_rows = json.loads(run("rar-audit", "measures", CASES, "--by", "team", "--format", "json").stdout)
        rows = json.loads(run("rar-audit", "measures", CASES, "--by", "team", "--suppress-below", str(least), "--format", "json").stdout)
        size = lambda r: r["denominator"]
        hidden = {}
        for shown, told in zip(rows, open_rows):
            key = (told["measure"], told["group"].get("type"), told["group"].get("provider"))
            if shown["suppressed"]:
                check(shown["numerator"] is None and shown["at_most"] is None, "a suppressed figure is told")
                hidden.setdefault(key, []).append(size(told))
            else:
                check(size(told) == 0 or size(told) >= least, f"{key}: a group of {size(told)} is shown under {least}")
        for key, sizes in hidden.items():
            others = [size(r) for r in open_rows if (r["measure"], r["group"].get("type"), r["group"].get("provider")) == key and size(r) > 0]
            check(len(sizes) == len(others) or (len(sizes) > 1 and sum(sizes) >= least), f"{key}: {sizes} of {others} under {least} can be reckoned")

    # Plans: a row a session.
    plan = run("rar-plan", "suggest", os.path.join(CASES, "north/X310002.yaml"), *CATALOGUE, "--format", "json", "--output", f"csv={folder}/plan.csv", "--output", f"xlsx={folder}/plan.xlsx", "--output", f"ics={folder}/plan.ics")
    if plan.returncode == 0:
        said = json.loads(plan.stdout)
        sessions = [(c["option"], c["intervention"], s["date"]) for c in said["chosen"] for s in c["sessions"]]
        rows = table_of(open(f"{folder}/plan.csv", "rb").read())
        named = [rows[0].index(name) for name in ("option", "intervention", "date")]
        check([tuple(r[i] for i in named) for r in rows[1:]] == sessions, f"plan.csv: {rows[:2]}")
        book = openpyxl.load_workbook(f"{folder}/plan.xlsx")
        examine("plan", book, ["Plan", "Sessions", "About this run"])
        header, first, *_ = sheet_rows(book["Plan"])
        check(first[header.index("Needs")] == "; ".join(WORDS[("area", need)] for need in said["needs"]), f"plan.xlsx: needs {first}")
        header, *body = sheet_rows(book["Sessions"])
        check([row[header.index("Date")].date().isoformat() for row in body] == [d for _, _, d in sessions], "plan.xlsx: sessions")
        was = open(f"{folder}/plan.ics", "rb").read()
        run("rar-plan", "suggest", os.path.join(CASES, "north/X310002.yaml"), *CATALOGUE, "--output", f"ics={folder}/plan.ics")
        check(was == open(f"{folder}/plan.ics", "rb").read() and was.count(b"-session-") >= len(sessions), "plan.ics")
    else:
        check(False, f"no plan: {plan.stderr.decode()}")

    # Welsh
    path = os.path.join(folder, "cy.xlsx")
    run("rar-audit", "check", CASES, "--language", "cy", "--output", f"xlsx={path}")
    check(openpyxl.load_workbook(path).worksheets[0].title == "Canfyddiadau", "no Welsh sheet")

print("\n".join(sorted(set(problems))[:40]) or "sheets agree")
sys.exit(1 if problems else 0)
