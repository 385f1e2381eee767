#!/bin/sh
# Makes the folder DIRECTORY a project of five units, of which one has a defect
# that only shows with what another one does (server.c, log.c).
#
# usage: across.sh DIRECTORY
set -eu
directory=$1
here=$(dirname "$0")
rm -rf "$directory"
mkdir -p "$directory/src"
cp "$here"/across/* "$directory/src"
cd "$directory"
{
  separator='['
  for unit in server client drop log table; do
    printf '%s\n{"directory": "%s", "file": "src/%s.c",\n' \
      "$separator" "$directory" "$unit"
    printf ' "arguments": ["cc", "-c", "src/%s.c"]}' "$unit"
    separator=,
  done
  echo ']'
} >compile_commands.json
