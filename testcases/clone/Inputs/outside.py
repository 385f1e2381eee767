"""Names what in a copy of the project leads outside of the project's folder.

usage: outside.py FOLDER

Prints a line for each such path and link, and the number of files that it read;
exit code 1 if there is such a path or link.
"""

import os
import re
import sys

# Folders that each system has. The project may name what is in them.
SYSTEM = {"bin", "dev", "etc", "lib", "lib64", "proc", "run", "sbin", "sys", "usr", "var"}
# Folders of a user or of one machine.
PERSONAL = {"home", "root", "work", "Users"}

ABSOLUTE = re.compile(r"(?<![\w.)}/%*$@<>'\"\\+:-])['\"]?(/[A-Za-z][\w.-]*(?:/[\w.+-]+)+)")
# A path with "..", and what stands before it: a variable, the end of a command,
# or nothing.
CLIMBING = re.compile(
    r"(?P<base>\$\{?\w+\}?|%\{?\w+\}?|\))?['\"]?(?:/|(?<![\w./*]))"
    r"(?P<ups>\.\.(?:/\.\.)*)(?=[/'\"\s)]|$)")
PROJECT = re.compile(r"[$%]\{?(\w*_)?(root|source_?dir)\}?", re.IGNORECASE)
OWN_FOLDER = re.compile(r"%\{?S\}?|\$\{?(here|CMAKE_CURRENT_(SOURCE|LIST)_DIR)\}?|\)")


def climbs(match, name):
    """Whether a path with ".." leaves the project, in the file of this name."""
    base = match["base"] or ""
    depth = name.count("/")
    if not base and name.startswith(("testcases/", "unittests/")):
        return False  # a path in a made-up project
    if base and not OWN_FOLDER.fullmatch(base):
        if not PROJECT.fullmatch(base):
            return False  # below a folder that the user names, such as a prefix
        depth = 0
    return len(match["ups"].split("/")) > depth


def is_foreign(path):
    top = path.split("/")[1]
    return top in PERSONAL or (top not in SYSTEM and os.path.exists(path))


def faults_in(line, name):
    faults = [path for path in ABSOLUTE.findall(line) if is_foreign(path)]
    # The other end of a link that is in a package, not in the project.
    if " -> " not in line:
        faults += [found[0] for found in CLIMBING.finditer(line) if climbs(found, name)]
    return faults


def text_of(path):
    with open(path, "rb") as file:
        content = file.read()
    return "" if b"\0" in content else content.decode("utf-8", "replace")


def files_of(folder):
    for where, _, names in os.walk(folder):
        for name in names:
            yield os.path.relpath(os.path.join(where, name), folder)


def main():
    folder = os.path.realpath(sys.argv[1])
    faults, names = 0, sorted(files_of(folder))
    for name in names:
        path = os.path.join(folder, name)
        if not os.path.realpath(path).startswith(folder + "/"):
            print(f"{name}: a link to {os.readlink(path)}")
            faults += 1
            continue
        for number, line in enumerate(text_of(path).split("\n"), 1):
            for fault in faults_in(line, name):
                print(f"{name}:{number}: {fault}")
                faults += 1
    print(f"{len(names)} files, {faults} paths that lead outside")
    return 1 if faults or not names else 0


if __name__ == "__main__":
    sys.exit(main())
