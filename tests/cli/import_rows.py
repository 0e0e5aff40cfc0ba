"""Import, row by row: what a later extract lacks (a column, a table, a key) changes nothing and withdraws nothing; what could be one of two
things is neither; and of a person of limited access no message says what a row held."""
import copy
import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys

import yaml

from tally import Folder, Tally

tools = os.path.abspath(sys.argv[1])
tally = Tally()
check = tally.check
CRN = "X900001"
PERSON = {"offender_id": "9001", "soft_deleted": "0"}
ROWS = {
    "offender": [{**PERSON, "crn": CRN, "current_exclusion": ""}],
    "event": [{**PERSON, "event_id": "1", "event_number": "1", "conviction_date": "2025-01-06"}, {**PERSON, "event_id": "2", "event_number": "2", "conviction_date": "2025-05-06"}],
    "disposal": [{**PERSON, "disposal_id": f"1{n}", "event_id": str(n), "disposal_type_desc": "ORA Community Order", "disposal_date": f"2025-0{4 * n - 3}-13", "notional_end_date": "2026-01-12"} for n in (1, 2)],
    "rqmnt": [{**PERSON, "rqmnt_id": "21", "disposal_id": "11", "rqmnt_type_main_category_code": "F", "length": "20", "start_date": "2025-01-13", "active_flag": "1"}],
    "nsi": [{**PERSON, "nsi_id": "31", "rqmnt_id": "21", "nsi_type_code": "CRS02", "actual_start_date": "2025-02-10", "nsi_status_code": "INPROG"}],
    "contact": [{**PERSON, "contact_id": str(100 + n), "event_id": "1", "contact_date": f"2025-03-0{n + 1}", "contact_start_time": "10:00", "contact_end_time": "12:00", "contact_type_code": "CUPA" if n == 3 else "CRSAPT",
                 "contact_outcome_type_code": "ATTC", "attended": "Y", "complied": "Y", "rar_activity": "" if n == 3 else "Y", "nsi_id": "" if n == 3 else "31", "rqmnt_id": ""} for n in range(4)],
    "upw_appointment": [{**PERSON, "contact_id": "103", "minutes_credited": "420", "travel_time": "30"}],
}


