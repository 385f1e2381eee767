// server.c, repaired: a connection whose read or send has ended is closed.
// Usage: server-fixed PORT [SECONDS]
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_EVENTS 64

struct conn {
  int fd;
  size_t len;  // bytes in buf
  size_t sent; // how many of them went out
  char buf[4096];
};

static int epfd;

static void conn_close(struct conn *c) {
  close(c->fd);
  free(c);
}

static int watch(struct conn *c, int op, unsigned events) {
  struct epoll_event ev = {.events = events, .data.ptr = c};
  return epoll_ctl(epfd, op, c->fd, &ev);
}

static int try_again(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

static void on_writable(struct conn *c) {
  ssize_t n = send(c->fd, c->buf + c->sent, c->len - c->sent, MSG_NOSIGNAL);
  if (n < 0) {
    if (!try_again(errno))
      conn_close(c);
    return;
  }
  c->sent += (size_t)n;
  if (c->sent < c->len)
    return;
  c->len = 0;
  watch(c, EPOLL_CTL_MOD, EPOLLIN);
}

static void on_readable(struct conn *c) {
  ssize_t n = read(c->fd, c->buf, sizeof c->buf);
  if (n < 0 && try_again(errno))
    return;
  if (n <= 0) {
    conn_close(c);
    return;
  }
  c->len = (size_t)n;
  c->sent = 0;
  watch(c, EPOLL_CTL_MOD, EPOLLOUT);
}

static void on_event(struct conn *c, unsigned events) {
  if (events & (EPOLLERR | EPOLLHUP))
    conn_close(c);
  else if (events & EPOLLIN)
    on_readable(c);
  else if (events & EPOLLOUT)
    on_writable(c);
}

static void on_connect(int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) {
    if (errno != EAGAIN && errno != ECONNABORTED)
      perror("accept4");
    return;
  }
  struct conn *c = calloc(1, sizeof *c);
  if (!c) {
    close(fd);
    return;
  }
  c->fd = fd;
  if (watch(c, EPOLL_CTL_ADD, EPOLLIN) < 0) {
    perror("epoll_ctl");
    conn_close(c);
  }
}

static int listen_on(unsigned short port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  int on = 1;
  struct sockaddr_in addr = {.sin_family = AF_INET,
                             .sin_port = htons(port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
      bind(fd, (struct sockaddr *)&addr, sizeof addr) < 0 ||
      listen(fd, SOMAXCONN) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

static time_t now(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec;
}

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: %s PORT [SECONDS]\n", argv[0]);
    return 2;
  }
  time_t end = argc == 3 ? now() + atoi(argv[2]) : 0;
  int listener = listen_on((unsigned short)atoi(argv[1]));
  if (listener < 0) {
    perror("listen");
    return 1;
  }
  epfd = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event ev = {.events = EPOLLIN, .data.ptr = NULL};
  if (epfd < 0 || epoll_ctl(epfd, EPOLL_CTL_ADD, listener, &ev) < 0) {
    perror("epoll");
    return 1;
  }

  while (!end || now() < end) {
    struct epoll_event events[MAX_EVENTS];
    int n = epoll_wait(epfd, events, MAX_EVENTS, 500);
    if (n < 0 && errno != EINTR) {
      perror("epoll_wait");
      return 1;
    }
    for (int i = 0; i < n; i++) {
      struct conn *c = events[i].data.ptr;
      if (c)
        on_event(c, events[i].events);
      else
        on_connect(listener);
    }
  }
  return 0;
}
