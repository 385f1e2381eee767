#!/bin/sh
# Makes the folder DIRECTORY a project of the units in the folder NAME beside this
# script: of "across" one has a defect that only shows with what another one does
# (server.c, log.c); those of "known" read and open in one file for another.
#
# usage: across.sh DIRECTORY [NAME]
set -eu
directory=$1 name=${2:-across}
here=$(dirname "$0")
rm -rf "$directory"
mkdir -p "$directory/src"
cp "$here/$name"/* "$directory/src"
cd "$directory"
{
  separator='['
  for unit in src/*.c; do
    unit=$(basename "$unit" .c)
    printf '%s\n{"directory": "%s", "file": "src/%s.c",\n' \
      "$separator" "$directory" "$unit"
    printf ' "arguments": ["cc", "-c", "src/%s.c"]}' "$unit"
    separator=,
  done
  echo ']'
} >compile_commands.json
