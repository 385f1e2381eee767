// RUN: %verify %s
//
// epoll reported a hang-up and the loop goes on as if it had not.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

static void drop(struct conn *c) {
  close(c->fd);
  c->fd = -1;
}

static void receive(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    drop(c);
  else
    c->used = (size_t)n;
}

void hangup_or_error_continues(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) { // expected-warning{{hang-up}}
    struct conn *c = ev.data.ptr;
    if (ev.events & (EPOLLHUP | EPOLLERR))
      continue;
    receive(c);
  }
}

void hangup_or_error_drops(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    if (ev.events & (EPOLLHUP | EPOLLERR)) {
      drop(c);
      continue;
    }
    receive(c);
  }
}

void hangup_is_only_logged(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) { // expected-warning{{hang-up}}
    struct conn *c = ev.data.ptr;
    if (ev.events & EPOLLHUP)
      fprintf(stderr, "descriptor %d hung up\n", c->fd);
    else
      receive(c);
  }
}

void hangup_is_logged_and_read(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    if (ev.events & EPOLLHUP)
      fprintf(stderr, "descriptor %d hung up\n", c->fd);
    receive(c);
  }
}

int peer_half_closed_returns(int ep) {
  struct epoll_event ev;
  if (epoll_wait(ep, &ev, 1, -1) != 1)
    return -1;
  if (ev.events & EPOLLRDHUP)
    return 0; // expected-warning{{hang-up}}
  receive(ev.data.ptr);
  return 0;
}

int peer_half_closed_drops(int ep) {
  struct epoll_event ev;
  if (epoll_wait(ep, &ev, 1, -1) != 1)
    return -1;
  if (ev.events & EPOLLRDHUP) {
    drop(ev.data.ptr);
    return 0;
  }
  receive(ev.data.ptr);
  return 0;
}

void watched_descriptor_hangs_up(int ep) {
  char buf[256];
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) { // expected-warning{{hang-up}}
    int fd = ev.data.fd;
    if (ev.events & EPOLLERR)
      continue;
    if (recv(fd, buf, sizeof buf, 0) <= 0)
      close(fd);
  }
}

void watched_descriptor_is_closed(int ep) {
  char buf[256];
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    int fd = ev.data.fd;
    if (ev.events & EPOLLERR || recv(fd, buf, sizeof buf, 0) <= 0)
      close(fd);
  }
}

static unsigned long hangups;

void the_hangup_is_counted(struct epoll_event *ev, char *line, size_t size) {
  if (ev->events & (EPOLLHUP | EPOLLRDHUP)) {
    ++hangups;
    return; // expected-warning{{hang-up}}
  }
  if (recv(ev->data.fd, line, size, 0) <= 0)
    close(ev->data.fd);
}

void the_hangup_is_counted_and_answered(struct epoll_event *ev, char *line, size_t size) {
  if (ev->events & (EPOLLHUP | EPOLLRDHUP)) {
    ++hangups;
    close(ev->data.fd);
    return;
  }
  if (recv(ev->data.fd, line, size, 0) <= 0)
    close(ev->data.fd);
}

struct link {
  int fd;
  bool readable, writable;
};

static void link_free(struct link *l) {
  if (l->fd >= 0)
    close(l->fd);
  free(l);
}

void the_object_is_freed(struct epoll_event *ev, char *line, size_t size) {
  struct link *l = ev->data.ptr;
  if (ev->events & (EPOLLHUP | EPOLLERR)) {
    link_free(l);
    return;
  }
  if (recv(l->fd, line, size, 0) <= 0)
    link_free(l);
}

// The read that follows will tell.
void the_mask_is_widened(struct epoll_event *list, int count) {
  for (int i = 0; i < count; i++) {
    struct link *l = list[i].data.ptr;
    unsigned events = list[i].events;
    if (events & (EPOLLERR | EPOLLHUP))
      events |= EPOLLIN | EPOLLOUT;
    if (events & EPOLLIN)
      l->readable = true;
    if (events & EPOLLOUT)
      l->writable = true;
  }
}
