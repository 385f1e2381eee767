#!/bin/sh
# copy.sh ROOT TO: copies the files that git has of ROOT, or would add, to TO.
# Where ROOT is no git repository, it copies all but build.
set -eu
mkdir -p "$2"
to=$(cd "$2" && pwd)
cd "$1"
if [ "$(git rev-parse --show-prefix 2>&1)" = "" ]; then
  git ls-files -z --cached --others --exclude-standard
else
  find . -path ./build -prune -o -type f -print0
fi >"$to.list"
tar --null --ignore-failed-read -cf - -T "$to.list" | tar -xf - -C "$to"
