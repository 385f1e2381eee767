#!/usr/bin/env python3
"""Tells what a SARIF log of `closewait check` has found in a program of the field.

usage: logged.py PROGRAM ROOT LOG.SARIF

Prints a line for each finding, as field.py does: program, file (below ROOT),
function, verdict, the line's text.
"""

import json
import os
import sys
import urllib.parse

import field


def path_of(location, base):
    """The absolute path that a location's address names."""
    artifact = location["physicalLocation"]["artifactLocation"]
    uri = artifact["uri"]
    if artifact.get("uriBaseId"):
        uri = base + uri
    return urllib.parse.unquote(uri.removeprefix("file://"))


def findings_in(log, root):
    """The findings of all runs."""
    for run in log["runs"]:
        base = run["originalUriBaseIds"]["SRCROOT"]["uri"]
        for result in run["results"]:
            place = result["locations"][0]
            path = path_of(place, base)
            name = os.path.relpath(path, root) if path.startswith(root + "/") else path
            yield field.Finding(
                name, place["logicalLocations"][0]["fullyQualifiedName"],
                field.VERDICTS[result["properties"]["verdict"]],
                field.line_of(path, place["physicalLocation"]["region"]["startLine"]))


def main():
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    program, root, log = sys.argv[1:]
    with open(log, encoding="utf-8") as file:
        found = set(findings_in(json.load(file), os.path.abspath(root)))
    for finding in sorted(found):
        print("\t".join((program,) + finding))
    return 0


if __name__ == "__main__":
    sys.exit(main())
