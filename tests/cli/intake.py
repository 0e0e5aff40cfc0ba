"""What a path means: folders whose reading fails, links that lead nowhere or round, two names of one file, files that are
to hold one document, and more threads than the memory allows. Every fault is named, and none passes for "clean"."""
import gzip
import os
import resource
import subprocess
import sys
import tempfile

tools = sys.argv[1]
failing_readdir = sys.argv[2] if len(sys.argv) > 2 else None
AS_OF = ["--as-of", "2025-10-24", "--no-config"]
CASE = "schema: case/1\ncrn: X1234{:02}\norders: []\ncontacts: []\n"
wrong = []


def run(*command, limit=None, **more):
    before = (lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))) if limit else None
    done = subprocess.run([os.path.join(tools, command[0]), *command[1:], *AS_OF], capture_output=True, text=True, timeout=60, preexec_fn=before, **more)
    return done.returncode, done.stdout, done.stderr


def expect(name, answer, code, *words):
    got, out, err = answer
    if got != code or any(word not in out + err for word in words):
        wrong.append(f"{name}: exit {got}, wanted {code} and {words}\n{out}{err}")


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def cases(folder, count):
    for i in range(count):
        put(f"{folder}/{i:02}.yaml", CASE.format(i))
    return folder


def folders(base):
    nine = cases(f"{base}/nine", 9)
    expect("nine files", run("rar-audit", "check", nine, "--summary"), 0, "9 files")
    if failing_readdir:
        shim = dict(os.environ, LD_PRELOAD=failing_readdir)
        expect("a folder that fails half-way", run("rar-audit", "check", nine, env=shim), 3, nine, "could not be read whole")
        expect("a catalogue that fails half-way", run("rar-audit", "check", f"{nine}/00.yaml", "--catalogue", nine, env=shim), 2, "could not be read whole")
    links = cases(f"{base}/links", 2)
    os.symlink("nowhere.yaml", f"{links}/gone.yaml")
    os.symlink("nowhere.txt", f"{links}/gone.txt")
    expect("a link to nothing", run("rar-audit", "check", links), 3, f"{links}/gone.yaml", "leads nowhere")
    expect("a link to nothing, named", run("rar-audit", "check", f"{links}/gone.yaml"), 3, f"{links}/gone.yaml", "leads nowhere")
    os.symlink("round.yaml", f"{links}/round.yaml")
    expect("a link to itself", run("rar-audit", "check", links), 3, f"{links}/round.yaml", "circle")
    expect("a file for a folder", run("rar-audit", "check", f"{nine}/00.yaml/"), 3, "00.yaml/")
    expect("nothing there", run("rar-audit", "check", f"{base}/none"), 3, "none", "no such file or folder")
    for command in ("due", "recount", "measures", "forecast"):
        expect(f"{command} says it too", run("rar-audit", command, links), 3, f"{links}/gone.yaml")


def identities(base):
    folder = cases(f"{base}/round", 3)
    os.symlink(".", f"{folder}/a")
    os.symlink(".", f"{folder}/b")
    os.mkdir(f"{folder}/inner")
    os.symlink("..", f"{folder}/inner/up")
    expect("two links to .", run("rar-audit", "check", folder, "--summary"), 0, "3 files")
    os.symlink("00.yaml", f"{folder}/A-link.yaml")
    os.link(f"{folder}/01.yaml", f"{folder}/zz.yaml")
    code, out, err = run("rar-audit", "check", folder, "--list-files")
    if (code, out.split()) != (0, [f"{folder}/{i:02}.yaml" for i in range(3)]):
        wrong.append(f"one name of each file, through no link: {code} {out} {err}")
    os.symlink(folder, f"{base}/by-link")
    code, out, err = run("rar-audit", "check", f"{base}/by-link/00.yaml", folder, f"{base}/./round/../round//02.yaml", "--list-files")
    if len(out.split()) != 3 or "by-link" in out:
        wrong.append(f"a name through a link comes after the others: {out} {err}")
    expect("one file by four names", run("rar-audit", "check", f"{folder}/00.yaml", f"{folder}/./00.yaml", f"{base}/by-link/00.yaml", f"{folder}/A-link.yaml", "--summary"), 0, "1 file,")
    globs = put(f"{base}/all.yaml", "schema: caseload/1\nname: all\ncases: ['round/*.yaml']\n")
    expect("globs end too", run("rar-audit", "check", globs, "--summary"), 0, "3 files")


