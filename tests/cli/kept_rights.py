"""What a file has of its folder and its owner stays through every kind of write: access list, attributes, owner, group and mode; a default
access list of the folder opens nothing that is new; and an output goes where a link of one's own leads, be that there or not."""
import os
import struct
import sys

from tally import Folder, Tally

tools = os.path.abspath(sys.argv[1])
tally = Tally()
check = tally.check
ACCESS, DEFAULT, ATTRIBUTE = "system.posix_acl_access", "system.posix_acl_default", "user.classification"
OWNER, USER, GROUP, NAMED, MASK, OTHER, NOBODY = 53001, 0x02, 0x04, 53002, 0x10, 0x20, 0xFFFFFFFF
CASE = """schema: case/1
crn: X320741
orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 20}
plan:
  activities:
    - {id: A1, requirement: R1, intervention: better-days, start_date: 2025-02-03}
contacts:
  - {id: C1, date: 2025-02-03, type: supervision_appointment, national_standards: true, outcome: attended_complied}
  - {id: C2, date: 2025-10-24, type: activity_session, activity: A1, rar_activity: true}
enforcement: []
reviews: []
suspensions: []
"""
ROW = '{"crn": "X320741", "kind": "contact", "id": "C9", "date": "2025-02-04", "type": "other"}\n'
WRITES = ["add contact F --date 2025-02-04 --type other", "outcome F attended_complied", "session F --date today --activity better-days --attended X320741", "amend F C1 --set minutes=5 --reason x",
          "void F C1 --reason x", "undo F", "redo F", "fact F O1 conviction_date=2025-01-06", "whole F assessments", "review F --kind risk --date 2025-02-03", "suspension F --policy other --from 2025-09-14",
          "amendment F --date 2025-09-14 --kind other --end-date 2026-02-02", "termination F --date 2025-09-14 --kind completed", "assessment F --date 2025-09-14 --tool other",
          "enforce F --date 2025-02-04 --action other_letter --contact C1", "fmt F", "import rows.ndjson --out cases", "merge base.yaml F theirs.yaml"]


def access_list(named, group, mask, other=0):
    """Owner rw, one named user, the owning group, a mask, the others."""
    entries = ((0x01, 6, NOBODY), (USER, named, NAMED), (GROUP, group, NOBODY), (MASK, mask, NOBODY), (OTHER, other, NOBODY))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def attribute(path, name):
    try:
        return os.getxattr(path, name)
    except OSError:
        return None


def rights(path):
    about = os.stat(path)
    return attribute(path, ACCESS), attribute(path, ATTRIBUTE), about.st_mode & 0o7777, about.st_uid, about.st_gid


def place():
    """A folder with a default access list, and a case in it with a list of its own."""
    folder = Folder(tools, {"rows.ndjson": ROW, "base.yaml": CASE, "theirs.yaml": CASE.replace("reviews: []", "reviews:\n  - {id: V1, date: 2025-02-03, kind: risk}"), "cases/.keep": ""}, config=False)
    os.setxattr(folder.at("cases"), DEFAULT, struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *e) for e in ((0x01, 7, NOBODY), (USER, 7, 53003), (GROUP, 5, NOBODY), (MASK, 7, NOBODY), (OTHER, 5, NOBODY))))
    case = folder.put("cases/case.yaml", CASE).at("cases/case.yaml")
    if attribute(case, ACCESS) is None:
        raise OSError("a default access list gives nothing here")
    if os.getuid() == 0:
        os.chown(case, OWNER, OWNER)
    return folder, case


def every_write():
    for write in WRITES:
        for what, access in (("a named user", access_list(6, 0, 6)), ("a mask that closes", access_list(6, 6, 4)), ("none", None)):
            folder, case = place()
            os.setxattr(case, ATTRIBUTE, b"official-sensitive")
            if access is None:
                os.removexattr(case, ACCESS)
                os.chmod(case, 0o640)
            else:
                os.setxattr(case, ACCESS, access)
            if write.startswith("fmt"):
                with open(case, "a", encoding="utf-8") as file:
                    file.write("assessments:   []\n")
            for first in {"undo": ["add contact F --date 2025-02-04 --type other"], "redo": ["add contact F --date 2025-02-04 --type other", "undo F"]}.get(write.split()[0], []):
                folder.run("rar-record", *["cases/case.yaml" if word == "F" else word for word in first.split()])
            before, text = rights(case), folder.read("cases/case.yaml")
            code, out, err = folder.run("rar-record", *["cases/case.yaml" if word == "F" else word for word in write.split()])
            check(f"{write}, {what}: written", code == 0 and folder.read("cases/case.yaml") != text, code, out, err)
            check(f"{write}, {what}: rights stay", rights(case) == before, before, rights(case))
            if write.startswith("merge"):
                check("merge leaves no lock", os.listdir(folder.at("cases")).count(".case.yaml.lock") == 0)


