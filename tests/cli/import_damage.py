"""Damaged extracts: whatever happens to the bytes, no case holds a fact that the extract does not state, every row is told once,
and nothing is taken for none. RAR_DAMAGED=1000 for a thousand of them."""
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import yaml

bins = os.path.abspath(sys.argv[1])
rounds = int(os.environ.get("RAR_DAMAGED", "60"))
problems, passed = [], 0

TABLES = {
    "offender": "offender_id,crn,date_of_birth_date,soft_deleted\n9001,X900001,1990-04-01,0\n9002,X900002,1991-04-01,0\n9003,X900003,,0\n",
    "event": "event_id,offender_id,event_number,conviction_date,soft_deleted\n1,9001,1,2025-01-06,0\n2,9002,1,2025-01-07,0\n",
    "disposal": "disposal_id,event_id,offender_id,disposal_type_desc,disposal_date,notional_end_date,soft_deleted\n11,1,9001,ORA Community Order,2025-01-13,2026-01-12,0\n12,2,9002,ORA Community Order,2025-01-14,2026-01-13,0\n",
    "rqmnt": "rqmnt_id,disposal_id,offender_id,rqmnt_type_main_category_code,length,start_date,active_flag,soft_deleted\n21,11,9001,F,20,2025-01-13,1,0\n22,12,9002,F,15,2025-01-14,1,0\n",
    "nsi": "nsi_id,offender_id,event_id,rqmnt_id,nsi_type_code,actual_start_date,soft_deleted\n31,9001,1,21,CRS02,2025-02-10,0\n",
    "contact": "contact_id,offender_id,event_id,contact_date,contact_start_time,contact_type_code,contact_outcome_type_code,attended,complied,rar_activity,rqmnt_id,nsi_id,soft_deleted\n"
               + "".join(f"{100 + i},900{1 + i % 2},{1 + i % 2},2025-0{2 + i % 7}-{10 + i},10:00,{'CRSAPT' if i % 3 else 'COAP'},{('ATTC', 'UAAB', 'AAME', '')[i % 4]},{('Y', 'N', 'N', '')[i % 4]},{('Y', 'N', 'Y', '')[i % 4]},Y,{'' if i % 2 == 0 else 22},{31 if i % 2 == 0 else ''},0\n" for i in range(12))}
OUTCOMES = {"ATTC": "attended_complied", "UAAB": "unacceptable_absence", "AAME": "acceptable_absence"}


def check(what, good, more=""):
    global passed
    passed += bool(good)
    if not good:
        problems.append(f"{what}: {more}")


def damage(tables, rng):
    """One harm or several; what was done."""
    done = []
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(list(tables))
        data = bytearray(tables[name])
        how = rng.choice(["byte", "cut", "code", "column", "encoding", "line", "quote", "swap"])
        lines = bytes(data).split(b"\n")
        if how == "byte" and data:
            data[rng.randrange(len(data))] = rng.randrange(256)
        elif how == "cut" and data:
            del data[rng.randrange(len(data)):]
        elif how == "code":
            old = rng.choice([b"ATTC", b"UAAB", b"CRSAPT", b"F", b"2025", b"10:00", b"Y"])
            data = bytearray(bytes(data).replace(old, rng.choice([b"QQQQ", b"", b"2025-02-30", b"perhaps", b"31/12/2025"]), rng.randint(1, 3)))
        elif how == "column" and lines and lines[0]:
            header = lines[0].split(b",")
            header[rng.randrange(len(header))] = b"renamed"
            data = bytearray(b"\n".join([b",".join(header)] + lines[1:]))
        elif how == "encoding":
            data = bytearray(bytes(data).replace(b"CRSAPT", "CRSAPT é".encode("windows-1252"), 1)) if rng.random() < 0.5 else bytearray(bytes(data).decode("utf-8", "replace").encode("utf-16"))
        elif how == "line" and len(lines) > 2:
            lines[rng.randrange(1, len(lines))] = b"torn, " + bytes(rng.randrange(32, 127) for _ in range(12))
            data = bytearray(b"\n".join(lines))
        elif how == "quote" and data:
            at = rng.randrange(len(data))
            data[at:at] = b'"'
        elif how == "swap" and len(lines) > 3:
            a, b = rng.randrange(1, len(lines)), rng.randrange(1, len(lines))
            lines[a], lines[b] = lines[b], lines[a]
            data = bytearray(b"\n".join(lines))
        tables[name] = bytes(data)
        done.append(f"{how} of {name}")
    return done


