#!/usr/bin/python3
"""Asks the tests whether they would notice: makes small mistakes in lib/rules and lib/facts, one after another, in a copy of
the sources, rebuilds what each touches, runs the tests it affects, and prints the share that was noticed.

usage: tests/mutation/mutate.py [--seed N] [--count N] [--only TEXT] [--kind KIND] [--copy FOLDER] [--jobs N] [--at-least PERCENT] [--list]

The mistakes: the name of a missing fact changed, a comparison moved by one, a date test swapped, a number of a trace or of a
fact changed. Which are made is the seed's matter alone: same seed, same sources, same mistakes. A mistake that does not
compile is none and another is drawn. The checkout is never touched; --copy keeps the copy and its build for the next run.
Mistakes in files of rules are made a dozen at a time, since the cases of one rule say nothing of another; what noticed
is told apart by the rule's name. Anything else is made alone, and a rule's mistake that stops the whole run as well.
"""
import argparse
import collections
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOGETHER = 12
LONGEST = 300  # seconds a test may take before it counts as one that noticed

# What a test of law by date could be asked with instead: both are dates of one record, so that the mistake compiles.
DATES = {
    "conviction_date": "sentence_date", "sentence_date": "conviction_date", "last_date": "first_date",
    "first_date": "last_date", "start_date": "end_date", "end_date": "start_date",
    "from": "until", "until": "from", "first": "last", "last": "first",
}
NEXT = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


class Mistake(collections.namedtuple("Mistake", "kind path start end text")):
    def line(self, source):
        return source.count("\n", 0, self.start) + 1

    def rule(self):
        match = re.match(r"lib/rules/\w+/([a-z]{3}\d{3})_\w+\.cpp$", self.path)
        return match.group(1).upper() if match else None


def call_spans(source, name):
    """The argument lists of the calls `.name(…)`."""
    for match in re.finditer(r"\." + name + r"\(", source):
        depth, i, quoted = 1, match.end(), False
        while i < len(source) and depth:
            c = source[i]
            if quoted:
                if c == "\\":
                    i += 1
                elif c == '"':
                    quoted = False
            elif c == '"':
                quoted = True
            else:
                depth += (c in "({[") - (c in ")}]")
            i += 1
        yield match.end(), i - 1


def top_level_arguments(source, start, end):
    depth, quoted, begin = 0, False, start
    i = start
    while i < end:
        c = source[i]
        if quoted:
            if c == "\\":
                i += 1
            elif c == '"':
                quoted = False
        elif c == '"':
            quoted = True
        elif c in "({[":
            depth += 1
        elif c in ")}]":
            depth -= 1
        elif c == "," and depth == 0:
            yield begin, i
            begin = i + 1
        i += 1
    yield begin, end


def code_only(source):
    """The source with comments and texts blanked, at the same offsets."""
    out = list(source)
    for match in re.finditer(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*', source):
        for i in range(match.start(), match.end()):
            out[i] = " "
    return "".join(out)


def mistakes_in(path, source):
    code = code_only(source)
    # The name of a missing fact: the key of a pointer, or of a record that lacks it.
    for match in re.finditer(r'(?:pointer\([^;]{0,160}?|\{[^{};"]{0,120}?(?:place|record)\b[^{};"]{0,20}?), *"([a-z_]+)"[)}]', source):
        yield Mistake("missing", path, match.start(1), match.end(1), match.group(1) + "_else")
    for match in re.finditer(r"(?<=[\w)\]}]) (<|<=|>|>=) (?=[\w(*&-])", code):
        if "template" in code[code.rfind("\n", 0, match.start()) + 1:match.start()]:
            continue
        yield Mistake("comparison", path, match.start(1), match.end(1), NEXT[match.group(1)])
    for match in re.finditer(r"(?:\.|->)(" + "|".join(DATES) + r")\b(?!\s*\()", code):
        yield Mistake("date", path, match.start(1), match.end(1), DATES[match.group(1)])
    for start, end in call_spans(source, "trace"):
        for inner in re.finditer(r"fmt::format\(", source[start:end]):
            begin = start + inner.end()
            depth, i = 1, begin
            while i < end and depth:
                depth += (code[i] in "({[") - (code[i] in ")}]")
                i += 1
            for a, b in list(top_level_arguments(source, begin, i - 1))[1:]:
                words = source[a:b].strip()
                if words and '"' not in words:
                    yield Mistake("trace", path, b, b, " + 1")
    for start, end in call_spans(source, "fact"):
        arguments = list(top_level_arguments(source, start, end))
        if len(arguments) == 2 and '"' not in source[slice(*arguments[1])] and "FactValue" not in source[slice(*arguments[1])]:
            yield Mistake("trace", path, arguments[1][1], arguments[1][1], " + 1")


def all_mistakes(copy, only):
    found = {}
    for top in ("lib/rules", "lib/facts"):
        for folder, _, names in sorted(os.walk(os.path.join(copy, top))):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), copy)
                # DOC rules repeat what the reader says; the engine and its table decide nothing of one rule.
                if not name.endswith(".cpp") or only not in path or path.startswith("lib/rules/document/"):
                    continue
                source = read(os.path.join(copy, path))
                for mistake in mistakes_in(path, source):
                    found.setdefault(mistake.kind, {})[(path, mistake.start, mistake.end, mistake.text)] = mistake
    return {kind: [rows[key] for key in sorted(rows)] for kind, rows in sorted(found.items())}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


