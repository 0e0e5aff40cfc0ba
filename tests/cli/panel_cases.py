#!/usr/bin/env python3
"""Every mark sheet of tests/panels against what its first lines say, worked out by hand from the format documentation:
  # expect: recommendation=… total=… exit=… quorum=… gates=… findings=…   (any other member of appraisal/1 too; votes=approve/provisional/reject/abstain)
  # refuse: exit=N words=A,B          # with: further arguments
panel_cases.py BIN_FOLDER PROJECT"""
import glob, json, os, re, shlex, subprocess, sys

tool, project = os.path.join(os.path.abspath(sys.argv[1]), "eip-score"), os.path.abspath(sys.argv[2])
passed = failed = 0
for path in sorted(glob.glob(os.path.join(project, "tests/panels/*.yaml"))):
    head = dict(re.findall(r"^# (expect|refuse|with): (.*)$", open(path, encoding="utf-8").read(), re.M))
    name = os.path.relpath(path, project)
    run = subprocess.run([tool, "score", name, "--format", "json", "--no-config", "--seed", "7", "--replicates", "100", "--as-of", "2025-10-24", *shlex.split(head.get("with", ""))],
                         capture_output=True, text=True, cwd=project)
    want = dict(item.split("=", 1) for item in (head.get("expect") or head["refuse"]).split())
    problems = []
    if str(run.returncode) != want.pop("exit"): problems.append("exit %d: %s" % (run.returncode, run.stderr[:200]))
    if "refuse" in head:
        problems += ["does not say " + word for word in want["words"].split(",") if word not in run.stdout + run.stderr]
        if not re.search(r"\.yaml:\d+:\d+|\"line\": \d+", run.stdout + run.stderr): problems.append("no place is named")
    else:
        try: out = json.loads(run.stdout)
        except ValueError: out = {}
        got = {m: str(v) for m, v in out.items()}
        got.update(quorum=str((out.get("quorum") or {}).get("met")).lower(), gates=",".join(sorted(g["principle"] for g in out.get("gates") or [])),
                   findings=",".join(sorted({f["rule"] for f in out.get("findings") or []})), votes="/".join(str(n) for n in (out.get("votes") or {}).values()))
        problems += ["%s: expected %s, got %s" % (m, v, got.get(m)) for m, v in want.items() if got.get(m) != v]
    passed, failed = passed + (not problems), failed + bool(problems)
    for problem in problems: print("%s: %s" % (name, problem))
if passed + failed < 40: sys.exit("only %d sheets" % (passed + failed))
print("%d sheets, %d as expected" % (passed + failed, passed))
sys.exit(1 if failed else 0)
