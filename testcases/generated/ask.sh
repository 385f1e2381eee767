#!/bin/bash
# Asks the kernel and the analyzer about generated programs.
#
# usage: ask.sh GENERATE CLANG PLUGIN JUDGE WORDS OUT SEED...
#
# Prints for each SEED one line: the seed, what comes of the comparison, the
# kernel's word, the analyzer's verdicts, the verdicts that were planted, the
# choices, and the kernel's reason. A SEED can also be the choices of a program.
# The kernel's words are kept in the folder WORDS and the lines in the folder OUT,
# by the text of the program, and each is asked for once; OUT is -: keeps nothing.
# Where the two do not agree, the kernel is asked until it has given the same word
# twice in a row, at most five times. What comes of the comparison is
#
#   agreed     both say clean, or a verdict that the kernel's word stands for
#   otherwise  both see a defect, and no verdict fits the kernel's word
#   missed     the kernel sees one, and the analyzer none
#   false      the other way round
#   undecided  the kernel could not be asked, or said something else each time
#   broken     the program does not compile, or cannot be analysed
#
# The last two are asked about again in the next run.
set -u -o pipefail
here=$(dirname "$0")
generate=$1 clang=$2 plugin=$3 judge=$4 table=$here/../runtime/verdicts.tsv
words=$5 out=$6
shift 6
# shellcheck source=testcases/runtime/ask.sh
. "$here/../runtime/ask.sh"
room=$(mktemp -d) || exit 2
trap 'rm -rf "$room"' EXIT

# header WORD: what the second comment line of that name says.
header() { sed -n "s|^// $1: ||p" "$room/program.c"; }

# compare: prints what comes of it.
compare() {
  if [ "$kernel" = clean ]; then
    if [ ${#verdicts[@]} -eq 0 ]; then echo agreed; else echo false; fi
  elif [ ${#verdicts[@]} -eq 0 ]; then
    echo missed
  elif is_confirmed; then
    echo agreed
  else
    echo otherwise
  fi
}

# ask_anew: asks the kernel about the program. 1: it could not be asked; 2: the
# program does not compile.
ask_anew() {
  compile "$room/program.c" || return 2
  ask_kernel || return 1
}

keep_word() {
  if [ "$out" = - ]; then return; fi
  printf '%s\t%s\n' "$kernel" "$why" >"$room/word" &&
    mv "$room/word" "$words/$name.tsv"
}

# ask_once: the same, or looks up what the kernel said.
ask_once() {
  local kept=$words/$name.tsv
  if [ "$out" != - ] && [ -s "$kept" ]; then
    IFS=$'\t' read -r kernel why <"$kept"
    return
  fi
  ask_anew && keep_word
}

# kernel_insists: whether it says the same of the program twice in a row; leaves
# that word.
kernel_insists() {
  local before turn rc=0 all="$kernel: $why"
  for turn in 1 2 3 4; do
    before=$kernel
    ask_anew || rc=$?
    all+="; then $kernel: $why"
    if [ "$rc" -ne 0 ]; then break; fi
    if [ "$kernel" = "$before" ]; then
      keep_word
      return
    fi
  done
  why=$all
  rm -f "$words/$name.tsv"
  return 1
}

# ask: prints the line about the program, without the seed.
ask() {
  local result list=- rc=0
  kernel=- why=- verdicts=()
  ask_once || rc=$?
  if [ "$rc" -eq 2 ] || ! ask_analyzer "$room/program.c"; then
    result=broken
  elif [ "$rc" -ne 0 ]; then
    result=undecided
  else
    result=$(compare)
    if [ "$result" != agreed ]; then
      if kernel_insists; then result=$(compare); else result=undecided; fi
    fi
  fi
  if [ ${#verdicts[@]} -gt 0 ]; then
    list=$(printf '%s,' "${verdicts[@]}")
    list=${list%,}
  fi
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$result" "$kernel" "$list" \
    "$(header plants)" "$(header choices)" "$why"
}

# answer: the same, or prints what is kept.
answer() {
  if [ "$out" = - ]; then
    ask
    return
  fi
  if ! grep -svE '^(undecided|broken)' "$out/$name.tsv"; then
    ask >"$room/line" && mv "$room/line" "$out/$name.tsv" && cat "$out/$name.tsv"
  fi
}

for seed in "$@"; do
  # shellcheck disable=SC2086
  "$generate" $seed >"$room/program.c" || exit 2
  name=$(sha256sum <"$room/program.c" | cut -c1-16)
  line=$(answer) || exit 2
  printf '%s\t%s\n' "$seed" "$line"
done
