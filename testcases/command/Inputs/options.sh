#!/bin/sh
# Tells which subcommands, and which options of which subcommand, a file knows, or
# the command's own --help: one a line, sorted. What each program has (--help,
# --help-list, --version) does not count.
#
# usage: options.sh help COMMAND
#        options.sh page|bash|zsh|fish FILE
set -eu
kind=$1 file=$2

# Puts the subcommands that have them before options of a group: that of one alone,
# both (check and merge), project (check and facts), editor (clangd and lsp).
of_group() {
  while read -r group option; do
    case $group in
    both) groups='check merge' ;;
    project) groups='check facts' ;;
    editor) groups='clangd lsp' ;;
    *) groups=$group ;;
    esac
    for one in $groups; do echo "$one $option"; done
  done
}

from_help() {
  "$file" --help | sed -nE 's/^  ([a-z]+) +- .*/\1/p'
  for subcommand in check facts merge list explain clangd lsp; do
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
    /^\.Sh OPTIONS OF CLANGD$/ { group = "clangd" }
    /^\.Sh OPTIONS OF LSP$/ { group = "lsp" }
    /^\.Sh OPTIONS OF CLANGD AND LSP$/ { group = "editor" }
    /^\.Sh OPTIONS OF CHECK AND FACTS$/ { group = "project" }
    /^\.Sh OPTIONS OF CHECK AND MERGE$/ { group = "both" }
    group && /^\.It Fl / { print group, "-" $3 }' "$file" | of_group
}

from_bash() {
  "$(dirname "$0")/complete.sh" "$file" closewait '' | grep -v '^-'
  for subcommand in check facts merge list explain clangd lsp; do
    "$(dirname "$0")/complete.sh" "$file" closewait "$subcommand" - |
      sed "s/^/$subcommand /"
  done
}

from_zsh() {
  sed -nE "/^  commands=/,/^  \)/s/^ +'([a-z]+):.*/\1/p" "$file"
  for group in both check project facts editor clangd lsp; do
    sed -nE "/^$group=/,/^\)/s/^ +['\"][*]?(-{1,2}[a-z-]+).*/$group \1/p" "$file"
  done | of_group
}

from_fish() {
  sed -nE 's/.* -n __fish_use_subcommand -a ([a-z]+) .*/\1/p' "$file"
  group='both|check|project|facts|editor|clangd|lsp'
  sed -nE "s/.* -n [$]($group) -l ([a-z-]+) .*/\1 --\2/p
    s/.* -n [$]($group) -s ([a-z]) .*/\1 -\2/p" "$file" | of_group
}

"from_$kind" | sort
