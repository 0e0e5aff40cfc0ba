"""What a run says of what it looked at: the account adds up on every kind of input and in every format that holds it, no
output goes over an input, settings come from each file's folder, and two runs tell apart what each of them did."""
import gzip
import json
import os
import random
import subprocess
import sys
import xml.dom.minidom

import tally

tools = os.path.abspath(sys.argv[1])
CASE = """schema: case/1
crn: {crn}
manager: {{region: N51, pdu: NORTH_MCR, team: N51M01, officer: N51M017}}
orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    requirements:
      - {{id: R1, type: rehabilitation_activity, max_days: 20, status: active}}
contacts:
  - {{id: C1, date: 2025-04-08, type: activity_session, requirement: R1, rar_activity: true, outcome: failed_to_attend}}
"""
held = tally.Tally()
check, wrong = held.check, held.wrong
counter = iter(range(900001, 999999))


def case():
    return CASE.format(crn=f"X{next(counter)}")


class Folder(tally.Folder):
    def __init__(self, **files):
        super().__init__(tools, files)

    def run(self, *words, tool="rar-audit", as_of=True, **more):
        return super().run(tool, *words, as_of=as_of and "merge" not in words[:1], **more)


def summary(out):
    return json.loads(out)["summary"]


def adds_up(what, account, cases=None):
    files, documents, findings = account["files"], account["documents"], account["findings"]
    check(what, files["found"] == sum(n for k, n in files.items() if k != "found"), files)
    check(what, documents["read"] == sum(n for k, n in documents.items() if k != "read"), documents)
    check(what, findings["made"] == findings["printed"] + sum(r["findings"] for r in findings["not_printed"]), findings)
    check(what, files["passed_over"] == sum(r["files"] for r in account["passed_over"]), account["passed_over"])
    check(what, files["excluded"] == sum(r["files"] for r in account["excluded"] if not r["pattern"].startswith("!")), account["excluded"])
    check(what, files["unreadable"] == sum(not r["judged"] for r in account["unreadable"]), account["unreadable"])
    if cases is not None:
        check(what, cases == documents["judged"], cases, documents)


def lists():
    folder = Folder(**{"a b.yaml": case(), "b.yaml": case()})
    for flags, text in (([], b"a b.yaml\0b.yaml\0"), (["-0"], b"a b.yaml\0b.yaml"), ([], b"a b.yaml\r\n\r\nb.yaml\r\n")):
        code, out, err = folder.run("check", "--files-from", "-", "--format", "json", "--fail-on", "never", *flags, stdin=text)
        check("list", code == 0 and summary(out)["account"]["given"] == 2 and summary(out)["cases"] == 2, code, err)
    code, out, err = folder.run("check", ".", "--list-files", "-0", as_of=False)
    check("list-files", out == "./a b.yaml\0./b.yaml\0" and "2 files: 2 listed" in err, repr(out), err)


def endings():
    import shutil
    folder = Folder(**{"A.YAML": case(), "n.jsonl": json.dumps({"schema": "case/1", "crn": "X900900"}) + "\r\n", "other.json": '{"a": 1}',
                       "z.yaml.gz": gzip.compress(case().encode()), "bad.yaml.gz": b"\x1f\x8bno", "notes.md": "x"})
    code, out, err = folder.run("check", ".", "--format", "json", "--fail-on", "never")
    account = summary(out)["account"]
    check("endings", code == 3 and account["files"]["judged"] == 3 and {"why": "kind", "what": "none", "files": 1} in account["passed_over"], code, account)
    check("endings", [r["file"] for r in account["unreadable"]] == ["./bad.yaml.gz"], account["unreadable"])
    packed = [f for f in json.loads(out)["findings"] if f["location"]["file"].endswith(".gz")]
    check("compressed bytes", packed and all(f["location"]["bytes"] is None for f in packed), packed[:1])
    adds_up("endings", account, summary(out)["cases"])


