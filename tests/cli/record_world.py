"""rar-record against a hostile world: forty writers at once and a reader who looks all the while; the process killed at every
system call; every call failing; a disk that runs full; read-only folders; links; locks that are held or cannot be had."""
import fcntl
import os
import resource
import signal
import shutil
import subprocess
import sys
import tempfile
import threading

import yaml

bins = os.path.abspath(sys.argv[1])
tool = os.path.join(bins, "rar-record")
stopping = os.path.join(bins, "rar_record_stops")
problems = []
passed = 0
CASE = ("# kept\nschema: case/1\ncrn: X320741\norders:\n  - {id: O1, type: community_order, sentence_date: 2025-01-13, end_date: 2026-01-12}\ncontacts:\n"
        + "".join(f"  - {{id: C{i}, date: 2025-02-{i:02}, type: supervision_appointment, outcome: attended_complied}}\n" for i in range(1, 20)) + "enforcement: []\n").encode()


def check(what, good, more=""):
    global passed
    if good:
        passed += 1
    else:
        problems.append(f"{what}: {more}")


def add(path, number="Z900", program=tool, **more):
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    environment.update({k: str(v) for k, v in more.pop("env", {}).items()})
    flags = more.pop("flags", [])
    return subprocess.run([program, "add", "contact", path, "--date", "2025-03-03", "--type", "supervision_appointment", "--outcome", "attended_complied", "--id", number,
                           "--no-config", "--as-of", "2025-10-24", *flags], capture_output=True, env=environment, **more)


def ids(data):
    return [c["id"] for c in yaml.safe_load(data)["contacts"]]


def leftovers(folder):
    return [n for n in os.listdir(folder) if n.endswith(".tmp")]


