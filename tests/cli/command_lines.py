"""Random command lines over random folders - paths, links, patterns, configurations, formats, outputs, environment: the account
adds up and is the same in every format, the exit code is the one that the account and the findings ask for, and nothing that
was there is changed.

usage: command_lines.py BIN_FOLDER [--lines N] [--seed N]      420 lines; 10,000 with PROBATION_LONG=1
"""
import collections
import concurrent.futures
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.dom.minidom
import xml.parsers.expat

tools = os.path.abspath(sys.argv[1])


def number(flag, standard):
    return int(sys.argv[sys.argv.index(flag) + 1]) if flag in sys.argv else standard


LINES = number("--lines", 10000 if os.environ.get("PROBATION_LONG") == "1" else 420)
SEED = number("--seed", 20251024)
LINES_A_FOLDER = 5
CASE = """schema: case/1
crn: X{n:06}
manager: {{region: N51, pdu: NORTH_MCR, team: N51M0{team}, officer: N51M01{team}}}
orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: {end}
    requirements:
      - {{id: R1, type: rehabilitation_activity, max_days: 20, status: active}}
contacts:
  - {{id: C1, date: 2025-04-08, type: activity_session, requirement: R1, rar_activity: true, outcome: {outcome}}}
"""
INTERVENTION = "schema: intervention/1\nid: walk-{n}\ntitle: A walk\nversion: 1\nkind: toolkit\nlifecycle: {{state: approved}}\n"
POLICY = "schema: policy/1\nid: p-2025\nregion: N51\nvalues: []\n"
BROKEN = ("schema: case/1\ncrn: [\n", "schema: case/1\ncrn: X900000\ncrn: X900001\n", "", "just words\n", "schema: cse/1\n", "\x00")
OF = re.compile(r"(\d+) files?: (\d+) (?:judged|listed)((?:, \d+ (?:excluded|passed over|unreadable|of another shard))*)")


def case(dice):
    return CASE.format(n=dice.randint(900000, 999999), team=dice.randint(1, 3), end=dice.choice(("2026-01-12", "2024-01-12")), outcome=dice.choice(("attended_complied", "failed_to_attend", "unacceptable_absence", "null")))


def content(dice, name):
    base = os.path.basename(name)
    if base == "rar.yaml":
        return dice.choice(("select: [ENF401, PLN]\n", "exclude: [y.yml]\n", "fail_on: note\n", "fail_on_undetermined: true\n", "ignore: [REC]\n", "schema: configuration/1\n", "format: csv\n",
                            "show: error\n", "exclude: [\"*\"]\n", *(["nonsense: 1\n", "select: \"\"\n"] if dice.random() < 0.3 else [])))
    if base in (".rarignore", ".ignore"):
        return dice.choice(("a/\n", "*.yml\n!y.yml\n", "/x.yaml\n", "**/z.json\n", "# nothing\n\n", "[\n", "*\n!*/\n!x.yaml\n"))
    if base.endswith(".json"):
        return dice.choice(('{"x":1}', "[]", json.dumps({"schema": "case/1", "crn": "X900900"})))
    if base.endswith((".jsonl", ".ndjson")):
        return "".join(json.dumps({"schema": "case/1", "crn": f"X90090{i}"}) + dice.choice(("\n", "\r\n")) for i in range(dice.randint(0, 3)))
    if base.endswith(".gz"):
        return gzip.compress(case(dice).encode(), mtime=0) if dice.random() < 0.8 else b"\x1f\x8bno"
    kind = dice.random()
    if kind < 0.55:
        return case(dice)
    if kind < 0.65:
        return case(dice) + "---\n" + dice.choice((case(dice), POLICY, dice.choice(BROKEN)))
    if kind < 0.75:
        return INTERVENTION.format(n=dice.randint(1, 9))
    if kind < 0.85:
        return POLICY
    return dice.choice(BROKEN) if kind < 0.91 else case(dice)


