#!/bin/bash
# usage: session.sh PAGE FOLDER
#
# Runs the commands of PAGE, the lines "$ COMMAND" of its blocks, one after the
# other in FOLDER. Writes what they print to FOLDER/printed, and what the page
# shows as patterns for FileCheck to FOLDER/shown. Of a pattern's numbers only a
# first one below 1000 counts; "…" stands for anything.
set -u -o pipefail
page=$1
cd "$2" || exit 1

# The server inherits no descriptor but 0 to 2. (255 is bash's own.)
for fd in /proc/self/fd/*; do
  case ${fd##*/} in [012] | 255) ;; *) eval "exec ${fd##*/}>&-" ;; esac
done

# lines_of COUNT COMMAND...: ends a command that would go on for ever as soon as it
# has printed so many lines, or after a minute.
lines_of() {
  local count=$1 tool end=$((SECONDS + 60))
  shift
  : >traced
  "$@" >traced 2>&1 &
  tool=$!
  while [ "$(wc -l <traced)" -lt "$count" ] && kill -0 "$tool" 2>/dev/null &&
    [ "$SECONDS" -lt "$end" ]; do
    command sleep 0.1
  done
  kill -INT "$tool" 2>/dev/null
  wait "$tool"
  cat traced
}

strace() { lines_of 1000 env strace "$@"; }
perf() { lines_of 1000 env perf "$@"; }
gdb() { timeout -s INT 300 gdb "$@" 2>&1; }

# has_read_all: whether the server listens, has read what has come (Recv-Q), and has
# acknowledged each FIN (then the other end is in FIN-WAIT-2).
has_read_all() {
  command ss -Hltn | grep -q . && ! command ss -Htn | awk '$2 > 0' | grep -q . &&
    ! command ss -Htn state fin-wait-1 | grep -q .
}

# A reader waits for a time; here it is a state, for at most a minute. (A longer time
# is one that the kernel's own clock counts.)
sleep() {
  local end=$((SECONDS + 60))
  if [ "$1" -gt 1 ]; then
    command sleep "$1"
    return
  fi
  until has_read_all; do
    if [ "$SECONDS" -ge "$end" ]; then return 1; fi
    command sleep 0.1
  done
}

# As the page has it: the process, and the place where it reads.
readonly page_pid=10081 page_place=0x139c
pid='' place=''
trap '[ -z "$pid" ] || kill "$pid"' EXIT

# The commands and outputs of the page, without the indentation of their block.
transcript() {
  awk '
    match($0, /^ *```$/) { inside = !inside; indent = RLENGTH - 3; next }
    inside { print substr($0, indent + 1) }' "$page"
}

pattern() {
  sed -E '
    s/(Peer Address:Port) *Process$/\1\x05/  # a newer ss says it with -p only
    s/^( *)([0-9]{1,3})( |$)/\1\a\2\a\3/  # stays
    s/0x[0-9a-f]+/\x01/g
    :number
    s/^((\a[0-9]+\a|[^\a])*[^0-9\a]|)[0-9]+/\1\x02/
    t number
    s/\a//g; s/…/\x03/g; s/ +/\x04/g
    s/\x01/0x{{[0-9a-f]+}}/g; s/\x02/{{[0-9]+}}/g; s/\x03/{{.*}}/g; s/\x04/{{ *}}/g
    s/\x05/{{ *(Process)?}}/'
}

run() {
  local command=${1//$page_pid/${pid:-none}}
  eval "${command//$page_place/${place:-none}}" 2>&1
}

check=CHECK
transcript >lines || exit 1
mapfile -t lines <lines
for line in "${lines[@]}"; do
  case $line in
  '$ '*)
    printf 'CHECK: COMMAND %s\n' "$(pattern <<<"${line#* }")" >>shown
    printf 'COMMAND %s\n' "${line#* }" >>printed
    check=CHECK-NEXT
    run "${line#* }" >output
    [[ $line != *'&' ]] || pid=$!
    place=$(sed -nE 's/.*on_readable\+.*\[(0x[0-9a-f]+)\]/\1/p' output | head -1 |
      grep . || echo "$place")
    cat output >>printed
    ;;
  …) check=CHECK ;;
  *)
    printf '%s: %s\n' "$check" "$(pattern <<<"$line")" >>shown
    check=CHECK-NEXT
    ;;
  esac
done
