// RUN: %verify %s
//
// A proxy looks at two events in turn: the second look ends the first event.

#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct proxy {
  int client;
  int server;
  int dead;
  char buf[1024];
};

static int move(struct proxy *x, int from, int to) {
  ssize_t n = recv(from, x->buf, sizeof x->buf, 0);
  if (n <= 0)
    return -1;
  return send(to, x->buf, (size_t)n, MSG_NOSIGNAL) == n ? 0 : -1;
}

int client_hangup_is_skipped(struct proxy *x, struct pollfd p[2]) {
  if (poll(p, 2, -1) < 0)
    return -1;
  if (!(p[0].revents & POLLHUP)) {
    if (p[0].revents && move(x, p[0].fd, p[1].fd) < 0)
      return -1;
  }
  if (p[1].revents && move(x, p[1].fd, p[0].fd) < 0) // expected-warning{{hang-up}}
    return -1;
  return 0;
}

int client_hangup_is_told(struct proxy *x, struct pollfd p[2]) {
  if (poll(p, 2, -1) < 0)
    return -1;
  if (p[0].revents & POLLHUP)
    return -1;
  if (p[0].revents && move(x, p[0].fd, p[1].fd) < 0)
    return -1;
  if (p[1].revents && move(x, p[1].fd, p[0].fd) < 0)
    return -1;
  return 0;
}

int client_hangup_sets_a_flag(struct proxy *x, struct pollfd p[2]) {
  if (poll(p, 2, -1) < 0)
    return -1;
  if (p[0].revents & POLLHUP)
    x->dead = 1;
  else if (p[0].revents && move(x, p[0].fd, p[1].fd) < 0)
    return -1;
  if (p[1].revents && move(x, p[1].fd, p[0].fd) < 0)
    return -1;
  return 0;
}
