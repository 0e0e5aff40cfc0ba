"""However a caseload is split, `merge` prints the bytes that one run prints: at any number of shards and threads, in every format
that fits, with cases in two files, streams, NDJSON, documents that cannot be read, suppressions and a baseline."""
import glob
import os
import random
import re
import subprocess
import sys
import tempfile

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
audit = os.path.join(bins, "rar-audit")
problems = []
compared = 0


def run(folder, *words):
    return subprocess.run([audit, *words], cwd=folder, capture_output=True)


examples = [open(path, encoding="utf-8").read() for path in sorted(glob.glob(os.path.join(root, "examples/caseload/*/*.yaml")))]
for seed in range(6):
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        crns = [f"Z{rng.randrange(10**6):06d}" for _ in range(14)]

        def case():
            return re.sub(r"^crn: \w+", "crn: " + rng.choice(crns), rng.choice(examples), flags=re.M)

        for number in range(12):
            os.makedirs(os.path.join(folder, "cases", "ab"[number % 2]), exist_ok=True)
            kind = rng.choice(["one", "one", "one", "stream", "bad", "flow", "other"])
            text = {"one": case, "stream": lambda: case() + "---\n" + case() + "---\nschema: case/1\norders: [\n", "bad": lambda: case() + "nonsense: 1\n",
                    "flow": lambda: '{"schema": "case/1", "crn": "%s", "orders": []}\n' % rng.choice(crns), "other": lambda: "schema: policy/1\nid: x\n"}[kind]()
            with open(os.path.join(folder, "cases", "ab"[number % 2], f"{number}.yaml"), "w", encoding="utf-8") as out:
                out.write(text)
        with open(os.path.join(folder, "cases", "rows.ndjson"), "w", encoding="utf-8") as out:
            for _ in range(5):
                out.write('{"schema": "case/1", "crn": "%s", "orders": [], "contacts": []}\n' % rng.choice(crns))
            out.write('{"schema": "case/1", "crn": 12}\n{"schema": "case/1"\n')
        with open(os.path.join(folder, "suppressions.yaml"), "w", encoding="utf-8") as out:
            out.write("schema: suppressions/1\nsuppressions:\n")
            for rule in ("DOC107", "REV602", "RAR206", "ENF402", "REC501"):
                out.write(f"  - {{rule: {rule}, crn: {rng.choice(crns)}, reason: a reason, by: N1, on: 2025-01-01, until: 2026-01-01}}\n")
        with open(os.path.join(folder, "key"), "w", encoding="utf-8") as out:
            out.write("k" * 32)
        paths = ["cases", "absent.yaml"]
        options = rng.choice([[], ["--show", "warning"], ["--fail-on", "never"], ["--select", "RAR,DOC"], ["--ignore", "DOC107", "--redact", "--redact-key", "key"], ["--fail-on-undetermined", "--show", "pass"]])
        options += ["--as-of", "2025-10-24", "--no-config", "--quiet"]
        living = []
        if seed % 2:
            living += ["--suppressions", "suppressions.yaml"]
        if seed % 3 == 2:
            run(folder, "baseline", "cases/a", "--baseline", "known.json", "--as-of", "2025-10-24", "--no-config", "--select", "RAR,DOC107,REV")
            if os.path.exists(os.path.join(folder, "known.json")):
                living += ["--baseline", "known.json"]
        whole = {form: run(folder, "check", *paths, *options, *living, "--format", form) for form in ("ndjson", "json", "csv", "sarif", "junit", "gitlab", "markdown", "concise")}
        if whole["ndjson"].returncode not in (0, 1, 3) or len(whole["ndjson"].stdout) < 2000:
            problems.append(f"seed {seed}: one run ends with {whole['ndjson'].returncode}: {whole['ndjson'].stderr[:300]}")
        for count in (1, 2, 5):
            parts = []
            for index in range(1, count + 1):
                parts.append(f"part{index}of{count}.ndjson")
                done = run(folder, "check", *paths, *options, *living, "--format", "ndjson", "--shard", f"{index}/{count}", "-j", str(rng.choice([1, 3])))
                with open(os.path.join(folder, parts[-1]), "wb") as out:
                    out.write(done.stdout)
            rng.shuffle(parts)
            for form, expected in whole.items():
                merged = run(folder, "merge", *parts, "--no-config", "--quiet", *living, "--format", form)
                compared += 1
                if merged.stdout != expected.stdout or merged.returncode != expected.returncode:
                    a, b = expected.stdout.decode(errors="replace").splitlines(), merged.stdout.decode(errors="replace").splitlines()
                    first = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                    problems.append(f"seed {seed} {options}{living} {form} {count} shards: exit {expected.returncode} and {merged.returncode}, {len(a)} and {len(b)} lines; line {first + 1}:\n"
                                    f"  {a[first][:600] if first < len(a) else '-'}\n  {b[first][:600] if first < len(b) else '-'}\n{merged.stderr.decode()[:300]}")
print("\n".join(problems[:6]) or f"{compared} merged outputs are those of one run")
sys.exit(1 if problems or compared < 100 else 0)
