"""The same bytes at any number of threads: every command that takes many files, on caseloads, catalogues and mark sheets large
enough that threads overtake one another. What a command writes is compared too. A command that takes one file refuses many.
And the same bytes whatever else is asked for: what nobody reads is not made, and what somebody reads does not change by it."""
import os
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
    ("rar-record", ["status", "cases", *AS_OF], (0, 1)),
    ("rar-record", ["log", "cases"], (0,)),
    ("rar-record", ["verify", "cases", *AS_OF], (0, 1)),
    ("rar-record", ["export", "small", "--tables", "{out}/tables"], (0,)),
    ("rar-plan", ["suggest", "small", *AS_OF], (3,)),
    ("rar-plan", ["verify", "small", *AS_OF, "--format", "json"], (3,)),
    ("rar-plan", ["options", "small", *AS_OF, "--format", "json"], (3,)),
    ("rar-plan", ["cohort", os.path.join(examples, "region/cases"), "--directory", os.path.join(examples, "region/directory.yaml"), "--as-of", "2025-06-02",
                  "--format", "csv", "--quiet"], (0, 1, 3)),
    ("eip-score", ["check", "catalogue", *AS_OF], (1,)),
    ("eip-score", ["check", "catalogue", "--selections", os.path.join(examples, "selections"), "--format", "json", *AS_OF], (1,)),
    ("eip-score", ["suite", "catalogue", *AS_OF], (0, 1)),
    ("eip-score", ["regions", "catalogue", os.path.join(examples, "selections"), *AS_OF], (0, 1)),
    ("eip-score", ["overlap", "catalogue", *AS_OF], (0, 1)),
    ("eip-score", ["register", "due", "catalogue", "--format", "json", *AS_OF], (0, 1)),
    ("eip-score", ["register", "log", "catalogue", "--format", "json"], (0, 1)),
    ("eip-score", ["score", "sheets", *AS_OF], (0, 1)),
    ("eip-score", ["score", "sheets", "--format", "json", *AS_OF], (0, 1)),
    ("eip-score", ["report", "sheets"], (0, 1)),
    ("eip-score", ["agreement", "sheets"], (0, 1)),
]


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
        words = [word.replace("{out}", "out") for word in words]
        done = subprocess.run([os.path.join(bins, tool), *words, "-j", str(threads), "--no-config"], cwd=scratch, capture_output=True)
        return done.returncode, done.stdout, done.stderr, contents(here("out"))

    for part in "123":
        with open(here(f"part{part}.ndjson"), "wb") as file:
            subprocess.run([os.path.join(bins, "rar-audit"), "check", "cases", "--shard", f"{part}/3", "--format", "ndjson", *AS_OF, "--no-config"],
                           cwd=scratch, stdout=file, stderr=subprocess.DEVNULL)

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
