#!/usr/bin/env python3
"""Makes the compilation database of a program out of what its build compiled.

usage: recorded.py RECORDED.JSON OUT.JSON

Keeps the C files that are still there (configure's own tests are gone), and one
of several entries that differ only in their output: a library that is built as a
static one and as a shared one compiles each file twice. Prints the number of
entries; exit code 1 if there is none.
"""

import json
import os
import re
import shlex
import sys

import analyze

# These compile nothing: they preprocess, list headers, or repeat clang's own work.
NO_COMPILE = {"-E", "-M", "-MM", "-cc1"}
# What a static and a shared build of one file differ in.
SAME_CODE = re.compile(
    r"-(g|O.*|f(pic|PIC|pie|PIE)|DPIC|D\w*(_EXPORTS|_SHARED)(=1)?)")


def entry_of(recorded):
    """The entry with an absolute file and a list of arguments."""
    directory = recorded["directory"]
    return {
        "directory": directory,
        "file": os.path.realpath(os.path.join(directory, recorded["file"])),
        "arguments": recorded.get("arguments") or shlex.split(recorded["command"]),
    }


def is_wanted(entry):
    return (entry["file"].endswith(".c") and os.path.exists(entry["file"])
            and not NO_COMPILE & set(entry["arguments"]))


def code_of(entry):
    """What two entries share that compile the same code."""
    arguments = analyze.kept_arguments(entry["arguments"][1:])
    kept = {one for one in arguments if not SAME_CODE.fullmatch(one)}
    return entry["directory"], entry["file"], tuple(sorted(kept))


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as file:
        entries = [entry_of(recorded) for recorded in json.load(file)]
    units = {}
    for entry in filter(is_wanted, entries):
        units.setdefault(code_of(entry), entry)
    kept = sorted(units.values(), key=lambda one: (
        one["file"], one["directory"], one["arguments"]))
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
    print(len(kept))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
