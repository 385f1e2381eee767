#!/bin/sh
# Waits until no process has PATTERN in its command line; fails after a minute.
#
# usage: gone.sh PATTERN
turns=0
while pgrep -f "$1"; do
  turns=$((turns + 1))
  if [ "$turns" -gt 600 ]; then exit 1; fi
  sleep 0.1
done
