#!/bin/sh
# Compares the output that a page shows with the real one.
# usage: readme-output.sh PAGE FOLDER COMMAND
# FOLDER holds the page's one ```c block; its ```text block is the output.
set -eu
page=$1 folder=$2 command=$3
set -- "$folder"/*.c
[ $# -eq 1 ] || { echo "one block expected, $# found"; exit 1; }
# The other tests keep the page's line numbers; the reader counts from 1.
sed '/./,$!d' "$1" >"$folder/handler.c"
awk '/^```text$/ { on = 1; next } /^```$/ { on = 0 } on' "$page" >"$folder/shown"
[ -s "$folder/shown" ] || { echo "no output shown"; exit 1; }
(cd "$folder" && $command handler.c) 2>&1 |
  grep -E '(warning|note): ' >"$folder/printed"
grep -E '(warning|note): ' "$folder/shown" >"$folder/expected"
diff "$folder/expected" "$folder/printed"
