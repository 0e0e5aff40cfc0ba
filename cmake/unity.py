#!/usr/bin/python3
"""Groups source files into a few that include them, so that what all of them include is read once for each group.

usage: cmake/unity.py OUT_FOLDER GROUPS FILE…     prints the files to compile: the groups, then what must stay alone

Files keep what is theirs: every name that a file declares in an unnamed namespace is a macro while that file is read, and so
never meets the name of another. All headers are included first, where no such macro stands. A file that says `using namespace`
stands last in its group. A file whose own names are also members, or functions of a header it includes, stays alone, for a
macro would change those too; so does one that defines macros or speaks to C.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "static_assert", "operator", "else", "do", "using", "template", "requires",
            "constexpr", "const", "namespace", "auto", "decltype", "noexcept", "alignas", "catch", "case"}


def blanked(source):
    """Comments and texts as blanks, at the same offsets."""
    pattern = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'|//[^\n]*|/\*(?:.|\n)*?\*/')
    digit = re.compile(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])")
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), digit.sub("0", source))


def unnamed_blocks(code):
    for match in re.finditer(r"\bnamespace\s*\{", code):
        depth, i = 1, match.end()
        while i < len(code) and depth:
            depth += (code[i] == "{") - (code[i] == "}")
            i += 1
        yield code[match.end():i - 1]


def top_level(block):
    """The block without what stands in braces, parentheses and brackets of it: its declarations alone."""
    out, depth = [], 0
    for c in block:
        if c in "{([":
            if depth == 0:
                out.append(c)
            depth += 1
        elif c in "})]":
            depth -= 1
            if depth == 0:
                out.append(c)
        elif depth == 0:
            out.append(c)
    return "".join(out)


def own_names(code):
    names = set()
    for block in unnamed_blocks(code):
        flat = top_level(block)
        while re.search(r"<[^<>;]*>", flat):  # arguments of templates are no declarations
            flat = re.sub(r"<[^<>;]*>", " ", flat)
        flat = re.sub(r"\busing\s+(?:namespace\s+)?[\w:]+\s*;", " ", flat)  # the name of another, the same in every file
        flat = re.sub(r"(?<![=!<>])=(?!=)[^;]*;", "=;", flat)  # what a name is given declares nothing
        flat = re.sub(r"\b((?:struct|class|enum)[^{;:]*):[^{;]*\{", r"\1{", flat)  # nor do a class's bases
        names |= set(re.findall(r"\b(?:struct|class|enum(?:\s+class)?|using|concept)\s+([A-Za-z_]\w*)", flat))
        names |= set(re.findall(r"\b([A-Za-z_]\w*)\s*\(\)", flat))  # functions
        names |= set(re.findall(r"(?<![:\w])([A-Za-z_]\w*)\s*(?:\[\]\s*)*(?:=(?!=)|\{\}|;)", flat))  # constants and variables
        # Enumerators of an unscoped enumeration stand beside it.
        for inner in re.findall(r"\benum\s+(?!class)\w*[^{;]*\{([^}]*)\}", block):
            names |= set(re.findall(r"([A-Za-z_]\w*)\s*(?:=[^,]*)?(?:,|$)", inner.strip()))
    names |= set(re.findall(r"^static [^;{=]*?\b([A-Za-z_]\w*)\s*[({=]", code, re.M))
    return {name for name in names if name not in KEYWORDS and not name.startswith("operator")}


def included(path):
    """The project's headers that the file names, without comments and texts."""
    with open(path, encoding="utf-8") as file:
        names = re.findall(r'^#include "([^"]+)"', file.read(), re.M)
    for name in names:
        for folder in (os.path.join(ROOT, "lib"), ROOT):
            full = os.path.join(folder, name)
            if os.path.isfile(full):
                with open(full, encoding="utf-8") as file:
                    yield blanked(file.read())
                break


def must_stay_alone(path, code, names):
    if re.search(r"^\s*#\s*(define|undef)\b", code, re.M):
        return "macros"
    if re.search(r"\bextern\s+ ", code):  # extern "C"
        return "C"
    members = set(re.findall(r"(?:\.|->|::)\s*([A-Za-z_]\w*)", code))
    for header in included(path):
        # A function of everybody, which the file calls or defines beside its own of the same name.
        flat = top_level(re.sub(r"\bnamespace\s+[\w:]+\s*\{", " ", header))
        members |= set(re.findall(r"\b([A-Za-z_]\w*)\s*\(\)", flat))
    return " ".join(sorted(names & members))


def main():
    folder, groups, paths = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    os.makedirs(folder, exist_ok=True)
    alone, together = [], []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            source = file.read()
        code = blanked(source)
        names = own_names(code)
        if why := must_stay_alone(path, code, names):
            if os.environ.get("UNITY_SAYS_WHY"):
                print(f"{path} stays alone: {why}", file=sys.stderr)
            alone.append(path)
        else:
            together.append((path, source, sorted(names), bool(re.search(r"^using namespace\b", code, re.M))))
    # Neighbours read the same headers: files stay in their order, in groups of about one weight.
    total = sum(len(row[1]) for row in together)
    chunks, weight = [[] for _ in range(min(groups, len(together)) or 1)], 0
    for row in together:
        chunk = chunks[min(weight * len(chunks) // max(total, 1), len(chunks) - 1)]
        weight += len(row[1])
        if row[3] and any(other[3] for other in chunk):
            alone.append(row[0])
        else:
            chunk.append(row)
    written = []
    for number, chunk in enumerate(chunks):
        if not chunk:
            continue
        includes = []
        chunk.sort(key=lambda row: row[3])
        for _, source, _, _ in chunk:
            for line in re.findall(r"^#include [^\n]*", source, re.M):
                if line not in includes:
                    includes.append(line)
        text = "// Written by cmake/unity.py: several files of the library as one.\n"
        text += "\n".join(includes) + "\n"
        for path, _, names, _ in chunk:
            mark = re.sub(r"\W", "_", os.path.splitext(os.path.basename(path))[0])
            text += "".join(f"#define {name} {name}_of_{mark}\n" for name in names)
            text += f'#include "{path}"\n'
            text += "".join(f"#undef {name}\n" for name in names)
        out = os.path.join(folder, f"group_{number:02}.cpp")
        if not os.path.exists(out) or open(out, encoding="utf-8").read() != text:
            with open(out, "w", encoding="utf-8") as file:
                file.write(text)
        written.append(out)
    print(";".join(written + alone), end="")


if __name__ == "__main__":
    main()
