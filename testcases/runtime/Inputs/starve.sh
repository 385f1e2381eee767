#!/bin/bash
# Runs a server as a very busy machine does: it gets a CPU for a third of a second,
# and then none for a second and a half.
#
# usage: starve.sh SERVER [ARGUMENT]...
"$@" &
server=$!
while kill -STOP "$server" 2>/dev/null; do
  sleep 1.5
  kill -CONT "$server"
  sleep 0.3
done
wait "$server"
