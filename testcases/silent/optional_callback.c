// RUN: %verify %s
//
// Whoever owns the connection sets a callback that is told of the end; that
// there may be none is for the owner to know.
// expected-no-diagnostics

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  void (*on_end)(struct conn *);
  size_t used;
  char in[1024];
};

void end_is_told_where_somebody_listens(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (c->on_end)
      c->on_end(c);
    return;
  }
  c->used = (size_t)n;
}

// There are systems on which O_NDELAY makes a 0 of "again".
void zero_may_be_again_with_ndelay(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 || (n == 0 && (fcntl(c->fd, F_GETFL) & O_NDELAY))) {
    close(c->fd);
    return;
  }
  c->used = (size_t)n;
}
