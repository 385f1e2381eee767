#!/usr/bin/env python3
"""Measures the CPU seconds that the plugin takes on one field program.

usage: cost.py PLUGIN LLVM-MAJOR COMPILE_COMMANDS.JSON RUNS

Each run analyses every unit twice, with clang's default checkers alone and with the
plugin beside them, in alternating order. Prints the medians of the CPU seconds of all
units together, without the plugin and with it. Exit code 1 if clang cannot analyse a unit, 2 if there is
nothing to analyse.
"""

import concurrent.futures
import os
import statistics
import sys

import analyze
import field


def main():
    if len(sys.argv) != 5:
        print(__doc__, file=sys.stderr)
        return 2
    llvm, database, runs = sys.argv[2], os.path.abspath(sys.argv[3]), int(sys.argv[4])
    root = os.path.dirname(database)
    units = analyze.units_of(database)
    if not units or runs < 1:
        print(f"{database}: nothing to analyse", file=sys.stderr)
        return 2
    kinds = [[], field.loading(os.path.abspath(sys.argv[1]))]

    def seconds(unit, turn):
        """Of the unit, without and with."""
        spent = [0.0, 0.0]
        for kind in (turn % 2, 1 - turn % 2):
            done = field.run(unit, llvm, kinds[kind], root)
            spent[kind] = done.seconds
            if done.code != 0:
                failed.add(unit.file)
        return spent

    sums, failed = [], set()
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for turn in range(runs):
            each = pool.map(seconds, units, [turn] * len(units))
            sums.append([sum(column) for column in zip(*each)])
    print(*(f"{statistics.median(column):.2f}" for column in zip(*sums)), sep="\t")
    for file in sorted(failed):
        print(f"{file}: clang cannot analyse it", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
