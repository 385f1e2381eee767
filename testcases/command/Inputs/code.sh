#!/bin/sh
# Whether a command ends with the exit code that it should end with.
#
# usage: code.sh CODE COMMAND...
wanted=$1
shift
"$@"
code=$?
[ "$code" -eq "$wanted" ] && exit 0
echo "exit code $code, not $wanted: $*" >&2
exit 1