def not_ours():
    """A .json that only stood in a folder and names no schema is passed over, whatever is in it; half a case is not."""
    for name, text in {"empty": "", "blank": " \n", "yaml": "x: 1\n", "lines": '{"a": 1}\n{"b": 2}\n', "stream": "a: 1\n---\nb: 2\n", "cut": '{"a": [1,', "bytes": b"\x89PNG\r\n\x1a\n\x00\x00", "object": "{}", "list": "[]", "null": "null"}.items():
        folder = Folder(**{"a.yaml": case(), "r.json": text})
        code, out, err = folder.run("check", ".", "--format", "json", "--fail-on", "never")
        account = summary(out)["account"]
        check(f"{name} met", code == 0 and {"why": "kind", "what": "none", "files": 1} in account["passed_over"], code, err, account)
        adds_up(name, account, summary(out)["cases"])
        if name not in ("object", "list", "null"):
            check(f"{name} named", folder.run("check", "a.yaml", "r.json", "--fail-on", "never")[0] == 3)
    whole = json.dumps({"schema": "case/1", "crn": "X900900", "orders": []})
    for name, text in {"half": whole[:40], "schema at its end": '{"crn": "X900900", "orders": [}, "schema": "case/1"}', "two bytes": whole[:40].encode("utf-16-le"), "packed": gzip.compress(whole.encode())[:-9]}.items():
        folder = Folder(**{"a.yaml": case(), "r.json.gz" if name == "packed" else "r.json": text})
        check(f"{name} of a case", folder.run("check", ".", "--fail-on", "never")[0] == 3)
    for form in ("json", "ndjson"):
        folder = Folder(**{"a.yaml": case()})
        for mode in ("w", "w"):
            with open(os.path.join(folder.path, f"r.{form}"), mode) as out:
                done = subprocess.run([os.path.join(tools, "rar-audit"), "check", ".", "--format", form, "--as-of", "2025-10-24", "--fail-on", "never"], cwd=folder.path, stdout=out, stderr=subprocess.PIPE)
            check(f"{form} beside what it is of", done.returncode == 0 and b"1 passed over" in done.stderr, done.returncode, done.stderr)
    folder = Folder(**{"a.yaml": case(), "b.yaml": case()})
    with open(os.path.join(folder.path, "b.yaml"), "a") as out:  # what is in it may be an input
        done = subprocess.run([os.path.join(tools, "rar-audit"), "check", ".", "--format", "concise", "--as-of", "2025-10-24", "--fail-on", "never"], cwd=folder.path, stdout=out, stderr=subprocess.PIPE)
    check("an input that is added to is read", b"passed over" not in done.stderr, done.stderr)


def patterns():
    folder = Folder(**{"north/1.yaml": case(), "north/sub/2.yaml": case(), "far-north/3.yaml": case(), ".ignore": "sub/\n", "north/.rarignore": "!sub/\n*.tmp\n"})
    listed = lambda *words: folder.run("check", *words, "--list-files", as_of=False)
    code, out, err = listed(".")
    check("brought back", out.split() == ["./far-north/3.yaml", "./north/1.yaml", "./north/sub/2.yaml"], out, err)
    check("no-ignore", len(listed(".", "--no-ignore")[1].split()) == 3)
    check("one folder", listed(".", "--exclude", "**/north/**")[1].split() == ["./far-north/3.yaml"], listed(".", "--exclude", "**/north/**"))
    check("anchor outside", listed(folder.path, "--exclude", "north/**")[1].count("north/1") == 0)
    code, out, err = listed("north/1.yaml", "--exclude", "north/")
    check("named", code == 2 and out == "", code, out)
    check("not matched", "nroth" in listed(".", "--exclude", "nroth")[2])
    os.symlink(".", os.path.join(folder.path, "l1"))
    os.symlink(".", os.path.join(folder.path, "l2"))
    check("links", listed(".", "--exclude", "l1", "--exclude", "l2")[0] == 0)
    folder.put("s.yaml", 'schema: suppressions/1\nsuppressions:\n  - {rule: ENF401, glob: "**/1.yaml", reason: known, by: N51M017, on: 2025-10-01, until: 2025-12-31}\n')
    code, out, err = folder.run("check", "north", "far-north", "--suppressions", "s.yaml", "--select", "ENF401", "--format", "json")
    check("suppressed", [f["location"]["file"] for f in json.loads(out)["findings"] if f["suppressed"]] == ["north/1.yaml"], out)