class Copy:
    def __init__(self, folder, jobs):
        self.folder = folder
        self.jobs = jobs
        names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True,
                               text=True).stdout.splitlines()
        for name in names:
            source, target = os.path.join(ROOT, name), os.path.join(folder, name)
            if not os.path.isfile(source):
                continue
            if os.path.exists(target) and read_bytes(target) == read_bytes(source):
                continue  # an older time keeps what was built from it
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(source, target)
            shutil.copymode(source, target)
        for top in ("lib", "tests"):  # what is gone from the checkout must not be built
            for at, _, files in os.walk(os.path.join(folder, top)):
                for name in files:
                    path = os.path.relpath(os.path.join(at, name), folder)
                    if path not in set_of(names):
                        os.remove(os.path.join(at, name))
        self.bins = os.path.join(folder, "build/mutation/bin")
        link = ["-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld"] if shutil.which("ld.lld") else []
        subprocess.run(["cmake", "-S", folder, "-B", os.path.join(folder, "build/mutation"), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                        "-DCMAKE_CXX_FLAGS_DEBUG=-O0", *link], check=True, capture_output=True)

    def build(self, *targets):
        words = ["nice", "cmake", "--build", os.path.join(self.folder, "build/mutation"), "-j", str(self.jobs)]
        for target in targets:
            words += ["--target", target]
        # A failed compilation of one mistake must not keep the others from being built.
        done = subprocess.run([*words, "--", "-k", "0"], capture_output=True, text=True)
        return done.returncode == 0, done.stdout

    def run(self, program):
        try:
            done = subprocess.run([os.path.join(self.bins, program)], capture_output=True, text=True, errors="replace", timeout=LONGEST)
        except subprocess.TimeoutExpired:
            return None, "took too long"
        return done.returncode, done.stdout + done.stderr

    def apply(self, mistakes):
        originals = {}
        for mistake in sorted(mistakes, key=lambda m: (m.path, -m.start)):
            path = os.path.join(self.folder, mistake.path)
            text = read(path)
            originals.setdefault(path, text)
            write(path, text[:mistake.start] + mistake.text + text[mistake.end:])
        return originals


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def set_of(names, memory={}):
    return memory.setdefault(id(names), set(names))


def restore(originals):
    for path, text in originals.items():
        write(path, text)


def failed_files(output, mistakes):
    return {m.path for m in mistakes if re.search(r"FAILED: \S*" + re.escape(m.path) + r"\.o", output)}


def rules_named(output):
    """The rules whose cases failed, by the words the test says before each failure."""
    return set(re.findall(r"^\s*([A-Z]{3}\d{3})(?: line \d+| reads |$)", output, re.M))


def judge_alone(copy, mistake):
    """True: noticed; False: not; None: does not compile."""
    originals = copy.apply([mistake])
    try:
        programs = ["rule_cases"] if mistake.path.startswith("lib/rules/") else ["rule_cases", "unit_tests", "property_tests"]
        for program in programs:
            built, _ = copy.build(program)
            if not built:
                return None
            code, _ = copy.run(program)
            if code != 0:
                return True
        return False
    finally:
        restore(originals)


def judge_together(copy, mistakes):
    """One verdict for each, as judge_alone."""
    originals = copy.apply(mistakes)
    try:
        verdicts = {}
        built, output = copy.build("rule_cases")
        if not built:
            broken = failed_files(output, mistakes)
            if not broken:
                return [judge_alone_after(copy, originals, mistake) for mistake in mistakes]
            for path in broken:
                full = os.path.join(copy.folder, path)
                write(full, originals[full])
            verdicts = {m: None for m in mistakes if m.path in broken}
            built, output = copy.build("rule_cases")
        left = [m for m in mistakes if m not in verdicts]
        if left and built:
            code, output = copy.run("rule_cases")
            named = rules_named(output)
            # A run that ended by a signal or an exception says nothing of the rules after it.
            if code is None or code < 0 or "unexpected exception" in output:
                restore(originals)
                return [verdicts[m] if m in verdicts else judge_alone(copy, m) for m in mistakes]
            for m in left:
                verdicts[m] = m.rule() in named
        return [verdicts.get(m) for m in mistakes]
    finally:
        restore(originals)


