"""Records into case files of many generated layouts and holds the result to three independent opinions: taking the inserted
bytes out again gives the old file; python3-yaml reads the old value and exactly the new entry; and the text values come back.
Layouts: indentation, list styles, flow, JSON, CRLF, byte order mark, comments everywhere, block scalars, quoting, no last line
end, document markers, an empty or missing list, other orders of keys."""
import json
import os
import random
import subprocess
import sys
import tempfile

import yaml

bins = os.path.abspath(sys.argv[1])
tool = os.path.join(bins, "rar-record")
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 220


class Text(yaml.SafeLoader):
    """Everything as text: whether PyYAML takes 2025-01-01 for a date is not the question."""


Text.yaml_implicit_resolvers = {}

HOSTILE = ["? yes", "a: b", "x #y", "no", "012", "0x1F", "1e3", "~", "null", "Yes", "off", "- a", "[a]", "{a: b}", "'", '"', "it's \"so\"", "back\\slash", "=SUM(A1)", "@x", "`x`",
           "%TAG", "!tag", "&a", "*a", "|", ">", ": ", " lead", "trail ", "two\nlines", "tab\there", "🐑👩🏽‍⚖️", "ŵyn", "2025-01-01", "10:00", "1:30:00", "<<", "...", "---", "a\u2028b", "a\u0085b",
           "\ufeffbom", "#", "-", "?", ":", "a,b", "True", "y", "N", ".inf", ".5", "1_000", "+1", "0o7", "on_track", "😀" * 30, "\\n", "''", '""', "a\r\nb", "\x07bell"]


def yaml_text(rng, indent, crlf_unused):
    step = rng.choice([2, 2, 3, 4])
    dash_in = rng.choice([0, 2, step])            # a list against its key
    pad = rng.choice([1, 1, 1, 3])                # after the dash
    gap = lambda: rng.choice(["", "", "", "\n", "\n\n"])
    note = lambda: rng.choice(["", "", "", "   # a note: [1, 2] {x} 'q' \"r\""])
    whole = lambda n: rng.choice(["", "", "", " " * n + "# contacts:\n", "# - id: C99\n"])
    quote = lambda word: rng.choice([word, word, f'"{word}"', f"'{word}'"])
    item = lambda n, pairs: block_item(n, pairs)

    def block_item(n, pairs):
        if rng.random() < 0.25:
            return " " * n + "-" + " " * pad + "{" + ", ".join(f"{k}: {v}" for k, v in pairs if "\n" not in v) + "}" + note() + "\n"
        lines = ""
        for i, (k, v) in enumerate(pairs):
            lead = " " * n + "-" + " " * pad if i == 0 else " " * (n + 1 + pad)
            if "\n" in v:
                style = rng.choice(["|", "|-", "|+", ">", ">-"])
                lines += f"{lead}{k}: {style}\n" + "".join((" " * (n + 3 + pad) + l if l else "") + "\n" for l in v.split("\n"))
            else:
                lines += f"{lead}{k}: {v}{note()}\n"
        return lines

    contacts = []
    for i in range(rng.randrange(0, 5)):
        pairs = [("id", quote(f"C{i + 1}")), ("date", f"2025-02-{i + 10}"), ("type", quote("supervision_appointment")), ("outcome", "attended_complied")]
        if rng.random() < 0.4:
            pairs.append(("reason", rng.choice(["A letter came.\n\ncontacts:\n  - id: C99\n# no comment", "plain", '"in # quotes: [x"', "'it''s'", "text\n\n\n"])))
        contacts.append(pairs)
    sections = {
        "manager": "manager:\n" + " " * step + "region: N51" + note() + "\n" + " " * step + "team: N51M01\n",
        "orders": "orders:\n" + item(dash_in, [("id", "O1"), ("type", "community_order"), ("sentence_date", "2025-01-13"), ("end_date", "2026-01-12"), ("fine", "true")]),
        "enforcement": rng.choice(["enforcement: []\n", "", "enforcement: [ ]   # none\n"]),
        "reviews": rng.choice(["reviews: []\n", "", "reviews:\n" + item(dash_in, [("id", "V1"), ("date", "2025-05-01"), ("kind", "risk"), ("outcome", "text\nmore")])]),
    }
    kind = rng.random()
    if kind < 0.1:
        sections["contacts"] = rng.choice(["", "contacts:" + note() + "\n"])
        contacts = []
    elif kind < 0.2 or not contacts:
        sections["contacts"] = rng.choice(["contacts: []\n", "contacts: [ ]  # nothing yet\n", "contacts: [\n]\n", '"contacts": []\n'])
    elif kind < 0.4:
        flows = ["{" + ", ".join(f"{k}: {v}" for k, v in pairs if "\n" not in v) + "}" for pairs in contacts]
        how = rng.randrange(4)
        last = rng.choice(["", ","])
        sections["contacts"] = ("contacts: [" + ", ".join(flows) + last + "]" + note() + "\n" if how == 0 else
                                "contacts: [\n" + "".join(" " * step + f + ("," if i + 1 < len(flows) else last) + rng.choice(["", " # on this ]}"]) + "\n" for i, f in enumerate(flows)) + " " * rng.choice([1, step]) + "]\n" if how == 1 else
                                "contacts: [ " + ",\n   ".join(flows) + " ]\n" if how == 2 else "contacts:\n" + " " * step + "[" + ", ".join(flows) + "]\n")
    else:
        sections["contacts"] = rng.choice(["contacts:", "'contacts':"]) + note() + "\n" + whole(dash_in) + "".join(item(dash_in, pairs) + whole(dash_in) + gap() for pairs in contacts)
    names = list(sections)
    rng.shuffle(names)
    head = rng.choice(["", "---\n", "# a case\n", "--- # one\n", "\n"])
    text = head + "schema: case/1\ncrn: X320741\n" + gap() + "".join(sections[n] + gap() + whole(0) for n in names)
    text += rng.choice(["", "", "# end ✅\n", "\n\n", "...\n"])
    if rng.random() < 0.25:
        text = text.rstrip("\n")
    return text


