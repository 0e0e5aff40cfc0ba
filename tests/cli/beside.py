"""beside.py BIN   What a run looks for beside its cases and may do without: settings, patterns, a baseline, what import kept. Where
none of the name is there, it runs as without; what is there and cannot be read is named, and never taken for absent."""
import os
import subprocess
import sys
import tempfile

BIN = os.path.abspath(sys.argv[1])
CASE = "schema: case/1\ncrn: X123401\norders: []\ncontacts: []\n"
CONTACTS = "contact_id,offender_id,contact_date\n"
INTERVENTION = "schema: intervention/1\nid: a\ntitle: a\nkind: toolkit\nlifecycle: {state: appraised}\n"
AS_OF = ["--as-of", "2025-10-24"]
wrong = []


def check(name, claim, *shown):
    if not claim:
        wrong.append(f"{name}: {' '.join(map(str, shown))[:600]}")


class Folder:
    def __init__(self):
        self.held = tempfile.TemporaryDirectory()
        self.path = os.path.realpath(self.held.name)
        os.mkdir(self.at(".git"))
        self.put("c/case.yaml", CASE)

    def at(self, name):
        return os.path.join(self.path, name)

    def put(self, name, content):
        os.makedirs(os.path.dirname(self.at(name)), exist_ok=True)
        with open(self.at(name), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)

    def run(self, tool, *words, **environment):
        done = subprocess.run([os.path.join(BIN, tool), *words], cwd=self.path, capture_output=True, text=True, errors="replace", timeout=60, stdin=subprocess.DEVNULL,
                              env={"PATH": os.environ["PATH"], "HOME": self.path, **environment})
        return done.returncode, done.stdout, done.stderr


def dangling(folder, name):
    os.makedirs(os.path.dirname(folder.at(name)), exist_ok=True)
    os.symlink("nowhere/at-all", folder.at(name))


def circle(folder, name):
    os.makedirs(os.path.dirname(folder.at(name)), exist_ok=True)
    os.symlink(os.path.basename(name), folder.at(name))


def a_folder(folder, name):
    os.makedirs(folder.at(name))


def of_bytes(content):
    return lambda folder, name: folder.put(name, content)


BROKEN = {"a dangling link": dangling, "a link in a circle": circle, "a folder": a_folder}


def text_of(words):
    """How a text that nobody can read as it was meant comes to stand there."""
    return {"UTF-16 with its mark": of_bytes(b"\xff\xfe" + words.encode("utf-16-le")), "UTF-16 without it": of_bytes(words.encode("utf-16-le")),
            "a NUL byte": of_bytes(words.encode() + b"\0\n"), "Latin-1": of_bytes(words.encode() + b"caf\xe9\n")}


def refused(what, answer, name, code=2):
    got, out, err = answer
    check(what, got == code and name in err and "Aborted" not in err, f"exit {got}, wanted {code}", out, err)


def settings():
    for what, make in {**BROKEN, **text_of("fail_on: never\n")}.items():
        for name in ("rar.yaml", "c/rar.yaml"):
            folder = Folder()
            make(folder, name)
            for tool, words in (("rar-audit", ["check", "c"]), ("rar-audit", ["recount", "c/case.yaml"]), ("rar-record", ["status", "c"]), ("rar-plan", ["suggest", "c"]),
                                ("eip-score", ["check", "c"])):
                refused(f"{name} is {what}: {tool}", folder.run(tool, *words, *AS_OF), "rar.yaml")
            check(f"{name} is {what}: --no-config", folder.run("rar-audit", "check", "c", "--no-config", *AS_OF)[0] == 0)
        folder = Folder()
        make(folder, ".config/rar-tools/rar.yaml")
        refused(f"the user's configuration is {what}", folder.run("rar-audit", "check", "c", *AS_OF), ".config/rar-tools/rar.yaml")
        folder = Folder()
        make(folder, "other.yaml")
        refused(f"--config is {what}", folder.run("rar-audit", "check", "c", "--config", "other.yaml", *AS_OF), "other.yaml")
        refused(f"RAR_CONFIG is {what}", folder.run("rar-audit", "check", "c", *AS_OF, RAR_CONFIG="other.yaml"), "other.yaml")
        for key in ("policy", "catalogue", "selections", "suppressions", "baseline"):
            if what == "a folder" and key in ("catalogue", "selections"):
                continue
            folder = Folder()
            make(folder, "other.yaml")
            folder.put("rar.yaml", f"{key}: other.yaml\n")
            refused(f"{key} is {what}", folder.run("rar-audit", "check", "c", *AS_OF), "other.yaml")
    folder = Folder()
    folder.put("rar.yaml", b"\xef\xbb\xbffail_on: never\n")
    code, out, err = folder.run("rar-audit", "config", "show", "c")
    check("a byte order mark", code == 0 and "fail_on = never\n" in out, code, out, err)
    folder = Folder()
    os.symlink("c/rar.yaml", folder.at("rar.yaml"))
    code, out, err = folder.run("rar-audit", "init")
    check("init leaves a link that is there", code == 5 and "there already" in err and os.path.islink(folder.at("rar.yaml")) and not os.path.exists(folder.at("c/rar.yaml")), code, out, err)