class Folder:
    def __init__(self, dice):
        self.holder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.holder.name, "w")
        os.makedirs(os.path.join(self.path, ".git"))
        self.names, self.has_links = [], False
        for _ in range(dice.randint(1, 9)):
            name = "/".join([dice.choice(("a", "b", "north", ".h", "c d", "\u00fc")) for _ in range(dice.randint(0, 2))] +
                            [dice.choice(("x.yaml", "y.yml", "B.YAML", "z.json", "s.jsonl", "p.yaml.gz", "n.md", ".d.yaml", "rar.yaml", "l.yaml", "l", ".rarignore", ".ignore", "caf\udce9.yaml", "it's.yaml"))])
            path = os.path.join(self.path, name)
            if os.path.lexists(path):
                continue
            try:
                os.makedirs(os.path.dirname(path), exist_ok=True)
            except OSError:
                continue
            if os.path.basename(name) in ("l.yaml", "l"):
                os.symlink(dice.choice(("x.yaml", "..", ".", "../a", "y.yml", "l.yaml")), path)
                self.has_links = True
            else:
                data = content(dice, name)
                with open(path, "wb") as out:
                    out.write(data if isinstance(data, bytes) else data.encode())
            self.names.append(name)

    def snapshot(self):
        held = {}
        for at, folders, names in os.walk(self.path):
            for name in names + folders:
                path = os.path.join(at, name)
                held[path] = os.readlink(path) if os.path.islink(path) else None if os.path.isdir(path) else open(path, "rb").read()
        return held


JUDGES = {"rar-audit": {"check", "verify"}, "eip-score": {"check"}, "rar-record": {"verify"}}
COMMANDS = [("rar-audit", ["check"], 8), ("rar-audit", ["check", "--list-files"], 2), ("rar-audit", ["due"], 2), ("rar-audit", ["forecast"], 1), ("rar-audit", ["recount"], 1),
            ("rar-audit", ["measures"], 1), ("rar-audit", ["gaps"], 1), ("eip-score", ["check"], 2), ("eip-score", ["suite"], 1), ("eip-score", ["regions"], 1), ("eip-score", ["overlap"], 1),
            ("eip-score", ["score", "--replicates", "1"], 1), ("rar-plan", ["suggest", "--time-limit", "1"], 1), ("rar-plan", ["options"], 1), ("rar-record", ["status"], 1), ("rar-record", ["log"], 1),
            ("rar-record", ["verify"], 1), ("rar-record", ["export", "--tables", "../tables"], 1)]
FORMATS = ("text", "concise", "json", "ndjson", "csv", "markdown", "sarif", "junit", "github", "gitlab", "html", "yaml", "ics")


def line_of(dice, folder):
    """Tool, words and environment; whether an output goes over something that the run reads."""
    tool, words, _ = dice.choices(COMMANDS, [weight for _, _, weight in COMMANDS])[0]
    words = list(words)
    spelt = lambda name: dice.choice((name, "./" + name, "a/../" + name if os.path.isdir(os.path.join(folder.path, "a")) else name, os.path.join(folder.path, name)))
    paths = [spelt(dice.choice(folder.names + ["."] * 9 + ["a", "north", "c d"] + ["nope.yaml"] * (dice.random() < 0.3))) for _ in range(dice.choice((1, 1, 1, 2, 3)))]
    words += paths
    env = {}
    some = lambda chance, *more: words.extend(more) if dice.random() < chance else None
    some(0.15, "--exclude", dice.choice(("a/", "**/x.yaml", "*.yml", "/north", "!x.yaml", "z", "c d/", "*")))
    some(0.1, "--no-ignore")
    some(0.2, "--no-config")
    some(0.35, "--allow-empty")
    some(0.1, "--max-findings", dice.choice(("0", "1", "3")))
    some(0.1, "--show", dice.choice(("error", "warning", "note", "pass")))
    some(0.1, "--fail-on", dice.choice(("error", "warning", "note", "never")))
    some(0.05, "--fail-on-undetermined")
    some(0.1, "--select", dice.choice(("ENF401", "ORD,DOC", "RAR,REV", "ENF", "EIP", "INT", "XYZ")))
    some(0.05, "--ignore", dice.choice(("REC", "DOC")))
    some(0.05, "--summary")
    some(0.05, "--quiet")
    some(0.05, "-j", dice.choice(("1", "3")))
    some(0.03, "--undetermined", dice.choice(("facts", "each", "none")))
    some(0.05, "--redact")
    some(0.05 if words[0] == "check" else 0.01, "--shard", dice.choice(("1/2", "2/2", "3/2")))
    some(0.01, "--split", "team")
    if dice.random() < 0.05:
        env = dict((dice.choice((("RAR_EXCLUDE", "x.yaml"), ("RAR_AS_OF", "2025-11-01"), ("RAR_AS_OF", "soon"), ("RAR_FAIL_ON", "note"), ("RAR_FAIL_ON", ""), ("RAR_NO", "1"), ("RAR_SHARD", "1/2"))),))
    over = None
    if dice.random() < 0.12:
        over = spelt(dice.choice(folder.names + ["../out"]))
        words += ["--output", dice.choice(FORMATS) + dice.choice(("=", "=", "+=")) + over]
    return tool, words, env, over, paths


