#!/usr/bin/python3
"""Asks the tests whether they would notice: makes small mistakes in lib/rules and lib/facts, each alone, runs the tests it can
reach, and prints the share that was noticed.

usage: tests/mutation/mutate.py [--seed N] [--count N] [--only TEXT] [--kind KIND] [--at TEXT] [--copy FOLDER] [--jobs N]
                                [--at-least PERCENT] [--list]

The mistakes: the name of a missing fact changed, a comparison moved by one, a date test swapped, a number of a trace or of a
fact changed. Which are made is the seed's matter alone: same seed, same sources, same mistakes. A mistake that does not
compile, or swaps dates of two types, is none and another is drawn. The checkout is never touched; --copy keeps the copy and
its build for the next run. --at TEXT makes every mistake whose line, as it is printed, holds the text: for a case just written.

All mistakes are built into one set of test programs, each behind a switch (switch.hpp), and a run throws one of them. A first run
without any tells which places each program passes at all: a mistake where no program passes, or where a comparison comes out
the same either way, is unseen without being tried. What cannot stand behind a switch is built and tried by itself.
What is known to change no answer stands in equivalent.txt with its reason; it counts as made and not as noticed, and is told apart.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAMS = ["rule_cases", "unit_tests", "property_tests", "planning_tests"]  # the likeliest to notice first
LONGEST = 300  # seconds a test may take before it counts as one that noticed

# What a test of law by date could be asked with instead: both are dates of one record, so that the mistake compiles.
DATES = {
    "conviction_date": "sentence_date", "sentence_date": "conviction_date", "last_date": "first_date",
    "first_date": "last_date", "start_date": "end_date", "end_date": "start_date",
    "from": "until", "until": "from", "first": "last", "last": "first",
}
NEXT = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
MARKS = {"<": "Less", "<=": "LessOrEqual", ">": "Greater", ">=": "GreaterOrEqual"}
KEYWORDS = {"return", "if", "while", "for", "case", "co_return", "and", "or", "not", "else", "do"}


class Mistake(collections.namedtuple("Mistake", "kind path start end text")):
    def line(self, source):
        return source.count("\n", 0, self.start) + 1

    def shown(self, source):
        begin = source.rfind("\n", 0, self.start) + 1
        return (source[begin:self.start] + "[" + source[self.start:self.end] + " -> " + self.text + "]" +
                source[self.end:source.find("\n", self.end)]).strip()


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


def all_mistakes(only=""):
    found = {}
    for top in ("lib/rules", "lib/facts"):
        for folder, _, names in sorted(os.walk(os.path.join(ROOT, top))):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), ROOT)
                # DOC rules repeat what the reader says; the engine and its table decide nothing of one rule.
                if not name.endswith(".cpp") or only not in path or path.startswith("lib/rules/document/"):
                    continue
                for mistake in mistakes_in(path, read(os.path.join(ROOT, path))):
                    found.setdefault(mistake.kind, {})[(path, mistake.start, mistake.end, mistake.text)] = mistake
    return {kind: [rows[key] for key in sorted(rows)] for kind, rows in sorted(found.items())}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, text):
    """Only what changes: an older time keeps what was built from it."""
    if os.path.isfile(path) and read(path) == text:
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def record_before(code, dot):
    """Where the expression begins whose member stands behind `dot`; none where that is not plain."""
    i = dot
    while True:
        while i > 0 and code[i - 1].isspace():
            i -= 1
        if i == 0:
            return None
        if code[i - 1] in ")]":
            depth = 0
            while i > 0:
                i -= 1
                depth += (code[i] in ")]}") - (code[i] in "([{")
                if depth == 0:
                    break
            at = i
            while at > 0 and code[at - 1].isspace():
                at -= 1
            if at > 0 and at == i and code[at - 1] in ">}":
                return None
            if at == 0 or not (code[at - 1].isalnum() or code[at - 1] in "_)]"):
                return i
            if code[at - 1].isalnum() and re.search(r"\w+$", code[max(0, at - 40):at]).group(0) in KEYWORDS:
                return i
            i = at
            continue
        word = re.search(r"\w+$", code[max(0, i - 80):i])
        if not word or word.group(0) in KEYWORDS:
            return None
        i -= len(word.group(0))
        if code[i - 2:i] in ("->", "::"):
            i -= 2
        elif code[i - 1] == ".":
            i -= 1
        else:
            return i


class Sources:
    """The mistakes of the checkout, each with a number that stays while its file does, and the files that hold them all."""

    def __init__(self, never):
        self.texts = {}
        self.numbers = {}
        self.of_file = collections.defaultdict(list)
        for rows in all_mistakes().values():
            for mistake in rows:
                self.of_file[mistake.path].append(mistake)
        for path, rows in self.of_file.items():
            self.texts[path] = read(os.path.join(ROOT, path))
            rows.sort(key=lambda m: (m.start, m.end, m.kind))
            for k, mistake in enumerate(rows):
                self.numbers[mistake] = zlib.crc32(path.encode()) * 1000 + k
        # What no switch can hold, and what does not compile at all, as found by earlier builds of the same file.
        self.never = never

    def stamp(self, path):
        return zlib.crc32(self.texts[path].encode())

    def switched(self, mistake):
        known = self.never.get(mistake.path, {})
        return not (known.get("stamp") == self.stamp(mistake.path) and self.numbers[mistake] in known["numbers"])

    def drop(self, mistake, why="numbers"):
        known = self.never.get(mistake.path, {})
        if known.get("stamp") != self.stamp(mistake.path):
            known = self.never[mistake.path] = {"stamp": self.stamp(mistake.path), "numbers": [], "none": []}
        known[why].append(self.numbers[mistake])

    def is_none(self, mistake):
        known = self.never.get(mistake.path, {})
        return known.get("stamp") == self.stamp(mistake.path) and self.numbers[mistake] in known["none"]

    def written(self, path, made=None):
        """The file with every switch, and with the one mistake made that has none."""
        source = self.texts[path]
        code = code_only(source)
        edits = []  # begin, minus the end of what it spans, end of what is replaced, text
        for mistake in self.of_file[path]:
            number = self.numbers[mistake]
            if mistake == made:
                edits.append((mistake.start, -mistake.end, mistake.end, mistake.text))
                continue
            if not self.switched(mistake):
                continue
            if mistake.kind == "missing":
                was = source[mistake.start:mistake.end]
                edits.append((mistake.start - 1, -mistake.end, mistake.end + 1,
                              f'(mistake::made<{number}>() ? "{mistake.text}" : "{was}")'))
            elif mistake.kind == "comparison":
                mark = MARKS[source[mistake.start:mistake.end]]
                edits.append((mistake.start, -mistake.end, mistake.end, f"< mistake::{mark}<{number}>{{}} <"))
            elif mistake.kind == "trace":
                edits.append((mistake.start, -mistake.end, mistake.end, f" + mistake::One<{number}>{{}}"))
            else:
                dot = mistake.start - (1 if source[mistake.start - 1] == "." else 2)
                begin = record_before(code, dot)
                if begin is None:
                    self.drop(mistake)
                    continue
                arrow, was = source[dot:mistake.start], source[mistake.start:mistake.end]
                edits.append((begin, -mistake.end, begin, f"MISTAKEN({number}, "))
                edits.append((dot, -mistake.end, mistake.end, f", {arrow}{was}, {arrow}{mistake.text})"))
        out, at = [], 0
        for begin, _, end, text in sorted(edits):
            if begin < at:
                sys.exit(f"{path}: two mistakes in one place at {source.count(chr(10), 0, begin) + 1}")
            out += [source[at:begin], text]
            at = end
        return '#include "mistake_switch.hpp"\n' + "".join(out) + source[at:]


class Copy:
    def __init__(self, folder, jobs):
        self.folder = folder
        self.jobs = jobs
        self.memory = os.path.join(folder, "no-switch.json")
        self.sources = Sources(json.loads(read(self.memory)) if os.path.isfile(self.memory) else {})
        self.build_folder = os.path.join(folder, "build/mutation")
        self.bins = os.path.join(self.build_folder, "bin")
        self.can_be_made = set()

    def fill(self):
        names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True,
                               text=True).stdout.splitlines()
        held = set(names)
        for name in names:
            source, target = os.path.join(ROOT, name), os.path.join(self.folder, name)
            if not os.path.isfile(source) or name in self.sources.of_file:
                continue
            if os.path.exists(target) and read_bytes(target) == read_bytes(source):
                continue  # an older time keeps what was built from it
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(source, target)
            shutil.copymode(source, target)
        for name in ("switch.hpp", "switch.cpp"):
            write(os.path.join(self.folder, "lib/mistake_" + name), read(os.path.join(HERE, name)))
            held.add("lib/mistake_" + name)
        for top in ("lib", "tests"):  # what is gone from the checkout must not be built
            for at, _, files in os.walk(os.path.join(self.folder, top)):
                for name in files:
                    path = os.path.relpath(os.path.join(at, name), self.folder)
                    if path not in held:
                        os.remove(os.path.join(at, name))
        self.write_switches()
        # In groups of files: from nothing it takes a third of the time. Nobody reads what the compiler says of mistakes.
        link = ["-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld"] if shutil.which("ld.lld") else []
        subprocess.run(["cmake", "-S", self.folder, "-B", self.build_folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                        "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -w -D_GLIBCXX_ASSERTIONS", "-DPROBATION_UNITY=ON", *link], check=True, capture_output=True)

    def write_switches(self):
        for path in self.sources.of_file:
            write(os.path.join(self.folder, path), self.sources.written(path))
        write(self.memory, json.dumps(self.sources.never))

    def build(self, *targets):
        # A failed compilation of one file must not keep the others from being built.
        done = subprocess.run(["nice", "ninja", "-C", self.build_folder, "-j", str(self.jobs), "-k", "0", *targets], capture_output=True,
                              text=True)
        return done.returncode == 0, done.stdout

    def build_all(self):
        while True:
            built, output = self.build("libprobation.a")
            if built:
                break
            dropped = 0
            for path, rows in self.sources.of_file.items():
                lines = {int(n) - 1 for n in re.findall(re.escape(path) + r":(\d+)", output)}
                if not lines:
                    continue
                left = [m for m in rows if self.sources.switched(m)]
                hit = [m for m in left if m.line(self.sources.texts[path]) in lines] or left
                for mistake in hit:
                    self.sources.drop(mistake)
                dropped += len(hit)
            if not dropped:
                sys.exit("the sources do not build as they are:\n" + output[-3000:])
            self.write_switches()
        built, output = self.build(*PROGRAMS)
        if not built:
            sys.exit("the sources do not build as they are:\n" + output[-3000:])

    def run(self, program, number=None, reached=None):
        """The exit code, none where it took too long, and what was said."""
        environment = dict(os.environ)
        if number is not None:
            environment["MISTAKE"] = str(number)
        if reached:
            environment["MISTAKES_REACHED"] = reached
        words = ["nice", os.path.join(self.bins, program)] + ([] if reached else ["--abort"])
        with tempfile.TemporaryDirectory(prefix="rar-tools-mutation-") as scratch:
            environment["TMPDIR"] = scratch
            try:
                done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=LONGEST, env=environment)
            except subprocess.TimeoutExpired:
                return None, "took too long"
        return done.returncode, done.stdout + done.stderr

    def passed(self, program):
        """The numbers of the places that the program passes; it must run without a fault."""
        path = os.path.join(self.folder, f"reached-{program}")
        if os.path.exists(path):
            os.remove(path)
        since = time.time()
        code, output = self.run(program, reached=path)
        if code != 0:
            sys.exit(f"{program} fails as it is:\n" + output[-3000:])
        print(f"{program} passes in {time.time() - since:.0f} s", flush=True)
        numbers = {int(n) for n in read(path).split()}
        self.can_be_made |= {-n for n in numbers if n < 0}
        return {n for n in numbers if n > 0}

    def judge(self, mistake, passed):
        """Whether it was noticed, by what or why not; nothing where it would not compile."""
        number = self.sources.numbers[mistake]
        if number not in self.can_be_made:
            return None, ""
        there = [program for program in PROGRAMS if number in passed[program]]
        for program in there:
            if self.run(program, number)[0] != 0:
                return True, program
        return False, "tried" if there else "not passed"

    def judge_alone(self, mistake):
        """As judge, for what no switch can hold; nothing where it does not compile."""
        if self.sources.is_none(mistake):
            return None, ""
        path = os.path.join(self.folder, mistake.path)
        write(path, self.sources.written(mistake.path, mistake))
        try:
            if not self.build("libprobation.a")[0]:
                self.sources.drop(mistake, "none")
                write(self.memory, json.dumps(self.sources.never))
                return None, ""
            for program in PROGRAMS:
                if not self.build(program)[0]:
                    return None, ""
                if self.run(program)[0] != 0:
                    return True, program
            return False, "tried"
        finally:
            write(path, self.sources.written(mistake.path))


def drawn(pools, seed):
    """Every mistake once, the kinds in turn, in the seed's order."""
    rng = random.Random(seed)
    queues = {kind: rng.sample(rows, len(rows)) for kind, rows in pools.items()}
    while any(queues.values()):
        for kind in sorted(queues):
            if queues[kind]:
                yield queues[kind].pop()


