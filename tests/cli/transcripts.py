"""Runs the transcripts in tests/cli/*.txt and the ```console blocks of README.md and docs/*.md against the real binaries and
compares output and exit code. Each file has a folder of its own with copies of examples/, schemas/ and tests/, so commands may write.

A transcript is a plain file:
    $ rar-audit check examples/caseload/north/X310001.yaml --as-of 2025-10-24
    expected standard output, then standard error lines starting with "! "
    # exit 0
In a page a block looks the same, but only an exit code that is not 0 is shown, and a command may go on after a backslash.
`--bless` writes what the tools say now into the files: read the difference before you commit it, and say why.
`--only NAME` runs the files whose name contains NAME.
"""
import difflib
import glob
import os
import shutil
import subprocess
import sys
import tempfile

arguments = sys.argv[1:]
bless = "--bless" in arguments
arguments = [a for a in arguments if a != "--bless"]
only = ""
if "--only" in arguments:
    at = arguments.index("--only")
    only = arguments[at + 1]
    del arguments[at:at + 2]
bins, root = os.path.abspath(arguments[0]), os.path.abspath(arguments[1])


def run(command, folder, in_page):
    environment = {"PATH": f"{bins}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder}
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, env=environment)
    text = done.stdout.decode().replace("\r\n", "<CR>\n")  # CSV ends its lines so; a transcript shows it
    if text and not text.endswith("\n"):
        text += "\n(no line end)\n"
    # What a command prints may look like a transcript or a page itself.
    marks = ("```", "$ ") if in_page else ("## ", "$ ")
    text = "".join("\\" + line if line.startswith(marks) else line for line in text.splitlines(True))
    text += "".join("! " + line + "\n" for line in done.stderr.decode().splitlines())
    return text if in_page and done.returncode == 0 else text + f"# exit {done.returncode}\n"


def transcript(old, folder):
    new, count = "", 0
    for line in old.splitlines():
        if line.startswith("$ "):
            new += line + "\n" + run(line[2:], folder, False)
            count += 1
        elif line.startswith("## "):
            new += ("\n" if new else "") + line + "\n"
    return new, count


def page(old, folder):
    new, count, inside = "", 0, False
    lines = iter(old.splitlines())
    for line in lines:
        if not inside:
            new += line + "\n"
            inside = line.strip() == "```console"
        elif line.startswith("$ "):
            shown, command = line, line[2:]
            while shown.endswith("\\"):
                more = next(lines)
                shown += "\n" + more
                command = command[:-1] + more
            new += shown + "\n" + run(command, folder, True)
            count += 1
        elif line.strip() == "```":
            new += line + "\n"
            inside = False
    return new, count


failed = count = 0
with tempfile.TemporaryDirectory() as scratch:
    scratch = os.path.realpath(scratch)
    paths = sorted(glob.glob(os.path.join(root, "tests/cli/*.txt")) + glob.glob(os.path.join(root, "docs/*.md")) + [os.path.join(root, "README.md")])
    for number, path in enumerate(paths):
        name = os.path.relpath(path, root)
        old = open(path, encoding="utf-8").read()
        if only not in name or (path.endswith(".md") and "```console" not in old):
            continue
        folder = os.path.join(scratch, str(number))
        for part in ("examples", "schemas", "tests"):
            shutil.copytree(os.path.join(root, part), os.path.join(folder, part))
        new, commands = page(old, folder) if path.endswith(".md") else transcript(old, folder)
        count += commands
        if new == old:
            continue
        if bless:
            open(path, "w", encoding="utf-8").write(new)
            print("blessed", name)
            continue
        failed += 1
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "now"))
print(f"{count} commands, {failed} files differ")
sys.exit(1 if failed or (count < 10 and not only) else 0)
