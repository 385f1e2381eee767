// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// An edge-triggered drain that leaves its loop on everything but data and then
// asks errno alone: after a 0 it says what an earlier call left there.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MaxFds = 1024 };

struct conn {
  int fd;
  char in[512];
};

static struct conn *conns[MaxFds];

static bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

static void on_readable(struct conn *c) {
  ssize_t n;
  while ((n = recv(c->fd, c->in, sizeof c->in, 0)) > 0)
    send(c->fd, c->in, (size_t)n, MSG_NOSIGNAL);
#ifdef REPAIRED
  if (n < 0 && would_block(errno))
#else
  if (would_block(errno))
#endif
    return; // defect-warning{{errno decides the fate of}}
  conns[c->fd] = NULL;
  close(c->fd);
  free(c);
}

static void on_connections(int ep, int listener) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    struct conn *c = fd < MaxFds ? calloc(1, sizeof *c) : NULL;
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = fd};
    if (!c || epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event) < 0) {
      close(fd);
      free(c);
      continue;
    }
    c->fd = fd;
    conns[fd] = c;
  }
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), ep = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = listener};
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0 ||
      epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event) < 0)
    return 1;
  for (;;) {
    struct epoll_event events[16];
    int ready = epoll_wait(ep, events, 16, -1);
    for (int i = 0; i < ready; ++i)
      if (events[i].data.fd == listener)
        on_connections(ep, listener);
      else
        on_readable(conns[events[i].data.fd]);
  }
}
