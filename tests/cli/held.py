"""What a run holds does not grow with its cases: the peak at 2,000 (PROBATION_LONG=1: 4,000) messy cases is that at 500, but for the names of the files and a window.

    held.py BIN_FOLDER
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
AUDIT = os.path.join(os.path.abspath(sys.argv[1]), "rar-audit")
FEW, MANY = 500, 4000 if os.environ.get("PROBATION_LONG") == "1" else 2000
# A name of a file and what tells two names apart cost some 250 bytes; a CRN that was met some 60; the window of what waits for its turn fills differently from
# run to run. One finding that is kept costs 2,000 bytes, and a case has forty: what holds its cases grows by far more than this.
ALLOWED = 14 << 20
RUNS = {"check " + " ".join(words): ["check", *words] for words in (
    ["--format", "ndjson"], ["--format", "text"], ["--format", "json"], ["--format", "csv"], ["--format", "junit"], ["--format", "sarif"], ["--format", "concise"], ["--format", "gitlab"],
    ["--format", "github"], ["--format", "markdown"], ["--format", "sarif", "--sarif-profile", "github"], ["--format", "json", "--summary"], ["--format", "html"], ["--format", "xlsx"],
    ["--summary", "--output", "sqlite=OUT"], ["--summary", "--output", "site=OUT"], ["--format", "text", "--max-findings", "100"], ["--format", "ndjson", "--max-findings", "100"])}
RUNS.update({" ".join(words): words for words in (["due", "--format", "json"], ["due", "--format", "text"], ["due", "--by", "team"], ["forecast", "--format", "csv"], ["forecast", "--format", "markdown"],
                                                  ["gaps"], ["gaps", "--by", "team", "--format", "html"], ["measures", "--format", "json"], ["recount", "--format", "ndjson"], ["recount", "--format", "text"])})


def peak(words):
    """Of one run, in bytes: asked in a process of its own, whose only child it is."""
    script = "import resource,subprocess,sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE); " \
             "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", script, AUDIT, *words], capture_output=True, check=True)
    code, kilobytes = done.stdout.split()
    return int(code), int(kilobytes) << 10


wrong = []
outputs = []  # of kinds that go to a file or folder of their own
with tempfile.TemporaryDirectory() as place:
    for folder, cases in (("few", FEW), ("many", MANY)):
        subprocess.run([sys.executable, os.path.join(HERE, "..", "bench", "make_caseload.py"), os.path.join(place, folder), str(cases), "--messy"], check=True, capture_output=True)
    for name, words in RUNS.items():
        sizes = []
        for folder in ("few", "many"):
            out = os.path.join(place, f"{folder}-{len(outputs)}")
            outputs.append(out)
            code, size = peak([*[word.replace("OUT", out) for word in words], os.path.join(place, folder), "--as-of", "2025-10-24", "--no-config", "-j", "2"])
            sizes.append(size)
            if code not in (0, 1):
                wrong.append(f"{name}: exit {code}")
        if sizes[1] - sizes[0] > ALLOWED:
            wrong.append(f"{name}: {sizes[0] >> 10} KiB of {FEW} cases, {sizes[1] >> 10} KiB of {MANY}")
print("\n".join(wrong) if wrong else f"{len(RUNS)} kinds of runs hold no more of {MANY} cases than of {FEW}")
sys.exit(bool(wrong))
