"""import and export: rows of the services' own test data where it is at hand, NDJSON, CSV with a mapping; again and again the
same; out and in the same cases; bad rows with their line and the reason, the rest written."""
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile

import yaml

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
problems, passed = [], 0


class Text(yaml.SafeLoader):
    pass


Text.yaml_implicit_resolvers = {}


def check(what, good, more=""):
    global passed
    passed += bool(good)
    if not good:
        problems.append(f"{what}: {more}")


def run(tool, *words):
    r = subprocess.run([os.path.join(bins, tool), *words, "--no-config", "--as-of", "2025-10-24"], capture_output=True)
    return r.returncode, r.stdout.decode(), r.stderr.decode()


def meaning(value):
    if isinstance(value, dict):
        return {k: meaning(v) for k, v in value.items() if v not in ("null", "~", "")}
    return [meaning(v) for v in value] if isinstance(value, list) else value


def load(path):
    return meaning(yaml.load(open(path, encoding="utf-8-sig"), Text))


def stands(case):
    """What stands of a case: without what was replaced or withdrawn, and without what tells that it replaces something."""
    def entries(value):
        if isinstance(value, dict):
            return {k: entries(v) for k, v in value.items()}
        if not isinstance(value, list):
            return value
        replaced = {e.get("supersedes") for e in value if isinstance(e, dict)}
        return [{k: entries(v) for k, v in e.items() if "supersedes" not in e or k not in ("supersedes", "reason")} if isinstance(e, dict) else e
                for e in value if not isinstance(e, dict) or (e.get("void") != "true" and (e.get("id") is None or e["id"] not in replaced))]
    return entries(case)


def files(folder):
    return {os.path.basename(p): open(p, "rb").read() for p in glob.glob(folder + "/*.yaml")}