def judge_alone_after(copy, originals, mistake):
    restore(originals)
    return judge_alone(copy, mistake)


def drawn(pools, seed):
    """Every mistake once, the kinds in turn, in the seed's order."""
    rng = random.Random(seed)
    queues = {kind: rng.sample(rows, len(rows)) for kind, rows in pools.items()}
    while any(queues.values()):
        for kind in sorted(queues):
            if queues[kind]:
                yield queues[kind].pop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--count", type=int, default=200, help="mistakes that compile (200)")
    parser.add_argument("--only", default="", help="only in files whose path holds this")
    parser.add_argument("--kind", choices=["missing", "comparison", "date", "trace"])
    parser.add_argument("--copy", help="folder of the copy, kept (else a temporary one, removed)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--at-least", type=float, default=0, help="exit 1 where less of 100 mistakes is noticed")
    parser.add_argument("--list", action="store_true", help="print the mistakes and make none")
    options = parser.parse_args()
    folder = os.path.abspath(options.copy) if options.copy else tempfile.mkdtemp(prefix="rar-tools-mutation-")
    if os.path.commonpath([folder, ROOT]) == ROOT:
        sys.exit("the copy must not lie in the checkout")
    try:
        if options.list:
            pools = all_mistakes(ROOT, options.only)
            for kind, rows in pools.items():
                print(f"{kind}: {len(rows)}")
            return 0
        os.makedirs(folder, exist_ok=True)
        copy = Copy(folder, options.jobs)
        pools = all_mistakes(folder, options.only)
        if options.kind:
            pools = {options.kind: pools.get(options.kind, [])}
        programs = ["rule_cases"] + (["unit_tests", "property_tests"] if any("lib/facts/" in m.path for rows in pools.values() for m in rows) else [])
        built, output = copy.build(*programs)
        if not built:
            sys.exit("the sources do not build as they are:\n" + output[-3000:])
        for program in programs:
            code, output = copy.run(program)
            if code != 0:
                sys.exit(f"{program} fails as it is:\n" + output[-3000:])
        return run(copy, drawn(pools, options.seed), options)
    finally:
        if not options.copy:
            shutil.rmtree(folder, ignore_errors=True)


def run(copy, stream, options):
    tally = collections.defaultdict(lambda: [0, 0])
    waiting, done = [], 0
    unseen = []

    def count(mistakes, verdicts):
        nonlocal done
        for mistake, verdict in zip(mistakes, verdicts):
            if verdict is None or done >= options.count:
                continue
            done += 1
            tally[mistake.kind][0] += verdict
            tally[mistake.kind][1] += 1
            source = read(os.path.join(copy.folder, mistake.path))
            begin = source.rfind("\n", 0, mistake.start) + 1
            shown = (source[begin:mistake.start] + "[" + source[mistake.start:mistake.end] + " -> " + mistake.text + "]" +
                     source[mistake.end:source.find("\n", mistake.end)]).strip()
            text = f"{'noticed' if verdict else 'UNSEEN '} {mistake.kind:10} {mistake.path}:{mistake.line(source)}: {shown}"
            print(text, flush=True)
            if not verdict:
                unseen.append(text)

    for mistake in stream:
        if done + len(waiting) >= options.count and not waiting:
            break
        if mistake.rule() is None:
            count([mistake], [judge_alone(copy, mistake)])
        elif mistake.rule() not in {m.rule() for m in waiting}:
            waiting.append(mistake)
        else:
            count([mistake], [judge_alone(copy, mistake)])
        if len(waiting) == TOGETHER or (waiting and done + len(waiting) >= options.count):
            count(waiting, judge_together(copy, waiting))
            waiting = []
        if done >= options.count:
            break
    if waiting and done < options.count:
        count(waiting, judge_together(copy, waiting))
    noticed, total = sum(row[0] for row in tally.values()), sum(row[1] for row in tally.values())
    print()
    for kind, (seen, made) in sorted(tally.items()):
        print(f"{kind:10} {seen} of {made} noticed")
    if total == 0:
        print("no mistake was made")
        return 1
    print(f"{noticed} of {total} mistakes noticed ({100 * noticed / total:.1f} %), seed {options.seed}")
    return 0 if 100 * noticed >= options.at_least * total else 1


if __name__ == "__main__":
    sys.exit(main())
