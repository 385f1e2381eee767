// RUN: %verify %s
// REQUIRES: geq-llvm-19
//
// The attribute where the warning stands: clang itself sees to that, with every
// verdict.

#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define SUPPRESS __attribute__((suppress))

struct conn {
  int fd;
  size_t used;
  char in[64];
};

void not_suppressed(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return; // expected-warning{{stays open after recv() returned 0}}
  c->used = (size_t)n;
}

void swallowed(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    SUPPRESS return;
  c->used = (size_t)n;
}

int lost(int listener) {
  char in[64];
  int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    SUPPRESS return -1;
  close(conn);
  return 0;
}

int leaked(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  SUPPRESS { return 0; }
}

void read_again(int fd) {
  char in[64];
  for (;;) {
    ssize_t n;
    SUPPRESS n = recv(fd, in, sizeof in, 0);
    if (n < 0)
      break;
  }
  close(fd);
}

int stale_errno(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (errno == EAGAIN)
      SUPPRESS return 0;
    close(c->fd);
    return -1;
  }
  return 1;
}

void hangup(struct epoll_event *ev, void (*read_it)(void *)) {
  if (ev->events & (EPOLLHUP | EPOLLERR))
    SUPPRESS return;
  if (ev->events & EPOLLIN)
    read_it(ev->data.ptr);
}
