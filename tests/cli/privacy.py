#!/usr/bin/env python3
"""privacy.py BIN ROOT   what leaves a file: refused values, limited access, --redact, safe text, modes, links."""
import os, re, subprocess, sys, tempfile

import yaml

BIN, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
BASE = ["--as-of", "2025-10-24", "--no-config"]
CASE = """schema: case/1
crn: X700001
person: {sex: male, date_of_birth: 1987-03-14}
manager: {region: N51, pdu: PDUCODE, team: N51M01, officer: OFFICERCODE}
limited_access: LIMIT
orders:
  - id: O1
    type: community_order
    court: COURTTEXT
    offences: [{last_date: 2024-11-02, categories: [sexual]}]
    conviction_date: 2025-01-06
    sentence_date: SENTENCE
    end_date: 2026-01-12
    fine: falseEXTRA
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 2, purposes: [rehabilitation], start_date: 2025-01-13, status: active}
      - {id: R2, type: unpaid_work, hours: 120, purposes: [punishment], status: active}
assessments:
  - id: S1
    tool: oasys_layer_3
    completed_date: 2025-02-03
    rosh: medium
    needs: [{area: alcohol_misuse, score: 9, linked_to_reoffending: true, linked_to_harm: true, priority: 1}]
plan:
  completed_date: 2025-02-10
  assessment: S1
  activities:
    - {id: A1, requirement: R1, intervention: stepwise-problem-solving, kind: toolkit, planned_days: 6, start_date: 2025-04-02, status: in_progress, reason: "ACTIVITYTEXT"}
contacts:
  - {id: C2, date: 2025-04-03, type: activity_session, activity: A1, rar_activity: true, outcome: attended_complied}
  - {id: C3, date: 2025-04-04, type: activity_session, activity: A1, rar_activity: true, outcome: attended_complied}
  - {id: C5, date: 2025-04-07, type: activity_session, activity: A1, rar_activity: true, outcome: attended_complied, reason: "REASONTEXT"}
enforcement: []
reviews: []
suspensions: []
"""
FORMATS = ["text", "concise", "json", "ndjson", "csv", "markdown", "sarif", "junit", "github", "gitlab", "html"]
failures = []


