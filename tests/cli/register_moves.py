#!/usr/bin/env python3
"""eip-score register move, held to the table of moves and to the bytes: every pair of states, in files of many layouts. A refused
move leaves the file as it was; a written one changes the state (and the keys the move brings), adds one row of history and no
other byte, and an independent YAML reader sees exactly that. register_moves.py BIN_FOLDER"""
import difflib, json, os, re, subprocess, sys, tempfile

import yaml

tool = os.path.join(os.path.abspath(sys.argv[1]), "eip-score")
AS_OF = "2025-10-24"
STATES = ["draft", "submitted", "appraised", "provisional", "approved", "review_due", "amalgamated", "suspended", "rejected", "decommissioned"]
AFTER_APPROVAL = {"suspended", "amalgamated", "decommissioned"}
ALLOWED = {"draft": {"submitted"}, "submitted": {"appraised"}, "appraised": {"provisional", "approved", "rejected", "decommissioned"}, "provisional": {"approved", "rejected", "suspended"},
           "approved": AFTER_APPROVAL | {"review_due"}, "review_due": AFTER_APPROVAL | {"approved"}, "suspended": {"approved", "decommissioned"}, "rejected": {"submitted"}, "amalgamated": set(), "decommissioned": set()}
NEEDS = {"provisional": ["--condition", "Describe supervision", "--owner", "developers", "--due", "2026-03-31"], "amalgamated": ["--successor", "successor"], "approved": ["--framework", "eip-2021"]}
HEAD = "# Kept: [a, comment] {with} \"quotes\"\nschema: intervention/1\nid: one-of-them\ntitle: 'It''s one: of them'   # and this\nversion: 1\nkind: structured_intervention\nneed_area: domestic_abuse\n" \
       "sessions: {pre_group: 1, group: 6, one_to_one: 0, post: 0, fixed_order: true}\n"
TAIL = "sources:\n  - {title: \"A source, 2020\", date: 2020-01-01}\n# the last line\n"
SUCCESSOR = HEAD.replace("one-of-them", "successor") + "lifecycle: {state: approved, framework: eip-2021, approved_date: 2022-01-01}\n"
wrong = moves = 0


class Text(yaml.SafeLoader): pass
Text.yaml_implicit_resolvers = {}


def complain(*words):
    global wrong
    wrong += 1
    print(*words)
    if wrong > 12: sys.exit(1)


def extras(state):
    return {"amalgamated": ", amalgamated_into: successor", "provisional": ', conditions: [{text: "x", owner: them, due: 2026-01-01}]'}.get(state, "") + \
        (", approved_date: 2021-02-01, framework: eip-2021" if state in ("approved", "review_due", "suspended") else "")


def run(path, *arguments, catalogue=None):
    argv = [tool, "register", "move", path, "--as-of", AS_OF, "--format", "json", "--no-config", *(["--catalogue", catalogue] if catalogue else []), *arguments]
    r = subprocess.run(argv, capture_output=True, text=True)
    try: return r.returncode, json.loads(r.stdout), r.stderr
    except ValueError: return r.returncode, {}, r.stderr


def put(folder, text, name="one-of-them.yaml"):
    path = os.path.join(folder, name)
    with open(path, "wb") as f: f.write(text if isinstance(text, bytes) else text.encode())
    return path


def got(path):
    with open(path, "rb") as f: return f.read()


def refused(folder, text, arguments, words, code=5, catalogue=None):
    global moves
    moves += 1
    path = put(folder, text)
    before = got(path)
    exit_code, receipt, err = run(path, *arguments, catalogue=catalogue)
    said = err + (receipt.get("message") or "")
    if exit_code != code or got(path) != before or not all(w in said for w in words): complain("not refused as it should be:", arguments, exit_code, said)
    if code == 5 and (receipt.get("schema"), receipt.get("status"), receipt.get("line")) != ("receipt/1", "refused", None): complain("receipt of a refusal:", receipt)


