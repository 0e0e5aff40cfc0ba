"""What the tests of whole commands share: a tally of what held and what did not, and a folder of files in which a tool is run."""
import os
import subprocess
import sys
import tempfile


class Tally:
    def __init__(self, most=30):
        self.held, self.wrong, self.most = 0, [], most

    def check(self, what, holds, *shown):
        self.held += bool(holds)
        if not holds:
            self.wrong.append(f"{what}: {' '.join(str(s)[:700] for s in shown)}")
        return bool(holds)

    def finish(self):
        for problem in self.wrong[:self.most]:
            print(problem)
        print(f"{self.held} held, {len(self.wrong)} did not")
        sys.exit(1 if self.wrong or not self.held else 0)


class Folder:
    """A repository of files, its user's home beside it; a name or content may be bytes, and a content `->TARGET` is a link."""

    def __init__(self, tools, files=(), as_of="2025-10-24", config=True):
        self.tools, self.as_of, self.config = os.path.abspath(tools), as_of, config
        self.holder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.holder.name, "w")
        os.makedirs(os.path.join(self.path, ".git"))
        for name, content in dict(files).items():
            self.put(name, content)

    def at(self, name):
        return os.path.join(os.fsencode(self.path), os.fsencode(name)) if isinstance(name, bytes) else os.path.join(self.path, name)

    def put(self, name, content):
        path = self.at(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if isinstance(content, str) and content.startswith("->"):
            os.symlink(content[2:], path)
            return self
        with open(path, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        return self

    def read(self, name):
        with open(self.at(name), "rb") as file:
            return file.read()

    def run(self, tool, *words, stdin=b"", env=None, as_of=True):
        """Exit code, standard output, standard error."""
        as_of = self.as_of if as_of is True else as_of
        more = (["--as-of", as_of] if as_of else []) + ([] if self.config else ["--no-config"])
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RAR_")}
        environment.update(HOME=self.holder.name, XDG_CONFIG_HOME=self.holder.name, **(env or {}))
        done = subprocess.run([os.path.join(self.tools, tool), *words, *more], cwd=self.path, capture_output=True, input=stdin, env=environment, timeout=60)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
