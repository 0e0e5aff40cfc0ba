"""canaries.py BIN ROOT   what leaves a file, command by command and format by format: every value that is somebody's is a word of
its own, and none stands where privacy keeps it back; plain, with --redact, and of limited access. PROBATION_LONG=1 for every format
and a hundred ways of breaking, of which each command meets a share (SEED=N: another one); ONLY=REGEX for the runs whose name it matches."""
import collections
import io
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ProcessPoolExecutor

import yaml

import every_command
import telling_world

BIN = os.path.abspath(sys.argv[1])
LONG = os.environ.get("PROBATION_LONG") == "1"
WAYS = 100 if LONG else 12
QUICK = {"plain": ("text", "json", "html"), "limited": ("text", "json", "csv", "html", "xlsx")}  # of others every format
ONLY = re.compile(os.environ.get("ONLY", ""))
BASE = ["--as-of", "2025-10-24", "--no-config"]
TEXT, OFFICER, PLACE, REFUSED = (re.compile(rf"{mark}\w*", re.I) for mark in ("Qtx", "Qof", "Qpl", "Qrf"))
NO_VALUE = re.compile(r"Qrf(?!" + "|".join(re.escape(m) for m in telling_world.OF_TO_NOTHING) + r")\w+", re.I)
BORN = re.compile(re.escape(telling_world.BORN))
OF_PERSON = re.compile("|".join(re.escape(words[0]).replace("_", "[_ -]") for name, words in telling_world.PERSONS.items() if name != "REGION"), re.I)
REGION = re.compile(r"\bN58\b|South West")
# The catalogue's side of a question, which may stand.
CATALOGUE = re.compile(r'asks for [^"\n\[]*')
SHARE = 1500  # runs of --long beyond one of every command, mode and format
problems = collections.OrderedDict()


def kept_back(mode, command):
    """What may not stand in the output, and what may not unless the twin world's output has it too."""
    if mode == "redact":
        return [TEXT, OFFICER, REFUSED, BORN], [OF_PERSON]
    if mode == "limited":
        return [TEXT, OFFICER, PLACE, REFUSED, BORN], [OF_PERSON, REGION]
    # What a person asks to see: the excerpt of a finding, a history, the difference that a command makes, the plan's own places.
    shows_lines = command.about in ("case", "register") or command.name in ("import", "session")
    shows_text = shows_lines or command.name in ("log", "check", "verify", "fmt", "suggest")
    shows_lines = shows_lines or command.name == "log"
    return ([] if shows_text else [TEXT]) + ([NO_VALUE] if shows_lines else [REFUSED]) + ([] if shows_lines else [BORN]), []


def words(command, mode, folder, case):
    """The words of a command as it is run, and the outputs it writes."""
    limited = mode == "limited"
    tag = f"out{os.getpid()}x{next(numbers)}"
    names = {"IN": "limited" if limited else "cases", "WHOLE": folder if command.name == "import" else "closed" if limited else "standing",
             "CASE": case, "RUN_A": f"run_a{int(limited)}.json", "RUN_B": f"run_b{int(limited)}.json", "SHARD_1": f"shard1{int(limited)}",
             "SHARD_2": f"shard2{int(limited)}", "MEMORY": f"memory{int(limited)}", "MEMORY_2": f"forgotten{int(limited)}"}
    made = [re.sub(r"\bOUT\b", tag, names.get(word, word)) for word in command.words]
    return made, tag


numbers = iter(range(10**9))


def read(path):
    if os.path.isdir(path):
        return b"".join(name.encode("utf-8", "surrogateescape") + b"\n" + read(os.path.join(path, name)) for name in sorted(os.listdir(path)))
    with open(path, "rb") as file:
        return unpacked(file.read())


