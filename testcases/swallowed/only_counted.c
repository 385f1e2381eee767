// RUN: %verify %s
//
// What the loop writes into its variables when a connection is over is no note
// of which one it was: a count, the result of the read, what is gone again
// before the next connection's turn.

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  struct conn *next;
};

int counted(struct conn *all) {
  char in[512];
  int over = 0;
  for (struct conn *c = all; c; c = c->next) { // expected-warning{{'c->fd' stays open after recv() returned 0}}
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (n == 0) {
      over++;
      continue;
    }
    if (n < 0 && errno != EAGAIN) {
      close(c->fd);
      c->fd = -1;
    }
  }
  return over;
}

ssize_t the_result_lives_on(struct conn *all) {
  char in[512];
  ssize_t n = -1;
  for (struct conn *c = all; c; c = c->next) { // expected-warning{{'c->fd' stays open after recv() returned 0}}
    n = recv(c->fd, in, sizeof in, 0);
    if (n == 0)
      continue;
    if (n < 0 && errno != EAGAIN) {
      close(c->fd);
      c->fd = -1;
    }
  }
  return n;
}

void gone_before_the_next(struct conn *all, const char *expected) {
  char in[512];
  size_t filled;
  for (struct conn *c = all; c; c = c->next) { // expected-warning{{'c->fd' stays open after recv() returned 0}}
    ssize_t n = recv(c->fd, in, sizeof in, 0);
    if (n < 0 && errno == EAGAIN)
      continue;
    if (n < 0) {
      close(c->fd);
      c->fd = -1;
      continue;
    }
    filled = 0;
    if (n > 0)
      filled = (size_t)n;
    if (filled > 0 && memcmp(in, expected, filled) == 0)
      send(c->fd, in, filled, MSG_NOSIGNAL);
  }
}

void its_slot_is_filled_with_another(struct pollfd *slots, struct conn *conns, int count) {
  char in[512];
  struct pollfd polled[64];
  memcpy(polled, slots, sizeof polled);
  for (int i = 0; i < count; i++) { // expected-warning{{taken out of the event loop after recv() returned 0 and never closed}}
    ssize_t n = recv(conns[i].fd, in, sizeof in, 0);
    if (n == 0) {
      polled[i].fd = -1;
      continue;
    }
    if (n < 0 && errno != EAGAIN) {
      close(conns[i].fd);
      conns[i].fd = -1;
    }
  }
}
