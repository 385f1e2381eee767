#!/bin/sh
# Has COMMAND analyse a project whose flags are FLAG..., and looks whether code of the
# project has run.  In the project are LIBRARY, whose constructor makes the file
# was-here, and a configuration and a response file of clang that load it.  The exit code is 77
# where it has run.
#
# usage: evil.sh FOLDER LIBRARY COMMAND... FLAG...
set -eu
folder=$1 library=$2
shift 2
command=
while [ "${1#-}" = "$1" ]; do
  command="$command $1"
  shift
done
"$(dirname "$0")/project.sh" "$folder" "$@"
cp "$library" "$folder/evil.so"
echo "-Xclang -load -Xclang ./evil.so" >"$folder/evil.cfg"
echo "src -Xclang -load -Xclang ./evil.so" >"$folder/evil.rsp"
cd "$folder"
code=0
$command >/dev/null || code=$?
[ ! -e was-here ] || exit 77
exit $code