def zst(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


zst = zst if shutil.which("zstd") else None


def table(rows):
    keys = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    out = csv.DictWriter(text, keys, restval="", lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    return text.getvalue()


class Nights:
    """The same extract, changed a little every night."""

    def __init__(self):
        self.folder, self.rows, self.night = Folder(tools, config=False), copy.deepcopy(ROWS), 24

    def take(self, *flags):
        """Exit code, receipts by table and line, all that was printed."""
        for name in ROWS:
            path = self.folder.at(f"extract/{name}.csv")
            if name in self.rows:
                self.folder.put(f"extract/{name}.csv", self.rows[name] if isinstance(self.rows[name], str) else table(self.rows[name]))
            elif os.path.exists(path):
                os.remove(path)
        words = ["import", "--mapping", "delius", "extract", "--out", "cases", *flags]
        code, out, err = self.folder.run("rar-record", *words, "--format", "json", as_of=f"2025-10-{self.night}")
        self.night += 1
        self.said = [r["message"] for r in json.loads(out or "[]") if r["message"]]
        receipts = {(os.path.basename(r["row"]["file"]).split(".")[0], r["row"]["line"]) if r["row"] else r["id"]: r for r in json.loads(out or "[]")}
        return code, receipts, out + err

    def case(self):
        return yaml.safe_load(self.folder.read(f"cases/{CRN}.yaml"))

    def without(self, name, column):
        for row in self.rows[name]:
            row.pop(column, None)
        return self


def began():
    nights = Nights()
    code, _, out = nights.take()
    check("the first night", code == 0 and len(nights.case()["contacts"]) == 4 and "partial" not in nights.case(), code, nights.said)
    return nights


def what_a_file_lacks():
    for name, column in (("contact", "contact_end_time"), ("contact", "contact_start_time"), ("contact", "contact_outcome_type_code"), ("upw_appointment", "minutes_credited"), ("upw_appointment", "travel_time"),
                         ("contact", "rar_activity"), ("contact", "nsi_id"), ("nsi", "nsi_status_code"), ("rqmnt", "length"), ("disposal", "notional_end_date"), ("event", "conviction_date")):
        nights = began()
        before = nights.case()
        code, receipts, out = nights.without(name, column).take()
        after = nights.case()
        after.pop("partial", None)
        check(f"{name} without {column} says nothing otherwise", code == 0 and before == after, code, nights.said)
    nights = began().without("contact", "contact_outcome_type_code")
    nights.take()
    check("two flags are no column of outcomes", [m["of"] for m in nights.case().get("partial", [])] == [["outcome"]], nights.case().get("partial"))
    nights = began()
    before = nights.case()
    nights.rows.pop("upw_appointment")
    code, _, out = nights.take()
    check("a table that is only joined, not there", code == 0 and nights.case() == before, code, nights.said)
    nights = began()
    nights.rows["upw_appointment"][0]["minutes_credited"] = "many"
    code, _, out = nights.take()
    check("a joined row that cannot be read", code == 3 and nights.case()["contacts"] == before["contacts"] and [m["list"] for m in nights.case()["partial"]] == ["contacts"], code, nights.said)


def nothing_is_gone_that_lost_its_key():
    for flags in (["--complete", "contact"], ["--window", "2025-01-01..2025-12-31"]):
        nights = began()
        nights.rows["contact"][0]["contact_id"] = ""
        code, _, out = nights.take(*flags)
        check(f"{flags}: a row without its key", code == 3 and len(nights.case()["contacts"]) == 4, code, nights.said)
        nights = began()
        del nights.rows["contact"][0]
        code, _, out = nights.take(*flags)
        check(f"{flags}: a row that is gone", code == 0 and nights.case()["contacts"][-1]["reason"] == "no longer in delius", code, nights.said)


def of_two_things_neither():
    nights = Nights()
    nights.rows["contact"].append({**nights.rows["contact"][0], "contact_outcome_type_code": "UAAB", "attended": "N", "complied": "N"})
    code, receipts, out = nights.take()
    check("rows of one key that differ", code == 3 and [receipts["contact", line]["status"] for line in (2, 6)] == ["refused", "refused"], code, nights.said)
    check("neither is an entry", [c["source"]["key"] for c in nights.case()["contacts"]] == ["101", "102", "103"], nights.case()["contacts"])
    nights = Nights()
    nights.rows["contact"].append({**nights.rows["contact"][0]})
    check("rows that are the same", nights.take()[0] == 0 and len(nights.case()["contacts"]) == 4)
    nights = began()
    nights.rows["rqmnt"][0]["disposal_id"] = "12"
    before = nights.case()
    code, receipts, out = nights.take()
    check("a requirement under another order", code == 4 and receipts["rqmnt", 2]["status"] == "conflict" and nights.case() == before, code, nights.said)
    nights = Nights()
    nights.rows["offender"].append({**nights.rows["offender"][0], "offender_id": "9002", "crn": "X900002"})
    for row in nights.rows["contact"]:
        row["crn"] = CRN
    nights.rows["contact"][0]["offender_id"] = "9002"
    code, receipts, out = nights.take()
    check("a row of two persons", code == 3 and "two persons" in receipts["contact", 2]["message"], code, nights.said)
    nights = Nights()
    nights.rows["offender"].append({**nights.rows["offender"][0], "crn": "X900002"})
    code, receipts, out = nights.take()
    check("a key of two persons", code == 3 and "several persons" in receipts["contact", 2]["message"] and not any("contacts" in c for c in [nights.case()]), code, nights.said)
    nights = Nights()
    nights.rows["contact"] = "contact_id,offender_id,contact_date,contact_date,contact_type_code\n1,9001,2025-03-03,2025-04-03,CRSAPT\n"
    code, receipts, out = nights.take()
    check("a column that stands twice", code == 2 and "`contact_date` stands twice" in out and not os.path.exists(nights.folder.at("cases")), code, nights.said)
    nights.rows["contact"] = "contact_id,offender_id,notes,notes,contact_date,contact_type_code\n1,9001,a,b,2025-04-03,CRSAPT\n"
    check("one that nobody asks for", nights.take()[0] == 0)


def limited_access():
    for mark in ("", "1", "perhaps"):
        nights = Nights()
        nights.rows["offender"][0]["current_exclusion"] = mark
        row = nights.rows["contact"][0]
        slips = [{"contact_id": "200", "contact_type_code": "CANARY", "contact_start_time": "", "contact_end_time": "", "rar_activity": "", "contact_outcome_type_code": ""}, {"contact_id": "201", "contact_type_code": "CANARY"},
                 {"contact_id": "202", "contact_outcome_type_code": "CANARY"}, {"contact_id": "203", "contact_date": "2025-03-77CANARY"}, {"contact_id": "204", "nsi_id": "7007007"}, {"contact_id": "CANARY-5", "rar_activity": "2"},
                 {"contact_id": "206", "contact_start_time": "77:77:CANARY"}]
        nights.rows["contact"] += [{**row, **slip} for slip in slips]
        nights.rows["registration"] = [{**PERSON, "registration_id": "1", "register_type_code": "CANARY", "deregistered": "0"}]
        ROWS.setdefault("registration", [])
        code, receipts, out = nights.take()
        again = nights.folder.run("rar-record", "import", "--mapping", "delius", "extract", "--out", "cases", as_of="2025-10-30")[1]
        for words in (out, again):
            hidden = not any(word in words for word in ("CANARY", "7007007"))
            check(f"{mark!r}: what rows held", hidden == bool(mark), words)
        check(f"{mark!r}: every row is told", all(("contact", line) in receipts for line in range(2, 13)) and code == 3, code)
        redacted = nights.folder.run("rar-record", "import", "--mapping", "delius", "extract", "--out", "cases", "--redact", "--format", "json", as_of="2025-10-30")[1]
        check(f"{mark!r}: --redact", "CANARY" not in redacted, redacted)
        shown = nights.folder.run("rar-record", "import", "--mapping", "delius", "extract", "--out", "cases", "--with-limited", as_of="2025-10-30")[1]
        check(f"{mark!r}: --with-limited", "`CANARY`" in shown, shown)
    ROWS.pop("registration")


def what_no_list_knows():
    """Nothing is left out, and nothing of a row is not recorded, without a word that says so."""
    for time, partial in (("10:00", []), ("", []), (None, ["contacts"])):
        nights = Nights()
        nights.rows["contact"][1].update({"contact_type_code": "QQZ", "contact_outcome_type_code": "", "attended": "", "complied": "", "rar_activity": "", "contact_start_time": time or "", "contact_end_time": ""})
        if time is None:
            nights.without("contact", "contact_start_time").without("contact", "contact_end_time")
        code, receipts, out = nights.take()
        case = nights.case()
        marks = [m["list"] for m in case.get("partial", [])]
        check(f"an unknown type, time {time!r}: the list", code == 0 and marks == partial, code, nights.said, case.get("partial"))
        stands = [c["type"] for c in case["contacts"] if c["source"]["key"] == "101"]
        check(f"an unknown type, time {time!r}: the row", stands == (["other"] if time else []) and "QQZ" in receipts["contact", 3]["message"], receipts["contact", 3])
        before = nights.case()
        code, _, out = nights.take()
        check(f"an unknown type, time {time!r}: again", code == 0 and nights.case() == before, code, nights.case().get("partial"))
    # Nothing else of the person: no list is said to be empty for a row that may belong to it.
    nights = Nights()
    nights.rows["contact"] = [{**PERSON, "contact_id": "100", "event_id": "1", "contact_date": "2025-03-01", "contact_type_code": "QQZ"}]
    nights.take()
    check("a row that may be an appointment is not none", "contacts" not in nights.case() and [m["reason"] for m in nights.case()["partial"]] == ["1 row of contact.csv may be an appointment: it has no column for a time"], nights.case())
    # What stood with its time is not doubted for a column that a later extract lacks.
    nights = Nights()
    nights.rows["contact"][1]["contact_type_code"], nights.rows["contact"][1]["contact_outcome_type_code"], nights.rows["contact"][1]["rar_activity"] = "QQZ", "", ""
    nights.rows["contact"][1]["attended"] = nights.rows["contact"][1]["complied"] = ""
    nights.take()
    before = nights.case()
    nights.without("contact", "contact_start_time").without("contact", "contact_end_time").take()
    check("an entry of an unknown type stays as it is", nights.case() == before, nights.case().get("partial"), nights.said)
    for name, column, word in (("disposal", "disposal_type_desc", "type"), ("nsi", "nsi_status_code", "status"), ("nsi", "nsi_type_code", "kind and no need")):
        nights = Nights()
        nights.rows[name][0][column] = "QQ77"
        code, receipts, out = nights.take()
        check(f"an unknown {column} is said", code == 0 and receipts[name, 2]["message"] == f"the code `QQ77` is not known: no {word} is recorded", receipts[name, 2])
    nights = Nights()
    nights.rows["disposal"][0].update({"disposal_type_code": "QQ77", "termination_date": "2025-06-02", "disposal_termination_reason_desc": "QQ78"})
    code, receipts, out = nights.take()
    check("a code beside one that is known says nothing", receipts["disposal", 2]["message"] == "the code `QQ78` is not known: no ended_kind is recorded", receipts["disposal", 2])
    nights = Nights()
    nights.rows["contact"][0]["contact_end_time"] = "09:00"
    code, receipts, out = nights.take()
    check("an end before its beginning", code == 0 and "no minutes" in receipts["contact", 2]["message"] and "minutes" not in nights.case()["contacts"][0], receipts["contact", 2])


def a_registration_that_no_list_knows():
    """It may be a flag: of a person who has no other it is not said that there are none."""
    registrations = [{**PERSON, "registration_id": "1", "register_type_code": "MAPP", "deregistered": "0"}, {**PERSON, "registration_id": "2", "register_type_code": "QQ7", "deregistered": "0"}]
    ROWS["registration"] = []
    nights = Nights()
    nights.rows["registration"] = copy.deepcopy(registrations)
    code, receipts, out = nights.take()
    check("a flag beside it", code == 0 and nights.case()["flags"] == ["mappa"] and "not known to be a flag" in receipts["registration", 3]["message"], code, receipts["registration", 3])
    nights.rows["registration"][0]["deregistered"] = "1"
    code, receipts, out = nights.take()
    check("the flag taken off", code == 0 and "flags" in nights.case() and nights.case()["flags"] is None, code, nights.case().get("flags"))
    before = nights.case()
    code, receipts, out = nights.take()
    check("the flag taken off, again", code == 0 and nights.case() == before, code, nights.case().get("flags"))
    nights.rows["registration"][1]["deregistered"] = "1"
    code, receipts, out = nights.take()
    check("both taken off", code == 0 and nights.case()["flags"] == [], code, nights.case().get("flags"))
    nights = Nights()
    nights.rows["registration"] = copy.deepcopy(registrations)
    nights.rows["registration"][0]["deregistered"] = "1"
    nights.take()
    check("only it from the first", "flags" not in nights.case(), nights.case().get("flags"))
    ROWS.pop("registration")


def one_row_costs_itself_alone():
    rows = ["""{"crn":"%s","kind":"order","id":"O1","type":"community_order","sentence_date":"2025-01-13","end_date":"2026-01-12","requirements":[{"id":"R1","type":"rehabilitation_activity","max_days":20}]}""",
            """{"crn":"%s","kind":"termination","order":"O1","date":"2025-10-01","kynd":"completed"}""",
            """{"crn":"%s","kind":"amendment","order":"O1","date":"2025-10-01","max_days":"many"}""",
            """{"crn":"%s","kind":"reported"}""",
            """{"crn":"%s","kind":"termination","order":"O1","date":"2025-10-02","termination_kind":"completed"}""",
            """{"crn":"%s","kind":"amendment","order":"O1","date":"2025-05-01","end_date":"2026-02-01"}""",
            """{"crn":"%s","kind":"contact","id":"C1","date":"2025-02-03","type":"supervision_appointment"}"""]
    nights = Nights()
    nights.folder.put("rows.ndjson", "".join(row % CRN + "\n" for row in rows))
    code, out, err = nights.folder.run("rar-record", "import", "rows.ndjson", "--out", "cases", "--format", "json", as_of="2025-10-24")
    receipts = json.loads(out)
    check("wrong rows cost themselves alone", code == 3 and [r["status"] for r in receipts] == ["written", "refused", "refused", "refused", "written", "written", "written"] and [c["id"] for c in nights.case()["contacts"]] == ["C1"], out)
    check("and each says why", all(word in receipts[n]["message"] for n, word in ((1, "kynd"), (2, "max_days"), (3, "no figure"))), out)
    mapping = {"schema": "mapping/2", "system": "reg", "prefix": "R", "tables": [{"file": "r.csv", "rows": "reported", "key": "ID", "deleted": {"column": "GONE", "when": ["1"]}, "columns": {"CRN": "crn", "R": "requirement", "D": "rar_days"}}]}
    nights.folder.put("m.yaml", yaml.safe_dump(mapping)).put("r.csv", f"ID,CRN,R,D,GONE\n1,{CRN},R1,4,0\n2,{CRN},R1,5,1\n3,{CRN},R1,,0\n")
    code, out, err = nights.folder.run("rar-record", "import", "--mapping", "m.yaml", "r.csv", "--out", "cases", "--format", "json", as_of="2025-10-24")
    receipts = json.loads(out)
    check("figures of a table", code == 3 and [r["status"] for r in receipts] == ["written", "left_out", "refused"] and "deleted in reg" in receipts[1]["message"] and "no figure" in receipts[2]["message"] and nights.case()["reported"] == {"rar_days": {"R1": 4}}, out)


def more_words_than_are_held():
    """25,000 rows with a word of their own each, and some that share one: told as they are where they are few."""
    nights = Nights()
    nights.folder.put("m.yaml", yaml.safe_dump({"schema": "mapping/2", "system": "reg", "prefix": "R", "tables": [
        {"file": "n.csv", "rows": "activity", "name": "nsi", "key": "ID", "columns": {"CRN": "crn"}}, {"file": "c.csv", "rows": "contact", "key": "ID", "columns": {"CRN": "crn", "DAY": "date", "TYPE": "type", "NSI": {"to": "activity", "table": "nsi"}}}]}))
    nights.folder.put("c.csv", "ID,CRN,DAY,TYPE,NSI\n" + "".join(f"{n},{CRN},2025-03-03,other,{n % 25000 + 100000}\n" for n in range(25010)))
    code, out, err = nights.folder.run("rar-record", "import", "--mapping", "m.yaml", "c.csv", "--out", "cases", as_of="2025-10-24")
    lines = out.split("\n")
    check("every word once, in order", code == 3 and len(lines) == 25000 + 3 and lines[:25000] == sorted(lines[:25000], key=lambda line: line.split(": ", 1)[1]), code, len(lines), out[:300])
    check("those that share one are one line", lines[0] == "c.csv:2: not placed: its nsi 100000 is neither in the rows nor in the case (2 rows)" and "(2 rows)" not in lines[10] and "25010 not placed" in lines[25000], lines[0], lines[10], lines[25000])


def a_regions_codes():
    table = {"file": "c.csv", "rows": "contact", "key": "ID", "columns": {"CRN": "crn", "DAY": "date", "TYPE": "type", "RESULT": "outcome"}}
    for codes, wanted, word in (("code,word\nQQ1,unacceptable_absence\n", 0, ""), ("code,word\nQQ*,unacceptable_absence\n", 0, ""), ("code,word\nQQ1,unacceptable_absense\n", 2, "did you mean `unacceptable_absence`"),
                                ("code,word,absence_reason\nQQ1,acceptable_absence,medicl\n", 2, "did you mean `medical`"), ("code,word\nATTC,unacceptable_absence\n", 2, "changes none")):
        nights = Nights()
        nights.folder.put("m.yaml", yaml.safe_dump({"schema": "mapping/2", "system": "reg", "prefix": "R", "codes": "codes.csv", "tables": [table]})).put("codes.csv", codes)
        nights.folder.put("c.csv", f"ID,CRN,DAY,TYPE,RESULT\n1,{CRN},2025-03-03,other,QQ1\n2,{CRN},2025-03-04,other,ATTC\n")
        code, out, err = nights.folder.run("rar-record", "import", "--mapping", "m.yaml", "c.csv", "--out", "cases", as_of="2025-10-24")
        check(f"a region's codes {codes!r}", code == wanted and word in err, code, out, err)
        if code == 0:
            check(f"a region's codes {codes!r}: the outcomes", [c["outcome"] for c in nights.case()["contacts"]] == ["unacceptable_absence", "attended_complied"], nights.case()["contacts"])


def ndjson_says_what_it_lacks():
    """NDJSON has no header: what none of its rows has is what a header would lack."""
    def take(rows, **more):
        nights = Nights()
        mapping = {"schema": "mapping/2", "system": "reg", "prefix": "R", "tables": [{"file": "contacts.ndjson", "rows": "contact", "name": "contact", "key": "ID", "deleted": {"column": "GONE", "when": ["1"]}, "columns": {
            "CRN": "crn", "DAY": "date", "TIME": "time", "TYPE": {"to": "type", "values": {"Office": "supervision_appointment"}}, "RESULT": "outcome"}, "required": ["CRN", "DAY"], "optional": ["RESULT"], "ignored": ["Notes"], **more}]}
        nights.folder.put("m.yaml", yaml.safe_dump(mapping))
        nights.folder.put("contacts.ndjson", "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
        code, out, err = nights.folder.run("rar-record", "import", "--mapping", "m.yaml", "contacts.ndjson", "--out", "cases", "--format", "json", as_of="2025-10-24")
        return nights, code, json.loads(out or "[]"), err
    whole = {"ID": 1, "CRN": CRN, "DAY": "2025-03-03", "TIME": "10:00", "TYPE": "Office", "RESULT": "ATTC", "GONE": 0}
    nights, code, receipts, err = take([whole])
    check("all its members", code == 0 and "partial" not in nights.case() and "rar-record:" not in err, code, receipts, err)
    nights, code, receipts, err = take([{k.lower(): v for k, v in whole.items()}])
    check("members in other letter cases", code == 0 and nights.case()["contacts"][0]["outcome"] == "attended_complied", code, receipts, err)
    nights, code, receipts, err = take([whole, {**whole, "ID": 2, "Crn": "X900002"}])
    check("two members that could be one column", code == 3 and "other letter cases" in receipts[-1]["message"], code, receipts)
    nights, code, receipts, err = take([{k: v for k, v in whole.items() if k != "DAY"}, "no JSON"])
    check("a required column that no row has", code == 2 and "a required column is not there: DAY; nothing was written" in err and not os.path.exists(nights.folder.at("cases")), code, err)
    nights, code, receipts, err = take([{k: v for k, v in whole.items() if k != "RESULT"}])
    check("an optional column that no row has", code == 0 and [m["of"] for m in nights.case()["partial"]] == [["outcome"]] and "columns that are not there: RESULT" in err, code, err, nights.case())
    nights, code, receipts, err = take([{k: v for k, v in whole.items() if k not in ("TIME", "RESULT")} | {"ID": n, "TYPE": what} for n, what in ((1, "Office"), (2, "Walk"))])
    check("an unknown type where no row has a time", code == 0 and "1 row of contacts.ndjson may be an appointment" in str(nights.case().get("partial")), code, receipts)
    nights, code, receipts, err = take([{**whole, "NOTES": "x", "Mood": "y"}])
    check("members that are not used", code == 0 and "columns not used: Mood" in err and "NOTES" not in err, code, err)
    nights, code, receipts, err = take([whole, {**whole, "ID": 2, "DAY": "2025-03-0a"}, {**whole, "ID": 3, "RESULT": "AT\u0001TC"}])
    check("a wrong member has a line and no column", code == 3 and [r["row"]["line"] for r in receipts if r["status"] == "refused"] == [2, 3], code, receipts)


def what_no_table_reads():
    """A file of which nothing is read is not judged: the account says so."""
    nights = Nights()
    nights.folder.put("extract/court_appearance.csv", "a,b\n1,2\n").put("extract/strange.csv", "a,b\n1,2\n")
    for name in ROWS:
        nights.folder.put(f"extract/{name}.csv", table(ROWS[name]))
    code, out, err = nights.folder.run("rar-record", "import", "--mapping", "delius", "extract", "--out", "cases", "--report", "json=report.json", as_of="2025-10-24")
    account = json.load(open(nights.folder.at("report.json")))["account"]
    files = account["files"]
    check("what no table reads", code == 0 and files["found"] == len(ROWS) + 2 and files["judged"] == len(ROWS) and files["passed_over"] == 2
          and {"why": "kind", "what": "no table", "files": 2} in account["passed_over"], code, account, err)


def packed_tables():
    """A table that is stored packed is that table; one that is damaged is none, and nothing is taken from its half."""
    plain = Nights()
    check("as they are", plain.take()[0] == 0)
    for ending, pack in ((".gz", gzip.compress), (".zst", zst)):
        if pack is None:
            continue
        for damaged in (False, True):
            nights = Nights()
            for name in ROWS:
                nights.folder.put(f"extract/{name}.csv", table(ROWS[name]))
            os.remove(nights.folder.at("extract/contact.csv"))
            with open(nights.folder.at(f"extract/contact.csv{ending}"), "wb") as file:
                file.write(pack(table(ROWS["contact"]).encode())[: 60 if damaged else None])
            code, out, err = nights.folder.run("rar-record", "import", "--mapping", "delius", "extract", "--out", "cases", "--report", "json=report.json", as_of="2025-10-24")
            files = json.load(open(nights.folder.at("report.json")))["account"]["files"]
            if damaged:
                check(f"{ending}, cut short", code == 3 and "cannot be unpacked" in err and files["unreadable"] == 1 and files["judged"] == len(ROWS) - 1 and "contacts" not in nights.case(), code, err, files)
            else:
                check(f"{ending}, whole", code == 0 and files["judged"] == len(ROWS) and nights.case() == plain.case(), code, err, files)


def tables_that_are_none():
    """A link that leads nowhere, one in a circle and a folder with the name of a table: each is said, and nothing is concluded from it."""
    def folder(path):
        os.mkdir(path)
    for what, name, make, words in (("a dangling link", "contact.csv", lambda path: os.symlink("nope", path), "a link that leads nowhere"),
                                    ("a circle", "contact.csv", lambda path: os.symlink("contact.csv", path), "circle"),
                                    ("a folder", "contact.csv", folder, "is a folder"),
                                    ("a packed dangling link", "contact.csv.gz", lambda path: os.symlink("nope", path), "a link that leads nowhere")):
        nights = Nights()
        for table_name in ROWS:
            nights.folder.put(f"extract/{table_name}.csv", table(ROWS[table_name]))
        os.remove(nights.folder.at("extract/contact.csv"))
        make(nights.folder.at(f"extract/{name}"))
        os.mkdir(nights.folder.at("extract/notes"))  # a folder with no such name is none of the tables
        code, out, err = nights.folder.run("rar-record", "import", "--mapping", "delius", "extract", "--out", "cases", "--report", "json=report.json", as_of="2025-10-24")
        account = json.load(open(nights.folder.at("report.json")))["account"]
        check(what, code == 3 and f"{name}: " in err and words in err and account["files"]["unreadable"] == 1 and account["files"]["judged"] == len(ROWS) - 1
              and [file["file"] for file in account["unreadable"]] == [f"extract/{name}"] and "contacts" not in nights.case(), code, err, account)


def ndjson_of_no_person():
    """Rows that name no person are those of the person whose event, requirement or activity they name, one by one where rows differ."""
    plain = Nights()
    plain.take()
    nights = Nights()
    for name in ROWS:
        nights.folder.put(f"extract/{name}.csv", table(ROWS[name]))
    os.remove(nights.folder.at("extract/contact.csv"))
    mapping = nights.folder.run("rar-record", "mapping", "delius")[1].replace('file: "contact.csv"', 'file: "contact.ndjson"')
    nights.folder.put("m.yaml", mapping)
    rows = [{k: v for k, v in row.items() if k != "offender_id" or i % 2} for i, row in enumerate(ROWS["contact"])]
    nights.folder.put("extract/contact.ndjson", "".join(json.dumps(row) + "\n" for row in rows))
    code, out, err = nights.folder.run("rar-record", "import", "--mapping", "m.yaml", "extract", "--out", "cases", as_of="2025-10-24")
    check("the person of the event", code == 0 and [c["id"] for c in nights.case()["contacts"]] == [c["id"] for c in plain.case()["contacts"]], code, out, err)


for test in (packed_tables, tables_that_are_none, ndjson_of_no_person, what_no_table_reads, what_no_list_knows, a_registration_that_no_list_knows, one_row_costs_itself_alone, more_words_than_are_held, a_regions_codes, ndjson_says_what_it_lacks, what_a_file_lacks, nothing_is_gone_that_lost_its_key, of_two_things_neither, limited_access):
    test()
tally.finish()
