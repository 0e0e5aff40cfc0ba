"""Installs the library into an empty folder and builds a program that knows nothing but what was installed: by find_package,
and by pkg-config where that is there.

usage: consumer.py BUILD_FOLDER SOURCE_ROOT COMPILER [LINKER_FLAGS]
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

build, root, compiler = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
linker_flags = sys.argv[4] if len(sys.argv) > 4 else ""
source = os.path.join(root, "tests/install/consumer")


def run(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def judge(printed, how):
    found = re.match(r"(\d+) rules, (\d+) judged, readable\n$", printed)
    if not found or int(found.group(1)) < 100 or int(found.group(2)) < 80:
        sys.exit(f"the consumer built by {how} says: {printed}")


with tempfile.TemporaryDirectory() as folder:
    prefix, there = os.path.join(folder, "installed"), os.path.join(folder, "consumer")
    run("cmake", "--install", build, "--prefix", prefix, "--component", "library")
    here = [os.path.join(at, name) for at, _, names in os.walk(prefix) for name in names]
    for name in here:
        if name.endswith((".cmake", ".pc")) and any(word in open(name, encoding="utf-8").read() for word in (root, build)):
            sys.exit(f"{name} names a folder of the build")
    run("cmake", "-S", source, "-B", there, f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}",
        f"-DCMAKE_EXE_LINKER_FLAGS={linker_flags}")
    run("cmake", "--build", there)
    judge(run(os.path.join(there, "consumer")), "find_package")
    how = "find_package"
    if shutil.which("pkg-config"):
        pc = next(name for name in here if name.endswith("/probation.pc"))
        flags = run("pkg-config", "--cflags", "--libs", "probation", env={**os.environ, "PKG_CONFIG_PATH": os.path.dirname(pc)}).split()
        run(compiler, os.path.join(source, "main.cpp"), "-o", os.path.join(folder, "by_pkg_config"), *linker_flags.split(), *flags)
        judge(run(os.path.join(folder, "by_pkg_config"), env={**os.environ, "LD_LIBRARY_PATH": os.path.join(prefix, "lib")}), "pkg-config")
        how += " and pkg-config"
    print(f"{len(here)} files installed; a program finds them by {how}")
