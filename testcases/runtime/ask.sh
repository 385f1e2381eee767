# shellcheck shell=bash
# What the kernel and the analyzer say of a program. Sourced by agree.sh and by
# the check of generated programs, which set $clang, $plugin, $judge, $table
# (verdicts.tsv) and $room, a folder of their own; what a step that fails had to
# say is in $room/log.

# compile FILE FLAG...: leaves $room/program.
compile() {
  local file=$1
  shift
  "$clang" "$@" -std=gnu11 -O1 -Wall -Werror -pthread "$file" \
    -o "$room/program" -Wl,--as-needed -lssl -lcrypto >"$room/log" 2>&1
}

# ask_kernel JUDGE-OPTION...: leaves its word in $kernel, its reason in $why. Where
# the judge cannot decide (3), it is asked again: the third answer counts.
ask_kernel() {
  local said rc turn
  for turn in 1 2 3; do
    rc=0
    said=$("$judge" "$@" "$room/program" 2>"$room/log") || rc=$?
    if [ "$rc" -ne 3 ]; then break; fi
    echo "asked $turn times: $said" >>"$room/log"
  done
  kernel=${said%%:*} why=${said#*: }
  return "$rc"
}

# ask_analyzer FILE FLAG...: leaves its verdicts in the array $verdicts, by the
# titles of the reports.
ask_analyzer() {
  local file=$1
  shift
  "$clang" "$@" --analyze --analyzer-no-default-checks -fplugin="$plugin" \
    -Xclang -analyzer-checker=core,socket -o "$room/reports.plist" -w \
    "$file" >"$room/log" 2>&1 || return
  mapfile -t verdicts < <(
    sed -n '/<key>type<\/key>/s/.*<string>\(.*\)<\/string>.*/\1/p' \
      "$room/reports.plist" | sort -u |
      awk -F'\t' 'NR == FNR { name[$3] = $2; next } $0 in name { print name[$0] }' \
        "$table" -
  )
}

# may_stand_for VERDICT: whether the table has the kernel's word for it.
may_stand_for() {
  awk -F'\t' -v word="$kernel" -v verdict="$1" \
    '$2 == verdict && index(" " $4 " ", " " word " ") { found = 1 }
     END { exit !found }' "$table"
}

# is_confirmed: whether the kernel's word fits one of the verdicts.
is_confirmed() {
  local verdict
  for verdict in "${verdicts[@]}"; do
    if may_stand_for "$verdict"; then return 0; fi
  done
  return 1
}
