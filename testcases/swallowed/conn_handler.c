// RUN: %verify %s
//
// A read handler that ends the same way for "nothing yet" and for "gone".

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum state { Reading, Closing };

struct conn {
  int fd;
  enum state state;
  size_t used;
  char in[1024];
};

void eof_is_dropped(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return; // expected-warning{{stays open after}}
  c->used = (size_t)n;
}

void eof_closes(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

void eof_sets_the_state(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    c->state = Closing;
    return;
  }
  c->used = (size_t)n;
}

int eof_returns_what_data_returns(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return 0; // expected-warning{{stays open after}}
  c->used = (size_t)n;
  return 0;
}

int eof_returns_a_code_of_its_own(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return -1;
  c->used = (size_t)n;
  return 0;
}

void fatal_error_is_only_logged(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0) {
    if (errno == EAGAIN || errno == EINTR)
      return;
    perror("recv");
    return; // expected-warning{{stays open after}}
  }
  if (n == 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

void fatal_error_is_logged_and_closed(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0) {
    if (errno == EAGAIN || errno == EINTR)
      return;
    perror("recv");
  }
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

void only_failure_is_checked(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used += (size_t)n;
} // expected-warning{{stays open after}}

void end_and_failure_are_checked(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used += (size_t)n;
}
