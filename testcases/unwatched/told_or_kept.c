// RUN: %verify %s
//
// Out of the event loop without harm: somebody else will close it.
// expected-no-diagnostics

#include <errno.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int dying;
  size_t used;
  char in[1024];
};

void release_later(struct conn *c);

void removed_and_handed_to_a_reaper(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    release_later(c);
    return;
  }
  c->used = (size_t)n;
}

void removed_and_marked(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    c->dying = 1;
    return;
  }
  c->used = (size_t)n;
}

int removed_and_reported(int ep, struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    return -1;
  }
  c->used = (size_t)n;
  return 0;
}

void paused_while_the_buffer_is_full(int ep, struct conn *c) {
  if (c->used == sizeof c->in) {
    epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
    return;
  }
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

void cleared_after_the_request_was_read(struct conn *c, fd_set *readers) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
  FD_CLR(c->fd, readers);
}
