"""reconcile: the list is held against every case that a folder holds, however it is kept; what a row of a person of limited access says
is shown to nobody, whatever is wrong with it and whatever is wrong with the case."""
import gzip
import json
import os
import sys

from tally import Folder, Tally

tools = os.path.abspath(sys.argv[1])
tally = Tally()
check = tally.check
MAPPING = """schema: mapping/2
system: delius
prefix: D
tables:
  - file: "sessions*.csv"
    rows: contact
    columns:
      CRN: crn
      NSI: {to: activity, table: nsi}
      Day: {to: date, as: [iso, dd/mm/yyyy]}
      Result: outcome
      Min: minutes
      RAR: rar_activity
    required: [CRN, Day]
    optional: [Result]
  - {file: nsi.csv, rows: activity, name: nsi, key: nsi_id, columns: {crn: crn}}
"""
HEAD = "CRN,NSI,Day,Result,Min,RAR\n"


def case(crn, more=""):
    return f"""schema: case/1
crn: {crn}
{more}orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    requirements:
      - {{id: R1, type: rehabilitation_activity, max_days: 20}}
plan:
  activities:
    - {{id: D31, requirement: R1, provider: partner, source: {{system: delius, table: nsi, key: "31"}}}}
contacts:
  - {{id: C1, date: 2025-03-03, type: activity_session, activity: D31, minutes: 120, outcome: attended_complied}}
"""


def row(crn, day="2025-03-03", nsi="31", outcome="attended_complied", minutes="120", rar="Y"):
    return f"{crn},{nsi},{day},{outcome},{minutes},{rar}\n"


def kinds(out):
    return [(r["crn"], r["kind"]) for r in json.loads(out) if r["schema"] == "reconcile/1"]


def wherever_cases_stand():
    two = case("X900001") + "---\n" + case("X900002")
    rows = HEAD + row("X900001") + row("X900002")
    for name, content in {"c/two.yaml": two, "c/two.yaml.gz": gzip.compress(two.encode())}.items():
        folder = Folder(tools, {"m.yaml": MAPPING, "sessions.csv": rows, name: content, "c/p.yaml": "schema: policy/1\nid: p\nregion: N51\nvalues: []\n", "c/rar.yaml": "fail_on: never\n"})
        code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c", "--all", "--format", "json")
        check(f"{name}: every case, and other kinds passed over", code == 0 and kinds(out) == [("X900001", "agrees"), ("X900002", "agrees")], code, out, err)
    folder = Folder(tools, {"m.yaml": MAPPING, "sessions.csv": rows, "c/1.yaml": case("X900001"), "c/2.yaml": case("X900001"), "c/3.yaml": case("X900002").replace("type: community_order", "typ: [", 1)})
    code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c", "--all", "--format", "json")
    check("a second case of a person, and one that is no YAML, are named", code == 3 and "c/2.yaml" in err and "c/3.yaml" in err and err.count("c/3.yaml: c/3.yaml") == 0, code, err)
    check("the others are compared", kinds(out) == [("X900001", "agrees"), ("X900002", "not_found")], out)


def what_is_not_known_is_said():
    folder = Folder(tools, {"m.yaml": MAPPING, "sessions.csv": HEAD + row("X900001", outcome="QQQQ"), "c/1.yaml": case("X900001")})
    code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c", "--all")
    check("an outcome that no list has", code == 0 and "sessions.csv:2: the outcome code `QQQQ` is not known" in err, code, err)
    folder.put("sessions.csv", "CRN,NSI,Day,Staff\nX900001,31,2025-03-03,x\n")
    code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c", "--all")
    check("columns that are not there, and not used", code == 0 and "columns that are not there: Result" in err and "columns not used: staff" in err, code, err)


# Slips that are shown of anybody else (but a flag), and never of somebody of limited access.
SLIPS = {"day": "31-12-2025123", "outcome": "QQQQ7", "minutes": "77777.7", "rar": "7/7/77"}


def of_no_case():
    """Nothing to compare with is said once, and a row that could not be read beside it is exit 3, in the summary as at the end."""
    folder = Folder(tools, {"m.yaml": MAPPING, "sessions.csv": HEAD + row("X900001"), "c/README.md": "no case\n"})
    for rows, wanted in (("sessions.csv", 2), ("sessions-2.csv", 3)):
        folder.put("sessions-2.csv", HEAD + row("X1"))
        code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", rows, "c", "--format", "ndjson", "--output", "ndjson=rows.ndjson")
        check(f"{rows} and no case", code == wanted and err.count("nothing judged") == 1 and json.loads(out.splitlines()[-1])["exit"] == wanted, code, out, err)


def limited_access():
    marks = {"yes": "limited_access: true\n", "misspelt": "limited_acces: true\n", "not read": "limited_access: true\nperson: [\n", "no": ""}
    for what, mark in marks.items():
        hidden = what != "no"
        for member, slip in SLIPS.items():
            folder = Folder(tools, {"m.yaml": MAPPING, "sessions.csv": HEAD + row("X900001", **{member: slip}), "c/1.yaml": case("X900001", mark)})
            for form in ("text", "json", "ndjson", "csv", "markdown"):
                code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c", "--all", "--format", form)
                check(f"{what} {member} {form}: the row is named", "sessions.csv:2" in err and (member == "outcome" or code == 3), code, err)
                check(f"{what} {member} {form}: shown only where it may be", (slip in out + err) == (not hidden and member != "rar"), out, err)
            if what == "yes" and member != "rar":
                err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c", "--with-limited")[2]
                check(f"{member}: shown to whoever may see such cases", slip in err, err)
    # whose row it is cannot be told: it may be theirs
    folder = Folder(tools, {"m.yaml": MAPPING, "sessions.csv": HEAD + row("900001/77"), "c/1.yaml": case("X900001", "limited_access: true\n")})
    err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c")[2]
    check("a row of nobody", "sessions.csv:2" in err and "900001/77" not in err, err)


def what_is_left_out_is_said():
    """A row of a type that no list knows: without a column for its time nothing tells whether it is a session, and the list is not read whole."""
    typed = MAPPING.replace("      RAR: rar_activity\n", "      Kind: {to: type, values: {Group: activity_session}}\nTIME")
    for time, wanted in (("", 3), ("      Time: time\n", 0)):
        folder = Folder(tools, {"m.yaml": typed.replace("TIME", time), "c/1.yaml": case("X900001"),
                                "sessions.csv": "CRN,NSI,Day,Result,Min,Kind,Time\nX900001,31,2025-03-03,attended_complied,120,Group,\nX900001,31,2025-03-10,,120,WALK,\n"})
        code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c", "--format", "json")
        check(f"a row left out, {time!r}", code == wanted and "sessions.csv:3: left out: contact type `WALK`" in err, code, err)
    folder = Folder(tools, {"m.yaml": typed.replace("TIME", ""), "c/1.yaml": case("X900001", "limited_access: true\n"), "sessions.csv": "CRN,NSI,Day,Result,Min,Kind\nX900001,31,2025-03-10,,120,WALK\n"})
    code, out, err = folder.run("rar-audit", "reconcile", "--mapping", "m.yaml", "sessions.csv", "c")
    check("of limited access its type is not shown", "sessions.csv:2: left out" in err and "WALK" not in err + out, err)


for test in (wherever_cases_stand, what_is_left_out_is_said, what_is_not_known_is_said, of_no_case, limited_access):
    test()
tally.finish()