def equivalents():
    """What is known to change no answer: by path and line as shown, why."""
    rows = {}
    for line in read(os.path.join(HERE, "equivalent.txt")).splitlines():
        if line and not line.startswith("#"):
            mistake, reason = line.rsplit(" -- ", 1)
            rows[mistake] = reason
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--count", type=int, default=200, help="mistakes that compile (200)")
    parser.add_argument("--only", default="", help="only in files whose path holds this")
    parser.add_argument("--kind", choices=["missing", "comparison", "date", "trace"])
    parser.add_argument("--at", help="only mistakes whose line, as it is printed, holds this; none is drawn, all are made")
    parser.add_argument("--copy", help="folder of the copy, kept (else a temporary one, removed)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--at-least", type=float, default=0, help="exit 1 where less of 100 mistakes is noticed")
    parser.add_argument("--list", action="store_true", help="print how many there are of each kind and make none")
    options = parser.parse_args()
    pools = all_mistakes(options.only)
    if options.list:
        for kind, rows in pools.items():
            print(f"{kind}: {len(rows)}")
        return 0
    if options.kind:
        pools = {options.kind: pools.get(options.kind, [])}
    folder = os.path.abspath(options.copy) if options.copy else tempfile.mkdtemp(prefix="rar-tools-mutation-")
    if os.path.commonpath([folder, ROOT]) == ROOT:
        sys.exit("the copy must not lie in the checkout")
    try:
        copy = Copy(folder, options.jobs)
        copy.fill()
        since = time.time()
        copy.build_all()
        print(f"built in {time.time() - since:.0f} s", flush=True)
        passed = {program: copy.passed(program) for program in PROGRAMS}
        return run(copy, passed, drawn(pools, options.seed), options)
    finally:
        if not options.copy:
            shutil.rmtree(folder, ignore_errors=True)


