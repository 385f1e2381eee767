#!/bin/bash
# Has `closewait check --fix` repair a case, and asks the kernel before and after.
#
# usage: repair.sh CLANG CLOSEWAIT JUDGE CASE.c [JUDGE-OPTION]...
#
# Exit code: 0 the program was not clean, is repaired and clean, and a second
# --fix finds nothing to do; 1 otherwise; 2 a program does not compile, or the
# kernel could not be asked.
set -u -o pipefail
here=$(dirname "$0")
clang=$1 closewait=$2 judge=$3 case=$4
shift 4
options=("$@")
# shellcheck source=testcases/runtime/ask.sh
. "$here/ask.sh"
room=$(mktemp -d) || exit 2
trap 'rm -rf "$room"' EXIT
cp "$case" "$room/case.c"
cat >"$room/compile_commands.json" <<END
[{"directory": "$room", "file": "case.c",
  "arguments": ["cc", "-std=gnu11", "-c", "case.c"]}]
END

# ask WHEN: leaves the kernel's word.
ask() {
  if ! compile "$room/case.c" || ! ask_kernel "${options[@]}"; then
    echo "$1: cannot be asked"
    cat "$room/log"
    exit 2
  fi
  echo "$1: the kernel says $kernel ($why)"
}

fix() { "$closewait" check --fix -p "$room" >"$room/said" 2>&1; }

ask before
[ "$kernel" != clean ] || exit 1
fix || { cat "$room/said" && exit 1; }
if cmp -s "$case" "$room/case.c"; then
  echo "nothing was repaired"
  exit 1
fi
diff "$case" "$room/case.c"
cp "$room/case.c" "$room/once.c"
fix && cmp "$room/once.c" "$room/case.c" || exit 1
ask after
[ "$kernel" = clean ]
