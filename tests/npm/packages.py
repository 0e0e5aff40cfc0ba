"""Packages of npm that some tests compare the tools with (scripts/install-npm-packages), and how a script of ours runs on them."""
import os
import shutil
import subprocess
import sys


def without(why):
    print(f"skipped: {why}")
    sys.exit(77)


def node(root, script, needed, *words, given=None, timeout=300):
    """What the script printed; skips the test where node or a package is not there."""
    program = shutil.which("node")
    if program is None:
        without("node is not here")
    modules = os.path.join(root, "build", "npm", "node_modules")
    for name in needed:
        if not os.path.isdir(os.path.join(modules, name)):
            without(f"the npm package {name} is not here (scripts/install-npm-packages)")
    done = subprocess.run([program, os.path.join(root, "tests", "npm", script), *words], input=given, capture_output=True, text=True, timeout=timeout,
                          env={**os.environ, "NODE_PATH": modules})
    if done.returncode != 0:
        print(done.stderr[-2000:])
        raise SystemExit(f"{script} ended with {done.returncode}")
    return done.stdout