def unpacked(data):
    """A workbook as the words of its cells: the addresses of cells are like codes."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = b"\n".join(book.read(name) for name in book.namelist())
    return re.sub(rb'(?:r|ref|sqref|activeCell|topLeftCell)="[A-Z0-9:$ ]*"|<definedName.*?</definedName>|<(?:f|formula1)>.*?</(?:f|formula1)>', b"", parts)


def outputs(world, tag):
    return b"\n".join(read(os.path.join(world, name)) for name in sorted(os.listdir(world)) if name == tag or name.startswith(tag + "."))


def one_run(world, command, mode, form, folder, case):
    made, tag = words(command, mode, folder, case)
    flags = BASE + (["--redact"] if mode == "redact" else [])
    line = [os.path.join(BIN, command.tool), *made, *flags] + (["--format", form] if form != "site" else ["--output", f"site={tag}"])
    done = subprocess.run(line, cwd=world, capture_output=True, stdin=subprocess.DEVNULL, preexec_fn=every_command.work_ends, env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"})
    said = unpacked(done.stdout) + b"\n" + outputs(world, tag)
    return " ".join([command.tool, *line[1:]]), done.returncode, said.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def look(number):
    """What is wrong with a run of RUNS, by what it is and what stands there."""
    command, mode, form, case = RUNS[number]
    name = f"{mode} {command.label} {form}"
    wrong, folder = {}, ""
    if command.name == "import":
        folder = f"into{os.getpid()}x{next(numbers)}"
        for world in (WORLD, TWIN):
            shutil.copytree(f"{world}/{'closed' if mode == 'limited' else 'standing'}", f"{world}/{folder}")
    line, code, out, err = one_run(WORLD, command, mode, form, folder, case)
    if code < 0 or code == 70:
        wrong[name, f"ends with {code}"] = line
    never, unless_listed = kept_back(mode, command)
    for where, text in (("out", out), ("err", err)):
        found = {m[0] for pattern in never for m in pattern.finditer(text)} - {"Qrfargument", "qrfargument"}
        doubtful = {m[0].lower() for pattern in unless_listed for m in pattern.finditer(CATALOGUE.sub("", text))}
        if doubtful:
            twin = one_run(TWIN, command, mode, form, folder, case)
            found |= doubtful - {m[0].lower() for pattern in unless_listed for m in pattern.finditer(twin[2] + twin[3])}
        if found:
            wrong[f"{mode} {command.label} {form} {where}", " ".join(sorted(found))[:300]] = line
    return wrong


def every_text_has_a_word():
    """Every text of the schema of a case is one of the world's: a new one has to be put there."""
    schema = json.loads(every_command.asked(BIN, "rar-audit", "schema", "case/1").stdout)
    wanted = set()

    def of_schema(part, path, seen):
        if "$ref" in part:
            if part["$ref"] in seen:
                return
            there = schema
            for step in part["$ref"][2:].split("/"):
                there = there[step]
            return of_schema(there, path, (*seen, part["$ref"]))
        for either in ("anyOf", "oneOf", "allOf"):
            for inner in part.get(either, ()):
                of_schema(inner, path, seen)
        for name, member in part.get("properties", {}).items():
            of_schema(member, f"{path}/{name}", seen)
        if isinstance(part.get("items"), dict):
            of_schema(part["items"], path + "/[]", seen)
        if isinstance(part.get("additionalProperties"), dict):
            wanted.add(path + "/{key}")
            of_schema(part["additionalProperties"], path + "/{}", seen)
        if "string" in part.get("type", ()) and not {"enum", "const", "pattern", "format"} & set(part):
            wanted.add(path)

    held = set()

    def of_case(value, path):
        if isinstance(value, dict):
            for name, member in value.items():
                if str(name).startswith("Q"):
                    held.add(path + "/{key}")
                of_case(member, f"{path}/{name}")
                of_case(member, path + "/{}")
        elif isinstance(value, list):
            for member in value:
                of_case(member, path + "/[]")
        elif isinstance(value, str) and (value.startswith("Q") or path.endswith("/region")):
            held.add(path)

    of_schema(schema, "", ())
    of_case(yaml.safe_load(telling_world.case("X700001", "false")), "")
    for path in sorted(wanted - held):
        if not telling_world.NOBODYS.search(path):
            problems[f"case/1 {path}", "a text that the world does not hold"] = "put a word there in telling_world.py"


