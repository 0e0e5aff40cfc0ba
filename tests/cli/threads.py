"""The same bytes at any number of threads: every format, on a caseload large enough that threads overtake one another."""
import os
import shutil
import subprocess
import sys
import tempfile

bins, root = sys.argv[1], sys.argv[2]
tool = os.path.join(bins, "rar-audit")
cases = []
for folder, _, names in sorted(os.walk(os.path.join(root, "examples/caseload"))):
    cases += [os.path.join(folder, name) for name in sorted(names) if name.endswith(".yaml")]
differ = []
with tempfile.TemporaryDirectory() as scratch:
    for copy in range(8):
        os.mkdir(os.path.join(scratch, f"copy{copy}"))
        for case in cases:
            shutil.copy(case, os.path.join(scratch, f"copy{copy}"))
    for words in (["check", "--format", "ndjson"], ["check"], ["due", "--all", "--format", "csv"], ["forecast"], ["measures", "--by", "region"], ["recount", "--format", "json"]):
        def run(threads):
            done = subprocess.run([tool, *words, ".", "--as-of", "2025-10-24", "--catalogue", os.path.join(root, "examples/catalogue"), "-j", str(threads), "--no-config"],
                                  cwd=scratch, capture_output=True)
            return done.returncode, done.stdout, done.stderr
        if run(1) != run(2) or run(1) != run(7):
            differ.append(" ".join(words))
print("\n".join("other bytes with more threads: " + words for words in differ) or f"{8 * len(cases)} cases, the same bytes at 1, 2 and 7 threads")
sys.exit(1 if differ else 0)