def written(folder, text, to, arguments, keys=(), history_before=0, date="2025-09-01"):
    """`keys`: what else of the lifecycle the move sets."""
    global moves
    moves += 1
    path = put(folder, text)
    old = got(path)
    exit_code, receipt, err = run(path, "--to", to, "--date", date, *arguments)
    new = got(path)
    if exit_code: return complain("refused:", to, arguments, err, text if isinstance(text, str) else text.decode())
    if {k: receipt.get(k) for k in ("schema", "status", "id", "action", "crn", "supersedes", "findings")} != \
            {"schema": "receipt/1", "status": "written", "id": "one-of-them", "action": "move", "crn": None, "supersedes": None, "findings": []}: complain("receipt:", receipt)
    a, b = (yaml.load(x.decode("utf-8-sig"), Text) for x in (old, new))
    before, after = a.pop("lifecycle"), b.pop("lifecycle")
    if to == "submitted" and before["state"] == "rejected": a.pop("version"), b.pop("version")
    if a != b: complain("something else changed:", a, b)
    rows = (before.get("history") or [])
    if after["state"] != to or len(rows) != history_before or after["history"][:-1] != rows or (after["history"][-1]["date"], after["history"][-1]["state"]) != (date, to): complain("lifecycle:", after)
    for key in set(before) | set(after):
        if key not in ("state", "history", *keys) and before.get(key) != after.get(key): complain("%s changed: %s, %s" % (key, before.get(key), after.get(key)))
    # Taken back, the file is what it was: the state's word, and nothing but insertions beside it.
    line = new.decode("utf-8-sig").splitlines()[receipt["line"] - 1]
    if date not in line: complain("the receipt's line:", line)
    try: json.loads(old)
    except ValueError: pass
    else: json.loads(new)  # what was JSON still is
    if b"\r\n" in old and new.count(b"\n") != new.count(b"\r\n"): complain("line ends:", new)
    if old.startswith(b"\xef\xbb\xbf") != new.startswith(b"\xef\xbb\xbf"): complain("byte order mark")
    changed = [o[1:] for o in difflib.ndiff(old.decode().splitlines(), new.decode().splitlines()) if o.startswith("- ")]
    if any(not re.search(r"state|lifecycle|history|version|conditions|framework", c) for c in changed): complain("lines lost:", changed)
    for comment in re.findall(rb"#[^\r\n]*", old):
        if old.count(comment) != new.count(comment): complain("comment lost:", comment)
    again = run(path, "--to", to, "--date", date, *arguments)
    if (again[0], again[1].get("status")) != (0, "already_recorded") or got(path) != new: complain("the same again:", again)