def anchored():
    """A flag's pattern has one anchor for all that lies below a PATH: the working folder, or the PATH where it lies outside."""
    folder = Folder(**{"a/2.yaml": case(), "a/b/1.yaml": case(), "c/3.yaml": case()})
    def listed(*words):
        done = subprocess.run([os.path.join(tools, "rar-audit"), "check", "..", "--list-files", "--no-config", *words], cwd=os.path.join(folder.path, "a"), capture_output=True, text=True)
        return sorted(done.stdout.split())
    check("anchored", listed("--exclude", "/a") == ["../c/3.yaml"], listed("--exclude", "/a"))
    check("anchored", listed("--exclude", "/2.yaml") == ["../a/2.yaml", "../a/b/1.yaml", "../c/3.yaml"], listed("--exclude", "/2.yaml"))
    check("anchored", listed("--exclude", "/c") == ["../a/2.yaml", "../a/b/1.yaml"], listed("--exclude", "/c"))


def outputs():
    for name, words in {"itself": ["case.yaml", "json=case.yaml"], "spelt": ["case.yaml", "json=./case.yaml"], "link": ["case.yaml", "json=l.yaml"],
                        "hard": ["case.yaml", "json=h.yaml"], "folder": [".", "json=./case.yaml"], "policy": ["case.yaml", "json=p.yaml"], "list": ["case.yaml", "json=rar.yaml"]}.items():
        folder = Folder(**{"case.yaml": case(), "l.yaml": "->case.yaml", "p.yaml": "schema: policy/1\nid: p\nregion: N51\nvalues: []\n", "rar.yaml": "policy: p.yaml\n"})
        os.link(os.path.join(folder.path, "case.yaml"), os.path.join(folder.path, "h.yaml"))
        before = {n: open(os.path.join(folder.path, n), "rb").read() for n in os.listdir(folder.path) if n != ".git"}
        code, out, err = folder.run("check", words[0], "--output", words[1])
        after = {n: open(os.path.join(folder.path, n), "rb").read() for n in os.listdir(folder.path) if n != ".git"}
        check(f"output over {name}", code == 2 and before == after and words[1][5:] in err, code, err)
    folder = Folder(**{"a.yaml": case()})
    check("two outputs", folder.run("check", "a.yaml", "--output", "json=o", "--output", "csv=./o")[0] == 2)
    for _ in range(2):
        code, out, err = folder.run("check", ".", "--output", "json=report.json", "--fail-on", "never", "--format", "json")
        check("report of the last run", code == 0, code, err)
    check("passed over", {"why": "output", "what": "run/1", "files": 1} in summary(out)["account"]["passed_over"], summary(out)["account"]["passed_over"])
    for _ in range(2):
        folder.run("check", "a.yaml", "--output", "csv+=all.csv", "--output", "markdown+=all.md")
    table = open(os.path.join(folder.path, "all.csv")).read()
    check("appended", table.count("crn,order_id") == 1 and table.count("ENF401") == 2, table)


def guarded():
    """No output over anything that a flag, a word of the command or the folder names, whatever the command."""
    import gzip
    marks = "unit,rater,mark\nU1,R1,1\nU1,R2,2\nU2,R1,2\nU2,R2,2\n"
    folder = Folder(**{"a.yaml": case(), "m.csv": marks, ".rarignore": "*.txt\n", "key": "k" * 32,
                       "s.json": case().replace("schema: case/1", "# case\nschema: case/1")})
    with open(os.path.join(folder.path, "z.yaml.gz"), "wb") as out:
        out.write(gzip.compress(case().encode()))
    with open(os.path.join(folder.path, "u.yaml"), "wb") as out:
        out.write(case().encode("utf-16"))
    saved = folder.run("check", "a.yaml", "--format", "ndjson")[1]
    for name in ("one.ndjson", "two.ndjson"):
        folder.put(name, saved)
    held = lambda name: open(os.path.join(folder.path, name), "rb").read()
    for tool, words, name in (
            ("rar-audit", ["check", "."], "z.yaml.gz"), ("rar-audit", ["check", "."], "u.yaml"), ("rar-audit", ["check", "."], ".rarignore"),
            ("rar-audit", ["due", "."], "z.yaml.gz"), ("rar-audit", ["check", "a.yaml", "--redact", "--redact-key", "key"], "key"),
            ("rar-audit", ["diff", "one.ndjson", "two.ndjson"], "two.ndjson"), ("eip-score", ["agreement", "m.csv", "--scale", "1,2"], "m.csv")):
        before = held(name)
        code, out, err = folder.run(*words, "--output", f"json={name}", tool=tool)
        check(f"guarded {words} {name}", code == 2 and held(name) == before, code, err)


