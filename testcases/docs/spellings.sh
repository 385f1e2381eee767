#!/bin/sh
# usage: spellings.sh PAGE COLUMN COMPILER FOLDER
#
# Asks COMPILER about each row of the table of spellings in PAGE, and compares
# with what stands there under COLUMN, as in "GCC 12".
set -eu
page=$1 column=$2 compiler=$3 folder=$4
rm -rf "$folder"
mkdir -p "$folder"

# Prints "error", "warning" or "nothing".
said() {
  case $2 in C) language=c ;; *) language=c++ ;; esac
  case $3 in
  declaration) echo "int f(int c) { $1 int d = c; return d; }" ;;
  statement) echo "int f(int c) { if (c) $1 return 1; return 2; }" ;;
  esac >"$folder/unit"
  "$compiler" -Wall -fsyntax-only -x "$language" "$folder/unit" 2>"$folder/told" || true
  grep -oE '(error|warning): ' "$folder/told" | sort -u | head -n 1 |
    grep -oE '[a-z]+' || echo nothing
}

awk -F ' *[|] *' -v column="$column" '
  $2 == "spelling" { for (i = 1; i <= NF; i++) if ($i == column) n = i; next }
  n && $2 ~ /^`/ { gsub(/`/, "", $2); print $2 "\t" $3 "\t" $4 "\t" $n }' \
  "$page" >"$folder/table"
[ -s "$folder/table" ] || { echo "no column '$column'"; exit 1; }
tab=$(printf '\t')
while IFS=$tab read -r spelling language position told; do
  is=$(said "$spelling" "$language" "$position")
  [ "$is" = "$told" ] ||
    { echo "$compiler, $spelling in $language before a $position: $is"; exit 1; }
done <"$folder/table"
