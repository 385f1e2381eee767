#!/usr/bin/env python3
"""Analyses one program of the field with and without the plugin, and compares.

usage: field.py PLUGIN LLVM-MAJOR PROGRAM COMPILE_COMMANDS.JSON OUT.TSV [LISTED.TSV]

Every unit is analysed with the plugin beside clang's default checkers, and by
these alone. Prints a line for each of these faults, and exits with 1 if there
is one: a unit that clang cannot analyse with the plugin and can without; a unit
that takes more than three times its own time plus 10 seconds; a finding of the
default checkers that only one of the two runs has, unless LISTED.TSV says why
(program, checker, file, the line's text or "*" for any, why). Which finding
is which is clang's own word, the hash that it gives each: a leak is known by its
allocation, wherever the path ends that is told of it. Without LISTED.TSV the
findings are not compared, and only units that fail or take more than 10 seconds
are analysed without the plugin. The plugin's reports go to OUT.TSV, a line each:
program, file, function, verdict, the line's text.
"""

import collections
import concurrent.futures
import os
import plistlib
import subprocess
import sys
import tempfile

import analyze

# A verdict's short name, by the title that its reports carry.
VERDICTS = {
    "Ended socket is never closed": "lost",
    "Ended socket is read again": "read again",
    "End of connection is swallowed": "swallowed",
    "Stale errno decides after a return of 0": "stale errno",
    "Ended socket is unwatched and not closed": "unwatched",
    "Hang-up is ignored": "hang-up ignored",
    "Socket is leaked": "leaked",
}

# Seconds that a unit may take in any case.
SLACK = 10

Run = collections.namedtuple("Run", "code seconds ours others")
Other = collections.namedtuple("Other", "checker file text line description issue")
Finding = collections.namedtuple("Finding", "file function verdict text")


def line_of(path, number):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return " ".join(file.read().split("\n")[number - 1].split())
    except (OSError, IndexError):
        return ""


def beyond(some, others):
    """Those of some that are not among the others, wherever they stand."""
    def named(finding):
        return finding.issue, finding.checker, finding.file, finding.description

    left = collections.Counter(map(named, others))
    for one in sorted(some):
        left[named(one)] -= 1
        if left[named(one)] < 0:
            yield one


def findings_of(plist, unit, root):
    """The plugin's findings, and those of all other checkers."""
    ours, others = set(), set()
    try:
        with open(plist, "rb") as file:
            content = plistlib.load(file)
    except (OSError, ValueError):
        return ours, others
    for found in content.get("diagnostics", []):
        path = os.path.normpath(os.path.join(
            unit.directory, content["files"][found["location"]["file"]]))
        name = os.path.relpath(path, root) if path.startswith(root + "/") else path
        line = found["location"]["line"]
        if found["check_name"].startswith("socket."):
            ours.add(Finding(name, found.get("issue_context", ""),
                             VERDICTS[found["type"]], line_of(path, line)))
        else:
            others.add(Other(found["check_name"], name, line_of(path, line),
                             line, found["description"],
                             found["issue_hash_content_of_line_in_context"]))
    return ours, others


def loading(plugin):
    """The arguments that load the plugin beside clang's default checkers."""
    return [f"-fplugin={plugin}", "-Xclang", "-analyzer-checker=socket"]


def run(unit, llvm, extra, root):
    """One analysis of a unit, timed in CPU seconds."""
    with tempfile.NamedTemporaryFile(suffix=".plist") as plist:
        command = [f"clang-{llvm}", "--analyze", *extra, *unit.arguments,
                   "-Wno-everything", "-o", plist.name]
        with open(os.devnull, "wb") as null:
            # pylint: disable-next=consider-using-with
            child = subprocess.Popen(command, cwd=unit.directory, stdin=null,
                                     stdout=null, stderr=null)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return Run(child.returncode, usage.ru_utime + usage.ru_stime,
                   *findings_of(plist.name, unit, root))


def lines_of(units):
    """How many lines the units' own files have."""
    total = 0
    for path in {os.path.join(unit.directory, unit.file) for unit in units}:
        with open(path, "rb") as file:
            total += file.read().count(b"\n")
    return total


def listed_in(path, program):
    """The default checkers' findings behind which only the plugin leads."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return {tuple(row[1:4]) for row in rows if row[0] == program}


def faults_of(unit, bare, full, listed):
    """What the plugin did to the unit that it should not."""
    if bare is None:
        return []
    faults = []
    if full.code != 0 and bare.code == 0:
        faults.append(f"exit code {full.code} with the plugin")
    if full.seconds > 3 * bare.seconds + SLACK:
        faults.append(f"{full.seconds:.1f} s with the plugin, {bare.seconds:.1f} s without")
    if listed is None:
        return [f"FAILED: {unit.file}: {fault}" for fault in faults]
    for other in beyond(bare.others, full.others):
        faults.append(f"gone with the plugin: {other}")
    for other in beyond(full.others, bare.others):
        if not {(other.checker, other.file, text) for text in (other.text, "*")} & listed:
            faults.append(f"new with the plugin: {other}")
    return [f"FAILED: {unit.file}: {fault}" for fault in faults]


def main():
    if len(sys.argv) not in (6, 7):
        print(__doc__, file=sys.stderr)
        return 2
    plugin, llvm, program = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]
    database = os.path.abspath(sys.argv[4])
    root = os.path.dirname(database)
    listed = listed_in(sys.argv[6], program) if len(sys.argv) == 7 else None
    units = analyze.units_of(database)
    loaded = loading(plugin)

    def both(unit):
        full = run(unit, llvm, loaded, root)
        # Within 10 seconds it is within any limit.
        if listed is None and full.code == 0 and full.seconds <= SLACK:
            return None, full
        return run(unit, llvm, [], root), full

    faults, ours, compared, bare_time, full_time = [], set(), 0, 0.0, 0.0
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for unit, (bare, full) in zip(units, pool.map(both, units)):
            faults += faults_of(unit, bare, full, listed)
            ours |= full.ours
            if bare is not None:
                compared += 1
                bare_time += bare.seconds
                full_time += full.seconds
    with open(sys.argv[5], "w", encoding="utf-8") as out:
        for found in sorted(ours):
            print(program, *found, sep="\t", file=out)
    for fault in faults:
        print(fault)
    print(f"{program}: {len(units)} units, {lines_of(units)} lines, "
          f"{len(ours)} reports; CPU of {compared} units: "
          f"{bare_time:.0f} s without the plugin, {full_time:.0f} s with it")
    return 1 if faults or not units else 0


if __name__ == "__main__":
    sys.exit(main())