def nothing():
    folder = Folder(**{"p.yaml": "schema: policy/1\nid: p\nregion: N51\nvalues: []\n"})
    for words in (["check", "."], ["due", "."], ["measures", "."], ["recount", "."]):
        code, out, err = folder.run(*words, "--format", "ndjson")
        last = json.loads(out.splitlines()[-1])
        check(f"nothing judged {words}", code == 2 and last["verdict"] == "nothing_judged" and "policy/1" in err, code, out, err)
        check(f"allowed {words}", folder.run(*words, "--allow-empty")[0] == 0)
    folder.put("a.yaml", case())
    code, out, err = folder.run("check", ".", "--select", "RAR201", "--ignore", "RAR", "--output", "json=o.json")
    check("no rule left", code == 2 and "no rule is left" in err and not os.path.exists(os.path.join(folder.path, "o.json")), code, err)


def empty_values():
    folder = Folder(**{"a.yaml": case()})
    for flag in "--as-of --policy --select --ignore --exclude --shard --config --files-from --stdin-name --catalogue --suppressions --baseline --selections --directory".split():
        for words in ([flag, ""], [flag + "="]):
            code, out, err = folder.run("check", "a.yaml", *words, as_of=False)
            check(f"empty {words}", code == 2 and flag in err, code, err)
    check("empty path", folder.run("check", "")[0] == 2)
    for env in ({"RAR_XYZZY": "1"}, {"RAR_FAIL_ON": ""}):
        code, out, err = folder.run("check", "a.yaml", env=env)
        check(f"{env}", code == 2 and list(env)[0] in err, code, err)
    check("RAR_AS_OF", '"as_of": "2025-01-01"' in folder.run("check", "a.yaml", "--format", "json", env={"RAR_AS_OF": "2025-01-01"}, as_of=False)[1])
    for nothing in ('""', '" "', '","', '[","]', '" , "'):
        for key in ("select", "ignore"):
            folder.put("rar.yaml", f"{key}: {nothing}\n")
            code, out, err = folder.run("check", "a.yaml")
            check(f"{key}: {nothing}", code == 2 and key in err and "an empty value" in err, code, err)
    folder.put("rar.yaml", "")
    for nothing in (",", " ", " , ,"):
        for key in ("select", "ignore"):
            for words, env in (([f"--{key}", nothing], {}), ([], {f"RAR_{key.upper()}": nothing})):
                code, out, err = folder.run("check", "a.yaml", *words, env=env)
                check(f"{words} {env}", code == 2 and key in err.lower() and "an empty value" in err and not out, code, err)
    check("a comma too many", folder.run("check", "a.yaml", "--select", "RAR,", "--fail-on", "never")[0] == 0)


def cache():
    """There is none: key, variable and flags are known in every tool, and change nothing."""
    folder = Folder(**{"a.yaml": case(), "kept/rar.yaml": "cache: answers\n", "kept/b.yaml": case()})
    bare = folder.run("check", "a.yaml", "--fail-on", "never")
    for words, env in ((["--cache", "answers"], {}), (["--no-cache"], {}), (["--cache=answers", "--no-cache"], {}), ([], {"RAR_CACHE": "answers"})):
        check(f"{words} {env}", folder.run("check", "a.yaml", "--fail-on", "never", *words, env=env) == bare)
    check("no value", folder.run("check", "a.yaml", "--cache", "")[0] == 2)
    for tool in ("rar-plan", "rar-record", "eip-score"):
        check(tool, "unknown" not in folder.run("words", "--cache", "answers", "--no-cache", tool=tool, as_of=False)[2])
    said = folder.run("config", "show", "kept", as_of=False)[1]
    check("config show", "cache = " in said and "answers    no effect" in said, said)
    check("nothing is kept", not os.path.exists(os.path.join(folder.path, "answers")) and not os.path.exists(os.path.join(folder.path, "kept/answers")))
    code, out, err = folder.run("check", "a.yaml", "--format", "ics")
    check("formats that fit", code == 2 and "sqlite" in err and "site" in err, err)
    check("sqlite goes to a file", folder.run("check", "a.yaml", "--format", "sqlite")[0] == 2)


