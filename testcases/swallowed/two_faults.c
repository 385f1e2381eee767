// RUN: %verify %s
//
// What a 0 leads to and what an error leads to can be two defects, at two
// places.

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
  int fd;
  int slot;
  char in[512];
};

static struct pollfd polls[64];

void parse(const char *text, size_t length);

void end_is_kept_and_error_is_unwatched(struct client *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n == 0)
    return; // expected-warning{{stays open after}}
  if (n < 0) {
    if (errno == EAGAIN)
      return;
    polls[c->slot].fd = -1;
    return; // expected-warning{{out of the event loop}}
  }
  parse(c->in, (size_t)n);
}

void both_are_kept(struct client *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n == 0)
    return; // expected-warning{{stays open after}}
  if (n < 0)
    return;
  parse(c->in, (size_t)n);
}

/* It leaves the loop of the other. */
void slot_of_somebody_else(struct client *c, struct client *other) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    polls[other->slot].fd = -1;
    return; // expected-warning{{stays open after}}
  }
  parse(c->in, (size_t)n);
}