def one_document(base):
    case = put(f"{base}/one/case.yaml", CASE.format(1))
    given = {
        "--policy": "schema: policy/1\nid: local\nvalues: []\n",
        "--suppressions": "schema: suppressions/1\nsuppressions: []\n",
        "--baseline": "schema: baseline/1\ntool: t\nversion: v\npolicy: p\nfindings: []\n",
    }
    for flag, text in given.items():
        path = put(f"{base}/one/two{flag}.yaml", text + "---\n" + text)
        expect(f"two documents of {flag}", run("rar-audit", "check", case, flag, path), 2, f"{path}:{text.count(chr(10)) + 1}:1:", "a second document")
        path = put(f"{base}/one/other{flag}.yaml", CASE.format(2))
        expect(f"another kind for {flag}", run("rar-audit", "check", case, flag, path), 2, path, "not a", "but case/1")
    path = put(f"{base}/one/directory.yaml", "schema: directory/1\nregion: N51\nentries: []\n---\nschema: directory/1\nregion: N51\nentries: []\n")
    expect("two directories", run("rar-plan", "suggest", case, "--directory", path), 2, f"{path}:4:1:", "a second document")
    path = put(f"{base}/one/plan.yaml", "schema: plan/1\ncrn: X123401\nchosen: []\n---\nnonsense: 1\n")
    expect("two plans", run("rar-plan", "verify", case, "--plan", path), 3, "a second document")
    policy = subprocess.run([os.path.join(tools, "eip-score"), "policy", "show", "eip-2021"], capture_output=True, text=True).stdout
    sheet = put(f"{base}/one/sheet.yaml", "schema: panel/1\nid: s\nintervention: i\nversion: 1\ndate: 2025-01-01\nmembers: []\nmarks: []\n")
    path = put(f"{base}/one/scoring.yaml", "schema: eip_policy/1\nid: x\n---\nschema: eip_policy/1\nid: y\n")
    expect("two scoring policies", run("eip-score", "score", sheet, "--policy", path), 2, f"{path}:3:1:", "a second document")
    path = put(f"{base}/one/caseload.yaml", "schema: caseload/1\ncases: [case.yaml]\n---\nschema: caseload/1\ncases: [case.yaml]\n")
    expect("two caseloads", run("rar-audit", "check", path), 2, f"{path}:3:1:", "a second document")
    path = put(f"{base}/one/rar.yaml", "fail_on: error\n---\nfail_on: never\n")
    done = subprocess.run([os.path.join(tools, "rar-audit"), "check", case, "--config", path, "--as-of", "2025-10-24"], capture_output=True, text=True)
    expect("two configurations", (done.returncode, done.stdout, done.stderr), 2, f"{path}:2:1:", "a second document")


def packed(base):
    """What reads a case unpacks it, and what writes one says that it does not."""
    text = CASE.format(1).encode()
    folder = f"{base}/packed"
    plain = put(f"{folder}/plain.yaml", CASE.format(1))
    for name, content in (("case.yaml.gz", gzip.compress(text)), ("broken.yaml.gz", gzip.compress(text)[:-12]), ("not.yaml.gz", text)):
        with open(f"{folder}/{name}", "wb") as file:
            file.write(content)
        is_whole = name == "case.yaml.gz"
        path = f"{folder}/{name}"
        said = ["X123401"] if is_whole else [path, "cannot be unpacked"]
        for command in (["log"], ["status"]):
            expect(f"{command} of {name}", run("rar-record", *command, path), 0 if is_whole else 3, *said)
        expect(f"export of {name}", run("rar-record", "export", path, "--tables", f"{folder}/tables-{name}"), 0 if is_whole else 3, *said[1:])
        expect(f"merge with {name}", run("rar-record", "merge", path, plain, path), 0 if is_whole else 3, *said[1:])
        for command in (["fmt", path], ["fmt", "--check", path], ["add", "contact", path, "--date", "2025-10-20", "--type", "other"], ["fact", path, "contacts=[]"], ["merge", plain, path, plain],
                        ["new", "--crn", "X123409", "--out", f"{folder}/new.yaml.gz"]):
            for dry in ([], ["--dry-run"]):
                expect(f"{command} {dry}", run("rar-record", *command, *dry), 5, command[-1] if command[0] == "new" else path, "stored compressed")
        with open(path, "rb") as file:
            if file.read() != content:
                wrong.append(f"{name} is not as it was")
    if os.path.exists(f"{folder}/new.yaml.gz"):
        wrong.append("a new case stands in a file that nobody can read")


def a_directory_given(base):
    """What is given is read by every tool, that of plans too."""
    case = put(f"{base}/given/case.yaml", CASE.format(1))
    path = put(f"{base}/given/other.yaml", CASE.format(2))
    for tool, command in (("rar-audit", "check"), ("rar-audit", "due"), ("rar-record", "status"), ("rar-plan", "suggest"), ("eip-score", "check")):
        for given, words in ((f"{base}/given/nowhere.yaml", ["no such file or folder"]), (path, ["not a directory/1 file but case/1"])):
            expect(f"{tool} {command} with {given}", run(tool, command, case, "--directory", given), 2, "the directory cannot be used", given, *words)


def threads(base):
    many = f"{base}/many"
    for i in range(400):
        put(f"{many}/{i:03}.yaml", f"schema: case/1\ncrn: X{i:06}\norders: []\ncontacts: []\n")
    for kib in (1500000, 700000, 400000):
        code, out, err = run("rar-audit", "check", many, "--summary", "-j", "300", limit=kib << 10)
        if not (code == 0 and "400 files" in out) and not (code == 70 and "memory" in err):
            wrong.append(f"-j 300 under {kib} KiB: exit {code}\n{out}{err}")


with tempfile.TemporaryDirectory() as base:
    for part in (folders, identities, one_document, packed, a_directory_given, threads):
        part(base)
print("\n".join("wrong: " + line for line in wrong) or "every path means one thing")
sys.exit(1 if wrong else 0)
