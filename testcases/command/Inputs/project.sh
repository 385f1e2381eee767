#!/bin/sh
# Makes the folder DIRECTORY a project of three units, of which one has a defect
# (server.c), one has none (client.c), and one has no socket (table.c).
#
# usage: project.sh DIRECTORY [FLAG]...
set -eu
directory=$1
shift
here=$(dirname "$0")
rm -rf "$directory"
mkdir -p "$directory/src"
cp "$here"/project/* "$directory/src"
cd "$directory"
echo "checkers: socket" >.closewait.yaml
flags=
for flag in "$@"; do flags="$flags\"$flag\", "; done
{
  separator='['
  for unit in server client table; do
    printf '%s\n{"directory": "%s", "file": "src/%s.c",\n' \
      "$separator" "$directory" "$unit"
    printf ' "arguments": ["cc", %s"-Isrc", "-c", "-o", "%s.o", "src/%s.c"]}' \
      "$flags" "$unit" "$unit"
    separator=,
  done
  echo ']'
} >compile_commands.json
