#!/usr/bin/env python3
"""Analyses every C and C++ unit of a compilation database with the plugin.

usage: analyze.py PLUGIN LLVM-MAJOR COMPILE_COMMANDS.JSON

Prints each report once, and a last line with counts. Exit code 2 if nothing was
analysed or a unit failed.

CLOSEWAIT_CHECKERS names the checkers, with commas between them (default: "socket").
Clang's own core checkers run, too, because the analysis needs them; their findings
are not printed.
"""

import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

LANGUAGES = {".c", ".i", ".cc", ".cp", ".cpp", ".cxx", ".c++", ".C", ".CPP", ".ii"}
LAUNCHERS = {"ccache", "sccache", "distcc", "icecc"}

# Flags that ask for output files, or that only other compilers understand.
DROPPED = re.compile(
    r"-(c|S|E|fsyntax-only|pipe|M|MM|MD|MMD|MP|MG|MV|MF.+|MT.+|MQ.+|o.+|Wp,-M.*"
    r"|Werror(=.*)?|pedantic-errors|save-temps(=.*)?|fplugin.*|fanalyzer|flto.*"
    r"|f(no-)?(diagnostics|color-diagnostics).*)")
DROPPED_WITH_VALUE = {"-o", "-MF", "-MT", "-MQ", "--serialize-diagnostics"}
UNKNOWN_ARGUMENT = re.compile(
    r"error: (?:unknown argument|unsupported (?:option|argument)):? '([^']+)'")
WARNING = re.compile(r"^\S.*:\d+:\d+: warning: .*\[[\w.]+\]$")
ERROR = re.compile(r"\berror: |^PLEASE submit a bug report")


class Unit:
    """One entry of the database."""

    def __init__(self, entry, base):
        self.directory = os.path.join(base, entry["directory"])
        self.file = os.path.normpath(os.path.join(self.directory, entry["file"]))
        command = entry.get("arguments") or shlex.split(entry["command"])
        while len(command) > 1 and os.path.basename(command[0]) in LAUNCHERS:
            command = command[1:]
        self.is_cxx = "++" in os.path.basename(command[0])
        self.arguments = kept_arguments(command[1:])

    def key(self):
        return (self.directory, self.file, tuple(self.arguments))


def kept_arguments(arguments):
    kept, rest = [], iter(arguments)
    for argument in rest:
        if argument in DROPPED_WITH_VALUE:
            next(rest, None)
        elif not DROPPED.fullmatch(argument):
            kept.append(argument)
    return kept


def units_of(database):
    """The units that clang can analyse, each once."""
    with open(database, encoding="utf-8") as file:
        entries = json.load(file)
    # A relative directory is relative to the database.
    units = [Unit(entry, os.path.dirname(database)) for entry in entries]
    units = [u for u in units if os.path.splitext(u.file)[1] in LANGUAGES]
    return list({unit.key(): unit for unit in units}.values())


def analyze(unit, plugin, llvm, checkers):
    """Runs clang; returns its exit code and what it printed."""
    def run(arguments):
        command = [f"clang-{llvm}"]
        if unit.is_cxx:
            command.append("--driver-mode=g++")
        command += ["--analyze", "--analyzer-output", "text"]
        command += ["--analyzer-no-default-checks", f"-fplugin={plugin}"]
        for option in (f"-analyzer-checker=core,apiModeling,{checkers}",
                       "-analyzer-config", "silence-checkers=core"):
            command += ["-Xclang", option]
        command += arguments + ["-fdiagnostics-absolute-paths", "-o", os.devnull]
        done = subprocess.run(command, cwd=unit.directory, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, errors="replace", check=False)
        return done.returncode, done.stdout

    try:
        code, output = run(unit.arguments)
        unknown = set(UNKNOWN_ARGUMENT.findall(output)) if code else set()
        if unknown:
            code, output = run([a for a in unit.arguments if a not in unknown])
    except OSError as error:
        return 1, f"error: {error}"
    return code, output


def reports_of(output):
    """Splits clang's text output into reports: a warning and its notes."""
    reports = []
    for line in output.splitlines():
        if WARNING.match(line):
            reports.append([line])
        elif reports and not re.fullmatch(r"\d+ warnings?.* generated\.", line):
            reports[-1].append(line)
    return ["\n".join(report) for report in reports]


def error_of(output):
    lines = output.splitlines()
    return next((line for line in lines if ERROR.search(line)), lines[0] if lines else "")


def has_checkers(plugin, llvm):
    """A plugin built for another clang may load and yet register nothing."""
    done = subprocess.run([f"clang-{llvm}", "-cc1", "-load", plugin, "-analyzer-checker-help"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    if done.returncode == 0 and "socket." in done.stdout:
        return True
    print(f"{plugin} does not work with clang-{llvm}:\n{error_of(done.stdout)}",
          file=sys.stderr)
    return False


def main():
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    plugin, llvm, database = os.path.abspath(sys.argv[1]), sys.argv[2], os.path.abspath(sys.argv[3])
    checkers = os.environ.get("CLOSEWAIT_CHECKERS", "socket")
    if not has_checkers(plugin, llvm):
        return 2
    try:
        units = units_of(database)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{database}: not a compilation database: {error!r}", file=sys.stderr)
        return 2

    failed, seen = 0, set()
    jobs = len(os.sched_getaffinity(0))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = pool.map(lambda unit: analyze(unit, plugin, llvm, checkers), units)
        for unit, (code, output) in zip(units, results):
            if code != 0:
                failed += 1
                print(f"FAILED: {unit.file}: {error_of(output)}", flush=True)
            for report in reports_of(output):
                # A header's report comes with every unit that includes it.
                headline = report.split("\n", 1)[0]
                if headline not in seen:
                    seen.add(headline)
                    print(report + "\n", flush=True)
    print(f"{len(units)} units analysed, {failed} failed, {len(seen)} reports")
    return 2 if failed or not units else 0


if __name__ == "__main__":
    sys.exit(main())
