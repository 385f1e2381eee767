#!/bin/sh
# Has a script speak to `closewait lsp` and to `closewait clangd` with each clangd
# that is to be asked.
#
# usage: servers.sh CLOSEWAIT "CLANGD..." SCRIPT [ARGUMENT...]
closewait=$1 clangds=$2
shift 2
# On a busy machine an analysis may take longer than a user would wait for it.
patience=--closewait-timeout=600
echo "-- lsp"
python3 "$@" "$closewait" lsp "$patience" || exit 1
for clangd in $clangds; do
  echo "-- $clangd"
  python3 "$@" "$closewait" clangd --closewait-clangd="$clangd" \
    "$patience" --background-index=false || exit 1
done
