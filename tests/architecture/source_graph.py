"""Which files of the project a file includes, directly and through others; shared by the gates that remember what they passed."""
import hashlib
import json
import os
import re
import subprocess

INCLUDE = re.compile(rb'^\s*#include\s+["<]([^">]+)[">]', re.M)


class Graph:
    def __init__(self, root):
        self.root = root
        self.folders = [os.path.join(root, "lib"), root, os.path.join(root, "tests")]
        self.known = {}

    def includes(self, path):
        """The project's own files that one includes itself."""
        if path not in self.known:
            with open(path, "rb") as file:
                text = file.read()
            found = []
            for match in INCLUDE.finditer(text):
                name = match.group(1).decode()
                for folder in [os.path.dirname(path), *self.folders]:
                    full = os.path.normpath(os.path.join(folder, name))
                    if os.path.isfile(full):
                        found.append(full)
                        break
            self.known[path] = (text, found)
        return self.known[path][1]

    def closure(self, path):
        seen, todo = set(), [path]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += self.includes(at)
        return seen

    def digest(self, path, salt):
        """The same for the same file with the same files below it."""
        hasher = hashlib.sha256(salt.encode())
        for at in sorted(self.closure(path)):
            self.includes(at)
            hasher.update(os.path.relpath(at, self.root).encode() + b"\0" + hashlib.sha256(self.known[at][0]).digest())
        return hasher.hexdigest()


class Passed:
    """What passed before, by digest, in one file of the build folder. A file that cannot be read is none."""

    def __init__(self, path):
        self.path = path
        try:
            with open(path, encoding="utf-8") as file:
                self.digests = json.load(file)
        except (OSError, ValueError):
            self.digests = {}

    def has(self, name, digest):
        return self.digests.get(name) == digest

    def keep(self, rows):
        self.digests.update(rows)
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.digests, file)
        os.replace(self.path + ".new", self.path)


def runs_long():
    return os.environ.get("PROBATION_LONG") == "1"


def changed(root):
    """Files that differ from the last commit; where none of C++ does, those that the last commit changed. Nothing without Git."""
    def said(*words):
        return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout.split()
    try:
        names = said("diff", "--name-only", "HEAD") + said("ls-files", "-o", "--exclude-standard")
        if not any(name.endswith((".cpp", ".hpp")) for name in names):
            names = said("show", "--name-only", "--format=", "HEAD")
    except (subprocess.CalledProcessError, FileNotFoundError):
        return set()
    return {os.path.join(root, name) for name in names}


def sources(root, tops, endings):
    for top in tops:
        for folder, _, names in sorted(os.walk(os.path.join(root, top))):
            for name in sorted(names):
                if name.endswith(endings):
                    yield os.path.join(folder, name)
