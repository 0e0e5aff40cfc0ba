"""Inputs made to hurt: each must end with an exit code of ours, in bounded time and memory, and say something.

    hostile.py BIN_FOLDER          2 MiB inputs, as part of the tests (any build)
    hostile.py BIN_FOLDER --full   up to the size cap, and at most a second and 256 MiB each (a release build)
"""
import os
import resource
import subprocess
import sys
import tempfile
import time

HEAD = "schema: case/1\ncrn: X123456\n"


def inputs(size):
    """Name and text of each input, of about `size` bytes."""
    def fill(head, unit, tail=""):
        return head + unit * (size // len(unit)) + tail

    def rows(head, row, length=60):
        return head + "".join(row(i) for i in range(size // length))

    yield "many_contacts", rows(HEAD + "orders: []\ncontacts:\n", lambda i: f"  - {{id: C{i}, date: 2025-01-{i % 28 + 1:02d}, type: supervision_appointment}}\n")
    yield "empty_contacts", fill(HEAD + "contacts:\n", "  - {}\n")
    yield "open_brackets", fill("", "[")
    yield "brackets_in_text", fill(HEAD + "x: a - [", ", [")
    yield "one_flow_line", fill(HEAD + "flags: [", "mappa, ", "mappa]\n")
    yield "one_flow_line_with_escape", fill(HEAD + 'x: ["\\n", ', "mappa, ", "mappa]\n")
    yield "one_value", fill(HEAD + "x: ", "a")
    yield "one_quoted_value", fill(HEAD + 'x: "\\n', "a", '"\n')
    yield "block_value", fill(HEAD + "x: |\n", "  a\n")
    yield "unknown_keys", rows(HEAD, lambda i: f"key{i}: 1\n", 12)
    yield "one_key_again", fill(HEAD, "flags: []\n")
    yield "empty_documents", fill("", "---\n")
    yield "empty_lines", fill("", "\n")
    yield "comments", fill(HEAD, "# c\n")
    yield "tabs", fill(HEAD, "\t\n")
    yield "warnings", rows(HEAD + "orders: []\nenforcement:\n", lambda i: f"  - {{id: E{i}, date: 2025-01-12, action: warning, contact: C{i}}}\n")
    yield "chain", rows(HEAD + "orders: []\ncontacts:\n", lambda i: f"  - {{id: C{i}, date: 2025-01-10, type: other, supersedes: C{i + 1}}}\n")
    yield "zeros", fill("", "\0")


def main():
    binary = os.path.join(sys.argv[1], "rar-audit")
    full = "--full" in sys.argv
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in inputs((60 << 20) if full else (2 << 20) + 4096):
            path = os.path.join(folder, name + (".ndjson" if name == "json_lines" else ".yaml"))
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            out = os.path.join(folder, "out")
            begin = time.monotonic()
            with open(out, "wb") as sink:
                process = subprocess.Popen([binary, "check", path, "--as-of", "2025-10-24", "--no-config", "--format", "concise"], stdout=sink, stderr=subprocess.STDOUT,
                                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)))
                _, status, usage = os.wait4(process.pid, 0)
            wall, processor, memory = time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
            code = os.waitstatus_to_exitcode(status)
            print(f"{name:26} exit {code}  {wall:6.2f} s  {processor:6.2f} s CPU  {memory:4.0f} MiB")
            if code not in (0, 1, 3) or (os.path.getsize(out) == 0 and code != 0):
                wrong.append(f"{name}: exit {code}")
            if memory > 256 or (full and processor > 1):
                wrong.append(f"{name}: {processor:.2f} s CPU, {memory:.0f} MiB")
            os.unlink(path)
    with tempfile.TemporaryDirectory() as folder:  # a pipe nobody writes to
        os.mkfifo(os.path.join(folder, "a.yaml"))
        with open(os.path.join(folder, "b.yaml"), "w", encoding="utf-8") as file:
            file.write(HEAD)
        try:
            done = subprocess.run([binary, "check", folder, "--as-of", "2025-10-24", "--no-config", "--summary"], capture_output=True, text=True, timeout=30)
            if not done.stdout.startswith("1 file, 1 case"):
                wrong.append(f"pipe in a folder: {done.stdout} {done.stderr}")
        except subprocess.TimeoutExpired:
            wrong.append("pipe in a folder: waits for ever")
    for line in wrong:
        print("wrong:", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
