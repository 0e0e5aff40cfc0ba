"""Every C++ file looks as clang-format writes it.

usage: formatted.py SOURCE_ROOT
"""
import os
import subprocess
import sys

from source_graph import sources

root = os.path.abspath(sys.argv[1])
files = list(sources(root, ("lib", "tools", "tests"), (".cpp", ".hpp")))
wrong = []
try:
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *files], capture_output=True, text=True)
except FileNotFoundError:
    print("clang-format is not installed (scripts/install-packages): skipped")
    sys.exit(77)
if done.returncode:
    wrong += sorted({line.split(":")[0] for line in done.stderr.splitlines() if "-Wclang-format-violations" in line})
    wrong.append("run clang-format -i over them")
print("\n".join(wrong) or f"{len(files)} files are formatted")
sys.exit(1 if wrong else 0)
