#!/bin/sh
# Stands where the judge would. The first $UNDECIDED times it cannot decide, and then
# it says "clean" and "stuck" in turn; the reason is how often it has been asked, and
# the file $ASKED has a line for each answer.
turn=$(($(cat "$ASKED" 2>/dev/null | wc -l) + 1))
if [ "$turn" -le "${UNDECIDED:-0}" ]; then
  word=undecided
elif [ $((turn % 2)) -eq 1 ]; then
  word=clean
else
  word=stuck
fi
echo "$word: $turn" | tee -a "$ASKED"
[ "$word" != undecided ] || exit 3
