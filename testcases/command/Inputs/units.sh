#!/bin/sh
# Makes the folder DIRECTORY a project of NUMBER small units. Each EVERY-th has a
# defect; of the others one in three has no socket, and the rest are in order.
#
# usage: units.sh DIRECTORY NUMBER EVERY
set -eu
directory=$1 number=$2 every=$3
rm -rf "$directory"
mkdir -p "$directory/src"
cd "$directory"

cat >src/peer.h <<'END'
#ifndef PEER_H
#define PEER_H

struct peer {
  int fd;
  char line[256];
  long have;
};

#endif
END

# answer NUMBER END: a unit that reads from a peer; END is what it does at the end
# of the connection.
answer() {
  cat <<END
#include "peer.h"
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

int answer_$1(struct peer *p) {
  long got = recv(p->fd, p->line, sizeof p->line, 0);
  if (got < 0 && errno == EINTR)
    return 0;
  if (got <= 0) {
    $2
  }
  p->have = got;
  return 1;
}
END
}

# sum NUMBER: a unit without a socket.
sum() {
  cat <<END
#include <stdlib.h>
#include <string.h>

long sum_$1(const char *text) {
  long all = 0;
  while (*text != 0) {
    all += strtol(text, 0, 10);
    text += strcspn(text, "\n");
    text += *text == '\n';
  }
  return all;
}
END
}

separator='['
unit=0
while [ "$unit" -lt "$number" ]; do
  if [ $((unit % every)) -eq 0 ]; then
    answer "$unit" "return 0;"
  elif [ $((unit % 3)) -eq 0 ]; then
    sum "$unit"
  else
    answer "$unit" "close(p->fd);
    return -1;"
  fi >"src/unit$unit.c"
  printf '%s\n{"directory": "%s", "file": "src/unit%s.c", "arguments": ["cc", "-c", "src/unit%s.c"]}' \
    "$separator" "$PWD" "$unit" "$unit"
  separator=,
  unit=$((unit + 1))
done >compile_commands.json
echo ']' >>compile_commands.json
