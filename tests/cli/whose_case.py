"""A second case for a person who has one is the worst an import can write: wherever a person's case stands, and whatever in the folder cannot be read,
`import --new-cases` and `new` begin none. Whose case a document is, it says itself."""
import gzip
import json
import os
import sys

from tally import Folder, Tally

tools = os.path.abspath(sys.argv[1])
tally = Tally()
check = tally.check
CRN, OTHER, THIRD = "X900001", "X900002", "X900003"


def row(crn):
    return json.dumps({"crn": crn, "kind": "contact", "date": "2025-03-03", "type": "supervision_appointment"})


ROWS = "".join(row(crn) + "\n" for crn in (CRN, OTHER))


def case(crn, rest="contacts: []\n"):
    return f"schema: case/1\ncrn: {crn}\norders: []\n{rest}"


def json_case(crn):
    return json.dumps({"schema": "case/1", "crn": crn, "orders": [], "contacts": []})


def cases_in(folder):
    """Every case file of the two people that has begun under its own name."""
    return {crn for crn in (CRN, OTHER) if os.path.isfile(folder.at(f"cases/{crn}.yaml"))}


def taken(files, rows=ROWS, **more):
    folder = Folder(tools, {"rows.ndjson": rows, **files}, config=False, **more)
    code, out, err = folder.run("rar-record", "import", "rows.ndjson", "--out", "cases", "--new-cases", "--format", "json")
    return folder, code, {r["crn"]: r for r in json.loads(out or "[]")}, err


def a_case_that_can_be_changed():
    """Under any name, in any layout that is edited, the rows go into it."""
    for name, text in (("cases/a.yaml", case(CRN)), ("cases/north/b.yml", case(CRN)), ("cases/c.json", json_case(CRN)), ("cases/UPPER.YAML", case(CRN)),
                       ("cases/d.yaml", f"# {OTHER}\n# crn: {OTHER}\n" + case(CRN)), ("cases/quoted.yaml", f'contacts: []\ncrn: "{CRN}"\norders: []\nschema: case/1\n'),
                       (f"cases/{THIRD}.yaml", case(CRN)), ("cases/mark.yaml", "\ufeff" + case(CRN)), ("cases/lines.yaml", case(CRN).replace("\n", "\r\n")),
                       ("cases/large.yaml", case(CRN) + "# what is read in parts\n" * 60000)):
        folder, code, said, err = taken({name: text})
        check(f"{name} is found", code == 0 and said[CRN]["status"] == "written" and said[CRN]["file"] == name, code, said, err)
        check(f"{name}: one case", cases_in(folder) == {OTHER}, cases_in(folder))
        check(f"{name} has the contact", b"2025-03-03" in folder.read(name), folder.read(name)[:300])
    folder, code, said, err = taken({"cases/.rarignore": "old/\n", "cases/old/a.yaml": case(CRN)})
    check("what is excluded is somebody's case all the same", code == 0 and said[CRN]["file"] == "cases/old/a.yaml" and cases_in(folder) == {OTHER}, code, said, err)
    folder, code, said, err = taken({"far/a.yaml": case(CRN), "cases/north": "->../far"})
    check("a linked folder is looked into", said[CRN]["file"] == "cases/north/a.yaml" and cases_in(folder) == {OTHER}, code, said, err)
    folder, code, said, err = taken({"cases/round": "->.", "cases/a.yaml": case(CRN)})
    check("a link in a circle ends", code == 0 and said[CRN]["file"] == "cases/a.yaml", code, said, err)


def a_case_that_cannot_be_changed():
    """It is named with what it is, and the others are written."""
    for name, text, word in (("cases/a.yaml.gz", gzip.compress(case(CRN).encode()), "compressed"), ("cases/a.ndjson", json_case(CRN) + "\n" + json_case(THIRD) + "\n", "a document a line"),
                             ("cases/a.yaml", case(THIRD) + "---\n" + case(CRN), "2 documents"), ("cases/one.jsonl", json_case(CRN) + "\n", "a document a line")):
        folder, code, said, err = taken({name: text})
        check(f"{name} is refused by name", code == 3 and said[CRN]["status"] == "refused" and name in str(said[CRN]["message"]) and word in str(said[CRN]["message"]), code, said, err)
        check(f"{name}: no second case, and the other begins", cases_in(folder) == {OTHER} and said[OTHER]["status"] == "written", cases_in(folder), said)
    folder, code, said, err = taken({"cases/a.yaml": case(CRN) + "---\n" + case(CRN)})
    check("two of one person in one file", "cases of one person" in str(said[CRN]["message"]) and cases_in(folder) == {OTHER}, said)
    folder, code, said, err = taken({"cases/a.yaml": case(CRN), "cases/b.json": json_case(CRN)})
    check("two of one person in two files", "cases of one person" in str(said[CRN]["message"]) and cases_in(folder) == {OTHER}, said)
    folder, code, said, err = taken({f"cases/{CRN}.yaml": case(OTHER)})
    check("a name that says another", said[OTHER]["file"] == f"cases/{CRN}.yaml" and said[CRN]["status"] == "refused", code, said, err)
    code, out, err = folder.run("rar-record", "import", "rows.ndjson", "--out", "cases", "--new-cases", "--dry-run")
    check("a dry run says the same", code == 3 and f"cases/{CRN}.yaml is the case of {OTHER}" in out, code, out, err)
    check("nothing of the one is in the case of the other", folder.read(f"cases/{CRN}.yaml").count(b"2025-03-03") == 1, folder.read(f"cases/{CRN}.yaml"))


