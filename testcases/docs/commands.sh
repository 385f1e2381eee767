#!/bin/bash
# usage: commands.sh PAGE FOLDER
#
# Runs the commands of PAGE, the lines "$ COMMAND" of its console blocks, one
# after the other in FOLDER; a line that ends with "\" goes on. Writes what they
# print to FOLDER/printed, and what the page shows as patterns for FileCheck to
# FOLDER/shown; "…" stands for anything.
set -u -o pipefail
page=$1
cd "$2" || exit 1
: >printed
: >shown

pattern() { sed -E 's/…/{{.*}}/g'; }

run() {
  printf 'CHECK: COMMAND %s\n' "$(head -n 1 <<<"$1")" >>shown
  {
    printf 'COMMAND %s\n' "$(head -n 1 <<<"$1")"
    eval "$1" 2>&1
  } >>printed
}

command=''
while IFS= read -r line; do
  if [ -n "$command" ]; then
    command+=$'\n'$line
  elif [[ $line == '$ '* ]]; then
    command=${line#* }
  elif [ "$line" = … ]; then
    check=CHECK
    continue
  else
    printf '%s: %s\n' "$check" "$(pattern <<<"$line")" >>shown
    check=CHECK-NEXT
    continue
  fi
  if [[ $command != *'\' ]]; then
    run "$command"
    command=''
    check=CHECK-NEXT
  fi
done < <(awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$page")