def run(copy, passed, stream, options):
    tally = collections.defaultdict(lambda: [0, 0, 0])
    known = equivalents()
    done = 0

    def line_of(mistake):
        source = copy.sources.texts[mistake.path]
        return f"{mistake.path}:{mistake.line(source)}: {mistake.shown(source)}"

    def count(mistake, verdict):
        nonlocal done
        noticed, how = verdict
        if noticed is None:
            return
        done += 1
        reason = known.get(f"{mistake.path}: {mistake.shown(copy.sources.texts[mistake.path])}")
        row = tally[mistake.kind]
        row[0] += noticed
        row[1] += 1
        row[2] += bool(reason) and not noticed
        word = "noticed" if noticed else "no odds" if reason else "UNSEEN "
        print(f"{word} {mistake.kind:10} {line_of(mistake)} ({reason if reason and not noticed else how})", flush=True)

    if options.at:
        stream = [m for m in stream if options.at in line_of(m)]
        options.count = len(stream)
    stream = iter(stream)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        while done < options.count:
            batch = [m for _, m in zip(range(options.count - done), stream)]
            if not batch:
                break
            switched = [m for m in batch if copy.sources.switched(m)]
            for mistake, verdict in zip(switched, pool.map(lambda m: copy.judge(m, passed), switched)):
                count(mistake, verdict)
            for mistake in batch:
                if not copy.sources.switched(mistake):
                    count(mistake, copy.judge_alone(mistake))
    noticed, total, no_odds = (sum(row[i] for row in tally.values()) for i in range(3))
    print()
    for kind, (seen, made, equal) in sorted(tally.items()):
        print(f"{kind:10} {seen} of {made} noticed, {equal} change no answer")
    if total == 0:
        print("no mistake was made")
        return 1
    print(f"{noticed} of {total} mistakes noticed ({100 * noticed / total:.1f} %), {no_odds} change no answer, seed {options.seed}")
    return 0 if 100 * noticed >= options.at_least * total else 1


if __name__ == "__main__":
    sys.exit(main())
