#!/bin/sh
# What a bash that knows nothing else makes of a command line, of which the last
# word is to be completed: one a line. FILE is what it completes by.
#
# usage: complete.sh FILE WORD...
exec env -i PATH="$PATH" bash --noprofile --norc -c '
  . "$1" || exit
  shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  "$(complete -p closewait | sed "s/.* -F //; s/ .*//")" "$1"
  [ ${#COMPREPLY[@]} -eq 0 ] || printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
