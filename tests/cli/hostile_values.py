"""hostile_values.py BIN ROOT   values and file names that terminals, CI runners, browsers and spreadsheets would obey: in every
command and format no raw control, no line of their making, nothing a browser runs, no formula; always at its full size. ONLY=REGEX for the runs whose name it
matches."""
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor

import every_command
import telling_world

BIN = os.path.abspath(sys.argv[1])
ONLY = re.compile(os.environ.get("ONLY", ""))
BASE = ["--as-of", "2025-10-24", "--no-config"]
RAW = {"C0": r"[\x00-\x08\x0b-\x1f\x7f]", "C1": r"[\x80-\x9f]", "bidi": "[\u202a-\u202e\u2066-\u2069]", "a separator": "[\u2028\u2029]", "no UTF-8": "[\ud800-\udfff]"}
# As YAML writes it in double quotes, and as bytes of a name.
VALUE = r'=1+1\e[2J\x9b1m\u202e\u2028\r\n::error::FORGED\n##vso[task.logissue]FORGED\n<script>alert(1)</script>](javascript:alert(1))|`<img src=x onerror=alert(1)>'
CELL = "=1+1\x1b[2J\u202e\n::error::FORGED\n<script>alert(1)</script>](javascript:alert(1))"
NAMES = (b"a\x1b[2J\n::error::FORGED\xe2\x80\xae\xc2\x9b<script>alert(1)](javascript:x)|`.yaml", b"=1+1\xff.yaml", b"@b\r\n##[error]FORGED.yaml", b"<img src=x onerror=alert(1)>.yaml")
problems, ran = {}, []


def hostile(text, marks=("Qtx", "Qof", "Qpl", "Qrf")):
    """Every value that is somebody's ends in what hurts; the marks stay, so that each is a value of its own."""
    for mark in marks:
        text = re.sub(rf'"({mark}\w*)[^"]*"|\b({mark}\w*)', lambda m: f'"{VALUE}{m[1] or m[2]}"', text)
    return text


class Browser(html.parser.HTMLParser):
    """What a browser would run of a page: scripts and handlers of ours are known, anything from a value is not."""

    def __init__(self):
        super().__init__()
        self.runs = set()
        self.script = False

    def handle_starttag(self, tag, attributes):
        self.script = tag == "script"
        for name, value in attributes:
            if name.startswith("on"):
                self.runs.add(f"a handler {name}")
            if name in ("href", "src", "action", "formaction", "xlink:href") and re.match(r"[\x00-\x20]*(javascript|data|vbscript):", value or "", re.I):
                self.runs.add(f"{name}={value[:20]}")
        if tag in ("img", "iframe", "object", "embed"):
            self.runs.add(f"<{tag}>")

    def handle_data(self, data):
        if self.script and re.search(r"^\s*alert\(1\)", data):
            self.runs.add("a script")

    def handle_endtag(self, tag):
        self.script = False


def run_by_browser(page):
    reader = Browser()
    reader.feed(page)
    return reader.runs


def formulas(table):
    """Cells a spreadsheet would run."""
    return {repr(cell[:12]) for row in csv.reader(io.StringIO(table, newline="")) for cell in row
            if cell[:1] in tuple("=+@\t\r\n") or (cell[:1] == "-" and not re.fullmatch(r"-|-?\d+(\.\d+)?( .*)?", cell))}


