#!/usr/bin/env python3
"""No command holds more than 128 MiB of one document of a megabyte, whatever it says of it: one case of 6,429 requirements.

    heavy.py BIN_FOLDER
"""
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile

BIN = os.path.abspath(sys.argv[1])
MOST = 128 << 20
REQUIREMENTS = 6429
MADE, DAY = datetime.date(2023, 1, 9), datetime.timedelta(days=1)
ADDED = ["--date", "2025-01-06", "--type", "supervision_appointment", "--mode", "office", "--national-standards", "true", "--outcome", "attended_complied", "--order", "O1"]
# What they say of it is up to a hundred times its size.
CHECKS = ["html", "json", "sarif", "ndjson", "text", "markdown", "junit", "csv", "concise", "github", "gitlab", "xlsx"]
RUNS = [["rar-audit", "check", "--format", name, "CASE"] for name in CHECKS]
RUNS += [["rar-audit", "check", "--summary", "--output", f"{name}=OUT", "CASE"] for name in ("html", "sqlite", "site")]
RUNS += [["rar-audit", "recount", "--format", name, "CASE"] for name in ("text", "ndjson", "json", "yaml", "csv", "html")]
RUNS += [["rar-audit", name, "CASE"] for name in ("due", "forecast", "measures", "gaps")]
RUNS += [["rar-record", "add", "contact", "CASE", *ADDED], ["rar-record", "add", "contact", "CASE", *ADDED, "--dry-run"], ["rar-record", "verify", "CASE"], ["rar-record", "status", "CASE"]]


def case():
    rows = ["schema: case/1", "crn: X000001", "person: {sex: male, date_of_birth: 1980-01-01}", "manager: {region: N51, pdu: P1, team: T1, officer: O1}", "flags: []",
            "orders:", "  - id: O1", "    type: community_order", "    offences: [{last_date: 2022-10-01, categories: [other]}]", "    conviction_date: 2022-12-20",
            f"    sentence_date: {MADE}", f"    end_date: {MADE + DAY * 730}", "    fine: true", "    amendments: []", "    requirements:"]
    rows += [f"      - {{id: R{i + 1}, type: rehabilitation_activity, max_days: 20, purposes: [rehabilitation], start_date: {MADE}, end_date: {MADE + DAY * 730}, status: active}}"
             for i in range(REQUIREMENTS)]
    rows += ["plan:", f"  completed_date: {MADE + DAY * 20}", "  activities:",
             "    - {id: A1, requirement: R1, intervention: stepwise-problem-solving, kind: structured_intervention, need: thinking_and_behaviour, "
             f"provider: interventions_team, planned_days: 6, start_date: {MADE + DAY * 40}, status: in_progress}}", "contacts:"]
    for i in range(50):
        what = "activity_session, activity: A1, rar_activity: true" if i % 2 else "supervision_appointment"
        came = ["attended_complied", "attended_complied", "unacceptable_absence", "acceptable_absence, absence_reason: medical"][i % 4]
        rows.append(f'  - {{id: C{i + 1}, date: {MADE + DAY * (i // 10)}, time: "{9 + i % 8:02d}:{15 * (i % 4):02d}", minutes: 10, type: {what}, mode: office, '
                    f"national_standards: true, outcome: {came}}}")
    return "\n".join([*rows, "enforcement: []", "reviews: []", "suspensions: []"]) + "\n"


def peak(words):
    """Of one run, in bytes: asked in a process of its own, whose only child it is."""
    script = "import resource,subprocess,sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE); " \
             "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=True)
    code, kilobytes = done.stdout.split()
    return int(code), int(kilobytes) << 10


wrong, largest = [], 0
with tempfile.TemporaryDirectory() as place:
    whole = os.path.join(place, "X000001.yaml")
    with open(whole, "w", encoding="utf-8") as file:
        file.write(case())
    for number, words in enumerate(RUNS):
        path = os.path.join(place, "case.yaml")
        shutil.copyfile(whole, path)
        out = os.path.join(place, f"out-{number}")
        given = [word.replace("OUT", out) if "=" in word else path if word == "CASE" else word for word in words]
        code, size = peak([os.path.join(BIN, given[0]), *given[1:], "--as-of", "2025-10-24", "--no-config"])
        largest = max(largest, size)
        if code not in (0, 1):
            wrong.append(f"{' '.join(words)}: exit {code}")
        if size > MOST:
            wrong.append(f"{' '.join(words)}: {size >> 10} KiB")
        if os.environ.get("PROBATION_SHOW"):
            print(f"{size >> 10:>8} KiB  {' '.join(words)}")
    # What waited on a disk comes back whole and in its order.
    said = subprocess.run([os.path.join(BIN, "rar-audit"), "recount", "--format", "ndjson", whole, "--as-of", "2025-10-24", "--no-config"], capture_output=True, check=True).stdout
    rows = [json.loads(line) for line in said.splitlines()]
    if [row.get("requirement_id") for row in rows] != [f"R{i + 1}" for i in range(REQUIREMENTS)] + [None] or any(len(row["contacts"]) != 25 for row in rows[:-1]):
        wrong.append("recount: the rows of the case are not whole, or not in its order")
print("\n".join(wrong) if wrong else f"{len(RUNS)} commands hold at most {largest >> 20} MiB of one document")
sys.exit(bool(wrong))
