"""The JSON Schemas accept exactly what the decoder accepts, over every example and every rule case.

Left out are documents whose fault no schema can say: not YAML, duplicate keys, anchors, limits, ids and references
(DOC001-DOC005, DOC105-DOC107)."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

bins, root = sys.argv[1], sys.argv[2]
audit = os.path.join(bins, "rar-audit")


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 core, strict about numbers as the formats are: what is no plain decimal stays text."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(0|-?[1-9][0-9]*)$"), list("-0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789"))


def whole(loader, node):
    return int(node.value)


Core.add_constructor("tag:yaml.org,2002:int", whole)
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
# In JSON Schema 20.0 is an integer; in the file formats it is not.
TYPES = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda checker, value: isinstance(value, int) and not isinstance(value, bool))
Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, type_checker=TYPES)

schemas = {}
for name in ("case/1", "eip_policy/1", "intervention/1", "panel/1", "policy/1"):
    schema = json.load(open(os.path.join(root, "schemas", name.replace("/", "-") + ".schema.json")))
    Validator.check_schema(schema)
    schemas[name] = Validator(schema, format_checker=jsonschema.FormatChecker())

UNSAYABLE = re.compile(r"DOC00\d|DOC10[567]")
problems, agreed, refused, left_out = [], 0, 0, 0


def documents(path):
    text = open(path, "rb").read()
    if text.startswith(b"\xef\xbb\xbf"):
        text = text[3:]
    try:
        text = text.decode()
    except UnicodeDecodeError:
        return [text]
    return [part for part in re.split(r"(?m)^---[ \t]*\r?$", text) if re.search(r"(?m)^[^#\s]", part)]


paths = [p for pattern in ("examples/**/*.yaml", "tests/rules/**/*.yaml") for p in glob.glob(os.path.join(root, pattern), recursive=True)]
for path in sorted(paths):
    for number, text in enumerate(documents(path)):
        if isinstance(text, bytes):
            left_out += 1
            continue
        where = f"{os.path.relpath(path, root)} document {number + 1}"
        tool = os.path.join(bins, "eip-score") if re.search("schema: (intervention|panel|eip_policy)/1", text) else audit
        command = ["score", "-", "--replicates", "1"] if "schema: panel/1" in text else ["check", "-"]
        done = subprocess.run([tool, *command, "--stdin-name", "x.yaml", "--select", "DOC", "--format", "json", "--as-of", "2025-10-24"],
                              input=text.encode(), capture_output=True)
        found = json.loads(done.stdout)["findings"]
        if "schema: eip_policy/1" in text:  # read where it is used; bands that overlap are more than a schema can say
            with tempfile.NamedTemporaryFile("w", suffix=".yaml") as policy:
                policy.write(text)
                policy.flush()
                used = subprocess.run([tool, "score", "--policy", policy.name, "--allow-empty"], capture_output=True)
            words = used.stderr.decode()
            found = [{"rule": (re.findall(r"\[(DOC\d+)\]", words) or ["DOC106"])[0], "message": words}] if used.returncode == 2 else []
        if "schema: policy/1" in text:  # no command judges one; it is read where it is used
            with tempfile.NamedTemporaryFile("w", suffix=".yaml") as policy:
                policy.write(text)
                policy.flush()
                used = subprocess.run([audit, "check", "--policy", policy.name, "--allow-empty"], capture_output=True)
            found = [{"rule": "DOC102", "message": used.stderr.decode()}] if used.returncode == 2 else []
        if any(UNSAYABLE.match(f["rule"]) for f in found):
            left_out += 1
            continue
        accepted = not found
        try:
            value = yaml.load(text, Core)
        except yaml.YAMLError as error:
            if accepted:
                problems.append(f"{where}: another YAML parser refuses it: {error}")
            left_out += not accepted
            continue
        name = value.get("schema") if isinstance(value, dict) else None
        if name not in schemas:
            if accepted:
                left_out += 1
            else:
                agreed += 1
            continue
        errors = list(schemas[name].iter_errors(value))
        if accepted == (not errors):
            agreed += 1
            refused += not accepted
        else:
            problems.append(f"{where}: decoder {'accepts' if accepted else 'refuses: ' + found[0]['message']}; schema "
                            f"{'refuses: ' + errors[0].message[:200] if errors else 'accepts'}")

# mapping/2 is a language of its own: its schema knows at each place the keys that reading knows there, and takes the mappings at hand.
schema = json.load(open(os.path.join(root, "schemas", "mapping-2.schema.json")))
Validator.check_schema(schema)
mapping = Validator(schema)
table, column = schema["$defs"]["table"], schema["$defs"]["column"]
stamp = next(one for one in schema["$defs"]["stamp"]["oneOf"] if one.get("type") == "object")
ROW = "schema: mapping/2\nsystem: s\ntables:\n  - file: a.csv\n    rows: contact\n    columns: {CRN: crn}\n"
PLACES = (("", schema), ("    ", table), ("    columns: {A: {", column), ("    changed: {", stamp), ("    deleted: {", table["properties"]["deleted"]),
          ("    join: {", table["properties"]["join"]), ("    outcome: {", table["properties"]["outcome"]), ("    minutes: {", table["properties"]["minutes"]),
          ("window: {", schema["properties"]["window"]))
with tempfile.TemporaryDirectory() as folder:
    def imported(text):
        for name, content in (("m.yaml", text), ("a.csv", "CRN\n")):
            open(os.path.join(folder, name), "w").write(content)
        return subprocess.run([os.path.join(bins, "rar-record"), "import", "a.csv", "--mapping", "m.yaml", "--out", "cases"], cwd=folder, capture_output=True, text=True)
    for place, shape in PLACES:
        start = ROW if "columns" not in place else ROW.replace("    columns: {CRN: crn}\n", "")
        said = imported(start + place + "zzzzzzzz: 1" + "}" * place.count("{") + "\n").stderr
        known = re.search(r"unknown key `zzzzzzzz` of [^;]*; known are (.*)", said)
        if known is None or set(known[1].split(", ")) != set(shape["properties"]):
            problems.append(f"mapping/2, `{place}`: reading says {said}, the schema knows {sorted(shape['properties'])}")
    for text, good in ((ROW, True), (ROW + "encoding: latin\n", False), (ROW + "century: 1700\n", False), (ROW + "century: 1950\n", True), (ROW.replace("rows: contact", "rows: thing"), False),
                       (ROW.replace("system: s\n", ""), False), (ROW + "    complete: perhaps\n", False), (ROW + "    deleted: {when: [x]}\n", False), (ROW + "    changed: {column: W, as: iso}\n", True)):
        if (imported(text).returncode != 2) != good or mapping.is_valid(yaml.load(text, Core)) != good:
            problems.append(f"mapping/2 is {'good' if good else 'bad'}: {text}")
for text in [subprocess.run([os.path.join(bins, "rar-record"), "mapping", name], capture_output=True, text=True).stdout for name in ("delius", "export")] + [
        open(path).read() for path in glob.glob(os.path.join(root, "examples/**/*.yaml"), recursive=True) if "schema: mapping/2" in open(path).read()]:
    for error in mapping.iter_errors(yaml.load(text, Core)):
        problems.append(f"a mapping at hand: {error.message[:300]}")
print("\n".join(problems[:40]))
print(f"{agreed} documents agree, {refused} of them refused; {left_out} left out; {len(problems)} disagree")
sys.exit(1 if problems or agreed < 100 or refused < 10 else 0)
