"""Inputs made to hurt: each must end in bounded time and memory and say what is wrong with it, at its place.

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
    yield "json_lines", fill("", "{}\n")
    yield "half_pairs", fill('{"schema": "case/1", "crn": "X123456", "contacts": "', "\\ud83d", '"}')
    yield "open_quote", fill(HEAD + 'x: "a', "\n  a: b")
    yield "separators", fill(HEAD + "x: ", "\u2028")
    yield "flow_lines", fill(HEAD + "flags: [\n", " mappa,\n", "]\n")
    yield "key_of_all", fill(HEAD + "? ", "a", "\n: b\n")


# What is said of each, and the exit code: a hostile input that is read as something else would pass for harmless.
KEYS_AND_VALUES = (3, "error[DOC005] more than 150000 keys and values in one document")
COMMAS = (3, ".yaml:3:1400014: error[DOC005] more than 200000 values between brackets")
SAYS = {
    "many_contacts": KEYS_AND_VALUES,
    "empty_contacts": (3, ".yaml:4:5: error[DOC102] `id` is missing in contact", "error[DOC005] more than 2000 faults in one document"),
    "open_brackets": (3, ".yaml:1:65: error[DOC005] nested deeper than 64 levels"),
    "brackets_in_text": (3, ".yaml:3:1: error[DOC101] unknown key `…` in case", ".yaml:3:4: error[DOC005] a value of"),
    "one_flow_line": COMMAS,
    "one_flow_line_with_escape": (3, ".yaml:3:1400009: error[DOC005] more than 200000 values between brackets"),
    "one_value": (3, ".yaml:3:1: error[DOC101]", ".yaml:3:4: error[DOC005] a value of"),
    "one_quoted_value": (3, ".yaml:3:1: error[DOC101]", ".yaml:3:4: error[DOC005] a value of"),
    "block_value": (3, ".yaml:3:1: error[DOC101]", ".yaml:3:4: error[DOC005] a value of"),
    "unknown_keys": (3, ".yaml:3:1: error[DOC101] unknown key `…` in case", "error[DOC005] more than 2000 faults in one document"),
    "one_key_again": (3, ".yaml:4:1: error[DOC002] the key `flags` stands twice", "error[DOC005] more than 2000 faults in one document"),
    "empty_documents": (3, "error[DOC104] no `schema`", ".yaml:50001:1: error[DOC005] more than 50000 documents in one file"),
    "empty_lines": (3, "error[DOC104] no `schema`"),
    "comments": (0, "questions wait for /orders"),
    "tabs": (0, "questions wait for /orders"),
    "warnings": KEYS_AND_VALUES,
    "chain": KEYS_AND_VALUES,
    "zeros": (3, ".yaml:1:1: error[DOC001] a NUL byte"),
    "json_lines": (3, "error[DOC104] no `schema`", ":50001:1: error[DOC005] more than 50000 documents in one file"),
    "half_pairs": (3, ".yaml:1:53: error[DOC001]", "surrogate"),
    "open_quote": (3, ".yaml:3:", "error[DOC001]", "quote"),
    "separators": (3, ".yaml:3:4: error[DOC001]", "outside quotes"),
    "flow_lines": COMMAS[:1] + ("error[DOC005] more than 200000 values between brackets",),
    "key_of_all": (3, "error[DOC0"),
}


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
            said = open(out, encoding="utf-8", errors="replace").read()
            wanted, *words = SAYS[name]
            if code != wanted or any(word not in said for word in words):
                wrong.append(f"{name}: exit {code}, wanted {wanted} and {words}: {said[:300]}")
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
