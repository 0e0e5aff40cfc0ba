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
# Every sentence of a rule is said by its cases: said_messages.py. Documents that are wrong as documents are refused in words
# of the reader, which stand in `# words:` (DOC107, of two files, has its own in tests/cli/documents.txt).
for rule in rules:
    if not rule["id"].startswith("DOC") or rule["id"] == "DOC107":
        continue
    texts = [open(path, encoding="utf-8", errors="replace").read()
             for path in glob.glob(os.path.join(root, f"tests/rules/doc/{rule['id']}*")) + glob.glob(os.path.join(root, f"tests/rules/panel/{rule['id']}.yaml"))]
    if not any(re.search(r'^# words: |^ *# .*\bmessage "', text, re.M) for text in texts):
        problems.append(f"{rule['id']}: no case says its words")
# Every table of the law is given a further row by further_rows_test.cpp.
limits = open(os.path.join(root, "lib/law/limits.hpp"), encoding="utf-8").read()
tried = set(re.findall(r"limits::(\w+)", open(os.path.join(root, "tests/rules/further_rows_test.cpp"), encoding="utf-8").read()))
tables = set(re.findall(r"^inline constinit auto (\w+)", limits, re.M))
problems += [f"{name}: no further row in tests/rules/further_rows_test.cpp" for name in sorted(tables - tried)]
# An entry under *Answers* says for which rules and periods somebody may now be told something else.
section = ""
for entry in re.split(r"^(?=- |#)", open(os.path.join(root, "CHANGELOG.md"), encoding="utf-8").read(), flags=re.M):
    section = entry.strip() if entry.startswith("#") else section
    if section.startswith("### Answers") and entry.startswith("- ") and not (re.search(r"\bRules?: |^- New rules: ", entry) and "Periods: " in entry):
        problems.append(f"CHANGELOG.md: names no rules or no periods: {entry[2:80]}")
print("\n".join(problems) or f"{len(rules)} rules are complete")
sys.exit(1 if problems else 0)
