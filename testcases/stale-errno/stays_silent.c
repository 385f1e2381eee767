// RUN: %verify %s
//
// errno is asked after a 0, and yet it decides nothing.
// expected-no-diagnostics

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

enum { Reset = -2, Closed = -1 };

int both_ways_close(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (errno == ECONNRESET)
      fprintf(stderr, "connection %d reset\n", c->fd);
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

int both_ways_tell(int sock, char *buf) {
  ssize_t n = recv(sock, buf, 512, 0);
  if (n > 0)
    return 0;
  return errno == ECONNRESET ? Reset : Closed;
}

int errno_was_cleared_first(struct conn *c) {
  errno = 0;
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (errno == EAGAIN)
      return 0;
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

int zero_is_told_apart_before(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (!n)
    errno = ECONNRESET;
  if (n <= 0) {
    if (errno == EAGAIN)
      return 0;
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}