def by_folder():
    policy = 'schema: policy/1\nid: north-2025\nregion: N51\nvalues:\n  - {name: outcome_decision_working_days, value: 5, from: 2025-01-01, authority: local, source: "Regional instruction"}\n'
    folder = Folder(**{"north/a.yaml": case(), "b.yaml": case(), "north/rar.yaml": "policy: p.yaml\nformat: csv\n", "north/p.yaml": policy})
    early = ["--select", "ENF401", "--fail-on", "warning", "--as-of", "2025-04-20"]
    code, out, err = folder.run("check", ".", *early, "--format", "json", as_of=False)
    account = summary(out)["account"]
    check("by folder", code == 1 and summary(out)["policy"] == "several" and account["configurations"] == [
        {"file": None, "files": 1, "policy": "national", "not_used": []}, {"file": "north/rar.yaml", "files": 1, "policy": "north-2025", "not_used": ["format"]}], code, account["configurations"], err)
    check("policy of a case", sorted(c["policy"] for c in json.loads(out)["cases"]) == ["national", "north-2025"])
    check("both named", folder.run("check", "north", "b.yaml", *early, as_of=False)[0] == 2)  # their formats differ
    folder.put("north/rar.yaml", "policy: p.yaml\n")
    check("files", folder.run("check", "north/a.yaml", "b.yaml", *early, as_of=False)[0] == 1)
    text = open(os.path.join(folder.path, "north/a.yaml"), "rb").read()
    code, out, err = folder.run("check", "-", "--stdin-name", "north/new.yaml", *early, stdin=text, as_of=False)
    check("stdin name", code == 1, code, err)
    code, out, err = folder.run("config", "show", "north", "--origin", as_of=False)
    check("config show", "policy = north/p.yaml    north/rar.yaml:1" in out, out, err)
    check("init", folder.run("init", as_of=False)[0] == 0 and folder.run("init", as_of=False)[0] == 5)
    check("what init wrote", folder.run("check", ".", "--fail-on", "never")[0] == 0)


def cut():
    folder = Folder(**{f"{name}.yaml": case() for name in "abc"})
    whole = folder.run("check", ".", "--format", "junit")[1]
    code, out, err = folder.run("check", ".", "--format", "junit", "--max-findings", "1")
    def passing(text):
        found = set()
        for suite in xml.dom.minidom.parseString(text).getElementsByTagName("testsuite"):
            if suite.getAttribute("failures") == suite.getAttribute("errors") == suite.getAttribute("skipped") == "0":
                found.add(suite.getAttribute("name"))
        return found
    check("cut junit", passing(whole) == passing(out) == set(), passing(whole), passing(out))
    for form in ("json", "ndjson", "sarif"):
        out = folder.run("check", ".", "--format", form, "--max-findings", "2", "--show", "warning")[1]
        account = json.loads(out)["summary"]["account"] if form == "json" else json.loads(out.splitlines()[-1])["account"] if form == "ndjson" else json.loads(out)["runs"][0]["properties"]["account"]
        adds_up(f"cut {form}", account)
        check(f"cut {form}", account["findings"]["printed"] == 2, account["findings"])


