// The handlers are inlined into a caller that the analyzer gives up on: they get
// a look of their own, for our findings only.
//
// RUN: %analyze-alone -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-beside -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
//
// It does give up on the caller, and other checkers do not speak twice.
// RUN: %analyze-alone -Xclang -analyzer-checker=debug.Stats %s 2>&1 | FileCheck %s
// CHECK: main {{.*}}Empty WorkList: no
// CHECK-NOT: Total CFGBlocks

#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[512];
};

void apply(unsigned option);

static void on_readable(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return; // expected-warning{{'c->fd' stays open after recv() returned 0}}
  c->used += (size_t)n;
}

static void on_urgent(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, MSG_OOB);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used += (size_t)n;
}

#define OPTION(n)                                                              \
  if (options[n])                                                              \
    apply(n);                                                                  \
  else if (options[n + 200])                                                   \
    apply(n + 100);
#define OPTIONS_4(n) OPTION(n) OPTION(n + 1) OPTION(n + 2) OPTION(n + 3)
#define OPTIONS_16(n)                                                          \
  OPTIONS_4(n) OPTIONS_4(n + 4) OPTIONS_4(n + 8) OPTIONS_4(n + 12)

extern const int *options;

int main(void) {
  struct epoll_event ev;
  int ep = epoll_create1(0);
  if (ep < 0)
    return 1;
  while (epoll_wait(ep, &ev, 1, -1) >= 0) {
    if (ev.events & EPOLLIN)
      on_readable(ev.data.ptr);
    else if (ev.events & EPOLLPRI)
      on_urgent(ev.data.ptr);
    OPTIONS_16(0)
    OPTIONS_16(16)
    OPTIONS_16(32)
  }
  return 0;
}
