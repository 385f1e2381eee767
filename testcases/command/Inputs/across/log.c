#include "conn.h"
#include <stdio.h>

void conn_log(struct conn *c, const char *what) {
  fprintf(stderr, "%d: %s\n", c->fd, what);
}