def prepare(world, twin):
    """What other runs left there: saved runs, shards, a memory of runs, a plan; of no --redact."""
    os.makedirs(world)
    os.chdir(world)
    telling_world.make(twin, WAYS)
    run = lambda *line: subprocess.run([os.path.join(BIN, line[0]), *line[1:], "--no-config"], capture_output=True, check=False)
    for at, folder in enumerate(("cases", "limited")):
        for name, day in (("a", "2025-10-24"), ("b", "2025-01-20")):
            run("rar-audit", "check", folder, "--as-of", day, "--undetermined", "each", "--show", "pass", "--output", f"json=run_{name}{at}.json")
        for shard in (1, 2):
            run("rar-audit", "check", folder, "--as-of", "2025-10-24", "--shard", f"{shard}/2", "--output", f"ndjson=shard{shard}{at}")
        run("rar-audit", "check", folder, "--as-of", "2025-10-24", "--output", f"sqlite=memory{at}")
        shutil.copy(f"memory{at}", f"forgotten{at}")
    run("rar-plan", "suggest", "standing/X700002.yaml", "--as-of", "2025-10-24", "--output", "yaml=plan.yaml")
    telling_world.write("selections/N51.yaml", "schema: selection/1\nregion: N51\nselected: [aa-bb]\n")
    telling_world.write("entries.json", "[]\n")


def all_runs():
    ways = range(WAYS) if LONG else range(0, WAYS, 6)
    for mode in ("redact", "limited", "plain"):
        root, whole = ("limited", "closed") if mode == "limited" else ("cases", "standing")
        for command in every_command.all_commands():
            if command.about == "register" and mode == "limited":
                continue
            cases = [""]
            if command.about == "case":
                cases = [f"{whole}/X700001.yaml", f"{whole}/X700002.yaml"][: 2 if LONG else 1] + [f"{root}/X71{way:04d}.yaml" for way in ways if command.name in ("add", "fmt", "undo")]
                cases += [f"{root}/X73{at:04d}.yaml" for at in range(len(telling_world.TO_NOTHING)) if command.name == "add" and (LONG or at % 4 == 0)]
            for form in command.formats:
                if not LONG and (form not in QUICK.get(mode, command.formats) or (command.about == "case" and form == "ndjson")):
                    continue
                for case in cases:
                    yield command, mode, form, case


def chosen_runs():
    """All of them; of the many of --long every command in every mode and format once, and a share of the others by seed."""
    runs = [run for run in all_runs() if ONLY.search(f"{run[1]} {run[0].label} {run[2]}")]
    if not LONG or len(runs) <= SHARE:
        return runs
    firsts, others = {}, []
    for run in runs:
        key = (run[0].label, *run[1:3])
        others.append(run) if key in firsts else firsts.setdefault(key, run)
    return [*firsts.values(), *random.Random(int(os.environ.get("SEED", "1"))).sample(others, min(SHARE, len(others)))]


with tempfile.TemporaryDirectory() as base:
    WORLD, TWIN = f"{base}/world", f"{base}/twin"
    prepare(WORLD, False)
    prepare(TWIN, True)
    os.chdir(WORLD)
    every_text_has_a_word()
    for said in every_command.what_is_not_listed(BIN, lambda command: words(command, "plain", "standing", "standing/X700001.yaml")[0]):
        problems[said, ""] = ""
    RUNS = chosen_runs()
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as pool:  # what they look for is much of the work
        for wrong in pool.map(look, range(len(RUNS)), chunksize=8):
            for what, line in wrong.items():
                problems.setdefault(what, line)
    os.chdir("/")
for (name, what), line in problems.items():
    print(f"{name}: {what}\n    {line}")
print(f"{len(RUNS)} runs, {len(problems)} problems")
sys.exit(1 if problems or (len(RUNS) < 500 and not ONLY.pattern) else 0)
