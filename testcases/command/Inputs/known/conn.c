#include "conn.h"
#include <stdio.h>
#include <unistd.h>

void conn_note(struct conn *c, const char *what) {
  fprintf(stderr, "%d: %s\n", c->fd, what);
}

void conn_drop(struct conn *c) {
  close(c->fd);
  c->fd = -1;
}
