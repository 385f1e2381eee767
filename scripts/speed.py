#!/usr/bin/env python3
"""What `closewait check` takes on one program of the field.

usage: speed.py COMMAND LLVM-MAJOR COMPILE_COMMANDS.JSON [peers]

Prints a line for each kind of run, with tabs: its name, CPU seconds, seconds,
and the MiB that its largest process takes. The units are the same for all of
them, two at once.

    syntax      clang -fsyntax-only
    whole       closewait check, for the first time
    again       closewait check, when nothing has changed
    source      closewait check, when the longest source has changed
    header      closewait check, when the header that most units read has
    clang       clang --analyze, with its default checkers  (peers)
    gcc         gcc -fanalyzer                              (peers)

Exit code 1 if the command could not analyse a unit, 2 if there is nothing to
analyse.
"""

import collections
import concurrent.futures
import contextlib
import glob
import os
import shutil
import subprocess
import sys
import time

import analyze

Cost = collections.namedtuple("Cost", "cpu wall mib code")
JOBS = 2


def run(command, folder):
    """One command and all that it starts."""
    begin = time.monotonic()
    with open(os.devnull, "r+b") as null:
        # pylint: disable-next=consider-using-with
        child = subprocess.Popen(command, cwd=folder, stdin=null, stdout=null, stderr=null)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - begin,
                usage.ru_maxrss / 1024, child.returncode)


def run_units(units, words):
    """A compiler, on each unit."""
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        costs = list(pool.map(
            lambda u: run([*words, *u.arguments, "-w", "-o", os.devnull], u.directory), units))
    return Cost(sum(c.cpu for c in costs), time.monotonic() - begin,
                max(c.mib for c in costs), max(c.code for c in costs))


def most_read(state, root):
    """The header below root that most units have read, as their records say."""
    headers = collections.Counter()
    for record in glob.glob(os.path.join(glob.escape(state), "units", "*.facts.reads")):
        with open(record, encoding="utf-8", errors="surrogateescape") as lines:
            # Five numbers and a name; a name that was not there has a dash.
            names = {line.rstrip("\n").split(" ", 5)[-1] for line in lines
                     if line[0].isdigit()}
        headers.update(n for n in names if n.startswith(root + "/") and n.endswith(".h"))
    return headers.most_common(1)[0][0]


@contextlib.contextmanager
def changed(path):
    """The file has a line more, for a while."""
    with open(path, "rb") as file:
        content = file.read()
    try:
        with open(path, "ab") as file:
            file.write(b"\n")
        yield
    finally:
        with open(path, "wb") as file:
            file.write(content)


def main():
    if len(sys.argv) not in (4, 5):
        print(__doc__, file=sys.stderr)
        return 2
    command, llvm, database = sys.argv[1], sys.argv[2], os.path.realpath(sys.argv[3])
    root = os.path.dirname(database)
    state = os.path.join(root, ".closewait")
    units = analyze.units_of(database)
    if not units:
        return 2
    check = [command, "check", "-p", root, "-j", str(JOBS)]
    failed = False

    def tell(name, cost):
        print(f"{name}\t{cost.cpu:.2f}\t{cost.wall:.2f}\t{cost.mib:.0f}", flush=True)

    def tell_check(name):
        nonlocal failed
        cost = run(check, root)
        failed |= cost.code > 1
        tell(name, cost)

    # Both meet warm files.
    run_units(units, [f"clang-{llvm}", "-fsyntax-only"])
    tell("syntax", run_units(units, [f"clang-{llvm}", "-fsyntax-only"]))
    shutil.rmtree(state, ignore_errors=True)
    tell_check("whole")
    tell_check("again")
    with changed(max((u.file for u in units), key=os.path.getsize)):
        tell_check("source")
        with changed(most_read(state, root)):
            tell_check("header")
    if len(sys.argv) == 5:
        tell("clang", run_units(units, [f"clang-{llvm}", "--analyze"]))
        tell("gcc", run_units(units, ["gcc", "-fanalyzer", "-S"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
