"""The same bytes at any number of threads: every command that takes many files, on caseloads, catalogues and mark sheets large
enough that threads overtake one another. What a command writes is compared too. A command that takes one file refuses many.
And the same bytes whatever else is asked for: what nobody reads is not made, and what somebody reads does not change by it.
Every command that a tool names in its help is compared, or stands below with the reason why not."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
examples = os.path.join(root, "examples")
COPIES = 8
AS_OF = ["--as-of", "2025-10-24"]
CATALOGUE = ["--catalogue", os.path.join(examples, "catalogue")]
FORMATS = ["text", "concise", "json", "ndjson", "csv", "markdown", "sarif", "junit", "gitlab", "github", "html"]

# Tool, words, exit codes that are an answer. `{out}` is a folder of the run's own, compared with the other runs'.
COMMANDS = [("rar-audit", ["check", "cases", "--format", name, *AS_OF, *CATALOGUE], (1,)) for name in FORMATS] + [
    ("rar-audit", ["check", "cases", "--summary", *AS_OF], (1,)),
    ("rar-audit", ["check", "cases", "--output", "site={out}/site", *AS_OF, *CATALOGUE], (1,)),
    ("rar-audit", ["check", "cases", "--shard", "2/3", "--format", "ndjson", *AS_OF], (0, 1)),
    ("rar-audit", ["check", "cases", "--redact", "--format", "json", *AS_OF], (1,)),
    ("rar-audit", ["check", "cases", "broken", *AS_OF], (3,)),
    ("rar-audit", ["due", "cases", "--all", "--format", "csv", *AS_OF, *CATALOGUE], (0, 1)),
    ("rar-audit", ["due", "cases", "--within", "28d", "--format", "ics", *AS_OF, *CATALOGUE], (0, 1)),
    ("rar-audit", ["forecast", "cases", *AS_OF], (0, 1)),
    ("rar-audit", ["check", "cases", "--undetermined", "facts", "--format", "ndjson", *AS_OF], (1,)),
    ("rar-audit", ["gaps", "cases", "--by", "team", "--format", "json", *AS_OF], (0,)),
    ("rar-audit", ["measures", "cases", "--by", "region", *AS_OF], (0, 1)),
    ("rar-audit", ["recount", "cases", "--format", "json", *AS_OF], (0, 1)),
    ("rar-audit", ["baseline", "cases", "--baseline", "{out}/known.yaml", *AS_OF], (0,)),
    ("rar-audit", ["diff", "cases", "--as-of", "2025-07-10", "--as-of-b", "2025-10-24"], (0, 1)),
    ("rar-audit", ["merge", "part1.ndjson", "part2.ndjson", "part3.ndjson", "--format", "json"], (1,)),
    ("rar-audit", ["shards", "cases", "--size", "9k", "--out", "{out}/plan"], (0,)),
    ("rar-audit", ["reconcile", "--mapping", os.path.join(examples, "extract/sessions-mapping.yaml"), os.path.join(examples, "extract/sessions.csv"), "small",
                   "--all", "--format", "json", "--as-of", "2025-10-28"], (0, 1)),
    ("rar-record", ["import", "--mapping", "delius", os.path.join(examples, "extract/last-week"), "--out", "{out}/cases", "--extract-date", "2025-10-17",
                    "--as-of", "2025-10-17", "--quiet"], (0,)),
    ("rar-audit", ["trend", "runs.db", "--by", "team", "--format", "json"], (0, 1)),
    ("rar-record", ["fmt", "--check", "{files}"], (0, 1)),
    ("rar-record", ["fmt", "--dry-run", "{files}"], (0, 1)),
    ("rar-record", ["merge", "base.yaml", "ours.yaml", "theirs.yaml", "--dry-run"], (0,)),
    ("rar-record", ["status", "cases", *AS_OF], (0, 1)),
    ("rar-record", ["log", "cases"], (0,)),
    ("rar-record", ["verify", "cases", *AS_OF], (0, 1)),
    ("rar-record", ["export", "small", "--tables", "{out}/tables"], (0,)),
    ("rar-plan", ["suggest", "small", *AS_OF], (3,)),
    ("rar-plan", ["verify", "small", *AS_OF, "--format", "json"], (3,)),
    ("rar-plan", ["options", "small", *AS_OF, "--format", "json"], (3,)),
    ("rar-plan", ["propose", "proposed", "--as-of", "2025-06-02", "--format", "json", "--catalogue", "one-entry.yaml"], (0, 1)),  # of many entries it takes seconds a person
    ("rar-plan", ["cohort", os.path.join(examples, "region/cases"), "--directory", os.path.join(examples, "region/directory.yaml"), "--as-of", "2025-06-02",
                  "--format", "csv", "--quiet"], (0, 1, 3)),
    ("eip-score", ["check", "catalogue", *AS_OF], (1,)),
    ("eip-score", ["check", "catalogue", "--selections", os.path.join(examples, "selections"), "--format", "json", *AS_OF], (1,)),
    ("eip-score", ["suite", "catalogue", *AS_OF], (0, 1)),
    ("eip-score", ["regions", "catalogue", os.path.join(examples, "selections"), *AS_OF], (0, 1)),
    ("eip-score", ["overlap", "catalogue", *AS_OF], (0, 1)),
    ("eip-score", ["register", "due", "catalogue", "--format", "json", *AS_OF], (0, 1)),
    ("eip-score", ["register", "log", "catalogue", "--format", "json"], (0, 1)),
    ("eip-score", ["import", "entries", "--from", "find-and-refer", "--out", "{out}/made", "--format", "ndjson", "--as-of", "2025-10-24"], (0,)),
    ("eip-score", ["register", "minutes", os.path.join(examples, "sitting"), "--sitting", "si-12", *AS_OF], (0, 1)),
    ("eip-score", ["score", "sheets", *AS_OF], (0, 1)),
    ("eip-score", ["score", "sheets", "--format", "json", *AS_OF], (0, 1)),
    ("eip-score", ["report", "sheets"], (0, 1)),
    ("eip-score", ["agreement", "sheets"], (0, 1)),
]

ONE_FILE = "changes one case, and refuses several; what it writes is held by the tests of recording"
BY_BOOK = "reads no case"
NOT_COMPARED = {
    **dict.fromkeys([f"rar-record {name}" for name in "add outcome enforce review suspension assessment amendment termination fact whole amend void undo redo new plan".split()], ONE_FILE),
    "rar-record session": "takes its files one after the other, each under its lock",
    "rar-record mapping": BY_BOOK,
    "rar-audit forget": "changes a database in place, in one transaction",
    "eip-score register move": "changes entries in place, one after the other, under one lock",
    "eip-score register met": "changes an entry in place",
    "eip-score register undo": "changes an entry in place",
    **{f"{tool} {name}": BY_BOOK for tool in ("rar-audit", "rar-plan", "rar-record", "eip-score")
       for name in "explain rules law schema completions words policy config init".split()},
}


def commands_of(tool, *words):
    """Every command that the help of a tool names, with those below it."""
    said = subprocess.run([os.path.join(bins, tool), *words, "--help"], capture_output=True, text=True).stdout
    for name in re.findall(r"^  ([a-z]+) {2,}", said.partition("Subcommands:\n")[2].partition("\n\n")[0], re.M):
        below = list(commands_of(tool, *words, name)) if name not in ("policy", "config") else []
        yield from below or [" ".join([tool, *words, name])]


def yaml_files(folder):
    for at, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".yaml"):
                yield os.path.join(at, name)


def contents(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            found[os.path.relpath(path, folder)] = open(path, "rb").read()
    return found


def many(source, target, copies):
    for copy in range(copies):
        os.makedirs(os.path.join(target, f"copy{copy}"))
        for path in yaml_files(source):
            shutil.copy(path, os.path.join(target, f"copy{copy}"))


def put(name, text):
    os.makedirs(os.path.dirname(here(name)), exist_ok=True)
    with open(here(name), "w", encoding="utf-8") as file:
        file.write(text)


wrong = []
with tempfile.TemporaryDirectory() as scratch:
    here = lambda name: os.path.join(scratch, name)
    many(os.path.join(examples, "caseload"), here("cases"), COPIES)
    many(os.path.join(examples, "caseload"), here("small"), 1)
    many(os.path.join(examples, "panels"), here("sheets"), COPIES)
    many(os.path.join(examples, "catalogue"), here("catalogue"), 1)
    os.mkdir(here("broken"))
    for number in range(20):
        with open(os.path.join(here("broken"), f"{number:02}.yaml"), "w", encoding="utf-8") as file:
            file.write("schema: case/1\norders: [\n" if number % 2 else "schema: case/2\n")

    def run(tool, words, threads):
        shutil.rmtree(here("out"), ignore_errors=True)
        os.mkdir(here("out"))
        words = [part for word in words for part in (sorted(os.path.join("small/copy0", n) for n in os.listdir(here("small/copy0"))) if word == "{files}" else [word.replace("{out}", "out")])]
        done = subprocess.run([os.path.join(bins, tool), *words, "-j", str(threads), "--no-config"], cwd=scratch, capture_output=True)
        return done.returncode, done.stdout, done.stderr, contents(here("out"))

    for number in range(12):  # people before sentence; one branch of a case beside another; entries as they are published
        text = open(os.path.join(examples, "before-sentence.yaml"), encoding="utf-8").read()
        put(f"proposed/{number:02}.yaml", text.replace("X310020", f"X3100{number + 20}"))
        put(f"entries/{number:02}.json", json.dumps([{"intervention_catalogue": {"name": f"Entry {number} {part}", "int_type": "SI"}} for part in range(20)]))
    shutil.copy(os.path.join(examples, "catalogue", "living-as-new-me.yaml"), here("one-entry.yaml"))
    for name, more in (("base", ""), ("ours", "  - {id: C2, date: 2025-03-03, type: other}\n"), ("theirs", "  - {id: C3, date: 2025-03-04, type: other}\n")):
        put(f"{name}.yaml", f"schema: case/1\ncrn: X123401\norders: []\ncontacts:\n  - {{id: C1, date: 2025-02-03, type: other}}\n{more}")
    for day in ("2025-07-10", "2025-10-24"):
        subprocess.run([os.path.join(bins, "rar-audit"), "check", "cases", "--output", "sqlite=runs.db", "--as-of", day, "--no-config"], cwd=scratch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    for part in "123":
        with open(here(f"part{part}.ndjson"), "wb") as file:
            subprocess.run([os.path.join(bins, "rar-audit"), "check", "cases", "--shard", f"{part}/3", "--format", "ndjson", *AS_OF, "--no-config"],
                           cwd=scratch, stdout=file, stderr=subprocess.DEVNULL)

    kinds = [f"{tool} {' '.join(words)} ".startswith for tool, words, _ in COMMANDS]
    for tool in ("rar-audit", "rar-plan", "rar-record", "eip-score"):
        names = list(commands_of(tool))
        if len(names) < 10:
            wrong.append(f"{tool} --help: its commands are not understood: {names}")
        for name in names:
            if not any(begins(name + " ") for begins in kinds) and name not in NOT_COMPARED:
                wrong.append(f"{name}: neither compared nor listed with a reason")

    for tool, words, answers in COMMANDS:
        shown = " ".join([tool, *words])
        serial = run(tool, words, 1)
        if serial[0] not in answers:
            wrong.append(f"exit code {serial[0]}: {shown}\n{serial[2].decode(errors='replace')[:400]}")
        elif not any(serial[1:]):
            wrong.append(f"says nothing: {shown}")
        for threads in (2, 7):
            if run(tool, words, threads) != serial:
                wrong.append(f"other bytes with {threads} threads: {shown}")
    # NDJSON wants every question in all its words; people are shown what is missing.
    for words in [["--format", name] for name in ("text", "concise", "github", "gitlab", "sarif", "junit")] + [["--summary"]]:
        command = ["check", "cases", *words, *AS_OF]
        alone, beside = run("rar-audit", command, 2)[1], run("rar-audit", [*command, "--output", "ndjson={out}/all.ndjson"], 2)[1]
        if not alone or alone != beside:
            wrong.append(f"other bytes where NDJSON is written too: {' '.join(command)}")
print("\n".join(wrong) or f"{len(COMMANDS)} commands, the same bytes at 1, 2 and 7 threads")
sys.exit(1 if wrong else 0)
