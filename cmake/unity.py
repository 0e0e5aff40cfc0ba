#!/usr/bin/python3
"""Groups source files into a few that include them, so that what all of them include is read once for each group.

usage: cmake/unity.py OUT_FOLDER GROUPS [--alone FILE]… FILE…    prints the files to compile: the groups, then what must stay alone

--alone: a file that has flags of its own.

Files keep what is theirs: every name that a file declares in an unnamed namespace is a macro while that file is read, and so
never meets the name of another. All headers are included first, where no such macro stands. Files that say `using namespace`
stand last in their group, and each says all that those before it say. A name that is also a member, or a function of a header
the file includes, is none, for a macro would change those too: such a file stays in its group where no other file says that name
by itself, else alone. So does one that leaves macros behind or speaks to C.
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


def must_stay_alone(code):
    # What is gone again at the end of the file meets nobody.
    if set(re.findall(r"^\s*#\s*define\s+(\w+)", code, re.M)) != set(re.findall(r"^\s*#\s*undef\s+(\w+)", code, re.M)):
        return "macros"
    for block in unnamed_blocks(code):  # a name that C may call and nobody else needs
        code = code.replace(block, "")
    return "C" if re.search(r"\bextern\s+ ", code) else ""  # extern "C"


def not_for_macros(path, code, names):
    """Names of the file's own that a macro would change elsewhere in it."""
    members = set(re.findall(r"(?:\.|->|::)\s*([A-Za-z_]\w*)", code))
    for header in included(path):
        # A function of everybody, which the file calls or defines beside its own of the same name.
        flat = top_level(re.sub(r"\bnamespace\s+[\w:]+\s*\{", " ", header))
        members |= set(re.findall(r"\b([A-Za-z_]\w*)\s*\(\)", flat))
    return names & members


def said_alone(code):
    """Identifiers that do not follow `.`, `->` or `::`."""
    return set(re.findall(r"(?<![\w.>:])([A-Za-z_]\w*)", code)) | set(re.findall(r"(?<![->])>\s*([A-Za-z_]\w*)", code)) | \
        set(re.findall(r"(?<!:):\s*([A-Za-z_]\w*)", code))


def main():
    folder, groups, paths = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    with_flags = set()
    while paths[0] == "--alone":
        with_flags.add(paths[1])
        paths = paths[2:]
    os.makedirs(folder, exist_ok=True)
    alone, together = [], []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            source = file.read()
        code = blanked(source)
        names = own_names(code)
        if why := must_stay_alone(code):
            if os.environ.get("UNITY_SAYS_WHY"):
                print(f"{path} stays alone: {why}", file=sys.stderr)
            alone.append(path)
        else:
            kept = not_for_macros(path, code, names)
            together.append((path, source, sorted(names - kept), tuple(re.findall(r"^using namespace ([\w:]+)", code, re.M)), kept,
                             said_alone(code) - (names - kept)))
    # Neighbours read the same headers: files stay in their order, in groups of about one weight.
    total = sum(len(row[1]) for row in together)
    chunks, weight = [[] for _ in range(min(groups, len(together)) or 1)], 0
    for row in together:
        here = min(weight * len(chunks) // max(total, 1), len(chunks) - 1)
        weight += len(row[1])
        # The nearest group in which nobody uses a namespace that does not go with those of this file.
        mine = set(row[3])
        fit = [i for i in range(len(chunks)) if all(mine <= set(other[3]) or mine >= set(other[3]) for other in chunks[i])]
        if fit:
            chunks[min(fit, key=lambda i: abs(i - here))].append(row)
        else:
            alone.append(row[0])
    for chunk in chunks:
        alone += [row[0] for row in chunk if row[0] in with_flags]
        chunk[:] = [row for row in chunk if row[0] not in with_flags]
        while chunk:
            # Who meets most others goes first.
            met = [[other for other in chunk if other is not row and (row[4] & other[5] or other[4] & row[5])] for row in chunk]
            most = max(range(len(chunk)), key=lambda i: len(met[i]))
            if not met[most]:
                break
            row = chunk.pop(most)
            alone.append(row[0])
            if os.environ.get("UNITY_SAYS_WHY"):
                names = set.union(*((row[4] & other[5]) | (other[4] & row[5]) for other in met[most]))
                print(f"{row[0]} stays alone: {' '.join(sorted(names))}", file=sys.stderr)
    written = []
    for number, chunk in enumerate(chunks):
        if not chunk:
            continue
        includes = []
        chunk.sort(key=lambda row: len(row[3]))
        for source in (row[1] for row in chunk):
            for line in re.findall(r"^#include [^\n]*", source, re.M):
                if line not in includes and not line.endswith('.def"'):  # rows, read where a macro says what of them
                    includes.append(line)
        text = "// Written by cmake/unity.py: several files of the library as one.\n"
        # What a file keeps to itself is unnamed in the group as well, though it stands in a file that is included.
        text += '#if defined(__GNUC__) && !defined(__clang__)\n#pragma GCC diagnostic ignored "-Wsubobject-linkage"\n#endif\n'
        text += "\n".join(includes) + "\n"
        for path, _, names, *_ in chunk:
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
