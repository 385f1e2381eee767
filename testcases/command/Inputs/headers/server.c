#include "end.h"
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  char in[512];
  long used;
};

void on_readable(struct conn *c) {
  long n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    AT_END(c->fd);
    return;
  }
  c->used = n;
}
