#include "conn.h"
#include <sys/socket.h>
#include <unistd.h>

void on_answer(struct conn *c) {
  long n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    return;
  }
  c->used = n;
}
