#!/bin/bash
# Starts closewait-unit, which is UNIT, twice for the same log: what the
# one that was started first does then is nothing, whether it ends well or not.
#
# usage: given-up.sh FOLDER UNIT
set -eu
folder=$1 unit=$2
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"

# The part of clang: begins, and ends with CODE as soon as NAME.go is there.
cat >clang <<'END'
#!/bin/bash
for word in "$@"; do
  case $word in log=* | reads=*) declare "${word%%=*}=${word#*=}" ;; esac
done
name=${*: -2:1}
: >"$reads"
: >"$name.begun"
for turn in {1..6000}; do
  [ ! -e "$name.go" ] || break
  sleep 0.05
done
echo "$name" >"$log" || exit 1
exit "${*: -1}"
END
chmod +x clang

for code in 0 1; do
  rm -f ./*.go ./*.begun
  "$unit" log . "$folder/log" 600 0 ./clang first "$code" 2>/dev/null &
  first=$!
  until [ -e first.begun ]; do sleep 0.05; done
  "$unit" log . "$folder/log" 600 0 ./clang second 0 &
  second=$!
  until [ -e second.begun ]; do sleep 0.05; done
  # While the second is at it, and when it is done: once each.
  if [ "$code" -eq 0 ]; then touch second.go && wait "$second"; fi
  touch first.go
  if wait "$first"; then
    echo "the first is told that all is well"
    exit 1
  fi
  if [ "$code" -ne 0 ]; then touch second.go && wait "$second"; fi
  [ "$(cat log)" = second ]
  rm log log.reads
  if ls -d log*; then exit 1; fi
done
