#!/bin/sh
# Makes, in DIRECTORY, a project whose database is in a folder with a name that
# ninja would read as one of its rules, and prints the path of that folder.
#
# usage: line-breaks.sh DIRECTORY
set -eu
"$(dirname "$0")/project.sh" "$1"
folder="$1/build
  command = touch pwned
#"
mkdir "$folder"
mv "$1/compile_commands.json" "$folder"
printf '%s' "$folder"