def json_text(rng):
    value = {"schema": "case/1", "crn": "X320741", "orders": [{"id": "O1", "type": "community_order", "sentence_date": "2025-01-13", "end_date": "2026-01-12", "fine": True}],
             "contacts": [{"id": f"C{i + 1}", "date": f"2025-02-{i + 10}", "type": "supervision_appointment", "reason": 'a "b" [c] {d}, e: f'} for i in range(rng.randrange(0, 4))]}
    if rng.random() < 0.2:
        del value["contacts"]
    return json.dumps(value, indent=rng.choice([None, 2, 4]), ensure_ascii=rng.random() < 0.5) + rng.choice(["", "\n"])


def lists(value):
    return value.get("contacts") or []


written = refused = 0
problems = []
with tempfile.TemporaryDirectory() as folder:
    for seed in range(rounds):
        rng = random.Random(seed)
        is_json = rng.random() < 0.12
        text = json_text(rng) if is_json else yaml_text(rng, 0, None)
        if rng.random() < 0.2 and not is_json:
            text = text.replace("\n", "\r\n")
        old = (b"\xef\xbb\xbf" if rng.random() < 0.1 else b"") + text.encode()
        path = os.path.join(folder, f"case{seed}.yaml")
        open(path, "wb").write(old)
        try:
            before = yaml.load(old.decode("utf-8-sig"), Text)
        except yaml.YAMLError as error:
            problems.append(f"seed {seed}: the generator made no YAML: {error}\n{text}")
            continue
        reason = rng.choice(HOSTILE)
        done = subprocess.run([tool, "add", "contact", path, "--date", "2025-03-03", "--type", "supervision_appointment", "--outcome", "attended_complied", "--id", "Z900",
                               "--reason", reason, "--format", "json", "--no-config", "--as-of", "2025-10-24"], capture_output=True)
        new = open(path, "rb").read()
        if done.returncode == 5:
            refused += 1
            if new != old:
                problems.append(f"seed {seed}: refused, and changed")
            # Only a text block that runs to the very end of the file, without a line end, cannot take an insertion.
            if not (b"no insertion keeps" in done.stderr and not old.endswith(b"\n")):
                problems.append(f"seed {seed}: refused: {done.stderr.decode()}\n{text}")
            continue
        if done.returncode != 0:
            problems.append(f"seed {seed}: exit {done.returncode}: {done.stderr.decode()}\n{text}")
            continue
        written += 1
        receipt = json.loads(done.stdout)
        n = len(new) - len(old)
        at = next((i for i in range(min(len(old), len(new))) if old[i] != new[i]), len(old))
        # `[]` that ends its line gives way to its first entry; a list that was absent is marked as known in part besides.
        given_way = b"partial" in new[at:] and b"partial" not in old or b"[]" in old[at - 2 if at > 1 else 0:at + 8]
        if receipt["status"] != "written" or n <= 0 or not given_way and not any(new[:i] + new[i + n:] == old for i in range(max(0, at - n), at + 1)):
            problems.append(f"seed {seed}: the change is not one insertion")
            continue
        after = (json.loads if is_json else lambda t: yaml.load(t, Text))(new.decode("utf-8-sig"))
        if is_json:
            before = json.loads(old.decode("utf-8-sig"))
        entry = lists(after)[-1]
        if str(entry.pop("change", None)) != "1":
            problems.append(f"seed {seed}: no number of the change")
        after.pop("partial", None)
        want = {"id": "Z900", "date": "2025-03-03", "type": "supervision_appointment", "outcome": "attended_complied", "reason": reason, "recorded": "2025-10-24"}
        if entry != want:
            problems.append(f"seed {seed}: the entry reads {entry}\n{new.decode()}")
        rest = dict(after)
        rest["contacts"] = lists(after)[:-1]
        expected = dict(before)
        expected["contacts"] = lists(before)
        if rest != expected:
            problems.append(f"seed {seed}: something else changed\n{new.decode()}")
        lines = new.decode("utf-8-sig").split("\n")
        if "Z900" not in lines[receipt["line"] - 1]:
            problems.append(f"seed {seed}: line {receipt['line']} is {lines[receipt['line'] - 1]!r}")
        if not is_json:
            normal = yaml.safe_load(new.decode("utf-8-sig"))["contacts"][-1]  # as YAML 1.1 tools take it
            if normal["reason"] != reason or normal["id"] != "Z900":
                problems.append(f"seed {seed}: YAML 1.1 reads {normal}")
    # fmt: the same values and comments, one layout, and the second time nothing to do
    texts = {}
    for seed in range(rounds):
        rng = random.Random(seed)
        if rng.random() < 0.12:
            continue  # JSON stays as it is
        path = os.path.join(folder, f"fmt{seed}.yaml")
        texts[path] = yaml_text(rng, 0, None)
        open(path, "w", newline="").write(texts[path].replace("\n", "\r\n") if seed % 5 == 0 else texts[path])
    done = subprocess.run([tool, "fmt", "--no-config", *texts], capture_output=True)
    refused_paths = {line.split(": ")[1] for line in done.stderr.decode().splitlines()}
    for path, text in texts.items():
        new = open(path, newline="").read()
        if path in refused_paths:
            continue
        if yaml.load(new, Text) != yaml.load(text, Text):
            problems.append(f"{path}: fmt changed a value\n{text}\n---\n{new}")
        if "\r" in new or not new.endswith("\n") or sum(new.count(c) for c in "#") < text.count("#"):
            problems.append(f"{path}: fmt lost something\n{text}\n---\n{new}")
    kept = [p for p in texts if p not in refused_paths]
    again = subprocess.run([tool, "fmt", "--check", "--no-config", *kept], capture_output=True)
    if again.returncode != 0 or len(kept) < len(texts) * 3 // 4:
        problems.append(f"fmt: {len(kept)} of {len(texts)} laid out, again: {again.stdout.decode()[:300]}{done.stderr.decode()[:300]}")
print("\n".join(problems[:5]))
print(f"{rounds} layouts: {written} written, {refused} refused, {len(problems)} problems")
sys.exit(1 if problems or written < rounds * 3 // 4 else 0)
