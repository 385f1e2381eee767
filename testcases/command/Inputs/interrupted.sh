#!/bin/sh
# Starts a command, sends it a signal as soon as all files are there, and ends
# with its exit code.
#
# usage: interrupted.sh SIGNAL "FILE-PATTERN..." COMMAND...
signal=$1 files=$2
shift 2
"$@" &
pid=$!
turns=0
for file in $files; do
  # A pattern, which fits nothing yet.
  # shellcheck disable=SC2086
  until ls $file >/dev/null 2>&1; do
    turns=$((turns + 1))
    if [ "$turns" -gt 3000 ]; then
      echo "no file fits $file" >&2
      kill "$pid"
      exit 99
    fi
    sleep 0.1
  done
done
kill -s "$signal" "$pid"
wait "$pid"
