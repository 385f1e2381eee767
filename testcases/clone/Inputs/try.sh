#!/bin/sh
# try.sh COPY: tries what a clone can do without a build.
set -eu
cd "$1"
for script in scripts/* bench/*; do
  case $script in *.*) continue ;; esac
  "$script" --help </dev/null >../help
  grep -Eq '^(# )?usage: ' ../help
  echo "$script: usage"
done
echo "$(scripts/fetch-field --list | wc -l) field programs"
cmake --preset llvm-19 >../configured
grep -q '^-- Build files have been written to' ../configured
echo configured
