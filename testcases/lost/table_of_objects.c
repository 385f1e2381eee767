// RUN: %verify %s
//
// The connection's object leaves the table, and is freed: who closes its socket?

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define SLOTS 64

struct conn {
  int fd;
  int slot;
  size_t used;
  char in[256];
};

static struct conn *conns[SLOTS];

void freed_with_its_socket_open(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conns[c->slot] = NULL;
    free(c); // expected-warning{{'c->fd' is never closed after}}
    return;
  }
  c->used += (size_t)n;
}

void freed_and_closed(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conns[c->slot] = NULL;
    close(c->fd);
    free(c);
    return;
  }
  c->used += (size_t)n;
}

int freed_and_told(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    conns[c->slot] = NULL;
    free(c);
    return -1;
  }
  c->used += (size_t)n;
  return 0;
}
