// RUN: %verify %s
//
// The path has filled one slot of the table before it reads another: which one
// leaves the event loop is still known.

#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define SLOTS 64

struct conn {
  int fd;
  size_t used;
  char in[256];
};

static struct conn conns[SLOTS];
static int ep;

static void removed(int i) {
  ssize_t n = recv(conns[i].fd, conns[i].in, sizeof conns[i].in, 0);
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, conns[i].fd, NULL);
    return; // expected-warning{{out of the event loop}}
  }
  conns[i].used = (size_t)n;
}

void one_comes_another_is_removed(int listener, int i) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  conns[0].fd = fd;
  removed(i);
}

static void removed_and_closed(int i) {
  ssize_t n = recv(conns[i].fd, conns[i].in, sizeof conns[i].in, 0);
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, conns[i].fd, NULL);
    close(conns[i].fd);
    conns[i].fd = -1;
    return;
  }
  conns[i].used = (size_t)n;
}

void one_comes_another_is_closed(int listener, int i) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  conns[0].fd = fd;
  removed_and_closed(i);
}