def what_is_new():
    folder, case = place()
    os.removexattr(case, ACCESS)
    os.chmod(case, 0o640)
    outputs = ["json=cases/o.json", "html=cases/o.html", "sqlite=cases/o.db", "csv+=cases/o.csv", "site=cases/site"]
    for output in outputs:
        folder.run("rar-audit", "check", "cases/case.yaml", "--output", output)
    folder.run("rar-record", "export", "cases/case.yaml", "--tables", "cases/tables")
    folder.run("rar-record", "new", "--crn", "X320745", "--out", "cases/new.yaml")
    made = [os.path.join(at, name) for at, folders, files in os.walk(folder.at("cases")) for name in [*folders, *files] if not name.startswith(".") and name != "case.yaml"]
    check("all of them are there", len(made) > 8, made)
    for path in made:
        check(f"{path}: nothing of the folder's default list", attribute(path, ACCESS) is None and (os.path.isfile(path) or attribute(path, DEFAULT) is None) and os.stat(path).st_mode & 0o007 == 0, rights(path))
    # The mode of an input with a list tells its mask, and not what its group may do.
    os.setxattr(case, ACCESS, access_list(6, 0, 6))
    folder.run("rar-audit", "check", "cases/case.yaml", "--output", "json=cases/p.json")
    check("the group may not read more than it might", os.stat(folder.at("cases/p.json")).st_mode & 0o077 == 0, oct(os.stat(folder.at("cases/p.json")).st_mode))


def outputs_that_are_there():
    for access in (access_list(4, 0, 4), None):
        folder, case = place()
        report = folder.put("cases/r.json", "{}").at("cases/r.json")
        if access is None:
            os.removexattr(report, ACCESS)
            os.chmod(report, 0o604)
        else:
            os.setxattr(report, ACCESS, access)
        if os.getuid() == 0:
            os.chown(report, 53004, 53005)
        before = rights(report)
        folder.run("rar-audit", "check", "cases/case.yaml", "--output", "json=cases/r.json")
        check("an output that is there keeps what it has", rights(report) == before and len(folder.read("cases/r.json")) > 2, before, rights(report))


def links_of_ones_own():
    folder = Folder(tools, {"a.yaml": CASE, "there.json": "{}", "l/one.json": "->../there.json", "l/none.json": "->../later.json", "l/two.csv": "->more.csv", "l/more.csv": "->../far.csv", "l/nowhere.json": "->../no/such.json", "l/round": "->round"})
    os.chmod(folder.path, 0o700)
    os.chmod(folder.at("l"), 0o700)
    for name, to, output in (("l/one.json", "there.json", "json=l/one.json"), ("l/none.json", "later.json", "json=l/none.json"), ("l/two.csv", "far.csv", "csv+=l/two.csv")):
        code, out, err = folder.run("rar-audit", "check", "a.yaml", "--fail-on", "never", "--output", output)
        check(f"{name} is followed", code == 0 and os.path.islink(folder.at(name)) and os.path.isfile(folder.at(to)) and not os.path.islink(folder.at(to)) and os.path.getsize(folder.at(to)) > 2, code, err)
    for name in ("l/nowhere.json", "l/round"):
        code, out, err = folder.run("rar-audit", "check", "a.yaml", "--fail-on", "never", "--output", f"json={name}")
        check(f"{name} leads nowhere", code == 74 and os.path.islink(folder.at(name)) and name in err, code, err)


links_of_ones_own()
try:
    place()
except OSError as error:
    print(f"skipped: no access lists here: {error}")
else:
    every_write()
    what_is_new()
    outputs_that_are_there()
tally.finish()
