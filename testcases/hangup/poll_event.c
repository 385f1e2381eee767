// RUN: %verify %s
//
// The same with poll: POLLHUP, POLLERR and POLLRDHUP in revents.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void parse(const char *text, size_t length);

int hangup_returns_nothing_special(struct pollfd *p) {
  char buf[256];
  if (poll(p, 1, 1000) <= 0)
    return 0;
  if (p->revents & (POLLHUP | POLLERR))
    return 0; // expected-warning{{hang-up}}
  ssize_t n = recv(p->fd, buf, sizeof buf, 0);
  if (n <= 0)
    return -1;
  parse(buf, (size_t)n);
  return 0;
}

int hangup_returns_an_error(struct pollfd *p) {
  char buf[256];
  if (poll(p, 1, 1000) <= 0)
    return 0;
  if (p->revents & (POLLHUP | POLLERR))
    return -1;
  ssize_t n = recv(p->fd, buf, sizeof buf, 0);
  if (n <= 0)
    return -1;
  parse(buf, (size_t)n);
  return 0;
}

void hangup_clears_revents(int sock) {
  char buf[256];
  struct pollfd p = {.fd = sock, .events = POLLIN};
  while (ppoll(&p, 1, NULL, NULL) > 0) { // expected-warning{{hang-up}}
    if (p.revents & POLLHUP) {
      p.revents = 0;
      continue;
    }
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n <= 0)
      break;
    parse(buf, (size_t)n);
  }
  close(sock);
}

void hangup_leaves_the_loop(int sock) {
  char buf[256];
  struct pollfd p = {.fd = sock, .events = POLLIN};
  while (ppoll(&p, 1, NULL, NULL) > 0) {
    if (p.revents & POLLHUP)
      break;
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n <= 0)
      break;
    parse(buf, (size_t)n);
  }
  close(sock);
}

int half_close_is_only_logged(int sock) {
  char buf[256];
  struct pollfd p = {.fd = sock, .events = POLLIN | POLLRDHUP};
  if (poll(&p, 1, -1) <= 0)
    return 0;
  if (p.revents & POLLRDHUP) {
    fprintf(stderr, "peer of %d is leaving\n", sock);
    return 0; // expected-warning{{hang-up}}
  }
  ssize_t n = recv(sock, buf, sizeof buf, 0);
  if (n <= 0)
    return -1;
  parse(buf, (size_t)n);
  return 0;
}

int half_close_is_read_to_the_end(int sock) {
  char buf[256];
  struct pollfd p = {.fd = sock, .events = POLLIN | POLLRDHUP};
  if (poll(&p, 1, -1) <= 0)
    return 0;
  if (p.revents & POLLRDHUP)
    fprintf(stderr, "peer of %d is leaving\n", sock);
  ssize_t n = recv(sock, buf, sizeof buf, 0);
  if (n <= 0)
    return -1;
  parse(buf, (size_t)n);
  return 0;
}

int revents_are_cleared_and_nothing_else(struct pollfd *slot, char *line, size_t size) {
  if (slot->revents & (POLLHUP | POLLERR)) {
    slot->revents = 0;
    return 0; // expected-warning{{hang-up}}
  }
  slot->revents = 0;
  if (recv(slot->fd, line, size, 0) > 0)
    return 0;
  close(slot->fd);
  slot->fd = -1;
  return -1;
}

int the_caller_hears_of_the_hangup(struct pollfd *slot, char *line, size_t size) {
  if (slot->revents & (POLLHUP | POLLERR)) {
    slot->revents = 0;
    return -1;
  }
  slot->revents = 0;
  if (recv(slot->fd, line, size, 0) > 0)
    return 0;
  close(slot->fd);
  slot->fd = -1;
  return -1;
}
