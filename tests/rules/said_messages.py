"""Every sentence of every rule is said and asserted by a case.

Reads the sentences out of the sources of the rules: each text with a blank in it that goes into a message or a line of the
arithmetic. Each must stand, its gaps filled, in what a case of that rule asserts (`message "…"`, `trace "…"`; where a text is
handed on, `here "…"`, `fix "…"` or `beside "…"`); what several rules share, in a case of any of them. What no input can
make a rule say does not stay in its source. Words beside other places (`related`) are left out.

usage: said_messages.py ROOT
"""
import bisect
import glob
import os
import re
import sys

# Where a text goes that is no message. `missing` and `pointer` take names of facts.
ASIDE = {"here", "related", "related_in", "fix", "fact", "identity", "missing", "pointer", "standard", "resolve", "assert",
         "static_assert", "runtime_error", "logic_error", "Rule"}  # what a rule says of itself is printed by `explain`
TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|R"\((?P<raw>.*?)\)"|"(?P<text>(?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\.)+'|(?P<name>[A-Za-z_]\w*)|(?P<sign>[(){}\[\];,]|.)""", re.S)


def sentences(source):
    """(offset, text, is it said of a pass) of each text of a message, adjacent literals put together."""
    frames, word, statement, literal, found = [], "", "", None, []
    for match in TOKEN.finditer(source):
        text, sign = match.group("text"), match.group("sign")
        if match.group("raw") is not None:
            text = match.group("raw")
        if text is not None:
            if literal is None:
                literal = [match.start(), "", [frame for frame, _ in frames]]
            literal[1] += text
            continue
        if not match.group("name") and (sign is None or sign.isspace()):
            continue  # a blank or a comment, which part no text from the next
        if literal is not None:
            found.append(literal)
            literal = None
        if match.group("name"):
            word = match.group("name")
            statement += " " + word
            continue
        if sign == "(":
            frames.append((word, statement))
        elif sign == "{":
            frames.append(("Rule" if " const Rule " in statement + " " else "", statement))
            statement = ""
        elif sign in ")}" and frames:
            _, before = frames.pop()
            if sign == "}":
                statement = before if before.strip().startswith("return") else ""
        elif sign == ";":
            statement = ""
        if sign != ".":
            word = ""
    for at, text, calls in found:
        if " " in text.strip() and not any(call in ASIDE for call in calls):
            yield at, text.replace('\\"', '"').replace("\\\\", "\\"), "pass" in calls


def pattern_of(text):
    """What the sentence looks like once its gaps are filled."""
    parts = re.split(r"\{\{|\}\}|\{[^{}]*\}", text)
    return re.compile(".*?".join(re.escape(part) for part in parts), re.S)


def said_by(paths):
    said = []
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        said += re.findall(r'#.*?\b(?:message|trace|here|fix|beside) "(.*)"\s*$', text, re.M)
        for names in re.findall(r"# *missing (.*)", text):  # what no file holds has blanks in its name
            said += re.findall(r'"([^"]*)"', names)
    return said


def main():
    root = sys.argv[1]
    here = os.path.join(root, "tests/rules")
    cases = {}
    for path in sorted(glob.glob(f"{here}/**/*.yaml", recursive=True)):
        inside = os.path.relpath(path, here)
        rule = re.search(r"[A-Z]{3}\d{3}", inside)
        if rule:
            cases.setdefault(rule.group(), []).append(path)
    said = {rule: said_by(paths) for rule, paths in cases.items()}
    # What only a further row of the law can make a rule say.
    with open(os.path.join(here, "further_rows_test.cpp"), encoding="utf-8") as file:
        under_other_law = re.findall(r'message == "(.*)"', file.read())
    for messages in said.values():
        messages += under_other_law
    everything = [message for messages in said.values() for message in messages]
    problems, count = [], 0
    for path in sorted(glob.glob(os.path.join(root, "lib/rules/*/*.[ch]pp"))):
        with open(path, encoding="utf-8") as file:
            source = file.read()
        inside = os.path.relpath(path, root)
        rule = re.match(r"lib/rules/\w+/([a-z]{3}\d{3})_\w+\.cpp$", inside)
        messages = said.get(rule.group(1).upper(), []) if rule else everything
        lines = [match.start() for match in re.finditer("\n", source)]
        for at, text, of_pass in sentences(source):
            count += 1
            pattern = pattern_of(text)
            if not any(pattern.search(message) for message in messages):
                problems.append(f"{inside}:{bisect.bisect(lines, at) + 1}: {'(pass) ' if of_pass else ''}\"{text}\"")
    if count < 700:  # there are some 800: they are no longer found, rather than said
        problems.append(f"only {count} sentences found in the sources of the rules")
    print("\n".join(problems) or f"{count} sentences are said and asserted")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
