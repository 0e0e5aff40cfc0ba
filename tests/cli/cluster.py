"""The scripts of examples/cluster, run for real where what they use is installed: one worker is killed on the way, and what is
put together is, byte for byte, what one run prints."""
import os
import shutil
import subprocess
import sys
import tempfile

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

    if shutil.which("parallel"):
        one("parallel", [os.path.join(scripts, "parallel.sh"), "3", "parts", *WORDS])
    else:
        skipped.append("GNU parallel")
    if PYTHON:
        one("Dask", [PYTHON, os.path.join(scripts, "dask_shards.py"), "3", "dask", "--", *WORDS])
    else:
        skipped.append("Dask")
    # An array of Slurm as its tasks see it: numbers in the environment, a killed one asked for again. A node of its own is not started.
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