UNREADABLE = {
    "torn.yaml": f'schema: case/1\nperson:\n  name: "never closed\ncrn: {CRN}\n',
    "nobody.yaml": "schema: case/1\norders: []\n",
    "twice.yaml": f"schema: case/1\ncrn: {CRN}\ncrn: {OTHER}\norders: []\n",
    "wide.yaml": ("\ufeff" + case(CRN)).encode("utf-16-le"),
    "bare.yaml": case(CRN).encode("utf-16-le"),
    "empty.yaml": "",
    "no_schema.yaml": f"crn: {CRN}\norders: []\n",
    "half.yaml.gz": gzip.compress(case(CRN).encode())[:-12],
    "nowhere.yaml": "->gone.yaml",
    "round.yaml": "->round.yaml",
    "lower.yaml": "schema: case/1\ncrn: x900001\n",
    "merge.yaml": f"<<<<<<< ours\nschema: case/1\ncrn: {CRN}\n=======\n>>>>>>> theirs\n",
    "stream.yaml": case(THIRD) + "---\nschema: case/1\norders: []\n",
}


def what_cannot_be_read():
    """It may be anybody's: no case begins, those that were found are changed, and the file is named everywhere."""
    for name, text in UNREADABLE.items():
        path = f"cases/{name}"
        folder, code, said, err = taken({path: text, "cases/other.yaml": case(OTHER)})
        check(f"{name}: exit 3, and it is named", code == 3 and f"rar-record: {path}: " in err, code, err)
        check(f"{name}: none begins", cases_in(folder) == set() and said[CRN]["status"] == "refused" and path in str(said[CRN]["message"]), said)
        check(f"{name}: what was found is changed", said[OTHER]["status"] == "written" and said[OTHER]["file"] == "cases/other.yaml", said)
        code, out, err = folder.run("rar-record", "import", "rows.ndjson", "--out", "cases", "--new-cases", "--report", "json=report.json")
        account = json.loads(folder.read("report.json"))["account"]
        files = account["files"]
        check(f"{name}: in the account", any(f["file"] == path and f["why"] for f in account["unreadable"]) and files["unreadable"] == 1, account)
        check(f"{name}: the account adds up", files["found"] == sum(v for k, v in files.items() if k != "found"), files)
        code, out, err = folder.run("rar-record", "new", "--crn", CRN, "--out", "cases")
        check(f"{name}: new begins none", code == 3 and path in err and cases_in(folder) == set(), code, out, err)
    folder, code, said, err = taken({"cases/a.yaml": "schema: case/1\norders: []\n", "cases/b.yaml": "schema: case/1\norders: []\n"})
    check("of several one is named, and how many more", "cases/a.yaml or 1 more" in str(said[CRN]["message"]), said)


def what_is_nobodys_case():
    """Configuration, other kinds, outputs and other people's JSON stand in nobody's way; nor do the rows themselves."""
    folder, code, said, err = taken({"cases/rar.yaml": "as_of: 2025-10-24\n", "cases/package.json": '{"name": "x"}', "cases/report.json": '{"schema": "import_report/1"}', "cases/notes.txt": "crn: X900001", "cases/pipeline.yml": "stages: [check]\n",
                                     "cases/plan.yaml": f"schema: plan/1\ncrn: {CRN}\nrequirement_id: R1\nstatus: optimal\nchosen: []\n", "cases/.hidden.yaml": case(CRN)})
    check("nobody's", code == 0 and cases_in(folder) == {CRN, OTHER}, code, said, err)
    folder = Folder(tools, {"cases/rows.ndjson": ROWS}, config=False)
    code, out, err = folder.run("rar-record", "import", "cases/rows.ndjson", "--out", "cases", "--new-cases")
    check("rows in the folder of the cases", code == 0 and cases_in(folder) == {CRN, OTHER}, code, out, err)


