#!/bin/bash
# Runs COMMAND and has NEW take the place of FILE while clang, which has read FILE,
# waits at the fifo PIPE. Then PIPE is an empty file.
#
# usage: changed-meanwhile.sh PIPE FILE NEW COMMAND...
set -u
pipe=$1 file=$2 new=$3
shift 3
timeout 120 "$@" &
command=$!
# Waits until clang has opened the other end.
exec 3>"$pipe"
mv "$new" "$file"
rm "$pipe" && : >"$pipe"
exec 3>&-
wait "$command"
