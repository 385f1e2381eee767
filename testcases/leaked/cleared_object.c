// RUN: %verify %s
//
// The object that holds the socket is cleared: what stood in it is lost.

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  char from[64];
  int fd;
  size_t used;
  char in[256];
};

void conn_add(struct conn *c);
const char *next_address(const char *list, struct sockaddr *at);

int cleared_while_open(int listener) {
  struct conn c;
  c.fd = accept(listener, NULL, NULL);
  if (c.fd < 0)
    return -1;
  if (getpeername(c.fd, (struct sockaddr *)c.from, &(socklen_t){64}) < 0) {
    memset(&c, 0, sizeof c); // expected-warning{{'c.fd' is leaked}}
    return -1;
  }
  return c.fd;
}

int closed_before_it_is_cleared(int listener) {
  struct conn c;
  c.fd = accept(listener, NULL, NULL);
  if (c.fd < 0)
    return -1;
  if (getpeername(c.fd, (struct sockaddr *)c.from, &(socklen_t){64}) < 0) {
    close(c.fd);
    memset(&c, 0, sizeof c);
    return -1;
  }
  return c.fd;
}

int cleared_before_and_behind_the_socket(int listener) {
  struct conn c;
  c.fd = accept(listener, NULL, NULL);
  if (c.fd < 0)
    return -1;
  memset(&c, 0, 64);
  bzero(c.in, sizeof c.in);
  return c.fd;
}

void ended_and_cleared(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    bzero(c, sizeof *c); // expected-warning{{'c->fd' is never closed after recv() returned 0}}
    return;
  }
  c->used = (size_t)n;
}

void ended_closed_and_cleared(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    bzero(c, sizeof *c);
    return;
  }
  c->used = (size_t)n;
}

static int start_over(struct conn *c, const struct sockaddr *at) {
  memset(c, 0, sizeof *c);
  c->used = at->sa_family;
  return at->sa_family == AF_INET;
}

// The helper clears what its caller has forgotten: the caller is to blame.
int next_turn_clears_an_open_socket(const char *list) {
  struct conn c;
  struct sockaddr at;
  while ((list = next_address(list, &at))) {
    if (!start_over(&c, &at)) // expected-warning{{'c.fd' is leaked}}
      continue;
    c.fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c.fd < 0)
      continue;
    if (bind(c.fd, &at, sizeof at) < 0)
      continue;
    return c.fd;
  }
  return -1;
}