def patterns():
    for what, make in {**BROKEN, **text_of("old/\n")}.items():
        for name in (".ignore", ".rarignore", "c/.ignore", "c/.rarignore"):
            folder = Folder()
            make(folder, name)
            refused(f"{name} is {what}", folder.run("rar-audit", "check", "c", *AS_OF), name)
            check(f"{name} is {what}: --no-ignore", folder.run("rar-audit", "check", "c", "--no-ignore", *AS_OF)[0] == 0)
    folder = Folder()
    folder.put("c/old/b.yaml", CASE.replace("01", "02"))
    folder.put(".rarignore", b"\xef\xbb\xbfold/\n")
    check("a byte order mark of patterns", folder.run("rar-audit", "check", "c", "--list-files", *AS_OF)[1] == "c/case.yaml\n")
    os.remove(folder.at(".rarignore"))
    os.symlink("/dev/null", folder.at(".rarignore"))
    refused("patterns are a device", folder.run("rar-audit", "check", "c", *AS_OF), ".rarignore")


def caseloads():
    """The settings of a caseload hold, however its first key is written."""
    words = 'name: all\ncases: ["c/*.yaml"]\npolicy: nope.yaml\n'
    for what, content in {"plain": "schema: caseload/1\n" + words, "a byte order mark": b"\xef\xbb\xbfschema: caseload/1\n" + words.encode(), "a quoted key": '"schema": caseload/1\n' + words,
                          "a blank before the colon": "schema : caseload/1\n" + words, "CRLF": ("schema: caseload/1\n" + words).replace("\n", "\r\n"),
                          "JSON": '{"schema": "caseload\\/1", "name": "all", "cases": ["c/*.yaml"], "policy": "nope.yaml"}'}.items():
        folder = Folder()
        folder.put("l.yaml", content)
        for given in (["l.yaml"], ["c", "l.yaml"]):
            refused(f"a caseload with {what}", folder.run("rar-audit", "check", *given, *AS_OF), "nope.yaml")


def baselines():
    for what, make in {**BROKEN, **text_of("schema: baseline/1\n")}.items():
        folder = Folder()
        folder.put("c/case.yaml", CASE.replace("orders: []", "orders:\n  - {id: O1, type: community_order, sentence_date: 2025-01-13, end_date: 2029-01-12}"))
        make(folder, "known.yaml")
        refused(f"baseline over {what}", folder.run("rar-audit", "baseline", "c", "--baseline", "known.yaml", *AS_OF), "known.yaml")
        check(f"baseline over {what}: as it was", not os.path.exists(folder.at("nowhere")))
    folder = Folder()
    check("a first baseline", folder.run("rar-audit", "baseline", "c", "--baseline", "known.yaml", *AS_OF)[0] == 0)


def a_register():
    """A sheet or a selection beside an entry may be the one that stands in the way."""
    for what, make in {"a dangling link": dangling, "a link in a circle": circle}.items():
        for move in (["--to", "approved", "--version", "1"], ["--to", "rejected", "--version", "1"]):
            folder = Folder()
            folder.put("r/a.yaml", INTERVENTION)
            make(folder, "r/other.yaml")
            for flags in (["--dry-run"], []):
                code, out, err = folder.run("eip-score", "register", "move", "r/a.yaml", *move, "--date", "2025-10-01", "--reason", "r", "--by", "b", *flags, *AS_OF)
                check(f"a register with {what}: {move}", code not in (0, 1) and "r/other.yaml" in err, code, out, err)


def kept_by_import():
    """What import keeps in its folder says which tables had rows: lost, a table that comes empty would pass for no change."""
    for what, make in BROKEN.items():
        folder = Folder()
        make(folder, "c/.import.json")
        folder.put("x/contact.csv", CONTACTS)
        code, out, err = folder.run("rar-record", "import", "--mapping", "delius", "x", "--out", "c", "--extract-date", "2025-10-17", "--as-of", "2025-10-17")
        check(f"import with {what} says so", ".import.json" in err and code in (5, 74), code, out, err)
    for what, make in {"a dangling link": dangling, "a link in a circle": circle}.items():
        folder = Folder()
        make(folder, "out")
        folder.put("x/contact.csv", CONTACTS)
        code, out, err = folder.run("rar-record", "import", "--mapping", "delius", "x", "--out", "out", "--extract-date", "2025-10-17", "--as-of", "2025-10-17")
        check(f"import into {what}", code not in (0, 1) and "out" in err, code, out, err)


for part in (settings, patterns, caseloads, baselines, a_register, kept_by_import):
    part()
print("\n".join(wrong) or "what is there and cannot be read is named")
sys.exit(1 if wrong else 0)
