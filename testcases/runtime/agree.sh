#!/bin/bash
# Asks the kernel and the analyzer about a case and its repaired twin, and looks
# whether they agree.
#
# usage: agree.sh CLANG PLUGIN JUDGE TABLE CASE.c [JUDGE-OPTION]...
#
# The twin is the same file with REPAIRED defined. TABLE (verdicts.tsv) says
# which words of the kernel stand for which verdict of the analyzer. Prints what
# both say of both programs.
#
# Exit code: 0 they agree, and only the twin is clean; 1 they do not; 2 a program
# does not compile, or one of them could not be asked.
set -u -o pipefail
clang=$1 plugin=$2 judge=$3 table=$4 case=$5
shift 5
options=("$@")
room=$(mktemp -d) || exit 2
trap 'rm -rf "$room"' EXIT

give_up() {
  echo "$1"
  cat "$room/log"
  exit 2
}

# analyze FLAG...: leaves the analyzer's verdicts, by their titles, in $titles.
analyze() {
  "$clang" "$@" --analyze --analyzer-no-default-checks -fplugin="$plugin" \
    -Xclang -analyzer-checker=core,socket -o "$room/reports.plist" -w \
    "$case" >"$room/log" 2>&1 || give_up "the analyzer failed"
  mapfile -t titles < <(sed -n \
    '/<key>type<\/key>/s/.*<string>\(.*\)<\/string>.*/\1/p' \
    "$room/reports.plist" | sort -u)
}

# run FLAG...: leaves what the kernel says in $kernel.
run() {
  "$clang" "$@" -std=gnu11 -O1 -Wall -Werror -pthread "$case" \
    -o "$room/program" -Wl,--as-needed -lssl -lcrypto >"$room/log" 2>&1 ||
    give_up "the program does not compile"
  kernel=$("$judge" "${options[@]}" "$room/program" 2>"$room/log") ||
    give_up "the judge says: $kernel"
}

# may_stand_for TITLE: whether the table has the kernel's word for this verdict.
may_stand_for() {
  awk -F'\t' -v word="${kernel%%:*}" -v title="$1" \
    '$3 == title && index(" " $4 " ", " " word " ") { found = 1 }
     END { exit !found }' "$table"
}

# ask NAME FLAG...: asks both, and prints what they say.
ask() {
  local name=$1
  shift
  run "$@"
  analyze "$@"
  echo "$name: the kernel says $kernel; the analyzer says ${titles[*]:-nothing}"
}

ask defect
agreed=no
for title in "${titles[@]}"; do
  if may_stand_for "$title"; then agreed=yes; fi
done
ask twin -DREPAIRED
[ "$agreed" = yes ] && [ "${kernel%%:*}" = clean ] && [ ${#titles[@]} -eq 0 ]