def obeyed(data, form):
    """What is wrong with an output of a format."""
    text = data.decode("utf-8", "surrogateescape")
    found = set()
    lines = text.replace("\r\n", "\n") if form in ("csv", "ics") else text
    found |= {name for name, pattern in RAW.items() if re.search(pattern, lines)}
    if form != "csv" and re.search(r"^[ \t]*(::error::FORGED|##\[error\]FORGED|##vso\[)", text, re.M):
        found.add("a forged line")
    if form == "html":
        found |= run_by_browser(text)
    if form == "markdown":
        code = re.sub(r"`[^`\n]*`", "", text)
        if re.search(r"(?<!\\)\]\((javascript|data):", code):
            found.add("a link that runs")
        if re.search(r"(?<!\\)<(script|img)", code):
            found.add("a tag")
    if form == "csv":
        found |= {f"a formula {cell}" for cell in formulas(text)}
    if form in ("json", "sarif", "gitlab"):
        json.loads(text or "{}")
    if form == "ndjson":
        [json.loads(line) for line in text.split("\n") if line]
    if form == "github" and re.search(r"^(?!::(error|warning|notice|debug|group|endgroup)[ :]|$)", text, re.M) and "FORGED" in re.sub(r"^::.*$", "", text, flags=re.M):
        found.add("a line that is no command of ours")
    return found


