#!/bin/sh
# usage: stands-in.sh BLOCK FILE
#
# Whether the lines of BLOCK stand in FILE, one after the other. Indentation and
# the marks of comments do not count.
set -eu
one_line() { sed -E 's|^ *(//)? *||' "$1" | tr '\n' '\t'; }
block=$(one_line "$1" | sed 's/^\t*//; s/\t*$//')
[ -n "$block" ] || { echo "$1: an empty block"; exit 1; }
one_line "$2" | grep -qF -e "$block" || { echo "$1 does not stand in $2"; exit 1; }
