// RUN: %verify %s
//
// The descriptor comes out of a function: that only a socket could serve it
// speaks for what the function gives.

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  char in[512];
};

static int descriptor_of(const struct conn *c) {
  return c->fd;
}

// In another file.
int opaque_descriptor_of(const struct conn *c);

void through_a_getter(struct conn *c) {
  ssize_t n = recv(descriptor_of(c), c->in, sizeof c->in, 0);
  if (n == 0)
    return; // expected-warning{{'descriptor_of(c)' stays open after recv() returned 0}}
  if (n < 0 && errno != EAGAIN)
    close(c->fd);
}

void through_an_opaque_getter(struct conn *c) {
  int fd = opaque_descriptor_of(c);
  ssize_t n = recv(fd, c->in, sizeof c->in, 0);
  if (n == 0)
    return; // expected-warning{{'fd' stays open after recv() returned 0}}
  if (n < 0 && errno != EAGAIN)
    close(fd);
}

void through_a_getter_repaired(struct conn *c) {
  ssize_t n = recv(descriptor_of(c), c->in, sizeof c->in, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN))
    close(descriptor_of(c));
}

// Elsewhere the same getter serves a call that only sockets take.
void read_through_it(struct conn *c) {
  ssize_t n = read(descriptor_of(c), c->in, sizeof c->in);
  if (n == 0)
    return; // expected-warning{{'descriptor_of(c)' stays open after read() returned 0}}
  if (n < 0 && errno != EAGAIN)
    close(c->fd);
}
