// RUN: %verify %s
//
// Read until the socket is empty: "empty" and "ended" leave by the same door.

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[4096];
};

void parse(const char *text, size_t length);

void empty_and_ended_return_alike(struct conn *c) {
  for (;;) {
    ssize_t n = recv(c->fd, c->in, sizeof c->in, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
      return;
    if (n <= 0)
      return; // expected-warning{{stays open after}}
    parse(c->in, (size_t)n);
  }
}

void ended_closes(struct conn *c) {
  for (;;) {
    ssize_t n = recv(c->fd, c->in, sizeof c->in, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
      return;
    if (n <= 0)
      break;
    parse(c->in, (size_t)n);
  }
  close(c->fd);
  c->fd = -1;
}

int empty_and_ended_report_alike(int sock) {
  char buf[4096];
  ssize_t n;
  while ((n = recv(sock, buf, sizeof buf, MSG_DONTWAIT)) > 0)
    parse(buf, (size_t)n);
  if (n < 0 && errno == EAGAIN)
    return 0;
  return 0; // expected-warning{{stays open after}}
}

int empty_and_ended_report_apart(int sock) {
  char buf[4096];
  ssize_t n;
  while ((n = recv(sock, buf, sizeof buf, MSG_DONTWAIT)) > 0)
    parse(buf, (size_t)n);
  if (n < 0 && errno == EAGAIN)
    return 0;
  return -1;
}
