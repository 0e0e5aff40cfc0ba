"""The scripts of examples/cluster, run for real where what they use is installed: one worker is killed on the way, and what is
put together is, byte for byte, what one run prints."""
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
scripts = os.path.join(root, "examples", "cluster")
WORDS = [os.path.join(root, "examples", "caseload"), "--as-of", "2025-10-24", "--no-config"]
PYTHON = next((p for p in ("/usr/bin/python3", sys.executable) if subprocess.run([p, "-c", "import distributed"], capture_output=True).returncode == 0), None)
wrong, skipped = [], []

with tempfile.TemporaryDirectory() as folder:
    whole = subprocess.run([os.path.join(bins, "rar-audit"), "check", *WORDS, "--format", "ndjson"], capture_output=True)
    # Stands before rar-audit: the second part is killed the first time it is asked for.
    first = os.path.join(folder, "first")
    os.mkdir(first)
    with open(os.path.join(first, "rar-audit"), "w") as out:
        out.write(f"""#!/bin/sh
case " $* " in *" --shard 2/"*) if mkdir "{folder}/killed" 2>/dev/null; then kill -9 $$; fi ;; esac
exec "{bins}/rar-audit" "$@"
""")
    os.chmod(os.path.join(first, "rar-audit"), 0o755)
    environment = dict(os.environ, PATH=first + ":" + os.environ["PATH"], HOME=folder)

    def one(name, words, parts=3):
        shutil.rmtree(os.path.join(folder, "killed"), ignore_errors=True)
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, timeout=300)
        if not os.path.isdir(os.path.join(folder, "killed")):
            wrong.append(f"{name}: no worker was killed")
        if done.stdout != whole.stdout or done.returncode != whole.returncode:
            wrong.append(f"{name}: exit {done.returncode} for {whole.returncode}, {len(done.stdout)} bytes for {len(whole.stdout)}: {done.stderr.decode()[-500:]}")

    def slurm(daemons):
        """A controller and one node of this machine; the array, with its second task killed, and that one once more."""
        control, node, step = daemons
        place = os.path.join(folder, "node")
        for name in ("state", "spool"):
            os.makedirs(os.path.join(place, name))
        ports = [socket.socket() for _ in range(2)]
        for one_port in ports:
            one_port.bind(("127.0.0.1", 0))
        numbers = [one_port.getsockname()[1] for one_port in ports]
        for one_port in ports:
            one_port.close()
        host, user = socket.gethostname().split(".")[0], getpass.getuser()
        settings = dict(ClusterName="test", SlurmctldHost=f"{host}(127.0.0.1)", SlurmUser=user, SlurmdUser=user, AuthType="auth/none", CredType="cred/none",
                        ProctrackType="proctrack/linuxproc", TaskPlugin="task/none", SelectType="select/linear", SchedulerType="sched/builtin", MpiDefault="none",
                        JobAcctGatherType="jobacct_gather/none", AccountingStorageType="accounting_storage/none", SwitchType="switch/none", MailProg="/bin/true", ReturnToService="2",
                        SlurmctldPort=numbers[0], SlurmdPort=numbers[1], StateSaveLocation=f"{place}/state", SlurmdSpoolDir=f"{place}/spool", SlurmctldPidFile=f"{place}/c.pid",
                        SlurmdPidFile=f"{place}/d.pid")
        with open(os.path.join(place, "slurm.conf"), "w") as out:
            out.write("".join(f"{key}={value}\n" for key, value in settings.items()))
            out.write(f"NodeName={host} NodeAddr=127.0.0.1 State=UNKNOWN\nPartitionName=p Nodes={host} Default=YES State=UP\n")
        here = dict(environment, SLURM_CONF=os.path.join(place, "slurm.conf"))
        running = []
        try:
            with open(os.path.join(place, "log"), "w") as log:
                running.append(subprocess.Popen([control, "-D"], env=here, stdout=log, stderr=log))
                time.sleep(1)
                running.append(subprocess.Popen([node, "-D", "-d", step], env=here, stdout=log, stderr=log))
            until = time.monotonic() + 60
            while "idle" not in subprocess.run(["sinfo", "--noheader", "--format=%T"], env=here, capture_output=True, text=True).stdout:
                if time.monotonic() > until or any(one_process.poll() is not None for one_process in running):
                    skipped.append("Slurm: its node does not start here: " + open(os.path.join(place, "log")).read()[-300:])
                    return
                time.sleep(0.5)
            shutil.rmtree(os.path.join(folder, "killed"), ignore_errors=True)
            asked = lambda array, more: subprocess.run(["sbatch", "--wait", f"--array={array}", f"--export=ALL,SHARDS_OUT=by-slurm{more}", f"--chdir={folder}", "--output=/dev/null",
                                                        os.path.join(scripts, "slurm.sh"), *WORDS], cwd=scripts, env=here, capture_output=True, text=True, timeout=240)
            first_time, again = asked("1-3", ""), asked("2", ",SHARDS=3")
            done = subprocess.run(["rar-audit", "merge", *(f"by-slurm/{i}.ndjson" for i in (1, 2, 3))], cwd=folder, env=environment, capture_output=True)
            if first_time.returncode == 0 or again.returncode != 0 or not os.path.isdir(os.path.join(folder, "killed")):
                wrong.append(f"Slurm: the array ended with {first_time.returncode}, its second part again with {again.returncode}: {again.stderr}")
            if done.stdout != whole.stdout or done.returncode != whole.returncode:
                wrong.append(f"Slurm: other bytes than one run: {done.stderr.decode()[-500:]}")
        finally:
            for one_process in reversed(running):
                one_process.terminate()
                one_process.wait(timeout=60)

    if shutil.which("parallel"):
        one("parallel", [os.path.join(scripts, "parallel.sh"), "3", "parts", *WORDS])
    else:
        skipped.append("GNU parallel")
    if PYTHON:
        one("Dask", [PYTHON, os.path.join(scripts, "dask_shards.py"), "3", "dask", "--", *WORDS])
    else:
        skipped.append("Dask")
    def sbin(name):  # Debian calls them -wlm
        return next(filter(None, (shutil.which(called, path=environment["PATH"] + ":/usr/sbin:/sbin") for called in (name, name + "-wlm"))), None)

    daemons = [sbin(name) for name in ("slurmctld", "slurmd", "slurmstepd")]
    if all(daemons) and shutil.which("sbatch"):
        slurm(daemons)
    else:
        skipped.append("Slurm (a node of its own)")
    # An array of Slurm as its tasks see it: numbers in the environment, a killed one asked for again.
    tasks = []
    shutil.rmtree(os.path.join(folder, "killed"), ignore_errors=True)
    for task in ("1", "2", "2", "3"):
        tasks.append(subprocess.run(["sh", os.path.join(scripts, "slurm.sh"), *WORDS], cwd=folder, capture_output=True,
                                    env=dict(environment, SLURM_ARRAY_TASK_ID=task, SLURM_ARRAY_TASK_COUNT="3", SHARDS_OUT="slurm", SLURM_SUBMIT_DIR=scripts)).returncode)
    if [code == 0 for code in tasks] != [True, False, True, True]:
        wrong.append(f"slurm.sh: {tasks}")
    done = subprocess.run(["rar-audit", "merge", "slurm/1.ndjson", "slurm/2.ndjson", "slurm/3.ndjson"], cwd=folder, env=environment, capture_output=True)
    if done.stdout != whole.stdout:
        wrong.append("slurm.sh: other bytes than one run")

print("\n".join(wrong) or "parts put together are one run" + (f"; not installed, not run: {', '.join(skipped)}" if skipped else ""))
sys.exit(1 if wrong else 0)
