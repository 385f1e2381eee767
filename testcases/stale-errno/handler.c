// RUN: %verify %s
//
// One test for "0 or -1", then errno: after a 0 errno says nothing.

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

int again_is_asked_after_zero(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (errno == EAGAIN)
      return 0; // expected-warning{{errno decides}}
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

int again_is_asked_after_failure_only(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && errno == EAGAIN)
    return 0;
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

void only_other_errors_close(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (errno != EAGAIN && errno != EINTR) {
      close(c->fd);
      c->fd = -1;
    }
    return; // expected-warning{{errno decides}}
  }
  c->used = (size_t)n;
}

void end_and_other_errors_close(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
      close(c->fd);
      c->fd = -1;
    }
    return;
  }
  c->used = (size_t)n;
}

int short_data_is_asked_too(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 4) {
    if (n <= 0 && errno != EAGAIN) {
      close(c->fd);
      c->fd = -1;
      return -1;
    }
    return 0; // expected-warning{{errno decides}}
  }
  c->used = (size_t)n;
  return 1;
}

int short_data_is_told_apart(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN)) {
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  if (n < 4)
    return 0;
  c->used = (size_t)n;
  return 1;
}