def limited():
    """Of a case that is packed or may lie in what is not read, no message says what a row held."""
    for name, text in (("cases/a.yaml.gz", gzip.compress(case(CRN, "limited_access: true\n").encode())), ("cases/torn.yaml", "schema: case/1\norders: []\n")):
        rows = json.dumps({"crn": CRN, "kind": "contact", "date": "2025-03-03", "type": "sekrit"}) + "\n"
        folder, code, said, err = taken({name: text}, rows)
        check(f"{name}: nothing of a row", code == 3 and "sekrit" not in json.dumps(said) + err, code, said, err)


def new():
    for name, text in (("a.yaml", case(CRN)), ("north/a.yaml", case(CRN)), ("a.ndjson", json_case(CRN) + "\n"), ("a.yaml.gz", gzip.compress(case(CRN).encode())), (f"{OTHER}.yaml", case(CRN)),
                       ("two.yaml", case(OTHER) + "---\n" + case(CRN)), ("c.json", json_case(CRN))):
        folder = Folder(tools, {f"cases/{name}": text}, config=False)
        for out in ("cases", "cases/new.yaml"):
            code, said, err = folder.run("rar-record", "new", "--crn", CRN, "--out", out)
            check(f"new --out {out} beside {name}", code == 5 and f"cases/{name}" in err and "already" in err and not os.path.exists(folder.at("cases/new.yaml")), code, said, err)
    folder = Folder(tools, {"cases/a.yaml": f"# crn: {CRN}\n" + case(OTHER)}, config=False)
    code, said, err = folder.run("rar-record", "new", "--crn", CRN, "--out", "cases")
    check("a comment makes nobody's case", code == 0 and os.path.exists(folder.at(f"cases/{CRN}.yaml")), code, said, err)


def links_that_lead_nowhere():
    """Named on the command line a link says the same as in a folder."""
    for words in (["import", "nowhere.ndjson", "--out", "cases"], ["import", "--mapping", "delius", "contact.csv", "--out", "cases"], ["status", "nowhere.yaml"], ["log", "nowhere.yaml"], ["verify", "nowhere.yaml"],
                  ["add", "contact", "nowhere.yaml", "--date", "2025-03-03", "--type", "supervision_appointment"], ["fmt", "nowhere.yaml"], ["merge", "nowhere.yaml", "a.yaml", "a.yaml"],
                  ["merge", "a.yaml", "a.yaml", "nowhere.yaml"], ["export", "nowhere.yaml", "--tables", "t"], ["plan", "a.yaml", "--from", "nowhere.yaml"], ["void", "nowhere.yaml", "C1", "--reason", "x"],
                  ["session", "nowhere.yaml", "--date", "2025-03-03", "--activity", "X", "--attended", CRN], ["whole", "nowhere.yaml", "contacts"]):
        folder = Folder(tools, {"a.yaml": case(CRN), "nowhere.yaml": "->gone", "nowhere.ndjson": "->gone", "contact.csv": "->gone"}, config=False)
        code, out, err = folder.run("rar-record", *words)
        check(" ".join(words), code == 3 and "a link that leads nowhere" in err, code, out, err)
    folder = Folder(tools, {"lists/contact.csv": "->gone", "a.yaml": case(CRN), "mapping.yaml": "schema: mapping/2\nsystem: s\ntables:\n  - file: contact.csv\n    rows: contact\n    columns: {CRN: crn, DAY: date}\n"}, config=False)
    for path in ("lists", "lists/contact.csv"):
        code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "mapping.yaml", path, "a.yaml")
        check(f"reconcile {path}", code == 3 and "lists/contact.csv: a link that leads nowhere" in err, code, out, err)


def session():
    """Who attended is looked for by the same search."""
    asked = ["session", "cases", "--date", "2025-03-03", "--activity", "X", "--attended", CRN]
    for name, text in (("torn.yaml", UNREADABLE["torn.yaml"]), ("nowhere.yaml", "->gone.yaml"), ("nobody.yaml", UNREADABLE["nobody.yaml"])):
        folder = Folder(tools, {f"cases/{name}": text, "cases/other.yaml": case(OTHER)}, config=False)
        code, out, err = folder.run("rar-record", *asked)
        check(f"session: {name} may hold the person's case", code == 3 and f"cases/{name}: " in err and f"{CRN}: no case" in err, code, out, err)
    folder = Folder(tools, {"cases/a.yaml.gz": gzip.compress(case(CRN).encode())}, config=False)
    code, out, err = folder.run("rar-record", *asked)
    check("session: a packed case is named", code == 2 and "cases/a.yaml.gz is the case; it is stored compressed" in err, code, out, err)


a_case_that_can_be_changed()
a_case_that_cannot_be_changed()
what_cannot_be_read()
what_is_nobodys_case()
limited()
new()
session()
links_that_lead_nowhere()
tally.finish()
