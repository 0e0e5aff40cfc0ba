"""A run that is written as it goes says what the same run says that is held: pages, sites, the memory of runs, the weightiest findings. People without a CRN in
one file are each told their own.

    one_run.py BIN_FOLDER
"""
import filecmp
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
AUDIT = os.path.join(os.path.abspath(sys.argv[1]), "rar-audit")
ALL = "100000000"  # a limit that leaves nothing out: pages and databases with it are made of a run that is held
wrong = []


def run(*words):
    done = subprocess.run([AUDIT, *words, "--as-of", "2025-10-24", "--no-config"], capture_output=True)
    if done.returncode not in (0, 1, 3):
        wrong.append(f"{' '.join(words)}: exit {done.returncode}: {done.stderr[-300:]}")
    return done.stdout


def same(about, one, other):
    if one != other:
        at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
        wrong.append(f"{about}: differs at byte {at}: {one[at - 40:at + 80]!r} is not {other[at - 40:at + 80]!r}")


def files_of(folder):
    return sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)


def same_folder(about, one, other):
    names = files_of(one)
    if names != files_of(other):
        wrong.append(f"{about}: {len(names)} files are not {len(files_of(other))}")
    different = filecmp.cmpfiles(one, other, names, shallow=False)[1]
    if different:
        wrong.append(f"{about}: {different[:3]} differ")
    if len(names) < 5:
        wrong.append(f"{about}: only {names}")


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def weightiest(cases, most):
    """Which findings a limit keeps: fails before what is undetermined, by severity, in path order."""
    found = [r for r in lines(run("check", cases, "--format", "ndjson")) if r["schema"] == "finding/1"]
    order = ["error", "warning", "note"]
    ranked = sorted(range(len(found)), key=lambda i: (found[i]["outcome"] != "fail", order.index(found[i]["severity"]), i))
    wanted = [found[i] for i in sorted(ranked[:most])]
    for threads in "12":
        kept = [r for r in lines(run("check", cases, "--format", "ndjson", "--max-findings", str(most), "-j", threads)) if r["schema"] == "finding/1"]
        if kept != wanted:
            wrong.append(f"--max-findings {most} -j {threads}: {len(kept)} findings are not the {len(wanted)} weightiest")


def limits(cases, place):
    for form in ("text", "json", "csv", "junit", "markdown", "sarif"):
        for most in ("0", "3", "400", "9000"):
            for shown in ("facts", "each"):
                words = ["check", cases, "--format", form, "--max-findings", most, "--undetermined", shown]
                same(" ".join(words[2:]), run(*words, "-j", "2"), run(*words, "--output", f"html={place}/held.html"))


def wholes(cases, place, name):
    """With and without the limit that leaves nothing out."""
    def out(what):
        return os.path.join(place, f"{name}-{what}")

    held = run("check", cases, "--format", "html", "--max-findings", ALL)
    for threads in "12":
        same(f"{name}: the page, -j {threads}", run("check", cases, "--format", "html", "-j", threads), held)
        run("check", cases, "--output", f"site={out('site' + threads)}", "--output", f"sqlite={out('runs' + threads)}", "--summary", "-j", threads)
    run("check", cases, "--output", f"site={out('site')}", "--output", f"sqlite={out('runs')}", "--format", "text", "--max-findings", ALL)
    for threads in "12":
        same_folder(f"{name}: the site, -j {threads}", out("site" + threads), out("site"))
        same(f"{name}: the memory of runs, -j {threads}", open(out("runs" + threads), "rb").read(), open(out("runs"), "rb").read())


def people_without_crn(place):
    """One file of people of whom no CRN is recorded: the row of each tells what was found of that one."""
    source = os.path.join(place, "few")
    texts = [open(os.path.join(at, name)).read() for at, _, names in os.walk(source) for name in sorted(names) if name.endswith(".yaml")][:4]
    folder = os.path.join(place, "unnamed")
    os.mkdir(folder)
    with open(os.path.join(folder, "several.yaml"), "w") as file:
        file.write("---\n".join(re.sub(r"(?m)^crn:.*\n", "", text) for text in texts))
    summaries = [r for r in lines(run("check", folder, "--format", "ndjson")) if r["schema"] == "case_summary/1"]
    told = sorted(r["findings"]["warning"] for r in summaries)
    page = run("check", folder, "--format", "html").decode()
    rows = sorted(int(n) for n in re.findall(r'<tr data-crn="" [^>]*data-warnings="(\d+)"[^>]*><th scope="row"><a href="#case-', page))
    if len(rows) != 4 or rows != told:
        wrong.append(f"people without a CRN: rows of the page tell {rows} warnings, their records {told}")
    return folder


with tempfile.TemporaryDirectory() as top:
    for size, number in (("few", 30), ("many", 230)):  # a page holds the findings of 200
        subprocess.run([sys.executable, os.path.join(HERE, "..", "bench", "make_caseload.py"), os.path.join(top, size), str(number), "--messy"], check=True, capture_output=True)
    with open(os.path.join(top, "many", "broken.yaml"), "w") as broken:
        broken.write("schema: case/1\ncrn: [\n")
    for n in (1, 100):
        weightiest(os.path.join(top, "many"), n)
    limits(os.path.join(top, "few"), top)
    unnamed = people_without_crn(top)
    for size in ("few", "many"):
        wholes(os.path.join(top, size), top, size)
    wholes(unnamed, top, "unnamed")
print("\n".join(wrong) if wrong else "a run that is written as it goes says what one that is held says")
sys.exit(bool(wrong))
