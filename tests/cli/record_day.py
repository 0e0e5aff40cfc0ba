"""A day's work with rar-record, from outside: dates in words, who runs the command, what is refused, what a shell is offered, questions on a
terminal; locks taken away at random; two members of a group; attributes and mounts. Root becomes two users where it may, else that part is skipped."""
import fcntl
import json
import os
import pty
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from tally import Tally

bins = os.path.abspath(sys.argv[1])
tool = os.path.join(bins, "rar-record")
tally = Tally()
check, problems = tally.check, tally.wrong
AS_OF = ["--as-of", "2025-10-24", "--no-config"]
CASE = """schema: case/1
crn: X320741
orders:
  - id: O1
    type: community_order
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 20}
contacts:
  - {id: C1, date: 2025-02-03, type: supervision_appointment, national_standards: true, outcome: attended_complied}
enforcement: []
reviews: []
suspensions: []
"""


def run(*words, **more):
    return subprocess.run([tool, *words, *more.pop("flags", AS_OF)], capture_output=True, text=True, stdin=more.pop("stdin", subprocess.DEVNULL), **more)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    path = os.path.join(folder, "case.yaml")

    def fresh(text=CASE, at=path):
        with open(at, "w", encoding="utf-8") as file:
            file.write(text)
        return at

    begun = tempfile.mkdtemp(dir=os.path.dirname(folder))
    # an order that cannot be is no case, unless its rule is allowed; what is only not recorded yet is no fault of the order
    begins = ("new", "--crn", "X320746", "--out", os.path.join(begun, "new.yaml"), "--order-type", "community_order", "--sentence-date", "2025-10-24", "--end-date")
    for more in ((), ("--dry-run",)):
        said = run(*begins, "2025-10-23", *more)
        check("it ends before it begins", said.returncode == 5 and "the case would break ORD105 (O1): " in said.stderr and not os.path.exists(begins[4]), said.stderr, said.stdout)
    said = run(*begins, "2025-10-23", "--allow", "ORD105", "--reason", "as the court wrote it")
    check("it is allowed", said.returncode == 0 and "end_date: 2025-10-23" in read(begins[4]), said.stderr)
    os.remove(begins[4])
    said = run(*begins[:8], "2025-01-13", "--end-date", "2026-01-12", "--rar-days", "20")
    check("nothing recorded yet", said.returncode == 0 and "still lacks" in said.stdout, said.stderr)
    shutil.rmtree(begun)

    # what was replaced twice is named by what stands for it
    fresh()
    for entry, minutes in (("C1", 30), ("C2", 40)):
        run("amend", path, entry, "--set", f"minutes={minutes}", "--reason", "found out")
    said = run("void", path, "C1", "--reason", "not this person")
    check("replaced twice", said.returncode == 5 and "C1 was replaced by C3; void that" in said.stderr, said.stderr)

    # a word misspelt is told before what else is not there
    said = run("add", "contct", fresh())
    check("a misspelt word", said.returncode == 2 and said.stderr == "rar-record: add contct: did you mean contact? one of contact\n", said.stderr)
    said = run("add", "contact", fresh())
    check("a word that is right", said.returncode == 2 and said.stderr == "rar-record: --date is required\n", said.stderr)

    # dates in words, and the day they mean on Friday 24 October 2025
    for word, day in (("today", "2025-10-24"), ("Yesterday", "2025-10-23"), ("tomorrow", "2025-10-25"), ("friday", "2025-10-24"), ("SATURDAY", "2025-10-18"),
                      ("next-friday", "2025-10-31"), ("next-monday", "2025-10-27"), ("2025-10-20", "2025-10-20")):
        fresh()
        r = run("add", "contact", path, "--date", word, "--type", "other")
        check(word, r.returncode == 0 and f"date: {day}, type: other" in read(path), f"{r.returncode} {r.stderr}")
    for word, near in (("mon", "monday"), ("tues", "tuesday"), ("yesterdy", "yesterday"), ("next-mon", "next-monday")):
        r = run("add", "contact", fresh(), "--date", word, "--type", "other")
        check(word, r.returncode == 2 and near in r.stderr and read(path) == CASE, f"{r.returncode} {r.stderr}")
    r = run("add", "contact", fresh(), "--date", "2025-10-20", "--type", "other", flags=["--as-of", "2999-01-01", "--no-config", "--dry-run"])
    check("as-of ahead", r.returncode == 2 and read(path) == CASE, r.stderr)
    check("--set takes no words", run("amend", path, "C1", "--set", "date=today", "--reason", "x").returncode == 2)

    # the outcome of a booking of an earlier day, told again the same day, is there already; another day's words reach no other
    fresh(CASE.replace("contacts:\n", "contacts:\n  - {id: C0, date: 2025-10-20, type: supervision_appointment}\n"))
    filled = [run("outcome", path, "attended_complied") for _ in range(2)]
    check("an earlier booking, told again", [r.returncode for r in filled] == [0, 0] and "already recorded C2" in filled[1].stdout and read(path).count("supersedes: C0") == 1, [r.stdout + r.stderr for r in filled])
    r = run("outcome", path, "unacceptable_absence")
    check("another outcome of it", r.returncode == 5 and read(path).count("supersedes") == 1, r.stdout + r.stderr)
    r = run("outcome", path, "attended_complied", flags=["--as-of", "2025-10-25", "--no-config"])
    check("told on the next day", r.returncode == 5, r.stdout + r.stderr)

    # who runs the command: the flag, else the configuration; never copied
    run("add", "contact", fresh(), "--date", "today", "--type", "other", flags=["--as-of", "2025-10-24"], env={"RAR_RECORDED_BY": "N51M001", "HOME": folder, "PATH": "/usr/bin:/bin"})
    check("recorded_by of the environment", "recorded_by: N51M001" in read(path), read(path))
    run("amend", path, "C2", "--set", "minutes=5", "--reason", "Clock", "--recorded-by", "N51M018")
    run("amend", path, "C3", "--set", "minutes=6", "--reason", "Clock")
    check("recorded_by of a correction", read(path).count("recorded_by") == 2 and "minutes: 6" in read(path), read(path))

    # nothing is left by a dry run, and nothing personal shown
    limited = fresh(CASE.replace("crn: X320741", "crn: X320741\nlimited_access: true\nperson: {date_of_birth: 1991-04-17}\nmanager: {team: N51M01, officer: N51M017}"))
    r = run("add", "contact", limited, "--date", "today", "--type", "other", "--reason", "told me about his brother", "--recorded-by", "N51W058", "--dry-run")
    shown = r.stdout + r.stderr
    check("limited access", r.returncode == 0 and "2025-10-24" in shown and not any(w in shown for w in ("brother", "1991", "N51M01", "N51W058")), shown)
    check("a dry run leaves nothing", sorted(os.listdir(folder)) == [".case.yaml.lock", "case.yaml"], os.listdir(folder))
    empty = os.path.join(folder, "empty")
    os.mkdir(empty)
    run("new", "--crn", "X320745", "--out", os.path.join(empty, "n.yaml"), "--dry-run")
    check("a dry run of new leaves nothing", os.listdir(empty) == [])

    # what a shell is offered
    r = run("add", "--help", flags=[])
    check("--help tells words", "supervision_appointment" in r.stdout and "unpaid_work_induction" in r.stdout, r.stdout)
    script = subprocess.run([tool, "completions", "bash"], capture_output=True, text=True).stdout
    fresh()
    for words, wanted in ((["add", "contact", path, "--type", ""], "home_visit"), (["enforce", path, "--contact", ""], "C1"), (["void", path, ""], "C1"),
                          (["outcome", path, ""], "attended_complied"), (["amendment", path, "--requirement", ""], "R1"), (["termination", path, "--kind", ""], "revoked")):
        line = " ".join(f"'{w}'" for w in [tool, *words])
        r = subprocess.run(["bash", "-c", f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words)}; _rar_record; printf '%s\\n' \"${{COMPREPLY[@]}}\""], capture_output=True, text=True, cwd=folder)
        check(f"offered after {words[:1]} {words[-2:]}", wanted in r.stdout.split() and "case.yaml" not in r.stdout, r.stdout + r.stderr)

    # -i: on a terminal alone
    check("-i without a terminal", run("review", fresh(), "-i").returncode == 2)

    def asked(answers, *words):
        pid, fd = pty.fork()
        if pid == 0:
            os.dup2(os.open(os.path.join(folder, "said"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
            os.execv(tool, [tool, *words, *AS_OF])
        os.write(fd, answers.encode())
        try:
            while os.read(fd, 4096):
                pass
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), read(os.path.join(folder, "said"))
    code, said = asked("mon\nyesterday\nriks\nrisk\n", "review", fresh(), "-i")
    check("-i asks again", code == 0 and "date: 2025-10-23, kind: risk" in read(path) and "did you mean risk" in said and said.startswith("date: "), f"{code} {said}")
    code, said = asked("yesterday\n\x04", "review", fresh(), "-i")
    check("-i and an end", code == 2 and read(path) == CASE, f"{code} {said}")

    # a dry run of a session shows what was asked of everybody, also where the record refuses it
    group = os.path.join(folder, "group")
    os.mkdir(group)
    for crn, most in (("X330001", 10), ("X330002", 1)):
        with open(os.path.join(group, crn + ".yaml"), "w") as out:
            out.write(f"""schema: case/1
crn: {crn}
orders:
  - id: O1
    type: community_order
    conviction_date: 2025-01-06
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    requirements:
      - {{id: R1, type: rehabilitation_activity, max_days: {most}}}
plan:
  activities:
    - {{id: A1, requirement: R1, intervention: driving, start_date: 2025-10-10, status: in_progress}}
contacts:
  - {{id: C1, date: 2025-10-10, type: activity_session, activity: A1, rar_activity: true, outcome: attended_complied}}
enforcement: []
reviews: []
suspensions: []
""")
    was = {name: read(os.path.join(group, name)) for name in os.listdir(group)}
    r = run("session", group, "--date", "today", "--activity", "driving", "--attended", "X330001", "X330002", "--dry-run")
    check("a dry run shows every record", r.returncode == 5 and r.stdout.count("\n+++ ") + r.stdout.startswith("+++ ") == 2 and "RAR201" in r.stderr, f"{r.returncode} {r.stdout} {r.stderr}")
    check("and leaves nothing", {name: read(os.path.join(group, name)) for name in os.listdir(group)} == was, os.listdir(group))

    # the lock file taken away at random: nothing lost, nothing torn
    fresh()
    done, torn, codes = threading.Event(), [], {}

    def tidy():
        while not done.is_set():
            try:
                os.unlink(os.path.join(folder, ".case.yaml.lock"))
            except FileNotFoundError:
                pass
            time.sleep(random.random() / 200)

    def look():
        while not done.is_set():
            if not read(path).endswith("suspensions: []\n"):
                torn.append(read(path))

    def write(n):
        codes[n] = run("add", "contact", path, "--date", "2025-03-03", "--type", "other", "--id", f"W{n}", "--lock-timeout", "120").returncode
    beside = [threading.Thread(target=f) for f in (tidy, look)]
    writers = [threading.Thread(target=write, args=(n,)) for n in range(40)]
    for t in beside + writers:
        t.start()
    for t in writers:
        t.join()
    done.set()
    for t in beside:
        t.join()
    lost = [n for n, code in codes.items() if code == 0 and f"id: W{n}," not in read(path)]
    check("forty writers without a lock file that stays", not lost and not torn and set(codes.values()) <= {0, 4}, f"{codes} lost {lost} torn {len(torn)}")

    # a reader's lock holds nobody up; a writer's does
    fresh()
    with open(path, "rb") as held:
        fcntl.lockf(held, fcntl.LOCK_SH)
        r = run("add", "contact", path, "--date", "today", "--type", "other", "--lock-timeout", "0.3")
    check("a reader's lock", r.returncode == 0, r.stderr)
    with open(path, "r+b") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        r = run("add", "contact", path, "--date", "yesterday", "--type", "other", "--lock-timeout", "0.3")
    check("a writer's lock", r.returncode == 4, f"{r.returncode} {r.stderr}")
    check("nothing is written to a lock", os.path.getsize(os.path.join(folder, ".case.yaml.lock")) == 0)
    fresh()
    os.chmod(path, 0o444)
    r = run("add", "contact", path, "--date", "today", "--type", "other")
    check("a file without a write bit", r.returncode == 5 and read(path) == CASE and os.stat(path).st_mode & 0o777 == 0o444, f"{r.returncode} {r.stderr}")
    os.chmod(path, 0o644)
    os.unlink(os.path.join(folder, ".case.yaml.lock"))
    os.mkfifo(os.path.join(folder, ".case.yaml.lock"))
    r = run("add", "contact", path, "--date", "today", "--type", "other")
    check("a lock that is a pipe", r.returncode == 5 and ".case.yaml.lock" in r.stderr, f"{r.returncode} {r.stderr}")
    os.unlink(os.path.join(folder, ".case.yaml.lock"))

    # access lists and attributes
    fresh()
    os.chmod(path, 0o600)
    try:
        os.setxattr(path, "user.classification", b"official-sensitive")
        access = bytes.fromhex("02000000" "01000600ffffffff" "0200060012ce0000" "04000000ffffffff" "10000600ffffffff" "20000000ffffffff")
        os.setxattr(path, "system.posix_acl_access", access)
        mode = os.stat(path).st_mode
        r = run("add", "contact", path, "--date", "today", "--type", "other")
        kept = (os.getxattr(path, "user.classification"), os.getxattr(path, "system.posix_acl_access"), os.stat(path).st_mode) == (b"official-sensitive", access, mode)
        check("access list and attribute stay", r.returncode == 0 and kept, f"{r.returncode} {r.stderr}")
        lock = os.getxattr(os.path.join(folder, ".case.yaml.lock"), "system.posix_acl_access")
        check("the lock is open to whom the list names", bytes.fromhex("0200060012ce0000") in lock, lock)
    except OSError as error:
        print(f"skipped: no access lists or attributes here: {error}")

    if os.getuid() == 0:
        shared = os.path.join(folder, "shared")
        os.mkdir(shared)
        os.chown(shared, 0, 52001)
        os.chmod(shared, 0o2775)
        own_tool = os.path.join(folder, "tool")
        shutil.copy(tool, own_tool)
        os.chmod(own_tool, 0o755)

        def member(user, name, day):
            def become():
                os.umask(0o022)
                os.setgroups([52001])
                os.setgid(user)
                os.setuid(user)
            return subprocess.run([own_tool, "add", "contact", os.path.join(shared, name), "--date", day, "--type", "other", *AS_OF], capture_output=True, text=True, preexec_fn=become)
        for name, mode in (("case.yaml", 0o664), ("hers.yaml", 0o644)):
            at = fresh(at=os.path.join(shared, name))
            os.chown(at, 53001, 52001)
            os.chmod(at, mode)
        for n, user in enumerate((53001, 53002, 53001, 53002), 1):
            r = member(user, "case.yaml", f"2025-03-0{n}")
            check(f"member {user}, entry {n}", r.returncode == 0, f"{r.returncode} {r.stderr}")
        info = os.stat(os.path.join(shared, "case.yaml"))
        check("group and mode stay", (info.st_gid, info.st_mode & 0o7777) == (52001, 0o664), info)
        r = member(53002, "hers.yaml", "2025-03-01")
        check("another's file", r.returncode == 5 and os.stat(os.path.join(shared, "hers.yaml")).st_uid == 53001, f"{r.returncode} {r.stderr}")
        far, near = os.path.join(folder, "far"), os.path.join(folder, "near")
        os.mkdir(far)
        os.mkdir(near)
        fresh(at=os.path.join(far, "case.yaml"))
        fresh("", os.path.join(near, "case.yaml"))
        r = subprocess.run(["unshare", "-m", "sh", "-c", f"mount --bind {far}/case.yaml {near}/case.yaml && {tool} add contact {near}/case.yaml --date 2025-03-03 --type other --as-of 2025-10-24 --no-config; echo exit $?"], capture_output=True, text=True)
        if "exit" in r.stdout and "permitted" not in r.stderr:
            check("a mount on the file", "exit 5" in r.stdout and "mount" in r.stderr and not [n for n in os.listdir(near) if n.endswith(".tmp")], r.stdout + r.stderr)
    else:
        print("skipped: two users need root")

# The sample cases of the contract, where they lie beside the project; on a copy that may be written.
samples = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "shared", "check")
if os.path.isdir(os.path.join(samples, "record")):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "check")
        shutil.copytree(samples, copy)
        for at, _, names in os.walk(copy):
            os.chmod(at, 0o755)
            for name in names:
                os.chmod(os.path.join(at, name), 0o755)
        r = subprocess.run([sys.executable, os.path.join(copy, "run"), bins, "commands", "dependants", "lists-and-dates", "merge", "outcome", "session", "text", "undo-redo", "02-", "06-", "13-crlf", "14-", "22-", "24-"],
                           capture_output=True, text=True)
        failed = [line for line in r.stdout.splitlines() if line.startswith(("record/", "layouts/"))]
        check("sample cases", not failed, r.stdout[-3000:])
else:
    print("skipped: no sample cases beside the project")

check("most of it was tried", tally.held > 40, tally.held)
tally.finish()
