#!/usr/bin/env python3
"""One stream is judged as its cases are: the same findings as of files, at any number of threads, packed or not, cut short or interrupted.

    streams.py BIN_FOLDER
"""
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
AS_OF = ["--as-of", "2025-10-24", "--no-config", "--quiet"]
problems = []


def check(what, holds, words=""):
    if not holds:
        problems.append(f"{what}: {words}")


def audit(*words, binary=False, **more):
    done = subprocess.run([TOOL, *words], capture_output=True, check=False, **more)
    return (done.returncode, done.stdout if binary else done.stdout.decode(), done.stderr.decode(errors="replace"))


def records(text):
    return [json.loads(line) for line in text.splitlines()]


def told(rows, schema="finding/1"):
    """What is said of each case, wherever it stands."""
    return sorted((r["crn"], r["rule"], r["subject"], r["outcome"], r["message"]) for r in rows if r["schema"] == schema)


def main():
    subprocess.run([sys.executable, os.path.join(HERE, "..", "bench", "make_caseload.py"), "files", "600", "--messy"], check=True, capture_output=True)
    paths = sorted(os.path.join(at, name) for at, _, names in os.walk("files") for name in names)
    texts = [open(path, encoding="utf-8").read() for path in paths]
    with open("all.yaml", "w", encoding="utf-8") as out:
        out.write("".join("---\n" + text for text in texts))
    packed = open("all.yaml", "rb").read()
    with gzip.open("packed.yaml.gz", "wb") as out:
        out.write(packed)
    check("a stream large enough to be cut", len(packed) > 3 << 20, len(packed))

    code, one, _ = audit("check", "all.yaml", *AS_OF, "--format", "ndjson", "--jobs", "1")
    for form in ("ndjson", "json", "csv", "text", "sarif", "junit", "concise", "gitlab", "github"):
        alone, many = (audit("check", "all.yaml", *AS_OF, "--format", form, "--jobs", jobs, binary=True) for jobs in ("1", "3"))
        check(f"{form} of one thread and of three", alone == many)
    rows = records(one)
    of_files = records(audit("check", "files", *AS_OF, "--format", "ndjson")[1])
    check("findings as of files", told(rows) == told(of_files), f"{len(told(rows))} and {len(told(of_files))}")
    check("cases", rows[-1]["cases"] == len(texts) and rows[-1]["files"] == 1, rows[-1]["cases"])
    check("exit", code == 1, code)
    # Each finding stands on its line, and its bytes are those of the file.
    lines = packed.decode().split("\n")
    for row in rows[:-1]:
        if row["schema"] == "finding/1" and row["location"]["bytes"] and row["location"]["line"] and row["location"]["column"]:
            at = row["location"]
            begins = packed.rfind(b"\n", 0, at["bytes"]["from"]) + 1
            line = packed[:begins].count(b"\n") + 1 if row is rows[0] or row is rows[-2] else at["line"]
            check("line", line == at["line"], at)
            word = lines[at["line"] - 1].encode()
            check("bytes", packed[begins:begins + len(word)] == word, at)

    # The records of a case stand together: findings, then the case.
    open_cases = set()
    for row in rows[:-1]:
        if row["schema"] == "case_summary/1":
            open_cases.add(row["crn"])
        elif row["schema"] == "finding/1":
            check("findings before their case", row["crn"] not in open_cases, row["crn"])

    plain, gz, piped = (audit("check", *words, *AS_OF, "--format", "csv", **more)[1] for words, more in (
        (["all.yaml"], {}), (["packed.yaml.gz"], {}), (["-", "--stdin-name", "all.yaml"], {"input": packed})))
    check("packed", gz.replace("packed.yaml.gz", "all.yaml") == plain)
    check("piped", piped == plain)
    shards = []
    for index in (1, 2, 3):
        name = f"shard-{index}"
        with open(name, "w", encoding="utf-8") as out:
            out.write(audit("check", "all.yaml", *AS_OF, "--format", "ndjson", "--shard", f"{index}/3")[1])
        shards.append(name)
    for form in ("ndjson", "csv", "json"):
        check(f"shards put together, {form}", audit("merge", *shards, "--quiet", "--undetermined", "each", "--format", form)[1] == audit("check", "all.yaml", *AS_OF, "--format", form)[1])
    for command in ("due", "forecast", "measures", "recount", "gaps"):
        both = [audit(command, "all.yaml", *AS_OF, "--format", "json", "--jobs", jobs)[1] for jobs in ("1", "4")]
        check(f"{command} of one thread and of four", both[0] == both[1] and len(both[0]) > 100)

    with open("cut.yaml.gz", "wb") as out:
        whole = open("packed.yaml.gz", "rb").read()
        out.write(whole[:len(whole) * 2 // 3])
    code, out, err = audit("check", "cut.yaml.gz", *AS_OF, "--format", "ndjson")
    last = records(out)[-1]
    check("cut short", code == 3 and last["unreadable"] == 1 and 0 < last["cases"] < len(texts) and "cannot be unpacked" in err, (code, err[:200]))

    bad = packed.replace(b"schema: case/1", b"schema: case/1 \xff", 1)
    with open("bad.yaml", "wb") as out:
        out.write(bad)
    code, out, _ = audit("check", "bad.yaml", *AS_OF, "--format", "ndjson")
    last = records(out)[-1]
    check("one bad document of many", code == 3 and last["cases"] == len(texts) - 1, (code, last["cases"]))

    # ^C: what was printed is not whole and says so, no file is written, nothing is left behind.
    reader, writer = os.pipe()
    before = set(os.listdir(".")) | set(os.listdir(tempfile.gettempdir()))
    process = subprocess.Popen([TOOL, "check", "-", *AS_OF[:-1], "--format", "ndjson", "--output", "csv=late.csv"], stdin=reader, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    os.close(reader)
    os.write(writer, b"".join(b"---\n" + text.encode() for text in texts[:100])[:60_000])
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    os.close(writer)
    err = process.stderr.read().decode()
    code = process.wait()
    check("interrupted", code == 130 and "interrupted after" in err, (code, err))
    # Nor is there half a table: nothing is written before all of it is known.
    reader, writer = os.pipe()
    process = subprocess.Popen([TOOL, "due", "-", *AS_OF, "--format", "csv", "--output", "json=late.json", "--jobs", "1"], stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(reader)
    os.write(writer, b"".join(b"---\n" + text.encode() for text in texts[:100])[:60_000])
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    os.close(writer)
    out, err = process.communicate()
    check("a table interrupted", process.returncode == 130 and b"interrupted after" in err and out == b"" and not os.path.exists("late.json"), (process.returncode, out[:200], err))
    # One who waits at a terminal for more to read is let go as well.
    reader, writer = os.pipe()
    process = subprocess.Popen([TOOL, "check", "-", *AS_OF, "--format", "ndjson", "--jobs", "1"], stdin=reader, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    try:
        check("interrupted while it waits", process.wait(10) == 130, process.returncode)
    except subprocess.TimeoutExpired:
        process.kill()
        problems.append("interrupted while it waits: it goes on waiting")
    os.close(reader)
    os.close(writer)
    with open("empty.yaml.gz", "wb"):
        pass
    check("an empty packed file is damaged", audit("check", "empty.yaml.gz", *AS_OF)[0] == 3 and "cannot be unpacked" in audit("check", "empty.yaml.gz", *AS_OF)[2])
    after = set(os.listdir(".")) | set(os.listdir(tempfile.gettempdir()))
    check("left behind", not {name for name in after - before if name.startswith(("late", "rar-tools-"))}, after - before)
    for problem in problems[:20]:
        print("wrong:", problem)
    print(f"{len(rows)} records of a stream of {len(texts)} cases, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    TOOL = os.path.join(os.path.abspath(sys.argv[1]), "rar-audit")
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        code_of_all = main()
        os.chdir("/")
    sys.exit(code_of_all)
