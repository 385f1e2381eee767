// RUN: %verify %s
//
// An epoll loop waits for the next event with the ended socket still open.

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

void parse(const char *text, size_t length);

int eof_goes_back_to_the_wait(int ep) {
  struct epoll_event ev;
  for (;;) {
    int ready = epoll_wait(ep, &ev, 1, -1); // expected-warning{{stays open after}}
    if (ready < 0 && errno != EINTR)
      return -1;
    if (ready != 1)
      continue;
    struct conn *c = ev.data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0)
      continue;
    c->used = (size_t)n;
  }
}

int eof_closes_before_the_wait(int ep) {
  struct epoll_event ev;
  for (;;) {
    int ready = epoll_wait(ep, &ev, 1, -1);
    if (ready < 0 && errno != EINTR)
      return -1;
    if (ready != 1)
      continue;
    struct conn *c = ev.data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0) {
      close(c->fd);
      c->fd = -1;
      continue;
    }
    c->used = (size_t)n;
  }
}

int watched_descriptor_goes_back_to_the_wait(int ep) {
  char buf[512];
  struct epoll_event ev;
  for (;;) {
    if (epoll_pwait(ep, &ev, 1, -1, NULL) != 1) // expected-warning{{stays open after}}
      return -1;
    int fd = ev.data.fd;
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n <= 0)
      continue;
    parse(buf, (size_t)n);
  }
}

int watched_descriptor_is_closed(int ep) {
  char buf[512];
  struct epoll_event ev;
  for (;;) {
    if (epoll_pwait(ep, &ev, 1, -1, NULL) != 1)
      return -1;
    int fd = ev.data.fd;
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n <= 0) {
      close(fd);
      continue;
    }
    parse(buf, (size_t)n);
  }
}

static void on_readable(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0)
    c->used = (size_t)n;
} // expected-warning{{stays open after}}

void handler_inlined_into_the_loop(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, 1000) == 1) {
    if (ev.events & EPOLLIN)
      on_readable(ev.data.ptr);
  }
}

static int on_readable_or_gone(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return -1;
  c->used = (size_t)n;
  return 0;
}

void handler_inlined_into_the_loop_is_clean(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, 1000) == 1) {
    struct conn *c = ev.data.ptr;
    if (!(ev.events & EPOLLIN))
      continue;
    if (on_readable_or_gone(c) < 0) {
      close(c->fd);
      c->fd = -1;
    }
  }
}

int batch_goes_on_with_the_next_event(struct epoll_event *ev, int count) {
  for (int i = 0; i < count; i++) { // expected-warning{{stays open after}}
    struct conn *c = ev[i].data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0)
      continue;
    c->used = (size_t)n;
  }
  return count;
}

int batch_closes_what_ended(struct epoll_event *ev, int count) {
  for (int i = 0; i < count; i++) {
    struct conn *c = ev[i].data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0) {
      close(c->fd);
      c->fd = -1;
      continue;
    }
    c->used = (size_t)n;
  }
  return count;
}
