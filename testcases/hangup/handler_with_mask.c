// RUN: %verify %s
//
// The loop hands the event mask to a handler.

#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

static void receive(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
  } else {
    c->used = (size_t)n;
  }
}

static void on_event(struct conn *c, uint32_t events) {
  if (events & EPOLLERR)
    return;
  if (events & EPOLLIN)
    receive(c);
}

int one_event_with_a_forgetful_handler(int ep) {
  struct epoll_event ev;
  if (epoll_wait(ep, &ev, 1, 100) != 1)
    return 0;
  on_event(ev.data.ptr, ev.events);
  return 1; // expected-warning{{hang-up}}
}

static void on_event_or_error(struct conn *c, uint32_t events) {
  if (events & (EPOLLIN | EPOLLERR | EPOLLHUP))
    receive(c);
}

int one_event_with_a_careful_handler(int ep) {
  struct epoll_event ev;
  if (epoll_wait(ep, &ev, 1, 100) != 1)
    return 0;
  on_event_or_error(ev.data.ptr, ev.events);
  return 1;
}

static int translate(uint32_t events) {
  int mask = 0;
  if (events & EPOLLIN)
    mask |= 1;
  if (events & EPOLLOUT)
    mask |= 2;
  if (events & (EPOLLERR | EPOLLHUP))
    mask |= 4;
  return mask;
}

int translated_mask_is_passed_on(int ep, struct conn **who) {
  struct epoll_event ev;
  if (epoll_wait(ep, &ev, 1, 100) != 1)
    return 0;
  *who = ev.data.ptr;
  return translate(ev.events);
}
