// RUN: %verify %s
//
// Hang-ups that are answered, or that say nothing about a connection.
// expected-no-diagnostics

#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int broken;
  size_t used;
  char in[1024];
};

void release(struct conn *c);

static void receive(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
  } else {
    c->used = (size_t)n;
  }
}

void hangup_is_handed_on(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    if (ev.events & EPOLLHUP)
      release(c);
    else
      receive(c);
  }
}

void hangup_is_told_by_a_flag(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    if (ev.events & EPOLLHUP)
      c->broken = 1;
    else
      receive(c);
  }
}

void pending_error_is_fetched(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    if (ev.events & EPOLLERR) {
      int error = 0;
      socklen_t size = sizeof error;
      getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
      fprintf(stderr, "descriptor %d: %s\n", c->fd, strerror(error));
      continue;
    }
    receive(c);
  }
}

void readable_of_the_same_event_is_clear(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    if (ev.events & (EPOLLHUP | EPOLLERR))
      fprintf(stderr, "descriptor %d: trouble\n", c->fd);
    if (ev.events & EPOLLIN)
      receive(c);
  }
}

void mask_without_hangup_is_enough(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1)
    if (ev.events & EPOLLIN)
      receive(ev.data.ptr);
}

int bad_descriptor_is_no_hangup(struct pollfd *p) {
  char buf[256];
  if (poll(p, 1, 1000) <= 0)
    return 0;
  if (p->revents & POLLNVAL)
    return 0;
  return recv(p->fd, buf, sizeof buf, 0) <= 0 ? -1 : 0;
}