def unreadable():
    folder = Folder(**{"a.yaml": case(), "half.yaml": case() + "---\nschema: case/1\ncrn: [\n", "gone.yaml": "->nowhere"})
    for form in ("text", "concise", "json", "ndjson", "csv", "markdown", "sarif", "junit", "github", "gitlab"):
        code, out, err = folder.run("check", ".", "nope.yaml", "--format", form)
        check(f"unreadable {form}", code == 3 and all(name in out for name in ("nope.yaml", "half.yaml", "gone.yaml")), code, out[:300])
    account = summary(folder.run("check", ".", "nope.yaml", "--format", "json")[1])["account"]
    check("judged", [(r["file"], r["judged"]) for r in account["unreadable"]] == [("./gone.yaml", False), ("./half.yaml", True), ("nope.yaml", False)], account["unreadable"])
    adds_up("unreadable", account)


def saved_runs():
    folder = Folder(**{f"c{i}.yaml": case() for i in range(6)}, **{"half.yaml": case() + "---\nschema: case/1\ncrn: [\n", "p.yaml": "schema: policy/1\nid: p\nregion: N51\nvalues: []\n"})
    code, whole, err = folder.run("check", ".", "nope.yaml", "--format", "ndjson")
    folder.put("out/first.txt", "")  # every part looks at the same folders
    for i in (1, 2, 3):
        folder.put(f"out/s{i}.txt", folder.run("check", ".", "nope.yaml", "--format", "ndjson", "--shard", f"{i}/3", "--exclude", "out/")[1])
    whole = folder.run("check", ".", "nope.yaml", "--format", "ndjson", "--exclude", "out/")[1]
    code, out, err = folder.run("merge", "out/s1.txt", "out/s2.txt", "out/s3.txt")
    check("merged", out == whole and code == 3, code, err, out[-900:], "\n", whole[-900:])
    folder.put("out/other.txt", folder.run("check", "c0.yaml", "--format", "ndjson", "--shard", "2/3")[1])
    code, out, err = folder.run("merge", "out/s1.txt", "out/other.txt", "out/s3.txt")
    check("other inputs", code == 2 and "out/s1.txt" in err and "out/other.txt" in err, code, err)
    folder.put("out/a.txt", whole)
    folder.put("out/b.txt", folder.run("check", ".", "--format", "ndjson", "--select", "REV", "--exclude", "out/")[1])
    code, out, err = folder.run("diff", "out/a.txt", "out/b.txt", "--format", "json")
    found = json.loads(out)
    check("rule not run", {c["cause"] for c in found["causes"] if not c["rule"].startswith(("REV", "DOC"))} == {"rule_not_run"} and found["compared"]["inputs"] == "other", found["causes"])
    lines = [l for l in whole.splitlines(True)]
    folder.put("out/damaged.txt", "".join(lines[1:]))
    code, out, err = folder.run("diff", "out/a.txt", "out/damaged.txt")
    check("damaged", code == 3 and "out/damaged.txt" in err and out == "", code, out, err)
    folder.put("out/cut.txt", folder.run("check", ".", "nope.yaml", "--format", "ndjson", "--max-findings", "3", "--exclude", "out/")[1])
    causes = json.loads(folder.run("diff", "out/a.txt", "out/cut.txt", "--format", "json")[1])["causes"]
    check("not printed", {c["cause"] for c in causes} == {"not_printed"}, causes)
    a, b = (json.loads(folder.run("check", *w, "--format", "ndjson", "--summary", "--exclude", "out/")[1].splitlines()[-1])["account"] for w in ([".", "-j", "1"], [".", "-j", "4", "--show", "error"]))
    check("digests", a["settings"] == b["settings"] and a["inputs"] == b["inputs"], a, b)


