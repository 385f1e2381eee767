// Functions of other files that read, and that open, for who calls them.
//
// RUN: %analyze-alone %option socket:Models=%S/Inputs/others.yaml -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-beside %option socket:Models=%S/Inputs/others.yaml -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

struct conn {
  int fd;
  int state;
  struct conn *peer;
  char in[512];
};
typedef void handler(struct conn *c);
void add_read(handler *then, struct conn *c, int fd);
ssize_t fd_read(int fd, void *to, size_t size);
int fd_read_all(int fd, void *to, size_t size);
int conn_fill(struct conn *c);
void conn_log(struct conn *c, const char *what);
void conn_free(struct conn *c);
int take(int listener);
int fd_setup(int fd);

// Whoever registers itself hands on nothing that it was lent.
void registers_itself(struct conn *c) {
  ssize_t n = read(c->fd, c->in, sizeof c->in);
  if (n < 0 && errno != EAGAIN) {
    conn_free(c);
    return;
  }
  if (n > 0)
    c->state = (int)n;
  add_read(registers_itself, c, c->fd);
} // expected-warning{{'c->fd' stays open after read() returned 0}}

void swallows(struct conn *c) {
  if (fd_read(c->fd, c->in, sizeof c->in) <= 0) {
    conn_log(c, "gone");
    return; // expected-warning{{'c->fd' stays open after fd_read() returned 0}}
  }
  c->state = 1;
}

void asks_errno(struct conn *c) {
  ssize_t n = fd_read(c->fd, c->in, sizeof c->in);
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
    conn_free(c);
    return;
  }
  c->state = 1;
}

void asks_for_codes(struct conn *c) {
  switch (conn_fill(c)) {
  case -1:
  case -2:
    conn_free(c);
    return;
  case 0:
    return;
  }
  c->state = 1;
}

void forgets_a_code(struct conn *c) {
  int got = conn_fill(c);
  if (got == -2) {
    conn_free(c);
    return;
  }
  if (got < 0)
    return; // expected-warning{{'c->fd' stays open after conn_fill() returned -1}}
  c->state = 1;
}

void again_is_no_end(struct conn *c) {
  int got;
  while ((got = conn_fill(c)) == 0)
    ;
  if (got < 0)
    conn_free(c);
}

void fills_for_ever(struct conn *c) {
  int got;
  do
    got = conn_fill(c); // expected-warning{{'c->fd' is read again after conn_fill() returned -1: no data will ever come}}
  while (got == 0 || got == -1);
  if (got < 0)
    conn_free(c);
}

// Whether it was the end or a failure, -1 does not say: errno might.
void all_or_nothing(struct conn *c) {
  if (fd_read_all(c->fd, c->in, 16) < 0)
    return; // expected-warning{{'c->fd' stays open after fd_read_all() failed}}
  c->state = 1;
}

void all_or_later(struct conn *c) {
  if (fd_read_all(c->fd, c->in, 16) < 0) {
    if (errno != EAGAIN)
      conn_free(c);
    return;
  }
  c->state = 1;
}

bool tells_its_caller(struct conn *c) { return conn_fill(c) >= 0; }

int owns(int listener, bool wanted) {
  int fd = take(listener);
  if (fd < 0)
    return -1;
  if (fd_setup(fd) < 0)
    return -1; // expected-warning{{'fd' is leaked: the socket that take() opened is never closed}}
  if (!wanted) {
    close(fd);
    return 0;
  }
  return fd;
}
