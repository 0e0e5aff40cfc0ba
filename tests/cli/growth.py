#!/usr/bin/env python3
"""A case twice as long costs about twice as much, in whichever direction it grows, and a stream what its files cost.

    growth.py BIN_FOLDER

Counted instructions (valgrind's callgrind), not times: the same on a busy machine. What a run of one small case costs is taken off. Under --long
every command is asked. Skipped, saying so, where valgrind is not there.
"""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

MADE = datetime.date(2023, 1, 9)
DAY = datetime.timedelta(days=1)
AS_OF = ["--as-of", "2025-06-30", "--no-config", "--quiet", "--jobs", "1"]
GROWTH, STREAM = 2.3, 1.2
problems = []


def when(i, n):
    return MADE + DAY * (i * 700 // max(n, 1))


def contact(i, n, more=""):
    outcome = ["attended_complied", "attended_complied", "unacceptable_absence", "acceptable_absence, absence_reason: medical"][i % 4]
    return (f'{{id: C{i + 1}, date: {when(i, n)}, time: "{9 + i % 8:02d}:{15 * (i % 4):02d}", minutes: 10, type: supervision_appointment, mode: office, '
            f"national_standards: true, outcome: {outcome}{more}}}")


def session(i, n, activity):
    return (f'{{id: C{i + 1}, date: {when(i, n)}, time: "{9 + i % 8:02d}:00", minutes: 50, type: activity_session, mode: office, national_standards: true, '
            f"activity: {activity}, rar_activity: true, outcome: attended_complied}}")


def case(contacts, crn="X000001", activities=1, enforcement=(), suspensions=(), on_one_line=False):
    rows = ["schema: case/1", f"crn: {crn}", "person: {sex: male, date_of_birth: 1980-01-01}", "manager: {region: N51, pdu: P1, team: T1, officer: O1}", "flags: []",
            "orders:", "  - id: O1", "    type: community_order", "    offences: [{last_date: 2022-10-01, categories: [other]}]", "    conviction_date: 2022-12-20",
            f"    sentence_date: {MADE}", f"    end_date: {MADE + DAY * 730}", "    fine: true", "    amendments: []", "    requirements:",
            f"      - {{id: R1, type: rehabilitation_activity, max_days: 20, purposes: [rehabilitation], start_date: {MADE}, status: active}}", "plan:",
            f"  completed_date: {MADE + DAY * 20}", "  activities:"]
    rows += [f"    - {{id: A{i + 1}, requirement: R1, intervention: stepwise-problem-solving, kind: structured_intervention, need: thinking_and_behaviour, "
             f"provider: interventions_team, planned_days: 6, start_date: {MADE + DAY * 40}, status: in_progress}}" for i in range(activities)]
    for name, entries in (("contacts", contacts), ("enforcement", enforcement), ("suspensions", suspensions)):
        if on_one_line and name == "contacts":
            rows.append("contacts: [" + ", ".join(entries) + "]")
        elif entries:
            rows += [f"{name}:"] + [f"  - {entry}" for entry in entries]
        else:
            rows.append(f"{name}: []")
    return "\n".join(rows) + "\n"


def plain(n):
    return case([contact(i, n) for i in range(n)])


def one_line(n):
    return case([contact(i, n) for i in range(n)], on_one_line=True)


def enforced(n):
    answers = [f"{{id: E{i + 1}, date: {when(i, n) + DAY * 2}, action: warning, contact: C{i + 1}, states: [breach, unacceptable, liable_on_further_breach]}}"
               for i in range(n) if i % 4 == 2]
    return case([contact(i, n) for i in range(n)], enforcement=answers)


def superseded(n):
    return case([contact(i, n, f", supersedes: C{i}" if i else "") for i in range(n)])


def activities(n):
    return case([session(i, n, f"A{i + 1}") for i in range(n)], activities=n)


def one_day(n):
    return case([contact(i, n).replace(str(when(i, n)), str(MADE + DAY * 60)).replace("minutes: 10", "minutes: 45") for i in range(n)])


def suspended(n):
    spells = [f"{{id: P{i + 1}, policy: probation_reset, from: {when(i, n)}, until: {when(i, n) + DAY * 3}, order: O1, exemption_checked: true}}" for i in range(n)]
    return case([contact(i, n) for i in range(n)], suspensions=spells)


SHAPES = {"contacts": (plain, 150), "one line": (one_line, 800), "enforced": (enforced, 150), "superseded": (superseded, 150), "activities": (activities, 60),
          "one day": (one_day, 120), "suspensions": (suspended, 100)}
COMMANDS = [["check", "--format", "ndjson"], ["check", "--format", "text"], ["due", "--format", "csv"], ["forecast", "--format", "csv"], ["measures", "--format", "csv"],
            ["recount", "--format", "csv"], ["gaps", "--format", "csv"]]


def counted(words, allowed):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *words], capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode not in allowed or not found:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr[-400:]}")
    return int(found.group(1))


