"""Makes the package from a build that is there, asks Debian's checker, looks what is in it, installs it into a root of its own and
runs what was installed. Nothing is downloaded: the root is an empty one, and the libraries are those of this machine. With
PROBATION_MIRROR=URL the root is a whole Debian made by debootstrap (as root), whose libraries are those that the package asks for.

usage: package.py BUILD_FOLDER SOURCE_ROOT
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOOLS = ("rar-audit", "rar-plan", "rar-record", "eip-score")
build, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
mirror = os.environ.get("PROBATION_MIRROR", "")
environment = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"}
for needed in [f"{build}/bin/{tool}" for tool in TOOLS] + [f"{build}/CPackConfig.cmake"]:
    if not os.path.exists(needed):
        print(f"not built: {needed} (cmake --workflow --preset release): skipped")
        sys.exit(77)
if not shutil.which("dpkg-deb") or not shutil.which("dpkg-shlibdeps"):
    print("dpkg is not installed here: skipped")
    sys.exit(77)
wrong, left_out = [], []


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, env=environment, **more)


def must(*words, **more):
    done = run(*words, **more)
    if done.returncode:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


with tempfile.TemporaryDirectory() as folder:
    must("cpack", "-G", "DEB", "-B", folder, cwd=build)
    package = next(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".deb"))

    if shutil.which("lintian"):
        said = run("lintian", package)
        lines = [line for line in (said.stdout + said.stderr).splitlines() if line and "root privileges" not in line]
        wrong += [f"lintian: {line}" for line in lines]
    else:
        left_out.append("lintian is not installed")

    held = {line.split()[5].removeprefix(".") for line in must("dpkg-deb", "--contents", package).splitlines()}
    share = "/usr/share"
    for path in [f"/usr/bin/{tool}" for tool in TOOLS] + [f"{share}/man/man1/{tool}.1.gz" for tool in TOOLS] + \
            [f"{share}/bash-completion/completions/{tool}" for tool in TOOLS] + [f"{share}/rar-tools/schemas/{name}" for name in os.listdir(os.path.join(root, "schemas"))] + \
            [f"{share}/doc/rar-tools/docs/{name}" for name in os.listdir(os.path.join(root, "docs")) if name.endswith(".md")] + \
            [f"{share}/rar-tools/examples/caseload/north/X310001.yaml", f"{share}/doc/rar-tools/copyright", f"{share}/doc/rar-tools/changelog.gz", "/usr/lib/libprobation.a",
             "/usr/lib/cmake/probation/probationConfig.cmake", f"{share}/pkgconfig/probation.pc"]:
        if path not in held:
            wrong.append(f"not in the package: {path}")
    fields = dict(re.findall(r"(?m)^ (\S+): (.*)$", must("dpkg-deb", "--info", package)))
    if "tzdata" not in fields["Depends"].split(", ") or not re.fullmatch(r"[^<>]+ <[^@<>]+@[^@<>]+>", fields["Maintainer"]):
        wrong.append(f"fields: {fields}")

    # What is loaded late no shared library's list of needs tells of (cmake/late_libraries.cmake).
    depends = {re.sub(r" .*", "", word) for word in fields["Depends"].split(", ")}
    late = re.findall(r'"(lib[^"]+)"', open(f"{build}/generated/late_libraries.cpp", encoding="utf-8").read())
    for name in late:
        holder = re.split(r"[:,]", must("dpkg-query", "--search", f"*/{name}"))[0]
        if holder not in depends:
            wrong.append(f"{name} is loaded when it is needed, and the package does not depend on {holder}")

    inside = os.path.join(folder, "root")
    if mirror:
        names = [re.sub(r" .*", "", word) for word in fields["Depends"].split(", ")]
        must("debootstrap", "--variant=minbase", f"--include={','.join(names)}", "bookworm", inside, mirror)
        shutil.copy(package, os.path.join(inside, "tmp", "package.deb"))
        must("chroot", inside, "dpkg", "-i", "/tmp/package.deb")
        call = lambda tool, *words: run("chroot", inside, f"/usr/bin/{tool}", *words)
        cases = f"{share}/rar-tools/examples/caseload/north"
    else:
        left_out.append("no PROBATION_MIRROR, so an empty root instead of one by debootstrap")
        for name in ("info", "updates"):
            os.makedirs(os.path.join(inside, "var/lib/dpkg", name))
        for name in ("status", "available"):
            open(os.path.join(inside, "var/lib/dpkg", name), "w").close()
        os.makedirs(os.path.join(inside, "var/log"))
        must("dpkg", f"--root={inside}", "--force-depends", "--force-not-root", "--force-bad-path", "--log=/dev/null", "-i", package)
        call = lambda tool, *words: run(os.path.join(inside, "usr/bin", tool), *words)
        cases = f"{inside}{share}/rar-tools/examples/caseload/north"
    for tool in TOOLS:
        if call(tool, "--version").stdout.split()[:1] != [tool]:
            wrong.append(f"{tool} --version: {call(tool, '--version')}")
    done = call("rar-audit", "check", cases, "--as-of", "2025-10-24", "--no-config")
    if done.returncode != 1 or "9 files: 9 judged" not in done.stdout:
        wrong.append(f"check of the examples: {done}")

print("\n".join(wrong) or "the package is in order" + (f"; {'; '.join(left_out)}" if left_out else ""))
sys.exit(1 if wrong else 0)
