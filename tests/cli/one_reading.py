"""One text, one reading: what other readers end a line at, half characters, quotes never closed, two documents for one,
bytes of another encoding. Each is refused by name and place, by every command, and what is good beside it is judged."""
import json
import os
import subprocess
import sys
import tempfile

tools = sys.argv[1]
HEAD = "schema: case/1\ncrn: X123456\n"
TAIL = "contacts: []\n"
wrong = []


def run(tool, *words, stdin=None):
    done = subprocess.run([os.path.join(tools, tool), *words, "--as-of", "2025-10-24", "--no-config"], capture_output=True, input=stdin, timeout=60)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def expect(name, answer, code, *words):
    got, out, err = answer
    if got != code or any(word not in out + err for word in words):
        wrong.append(f"{name}: exit {got}, wanted {code} and {words}\n{out[:600]}{err[:600]}")


def findings(path, *more):
    code, out, err = run("rar-audit", "check", path, "--format", "json", *more)
    run_record = json.loads(out) if out else {"findings": []}
    return code, [(f["rule"], f["location"]["line"], f["location"]["column"], f["message"]) for f in run_record["findings"] if f["rule"].startswith("DOC")]


class Folder:
    def __init__(self, base):
        self.base, self.n = base, 0

    def put(self, text, name=None):
        self.n += 1
        path = os.path.join(self.base, name or f"case{self.n}.yaml")
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path


def refused(name, path, line, column, *words):
    code, found = findings(path)
    if code != 3 or len(found) != 1 or found[0][:3] != ("DOC001", line, column) or any(w not in found[0][3] for w in words):
        wrong.append(f"{name}: exit {code} {found}, wanted DOC001 at {line}:{column} saying {words}")


def read(name, path, *, allowed=(0, 1)):
    code, found = findings(path)
    if code not in allowed or found:
        wrong.append(f"{name}: exit {code} {found}, wanted to be read")


def line_ends_and_controls(at):
    places = {
        "comment": (HEAD + "flags: [] # a{}b\n" + TAIL, 3, 14),
        "plain value": (HEAD + "orders:\n  - {{id: O1, court: a{}b}}\n" + TAIL, 4, 22),
        "quoted value": (HEAD + "orders:\n  - {{id: O1, court: \"a{}b\"}}\n" + TAIL, 4, 23),
        "text block": (HEAD + "orders:\n  - id: O1\n    court: |\n      a{}b\n" + TAIL, 6, 8),
        "JSON": ("{{\"schema\": \"case/1\", \"crn\": \"X123456\", \"contacts\": [],\n\"orders\": [{{\"id\": \"O1\", \"court\": \"a{}b\"}}]}}", 2, 36),
    }
    controls = [chr(c) for c in (*range(0x01, 0x09), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), 0x7F, 0x80, 0x84, 0x86, 0x9F)]
    for place, (text, line, column) in places.items():
        for control in controls:
            refused(f"U+{ord(control):04X} in a {place}", at.put(text.format(control)), line, column,
                    "carriage return" if control == "\r" else f"U+{ord(control):04X}")
        for separator in "\u0085\u2028\u2029":
            path = at.put(text.format(separator))
            if place in ("quoted value", "JSON"):
                read(f"U+{ord(separator):04X} in a {place}", path)
            else:
                refused(f"U+{ord(separator):04X} in a {place}", path, line, column, "outside quotes")
    refused("a NUL byte", at.put(HEAD + "flags: []\0\n" + TAIL), 3, 10, "NUL")
    for encoding in ("utf-16-le", "utf-16-be"):
        code, found = findings(at.put((HEAD + TAIL).encode(encoding)))
        if code != 3 or [f[0] for f in found] != ["DOC001"] or "UTF-16" not in found[0][3]:
            wrong.append(f"{encoding} without a mark: {code} {found}")
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        code, found = findings(at.put(mark + (HEAD + TAIL).encode("utf-16-le")))
        if code != 3 or [f[0] for f in found] != ["DOC004"]:
            wrong.append(f"UTF-16 with a mark: {code} {found}")
    hidden = at.put(HEAD + "orders:\n  - id: O1\n    requirements:\n      - {id: R1, type: rehabilitation_activity} # x\r        max_days: 2\n" + TAIL)
    refused("a key hidden behind a carriage return", hidden, 6, 52, "carriage return")
    for tool, command in (("rar-audit", "due"), ("rar-audit", "recount"), ("rar-audit", "measures"), ("rar-audit", "forecast"), ("rar-plan", "suggest"), ("rar-record", "status"), ("rar-record", "log")):
        expect(f"{command} of such a file", run(tool, command, hidden), 3, "DOC001")
    before = open(hidden, "rb").read()
    code = run("rar-record", "add", "contact", hidden, "--date", "2025-01-02", "--type", "other")[0]
    if code != 3 or open(hidden, "rb").read() != before:
        wrong.append(f"an entry for such a file: {code}")
    for flag, text in (("--policy", "schema: policy/1\nid: x # \rvalues: []\n"), ("--suppressions", "schema: suppressions/1 # \r\nsuppressions: [] # \r"), ("--baseline", "schema: baseline/1 # \x0b\nfindings: []\n")):
        expect(f"a control in {flag}", run("rar-audit", "check", at.put(HEAD + TAIL), flag, at.put(text)), 2, "carriage return" if "\r" in text else "U+000B")
    read("CRLF throughout", at.put((HEAD + "flags: [] # c\n" + TAIL).replace("\n", "\r\n")))


