// RUN: %analyze-alone -Wall -Xclang -verify %s
// RUN: %analyze-alone %fortified -Wall -Xclang -verify %s
//
// __attribute__((cleanup)) of a pointer: the function closes the connection and
// frees it.  (Beside clang's own checkers, unix.Malloc speaks of a leak here.)
// expected-no-diagnostics

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  char in[64];
};

static void conn_freep(struct conn **c) {
  if (!*c)
    return;
  close((*c)->fd);
  free(*c);
}

int cleanup_of_a_pointer(int listener) {
  __attribute__((cleanup(conn_freep))) struct conn *c = malloc(sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, 0, 0);
  if (c->fd < 0)
    return -1;
  if (recv(c->fd, c->in, sizeof c->in, 0) <= 0)
    return -1;
  return 0;
}
