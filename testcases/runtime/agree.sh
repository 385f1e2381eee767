#!/bin/bash
# Asks the kernel and the analyzer about a case and its repaired twin, and looks
# whether they agree.
#
# usage: agree.sh CLANG PLUGIN JUDGE CASE.c [JUDGE-OPTION]...
#
# The twin is the same file with REPAIRED defined; verdicts.tsv says which words
# of the kernel stand for which verdict. Prints what both say of both programs.
#
# Exit code: 0 they agree, and only the twin is clean; 1 they do not; 2 a program
# does not compile, or one of them could not be asked.
set -u -o pipefail
here=$(dirname "$0")
clang=$1 plugin=$2 judge=$3 table=$here/verdicts.tsv case=$4
shift 4
options=("$@")
# shellcheck source=testcases/runtime/ask.sh
. "$here/ask.sh"
room=$(mktemp -d) || exit 2
trap 'rm -rf "$room"' EXIT

give_up() {
  echo "$1"
  cat "$room/log"
  exit 2
}

# ask NAME FLAG...: asks both, and prints what they say.
ask() {
  local name=$1
  shift
  compile "$case" "$@" || give_up "$name: does not compile"
  ask_kernel "${options[@]}" || give_up "$name: $kernel: $why"
  ask_analyzer "$case" "$@" || give_up "$name: the analyzer failed"
  echo "$name: the kernel says $kernel ($why), the analyzer ${verdicts[*]:-nothing}"
}

ask defect
agreed=no
if [ "$kernel" != clean ] && is_confirmed; then agreed=yes; fi
ask twin -DREPAIRED
[ "$agreed" = yes ] && [ "$kernel" = clean ] && [ ${#verdicts[@]} -eq 0 ]
