"""Headers of lib/ and tools/ compile as the only thing a file includes: those changed against the last commit (where nothing did,
those it changed), and all of them with PROBATION_LONG=1. What passed and did not change is not asked again.

usage: headers_alone.py COMPILER SOURCE_ROOT BUILD_FOLDER
"""
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from source_graph import Graph, Passed, changed, runs_long, sources

compiler, root, build = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
graph = Graph(root)
passed = Passed(os.path.join(build, "headers_alone.json"))
version = subprocess.run([compiler, "--version"], check=True, capture_output=True, text=True).stdout
wanted = set(sources(root, ("lib", "tools"), ".hpp"))
if not runs_long():
    wanted &= changed(root)
headers = {path: graph.digest(path, version) for path in sorted(wanted)}
asked = [path for path, digest in headers.items() if not passed.has(os.path.relpath(path, root), digest)]


def complaints(path):
    done = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I" + os.path.join(root, "lib"), "-I" + root,
                           "-I" + build, "-x", "c++", "-"], input=f'#include "{path}"\n', capture_output=True, text=True)
    return done.stderr if done.returncode else ""


with ThreadPoolExecutor(os.cpu_count()) as pool:
    found = dict(zip(asked, pool.map(complaints, asked)))
passed.keep({os.path.relpath(path, root): headers[path] for path, words in found.items() if not words})
wrong = [words for words in found.values() if words]
print("\n".join(wrong) or f"{len(headers)} headers compile alone, {len(asked)} of them asked now")
sys.exit(1 if wrong else 0)
