"""Every example is run: the caseload judges without a DOC finding and says what its comments promise, the order of
arguments and the number of threads change no byte, and real test data is read where it is at hand."""
import glob
import json
import os
import re
import subprocess
import sys

bins, root = sys.argv[1], sys.argv[2]
audit, score = os.path.join(bins, "rar-audit"), os.path.join(bins, "eip-score")
problems = []


def run(tool, *words, stdin=None):
    return subprocess.run([tool, *words], cwd=root, capture_output=True, input=stdin)


def findings(path, as_of="2025-10-24"):
    done = run(audit, "check", path, "--as-of", as_of, "--catalogue", "examples/catalogue", "--format", "json", "--no-config")
    return json.loads(done.stdout), done.returncode


cases = sorted(glob.glob(os.path.join(root, "examples/caseload/*/*.yaml")))
if len(cases) < 17:
    problems.append(f"only {len(cases)} example cases")
known = {r["id"] for r in json.loads(run(audit, "rules", "--format", "json").stdout)["rules"]}
clean = 0
for path in cases:
    name = os.path.relpath(path, root)
    out, code = findings(name)
    said = {f["rule"] for f in out["findings"] if f["outcome"] == "fail"}
    if any(rule.startswith("DOC") for rule in said):
        problems.append(f"{name}: {said}")
    promised = set()
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") and "expect" in line:
            promised |= set(re.findall(r"\b[A-Z]{3}\d{3}\b", line))
    for rule in promised & known - said:
        problems.append(f"{name}: promised {rule}, found {sorted(said)}")
    if not out["findings"]:
        clean += 1
if clean < 2:
    problems.append(f"{clean} clean examples, two are promised")

def answer(*words):  # how often a file was given is said of the run, not of the files
    return re.sub(rb'"given":\d+', b"", run(audit, "check", *words, "--as-of", "2025-10-24", "--format", "ndjson").stdout)


first = answer("examples/caseload/north", "examples/caseload/south", "-j", "1")
for words in (("examples/caseload/south", "examples/caseload/north"), ("examples/caseload/north", "examples/caseload/south", "examples/caseload/north/X310001.yaml")):
    for jobs in ("1", "2", "7"):
        if answer(*words, "-j", jobs) != first:
            problems.append(f"other bytes for {words} -j {jobs}")
readme = open(os.path.join(root, "README.md"), encoding="utf-8").read()
shown = run(audit, "check", "examples/caseload/north/X310007.yaml", "--as-of", "2025-10-24").stdout.decode().split("\n\n")[0]
if shown not in readme:
    problems.append("README.md shows another finding than rar-audit prints")
done = run(score, "check", "examples/catalogue", "--as-of", "2025-10-24")
if done.returncode not in (0, 1) or b"DOC" in done.stdout:
    problems.append("eip-score check examples/catalogue: exit %d\n%s" % (done.returncode, done.stdout.decode()[:500]))

for path in sorted(glob.glob(os.path.join(root, "examples/panels/sitting-*/*.yaml"))):
    name = os.path.relpath(path, root)
    done = run(score, "score", name, "--catalogue", "examples/panels/catalogue", "--format", "json", "--as-of", "2025-10-24")
    out = json.loads(done.stdout)
    promised = re.search(r"(?m)^# expect: ([A-Z0-9 ]+); (\w+)$", open(path, encoding="utf-8").read())
    if promised is None or out["recommendation"] != promised[2] or not set(promised[1].split()) <= {f["rule"] for f in out["findings"]}:
        problems.append(f"{name}: promised {promised and promised[0]}, found {out['recommendation']}, {sorted(f['rule'] for f in out['findings'])}")

# An editor finds the schema of each by its first line.
for path in glob.glob(os.path.join(root, "examples/**/*.yaml"), recursive=True):
    text = open(path, encoding="utf-8").read()
    kind = re.search(r"(?m)^schema: (\S+)", text)
    if kind is None:
        continue
    line = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    schema = os.path.join(os.path.dirname(path), line[1]) if line else ""
    if not os.path.isfile(schema) or json.load(open(schema))["title"] != kind[1]:
        problems.append(f"{os.path.relpath(path, root)}: its first line names no schema of {kind[1]}")

data = os.path.join(root, "..", "shared", "data")
if not os.path.isdir(data):
    print("skipped: no external test data at hand")
else:
    for path in sorted(glob.glob(os.path.join(data, "cases", "*.yaml"))):
        out, code = findings(path)
        if any(f["rule"].startswith("DOC") for f in out["findings"]) or code not in (0, 1):
            problems.append(f"{os.path.basename(path)}: exit {code}")
        if not out["cases"]:
            problems.append(f"{os.path.basename(path)}: not judged")
    done = run(score, "check", os.path.join(data, "catalogue"), "--as-of", "2025-10-24", "--format", "json")
    if any(f["rule"].startswith("DOC") for f in json.loads(done.stdout)["findings"]) or done.returncode not in (0, 1):
        problems.append(f"catalogue: exit {done.returncode}")
print("\n".join(problems) or f"{len(cases)} example cases say what they promise")
sys.exit(1 if problems else 0)
