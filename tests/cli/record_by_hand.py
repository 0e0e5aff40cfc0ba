"""Case files as people write them by hand, one for every way that is known to mislead an editor: each takes a contact by one
insertion that an independent parser sees as the old value and the new entry, or is refused with what to do and left as it was.
The difference that --dry-run prints, applied with patch, gives the file that is then written."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import yaml

tool = os.path.join(os.path.abspath(sys.argv[1]), "rar-record")
ENTRY = {"id": "Z900", "date": "2025-03-03", "type": "supervision_appointment", "outcome": "attended_complied", "recorded": "2025-10-24"}


class Text(yaml.SafeLoader):
    """Everything as text."""


Text.yaml_implicit_resolvers = {}

head = """schema: case/1
crn: X320741
manager: {region: N51}
orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    fine: true
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 20}
"""
C = """contacts:
  - id: C1
    date: 2025-01-15
    type: initial_appointment
    outcome: attended_complied
"""
L = {}
L["null"] = head + "contacts: null\n"
L["tilde"] = head + "contacts: ~\n"
L["tilde_comment"] = head + "contacts: ~ # none\n"
L["emptyval"] = head + "contacts:\n"
L["emptyval_eof"] = head + "contacts:"
L["emptyval_comment"] = head + "contacts: # to come\nenforcement: []\n"
L["emptyval_comment_eof"] = head + "contacts: # to come"
L["emptyval_then_comment"] = head + "contacts:\n  # to come\nenforcement: []\n"
L["missing"] = head
L["missing_nonl"] = head.rstrip('\n')
L["missing_dots"] = head + "...\n"
L["missing_dots_nonl"] = head + "..."
L["missing_block_eof"] = head + "plan:\n  objectives:\n    - id: G1\n      text: |\n        one\n        two"
L["missing_block_eof_nl"] = head + "plan:\n  objectives:\n    - id: G1\n      text: |+\n        one\n        two\n\n\n"
L["block_last_contact_eof"] = head + C+"    reason: |\n      one\n      two"
L["block_last_contact_keep"] = head + C+"    reason: |+\n      one\n      two\n\n\n"
L["block_last_contact_strip"] = head + C+"    reason: |-\n      one\n      two\n\n\n# end\n"
L["fold_last_strip_eof"] = head + C+"    reason: >-\n      one\n      two"
L["plain_multi"] = head + C+"    reason: a long\n      plain scalar\n\n      over lines\n"
L["plain_multi_eof"] = head + C+"    reason: a long\n      plain scalar\n\n      over lines"
L["dq_multi"] = head + C+"    reason: \"a long\n      plain scalar\\\n\n     over lines\"\n"
L["sq_multi"] = head + C+"    reason: 'a long\n     plain ''scalar\n\n      over lines'\n"
L["dq_multi_out"] = head + C+"    reason: \"a long\n      plain scalar\\\n\n  over lines\"\n"
L["sq_multi_col0"] = head + C+"    reason: 'a long\nplain ''scalar\n\nover lines'\n"
L["zero_indent"] = (head + C).replace("\n  - id: C1\n    date: 2025-01-15\n    type: initial_appointment\n    outcome: attended_complied\n","\n- id: C1\n  date: 2025-01-15\n  type: initial_appointment\n  outcome: attended_complied\n") + "enforcement: []\n"
L["zero_indent_end"] = L['zero_indent'].replace("enforcement: []\n","")
L["zero_indent_end_comments"] = L['zero_indent_end']+"# about it\n\n# end"
L["flow1"] = head + "contacts: [{id: C1, date: 2025-01-15, type: other}]\n"
L["flow1_trail"] = head + "contacts: [{id: C1, date: 2025-01-15, type: other},]\n"
L["flow_multi"] = head + "contacts: [\n  {id: C1, date: 2025-01-15, type: other},   # first\n  {id: C2, date: 2025-01-16, type: other}    # second\n]\n"
L["flow_multi2"] = head + "contacts: [\n  {\n    id: C1,\n    date: 2025-01-15,\n    type: other\n  },\n  {\n    id: C2,\n    date: 2025-01-16,\n    type: other\n  }\n]\n"
L["flow_multi_lead"] = head + "contacts: [\n    {id: C1, date: 2025-01-15, type: other}\n  , {id: C2, date: 2025-01-16, type: other}\n  ]\n"
L["flow_dash"] = head + "contacts:\n  - {id: C1, date: 2025-01-15, type: other}\n  - {id: C2, date: 2025-01-16, type: other, reason: \"]} # x\"} # c\n  # after\nenforcement: []\n"
L["flow_empty_comment"] = head + "contacts: [   # nothing\n  # yet\n]\n"
L["flow_empty_nonl"] = head + "contacts: []"
L["flow_nextline"] = head + "contacts:\n  []\n"
L["quoted_keys"] = '"schema": case/1\n\'crn\': X320741\n"contacts":\n  - "id": C1\n    \'date\': 2025-01-15\n    "type": "other"\n'
L["json"] = '{"schema":"case/1","crn":"X320741","contacts":[{"id":"C1","date":"2025-01-15","type":"other"}]}'
L["json_empty"] = '{"schema":"case/1","crn":"X320741","contacts":[]}\n'
L["json_missing"] = '{"schema":"case/1","crn":"X320741"}\n'
L["json_null"] = '{"schema":"case/1","crn":"X320741","contacts":null}\n'
L["json_pretty"] = '{\n\t"schema": "case/1",\n\t"crn": "X320741",\n\t"contacts": [\n\t\t{\n\t\t\t"id": "C1",\n\t\t\t"date": "2025-01-15",\n\t\t\t"type": "other"\n\t\t}\n\t]\n}\n'
L["json_pretty4"] = '{\n    "schema": "case/1",\n    "crn": "X320741",\n    "contacts": [\n        {\n            "id": "C1",\n            "date": "2025-01-15",\n            "type": "other"\n        }\n    ]\n}\n'
L["json_pretty_missing"] = '{\n    "schema": "case/1",\n    "crn": "X320741"\n}\n'
L["flowyaml"] = '{schema: case/1, crn: X320741, contacts: [{id: C1, date: 2025-01-15, type: other}]}\n'
L["flowyaml_missing"] = '{schema: case/1, crn: X320741}\n'
L["flowyaml_ml"] = '{\n  schema: case/1,\n  crn: X320741,\n  contacts: [\n    {id: C1, date: 2025-01-15, type: other},\n  ],\n}\n'
L["dash_marker"] = '---\n'+head + C
L["dash_marker_dots"] = '---\n'+head + C+'...\n'
L["dash_marker_dots_comment"] = '--- # x\n'+head + C+'... # y\n# end\n'
L["yaml_directive"] = '%YAML 1.2\n---\n'+head + C
L["two_docs"] = head + C+'---\n'+head.replace('741','742') + C
L["two_docs_empty"] = head + C+'---\n'
L["two_docs_empty2"] = head + C+'...\n---\n...\n'
L["tab_comment2"] = head + C.replace("attended_complied","attended_complied\t# tab") + "#\ttab\n"
L["trailing_spaces"] = (head + C).replace("\n","   \n")
L["trailing_spaces_eof"] = head + C+"   \n   \n  "
L["spaces_eof"] = head + C+"    "
L["cr_mixed"] = (head + C).replace("\n","\r\n",5)
L["crlf_nonl"] = (head + C).rstrip("\n").replace("\n","\r\n")
L["crlf_missing"] = head.replace("\n","\r\n")
L["crlf_flow"] = (head + "contacts: []\n").replace("\n","\r\n")
L["crlf_empty"] = (head + "contacts:\n").replace("\n","\r\n")
L["crlf_block"] = (head + C+"    reason: |\n      one\n      two\n").replace("\n","\r\n")
L["bom_json"] = '\ufeff{"schema":"case/1","crn":"X320741","contacts":[]}'
L["bom_marker"] = '\ufeff---\n'+head + C
L["bom_comment"] = '\ufeff# hello\n'+head + C
L["comments_between"] = head + "contacts:   # all\n  # first\n  - id: C1   # one\n    # date\n    date: 2025-01-15\n    type: other\n\n  # second\n  - id: C2\n    date: 2025-01-16\n    type: other\n    # last of C2\n  # last of contacts\n# of enforcement\nenforcement: []\n# end\n"
L["comments_col0"] = head + "contacts:\n# first\n  - id: C1\n# date\n    date: 2025-01-15\n    type: other\n# x\n  - id: C2\n    date: 2025-01-16\n    type: other\n# of what?\nenforcement: []\n"
L["dash_alone"] = head + "contacts:\n  -\n    id: C1\n    date: 2025-01-15\n    type: other\n  -\n    id: C2\n    date: 2025-01-15\n    type: other\n"
L["dash_comment"] = head + "contacts:\n  - # c1\n    id: C1\n    date: 2025-01-15\n    type: other\n"
L["qmark"] = '? schema\n: case/1\n? crn\n: X320741\n? contacts\n: - id: C1\n    date: 2025-01-15\n    type: other\n'
L["contacts_first"] = 'contacts:\n  - id: C1\n    date: 2025-01-15\n    type: other\nschema: case/1\ncrn: X320741\n'
L["contacts_first_zero"] = 'contacts:\n- id: C1\n  date: 2025-01-15\n  type: other\n\n\n# next\nschema: case/1\ncrn: X320741\n'
L["contacts_empty_first"] = 'contacts: []\nschema: case/1\ncrn: X320741\n'
L["contacts_empty_first_null"] = 'contacts:\nschema: case/1\ncrn: X320741\n'
L["space_before_colon"] = head + "contacts :\n  - id: C1\n    date : 2025-01-15\n    type: other\n"
L["mixed_style"] = head + C+"  - {id: C2, date: 2025-01-16, type: other}\n"
L["mixed_style2"] = head + "contacts:\n  - {id: C2, date: 2025-01-16, type: other}\n" + C.split("\n",1)[1]
L["flow_ml_item"] = head + "contacts:\n  - {id: C2,\n     date: 2025-01-16,\n     type: other}\n"
L["flow_ml_item_odd"] = head + "contacts:\n  - {id: C2,\n   date: 2025-01-16, # x\n     type: other\n    }\n"
L["flow_ml_item_out"] = head + "contacts:\n  - {id: C2,\n date: 2025-01-16, # x\n    type: other\n    }\n"
L["deep"] = head + "contacts:\n        - id: C1\n          date: 2025-01-15\n          type: other\n"
L["one_space"] = "schema: case/1\ncrn: X320741\ncontacts:\n - id: C1\n   date: 2025-01-15\n   type: other\n"
L["wide_dash"] = "schema: case/1\ncrn: X320741\ncontacts:\n-    id: C1\n     date: 2025-01-15\n     type: other\n"
L["indented_root"] = "  schema: case/1\n  crn: X320741\n  contacts:\n    - id: C1\n      date: 2025-01-15\n      type: other\n"
L["indented_root_missing"] = "  schema: case/1\n  crn: X320741\n"
L["dup_line_marker_flow"] = "--- {schema: case/1, crn: X320741, contacts: []}\n"
L["comment_like_contacts"] = head + "# contacts:\n#   - id: C1\n"
L["blank_tail"] = head + C+"\n\n\n"
L["blank_tail_crlf"] = (head + C+"\n\n\n").replace("\n","\r\n")
L["emoji_key_comment"] = head + C.replace("outcome: attended_complied","outcome: attended_complied # 👩🏽‍⚖️ ✅") + "# ŵ 👍"
L["plain_colon"] = head + C+"    reason: http://x.example/#a'b\"c [d] {e}, f\n"
L["dq_brackets"] = head+'contacts: [{id: C1, date: 2025-01-15, type: other, reason: "a\\"]}", recorded_by: X1}]\n'
L["sq_brackets"] = head + "contacts: [{id: C1, date: 2025-01-15, type: other, reason: 'it''s ]} # x'}]\n"
L["plain_quote_in_flow"] = head + "contacts: [{id: C1, date: 2025-01-15, type: other, reason: it's a \"thing\" a#b}]\n"
L["adjacent_colon"] = '{"schema":case/1,"crn":"X320741","contacts":[{"id":"C1","date":"2025-01-15","type":"other","reason":"x"}]}\n'

# What cannot take a pure insertion, and what the refusal says.
REFUSED = {"block_last_contact_eof": b"end the file with a line end and record again",
           "two_docs": b"keep one case in a file", "two_docs_empty": b"keep one case in a file", "two_docs_empty2": b"keep one case in a file"}
# What other readers of YAML take and YAML 1.2 does not: lines of a text or of brackets no further in than what holds them.
further_in = b"stands no further in than "
NOT_YAML = {"dq_multi_out": further_in, "sq_multi_col0": further_in, "flow_ml_item_out": further_in}
NOT_FOR_PYYAML = {"json_pretty", "tab_comment2"}  # tabs where YAML 1.2 allows them and it does not


def read(name, data):
    text = data.decode("utf-8-sig")
    if name in NOT_FOR_PYYAML:
        text = text.replace("\t", "  ")
    return json.loads(text) if name.startswith("json") else yaml.load(text, Text)


problems, written = [], 0
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "case.yaml")
    command = [tool, "add", "contact", "case.yaml", *(word for key in ("id", "date", "type", "outcome") for word in ("--" + key, ENTRY[key])), "--no-config", "--as-of", ENTRY["recorded"]]
    for name, text in L.items():
        old = text.encode()
        open(path, "wb").write(old)
        dry = subprocess.run(command + ["--dry-run"], capture_output=True, cwd=folder)
        if open(path, "rb").read() != old:
            problems.append(f"{name}: a dry run wrote")
        done = subprocess.run(command + ["--format", "json"], capture_output=True, cwd=folder)
        new = open(path, "rb").read()
        if dry.returncode != done.returncode:
            problems.append(f"{name}: exit {done.returncode}, as a dry run {dry.returncode}")
        if name in REFUSED or name in NOT_YAML:
            code, why = (5, REFUSED[name]) if name in REFUSED else (3, NOT_YAML[name])
            if done.returncode != code or new != old or why not in done.stderr:
                problems.append(f"{name}: {done.returncode} {done.stderr}")
            continue
        if done.returncode != 0:
            problems.append(f"{name}: exit {done.returncode} {done.stderr}")
            continue
        written += 1
        n = len(new) - len(old)
        at = next((i for i in range(len(old)) if old[i] != new[i]), len(old))
        # `[]` that ends its line gives way to its first entry; a list that was absent is marked as known in part besides.
        given_way = (b"partial" in new and b"partial" not in old) or b"[]" in old[max(0, at - 2):at + 8]
        if n <= 0 or not given_way and not any(new[:i] + new[i + n:] == old for i in range(max(0, at - n), at + 1)):
            problems.append(f"{name}: more than an insertion\n{new.decode()}")
        before, after = read(name, old), read(name, new)
        whole = read(name, new)
        after.pop("partial", None)
        if str(after["contacts"][-1].pop("change", None)) != "1":
            problems.append(f"{name}: no number of the change")
        there = before.get("contacts")  # a null is text to this reader
        before["contacts"] = (there if isinstance(there, list) else []) + [ENTRY]
        if before != after:
            problems.append(f"{name}: another value\n{new.decode()}")
        line = json.loads(done.stdout)["line"]
        if "Z900" not in "".join(new.decode().split("\n")[line - 1:line + (name == "dash_alone")]):
            problems.append(f"{name}: not on line {line}\n{new.decode()}")
        if shutil.which("patch"):
            open(path, "wb").write(old)
            subprocess.run(["patch", "--binary", "-s", "case.yaml"], input=dry.stdout, cwd=folder, capture_output=True)
            if open(path, "rb").read() != new:
                problems.append(f"{name}: the difference, applied, is another file\n{dry.stdout.decode()}")
        # The canonical layout keeps every value, and is kept by itself.
        open(path, "wb").write(new)
        laid = subprocess.run([tool, "fmt", "case.yaml", "--no-config"], capture_output=True, cwd=folder)
        if laid.returncode == 0:
            if read(name, open(path, "rb").read()) != whole:
                problems.append(f"{name}: fmt changed a value\n{open(path).read()}")
            if subprocess.run([tool, "fmt", "--check", "case.yaml", "--no-config"], capture_output=True, cwd=folder).returncode != 0:
                problems.append(f"{name}: fmt is not content with itself\n{open(path).read()}")
        elif laid.returncode != 5 or open(path, "rb").read() != new:
            problems.append(f"{name}: fmt {laid.returncode} {laid.stderr}")
if not shutil.which("patch"):
    print("skipped: no patch to apply differences with")
print("\n".join(problems[:8]))
print(f"{len(L)} layouts: {written} written, {len(REFUSED) + len(NOT_YAML)} refused, {len(problems)} problems")
sys.exit(1 if problems or written < 80 else 0)
