#!/bin/sh
# wrong.sh FOLDER COMMAND...: analyses with each model file of the folder, which
# is wrong, and compares with what its first line promises: LINE:COL: error: …
# The run has to end with exit code 1, and without a finding of ours.
folder=$1
shift
seen=0 bad=0
for file in "$folder"/*.yaml; do
  seen=$((seen + 1))
  promised="$file:$(sed -n '1s/^# //p' "$file")"
  output=$("$@" -Xclang -analyzer-config -Xclang "socket:Models=$file" 2>&1)
  code=$?
  case $output in *"[socket."*) code="$code and a finding" ;; esac
  if [ "$code" = 1 ] && printf '%s\n' "$output" | grep -qF "$promised"; then
    continue
  fi
  bad=$((bad + 1))
  printf 'promised: %s\nexit code %s, output:\n%s\n' "$promised" "$code" "$output"
done
echo "$seen files, $bad not as promised"
[ "$seen" -gt 0 ] && [ "$bad" -eq 0 ]
