"""every_account.py BIN ROOT   every command in every format, where something could not be read and where nothing was judged: the
document is there, it names each file that is not in it, and the account stands in it or on standard error (account-and-paths.md,
The account, Nothing judged). ONLY=REGEX for the runs whose name it matches."""
import concurrent.futures
import html
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

import every_command

BIN, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ONLY = re.compile(os.environ.get("ONLY", ""))
EXAMPLES = os.path.join(ROOT, "examples")
IN_WORDS = ("text", "concise", "markdown", "github")  # end with the line; the others have it on standard error
LINE = re.compile(r"^(\d+) files?: \d+ judged")
SAID = re.compile(r"^(\d+) files?: \d+ judged", re.M)
SITTING = "2025-03"
RUN = [form for form in every_command.RUN.split() if form != "site"]
TABLE, WRITES = every_command.TABLE.split(), every_command.WRITES.split()
# tool, words before the paths, what it judges, formats
COMMANDS = (
    ("rar-audit", "check", "case", RUN + ["sqlite"]), ("rar-audit", "due", "case", TABLE + ["ics"]), ("rar-audit", "forecast", "case", TABLE),
    ("rar-audit", "measures", "case", TABLE), ("rar-audit", "gaps", "case", TABLE), ("rar-audit", "recount", "case", TABLE),
    ("rar-audit", "diff --as-of-b 2025-09-01", "case", ["text", "json", "ndjson", "markdown", "html"]), ("rar-audit", "baseline --baseline OUT.json", "case", WRITES),
    ("rar-audit", "shards --size 9k --out OUT", "case", ["text"]),
    ("rar-audit", f"reconcile --mapping {EXAMPLES}/extract/sessions-mapping.yaml {EXAMPLES}/extract/sessions.csv", "case", TABLE),
    ("rar-plan", "suggest --time-limit 1", "case", TABLE + ["ics"]), ("rar-plan", "verify", "case", TABLE), ("rar-plan", "propose", "before", TABLE), ("rar-plan", "options", "case", TABLE),
    ("rar-plan", f"cohort --directory {EXAMPLES}/directories/north-west.yaml --time-limit 1", "case", ["text", "json", "yaml", "csv", "html", "ics", "xlsx"]),
    ("rar-record", "status", "case", WRITES), ("rar-record", "log", "case", WRITES), ("rar-record", "verify", "case", RUN), ("rar-record", "export --tables OUT", "case", WRITES),
    ("rar-record", "fmt --check", "case", WRITES),
    ("eip-score", "check", "intervention", RUN), ("eip-score", "suite", "intervention", ["text", "json", "ndjson", "csv", "markdown", "html"]),
    ("eip-score", "overlap", "intervention", TABLE), ("eip-score", f"regions {EXAMPLES}/selections", "intervention", TABLE),
    ("eip-score", "register log", "intervention", TABLE), ("eip-score", "register due", "intervention", TABLE + ["ics"]),
    ("eip-score", "score", "panel", ["text", "json", "ndjson", "csv", "markdown", "html"]), ("eip-score", "report", "panel", ["text", "json", "ndjson", "csv", "markdown", "html"]),
    ("eip-score", "agreement", "panel", ["text", "json", "ndjson", "csv", "markdown"]),
    ("eip-score", f"register minutes --sitting {SITTING}", "panel", ["text", "json", "ndjson", "markdown", "html"]))
NAMES_FILES = ("fmt",)  # takes no folder
NEVER_EMPTY = ("regions",)  # what the regions chose is there
# A memory of runs takes no run of nothing.
KEEPS_NOTHING = ("sqlite",)


def make(world):
    def put(name, text):
        os.makedirs(os.path.dirname(os.path.join(world, name)), exist_ok=True)
        with open(os.path.join(world, name), "w", encoding="utf-8") as out:
            out.write(text)

    def text_of(*parts):
        with open(os.path.join(*parts), encoding="utf-8") as file:
            return file.read()

    sheets, entries = os.path.join(EXAMPLES, "panels/sitting-2025-03"), os.path.join(EXAMPLES, "catalogue")
    sheet = lambda name: re.sub(r"(?m)^sitting: .*\n", "", text_of(sheets, name)).replace("schema: panel/1\n", f"schema: panel/1\nsitting: {SITTING}\n")
    kinds = {"case": {"a.yaml": text_of(EXAMPLES, "caseload/north/X310001.yaml"), "r.yaml": text_of(ROOT, "tests/cli/plan-data/ready.yaml")},
             "before": {"a.yaml": text_of(EXAMPLES, "before-sentence.yaml")},
             "intervention": {name: text_of(entries, name) for name in sorted(os.listdir(entries))[:3]},
             "panel": {name: sheet(name) for name in sorted(os.listdir(sheets))[:2]}}
    for kind, files in kinds.items():
        for name, text in files.items():
            for folder in "good", "bad", "excluded":
                put(f"{kind}/{folder}/{name}", text)
        put(f"{kind}/bad/m-broken.yaml", f"schema: {'case' if kind == 'before' else kind}/1\nid: [\n")
        os.symlink("nowhere", os.path.join(world, kind, "bad/z-gone.yaml"))
        put(f"{kind}/excluded/.rarignore", "*\n")
        put(f"{kind}/other/p.yaml", "schema: policy/1\nid: p\nregion: N51\nvalues: []\n")
        os.makedirs(os.path.join(world, kind, "empty"))
    os.makedirs(os.path.join(world, ".git"))


