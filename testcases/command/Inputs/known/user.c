#include "conn.h"
#include <unistd.h>

int is_wanted(int fd);

void swallows(struct conn *c) {
  if (conn_read(c) <= 0) {
    conn_note(c, "gone");
    return;
  }
  c->answers++;
}

void swallows_what_is_over(struct conn *c) {
  int got = conn_fill(c);
  if (got < 0) {
    conn_note(c, "gone");
    return;
  }
  c->answers++;
}

void drops(struct conn *c) {
  if (conn_fill(c) < 0) {
    conn_drop(c);
    return;
  }
  c->answers++;
}

void fills_for_ever(struct conn *c) {
  int got;
  while ((got = conn_fill(c)) != 1)
    if (got == -2) {
      conn_drop(c);
      return;
    }
  c->answers++;
}

int leaks(int listener) {
  int fd = take(listener);
  if (fd < 0)
    return -1;
  if (!is_wanted(listener))
    return 0;
  close(fd);
  return 1;
}

int is_wanted(int listener) { return listener % 2; }
