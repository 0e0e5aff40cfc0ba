#!/usr/bin/env python3
"""The names of a country's files cost little: what a search holds of each, in bytes, is what a large one holds more than a small one (valgrind's massif).

    names.py BIN_FOLDER
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

FEW, MANY, MOST = 1_000, 20_000, 130
tool = os.path.join(os.path.abspath(sys.argv[1]), "rar-audit")
problems = []


def write(folder, count):
    for i in range(count):
        if i % 200 == 0:
            os.makedirs(f"{folder}/team_{i // 200:04d}")
        open(f"{folder}/team_{i // 200:04d}/X{400000 + i}.yaml", "w", encoding="utf-8").close()


def peak(folder, count):
    """The most bytes that a run asks for at a time, one that lists the names: all of them have to be there."""
    done = subprocess.run(["valgrind", "--tool=massif", "--peak-inaccuracy=0.0", "--massif-out-file=massif", tool, "check", "--list-files", "--quiet", "--no-config", folder],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    if done.returncode or done.stdout.splitlines() != sorted(f"{folder}/team_{i // 200:04d}/X{400000 + i}.yaml" for i in range(count)):
        problems.append(f"{folder}: exit {done.returncode}, {done.stdout.count(chr(10))} names of {count}")
    return max(map(int, re.findall(r"mem_heap_B=(\d+)", open("massif", encoding="utf-8").read())))


if not shutil.which("valgrind"):
    print("valgrind is not here: skipped")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    write("few", FEW)
    write("many", MANY)
    a_name = (peak("many", MANY) - peak("few", FEW)) / (MANY - FEW)
    if a_name > MOST:
        problems.append(f"{a_name:.0f} bytes a name, at most {MOST}")
print("\n".join(problems) or f"{a_name:.0f} bytes a name, its line in the list included")
sys.exit(1 if problems else 0)