def of_workbook(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    found = {f"{name}: {what}" for name, part in parts.items() for what in obeyed(part, "xml")}
    values = b"".join(part for name, part in parts.items() if "worksheets/" in name)
    if re.search(rb"<f>[^<]*(1\+1|alert|FORGED)", values):
        found.add("a formula")
    return found


def look(command, form, flags=()):
    name = " ".join((command.label, *flags, form))
    if not ONLY.search(name):
        return
    place = {"IN": "cases", "WHOLE": "standing", "CASE": "standing/X700001.yaml", "OUT": f"out{len(ran)}"}
    if command.about == "saved":
        place |= {"RUN_A": "run_a.json", "RUN_B": "run_b.json", "SHARD_1": "shard1", "SHARD_2": "shard2", "MEMORY": "memory", "MEMORY_2": "memory_2"}
    words = [re.sub(r"\bOUT\b", place["OUT"], place.get(word, word)) for word in command.words]
    ran.append(name)
    to = ["--output", f"site={place['OUT']}s"] if form == "site" else ["--format", form]
    done = subprocess.run([os.path.join(BIN, command.tool), *words, *BASE, *flags, *to], capture_output=True, stdin=subprocess.DEVNULL, preexec_fn=every_command.work_ends)
    found = of_workbook(done.stdout) if done.stdout.startswith(b"PK") else obeyed(done.stdout, form)
    found |= {f"standard error: {what}" for what in obeyed(done.stderr, "text")}
    for made in (place["OUT"], place["OUT"] + "s"):
        for folder, _, files in os.walk(made):
            for file in files:
                with open(os.path.join(folder, file), "rb") as opened:
                    data = opened.read()
                kind = file.rsplit(".", 1)[-1]
                if kind == "list":  # names for --files-from -0, as they are
                    continue
                found |= {f"{file}: {what}" for what in (of_workbook(data) if data.startswith(b"PK") else obeyed(data, kind))}
    if done.returncode < 0 or done.returncode == 70:
        found.add(f"ends with {done.returncode}")
    if found:
        problems[name] = sorted(found)


def make():
    """The world of canaries.py, whose words are made to hurt, in files whose names do."""
    telling_world.make(ways=30)
    for folder, _, files in list(os.walk(".")):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            if name.endswith(".yaml"):
                text = hostile(text) if "mapping" not in name else text
            elif name.endswith(".csv"):
                quoted = '"' + CELL + '"'
                text = re.sub(r"\bQ(tx|of|pl|rf)\w*( told)?", lambda m: quoted[:-1] + m[0] + '"', text.replace('"', ""))
            else:
                text = re.sub(r"\bQ(tx|of|pl|rf)\w*( told)?", lambda m: json.dumps(CELL + m[0])[1:-1], text)
            telling_world.write(path, text)
    for at, name in enumerate(NAMES):
        text = hostile(telling_world.second_case(f"X74{at:04d}", "false")) if at % 2 == 0 else f'schema: case/1\ncrn: X74{at:04d}\n"{VALUE}": 1\n'
        with open(b"cases/" + name, "w", encoding="utf-8") as file:
            file.write(text)
        with open(b"catalogue/" + name, "w", encoding="utf-8") as file:
            file.write(hostile(telling_world.INTERVENTION).replace("aa-bb", f"aa-b{at}"))
    telling_world.write("selections/N51.yaml", "schema: selection/1\nregion: N51\nselected: [aa-bb]\n")
    telling_world.write("entries.json", "[]\n")
    run = lambda *line: subprocess.run([os.path.join(BIN, line[0]), *line[1:], "--no-config"], capture_output=True, check=False)
    for name, day in (("a", "2025-10-24"), ("b", "2025-01-20")):
        run("rar-audit", "check", "cases", "--as-of", day, "--undetermined", "each", "--output", f"json=run_{name}.json")
    for shard in (1, 2):
        run("rar-audit", "check", "cases", "--as-of", "2025-10-24", "--shard", f"{shard}/2", "--output", f"ndjson=shard{shard}")
    for memory in ("memory", "memory_2"):
        run("rar-audit", "check", "cases", "--as-of", "2025-10-24", "--output", f"sqlite={memory}")
    run("rar-plan", "suggest", "standing/X700002.yaml", "--as-of", "2025-10-24", "--output", "yaml=plan.yaml")


def arguments():
    """What is typed is shown as visibly as what is read."""
    bad = "x\x1b[2J\n::error::FORGED\u202e"
    for line in (("rar-record", bad), ("rar-record", "status", "--" + bad), ("rar-audit", "check", bad), ("rar-audit", "check", "cases", "--format", bad),
                 ("rar-audit", "check", "cases", "--select", bad), ("rar-audit", "check", "cases", "--policy", bad), ("rar-audit", "check", "cases", "--list-files"),
                 ("rar-record", "outcome", "standing/X700001.yaml", "C6", bad), ("rar-record", "void", "standing/X700001.yaml", "C4", "--reason", bad, "--dry-run"),
                 ("rar-record", "add", "contact", "standing/X700001.yaml", "--date", bad, "--type", bad), ("rar-record", "fact", "standing/X700001.yaml", "O1", bad + "=1"),
                 ("rar-record", "amend", "standing/X700001.yaml", bad, "--set", "outcome=" + bad, "--reason", bad), ("rar-plan", "suggest", bad), ("eip-score", "score", bad),
                 ("eip-score", "agreement", "marks.csv", "--scale", bad), ("rar-audit", "explain", bad), ("rar-record", "session", "standing", "--date", bad, "--activity", bad)):
        done = subprocess.run([os.path.join(BIN, line[0]), *line[1:], *BASE], capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
        ran.append(line)
        found = obeyed(done.stdout + done.stderr, "text")
        if found:
            problems[" ".join(line[:3]).replace(bad, "BAD")] = sorted(found)


def all_looks():
    for command in every_command.all_commands():
        for form in command.formats:
            yield command, form
        if command.about == "cases" and command.name in ("check", "due", "forecast"):
            for form in command.formats[:6]:
                yield command, form, ("--redact",)


def caught():
    """The eyes of this test see what they are to see."""
    for data, form, what in ((b"\x1b[2J", "text", "C0"), ("\u202e".encode(), "json", "bidi"), (b"a\n::error::FORGED", "text", "a forged line"), (b"=1+1,a\n", "csv", "a formula '=1+1'"),
                             (b"<p onclick='x'>", "html", "a handler onclick"), (b"<script>alert(1)</script>", "html", "a script"), (b"[a](javascript:x)", "markdown", "a link that runs"),
                             (b"\xff", "text", "no UTF-8"), (b"<a href=' javascript:x'>", "html", "href= javascript:x")):
        try:
            found = obeyed(data, form)
        except ValueError:
            found = {"bidi"}
        if what not in found:
            problems[f"blind to {what}"] = sorted(found)


with tempfile.TemporaryDirectory() as base:
    os.chdir(base)
    caught()
    make()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda one: look(*one), all_looks()))
    arguments()
    os.chdir("/")
for name, what in problems.items():
    print(f"{name}: {', '.join(what)[:300]}")
print(f"{len(ran)} runs, {len(problems)} problems")
sys.exit(1 if problems or (len(ran) < 400 and not ONLY.pattern) else 0)
