#include "conn.h"
#include <sys/socket.h>

void on_readable(struct conn *c) {
  long n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_log(c, "gone");
    return;
  }
  c->used = n;
}
