#!/usr/bin/env python3
"""Checks the links of the pages below a folder.

usage: links.py FOLDER

Prints each link that leads to no file below FOLDER, and the number of links. Exit code 1
if there is such a link.
"""

import pathlib
import re
import sys

LINK = re.compile(r"\]\(([^)\s#]+)")
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def main():
    top = pathlib.Path(sys.argv[1]).resolve()
    links = [
        (page, link)
        for page in sorted(top.rglob("*.md"))
        for link in LINK.findall(BLOCK.sub("", page.read_text()))
        if "://" not in link]
    broken = [
        f"{page.relative_to(top)}: {link}"
        for page, link in links
        if not (page.parent / link).exists()
        or top not in (page.parent / link).resolve().parents]
    print(*broken, f"{len(links)} links, {len(broken)} broken", sep="\n")
    return 1 if broken else 0


sys.exit(main())