def check(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED:", what)


def case(limit="false", sentence="2025-01-13", extra="", officer="N51M017"):
    return (CASE.replace("LIMIT", limit).replace("SENTENCE", sentence).replace("EXTRA", extra)
            .replace("OFFICERCODE", officer))


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


def run(tool, *words):
    done = subprocess.run([os.path.join(BIN, tool), *words], capture_output=True, timeout=120)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def commands(file, *flags):
    """Every command that shows a case, with all it says."""
    for form in FORMATS:
        yield f"check {form}", run("rar-audit", "check", file, "--format", form, *BASE, *flags)[1]
    for word in ("due", "forecast", "recount", "measures"):
        more = ["--within", "365d"] if word == "due" else ["--by", "officer"] if word == "measures" else []
        for form in ("text", "json", "csv", "markdown", "html"):
            yield f"{word} {form}", run("rar-audit", word, file, *more, "--format", form, *BASE, *flags)[1]
    for form in ("text", "json"):
        yield f"status {form}", run("rar-record", "status", file, "--format", form, *BASE, *flags)[1]
        yield f"log {form}", run("rar-record", "log", file, "--format", form, *BASE, *flags)[1]
    yield "suggest", run("rar-plan", "suggest", file, *BASE, *flags)[1]


def nowhere(words, file, *flags):
    for name, said in commands(file, *flags):
        for word in words:
            check(word not in said.replace("new-me-strengths-sexual-offence", ""), f"{name} {' '.join(flags)} of {file} shows {word}")


def refused_values():
    text = '"FREETEXT told in confidence"'
    file = write("value.yaml", case(sentence=text))
    nowhere(["FREETEXT"], file)
    check("a text of 27 characters is not a date" in run("rar-audit", "check", file, *BASE)[1], "the length is said")
    slip = write("slip.yaml", case(sentence="2025-13-01"))
    check("`2025-13-01`" in run("rar-audit", "check", slip, *BASE)[1], "a slip is shown")
    check("2025-13-01" not in run("rar-audit", "check", slip, *BASE, "--redact")[1], "a slip is not shown redacted")
    key = write("key.yaml", case(extra="\n    FREETEXT told in confidence: false"))
    nowhere(["FREETEXT"], key)
    check('"/orders/0/…"' in run("rar-audit", "check", key, "--format", "json", *BASE)[1], "the pointer hides the key")
    near = write("near.yaml", case(extra="\n    end_dat: 2026-01-12"))
    check("unknown key `end_dat`" in run("rar-audit", "check", near, *BASE)[1], "a near key is shown")
    data = write("data.yaml", case(extra='\n    termination: {date: 2025-10-01, unused_days: {UNUSEDKEY: "UNUSEDTEXT"}}'))
    nowhere(["UNUSED"], data)


def excerpts():
    file = write("excerpt.yaml", case().replace("2025-04-07, type", "2025-04-37, type"))
    said = run("rar-audit", "check", file, *BASE)[1]
    check("2025-04-37" in said and "REASONTEXT" not in said, "an excerpt shows its member alone")


def limited():
    for limit in ("yes", "true", '"false"', "[false]", "True", "FREETEXT x"):
        nowhere(["N51M017", "PDUCODE", "TEXT", "alcohol_misuse", "alcohol misuse", "sexual"], write("limited.yaml", case(limit)))
    for limit in ("false", "null", "~", ""):
        said = run("rar-audit", "check", write("open.yaml", case(limit)), "--format", "json", *BASE)[1]
        check('"officer": "N51M017"' in said, f"limited_access: {limit} is open")
    file = write("misspelt.yaml", case("true").replace("limited_access", "limited_acess"))
    nowhere(["N51M017", "PDUCODE", "TEXT"], file)
    for key in ("limited", "Limited", "LIMITED_ACCESS", "limited_access_since", "Limited-Access", "limi"):  # as the message suggests, or in capitals
        file = write("nearly.yaml", case("true").replace("limited_access", key))
        nowhere(["N51M017", "PDUCODE", "TEXT"], file)
    check("N51M017" in run("rar-audit", "check", write("l.yaml", case("yes")), "--with-limited", "--format", "json",
                           *BASE)[1], "--with-limited shows")
    broken = write("broken.yaml", case("TRUE") + "x: [\n  COURTTEXT")
    nowhere(["N51M017", "COURTTEXT"], broken)
    for first in ('"FIRSTTEXT told": case/1', "FIRSTTEXT: told", "schem: FIRSTTEXT"):  # of no kind, so that nobody looked for the mark
        file = write("nameless.yaml", case("true").replace("schema: case/1", first))
        for form in FORMATS:
            check("FIRSTTEXT" not in run("rar-audit", "check", file, "--format", form, *BASE)[1], f"{form} of a document without a schema that says limited")
    late = write("late.yaml", case("false", '"2025-13-01"') + "Limited_access: 2\n")
    check("2025-13-01" not in run("rar-audit", "check", late, *BASE)[1], "the mark may stand at the end")


def redacted():
    file = write("three.yaml", case(officer='"3"'))
    said = run("rar-audit", "check", file, "--redact", "--format", "concise", *BASE)[1]
    check("3 RAR days counted" in said, "numbers are no codes")
    file = write("redact.yaml", case())
    nowhere(["N51M017", "TEXT", "1987"], file, "--redact")
    check("officer-1" in run("rar-audit", "due", "--within", "365d", file, "--redact", *BASE)[1], "officer-1")
    key = write("key.bin", "k" * 32)
    said = run("rar-audit", "due", "--within", "365d", file, "--redact", "--redact-key", key, *BASE)[1]
    import hashlib, hmac
    check(hmac.new(b"k" * 32, b"N51M017", hashlib.sha256).hexdigest()[:16] in said, "the keyed hash")
    check(run("rar-audit", "check", file, "--redact-key", key, *BASE)[0] == 2, "a key is of --redact")
    check(run("rar-audit", "check", file, "--redact", "--redact-key", write("short", "k"), *BASE)[0] == 2, "32 bytes")
    check(run("rar-audit", "check", file, "--redact", "--shard", "1/2", "--format", "ndjson", *BASE)[0] == 2, "shards")
    check(run("rar-record", "export", file, "--tables", "T", "--redact", *BASE)[0] == 2, "export refuses")


def names_and_keys():
    """Where the id of something elsewhere, or a key that is data, belongs, and somebody's words stand."""
    told = (case("LIMIT").replace("intervention: stepwise-problem-solving", 'intervention: "NAMETEXT told"')
            .replace("rosh: medium", 'rosh: medium\n    items: {"2.3": 1, "ITEMTEXT told": 2}')
            .replace("enforcement: []", 'reported: {rar_days: {R1: 3, "DAYTEXT told": 2}, failures_to_comply: {"FAILTEXT told": 2}}\nenforcement: []'))
    for limit, flags in (("true", []), ("false", ["--redact"])):
        file = write("told.yaml", told.replace("LIMIT", limit))
        nowhere(["TEXT told"], file, *flags)
        said = run("rar-record", "add", "contact", file, "--date", "2025-10-20", "--type", "other", "--dry-run", "--recorded-by", "N51M009", *BASE, *flags)[1]
        check("TEXT told" not in said and "N51M009" not in said and "+  - {id: C6" in said, f"a difference {flags}: {said}")
        said = run("rar-record", "add", "contact", file, "--date", "2025-04-04", "--type", "other", "--dry-run", *BASE, *flags)[1]
        check("TEXT told" not in said, f"a difference beside reported {flags}: {said}")
        said = run("rar-record", "fmt", write("untidy.yaml", told.replace("LIMIT", limit).replace("failures_to_comply: {", "failures_to_comply:   {").replace("rosh: medium", "rosh:   medium")), "--dry-run", *BASE, *flags)[1]
        check("TEXT told" not in said and "2.3" in said and "R1: 3" in said, f"fmt {flags}: {said}")
        check("items: (2.3 1, … 2)" in run("rar-record", "log", file, *BASE, *flags)[1], f"log {flags}: the numbers of items stay")
    write("map.yaml", """schema: mapping/2
system: sys
tables: [{file: "list*.csv", rows: contact, key: KEY, columns: {CRN: crn, DATE: {to: date, as: [iso]}, OUT: outcome}, required: [CRN]}]
""")
    write("list.csv", "KEY,CRN,DATE,OUT\n1,X700001,2025-04-03,attended_complied\n2,X700001,2025-06-03,attended_complied\n")
    for form in ("text", "json", "ndjson", "csv", "markdown", "html"):
        for limit, flags in (("true", []), ("false", ["--redact"]), ("false", [])):
            file = write("told.yaml", told.replace("LIMIT", limit).replace("team: N51M01", 'team: "TEAMTEXT told"'))
            code, said = run("rar-audit", "reconcile", "--mapping", "map.yaml", "list.csv", file, "--all", "--format", form, *BASE, *flags)
            check(code == 0 and "NAMETEXT" not in said and ("TEAMTEXT" not in said or limit == "false" and not flags), f"reconcile {form} {limit} {flags}: exit {code} {said[-300:]}")
    file = write("told.yaml", told.replace("LIMIT", "false").replace("kind: toolkit", "kind: toolkt"))
    for form in FORMATS:
        said = run("rar-audit", "check", file, "--format", form, *BASE)[1]
        check("NAMETEXT" not in said and ("toolkt" in said or form == "junit"), f"check {form}: an excerpt of another member shows a sentence")


def merged():
    """A conflict is named by its place; a key that is data is none."""
    base = case("LIMIT").replace("activities:", 'constraints: {travel_minutes: {"PLACETEXT told": 35}}\n  activities:')
    for limit, flags in (("true", []), ("false", ["--redact"]), ("false", [])):
        for name, minutes in (("base", "35"), ("ours", "36"), ("theirs", "37")):
            write(f"{name}.yaml", base.replace("LIMIT", limit).replace('told": 35', f'told": {minutes}'))
        for form in ("text", "json"):
            code, said = run("rar-record", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "--format", form, *BASE, *flags)
            check(code == 4 and "/plan/constraints/travel_minutes/…" in said and "PLACETEXT" not in said, f"merge {form} {limit} {flags}: {code} {said}")


def plans():
    """A plan of somebody's making, judged: what nothing here knows may be any words."""
    plan = """schema: plan/1
crn: X700001
order_id: O1
requirement_id: R1
status: feasible
as_of: 2025-10-24
horizon: 2026-01-12
days_available: 1
needs: []
chosen: [{option: "a@2025-11-03", intervention: "NAME", directory: ENTRY, needs: [], sessions: [{date: 2025-11-03, time: "10:00", minutes: 60}]}]
"""
    for name, entry in (("SOMETEXT told", "null"), ("ONEWORD", "null"), ("thinking-skills-programme", '"SOMETEXT told"'), ("thinking-skills-programme", "ONEWORD")):
        write("plan.yaml", plan.replace("NAME", name, 1).replace("ENTRY", entry))
        for limit, flags in (("true", []), ("false", ["--redact"]), ("false", [])):
            file = write("planned.yaml", case(limit).replace("max_days: 2,", "max_days: 20,"))
            for form in ("text", "json"):
                code, said = run("rar-plan", "verify", file, "--plan", "plan.yaml", "--format", form, *BASE, *flags)
                is_open = limit == "false" and not flags
                check(code == 1 and "SOMETEXT" not in said, f"verify {form} {name} {entry} {limit} {flags}: {code} {said[:300]}")
                check(("ONEWORD" in said) == (is_open and "ONEWORD" in name + entry), f"verify {form} {name} {entry} {limit} {flags}: one word: {said[:300]}")


def suppressed():
    """What somebody wrote about a finding of a case that few may see."""
    entry = '{rule: RAR211, crn: X700001, reason: "WHYTEXT told", by: WHOCODE, on: 2025-10-01, until: 2026-01-01}'
    write("lived_with.yaml", f"schema: suppressions/1\nsuppressions: [{entry}]\n")
    late = lambda limit: re.sub(r"contacts:\n(  - .*\n)*", "contacts: []\n", case(limit))
    for form in FORMATS:
        for limit, flags in (("true", []), ("false", ["--redact"]), ("true", ["--redact"]), ("false", [])):
            said = run("rar-audit", "check", write("lived.yaml", late(limit)), "--suppressions", "lived_with.yaml", "--format", form, *BASE, *flags)[1]
            is_open = limit == "false" and not flags
            check(is_open or not re.search("WHYTEXT|WHOCODE", said), f"a suppression in {form} {limit} {flags}")
            check(not is_open or form != "json" or "WHYTEXT" in said, "a suppression is read")


def safe_text():
    hostile = '"N\\e[2J\\x9b1m\\u202e\\u2028\\n::error::FORGED"'
    file = write("escape.yaml", case(officer=hostile))
    name = "a\033[2J\n::error::FORGED\n# .yaml"
    os.mkdir("names")
    write(os.path.join("names", name), "schema: case/1\ncrn: X700009\nfoo: [")
    said = list(commands(file)) + [("names " + n, s) for n, s in commands("names")]
    for what, words in said:
        check(not re.search("^::error::FORGED", words, re.M), f"{what}: a forged line")
        if " json" not in what and "ndjson" not in what:
            for raw in ("\033", "\x9b", "\u202e", "\u2028"):
                check(raw not in words, f"{what}: {raw!r} as it is")
    file = write("formula.yaml", case(officer='"\\r=1+1"'))
    said = run("rar-audit", "due", "--within", "365d", "--format", "csv", file, *BASE)[1]
    check("\"'\\x0d=1+1\"" in said, "a formula after CR")


def modes():
    os.umask(0o022)
    os.mkdir("in", 0o700)
    os.chmod(write("in/X700001.yaml", case()), 0o600)
    run("rar-audit", "check", "in/X700001.yaml", *BASE, "--output", "json=r.json")
    run("rar-record", "export", "in/X700001.yaml", *BASE, "--tables", "tables")
    for name, mode in (("r.json", 0o600), ("tables", 0o700), ("tables/contact.csv", 0o600)):
        check(os.stat(name).st_mode & 0o777 == mode, f"{name}: {os.stat(name).st_mode & 0o777:o}")
    os.chmod("in/X700001.yaml", 0o640)
    run("rar-audit", "check", "in/X700001.yaml", *BASE, "--output", "json=group.json")
    check(os.stat("group.json").st_mode & 0o777 == 0o640, "the group's rights")
    os.chmod("r.json", 0o644)
    run("rar-audit", "check", "in/X700001.yaml", *BASE, "--output", "json=r.json")
    check(os.stat("r.json").st_mode & 0o777 == 0o644, "an output keeps its mode")


def planted():
    os.mkdir("share")
    os.chmod("share", 0o1777)
    write("notes", "mine")
    os.symlink(os.path.abspath("notes"), "share/r.json")
    check(run("rar-audit", "check", "in/X700001.yaml", *BASE, "--output", "json=share/r.json")[0] == 5, "a link")
    check(open("notes").read() == "mine", "what it leads to")
    os.mkdir("work")
    os.mkfifo("rar.yaml")
    write("work/c.yaml", case())
    check(run("rar-audit", "check", "work/c.yaml", "--as-of", "2025-10-24")[0] == 2, "a pipe of the name")
    os.remove("rar.yaml")
    os.chmod(write("rar.yaml", "fail_on: never\n"), 0o666)
    check(run("rar-audit", "check", "work/c.yaml", "--as-of", "2025-10-24")[0] == 2, "a configuration all may write")
    os.remove("rar.yaml")


def regions():
    os.makedirs("chosen", exist_ok=True)
    for code, shown in (("N51", True), ("NX9", True), ("told me about his brother", False), ("N51; " + "x" * 50, False)):
        write("chosen/s.yaml", f'schema: selection/1\nregion: "{code}"\nselected: [stepwise-problem-solving]\n')
        for form in ("text", "json", "csv"):
            for flags in ([], ["--redact"]):
                said = subprocess.run([os.path.join(BIN, "eip-score"), "regions", "chosen", *BASE, "--format", form, *flags], capture_output=True, text=True)
                wanted = shown and (code == "N51" or not flags)
                check((code in said.stdout + said.stderr) == wanted and said.returncode == 0, f"regions: {code!r} {form} {flags}")


def action():
    """What runs in a pipeline whose log many read: every path given, and redacted unless it is told otherwise."""
    with open(os.path.join(ROOT, "action.yml"), encoding="utf-8") as file:
        step = yaml.safe_load(file)["runs"]["steps"][0]
    check("${{" not in step["run"], "an input stands in what the shell reads")
    os.makedirs("stub", exist_ok=True)
    os.chmod(write("stub/rar-audit", '#!/bin/sh\nprintf "%s\\n" "$@"\n'), 0o755)
    given = {"IN_PATHS": "cases\nnorth south\n", "IN_AS_OF": "2025-10-24", "IN_FAIL_ON": "error", "IN_POLICY": "", "IN_SARIF": "r.sarif", "IN_ARGS": "--no-config\n-j 1", "GITHUB_STEP_SUMMARY": "s.md"}
    for said, is_redacted in (("true", True), ("false", False), ("True", True), ("yes", True), ("", True), ("fals", True)):
        done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]], env={**given, "IN_REDACT": said, "PATH": os.path.abspath("stub") + ":/usr/bin:/bin"},
                              capture_output=True, text=True)
        words = done.stdout.split("\n")[:-1]
        check(done.returncode == 0 and words[-4:] == ["--", "cases", "north", "south"] and "--no-config" in words and words[words.index("-j") + 1] == "1", f"the action: {done.stderr} {words}")
        check(("--redact" in words) == is_redacted, f"redact: {said!r}: {words}")


def ends():
    file = write("end.yaml", case().replace("2026-01-12", "9999-12-31"))
    words = [os.path.join(BIN, "rar-plan"), "suggest", file, "--as-of", "2025-03-03", "--no-config", "--time-limit", "2"]
    check(subprocess.run(words, capture_output=True, timeout=60).returncode in (0, 1, 5), "an order to 9999")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for part in (refused_values, excerpts, limited, redacted, names_and_keys, merged, plans, suppressed, safe_text, modes, planted, regions, action, ends):
        part()
sys.exit(1 if failures else 0)
