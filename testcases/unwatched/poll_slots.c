// RUN: %verify %s
//
// A poll slot set to -1 (poll skips it) with the socket behind it still open.

#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

void parse(const char *text, size_t length);

void eof_clears_the_slot(struct pollfd *slot) {
  char buf[512];
  ssize_t n = recv(slot->fd, buf, sizeof buf, 0);
  if (n <= 0) {
    slot->fd = -1;
    return; // expected-warning{{out of the event loop}}
  }
  parse(buf, (size_t)n);
}

void eof_closes_then_clears_the_slot(struct pollfd *slot) {
  char buf[512];
  ssize_t n = recv(slot->fd, buf, sizeof buf, 0);
  if (n <= 0) {
    close(slot->fd);
    slot->fd = -1;
    return;
  }
  parse(buf, (size_t)n);
}

int walk_clears_slots(struct pollfd *slots, nfds_t count) {
  char buf[512];
  for (nfds_t i = 0; i < count; i++) { // expected-warning{{out of the event loop}}
    if (!(slots[i].revents & POLLIN))
      continue;
    ssize_t n = recv(slots[i].fd, buf, sizeof buf, 0);
    if (n <= 0)
      slots[i].fd = -1;
    else
      parse(buf, (size_t)n);
  }
  return 0;
}

int walk_closes_slots(struct pollfd *slots, nfds_t count) {
  char buf[512];
  for (nfds_t i = 0; i < count; i++) {
    if (!(slots[i].revents & POLLIN))
      continue;
    ssize_t n = recv(slots[i].fd, buf, sizeof buf, 0);
    if (n <= 0) {
      close(slots[i].fd);
      slots[i].fd = -1;
    } else {
      parse(buf, (size_t)n);
    }
  }
  return 0;
}

struct client {
  int fd;
  int slot;
  char in[512];
};

static struct pollfd polls[64];
static struct client clients[64];

void slot_that_the_client_names(struct client *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    polls[c->slot].fd = -1;
    return; // expected-warning{{out of the event loop}}
  }
  parse(c->in, (size_t)n);
}

void slot_of_the_same_number(int i) {
  ssize_t n = recv(clients[i].fd, clients[i].in, sizeof clients[i].in, 0);
  if (n <= 0) {
    polls[i].fd = -1;
    return; // expected-warning{{out of the event loop}}
  }
  parse(clients[i].in, (size_t)n);
}

void slot_and_socket(struct client *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    polls[c->slot].fd = -1;
    close(c->fd);
    return;
  }
  parse(c->in, (size_t)n);
}
