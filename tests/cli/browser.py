"""The pages in a real browser (Debian's chromium, driven by playwright-core from npm): nothing is fetched, no error is said, no page is wider
than the window from 320 pixels on, axe finds nothing in light and in dark, tables sort and rows are filtered from the address; printed on A4 no word
lies beyond the sheet and every table's last column is there. A site of 2,000 cases: an index under 300 KB that is there within two seconds.
usage: browser.py BIN_FOLDER SOURCE_FOLDER [SHOTS]     with SHOTS pictures of every page at 1280, 768 and 375 pixels are left there"""
import glob
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path.insert(0, os.path.join(root, "tests", "npm"))
import packages

chromium = shutil.which("chromium")
if chromium is None:
    packages.without("chromium is not here")
AS_OF = ["--as-of", "2025-10-24", "--no-config"]
CATALOGUE = ["--catalogue", "examples/catalogue"]
MANY = 2000
problems = []


def check(claim, about):
    if not claim:
        problems.append(str(about)[:500])


def run(tool, *words):
    done = subprocess.run([os.path.join(bins, tool), *words], cwd=root, capture_output=True, text=True)
    check(done.returncode in (0, 1, 3), f"{tool} {' '.join(words)[:80]}: exit {done.returncode} {done.stderr[:200]}")
    return done.stdout


def not_on_paper(pdf, last_columns):
    """What of the tables' last columns the print lacks, and the words that lie beyond its sheets."""
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    wide, printed = [], []
    for sheet in re.finditer(r'<page width="([\d.]+)" height="[\d.]+">(.*?)</page>', boxes, re.S):
        for left, right, word in re.findall(r'<word xMin="(-?[\d.]+)" yMin="[^"]*" xMax="(-?[\d.]+)" yMax="[^"]*">(.*?)</word>', sheet[2]):
            printed.append(html.unescape(word))
            if float(left) < -0.5 or float(right) > float(sheet[1]) + 0.5:
                wide.append(word)
    # The lines of neighbouring cells alternate on paper: each word of a cell is looked for by itself.
    there = {part for word in printed for part in re.split(r"\W+", word)}
    lost = [word for column in last_columns for cell in column for word in re.split(r"\W+", cell) if word not in there]
    return wide, lost