def syntax(at):
    expect("a quote never closed", run("rar-audit", "check", at.put(HEAD + "orders:\n  - id: O1\n    court: \"Leeds\n    requirements: []\n" + TAIL), "--format", "concise"), 3, ":5:12: error[DOC001]", "quote")
    for name, text, line, column in (
        ("a bracket never closed", "flags: [mappa\n", 4, 1),
        ("a bracket too many", "flags: [mappa]]\n", 3, 15),
        ("two values on a line", "manager: \"a\" b\n", 3, 14),
        ("a second key on a line", "manager: {}\nflags: a: b\n", 4, 9),
        ("an escape that is none", "flags: [\"\\q\"]\n", 3, 10),
        ("text behind the end", "flags: []\n... x\n", 4, 5),
        ("a comment without a blank", "flags: [\"mappa\"]# x\n", 3, 17),
    ):
        code, found = findings(at.put(HEAD + text))
        if code != 3 or not found or found[-1][0] != "DOC001" or found[-1][1:3] != (line, column):
            wrong.append(f"{name}: {code} {found}, wanted DOC001 at {line}:{column}")
    read("a closing bracket under its key", at.put(HEAD + "flags: [\n  mappa\n]\norders: [\n  {\n    id: O1\n  }\n]\n" + TAIL))
    read("a directive", at.put("%YAML 1.2\n# c\n---\n" + HEAD + TAIL + "...\n"))
    two = at.put("%YAML 1.2\n---\n" + HEAD + TAIL + "...\n# the second\n%YAML 1.2\n---\n" + HEAD.replace("456", "457") + TAIL)
    expect("directives of a second document", run("rar-audit", "check", two, "--summary"), 0, "1 file, 2 cases")
    good_and_bad = at.put(HEAD + TAIL + "---\n" + HEAD + "court: \"x\n---\n" + HEAD.replace("456", "458") + TAIL)
    expect("good documents beside a bad one", run("rar-audit", "check", good_and_bad, "--summary"), 3, "2 cases")


def json_text(at):
    row = '{"schema": "case/1", "crn": "X12345%d", "orders": [{"id": "O1", "court": "%s"}], "contacts": []}'
    read("a surrogate pair", at.put(row % (6, "\\ud83d\\ude00 caf\\u00E9 \\/")))
    for name, half, column in (("the first half alone", "\\ud83d", 74), ("the second alone", "\\udE00", 74), ("two first halves", "\\ud83d\\ud83d", 74), ("a half before a letter", "\\uD83Dx", 74)):
        refused(name, at.put(row % (6, half)), 1, column, "surrogate")
    lines = "\r\n".join([row % (i, "Leeds") for i in range(4)]) + "\r\n"
    expect("NDJSON with CRLF", run("rar-audit", "check", at.put(lines, "crlf.ndjson"), "--summary"), 0, "1 file, 4 cases")
    expect("the same on standard input", run("rar-audit", "check", "-", "--summary", stdin=lines.encode()), 0, "4 cases")
    read("JSON laid out with tabs", at.put(json.dumps(json.loads(row % (6, "x")), indent="\t")))
    code, found = findings(at.put('{"schema": "case/1", "crn": "X123456",\n "contacts": [], "contacts": []}'))
    if code != 3 or [f[:3] for f in found] != [("DOC002", 2, 18)]:
        wrong.append(f"a member twice: {code} {found}")
    case = at.put(row % (6, "\\ud83d\\ude00"))
    code = run("rar-record", "add", "contact", case, "--date", "2025-01-02", "--type", "other")
    if code[0] != 0 or json.loads(open(case, encoding="utf-8").read())["orders"][0]["court"] != "\U0001f600":
        wrong.append(f"an entry into JSON with a surrogate pair: {code}")
    saved = run("rar-audit", "check", case, "--format", "json")[1]
    twice = at.put(saved.replace('"findings"', '"findings": [], "findings"', 1))
    expect("a member twice in a saved run", run("rar-audit", "diff", at.put(saved), twice), 3)


with tempfile.TemporaryDirectory() as base:
    folder = Folder(base)
    for part in (line_ends_and_controls, syntax, json_text):
        part(folder)
print("\n".join("wrong: " + line for line in wrong) or "every text is read one way or not at all")
sys.exit(1 if wrong else 0)
