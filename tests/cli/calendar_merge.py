"""A calendar that is imported again: what changed gets the next number, what did not keeps its bytes, what is gone is cancelled once;
what the run did not judge stays; a file that is none of ours is left alone."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import icalendar
except ImportError:
    print("skipped: icalendar is not here (python3-icalendar)")
    sys.exit(77)

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
problems = []


def check(claim, about):
    if not claim:
        problems.append(about)


def due(folder, as_of, *paths, out="due.ics"):
    return subprocess.run([os.path.join(bins, "rar-audit"), "due", *(paths or ["cases"]), "--within", "365d", "--as-of", as_of, "--no-config", "--output", f"ics={out}"],
                          cwd=folder, capture_output=True)


def case(crn, end, extra=""):
    return f"""schema: case/1
crn: {crn}
person: {{sex: male}}
flags: []
orders:
  - id: O1
    type: community_order
    conviction_date: 2025-01-13
    sentence_date: 2025-01-13
    end_date: {end}
    amendments: []
    requirements: [{{id: R1, type: rehabilitation_activity, max_days: 20, status: active}}]
contacts: []
enforcement: []
reviews: []
suspensions: []
{extra}"""


def events(path):
    raw = open(path, "rb").read()
    calendar = icalendar.Calendar.from_ical(raw)
    check(calendar["METHOD"] == "PUBLISH", "METHOD")
    lines = raw.split(b"\r\n")
    check(lines[-1] == b"" and b"\n" not in b"".join(lines), "line ends")
    check(all(len(line) <= 75 for line in lines), f"a line of {max(map(len, lines))} octets")
    for line in lines:
        line.decode()  # folded between characters
    return {str(e["UID"]): e for e in calendar.walk("VEVENT")}


def bytes_of(path):
    return {re.search(rb"UID:(.*?)\r\n", re.sub(rb"\r\n ", b"", e)).group(1).decode(): e for e in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", open(path, "rb").read(), re.S)}


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(f"{folder}/cases")
    write = lambda name, text: open(f"{folder}/cases/{name}.yaml", "w").write(text)
    path = f"{folder}/due.ics"
    write("a", case("X900001", "2026-01-12"))
    write("b", case("X900002", "2026-02-12"))
    first = due(folder, "2025-10-24")
    check(first.returncode == 0, first.stderr.decode())
    one = events(path)
    check("X900001-O1--order_end@rar-tools" in one, f"uids {sorted(one)}")
    end = one["X900001-O1--order_end@rar-tools"]
    check(end["DTSTART"].dt.isoformat() == "2026-01-12" and end["STATUS"] == "CONFIRMED" and end["SEQUENCE"] == 0 and end["DTSTAMP"].dt.isoformat().startswith("2025-10-24T00:00:00"), dict(end))
    before = open(path, "rb").read()

    # The same again, and a day later: nothing moves.
    due(folder, "2025-10-24")
    check(open(path, "rb").read() == before, "the same run changed the file")
    due(folder, "2025-10-25")
    check(bytes_of(path) == {k: v for k, v in bytes_of(path).items()} and all(bytes_of(path)[u] == e for u, e in
          {re.search(rb"UID:(.*?)\r\n", re.sub(rb"\r\n ", b"", e)).group(1).decode(): e for e in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", before, re.S)}.items()), "a day later an unchanged event changed")

    # A date moves: the next number. The other case keeps its bytes.
    held = bytes_of(path)
    write("a", case("X900001", "2026-01-19"))
    due(folder, "2025-10-25")
    moved = events(path)["X900001-O1--order_end@rar-tools"]
    check(moved["SEQUENCE"] == 1 and moved["DTSTART"].dt.isoformat() == "2026-01-19" and moved["STATUS"] == "CONFIRMED", dict(moved))
    check(all(bytes_of(path)[u] == held[u] for u in held if u.startswith("X900002")), "the other case changed")

    # A case that is not judged stays.
    due(folder, "2025-10-25", "cases/b.yaml")
    check(events(path)["X900001-O1--order_end@rar-tools"]["SEQUENCE"] == 1, "a case that was not judged changed")

    # It is over: cancelled, once.
    write("a", case("X900001", "2026-01-19").replace("    requirements:", "    termination: {date: 2025-10-20, reason: completed}\n    requirements:"))
    due(folder, "2025-10-25")
    gone = events(path)["X900001-O1--order_end@rar-tools"]
    check(gone["STATUS"] == "CANCELLED" and gone["SEQUENCE"] == 2, dict(gone))
    cancelled = open(path, "rb").read()
    due(folder, "2025-10-26")
    check(bytes_of(path)["X900001-O1--order_end@rar-tools"] in cancelled, "cancelled twice")
    # And back.
    write("a", case("X900001", "2026-01-19"))
    due(folder, "2025-10-26")
    back = events(path)["X900001-O1--order_end@rar-tools"]
    check(back["STATUS"] == "CONFIRMED" and back["SEQUENCE"] == 3, dict(back))

    # What is none of ours is left alone.
    for name, text in (("theirs.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n"), ("notes.txt", "a list\n"),
                       ("half.ics", before.decode()[:200]), ("todo.ics", before.decode().replace("END:VCALENDAR", "BEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR"))):
        open(f"{folder}/{name}", "w", newline="").write(text)
        refused = due(folder, "2025-10-24", out=name)
        check(refused.returncode == 2 and open(f"{folder}/{name}", newline="").read() == text, f"{name}: exit {refused.returncode}")

print("\n".join(map(str, problems)) or "calendars agree")
sys.exit(1 if problems else 0)
