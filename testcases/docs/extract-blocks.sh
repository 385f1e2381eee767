#!/bin/sh
# usage: extract-blocks.sh PAGE FOLDER
#
# Writes each ```c block of PAGE to FOLDER/block-N.c, behind as many empty lines
# as it needs to keep the page's line numbers. FOLDER is made anew. Fails where
# there is no block, and where one has no end.
set -eu

page=$1
folder=$2

rm -rf "$folder"
mkdir -p "$folder"
awk -v folder="$folder" '
  !inside && /^```c$/ {
    inside = 1
    name = folder "/block-" ++count ".c"
    for (i = 0; i < NR; i++) print "" > name
    next
  }
  inside && /^```$/ { inside = 0; close(name); next }
  inside { print > name }
  END {
    if (inside) { print "a block of C has no end" > "/dev/stderr"; exit 1 }
    if (!count) { print "no block of C" > "/dev/stderr"; exit 1 }
  }' "$page"