with tempfile.TemporaryDirectory() as folder:
    # out and in: the same cases
    cases = glob.glob(root + "/examples/caseload/*/*.yaml")
    real = os.environ.get("RAR_REAL_DATA", os.path.join(root, "..", "shared", "data"))
    if os.path.isdir(real + "/cases"):
        cases += glob.glob(real + "/cases/*.yaml")
    else:
        print("skipped: the services' test data is not here")
    tables, back = folder + "/tables", folder + "/back"
    code, _, error = run("rar-record", "export", *cases, "--tables", tables)
    check("export", code == 0, error)
    code, out, error = run("rar-record", "import", "--mapping", tables + "/mapping.yaml", tables, "--out", back)
    check("what was exported comes in again", code == 0, out[-500:] + error)
    for path in cases:
        want = load(path)
        if want.get("limited_access") == "true":  # never leaves its folder
            check(f"{path} is left out", not os.path.exists(f"{back}/{want['crn']}.yaml"))
            continue
        check(f"{path} is the same case", stands(want) == load(f"{back}/{want['crn']}.yaml"))
    before = files(back)
    code, out, _ = run("rar-record", "import", "--mapping", tables + "/mapping.yaml", tables, "--out", back)
    check("again changes nothing", code == 0 and files(back) == before and " 0 written" in out, out[-200:])

    if os.path.isdir(real + "/moj"):
        into = folder + "/moj"
        rows = real + "/moj/community-api/csv"
        code, out, error = run("rar-record", "import", "--mapping", "delius", rows, "--out", into, "--format", "ndjson")
        *receipts, report = [json.loads(line) for line in out.splitlines()]
        check("the last line is the report", report["schema"] == "import_report/1" and sum(t["rows"] for t in report["tables"]) == len(receipts), report["schema"])
        first = files(into)
        check("real rows make cases", code == 3 and len(first) >= 5 and all(r["schema"] == "receipt/1" and r["row"]["line"] > 1 for r in receipts), f"{code} {len(first)}")
        wanted = sum(len(list(csv.reader(open(f"{rows}/{t}.csv", encoding="utf-8-sig", newline="")))) - 1 for t in ("offender", "event", "disposal", "rqmnt", "nsi", "contact", "upw_appointment", "enforcement", "registration", "offender_manager"))
        check("one receipt a real row", len(receipts) == wanted, f"{len(receipts)} of {wanted}")
        check("what has no case says why", all(r["message"] for r in receipts if r["status"] == "refused"))
        check("columns that are not used are listed", "columns not used: " in error)
        code, out, error = run("rar-audit", "check", into, "--summary", "--fail-on", "never")
        check("rar-audit reads them", code == 0, out + error)
        code, out, _ = run("rar-record", "import", "--mapping", "delius", rows, "--out", into)
        check("again changes nothing", files(into) == first and " 0 written" in out, out[-200:])

    # nDelius-shaped rows: flags, three notations of days, both names of keys; one receipt a row; what is not known is said
    source, into = folder + "/delius", folder + "/from_delius"
    os.mkdir(source)
    tables_in = {
        "OFFENDER": "OFFENDER_ID,CRN,DATE_OF_BIRTH_DATE,SURNAME\r\n1,X900001,01-JUN-70,Nobody\r\n2,CRN35,,x\r\n",
        "event": "event_id,offender_id,event_number,conviction_date\n10,1,1,04-09-19\n12,1,2,2020-01-01\n",
        "disposal": "disposal_id,event_id,offender_id,disposal_type_code,disposal_date,notional_end_date,entered_notional_end_date\n20,10,1,14,2025-01-13,2026-01-12,2026-01-20\n22,99,7,14,2025-01-13,,\n",
        "rqmnt": "rqmnt_id,disposal_id,offender_id,rqmnt_type_main_category_code,length,start_date,active_flag\n30,20,1,F,20,13-JAN-25,1\n31,20,1,ZZ,20,2025-01-13,1\n",
        "nsi": "nsi_id,offender_id,rqmnt_id,actual_start_date\n40,1,30,2025-02-10\n",
        "contact": "contact_id,case_ref_no,event_no,contact_date,contact_start_time,contact_end_time,contact_type_code,contact_outcome_type_code,attended,complied,rar_activity,nsi_id,rqmnt_id,soft_deleted\n"
                   "50,X900001,1,2025-02-10,10:00:00,11:30:00,CRSAPT,ATTC,Y,Y,Y,40,,0\n51,X900001,1,17-02-25,1899-12-30 09:00:00,,COAP,,N,N,,,30,0\n52,X900001,1,2025-02-18,,,ABCD,,,,,,,0\n"
                   "53,X900001,1,2025-02-19,,,COAP,AAME,N,Y,N,,30,1\n54,X900001,1,2025-02-20,,,COAP,AAME,N,Y,N,,30,0\n55,X900001,1,2025-02-29,,,COAP,,,,,,,0\n56,X900001,1,2025-02-21\n57,X900001,1,2025-02-22,,,COAP,QQQQ,,,,,30,0\n"}
    for name, text in tables_in.items():
        open(f"{source}/{name}.csv", "w", newline="").write(text)
    code, out, error = run("rar-record", "import", "--mapping", "delius", source, "--out", into, "--format", "json")
    receipts = json.loads(out)
    rows_given = {(f"{source}/{name}.csv", i + 2) for name, text in tables_in.items() for i in range(len(text.splitlines()) - 1)}
    check("one receipt a row", code == 3 and sorted((r["row"]["file"], r["row"]["line"]) for r in receipts) == sorted(rows_given), f"{code} {len(receipts)} of {len(rows_given)}")
    told = {(os.path.basename(r["row"]["file"]), r["row"]["line"]): (r["status"], r["id"], r["message"] or "") for r in receipts}
    check("an event is told with its sentence", told["event.csv", 2][:2] == ("written", "D20") and "no sentence that is an order" in told["event.csv", 3][2], told)
    for where, words in ((("OFFENDER.csv", 3), "is not a CRN"), (("disposal.csv", 3), "no offender `7`"), (("rqmnt.csv", 3), "the code `ZZ` is not known"), (("contact.csv", 4), "no appointment"), (("contact.csv", 5), "deleted"),
                         (("contact.csv", 7), "no date in"), (("contact.csv", 8), "4 cells where the header has 14")):
        check(f"{where} says {words}", words in told[where][2], told[where])
    check("codes and columns that are not known are said", "the outcome code `QQQQ` is not known" in told["contact.csv", 9][2] and "columns not used: surname" in error, error)
    check("an outcome is not guessed from two flags", "none is recorded" in told["contact.csv", 3][2], told["contact.csv", 3])
    case = load(into + "/X900001.yaml")
    check("the sentence", case["orders"][0]["conviction_date"] == "2019-09-04" and case["orders"][0]["end_date"] == "2026-01-20" and case["orders"][0]["requirements"][0]["start_date"] == "2025-01-13", case)
    check("the contacts", [(c["id"], c["date"], c.get("time"), c.get("minutes"), c.get("outcome"), c.get("absence_reason"), c.get("rar_activity")) for c in case["contacts"]] ==
          [("D50", "2025-02-10", "10:00", "90", "attended_complied", None, "true"), ("D51", "2025-02-17", "09:00", None, None, None, None),
           ("D54", "2025-02-20", None, None, "acceptable_absence", "medical", "false"), ("D57", "2025-02-22", None, None, None, None, None)], case["contacts"])
    before = files(into)
    code, out, _ = run("rar-record", "import", "--mapping", "delius", source, "--out", into)
    check("once more changes nothing", files(into) == before and " 0 written" in out, out)

    # what falls due is the same in status as in rar-audit due
    reviews = {"completion_6_months", "completion_3_months", "unpaid_work_6_months", "unpaid_work_9_months", "sentence_plan", "risk", "other"}
    agreed = 0
    for path in cases:
        code, out, error = run("rar-record", "status", path, "--format", "json")
        status = json.loads(out)
        _, out, _ = run("rar-audit", "due", path, "--all", "--format", "json")
        due = [r for r in json.loads(out) if r["kind"] in reviews and r["state"] not in ("done", "done_late")]
        agreed += len(due)
        check(f"{path} has the same reviews due", code == 0 and status["reviews"] == due, f"{status['reviews']} {due}")
    check("reviews were due", agreed > 5, agreed)

    # NDJSON, with rows that cannot be placed
    into = folder + "/rows"
    lines = ['{"crn": "X900101", "kind": "order", "id": "O1", "type": "community_order", "sentence_date": "2025-01-13", "end_date": "2026-01-12", "requirements": [{"id": "R1", "type": "rehabilitation_activity", "max_days": 1}]}',
             '{"crn": "X900101", "kind": "contact", "id": "C1", "date": "2025-02-03", "type": "activity_session", "requirement": "R1", "rar_activity": true, "outcome": "attended_complied"}',
             '{"crn": "X900101", "kind": "contact", "id": "C2", "date": "2025-02-04", "type": "activity_session", "requirement": "R1", "rar_activity": true, "outcome": "attended_complied"}',
             '{"crn": "../../etc/X9", "kind": "contact", "date": "2025-02-04", "type": "other"}',
             '{"crn": "X900101", "kind": "contact", "date": "2025-02-30", "type": "other"}',
             '{"crn": "X900101", "kind": "contact", "date": "2025-02-05", "type": "other", "outcome": "attended_complied", "outcome": "unacceptable_absence"}',
             '{"crn": "X900101", "kind": "contact", "date": "2025-02-05", "type": "other", "notes": "x"}',
             '{"crn": "X900101", "kind": "contact", "date": "2025-02-05", "type": "other", "activity": "A9"}',
             '{"crn": "X900101", "kind": "visit", "date": "2025-02-05"}', "not json",
             '{"crn": "X900101", "kind": "contact", "id": "C3", "date": "2025-02-06", "type": "other", "reason": "=SUM(A1): # no\\n? yes"}',
             '{"crn": "X900101", "kind": "sentence_plan", "date": "2025-02-06", "outcome": "no"}']
    open(folder + "/rows.ndjson", "w").write("\n".join(lines) + "\n")
    code, out, _ = run("rar-record", "import", folder + "/rows.ndjson", "--out", into, "--format", "json")
    receipts = json.loads(out)
    status = [r["status"] for r in receipts]
    check("good rows are written, bad ones are not", code == 3 and status == ["written", "written", "written", "refused", "refused", "refused", "refused", "refused", "refused", "refused", "written", "written"], f"{code} {status}")
    check("each names its line", [r["row"]["line"] for r in receipts] == list(range(1, 13)))
    for i, words in ((3, "is not a CRN"), (4, "does not exist"), (5, "given twice"), (6, "unknown field"), (7, "no activity A9"), (8, "`kind`"), (9, "not")):
        check(f"row {i + 1} says {words}", words in receipts[i]["message"], receipts[i]["message"])
    case = yaml.safe_load(open(into + "/X900101.yaml"))
    check("text comes back", case["contacts"][-1]["reason"] == "=SUM(A1): # no\n? yes" and case["reviews"][0]["outcome"] == "no", case)
    check("no file outside the folder", os.listdir(into) and all(n.lstrip(".").startswith("X900101") for n in os.listdir(into)))
    before = files(into)
    run("rar-record", "import", folder + "/rows.ndjson", "--out", into)
    check("NDJSON again changes nothing", files(into) == before)
    check("what rows brought says so", [c["source"] for c in case["contacts"]] ==
          [{"system": "ndjson", "table": "contact", "key": key} for key in ("C1", "C2", "C3")], case["contacts"])
    code, _, error = run("rar-record", "undo", into + "/X900101.yaml")
    check("and is no step of undo", code == 5 and files(into) == before, f"{code} {error}")
    changed = lines[1].replace("attended_complied", "unacceptable_absence")
    open(folder + "/rows.ndjson", "w").write(changed + "\n")
    code, out, _ = run("rar-record", "import", folder + "/rows.ndjson", "--out", into, "--format", "json")
    now = yaml.safe_load(open(into + "/X900101.yaml"))["contacts"][-1]
    check("another content supersedes", code == 0 and now["supersedes"] == "C1" and now["reason"] == "changed in ndjson" and
          now["source"] == case["contacts"][0]["source"], f"{code} {out}")

    # CSV by a mapping
    open(folder + "/m.yaml", "w").write("schema: mapping/1\ntable: contact\ncolumns: {CASE_REF: crn, KEY: id, WHEN: date, WHAT: type, RESULT: outcome, RAR: rar_activity}\n"
                                        "values:\n  type: {Office: supervision_appointment}\n  outcome: {Came: attended_complied}\ndates: [dd-mmm-yy, dd-mm-yy]\n")
    open(folder + "/rows.csv", "w").write("CASE_REF,KEY,WHEN,WHAT,RESULT,RAR,STAFF\r\nX900101,C11,03-MAR-25,Office,Came,N,a\r\nX900101,C12,04-03-25,Office,Came,,b\r\nX900101,C13,2025-03-05,Office,Came,,c\r\nX900101,C14,06-03-25,Party,,,d\r\n")
    code, out, error = run("rar-record", "import", "--mapping", folder + "/m.yaml", folder + "/rows.csv", "--out", into, "--format", "json")
    receipts = json.loads(out)
    check("CSV by a mapping", code == 3 and [r["status"] for r in receipts] == ["written", "written", "refused", "refused"], out[:600])
    check("unknown columns are listed", "columns not used: staff" in error, error)
    check("dates in their notation", [str(c["date"]) for c in yaml.safe_load(open(into + "/X900101.yaml"))["contacts"][-2:]] == ["2025-03-03", "2025-03-04"])
    open(folder + "/bad.yaml", "w").write("schema: mapping/1\ntable: contact\ncolumns: {A: crn, B: outcom}\n")
    code, _, error = run("rar-record", "import", "--mapping", folder + "/bad.yaml", folder + "/rows.csv", "--out", into)
    check("a mapping that is wrong", code == 2 and "did you mean `outcome`" in error, error)

print("\n".join(problems[:12]))
print(f"{passed} held, {len(problems)} did not")
sys.exit(1 if problems else 0)
