"""Every rule says everything about itself and has its cases; every file of cases has its rule."""
import glob
import json
import os
import re
import subprocess
import sys

bins, root = sys.argv[1], sys.argv[2]
rules = json.loads(subprocess.run([os.path.join(bins, "rar-audit"), "rules", "--format", "json"], check=True, capture_output=True).stdout)["rules"]
problems = []
ids = [rule["id"] for rule in rules]
if ids != sorted(set(ids)):
    problems.append("the rule book is not sorted, or has an id twice")
for rule in rules:
    for member in ("slug", "severity", "basis", "date_test", "summary", "explanation"):
        if not rule.get(member):
            problems.append(f"{rule['id']}: no {member}")
    if rule["basis"] in ("statute", "regulation", "policy", "system") and not rule["sources"] and not rule["policy"]:
        problems.append(f"{rule['id']}: basis {rule['basis']} and neither a source nor a policy value")
    here = os.path.join(root, "tests/rules")
    cases = (glob.glob(f"{here}/{rule['id']}.yaml") + glob.glob(f"{here}/panel/{rule['id']}.yaml") + glob.glob(f"{here}/doc/{rule['id']}*") + glob.glob(f"{here}/catalogue/{rule['id']}/**/*.yaml", recursive=True))
    if not cases and rule["id"] != "DOC107":  # two files with one CRN: tests/cli/documents.txt
        problems.append(f"{rule['id']}: no cases under tests/rules")
for path in glob.glob(os.path.join(root, "tests/rules/*.yaml")) + glob.glob(os.path.join(root, "tests/rules/panel/*.yaml")):
    if os.path.basename(path)[:-5] not in ids:
        problems.append(f"{os.path.basename(path)}: cases of no rule")
# The message of every rule stands in a case. Those for which none does yet are listed, and the list only gets shorter.
unsaid_path = os.path.join(root, "tests/rules/unsaid_messages.txt")
unsaid = set(open(unsaid_path, encoding="utf-8").read().split())
for rule in rules:
    here = os.path.join(root, "tests/rules")
    said = False
    for path in (glob.glob(f"{here}/{rule['id']}.yaml") + glob.glob(f"{here}/panel/{rule['id']}.yaml") + glob.glob(f"{here}/doc/{rule['id']}*")
                 + glob.glob(f"{here}/catalogue/{rule['id']}/**/*.yaml", recursive=True)):
        text = open(path, encoding="utf-8", errors="replace").read()
        said = said or re.search(r'^ *# .*\bmessage "', text, re.M) is not None or (rule["id"].startswith("DOC") and "# words: " in text)
    if said and rule["id"] in unsaid:
        problems.append(f"{rule['id']}: its message is said now; take it off {os.path.relpath(unsaid_path, root)}")
    if not said and rule["id"] not in unsaid:
        problems.append(f"{rule['id']}: no case says its message (`#   message \"…\"` below a note)")
problems += [f"{name}: listed in unsaid_messages.txt and no rule" for name in sorted(unsaid - set(ids))]
print("\n".join(problems) or f"{len(rules)} rules are complete; the message of {len(unsaid)} stands in no case yet")
sys.exit(1 if problems else 0)