with tempfile.TemporaryDirectory() as folder:
    put(folder, SUCCESSOR, "successor.yaml")
    flow = lambda state, history="": HEAD + "lifecycle: {state: %s%s%s}   # the register\n" % (state, extras(state), history) + TAIL
    # 1. Every pair of states.
    for state in STATES:
        for to in STATES:
            arguments = list(NEEDS.get(to, []))
            if state == "rejected" and to == "submitted": arguments += ["--version", "2"]
            if state in ("approved", "review_due") and to == "submitted":  # another version begins, and the one in use stays
                refused(folder, flow(state), ["--to", to, "--date", "2025-09-01"], ["higher than 1", "--version"])
                continue
            if to in ALLOWED[state]:
                keys = {"approved": ["approved_date", "framework", "review_date"], "provisional": ["conditions"], "amalgamated": ["amalgamated_into"]}.get(to, [])
                written(folder, flow(state), to, arguments, keys)
            else:
                refused(folder, flow(state), ["--to", to, "--date", "2025-09-01", *arguments], ["%s does not become %s" % (state, to), "final" if not ALLOWED[state] else "from %s it may become" % state])
    # 2. Layouts.
    rows = "{date: 2024-05-01, state: submitted}", "{date: 2024-06-01, state: appraised, sitting: si-3}"
    block = "lifecycle:   # the register\n  # before the state\n  state: appraised   # now\n  framework: eip-2021\n"
    layouts = {
        "flow": (flow("appraised", ", history: [%s, %s]" % rows), 2), "flow, no history": (flow("appraised"), 0), "flow, empty history": (flow("appraised", ", history: []"), 0),
        "block, no history": (HEAD + block + TAIL, 0), "block, empty history": (HEAD + block + "  history: []\n" + TAIL, 0), "block, flow history": (HEAD + block + "  history: [%s, %s]\n" % rows + TAIL, 2),
        "block, rows": (HEAD + block + "  history:\n    - %s\n    # between\n    - %s   # after\n" % rows + TAIL, 2), "rows at the key": (HEAD + block + "  history:\n  - %s\n  - %s\n" % rows + TAIL, 2),
        "rows as maps": (HEAD + block + "  history:\n    - date: 2024-05-01\n      state: submitted\n    - date: 2024-06-01\n      state: appraised\n      sitting: si-3\n" + TAIL, 2),
        "history first": (HEAD + "lifecycle:\n  history:\n    - %s\n  # here\n  framework: eip-2021\n  state: appraised\n" % rows[1] + TAIL, 1),
        "lifecycle last": (HEAD + TAIL + block + "  history:\n    - %s" % rows[1], 1), "lifecycle first": (block + "  history: [%s]\n" % rows[1] + HEAD + TAIL, 1),
        "state quoted": (HEAD + block.replace("state: appraised", "state: \"appraised\"") + TAIL, 0), "state in single quotes": (HEAD + block.replace("state: appraised", "'state': 'appraised'") + TAIL, 0),
        "four blanks": (HEAD + block.replace("\n  ", "\n    ") + TAIL, 0), "no line end": ((HEAD + TAIL + block).rstrip("\n"), 0),
        "json": (json.dumps({"schema": "intervention/1", "id": "one-of-them", "title": "x", "kind": "toolkit", "version": 1, "lifecycle": {"state": "appraised", "framework": "eip-2021", "history": []}}, indent=1) + "\n", 0),
        "json on one line": (json.dumps({"schema": "intervention/1", "id": "one-of-them", "title": "x", "kind": "toolkit", "lifecycle": {"state": "appraised", "framework": "eip-2021", "history": [{"date": "2024-05-01", "state": "appraised"}]}}) + "\n", 1)}
    for name, (text, count) in layouts.items():
        for variant in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode()):
            for to, keys in (("rejected", ()), ("approved", ("approved_date", "framework", "review_date")), ("provisional", ("conditions",))):
                written(folder, variant, to, NEEDS.get(to, []), keys, count)
    written(folder, flow("review_due", ", review_date: 2025-12-01"), "approved", ["--review-date", "2030-09-01", "--sitting", "si-9"], ("review_date",))
    # 3. What a move needs.
    may = flow("approved")
    move_on = lambda *more: ["--to", "amalgamated", "--date", "2025-09-01", *more]
    refused(folder, may, move_on(), ["needs its successor", "--successor"])
    refused(folder, may, move_on("--successor", "one-of-them"), ["cannot be its own successor"])
    refused(folder, may, move_on("--successor", "nobody"), ["nobody is not in"])
    for state in STATES:
        if state in ("approved", "review_due"): continue  # under review is in use
        put(folder, SUCCESSOR.replace("state: approved", "state: " + state), "successor.yaml")
        refused(folder, may, move_on("--successor", "successor"), ["not approved but " + state])
    put(folder, SUCCESSOR.replace("state: approved", "state: amalgamated, amalgamated_into: third"), "successor.yaml")
    put(folder, SUCCESSOR.replace("id: successor", "id: third").replace("state: approved", "state: amalgamated, amalgamated_into: one-of-them"), "third.yaml")
    refused(folder, may, move_on("--successor", "successor"), ["successor was itself amalgamated into one-of-them", "successor → third → one-of-them"])
    os.remove(os.path.join(folder, "third.yaml"))
    put(folder, SUCCESSOR, "successor.yaml")
    refused(folder, flow("appraised"), ["--to", "provisional", "--date", "2025-09-01"], ["condition", "--owner", "--due"])
    refused(folder, flow("appraised"), ["--to", "approved", "--date", "2025-09-01"], ["framework", "--framework"])
    refused(folder, flow("rejected"), ["--to", "submitted", "--date", "2025-09-01"], ["higher than 1", "--version"])
    refused(folder, flow("rejected"), ["--to", "submitted", "--date", "2025-09-01", "--version", "1"], ["higher than 1"])
    refused(folder, flow("draft"), ["--to", "submitted", "--date", "2025-10-25"], ["2025-10-25 lies after 2025-10-24"])
    refused(folder, flow("draft", ", history: [{date: 2025-09-02, state: draft}]"), ["--to", "submitted", "--date", "2025-09-01"], ["before the last event", "2025-09-02"])
    refused(folder, flow("review_due"), ["--to", "approved", "--date", "2025-09-01", "--review-date", "2025-09-01"], ["review date"])
    refused(folder, HEAD + TAIL, ["--to", "submitted", "--date", "2025-09-01"], ["records no state"])
    # 4. Usage, and files that cannot be read.
    for arguments, words in ((["--to", "aproved", "--date", "2025-09-01"], ["aproved", "approved"]), (["--to", "approved", "--date", "2025-02-30"], ["2025-02-30"]), (["--to", "approved"], ["--date"]),
                             (["--date", "2025-09-01"], ["--to"]), (["--to", "approved", "--date", "2025-09-01", "--successor", "x"], ["--successor belongs to --to amalgamated"]),
                             (["--to", "provisional", "--date", "2025-09-01", "--condition", "x"], ["--owner", "--due"])):
        refused(folder, flow("appraised"), arguments, words, 2)
    refused(folder, "schema: selection/1\nregion: N51\nselected: []\n", ["--to", "approved", "--date", "2025-09-01"], ["intervention/1"], 3)
    refused(folder, flow("appraised") + "unknown_key: 1\n", ["--to", "approved", "--date", "2025-09-01"], ["DOC101"], 3)
    refused(folder, flow("appraised") + "---\n" + SUCCESSOR, ["--to", "rejected", "--date", "2025-09-01"], ["several documents"])
    if run(os.path.join(folder, "no-such.yaml"), "--to", "approved", "--date", "2025-09-01")[0] != 3: complain("a missing file is exit 3")
    # 5. What would be a new error of the catalogue's rules refuses it; a dry run writes nothing.
    five = flow("appraised").replace("pre_group: 1, group: 6", "pre_group: 0, group: 5")
    refused(folder, five, ["--to", "approved", "--date", "2021-06-25", "--framework", "eip-2021"], ["errors stand in the way", "INT801"])  # six sessions until that day, four from the next
    path = put(folder, five)
    if run(path, "--to", "approved", "--date", "2021-06-26", "--framework", "eip-2021")[0] != 0: complain("five sessions are enough from 26 June 2021")
    path = put(folder, flow("draft"))
    before = got(path)
    code, receipt, _ = run(path, "--to", "submitted", "--date", "2025-09-01", "--dry-run")
    if (code, receipt.get("status")) != (0, "dry_run") or got(path) != before or "+lifecycle: {state: submitted" not in receipt.get("diff", ""): complain("dry run:", receipt)
    # Where the panel's sheet lies beside it, the register takes only what the board ratified.
    sheet = "schema: panel/1\nid: sheet\nintervention: one-of-them\nversion: 1\nratification: {decision: %s}\n"
    to_approved = ["--to", "approved", "--date", "2025-09-01", "--framework", "eip-2021"]
    for decision in ("null", "provisional", "not_approved"):
        put(folder, sheet % decision, "sheet.yaml")
        refused(folder, flow("appraised"), to_approved, ["EIP909", "no ratification says approved"])
    put(folder, sheet % "approved", "sheet.yaml")
    written(folder, flow("appraised"), "approved", to_approved[4:], ("approved_date", "framework", "review_date"))
    os.remove(os.path.join(folder, "sheet.yaml"))
    path = put(folder, flow("draft"))
    # 6. Somebody else holds the lock: a conflict, safe to try again.
    import fcntl
    with open(os.path.join(folder, ".one-of-them.yaml.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, receipt, err = run(path, "--to", "submitted", "--date", "2025-09-01", "--lock-timeout", "0.2")
        if (code, receipt.get("status")) != (4, "conflict") or got(path) != before: complain("lock:", code, receipt, err)
print("%d moves, %d wrong" % (moves, wrong))
sys.exit(1 if wrong else 0)
