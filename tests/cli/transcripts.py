"""Runs the transcripts in tests/cli/*.txt against the real binaries and compares output and exit code.

A transcript is a plain file:
    $ rar-audit check examples/caseload/north/X310001.yaml --as-of 2025-10-24
    expected standard output, then standard error lines starting with "! "
    # exit 0
The ```console blocks of docs/*.md are transcripts too, in which only an exit code other than 0 is written.
`--bless` writes what the tools say now into the files: read the difference before you commit it, and say why.
"""
import difflib
import glob
import os
import shlex
import subprocess
import sys

arguments = [a for a in sys.argv[1:] if a != "--bless"]
bless = "--bless" in sys.argv
bins, root = arguments[0], arguments[1]


def run(line):
    words = shlex.split(line)
    stdin = None
    if "<" in words:
        at = words.index("<")
        stdin = open(os.path.join(root, words[at + 1]), "rb")
        words = words[:at]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([os.path.join(bins, words[0]), *words[1:]], cwd=root, stdin=stdin or subprocess.DEVNULL,
                          capture_output=True, env=environment)
    text = done.stdout.decode().replace("\r\n", "<CR>\n")  # CSV ends its lines so; a transcript shows it
    if text and not text.endswith("\n"):
        text += "\n(no line end)\n"
    text += "".join("! " + line + "\n" for line in done.stderr.decode().splitlines())
    return text + f"# exit {done.returncode}\n"


failed = count = 0
for path in sorted(glob.glob(os.path.join(root, "tests/cli/*.txt"))):
    old = open(path, encoding="utf-8").read()
    new = ""
    for line in old.splitlines():
        if line.startswith("$ "):
            new += line + "\n" + run(line[2:])
            count += 1
        elif line.startswith("## "):
            new += ("\n" if new else "") + line + "\n"
    if new == old:
        continue
    if bless:
        open(path, "w", encoding="utf-8").write(new)
        print("blessed", os.path.relpath(path, root))
        continue
    failed += 1
    sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), os.path.relpath(path, root), "now"))
for path in sorted(glob.glob(os.path.join(root, "docs/*.md"))):
    old = open(path, encoding="utf-8").read()
    new, inside = "", False
    for line in old.splitlines():
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            new += line + "\n" + run(line[2:]).removesuffix("# exit 0\n")
            count += 1
            continue
        elif inside:
            continue
        new += line + "\n"
    if new == old:
        continue
    if bless:
        open(path, "w", encoding="utf-8").write(new)
        print("blessed", os.path.relpath(path, root))
        continue
    failed += 1
    sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), os.path.relpath(path, root), "now"))
print(f"{count} commands, {failed} files differ")
sys.exit(1 if failed or count < 10 else 0)