def run(folder, tool, words, env, form):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RAR_")}
    environment.update(HOME=folder.holder.name, XDG_CONFIG_HOME=folder.holder.name, **env)
    dated = [] if "RAR_AS_OF" in env else ["--as-of", "2025-10-24"]
    done = subprocess.run([os.path.join(tools, tool), *words, *dated, "--format", form], cwd=folder.path, capture_output=True, env=environment, timeout=120)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def account_in(form, command, out):
    """The account and the whole record, where the format has them."""
    if not out:
        return None, None
    if form == "json" and command in ("check", "verify"):
        record = json.loads(out)
        return record.get("summary", record)["account"], record if "summary" in record else None
    if form == "ndjson" and out:
        last = json.loads(out.splitlines()[-1])
        return last.get("account"), None
    if form == "sarif":
        return json.loads(out)["runs"][0]["properties"]["account"], None
    if form == "junit":
        for one in xml.dom.minidom.parseString(out).getElementsByTagName("property"):
            if one.getAttribute("name") == "account":
                return json.loads(one.getAttribute("value") or one.firstChild.data), None
    return None, None


def of_line(found):
    """What a printed line says, by the words of the account."""
    terms = {"found": int(found[1]), "judged": int(found[2])}
    for count, word in re.findall(r", (\d+) (excluded|passed over|unreadable|of another shard)", found[3]):
        terms[{"passed over": "passed_over", "of another shard": "other_shard"}.get(word, word)] = int(count)
    return terms


def wrong_in(account):
    files, documents, findings = account["files"], account["documents"], account["findings"]
    return [what for what, holds in (
        ("files", files["found"] == sum(n for k, n in files.items() if k != "found")), ("documents", documents["read"] == sum(n for k, n in documents.items() if k != "read")),
        ("findings", findings["made"] == findings["printed"] + sum(r["findings"] for r in findings["not_printed"])), ("passed over", files["passed_over"] == sum(r["files"] for r in account["passed_over"])),
        ("excluded", files["excluded"] == sum(r["files"] for r in account["excluded"] if not r["pattern"].startswith("!"))),
        ("unreadable", files["unreadable"] == sum(not r["judged"] for r in account["unreadable"])), ("negative", all(n >= 0 for n in [*files.values(), *documents.values()]))) if not holds]


def exit_asked(command, words, env, record, account):
    """The exit code that the findings ask for; None where more than this reckons with decides."""
    if any(flag in words for flag in ("--shard", "--max-findings", "--show", "--undetermined", "--summary", "--redact")) or record is None:
        return None
    if account["unreadable"]:
        return 3
    if account["documents"]["judged"] == 0:
        return 0 if "--allow-empty" in words else 2
    if any(row["file"] for row in account["configurations"]) or "--fail-on-undetermined" in words:
        return None
    order = ("error", "warning", "note")
    fail_on = words[words.index("--fail-on") + 1] if "--fail-on" in words else env.get("RAR_FAIL_ON", "error")
    failing = fail_on != "never" and any(f["outcome"] == "fail" and order.index(f["severity"]) <= order.index(fail_on) for f in record["findings"])
    return int(failing)


