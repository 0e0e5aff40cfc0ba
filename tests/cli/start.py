#!/usr/bin/env python3
"""A start is cheap: what most commands never call is not loaded for them, and is told of where it is missing.

    start.py BIN_FOLDER

Counted instructions (valgrind's callgrind), the dynamic linker's included, not times: the same on a busy machine. Without valgrind only
which libraries are loaded is looked at.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOOLS = ("rar-audit", "rar-plan", "rar-record", "eip-score")
EVERYBODY = {"libc.so", "libm.so", "libgcc_s.so", "libstdc++.so", "libfmt.so", "libmimalloc.so", "ld-linux-x86-64.so", "ld-linux-aarch64.so", "libasan.so", "libubsan.so", "libtsan.so"}
# What a tool of C++ costs before its first line is 1.7 million, the standard library's own symbols.
VERSION, ADD = 3_000_000, 15_000_000
bins = os.path.abspath(sys.argv[1])
CASE = open(os.path.join(os.path.dirname(__file__), "../../examples/caseload/north/X310002.yaml"), encoding="utf-8").read()
problems, said = [], []


def run(tool, *words, **environment):
    return subprocess.run([os.path.join(bins, tool), *words], capture_output=True, text=True, check=False, env={**os.environ, **environment})


def counted(what, most, tool, *words):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", os.path.join(bins, tool), *words], capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"{what}: exit {done.returncode}\n{done.stdout}{done.stderr[-600:]}")
    said.append(f"{what} {int(found.group(1)) / 1e6:.1f} million")
    if int(found.group(1)) > most:
        problems.append(f"{what}: {found.group(1)} instructions, at most {most}")


def add(case):
    with open(case, "w", encoding="utf-8") as file:
        file.write(CASE)
    return ("add", "contact", case, "--date", "2025-10-20", "--type", "supervision_appointment", "--mode", "office", "--time", "10:00", "--minutes", "30",
            "--outcome", "attended_complied", "--national-standards", "true", "--as-of", "2025-10-24", "--no-config")


def loaded(tool, *words):
    lines = run(tool, *words, LD_DEBUG="files").stderr
    return {re.sub(r"\.so.*", ".so", os.path.basename(name)) for name in re.findall(r"calling init: (\S+)", lines)}


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    needed = {tool: subprocess.run(["readelf", "-d", os.path.join(bins, tool)], capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout
              for tool in TOOLS}
    if any("libfyaml" in text for text in needed.values()):
        print("a static build has its libraries in it, or with it: skipped")
        sys.exit(77)
    for tool in TOOLS:
        more = loaded(tool, "--version") - EVERYBODY
        if more:
            problems.append(f"{tool} --version loads {', '.join(sorted(more))}")
    more = loaded("rar-record", *add("case.yaml")) - EVERYBODY
    if more:
        problems.append(f"rar-record add loads {', '.join(sorted(more))}")
    add("case.yaml")
    more = loaded("rar-audit", "check", "case.yaml", "--as-of", "2025-10-24", "--no-config", "--format", "ndjson") - EVERYBODY
    if more:
        problems.append(f"rar-audit check of a canonical case loads {', '.join(sorted(more))}")
    # And whoever needs one gets it, or is told which and why.
    words = ("due", "case.yaml", "--as-of", "2025-10-24", "--no-config", "--output", "xlsx=due.xlsx")
    done = run("rar-audit", *words)
    if done.returncode or open("due.xlsx", "rb").read(2) != b"PK":
        problems.append(f"due as a workbook: {done}")
    os.mkdir("damaged")
    for name in ("libxlsxwriter.so.4", "libxlsxwriter.so.5", "libxlsxwriter.so.8"):
        open(f"damaged/{name}", "w", encoding="utf-8").close()
    os.remove("due.xlsx")
    done = run("rar-audit", *words, LD_LIBRARY_PATH=os.path.abspath("damaged"))
    if done.returncode != 70 or not re.search(r"rar-audit: cannot load libxlsxwriter\.so\.\d+: .*too short", done.stderr) or "internal error" in done.stderr:
        problems.append(f"a damaged library: {done}")
    if shutil.which("valgrind"):
        for tool in TOOLS:
            counted(f"{tool} --version", VERSION, tool, "--version")
        counted("rar-record add", ADD, "rar-record", *add("case.yaml"))
    else:
        said.append("valgrind is not here, so no instructions are counted")

print("\n".join(problems) or f"a start is cheap: {'; '.join(said)}")
sys.exit(1 if problems else 0)
