"""clang-tidy with the checks of .clang-tidy over what changed against the last commit (where nothing did, over what that commit
changed), or over everything with PROBATION_LONG=1. What passed and did not change is not asked again. A check that the
installed version does not know is a fault: it would be silently no check.

usage: tidy.py SOURCE_ROOT BUILD_FOLDER
"""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from source_graph import Graph, Passed, changed, runs_long, sources

root, build = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


def said(*words):
    return subprocess.run(words, cwd=root, capture_output=True, text=True, check=True).stdout


try:
    version = said("clang-tidy", "--version")
except FileNotFoundError:
    print("clang-tidy is not installed (scripts/install-packages): skipped")
    sys.exit(77)
configuration = open(os.path.join(root, ".clang-tidy"), encoding="utf-8").read()
listed = re.search(r"^Checks: >\n((?:  .*\n)+)", configuration, re.M).group(1)
names = [name.strip() for name in listed.split(",")]
known = set(said("clang-tidy", "--list-checks", "--checks=*").split())
unknown = [name for name in names if not name.startswith("-") and not any(re.fullmatch(name.replace("*", ".*"), check) for check in known)]
unknown += [name for name in names if name.startswith("-") and name != "-*" and name[1:] not in known]
if unknown:
    sys.exit("no such check in the installed clang-tidy: " + ", ".join(unknown))

files = set(sources(root, ("lib", "tools"), ".cpp"))
graph = Graph(root)
if not runs_long():
    touched = changed(root)
    wanted = files & touched
    for header in (path for path in touched if path.endswith(".hpp") and os.path.isfile(path)):
        # A header is read with its own file, else with the first that includes it.
        own = header[:-4] + ".cpp"
        wanted |= {own} if own in files else set(sorted(path for path in files if header in graph.includes(path))[:1])
    files = wanted
passed = Passed(os.path.join(build, "tidy.json"))
digests = {path: graph.digest(path, version + configuration) for path in files}
asked = sorted(path for path in files if not passed.has(os.path.relpath(path, root), digests[path]))


def complaints(path):
    done = subprocess.run(["clang-tidy", "--quiet", path, "--", "-std=c++20", "-I" + os.path.join(root, "lib"), "-I" + root, "-I" + build],
                          cwd=root, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


with ThreadPoolExecutor(os.cpu_count()) as pool:
    found = dict(zip(asked, pool.map(complaints, asked)))
passed.keep({os.path.relpath(path, root): digests[path] for path, words in found.items() if not words})
wrong = [words for words in found.values() if words]
print("\n".join(wrong) or f"{len(files)} files are tidy, {len(asked)} of them asked now; {len(names) - 1} entries in the list of checks")
sys.exit(1 if wrong else 0)
