"""Reads from the binaries that ship how they were built: position independent, all relocations read-only before the program
starts, stacks guarded, string functions checked, landing marks in the code, the standard library's assertions on.

usage: hardened.py BIN_FOLDER
"""
import os
import re
import subprocess
import sys

TOOLS = ("rar-audit", "rar-plan", "rar-record", "eip-score")
LANDING_MARK = b"\xf3\x0f\x1e\xfa"  # endbr64

bins = sys.argv[1]
missing = [tool for tool in TOOLS if not os.path.exists(os.path.join(bins, tool))]
if missing:
    print(f"not built: {', '.join(missing)} (cmake --workflow --preset release): skipped")
    sys.exit(77)


def readelf(*words):
    return subprocess.run(["readelf", *words], check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout


wrong = []
for tool in TOOLS:
    path = os.path.join(bins, tool)
    dynamic, segments, symbols = readelf("-dW", path), readelf("-lW", path), readelf("--dyn-syms", "-W", path)
    undefined = set(re.findall(r"UND (\S+?)(?:@\S+)?(?: \(\d+\))?$", symbols, re.M))
    checks = {
        "position independent (PIE)": re.search(r"Type:\s+DYN", readelf("-h", path)) and "PIE" in dynamic,
        "GNU_RELRO": "GNU_RELRO" in segments,
        "all symbols bound at the start (full RELRO)": "BIND_NOW" in dynamic and re.search(r"FLAGS_1.*\bNOW\b", dynamic),
        "a stack that is not executable": re.search(r"GNU_STACK\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+RW\s", segments),
        "guarded stacks": "__stack_chk_fail" in undefined,
        "checked string functions (_FORTIFY_SOURCE)": any(re.fullmatch(r"__\w+_chk", name) and name != "__stack_chk_fail" for name in undefined),
        "the standard library's assertions": any("glibcxx_assert_fail" in name for name in undefined),
        "landing marks in the code (-fcf-protection)": open(path, "rb").read().count(LANDING_MARK) > 1000,
    }
    wrong += [f"{tool}: no {what}" for what, there in checks.items() if not there]
print("\n".join(wrong) or f"{len(TOOLS)} binaries are hardened")
sys.exit(1 if wrong else 0)
