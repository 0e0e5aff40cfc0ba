"""Completions and the manual are made from the command line that is parsed: bash is asked to complete; for zsh, fish and the
manual every flag of --help has to stand there, and where the shell or groff is at hand it has to accept the text."""
import os
import re
import shutil
import subprocess
import sys

bins = os.path.abspath(sys.argv[1])
problems = []


def printed(tool, *words):
    done = subprocess.run([os.path.join(bins, tool), *words], capture_output=True, text=True)
    if done.returncode != 0:
        problems.append(f"{tool} {words}: exit {done.returncode} {done.stderr}")
    return done.stdout


def completed(tool, *words):
    line = " ".join("'" + w + "'" for w in (tool, *words))
    function = "_" + tool.replace("-", "_")
    script = f"source /dev/stdin <<< \"$COMPLETIONS\"; COMP_WORDS=({line}); COMP_CWORD={len(words)}; {function}; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    environment = dict(os.environ, COMPLETIONS=printed(tool, "completions", "bash"))
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, cwd=bins).stdout.split()


def check(claim, about):
    if not claim:
        problems.append(about)


for words, wanted, unwanted in (
    (("rar-audit", "du"), ["due"], ["check"]),
    (("rar-audit", "due", "--wi"), ["--within"], []),
    (("rar-audit", "check", "--wi"), [], ["--within"]),
    (("rar-audit", "check", "--format", "sa"), ["sarif"], []),
    (("rar-audit", "--as-of", "2025-10-24", "che"), ["check"], []),
    (("rar-audit", "policy", ""), ["show"], []),
    (("rar-record", "add", "contact", "--absence-"), ["--absence-reason"], []),
    (("eip-score", "register", "mo"), ["move"], []),
    (("rar-audit", "check", "rar-p"), ["rar-plan"], []),
):
    found = completed(*words)
    check(set(wanted) <= set(found) and not set(unwanted) & set(found), f"{words} completes to {found}")

skipped = []
for tool in ("rar-audit", "rar-plan", "rar-record", "eip-score"):
    flags = set(re.findall(r"--[a-z][a-z-]+", "\n".join(line.split("  ", 2)[1] if line.startswith("  -") else line[:30] for line in printed(tool, "--help").splitlines() if line.lstrip().startswith("-"))))
    check(len(flags) > 20, f"{tool}: {len(flags)} flags read from --help")
    subcommands = re.findall(r"^  ([a-z]+)  ", printed(tool, "--help").split("Subcommands:")[1], re.M)
    for shell, accepts in (("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])):
        text = printed(tool, "completions", shell)
        for flag in flags - {"--version"}:
            check(flag in text or (shell == "fish" and f"-l {flag[2:]}" in text), f"{tool} {shell}: {flag} is missing")
        check(all(re.search(rf"\b{name}\b", text) for name in subcommands), f"{tool} {shell}: a subcommand is missing")
        if shutil.which(accepts[0]):
            done = subprocess.run(accepts, input=text, capture_output=True, text=True)
            check(done.returncode == 0, f"{tool} {shell}: {done.stderr}")
        else:
            skipped.append(shell)
    page = printed(tool, "manual")
    check(all(flag.replace("-", "\\-") in page for flag in flags - {"--version", "--help"}) and ".SH EXIT STATUS" in page, f"{tool}: the manual lacks a flag")
    if shutil.which("groff"):
        done = subprocess.run(["groff", "-man", "-Tutf8", "-P-cbou", "-ww"], input=page, capture_output=True, text=True)
        check(done.returncode == 0 and not done.stderr, f"{tool}: groff says {done.stderr[:300]}")
        check("SUBCOMMANDS" in done.stdout, f"{tool}: nothing to read")
    else:
        skipped.append("groff")
if skipped:
    print("not at hand, so their syntax was not asked: " + ", ".join(sorted(set(skipped))))
sys.exit("\n".join(problems) if problems else None)