with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    path = os.path.join(folder, "case.yaml")

    def fresh():
        for name in os.listdir(folder):
            full = os.path.join(folder, name)
            shutil.rmtree(full) if os.path.isdir(full) and not os.path.islink(full) else os.unlink(full)
        open(path, "wb").write(CASE)

    # forty writers, and a reader who never sees half a file
    fresh()
    torn, done = [], threading.Event()

    def look():
        while not done.is_set():
            data = open(path, "rb").read()
            try:
                if not data.endswith(b"enforcement: []\n") or not data.startswith(b"# kept\n") or len(ids(data)) < 19:
                    torn.append(data)
            except Exception as error:
                torn.append(repr(error))
    reader = threading.Thread(target=look)
    reader.start()
    codes = []
    writers = [threading.Thread(target=lambda n=n: codes.append(add(path, f"W{n}", flags=["--lock-timeout", "120"]).returncode)) for n in range(40)]
    for w in writers:
        w.start()
    for w in writers:
        w.join()
    done.set()
    reader.join()
    found = ids(open(path, "rb").read())
    check("forty writers", codes == [0] * 40 and len(found) == 59 and set(found) >= {f"W{n}" for n in range(40)}, f"{codes} {len(found)}")
    check("no torn read", not torn, torn[:1])

    # killed at every call: the old file or the new one; and the next writer goes on
    fresh()
    reference = add(path)
    new = open(path, "rb").read()
    check("the reference is written", reference.returncode == 0 and new != CASE, reference.stderr)
    outcomes = set()
    for n in range(1, 400):
        fresh()
        r = add(path, program=stopping, env={"WORLD_STOP_AT": n, "WORLD_WRITE_PIECE": 300})
        data = open(path, "rb").read()
        outcomes.add(data == new)
        check(f"killed at call {n}", data in (CASE, new), data[:200])
        if r.returncode != -signal.SIGKILL:
            check(f"call {n} is past the end", r.returncode == 0 and data == new, r.stderr)
            break
        again = add(path, flags=["--lock-timeout", "5"])
        # What a killed writer leaves beside the file has a name of its own, and hinders nobody.
        check(f"after the kill at call {n} one more try records it", again.returncode == 0 and open(path, "rb").read() == new and len(leftovers(folder)) <= 1, again.stderr)
    check("calls were found to stop at", n > 12 and outcomes == {True, False}, f"{n} calls, {outcomes}")

    # every call fails: 0 or a clear failure, the file old or new, nothing left behind
    for how in ("EIO", "ENOSPC"):
        for n in range(1, 400):
            fresh()
            r = add(path, program=stopping, env={"WORLD_STOP_AT": n, "WORLD_STOP_HOW": how, "WORLD_WRITE_PIECE": 500})
            data = open(path, "rb").read()
            if r.returncode == 0 and data == new and n > 14:
                break
            check(f"{how} at call {n}", data in (CASE, new) and r.returncode in (0, 4, 5, 74) and not leftovers(folder) and (r.returncode == 0) <= (data == new), f"{r.returncode} {r.stderr}")
            if data == CASE:
                check(f"{how} at call {n} says so", r.stderr.startswith(b"rar-record: "), r.stderr)
    fresh()
    r = add(path, program=stopping, env={"WORLD_STOP_AT": 1, "WORLD_STOP_CALL": "rename", "WORLD_STOP_HOW": "ESTALE"})
    check("a rename that fails as on a network", r.returncode == 74 and open(path, "rb").read() == CASE and not leftovers(folder), r.stderr)
    fresh()
    r = add(path, program=stopping, env={"WORLD_STOP_AT": 1, "WORLD_STOP_CALL": "lock", "WORLD_STOP_HOW": "ENOLCK"})
    check("no locks here: said once, and written", r.returncode == 0 and open(path, "rb").read() == new and r.stderr.count(b"no lock") == 1, r.stderr)

    # full: a file size limit stands for a full disk; a small file system where one can be mounted
    fresh()
    r = add(path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (len(CASE) - 10, len(CASE) - 10)))
    check("a file size limit", r.returncode == 74 and open(path, "rb").read() == CASE and not leftovers(folder), f"{r.returncode} {r.stderr}")
    small = os.path.join(folder, "small")
    os.mkdir(small)
    script = f"mount -t tmpfs -o size=16k none {small} && cp {path} {small}/case.yaml && head -c 6000 /dev/zero > {small}/fill; head -c 100000 /dev/zero >> {small}/fill; {tool} add contact {small}/case.yaml --date 2025-03-03 --type other --id Z1 --no-config --as-of 2025-10-24; echo exit $?; cmp {path} {small}/case.yaml && echo same"
    r = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True)
    if b"exit" in r.stdout:
        check("a small file system runs full", b"exit 74" in r.stdout and b"same" in r.stdout, r.stdout + r.stderr)
    else:
        print("skipped: no small file system can be mounted here")

    # permissions and owners
    fresh()
    os.chmod(path, 0o640)
    add(path)
    check("the mode stays", os.stat(path).st_mode & 0o7777 == 0o640)

    def nobody():
        os.setgid(65534)
        os.setuid(65534)
    if os.getuid() == 0:
        fresh()
        shutil.copy(tool, os.path.join(folder, "tool"))
        os.chmod(os.path.join(folder, "tool"), 0o755)
        os.chmod(path, 0o646)
        r = add(path, program=os.path.join(folder, "tool"), preexec_fn=nobody)
        check("a folder that cannot be written", r.returncode == 74 and b"permission" in r.stderr and open(path, "rb").read() == CASE, f"{r.returncode} {r.stderr}")
        fresh()
        os.chown(path, 65534, 65534)
        add(path)
        check("the owner stays", os.stat(path).st_uid == 65534)
    else:
        print("skipped: other users' permissions need root")

    # links
    fresh()
    os.mkdir(os.path.join(folder, "real"))
    os.rename(path, os.path.join(folder, "real", "other.yaml"))
    os.symlink("real/other.yaml", path)
    r = add(path)
    check("a symbolic link is followed and stays", r.returncode == 0 and os.path.islink(path) and open(os.path.join(folder, "real", "other.yaml"), "rb").read() == new, r.stderr)
    check("the lock lies beside the file itself", os.path.exists(os.path.join(folder, "real", ".other.yaml.lock")))
    fresh()
    os.link(path, os.path.join(folder, "second.yaml"))
    r = add(path)
    check("a file of two names is refused", r.returncode == 5 and b"hard links" in r.stderr and open(path, "rb").read() == CASE, f"{r.returncode} {r.stderr}")
    fresh()
    os.symlink("/etc/hostname", os.path.join(folder, ".case.yaml.lock"))
    r = add(path)
    check("a lock that is a link is not followed", r.returncode == 5 and open(path, "rb").read() == CASE, f"{r.returncode} {r.stderr}")

    # a lock that is held, and a file that changes meanwhile
    fresh()
    with open(os.path.join(folder, ".case.yaml.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        r = add(path, flags=["--lock-timeout", "0.2", "--format", "json"])
        check("a lock that is held is waited for", r.returncode == 4 and b"another writer" in r.stderr and b'"conflict"' in r.stdout and open(path, "rb").read() == CASE, f"{r.returncode} {r.stderr}")
    fresh()
    changed = CASE.replace(b"# kept", b"# by hand")
    stop = subprocess.Popen([stopping, "add", "contact", path, "--date", "2025-03-03", "--type", "other", "--id", "Z1", "--no-config", "--as-of", "2025-10-24"],
                            env={"WORLD_WRITE_PIECE": "1"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    seen = False
    while stop.poll() is None and not seen:  # it is writing its new file byte by byte; an editor that knows no lock saves
        seen = bool(leftovers(folder))
    if seen and stop.poll() is None:
        open(path, "wb").write(changed)
        error = stop.communicate()[1]
        check("a file that changes underneath", stop.returncode == 4 and open(path, "rb").read() == changed or stop.returncode == 0, f"{stop.returncode} {error}")
        check("nothing of the change is lost", b"# by hand" in open(path, "rb").read() or stop.returncode == 0)
    else:
        stop.communicate()
        print("skipped: the writer was too fast to be overtaken")

print("\n".join(problems[:10]))
print(f"{passed} held, {len(problems)} did not")
sys.exit(1 if problems or passed < 40 else 0)
