// RUN: %verify %s
//
// __attribute__((cleanup)): the compiler calls the function, and the socket is
// closed if the function does it.

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define AUTO(f) __attribute__((cleanup(f)))

static void closep(int *fd) {
  if (*fd >= 0)
    close(*fd);
}

int cleanup_closes(int listener) {
  char in[64];
  AUTO(closep) int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  return 0;
}

int cleanup_closes_what_is_assigned(int listener) {
  char in[64];
  AUTO(closep) int conn = -1;
  conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  return 0;
}

void close_elsewhere(int *fd);

int cleanup_has_no_body(int listener) {
  char in[64];
  AUTO(close_elsewhere) int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  return 0;
}

static void logp(int *fd) { fprintf(stderr, "done with %d\n", *fd); }

int cleanup_only_logs(int listener) {
  char in[64];
  AUTO(logp) int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int cleanup_only_logs_and_close_closes(int listener) {
  char in[64];
  AUTO(logp) int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0) {
    close(conn);
    return -1;
  }
  close(conn);
  return 0;
}

struct conn {
  int fd;
  char in[64];
};

static void conn_closep(struct conn *c) {
  if (c->fd >= 0)
    close(c->fd);
}

int cleanup_of_a_struct(int listener) {
  AUTO(conn_closep) struct conn c = {-1, {0}};
  c.fd = accept(listener, 0, 0);
  if (c.fd < 0)
    return -1;
  if (recv(c.fd, c.in, sizeof c.in, 0) <= 0)
    return -1;
  return 0;
}

static void conn_logp(struct conn *c) { logp(&c->fd); }

int cleanup_of_a_struct_only_logs(int listener) {
  AUTO(conn_logp) struct conn c = {-1, {0}};
  c.fd = accept(listener, 0, 0);
  if (c.fd < 0)
    return -1;
  if (recv(c.fd, c.in, sizeof c.in, 0) <= 0)
    return -1; // expected-warning{{'c.fd' is never closed after recv() returned 0}}
  close(c.fd);
  return 0;
}

// The owner on the way out.
static int take(int *fd) {
  int taken = *fd;
  *fd = -1;
  return taken;
}

int taken_out_and_given_back(int listener) {
  char in[64];
  AUTO(closep) int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  return take(&conn);
}

static void close_both(int (*pair)[2]) {
  close((*pair)[0]);
  close((*pair)[1]);
}

int cleanup_of_a_pair(void) {
  char in[64];
  AUTO(close_both) int pair[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
    return -1;
  if (recv(pair[0], in, sizeof in, 0) <= 0)
    return -1;
  return 0;
}