with tempfile.TemporaryDirectory() as folder:
    def made(name, tool, *words):
        with open(f"{folder}/{name}.html", "w", encoding="utf-8") as out:
            out.write(run(tool, *words, "--format", "html"))
        return {"name": name, "file": f"{folder}/{name}.html", "axe": True}

    for as_of in ("2025-06-24", "2025-08-24", "2025-10-24"):
        run("rar-audit", "check", "examples/caseload", "--as-of", as_of, "--no-config", "--fail-on", "never", "--quiet", "--output", f"sqlite={folder}/runs.db")
    pages = [made("caseload", "rar-audit", "check", "examples/caseload", *CATALOGUE, *AS_OF, "--fail-on", "never"),
             made("case", "rar-audit", "check", "examples/caseload/north/X310006.yaml", *CATALOGUE, *AS_OF, "--fail-on", "never"),
             made("undated", "rar-audit", "check", "examples/caseload/south/X320009.yaml", *CATALOGUE, *AS_OF, "--fail-on", "never"),
             made("welsh", "rar-audit", "check", "examples/caseload/north/X310006.yaml", *CATALOGUE, *AS_OF, "--fail-on", "never", "--language", "cy"),
             made("due", "rar-audit", "due", "examples/caseload", "--all", *AS_OF),
             made("measures", "rar-audit", "measures", "examples/caseload", *AS_OF),
             made("trend", "rar-audit", "trend", f"{folder}/runs.db", "--by", "team", "--measure", "on_pace", "--no-config"),
             made("cohort", "rar-plan", "cohort", "examples/region/cases", "--directory", "examples/region/directory.yaml", *CATALOGUE, "--as-of", "2025-06-02", "--no-config"),
             made("plan", "rar-plan", "suggest", "examples/caseload/north/X310002.yaml", *CATALOGUE, "--as-of", "2025-06-02", "--no-config")]
    pages[0]["filter"] = {"name": "team", "value": "N51L03"}
    next(p for p in pages if p["name"] == "due")["sort"] = "table[data-sortable]"
    os.mkdir(f"{folder}/many")
    examples = [open(path, encoding="utf-8").read() for path in sorted(glob.glob(f"{root}/examples/caseload/*/*.yaml"))]
    for n in range(MANY):
        with open(f"{folder}/many/{n}.yaml", "w", encoding="utf-8") as out:
            out.write(re.sub(r"(?m)^crn: \S+", f"crn: X{500000 + n}", examples[n % len(examples)]))
    run("rar-audit", "check", f"{folder}/many", *CATALOGUE, *AS_OF, "--fail-on", "never", "--quiet", "--output", f"site={folder}/site")
    size = os.path.getsize(f"{folder}/site/index.html")
    check(size < 300_000, f"the index of {MANY} cases has {size} bytes")
    pages.append({"name": "index", "file": f"{folder}/site/index.html", "axe": False})
    team = max(glob.glob(f"{folder}/site/teams/*.html"), key=os.path.getsize)
    pages.append({"name": "team", "file": team, "axe": False})
    on_paper = shutil.which("pdftotext") is not None
    for page in pages:
        page["print"] = f"{folder}/{page['name']}.pdf" if on_paper and page["name"] != "index" else None
    shots = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
    if shots:
        os.makedirs(shots, exist_ok=True)
    found = json.loads(packages.node(root, "browser.js", ["playwright-core", "axe-core"], given=json.dumps({"chromium": chromium, "pages": pages, "shots": shots}), timeout=500))
    for page in pages:
        if page["print"]:
            columns = found[page["name"]]["last_columns"]
            check(any(columns), f"{page['name']}: no table to look for on paper")
            wide, lost = not_on_paper(page["print"], columns)
            check(not wide, f"{page['name']}: beyond the sheet: {wide[:5]}")
            check(not lost, f"{page['name']}: not on paper: {lost[:5]}")

for name, seen in found.items():
    check(not seen["errors"], f"{name}: {seen['errors'][:2]}")
    check(all(address.startswith("file://") for address in seen["fetched"]), f"{name}: fetched {seen['fetched'][:3]}")
    check(not seen["wide"], f"{name} is wider than the window at {seen['wide']}")
    check(not seen.get("axe"), f"{name}: axe: {seen.get('axe')}")
check(found["index"]["load"] < 2000, f"the index of {MANY} cases took {found['index']['load']:.0f} ms")
for column in found["due"]["sorted"]:
    numbers = [float(c) for c in column["cells"] if re.fullmatch(r"-?\d+(\.\d+)?", c)]
    ordered = numbers if len(numbers) == len(column["cells"]) else None
    check(column["says"] in ("ascending", "descending"), f"due: a header does not say how its column is sorted: {column['says']}")
    check(ordered is None or ordered == sorted(ordered, reverse=column["says"] == "descending"), f"due: not in order: {column['cells'][:5]}")
check(len({column["hash"] for column in found["due"]["sorted"]}) == len(found["due"]["sorted"]) > 2, "due: the address does not remember the order")
rows = found["caseload"]["filtered"]
check(rows and all(hidden == (team != "N51L03") for team, hidden in rows), f"caseload: rows of other teams are shown: {[r for r in rows if r[1] == (r[0] == 'N51L03')][:3]}")
print("\n".join(problems) or f"{len(found)} pages; an index of {MANY} cases in {found['index']['load']:.0f} ms, {size // 1000} KB" + ("" if on_paper else "; nothing was printed: pdftotext is not here"))
sys.exit(1 if problems else 0)
