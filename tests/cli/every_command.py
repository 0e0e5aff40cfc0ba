"""Every command of the four tools that shows something of a file, with the formats it has, for the grids that ask what leaves
it. The tools are asked what they have: a command or a format that is not in the list here fails, so that nobody adds one that
no grid looks at."""
import os
import re
import resource
import subprocess

TOOLS = ("rar-audit", "rar-plan", "rar-record", "eip-score")
RUN = "text concise json ndjson csv markdown sarif junit github gitlab html xlsx site"
TABLE = "text json ndjson csv markdown html yaml xlsx"
WRITES = "text json ndjson"
# They print what is built in, or what the command line says: no file of anybody's.
TELL_NOTHING = set("explain rules law schema completions words policy config init mapping".split())


class Command:
    """`words` may hold IN (the folder of cases, broken ones among them), WHOLE (cases that hold), CASE (one case), OUT (a file or
    folder that is written and looked at too)."""

    def __init__(self, tool, name, formats, words="", about="cases", label="", text_only=False):
        self.tool, self.name, self.formats, self.about = tool, name, formats.split(), about
        self.words = name.split() + words.split()
        self.label = f"{tool} {name} {label or words}".strip()


def of_cases():
    audit = lambda *words, **more: Command("rar-audit", *words, **more)
    yield audit("check", RUN, "IN --show pass --undetermined each")
    for to in "site=OUT", "sqlite=OUT":
        yield audit("check", "text", f"IN --output {to}")
    for to in "html=OUT", "csv=OUT", "xlsx=OUT":
        yield audit("check", "text", f"IN --split officer --output {to}")
    yield audit("due", TABLE + " ics", "IN --all")
    yield audit("due", "text", "IN --all --split team --output ics=OUT")
    yield audit("forecast", TABLE, "IN")
    for by in "", "officer", "team", "region":
        yield audit("measures", TABLE, "IN" + (f" --by {by}" if by else ""))
    for by in "", "officer", "fact":
        yield audit("gaps", TABLE, "IN" + (f" --by {by}" if by else ""))
    yield audit("recount", TABLE, "IN")
    yield audit("diff", "text json ndjson markdown html", "--as-of-b 2025-09-01 IN")
    yield audit("diff", "text json ndjson markdown html", "RUN_A RUN_B", about="saved")
    yield audit("merge", "concise json ndjson csv markdown sarif junit github gitlab", "SHARD_1 SHARD_2", about="saved")
    yield audit("trend", "text json ndjson csv markdown html xlsx", "MEMORY --by officer", about="saved")
    yield audit("trend", "text json ndjson csv markdown html xlsx", "MEMORY --by team", about="saved")
    yield audit("forget", "text", "MEMORY_2 --crn X700002", about="saved")
    yield audit("baseline", WRITES, "IN --baseline OUT")
    yield audit("shards", "text", "IN --size 9k --out OUT")
    yield audit("reconcile", "text json ndjson csv markdown html yaml xlsx", "--mapping mapping.yaml extract/c1.csv IN --all")
    yield audit("reconcile", "text json ndjson csv markdown html yaml xlsx", "--mapping mapping.yaml extract/c2.csv IN --all")
    plan = lambda *words, **more: Command("rar-plan", *words, **more)
    yield plan("suggest", TABLE + " ics", "IN --directory directory.yaml --time-limit 1")
    yield plan("verify", TABLE, "IN")
    yield plan("propose", TABLE, "IN")
    yield plan("options", TABLE, "IN")
    yield plan("cohort", "text json yaml csv html ics xlsx", "WHOLE --directory directory.yaml --time-limit 1")
    record = lambda *words, **more: Command("rar-record", *words, **more)
    yield record("status", WRITES, "IN")
    yield record("log", WRITES, "IN")
    yield record("verify", RUN, "IN")
    yield record("fmt", WRITES, "--check IN")
    yield record("session", WRITES, "IN --date 2025-04-03 --activity stepwise-problem-solving --attended X700001 --dry-run")
    for rows in "c1.csv", "c2.csv", "m1.csv", "p1.csv", "n.ndjson":
        mapped = "" if rows.startswith("n") else " --mapping mapping.yaml"
        reports = "".join(f" --report {form}=OUT.{form}" for form in ("text", "html", "json", "markdown"))
        yield record("import", WRITES, f"extract/{rows}{mapped} --out WHOLE --new-cases --dry-run{reports}", label=rows)


