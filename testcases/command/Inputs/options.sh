#!/bin/sh
# Tells which subcommands, and which options of which subcommand, a file knows, or
# the command's own --help: one a line, sorted. What each program has (--help,
# --help-list, --version) does not count.
#
# usage: options.sh help COMMAND
#        options.sh page|bash|zsh|fish FILE
set -eu
kind=$1 file=$2

# Puts the subcommands that have them before options of a group: check and facts
# alone, both (check and merge), project (check and facts).
of_group() {
  while read -r group option; do
    [ "$group" = facts ] || echo "check $option"
    case $group in
    both) echo "merge $option" ;;
    project | facts) echo "facts $option" ;;
    esac
  done
}

from_help() {
  "$file" --help | sed -nE 's/^  ([a-z]+) +- .*/\1/p'
  for subcommand in check facts merge list explain; do
    "$file" "$subcommand" --help |
      sed -nE "s/^ +(-{1,2}[a-z-]+).*/$subcommand \1/p"
  done | grep -vE ' --(help|help-list|version)$'
}

from_page() {
  sed -n '/^\.Sh DESCRIPTION/,/^\.Sh OPT/s/^\.It Cm //p' "$file"
  awk '
    /^\.Sh / { group = "" }
    /^\.Sh OPTIONS OF CHECK$/ { group = "check" }
    /^\.Sh OPTIONS OF FACTS$/ { group = "facts" }
    /^\.Sh OPTIONS OF CHECK AND FACTS$/ { group = "project" }
    /^\.Sh OPTIONS OF CHECK AND MERGE$/ { group = "both" }
    group && /^\.It Fl / { print group, "-" $3 }' "$file" | of_group
}

from_bash() {
  "$(dirname "$0")/complete.sh" "$file" closewait '' | grep -v '^-'
  for subcommand in check facts merge list explain; do
    "$(dirname "$0")/complete.sh" "$file" closewait "$subcommand" - |
      sed "s/^/$subcommand /"
  done
}

from_zsh() {
  sed -nE "/^  commands=/,/^  \)/s/^ +'([a-z]+):.*/\1/p" "$file"
  for group in both check project facts; do
    sed -nE "/^$group=/,/^\)/s/^ +['\"][*]?(-{1,2}[a-z-]+).*/$group \1/p" "$file"
  done | of_group
}

from_fish() {
  sed -nE 's/.* -n __fish_use_subcommand -a ([a-z]+) .*/\1/p' "$file"
  sed -nE 's/.* -n \$(both|check|project|facts) -l ([a-z-]+) .*/\1 --\2/p
    s/.* -n \$(both|check|project|facts) -s ([a-z]) .*/\1 -\2/p' "$file" | of_group
}

"from_$kind" | sort
