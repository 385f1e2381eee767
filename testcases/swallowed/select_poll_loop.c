// RUN: %verify %s
//
// The same in the older event loops.

#include <poll.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
  int fd;
  size_t used;
  char in[512];
  struct client *next;
};

void parse(const char *text, size_t length);

int poll_goes_on_with_the_next_slot(struct pollfd *slots, nfds_t count) {
  char buf[512];
  if (poll(slots, count, -1) < 0)
    return -1;
  for (nfds_t i = 0; i < count; i++) { // expected-warning{{stays open after}}
    if (!(slots[i].revents & POLLIN))
      continue;
    ssize_t n = recv(slots[i].fd, buf, sizeof buf, 0);
    if (n <= 0)
      continue;
    parse(buf, (size_t)n);
  }
  return 0;
}

int poll_closes_the_slot(struct pollfd *slots, nfds_t count) {
  char buf[512];
  if (poll(slots, count, -1) < 0)
    return -1;
  for (nfds_t i = 0; i < count; i++) {
    if (!(slots[i].revents & POLLIN))
      continue;
    ssize_t n = recv(slots[i].fd, buf, sizeof buf, 0);
    if (n <= 0) {
      close(slots[i].fd);
      slots[i].fd = -1;
      continue;
    }
    parse(buf, (size_t)n);
  }
  return 0;
}

int select_goes_on_with_the_next_client(struct client *list, int top, fd_set *ready) {
  if (select(top + 1, ready, NULL, NULL, NULL) < 0)
    return -1;
  for (struct client *c = list; c; c = c->next) { // expected-warning{{stays open after}}
    if (!FD_ISSET(c->fd, ready))
      continue;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0)
      continue;
    c->used = (size_t)n;
  }
  return 0;
}

int select_closes_the_client(struct client *list, int top, fd_set *ready) {
  if (select(top + 1, ready, NULL, NULL, NULL) < 0)
    return -1;
  for (struct client *c = list; c; c = c->next) {
    if (!FD_ISSET(c->fd, ready))
      continue;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0) {
      close(c->fd);
      c->fd = -1;
      continue;
    }
    c->used = (size_t)n;
  }
  return 0;
}

int select_then_one_read_drops_the_end(struct client *c) {
  fd_set ready;
  FD_ZERO(&ready);
  FD_SET(c->fd, &ready);
  if (pselect(c->fd + 1, &ready, NULL, NULL, NULL, NULL) <= 0)
    return -1;
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return 0; // expected-warning{{stays open after}}
  c->used = (size_t)n;
  return 0;
}

int select_then_one_read_closes(struct client *c) {
  fd_set ready;
  FD_ZERO(&ready);
  FD_SET(c->fd, &ready);
  if (pselect(c->fd + 1, &ready, NULL, NULL, NULL, NULL) <= 0)
    return -1;
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return 0;
  }
  c->used = (size_t)n;
  return 0;
}
