#!/bin/bash
# Starts the judge, ends it by a signal as soon as the program runs, and looks
# whether the program ends with it.
#
# usage: leaves_nothing.sh guard|child SIGNAL JUDGE PROGRAM
#
# The signal goes to the judge itself ("guard"), or to its child, which is a guard,
# too. Exit code: 0 nothing is left; 1 the program runs on, or it never began.
set -u
target=$1 signal=$2 judge=$3 program=$4

# within_a_minute COMMAND...: until it succeeds. 1: it does not.
within_a_minute() {
  local end=$((SECONDS + 60))
  until "$@"; do
    if [ "$SECONDS" -ge "$end" ]; then return 1; fi
    sleep 0.05
  done
}

runs() { pgrep -f "^$program" >/dev/null; }
runs_not() { ! runs; }

"$judge" --grace=60000 "$program" &
pid=$!
within_a_minute runs || { echo "the program does not begin" && exit 1; }
if [ "$target" = child ]; then
  kill -s "$signal" "$(pgrep -P "$pid")"
else
  kill -s "$signal" "$pid"
fi
within_a_minute runs_not || { echo "the program runs on" && exit 1; }
