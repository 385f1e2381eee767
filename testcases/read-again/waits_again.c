// RUN: %verify %s
//
// Between two rounds the loop waits: the ended socket is readable at once.

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

void parse(const char *text, size_t length);

void poll_and_read_in_one_condition(int sock) {
  char buf[512];
  struct pollfd p = {.fd = sock, .events = POLLIN};
  ssize_t n;
  while (poll(&p, 1, -1) > 0 && (n = recv(sock, buf, sizeof buf, 0)) >= 0) // expected-warning{{is read again after}}
    parse(buf, (size_t)n);
  close(sock);
}

void poll_and_read_until_the_end(int sock) {
  char buf[512];
  struct pollfd p = {.fd = sock, .events = POLLIN};
  ssize_t n;
  while (poll(&p, 1, -1) > 0 && (n = recv(sock, buf, sizeof buf, 0)) > 0)
    parse(buf, (size_t)n);
  close(sock);
}

static int readable(int sock) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(sock, &set);
  return select(sock + 1, &set, NULL, NULL, NULL) > 0;
}

void end_is_drained_once(int sock) {
  char buf[512];
  while (readable(sock)) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    parse(buf, (size_t)n);
  }
  close(sock);
}

int accepted_conn_waits_again(int listener) {
  char buf[512];
  ssize_t n = 1;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct pollfd p = {.fd = conn, .events = POLLIN};
  while (poll(&p, 1, -1) >= 0 && (n = read(conn, buf, sizeof buf)) >= 0) // expected-warning{{is read again after}}
    parse(buf, (size_t)n);
  close(conn);
  return n < 0 ? -1 : 0;
}
