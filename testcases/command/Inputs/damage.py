#!/usr/bin/env python3
"""Damages each file of a state folder, one at a time, and runs a command again.

usage: damage.py [--below FOLDER] STATE CODE FINDINGS COMMAND...

STATE is what a run of COMMAND has left, FINDINGS what it printed to stdout, and
CODE its exit code. Each file below STATE is emptied, cut in half, garbled, removed
and replaced by a folder that holds a file; then COMMAND runs. It has to give the
same findings and the same exit code, or exit code 2 with a message that says to
remove a file or folder and to run again. In both cases one more run, behind that
removal, has to give the same findings.

With --below, only the files below FOLDER, a folder of STATE, are damaged.
"""
import os
import re
import shutil
import subprocess
import sys

arguments = sys.argv[1:]
below = ""
if arguments[0] == "--below":
    below = arguments[1]
    arguments = arguments[2:]
state, code, findings = arguments[0], int(arguments[1]), arguments[2]
command = arguments[3:]
with open(findings, "rb") as file:
    wanted = file.read()


def empty(path, _):
    open(path, "wb").close()


def cut(path, content):
    with open(path, "wb") as file:
        file.write(content[: len(content) // 2])


def garble(path, content):
    # Each 16th byte, from the first one on, so that short files change as well.
    with open(path, "wb") as file:
        file.write(bytes(b ^ 0x11 if i % 16 == 0 else b for i, b in enumerate(content)))


def remove(path, _):
    os.remove(path)


def replace(path, _):
    os.remove(path)
    os.mkdir(path)
    empty(os.path.join(path, "file"), None)


def run():
    done = subprocess.run(command, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def heals(name):
    """Whether the findings are there, behind the removal that a message asks for."""
    result, found, said = run()
    cure = re.search(r"cannot write '([^']*)': Is a directory; remove it, and run again|"
                     r"remove '([^']*)', and run again", said)
    if result == 2 and cure:
        shutil.rmtree(cure.group(1) or cure.group(2))
        result, found, said = run()
    if (result, found) == (code, wanted):
        return True
    print(f"{name}: exit code {result}, {len(found)} bytes of findings\n{said}")
    return False


names = sorted(
    os.path.join(folder, name)
    for folder, _, files in os.walk(os.path.join(state, below))
    for name in files
    if not os.path.islink(os.path.join(folder, name))
)
shutil.rmtree(state + ".whole", ignore_errors=True)
shutil.copytree(state, state + ".whole", symlinks=True)
tried = failed = 0
for name in names:
    for damage in (empty, cut, garble, remove, replace):
        # The time of each file as it was: nothing here is newer than it should be.
        shutil.rmtree(state)
        shutil.copytree(state + ".whole", state, symlinks=True)
        with open(name, "rb") as file:
            content = file.read()
        times = os.stat(name)
        damage(name, content)
        if os.path.isfile(name):
            os.utime(name, ns=(times.st_atime_ns, times.st_mtime_ns))
        tried += 1
        failed += not heals(f"{os.path.relpath(name, state)}, {damage.__name__}")
if not names:
    sys.exit(f"no file in {state}/{below}")
print(f"{tried} damages of {len(names)} files, {failed} not healed")
sys.exit(failed != 0)
