#include "conn.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

ssize_t conn_read(struct conn *c) { return recv(c->fd, c->in, sizeof c->in, 0); }

int conn_fill(struct conn *c) {
  ssize_t n = conn_read(c);
  if (n == 0)
    return -1;
  if (n < 0)
    return errno == EAGAIN || errno == EINTR ? 0 : -2;
  c->used = (unsigned long)n;
  return 1;
}

static int wait_for_nothing(int fd) { return fcntl(fd, F_SETFL, O_NONBLOCK); }

int take(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  if (wait_for_nothing(fd) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

ssize_t conn_write(struct conn *c, const char *text, size_t size) {
  return send(c->fd, text, size, MSG_NOSIGNAL);
}