def of_one_case():
    """What rar-record does to one case: (name, words)."""
    record = lambda *words: Command("rar-record", words[0], WRITES, words[1], about="case")
    yield record("add", "contact CASE --date 2025-10-20 --type other --activity A1 --dry-run")
    yield record("add", "contact CASE --id C2 --date 2025-04-03 --type activity_session --activity A1 --rar-activity true --outcome attended_complied --dry-run")
    yield record("fmt", "CASE --dry-run")
    yield record("amend", "CASE C3 --set outcome=unacceptable_absence --reason r --dry-run")
    yield record("amend", "CASE C3 --set outcome=Qrfargument --reason r --dry-run")
    yield record("void", "CASE C4 --reason r --dry-run")
    yield record("void", "CASE A1 --with-dependants --reason r --dry-run")
    yield record("undo", "CASE --dry-run")
    yield record("undo", "CASE E1 --dry-run")
    yield record("redo", "CASE --dry-run")
    yield record("outcome", "CASE C6 attended_complied --dry-run")
    yield record("fact", "CASE O1 special_procedures=true --dry-run")
    yield record("fact", "CASE person sex=male --dry-run")
    yield record("fact", "CASE manager officer=Qofother --dry-run")
    yield record("fact", "CASE O1 court=Other --dry-run")
    yield record("fact", "CASE S1 rosh=low --dry-run")
    yield record("whole", "CASE flags --dry-run")
    yield record("whole", "CASE contacts --dry-run")
    yield record("review", "CASE --date 2025-10-20 --kind completion_3_months --requirement R1 --dry-run")
    yield record("enforce", "CASE --date 2025-10-20 --action warning --contact C4 --dry-run")
    yield record("termination", "CASE O1 --date 2025-10-20 --kind completed --dry-run")
    yield record("amendment", "CASE O1 --date 2025-10-20 --kind other --dry-run")
    yield record("assessment", "CASE --date 2025-10-20 --tool other --rosh low --dry-run")
    yield record("suspension", "CASE --policy other --from 2025-10-20 --dry-run")
    yield record("plan", "CASE --from plan.yaml --dry-run")
    yield record("merge", "CASE CASE CASE --dry-run")


def of_the_register():
    eip = lambda *words, **more: Command("eip-score", words[0], words[1], words[2], about="register", **more)
    for folder in "catalogue", "catalogue_broken":
        yield eip("check", RUN.replace(" site", ""), folder)
        yield eip("suite", "text json ndjson csv markdown html", folder)
        yield eip("overlap", TABLE, folder)
        yield eip("regions", TABLE, f"{folder} selections")
        yield eip("register log", TABLE, folder)
        yield eip("register due", TABLE + " ics", folder)
    for folder in "panels", "panels_broken":
        yield eip("score", "text json ndjson csv markdown html", folder)
        yield eip("report", "text json ndjson csv markdown html", folder)
        yield eip("agreement", "text json ndjson csv markdown", folder)
        yield eip("register minutes", "text json ndjson markdown html", f"{folder} catalogue --sitting si-3")
    for table in "marks.csv", "marks_twice.csv", "marks_word.csv":
        yield eip("agreement", "text json ndjson csv markdown", f"{table} --scale 0,1,2 --all")
    for file in "catalogue/aa-bb.yaml", "catalogue_broken/0.yaml", "catalogue_broken/2.yaml", "catalogue_broken/3.yaml":
        yield eip("register move", WRITES, f"{file} --to approved --date 2025-01-01 --dry-run")
        yield eip("register met", WRITES, f"{file} --condition 1 --date 2025-01-01 --dry-run")
        yield eip("register undo", WRITES, f"{file} --reason r --dry-run")
    yield eip("import", "text json ndjson", "entries.json --from find-and-refer --out catalogue_new --dry-run")


def all_commands():
    return [*of_cases(), *of_one_case(), *of_the_register()]


# They refuse what the grid asks (privacy.md), or write what is not looked at as a format of theirs.
REFUSES = {"rar-record export": "--redact is refused; tables hold cases as they are, those of limited access left out",
           "rar-record new": "begins a case of what the command line says"}

WORK = 120  # seconds of a processor that a run of a grid may take


def work_ends():
    """What never ends is stopped by the work it does: a machine that is busy with something else makes no run longer."""
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK + 5))


def asked(binaries, *words):
    return subprocess.run([os.path.join(binaries, words[0]), *words[1:]], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def subcommands(binaries, *words):
    said = asked(binaries, *words, "--help").stdout
    return re.findall(r"^  ([a-z]+)  ", said.split("Subcommands:")[1], re.M) if "Subcommands:" in said else []


def commands_of(binaries):
    """What the tools say they have: "rar-audit check", "eip-score register move"."""
    for tool in TOOLS:
        for name in subcommands(binaries, tool):
            if name in TELL_NOTHING:
                continue
            inner = subcommands(binaries, tool, name)
            yield from (f"{tool} {name} {one}" for one in inner) if inner else (f"{tool} {name}",)


def what_is_not_listed(binaries, prepared):
    """Commands and formats that the tools have and this list has not, or the other way about. `prepared`: a command's words as
    they are run."""
    listed = {f"{c.tool} {c.name}" for c in all_commands()} | set(REFUSES)
    has = set(commands_of(binaries))
    yield from (f"{name}: a command that no grid looks at" for name in sorted(has - listed))
    yield from (f"{name}: no such command" for name in sorted(listed - has))
    of = {}
    for command in all_commands():
        of.setdefault(f"{command.tool} {command.name}", []).append(command)
    for name, commands in of.items():
        widest = max(commands, key=lambda c: len(c.formats))
        said = asked(binaries, widest.tool, *prepared(widest), "--format", "nosuch").stderr
        found = re.search(r"--format nosuch: .*?one of ([a-z, ]+)", said)
        formats = set(found[1].split(", ")) if found else set()
        beside = {"sqlite"} if name == "rar-audit check" else set()  # which goes to a file alone, and is run as one above
        if formats != set(widest.formats) | beside and name not in ("rar-audit forget", "rar-audit shards"):
            yield f"{name}: has the formats {sorted(formats)}, and the list {sorted(widest.formats)} ({said[:200]!r})"
