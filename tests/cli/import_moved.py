"""import_moved.py BIN_FOLDER   A key of the source is one thing: what an extract has under another person stands no longer under the one
before, whether or not that one is named at all; where somebody has to decide, it is said. And a case that is rewritten is counted."""
import gzip
import json
import os
import sys

import yaml

from tally import Folder, Tally

tools = os.path.abspath(sys.argv[1])
tally = Tally()
check = tally.check
A, B = "X320741", "X320742"
MAPPING = """schema: mapping/2
system: reg
prefix: RD
tables:
  - file: "contact*.csv"
    rows: contact
    name: contact
    key: ID
    deleted: {column: GONE, when: ["1"]}
    columns:
      CRN: crn
      WHEN: {to: date, as: [iso]}
      WHAT: {to: type, values: {Office: supervision_appointment}}
    required: [CRN, WHEN, WHAT]
  - file: "order*.csv"
    rows: order
    name: order
    key: ID
    columns:
      CRN: crn
      KIND: {to: type, values: {CO: community_order}}
      MADE: {to: sentence_date, as: [iso]}
    required: [CRN, MADE]
"""
WHOLE = ("--window", "2025-01-01..2025-12-31", "--complete", "contact")


def rows(*whose, gone=()):
    """Of each person the keys that are theirs."""
    return "ID,CRN,WHEN,WHAT,GONE\n" + "".join(f"{key},{crn},2025-03-{key:02},Office,{int(key in gone)}\n" for crn, keys in whose for key in keys)


class Nights:
    def __init__(self):
        self.folder, self.night = Folder(tools, config=False), 1
        self.folder.put("m.yaml", MAPPING)

    def take(self, table, *flags, name="contact.csv", day=None):
        self.folder.put(name, table)
        night = f"2025-09-{day or self.night:02}"
        self.night += day is None
        return self.folder.run("rar-record", "import", "--mapping", "m.yaml", name, "--out", "out", "--extract-date", night, *flags, as_of="2025-10-24")

    def text(self, crn):
        return self.folder.read(f"out/{crn}.yaml").decode() if os.path.exists(self.folder.at(f"out/{crn}.yaml")) else ""

    def stands(self, crn, entries="contacts"):
        case = yaml.safe_load(self.text(crn)) or {}
        replaced = {c.get("supersedes") for c in case.get(entries) or []}
        return sorted(int(c["source"]["key"]) for c in case.get(entries) or [] if c["id"] not in replaced and not c.get("void"))


def moved():
    for flags in ((), WHOLE):
        for left in ([], [1, 2]):
            nights = Nights()
            nights.take(rows((A, [1, 2, 3])))
            code, out, err = nights.take(rows((A, left), (B, [k for k in (1, 2, 3) if k not in left])), "--new-cases", *flags)
            check(f"{flags} {left}: each stands once", code == 0 and nights.stands(A) == left and nights.stands(B) == [k for k in (1, 2, 3) if k not in left], code, out, err)
            check(f"{flags} {left}: it is said why", nights.text(A).count("reason: under another person in reg") == 3 - len(left), nights.text(A))
            before = nights.text(A), nights.text(B)
            code, out, err = nights.take(rows((A, left), (B, [k for k in (1, 2, 3) if k not in left])), "--new-cases", *flags)
            check(f"{flags} {left}: again", code == 0 and (nights.text(A), nights.text(B)) == before, code, out, err)
            code, out, err = nights.take(rows((A, [1, 2, 3])), *flags)
            check(f"{flags} {left}: and back", code == 0 and nights.stands(A) == [1, 2, 3] and nights.stands(B) == [], code, out, err, nights.text(A), nights.text(B))


def nobody_decided():
    nights = Nights()
    nights.take(rows((A, [1])))
    nights.folder.put(f"out/{A}.yaml", nights.text(A) + "  - {id: C9, date: 2025-03-09, type: supervision_appointment, supersedes: RD1, reason: x}\n")
    before = nights.text(A)
    code, out, err = nights.take(rows((B, [1])), "--new-cases")
    check("corrected by hand since", code == 4 and nights.text(A) == before and "conflict" in out, code, out, err)
    nights = Nights()
    nights.take(rows((A, range(1, 11))))
    before = nights.text(A)
    code, out, err = nights.take(rows((A, range(4, 11)), (B, [1, 2, 3])), "--new-cases")
    check("more than a fifth at once", code == 5 and nights.text(A) == before and "not believed" in out, code, out, err)
    code, out, err = nights.take(rows((A, range(4, 11)), (B, [1, 2, 3])), "--allow-vanished")
    check("it is meant", code == 0 and nights.stands(A) == list(range(4, 11)), code, out, err)
    nights = Nights()
    nights.take(rows((A, range(1, 11))))
    check("a fifth", nights.take(rows((A, range(3, 11)), (B, [1, 2])), "--new-cases")[0] == 0 and nights.stands(A) == list(range(3, 11)))


