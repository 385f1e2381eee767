// RUN: %verify %s
//
// Things a handler does at the end of stream that tell nobody about it.

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int broken;
  size_t used;
  char in[1024];
};

unsigned long Disconnects;

void counting_tells_nobody(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    ++Disconnects;
    return; // expected-warning{{stays open after}}
  }
  c->used = (size_t)n;
}

void counting_and_closing(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    ++Disconnects;
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

void clearing_the_buffer_tells_nobody(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    memset(c->in, 0, sizeof c->in);
    return; // expected-warning{{stays open after}}
  }
  c->used = (size_t)n;
}

void errno_tells_nobody(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    errno = ECONNRESET;
    return; // expected-warning{{stays open after}}
  }
  c->used = (size_t)n;
}

void logging_tells_nobody(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    fprintf(stderr, "connection %d went away\n", c->fd);
    return; // expected-warning{{stays open after}}
  }
  c->used = (size_t)n;
}

void a_flag_tells(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    c->broken = 1;
    return;
  }
  c->used = (size_t)n;
}

void a_flag_set_before_the_read_tells_nobody(struct conn *c) {
  c->broken = 1;
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return; // expected-warning{{stays open after}}
  c->used = (size_t)n;
}
