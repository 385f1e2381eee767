// RUN: %verify %s
//
// The reading helper tells; the frame that decides throws the answer away.

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

static int fill(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return -1;
  c->used = (size_t)n;
  return 0;
}

static void drop(struct conn *c) {
  close(c->fd);
  c->fd = -1;
}

void result_is_thrown_away(struct conn *c) { fill(c); } // expected-warning{{stays open after}}

void result_is_looked_at_and_forgotten(struct conn *c) {
  if (fill(c) < 0)
    return; // expected-warning{{stays open after}}
  printf("%zu bytes\n", c->used);
}

void result_is_logged_and_forgotten(struct conn *c) {
  if (fill(c) < 0)
    fprintf(stderr, "connection %d failed\n", c->fd);
} // expected-warning{{stays open after}}

void result_leads_to_drop(struct conn *c) {
  if (fill(c) < 0)
    drop(c);
}

int result_is_passed_on(struct conn *c) {
  if (fill(c) < 0)
    return -1;
  printf("%zu bytes\n", c->used);
  return 0;
}