def orders():
    nights = Nights()
    nights.take("ID,CRN,KIND,MADE\n7,X320741,CO,2025-01-13\n", name="order.csv")
    before = nights.text(A)
    code, out, err = nights.take("ID,CRN,KIND,MADE\n7,X320742,CO,2025-01-13\n", "--new-cases", name="order.csv")
    check("an order under another person", code == 4 and nights.text(A) == before and "take it out by hand" in out, code, out, err)


def no_case_for_it():
    nights = Nights()
    nights.take(rows((A, [1, 2])))
    code, out, err = nights.take(rows((A, [1]), (B, [2])), *WHOLE)
    check("the other has no case here", code == 3 and nights.stands(A) == [1] and "under another person" in nights.text(A), code, out, err)


def older():
    nights = Nights()
    nights.take(rows((A, [1])), day=1)
    nights.take(rows((B, [1])), "--new-cases", day=3)
    code, out, err = nights.take(rows((A, [1, 2])), "--older", day=2)
    check("an older extract", code == 0 and nights.stands(A) == [2] and nights.stands(B) == [1], code, out, err, nights.text(A))


def of_nobody_else():
    nights = Nights()
    nights.folder.put(f"out/{A}.yaml", f"schema: case/1\ncrn: {A}\ncontacts:\n"
                      "  - {id: N1, date: 2025-03-03, type: other, reason: \"reg key: 1\", source: {system: other, table: contact, key: \"1\"}}\n")
    before = nights.text(A)
    code, out, err = nights.take(rows((B, [1])), "--new-cases")
    check("the key of another system", code == 0 and nights.text(A) == before, code, out, err)
    for style in ("key: '1'", "\"key\": \"1\"", "key: \"\\x31\"", "key: !!str 1", "key: 1"):
        nights = Nights()
        nights.folder.put(f"out/{A}.yaml", f"schema: case/1\ncrn: {A}\ncontacts:\n  - {{id: N1, date: 2025-03-01, type: other, source: {{system: reg, table: contact, {style}}}}}\n")
        code, out, err = nights.take(rows((B, [1])), "--new-cases")
        check(f"however it is written: {style}", "under another person" in nights.text(A) or code != 0, code, out, err, nights.text(A))


def counted():
    nights = Nights()
    nights.folder.put(f"out/{A}.yaml", f"schema: case/1\ncrn: {A}\n")
    code, out, err = nights.take(rows((A, [2]), gone=[2]), "--report", "json=r.json")
    report = json.loads(nights.folder.read("r.json"))
    check("a case that only its list rewrites", code == 0 and "contacts: []" in nights.text(A) and "; 1 case" in out and report["cases"]["changed"] == 1, code, out, err)
    code, out, err = nights.take(rows((A, [2]), gone=[2]))
    check("nothing is written", code == 0 and "; 0 cases" in out, out)
    nights = Nights()
    nights.folder.put(f"out/{A}.yaml", f"schema: case/1\ncrn: {A}\n")
    code, out, err = nights.take("ID,CRN,WHEN,WHAT,GONE\n1,X320741,03/03/2025,Office,0\n")
    check("a case that only a mark rewrites", code == 3 and "could not be placed" in nights.text(A) and "; 1 case" in out, code, out, err)


def a_file_that_cannot_be_read():
    """Half a table is no table: nothing is gone from it, and its list is not whole."""
    nights = Nights()
    nights.take(rows((A, [1, 2])))
    nights.folder.put("d/contact-1.csv", rows((A, [1]))).put("d/contact-2.csv.gz", gzip.compress(rows((A, [2])).encode())[:-12])
    before = nights.stands(A)
    code, out, err = nights.folder.run("rar-record", "import", "--mapping", "m.yaml", "d", "--out", "out", "--extract-date", "2025-09-20", *WHOLE)
    check("nothing is gone", code == 3 and nights.stands(A) == before, code, out, err)
    check("the list is partial", "contact-2.csv.gz could not be read from line 1 on" in nights.text(A), nights.text(A))
    nights.folder.put("d/contact-2.csv.gz", gzip.compress(rows((A, [2])).encode()))
    code, out, err = nights.folder.run("rar-record", "import", "--mapping", "m.yaml", "d", "--out", "out", "--extract-date", "2025-09-21", "--complete", "contact")
    check("the next is whole", code == 0 and "whole: true" in nights.text(A), code, out, err, nights.text(A))


for part in (moved, nobody_decided, orders, no_case_for_it, older, of_nobody_else, counted, a_file_that_cannot_be_read):
    part()
tally.finish()
