#!/bin/sh
# Has COMMAND check the project here with a disk for its state that is too small,
# nearly so, and large enough: what it says is left in none, some and all.
#
# usage: full.sh CODE.SH COMMAND
code=$1 command=$2
mount -t tmpfs -o size=4k none .closewait
"$code" 2 "$command" check -j2 2>none
mount -o remount,size=800k .closewait
"$code" 2 "$command" check -j2 2>some
mount -o remount,size=10m .closewait
"$code" 1 "$command" check -j2 2>all
