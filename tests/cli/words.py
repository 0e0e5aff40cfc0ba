"""Words for people: every member and every enumerated value that the tools print, over the examples, has its phrase, which
begins with a capital and holds no `_`; the same ids stand in both languages."""
import json
import os
import subprocess
import sys

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
AS_OF = "2025-10-24"
problems = []
# A member, and the kind of words it holds; with a schema where it depends on that.
HOLDS = {"severity": "severity", "outcome": "outcome", "basis": "basis", "state": "state", "outlook": "state", "measure": "measure",
         "rule": "rule", "verdict": "verdict", "status": "state", "recommendation": "verdict", "rule_decision": "verdict", "cause": "reason",
         "provider": "kind", "need_area": "area", "baseline": "state", "type": "type", "kind": "kind"}
BY_SCHEMA = {("due/1", "kind"): "due", ("register_due/1", "kind"): "due"}
# Members that are data: their keys are ids or words of the user's.
MAPS = {"facts", "by_rule", "by_activity", "marks", "independent", "votes", "by_sitting", "weights", "areas", "strength", "days", "counts", "why", "votes_without_marks",
        "records", "appraised", "approved", "by_state", "by_area", "earmarked", "rules", "mark", "what_if"}


def words(language):
    done = subprocess.run([os.path.join(bins, "rar-audit"), "words", "--language", language, "--format", "json"], capture_output=True, check=True)
    said = json.loads(done.stdout)
    assert said["schema"] == "words/1" and said["language"] == language
    return {(w["kind"], w["id"]): w["text"] for w in said["words"]}


def visit(value, schema, about, table):
    if isinstance(value, list):
        for item in value:
            visit(item, schema, about, table)
    if not isinstance(value, dict):
        return
    schema = value.get("schema", schema)
    for name, member in value.items():
        if ("field", name) not in table:
            problems.append(f"{about}: no word for the member {name}")
        kind = BY_SCHEMA.get((schema, name)) or HOLDS.get(name)
        if kind and isinstance(member, str) and (kind, member) not in table and not (name in ("status", "type", "kind") and " " in member):
            problems.append(f"{about}: no {kind} word for {name} {member}")
        if name not in MAPS:
            visit(member, schema, about, table)


english, welsh = words("en"), words("cy")
if english.keys() != welsh.keys():
    problems.append("the languages have not the same ids")
for (kind, id), text in list(english.items()) + list(welsh.items()):
    if not text or "_" in text or not text[0].isupper():
        problems.append(f"{kind} {id}: {text!r}")
if welsh[("severity", "error")] == english[("severity", "error")]:
    problems.append("Welsh is English")

CASES, CATALOGUE = "examples/caseload", ["--catalogue", "examples/catalogue"]
for command in (["rar-audit", "check", CASES, *CATALOGUE, "--show", "pass"], ["rar-audit", "due", CASES, "--all", *CATALOGUE], ["rar-audit", "forecast", CASES],
                ["rar-audit", "measures", CASES], ["rar-audit", "measures", CASES, "--by", "order_type"], ["rar-audit", "recount", CASES], ["rar-audit", "policy", "show"],
                ["eip-score", "suite", "examples/catalogue"], ["rar-audit", "rules"], ["rar-audit", "law"]):
    done = subprocess.run([os.path.join(bins, command[0]), *command[1:], "--format", "json", "--no-config", "--as-of", AS_OF], cwd=root, capture_output=True)
    try:
        visit(json.loads(done.stdout), None, " ".join(command), english)
    except ValueError:
        problems.append(f"{' '.join(command)}: exit {done.returncode}, no JSON: {done.stderr.decode()[:200]}")

print("\n".join(sorted(set(problems))) or f"{len(english)} words")
sys.exit(1 if problems else 0)