def regular_files(folder):
    """Of a folder without links and patterns: all but what lies in hidden folders."""
    found = 0
    for at, folders, names in os.walk(folder.path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += len(names)
    return found


def one_line(folder, dice, told):
    tool, words, env, over, paths = line_of(dice, folder)
    command, lists = words[0], "--list-files" in words
    fitting = FORMATS if command in ("check", "verify") or dice.random() < 0.1 else ("text", "json", "ndjson")
    form = dice.choice(fitting) if dice.random() < 0.6 else "json"
    before = folder.snapshot()
    problems = []
    code, out, err = run(folder, tool, words, env, form)
    after = folder.snapshot()
    fresh = {path for path in after if path not in before}
    target = os.path.normpath(os.path.join(folder.path, over)) if over else None
    changed = [path for path in before if path not in after or after[path] != before[path]]
    # An output over a file that this run did not read is anybody's wish; over one that it was given it is refused.
    given = [os.path.realpath(os.path.join(folder.path, word)) for word in paths]
    if target and os.path.realpath(target) not in given:
        changed = [path for path in changed if os.path.realpath(path) != os.path.realpath(target)]
    if changed:
        problems.append(f"changed: {changed}")
    # An output by a link that leads nowhere makes what the link names.
    if not fresh <= ({target, os.path.realpath(target)} if target else set()):
        problems.append(f"new files: {fresh}")
    leads_in_a_circle = bool(target) and os.path.islink(os.path.realpath(target))  # nothing can be written there
    if code not in ((0, 1, 2, 3, 74) if leads_in_a_circle else (0, 1, 2, 3)) or "internal" in err:
        problems.append(f"exit {code}")
    told[code] += 1
    if not (code == 2 and not out):
        account, record = account_in(form, command, out) if not lists else (None, None)
        if account:
            told["accounts"] += 1
            problems += [f"does not add up: {part}" for part in wrong_in(account)]
            if (code == 3) != bool(account["unreadable"]) and command != "suggest":
                problems.append(f"exit {code}, {account['unreadable']}")
            asked = exit_asked(command, words, env, record, account)
            told["reckoned exit codes"] += asked is not None
            if asked is not None and asked != code and command in ("check", "verify"):
                problems.append(f"exit {code}, asked for {asked}")
            if record and record["summary"]["cases"] not in (account["documents"]["judged"], 0):
                problems.append("cases")
            plain = not folder.has_links and not any(os.path.basename(n) in (".ignore", ".rarignore", "rar.yaml") for n in folder.names) and "--exclude" not in words and not env and not over
            if plain and "." in words and account["files"]["found"] - sum(1 for r in account["unreadable"] if r["why"].startswith("no such")) != regular_files(folder) and not any(".h" in w or ".git" in w for w in words):
                problems.append(f"found {account['files']['found']} of {regular_files(folder)}")
        # The same in words: one line, with the same numbers.
        if "--summary" not in words and "--shard" not in words and "RAR_SHARD" not in env and not over:
            again, out2, err2 = run(folder, tool, words, env, "text")
            if again != code and not (form in ("ics", "yaml") and code == 2):
                problems.append(f"exit {code} in {form}, {again} in text: {err2[-300:]}")
            lines = [OF.match(line) for line in (out2 + err2).splitlines()]
            lines = [found for found in lines if found]
            if len(lines) != 1:  # of a run without an answer it stands on standard error, unless that is to be quiet
                if not (again == 2 and not out2) and not ("--quiet" in words and (not out2 or lists)):
                    problems.append(f"{len(lines)} lines of the account: {out2[-300:]} {err2[-300:]}")
            elif lines:
                terms = of_line(lines[0])
                told["lines"] += 1
                if terms["found"] != sum(n for k, n in terms.items() if k != "found"):
                    problems.append(f"the line does not add up: {lines[0][0]}")
                if account and terms != {k: n for k, n in account["files"].items() if n or k in ("found", "judged")}:
                    problems.append(f"the line says {lines[0][0]}, the account {account['files']}")
    words_shown = f"{tool} {' '.join(map(repr, words))} --format {form} {env}"
    return [f"{words_shown}\n  in {sorted(folder.names)}: {problem}\n  {err[-400:]}" for problem in problems]


def one_folder(n):
    dice = random.Random(SEED + n)
    folder, told, problems = Folder(dice), collections.Counter(), []
    for _ in range(LINES_A_FOLDER):
        try:
            problems += one_line(folder, dice, told)
        except (KeyError, IndexError, ValueError, xml.parsers.expat.ExpatError, subprocess.TimeoutExpired) as error:
            problems.append(f"{type(error).__name__} {error}")
    return [f"--seed {SEED + n} --lines {LINES_A_FOLDER}: {problem}" for problem in problems], told


problems, told = [], collections.Counter()
with concurrent.futures.ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
    for found, counts in pool.map(one_folder, range(-(-LINES // LINES_A_FOLDER))):
        problems += found
        told += counts
print("\n".join(problems[:40]))
codes = {what: n for what, n in told.items() if isinstance(what, int)}
total = sum(codes.values())
print(f"{total} command lines ({', '.join(f'{n} with {code}' for code, n in sorted(codes.items()))}): " +
      ", ".join(f"{n} {what}" for what, n in told.items() if what not in codes) + f", {len(problems)} problems")
rare = [what for what in (0, 1, 2, 3, "accounts", "lines", "reckoned exit codes") if told[what] * 40 < total]
if rare:
    print(f"too seldom to be tested: {rare}")
sys.exit(1 if problems or rare else 0)
