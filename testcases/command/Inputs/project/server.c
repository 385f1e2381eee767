#include "conn.h"
#include <sys/socket.h>

void on_readable(struct conn *c) {
  long n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return;
  c->used = n;
}