def stated(data):
    """Rows of a table as anybody may read them: by key, every reading there is."""
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        rows = [line.split(",") for line in text.splitlines()]
    header = [c.strip().lower() for c in rows[0]] if rows else []
    return [dict(zip(header, row)) for row in rows[1:] if len(row) == len(header)]


def judge(seed, folder):
    rng = random.Random(seed)
    tables = {name: text.encode() for name, text in TABLES.items()}
    done = damage(tables, rng)
    where = f"seed {seed} ({', '.join(done)})"
    source, out = os.path.join(folder, f"s{seed}"), os.path.join(folder, f"o{seed}")
    os.mkdir(source)
    for name, data in tables.items():
        open(f"{source}/{name}.csv", "wb").write(data)
    r = subprocess.run([f"{bins}/rar-record", "import", "--mapping", "delius", source, "--out", out, "--as-of", "2025-10-24", "--format", "json", "--no-config"], capture_output=True, timeout=60)
    check(where + " ends in an answer", r.returncode in (0, 2, 3, 4, 5), f"{r.returncode} {r.stderr[-300:]}")
    if r.returncode == 2:
        check(where + ": nothing is written where a header is refused", not os.path.isdir(out) or not [n for n in os.listdir(out) if n.endswith(".yaml")])
        return
    receipts = json.loads(r.stdout)
    told = [(x["row"]["file"], x["row"]["line"]) for x in receipts if x["row"]]
    check(where + ": every row once", len(told) == len(set(told)), told)
    check(where + ": what is refused says why", all(x["message"] for x in receipts if x["status"] in ("refused", "left_out", "conflict")))
    if any(x["status"] == "refused" for x in receipts):
        check(where + ": rows that are not placed make 3", r.returncode == 3, r.returncode)
    rows = {name: stated(data) for name, data in tables.items()}
    people = {row.get("crn"): row.get("offender_id") for row in rows["offender"]}
    for name in sorted(os.listdir(out)):
        if not name.endswith(".yaml"):
            continue
        case = yaml.safe_load(open(f"{out}/{name}", encoding="utf-8"))
        partial = {m["list"] for m in case.get("partial") or []}
        mine = [row for row in rows["contact"] if row.get("offender_id") == people.get(case["crn"])]
        for c in case.get("contacts") or []:
            key = c["source"]["key"]
            match = [row for row in rows["contact"] if row.get("contact_id", "").strip() == key and row.get("contact_date", "")[:10].strip() == str(c["date"])]
            check(f"{where}: contact {key} is stated", match, c)
            if match:
                codes = {row.get("contact_outcome_type_code", "").strip() for row in match}
                wanted = {OUTCOMES.get(code) for code in codes} | ({"attended_compliance_not_stated"} if any(row.get("attended", "").strip().lower() in ("y", "1", "true", "yes") for row in match) else set())
                check(f"{where}: outcome of {key} is stated", c.get("outcome") in wanted or c.get("outcome") is None, (c, codes))
                if c.get("outcome") is None and any(row.get("contact_outcome_type_code") in OUTCOMES for row in match):
                    check(f"{where}: an outcome that is stated is not lost", "contacts" in partial, c)
        if case.get("contacts") == []:
            # A row whose cells are wrong still says whose it is; any other harm may have hidden a row of this person.
            whose_is_told = all(how.split(" of ")[0] in ("code", "swap", "column") for how in done if how.endswith("of contact")) and any(key in tables["contact"].split(b"\n")[0] for key in (b"offender_id", b"event_id"))
            check(f"{where}: none is said only where there is none", not mine and whose_is_told, (mine, done))
        for o in case.get("orders") or []:
            check(f"{where}: order {o['id']} is stated", any(row.get("disposal_id") == o["source"]["key"] and row.get("disposal_date", "")[:10] == str(o.get("sentence_date")) for row in rows["disposal"]), o)
            for q in o.get("requirements") or []:
                match = [row for row in rows["rqmnt"] if row.get("rqmnt_id") == q["source"]["key"]]
                check(f"{where}: requirement {q['id']} is stated", any(str(q.get("max_days", "")) == row.get("length", "").lstrip("0") or "max_days" not in q for row in match), q)
    again = subprocess.run([f"{bins}/rar-record", "import", "--mapping", "delius", source, "--out", out, "--as-of", "2025-10-24", "--no-config", "--quiet"], capture_output=True, timeout=60)
    check(where + ": again the same answer", again.returncode == r.returncode, (r.returncode, again.returncode, again.stdout[-300:]))


with tempfile.TemporaryDirectory() as folder:
    for seed in range(rounds):
        judge(seed, folder)

print("\n".join(problems[:12]))
print(f"{passed} held, {len(problems)} did not")
sys.exit(1 if problems else 0)
