#include "conn.h"
#include <sys/socket.h>

void on_answer(struct conn *c) {
  long n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conn_drop(c);
    return;
  }
  c->used = n;
}
