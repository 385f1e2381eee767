#!/bin/sh
# usage: extract-blocks.sh PAGE FOLDER [LANGUAGE]
#
# Writes each block of PAGE that is marked LANGUAGE (c; "" for blocks without a
# mark) to FOLDER/block-N.LANGUAGE (or .txt), behind as many empty lines as it
# needs to keep the page's line numbers. FOLDER is made anew. Fails where there
# is no block, and where one has no end.
set -eu

page=$1
folder=$2
language=${3-c}

rm -rf "$folder"
mkdir -p "$folder"
awk -v folder="$folder" -v language="$language" '
  !inside && /^```/ {
    inside = 1
    name = ""
    if ($0 != "```" language) next
    name = folder "/block-" ++count "." (language == "" ? "txt" : language)
    for (i = 0; i < NR; i++) print "" > name
    next
  }
  inside && /^```$/ { inside = 0; if (name != "") close(name); next }
  inside && name != "" { print > name }
  END {
    if (inside) { print "a block has no end" > "/dev/stderr"; exit 1 }
    if (!count) { print "no such block" > "/dev/stderr"; exit 1 }
  }' "$page"
