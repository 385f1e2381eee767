// RUN: %verify %s
//
// Taken out of the epoll set: silent for ever, and still open.

#include <stddef.h>
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

void eof_is_removed_from_epoll(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    return; // expected-warning{{out of the event loop}}
  }
  c->used = (size_t)n;
}

void eof_is_removed_and_closed(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

int removed_descriptor_is_forgotten(int ep, int sock) {
  char buf[512];
  ssize_t n = recv(sock, buf, sizeof buf, 0);
  if (n <= 0) {
    fprintf(stderr, "descriptor %d: peer closed\n", sock);
    epoll_ctl(ep, EPOLL_CTL_DEL, sock, NULL);
    return 0; // expected-warning{{out of the event loop}}
  }
  parse(buf, (size_t)n);
  return 0;
}

int removed_descriptor_is_closed(int ep, int sock) {
  char buf[512];
  ssize_t n = recv(sock, buf, sizeof buf, 0);
  if (n <= 0) {
    fprintf(stderr, "descriptor %d: peer closed\n", sock);
    epoll_ctl(ep, EPOLL_CTL_DEL, sock, NULL);
    close(sock);
    return 0;
  }
  parse(buf, (size_t)n);
  return 0;
}

static void unwatch(int ep, struct conn *c) { epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL); }

void helper_removes_but_does_not_close(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0) {
    c->used = (size_t)n;
    return;
  }
  unwatch(ep, c);
} // expected-warning{{out of the event loop}}

void helper_removes_and_caller_closes(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0) {
    c->used = (size_t)n;
    return;
  }
  unwatch(ep, c);
  close(c->fd);
  c->fd = -1;
}

void removed_from_inside_the_loop(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) { // expected-warning{{out of the event loop}}
    struct conn *c = ev.data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0)
      epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    else
      c->used = (size_t)n;
  }
}

void removed_and_closed_inside_the_loop(int ep) {
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0) {
      epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
      close(c->fd);
    } else {
      c->used = (size_t)n;
    }
  }
}

void removed_if_the_kernel_agrees(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0) {
    c->used = (size_t)n;
    return;
  }
  if (epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL) == 0)
    return; // expected-warning{{out of the event loop}}
  perror("epoll_ctl");
  close(c->fd);
  c->fd = -1;
}

void closed_once_it_is_removed(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n > 0) {
    c->used = (size_t)n;
    return;
  }
  if (epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL) == 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  perror("epoll_ctl");
  c->used = sizeof c->in + 1;
}

void removed_while_counting_down(int ep) {
  struct epoll_event ev[16];
  int ready = epoll_wait(ep, ev, 16, -1);
  while (ready-- > 0) { // expected-warning{{out of the event loop}}
    struct conn *c = ev[ready].data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0)
      epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    else
      c->used = (size_t)n;
  }
}

void removed_and_closed_while_counting_down(int ep) {
  struct epoll_event ev[16];
  int ready = epoll_wait(ep, ev, 16, -1);
  while (ready-- > 0) {
    struct conn *c = ev[ready].data.ptr;
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n <= 0) {
      epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
      close(c->fd);
    } else {
      c->used = (size_t)n;
    }
  }
}
