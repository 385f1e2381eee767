// RUN: %verify %s
//
// "Try again" after a negative result, in the spellings it is written in.
// expected-no-diagnostics

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

int retriable(int error);

static int would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

static void drop(struct conn *c) {
  close(c->fd);
  c->fd = -1;
}

void asked_by_equality(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0)
    drop(c);
  else
    c->used = (size_t)n;
}

void asked_by_inequality(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0)
    c->used = (size_t)n;
  else if (n == 0 || (errno != EWOULDBLOCK && errno != EINTR))
    drop(c);
}

void asked_by_switch(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  switch (n) {
  case -1:
    switch (errno) {
    case EAGAIN:
    case EINTR:
      return;
    default:
      drop(c);
      return;
    }
  case 0:
    drop(c);
    return;
  default:
    c->used = (size_t)n;
  }
}

void asked_on_a_saved_copy(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  int e = errno;
  if (n < 0) {
    fprintf(stderr, "recv gave %d\n", e);
    if (e == EAGAIN || e == EINTR)
      return;
  }
  if (n <= 0)
    drop(c);
  else
    c->used = (size_t)n;
}

void asked_by_a_helper(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && would_block(errno))
    return;
  if (n <= 0)
    drop(c);
  else
    c->used = (size_t)n;
}

void asked_by_a_helper_of_another_file(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && retriable(errno))
    return;
  if (n <= 0)
    drop(c);
  else
    c->used = (size_t)n;
}

void only_a_fatal_value_was_ruled_out(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n == 0 || (n < 0 && errno == ECONNRESET))
    drop(c);
  else if (n > 0)
    c->used = (size_t)n;
}

void macro_repeats_the_interrupted_call(struct conn *c) {
  ssize_t n = TEMP_FAILURE_RETRY(recv(c->fd, c->in, sizeof c->in, 0));
  if (n <= 0)
    drop(c);
  else
    c->used = (size_t)n;
}

int goto_repeats_the_interrupted_call(int sock, char *buf, size_t size) {
  ssize_t n;
again:
  n = recv(sock, buf, size, 0);
  if (n < 0 && errno == EINTR)
    goto again;
  return (int)n;
}

int time_out_is_again(int sock) {
  char buf[128];
  struct timeval patience = {2, 0};
  setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n < 0 && errno == EAGAIN) {
      fprintf(stderr, "still waiting\n");
      continue;
    }
    if (n <= 0)
      return -1;
    fwrite(buf, 1, (size_t)n, stdout);
  }
}
