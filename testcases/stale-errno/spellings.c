// RUN: %verify %s
//
// The same question in the other ways errno can be asked.

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

int switch_asks(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0) {
    c->used = (size_t)n;
    return 0;
  }
  switch (errno) {
  case EAGAIN:
  case EINTR:
    return 0; // expected-warning{{errno decides}}
  default:
    close(c->fd);
    c->fd = -1;
    return -1;
  }
}

int switch_asks_after_failure_only(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0) {
    c->used = (size_t)n;
    return 0;
  }
  switch (n == 0 ? ECONNRESET : errno) {
  case EAGAIN:
  case EINTR:
    return 0;
  default:
    close(c->fd);
    c->fd = -1;
    return -1;
  }
}

int saved_copy_asks(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  int err = errno;
  if (n <= 0) {
    if (err == EAGAIN)
      return 0; // expected-warning{{errno decides}}
    fprintf(stderr, "recv: %s\n", strerror(err));
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

int saved_copy_is_only_named(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  int err = errno;
  if (n < 0 && err == EAGAIN)
    return 0;
  if (n <= 0) {
    fprintf(stderr, "recv: %s\n", n == 0 ? "closed" : strerror(err));
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

static int would_block(void) { return errno == EAGAIN || errno == EINTR; }

int helper_asks(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (would_block())
      return 0; // expected-warning{{errno decides}}
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

int helper_asks_after_failure_only(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (n < 0 && would_block())
      return 0;
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}
