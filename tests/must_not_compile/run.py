"""Compiles every case of tests/must_not_compile/*.cpp alone: what stands before the first case must compile, no case may, and
the compiler must complain in the words that the case names.

usage: run.py COMPILER SOURCE_ROOT
"""
import glob
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

compiler, root = sys.argv[1], sys.argv[2]


def complaints(text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "case.cpp")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", "-I" + os.path.join(root, "lib"), path], capture_output=True,
                              text=True, env={**os.environ, "LC_ALL": "C"})
        return None if done.returncode == 0 else done.stderr


def judge(row):
    name, head, title, words, body = row
    if title is None:
        found = complaints(head)
        return [] if found is None else [f"{name}: what every case shares does not compile:\n{found}"]
    found = complaints(head + body)
    if found is None:
        return [f"{name}: compiles and must not: {title}"]
    if not re.search(words, found):
        return [f"{name}: {title}: the compiler complains of something else:\n{found}"]
    return []


rows = []
for path in sorted(glob.glob(os.path.join(root, "tests/must_not_compile/*.cpp"))):
    name = os.path.basename(path)
    head, *cases = re.split(r"^// case: ", open(path, encoding="utf-8").read(), flags=re.M)
    rows.append((name, head, None, None, None))
    for case in cases:
        first, body = case.split("\n", 1)
        title, words = first.split(" | ", 1)
        rows.append((name, head, title, words, body))
with ThreadPoolExecutor(os.cpu_count()) as pool:
    wrong = [line for lines in pool.map(judge, rows) for line in lines]
count = sum(row[2] is not None for row in rows)
print("\n".join(wrong) or f"{count} mistakes do not compile")
sys.exit(1 if wrong or count < 10 else 0)