def paths(world, name, folder):
    if name not in NAMES_FILES:
        return [folder]
    return [f"{folder}/{file}" for file in sorted(os.listdir(os.path.join(world, folder))) if not file.startswith(".")]


def shown(path):
    with open(path, "rb") as file:
        begins = file.read(6)
    if begins[:2] == b"PK":
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    if begins == b"SQLite":
        return "\n".join(sqlite3.connect(path).iterdump())
    with open(path, encoding="utf-8") as file:
        return file.read()


def unfolded(form, document):
    return html.unescape(document) if form in ("html", "junit", "xlsx") else re.sub(r"\r\n ", "", document) if form == "ics" else document


def has_account(form, document, err):
    """Where the account of a run stands, by its format."""
    if form in IN_WORDS:
        return bool(LINE.search(document.rstrip("\n").splitlines()[-1]))
    if form == "html":
        return bool(re.search(r"\d+ files?: \d+ judged", document))
    if form == "junit":
        return '"schema":"account/1"' in document
    if form == "sqlite":
        return "account/1" in document
    if form == "xlsx":
        return "About this run" in document
    if form == "sarif":
        return "files" in json.loads(document)["runs"][0]["properties"]["account"]
    if form == "ndjson":
        return "files" in json.loads(document.splitlines()[-1])["account"] and bool(SAID.search(err))
    if form == "json":
        record = json.loads(document)
        return bool(SAID.search(err)) and (isinstance(record, list) or "files" in (record.get("summary") or record)["account"])
    return bool(SAID.search(err))


def look(world, command, form, given, names, codes, more=()):
    tool, words, _, _ = command
    with tempfile.TemporaryDirectory(dir=world) as own:
        words = [os.path.relpath(own, world) + word[3:] if word.startswith("OUT") else word for word in words.split()]
        to = os.path.join(own, "report")
        asked = ["--output", f"{form}={to}"] if form in ("xlsx", "sqlite") else ["--format", form]
        line = [tool, *words, *given, *more, *asked, "--as-of", "2025-10-24"]
        done = subprocess.run([os.path.join(BIN, tool), *line[1:]], cwd=world, capture_output=True, stdin=subprocess.DEVNULL, timeout=300, env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"})
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        if form in ("xlsx", "sqlite"):
            out = shown(to) if os.path.exists(to) else ""
    wrong = []
    if done.returncode not in codes:
        wrong.append(f"exit {done.returncode}, and not {codes}")
    if not out and not (form in KEEPS_NOTHING and not names):
        wrong.append("no document")
    elif out:
        text = unfolded(form, out)
        wrong += [f"{name} is not named" for name in names if name not in text]
        if not has_account(form, text, err):
            wrong.append("no account")
    return [f"{' '.join(line)}: {one}\n    {err[-300:]!r}" for one in wrong]


def runs(world):
    for number, command in enumerate(COMMANDS):
        tool, words, kind, formats = command
        name = words.split()[0]
        for at, form in enumerate(formats):
            if not ONLY.search(f"{tool} {words} {form}"):
                continue
            of = lambda folder: paths(world, name, f"{kind}/{folder}")
            yield command, form, [*of("bad"), "nope.yaml"], ("m-broken.yaml", "z-gone.yaml", "nope.yaml"), (3,)
            yield command, form, ["nope.yaml"], ("nope.yaml",), (3,)
            if name in NEVER_EMPTY:
                continue
            empty = ("other", "excluded") if name in NAMES_FILES else ("empty", "other", "excluded")
            folder = empty[(number + at) % len(empty)]  # each command meets each of them
            yield command, form, of(folder), (), (2,)
            yield command, form, of(folder), (), (0,), ("--allow-empty",)


with tempfile.TemporaryDirectory() as world:
    make(world)
    with concurrent.futures.ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        asked = list(runs(world))
        found = [one for wrong in pool.map(lambda run: look(world, *run), asked) for one in wrong]
print("\n".join(found[:40]))
listed = {f"{tool} {' '.join(words.split()[:2]) if words.startswith('register') else words.split()[0]}" for tool, words, _, _ in COMMANDS}
takes_paths = {f"{c.tool} {c.name}" for c in every_command.all_commands()} - {
    "rar-audit merge", "rar-audit trend", "rar-audit forget", "rar-record session", "rar-record import", "eip-score import", "eip-score register move",
    "eip-score register met", "eip-score register undo"} - {f"rar-record {c.name}" for c in every_command.of_one_case() if c.name != "fmt"}
unlisted = sorted(takes_paths - listed)
print(f"{len(asked)} runs, {len(found)} problems" + (f"; not looked at: {unlisted}" if unlisted else ""))
sys.exit(1 if found or unlisted or not asked else 0)