def reports():
    folder = Folder(**{"it's.yaml": case(), "wide.yaml": case().replace("N51M017}", "N51M017, nâme: \u4f60\u597d\U0001F600, tipe: x}"), "odd.yaml": case().replace("C1", "C\ufffe1")})
    out = folder.run("check", "it's.yaml", "--select", "ENF401", "--format", "json")[1]
    fix = json.loads(out)["findings"][0]["fix"]
    check("shell", subprocess.run(["sh", "-c", "printf '%s\\n' " + fix], capture_output=True, text=True).stdout.split("\n")[2] == "it's.yaml", fix)
    xml.dom.minidom.parseString(folder.run("check", "odd.yaml", "--format", "junit")[1])
    lines = folder.run("check", "wide.yaml", "--select", "DOC")[1].splitlines()
    long = "x" * 100000
    folder.put("long.yaml", case() + f"# {long}\nwords: {long} # {long}\n")
    text = folder.run("check", "long.yaml")[1]
    check("excerpt", max(len(line) for line in text.splitlines() if " | " in line) <= 160, max(map(len, text.splitlines())))
    check("by rule", "by rule:\n" in text and "  ENF401  warning  1 failed, 0 undetermined\n" in text, text[-600:])
    for env, coloured in (({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({"FORCE_COLOR": "0"}, False), ({"FORCE_COLOR": "1", "TERM": "dumb"}, True)):
        check(f"{env}", ("\x1b[" in folder.run("check", "it's.yaml", env=env)[1]) == coloured)
    version = json.loads(folder.run("--version", "--format", "json", as_of=False)[1])
    check("version", version["schema"] == "version/1" and version["reads"] == ["gz", "zst"], version)
    due = lambda *w: folder.run("due", "it's.yaml", "--all", "--format", "json", *w)[0]
    check("periods", all(due(*w) == 0 for w in (["--within", "4w"], ["--within", "3m"], ["--within", "2025Q4"], ["--until", "2025-11"])) and due("--within", "4x") == 2)


def at_random():
    """Random command lines over random folders: the account adds up, and nothing that was there changes."""
    dice = random.Random(7)
    for round_number in range(60):
        folder = Folder()
        for _ in range(dice.randint(1, 7)):
            name = "/".join(dice.choice(("a", "b", "north", ".h", "c d")) for _ in range(dice.randint(0, 2))) 
            name = os.path.join(name, dice.choice(("x.yaml", "y.yml", "z.json", "n.md", ".d.yaml", "rar.yaml", "l.yaml", ".rarignore")))
            if os.path.lexists(os.path.join(folder.path, name)):
                continue
            content = {"rar.yaml": dice.choice(("select: [ENF401, PLN]\n", "exclude: [y.yml]\n", "fail_on: note\n")), ".rarignore": dice.choice(("a/\n", "*.yml\n!y.yml\n")),
                       "l.yaml": dice.choice(("->x.yaml", "->..", "->nowhere")), "z.json": dice.choice(('{"x":1}', "[]"))}.get(os.path.basename(name))
            folder.put(name, content or dice.choice((case(), case() + "---\n" + case(), "schema: case/1\ncrn: [\n", "schema: policy/1\nid: p\nregion: N51\nvalues: []\n", "")))
        before = {os.path.join(f, n): os.path.islink(os.path.join(f, n)) or open(os.path.join(f, n), "rb").read() for f, _, ns in os.walk(folder.path) for n in ns}
        words = [dice.choice((".", "a", "north", "x.yaml", "nope.yaml", "./a/..")) for _ in range(dice.randint(1, 3))]
        for flag in (["--exclude", dice.choice(("a/", "**/x.yaml", "*.yml"))], ["--no-ignore"], ["--no-config"], ["--max-findings", "1"], ["--show", "warning"], ["--allow-empty"], ["--shard", "1/2"]):
            if dice.random() < 0.25 and not (flag[0] == "--max-findings" and "--shard" in words) and not (flag[0] == "--shard" and "--max-findings" in words):
                words += flag
        code, out, err = folder.run("check", *words, "--format", "ndjson")
        what = f"random {round_number} {words} {sorted(before)}"
        if code == 2 and not out:
            continue
        last = json.loads(out.splitlines()[-1])
        adds_up(what, last["account"], last["cases"])
        check(what, last["exit"] == code and (code == 3) == bool(last["account"]["unreadable"]), code, last["verdict"], err)
        after = {os.path.join(f, n): os.path.islink(os.path.join(f, n)) or open(os.path.join(f, n), "rb").read() for f, _, ns in os.walk(folder.path) for n in ns}
        check(what, before == after)


for test in (lists, endings, not_ours, patterns, anchored, outputs, guarded, nothing, empty_values, cache, by_folder, cut, unreadable, saved_runs, reports, at_random):
    try:
        test()
    except (KeyError, IndexError, ValueError, subprocess.TimeoutExpired) as error:
        wrong.append(f"{test.__name__}: {type(error).__name__} {error}")
held.finish()
