#!/bin/bash
# Runs COMMAND, and kills each process that waits with a unit as soon as it does.
#
# usage: kill-parked.sh COMMAND...
"$@" &
pid=$!
while kill -0 "$pid" 2>/dev/null; do
  for place in .closewait/units/*.parked; do
    if [ -p "$place" ]; then pkill -KILL -f "clan[g].* park=$PWD/$place" || :; fi
  done
  sleep 0.01
done
wait "$pid"