def instructions(tool, command, path):
    return counted([tool, *command, *AS_OF, path], (0, 1))


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


def compare(what, small, large, most):
    ratio = large / max(small, 1)
    print(f"{what:40} x {ratio:5.2f}")
    if ratio > most:
        problems.append(f"{what}: {ratio:.2f} times, at most {most}")


def grow(tool, everything):
    for command in COMMANDS if everything else COMMANDS[:1]:
        nothing = instructions(tool, command, write("one.yaml", plain(1)))
        for name, (make, n) in SHAPES.items():
            if not everything and name in ("one day", "suspensions"):
                continue
            n = n * 3 if everything else n
            small, large = (instructions(tool, command, write("case.yaml", make(size))) - nothing for size in (n, 2 * n))
            compare(f"{name}, {' '.join(command[:1] + command[2:])}, {n} to {2 * n}", small, large, GROWTH)


def recorded(tool, everything):
    """What reads and writes one case grows with it as well: a history, a layout, an entry added to it."""
    entry = ["--date", "2024-12-01", "--type", "supervision_appointment", "--outcome", "attended_complied"]
    for words, behind in ((["log"], AS_OF[:-2]), (["fmt", "--check"], []), (["add", "contact"], [*entry, "--dry-run", "--no-config"])):
        for name, (make, n) in (("contacts", (plain, 300)), ("one line", (one_line, 300))):
            n = n * 4 if everything else n
            small, large = (counted([tool, *words, write("case.yaml", make(size)), *behind], (0, 1, 5)) for size in (n, 2 * n))
            compare(f"{name}, {words[0]}, {n} to {2 * n}", small, large, GROWTH)


def stream(tool, cases):
    import yaml
    os.mkdir("files")
    texts = [case([contact(i, 12) for i in range(12)], crn=f"X{number:06d}") for number in range(cases)]
    for number, text in enumerate(texts):
        write(f"files/{number:06d}.yaml", text)
    write("all.yaml", "".join("---\n" + text for text in texts))

    class Plain(yaml.SafeLoader):  # dates stay words
        yaml_implicit_resolvers = {k: [(t, r) for t, r in v if t != "tag:yaml.org,2002:timestamp"] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    write("all.ndjson", "".join(json.dumps(yaml.load(text, Plain)) + "\n" for text in texts))
    command = COMMANDS[0]
    nothing = instructions(tool, command, write("one.yaml", plain(1)))
    files, *streams = (instructions(tool, command, path) - nothing for path in ("files", "all.yaml", "all.ndjson"))
    for name, cost in zip(("a YAML stream", "an NDJSON stream"), streams):
        compare(f"{name} of {cases} cases against as many files", files, cost, STREAM)


def main():
    tool = os.path.join(os.path.abspath(sys.argv[1]), "rar-audit")
    if shutil.which("valgrind") is None:
        print("skipped: no valgrind here")
        return 77
    everything = "PROBATION_LONG" in os.environ
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        grow(tool, everything)
        recorded(os.path.join(os.path.dirname(tool), "rar-record"), everything)
        try:
            stream(tool, 1000 if everything else 150)
        except ImportError:
            print("no PyYAML here: no streams")
        os.chdir("/")
    for problem in problems:
        print("wrong:", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
