// RUN: %verify %s
//
// Three small echo servers, complete and right: select, poll and epoll.
// expected-no-diagnostics

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#define CLIENTS 64

struct conn {
  int fd;
  size_t waiting;
  char buf[1024];
};

static int echo(int fd) {
  char buf[1024];
  ssize_t n = recv(fd, buf, sizeof buf, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return 0;
  if (n <= 0)
    return -1;
  return send(fd, buf, (size_t)n, MSG_NOSIGNAL) == n ? 0 : -1;
}

int select_server(int listener) {
  int clients[CLIENTS];
  int count = 0;
  for (;;) {
    fd_set ready;
    int top = listener;
    FD_ZERO(&ready);
    FD_SET(listener, &ready);
    for (int i = 0; i < count; ++i) {
      FD_SET(clients[i], &ready);
      if (clients[i] > top)
        top = clients[i];
    }
    if (select(top + 1, &ready, NULL, NULL, NULL) < 0) {
      if (errno == EINTR)
        continue;
      break;
    }
    for (int i = count - 1; i >= 0; --i) {
      if (FD_ISSET(clients[i], &ready) && echo(clients[i]) < 0) {
        close(clients[i]);
        clients[i] = clients[--count];
      }
    }
    if (FD_ISSET(listener, &ready)) {
      int fd = accept(listener, NULL, NULL);
      if (fd >= 0 && count < CLIENTS)
        clients[count++] = fd;
      else if (fd >= 0)
        close(fd);
    }
  }
  while (count > 0)
    close(clients[--count]);
  return -1;
}

int poll_server(struct pollfd *slots, nfds_t size, int listener) {
  nfds_t used = 1;
  slots[0].fd = listener;
  slots[0].events = POLLIN;
  for (;;) {
    if (poll(slots, used, -1) < 0 && errno != EINTR)
      return -1;
    for (nfds_t i = used - 1; i > 0; --i) {
      if (slots[i].revents && echo(slots[i].fd) < 0) {
        close(slots[i].fd);
        slots[i] = slots[--used];
      }
    }
    if (!(slots[0].revents & POLLIN))
      continue;
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      continue;
    if (used == size) {
      close(fd);
      continue;
    }
    slots[used].fd = fd;
    slots[used].events = POLLIN;
    slots[used++].revents = 0;
  }
}

static struct conn *free_slot(struct conn *pool) {
  for (int i = 0; i < CLIENTS; ++i)
    if (pool[i].fd < 0)
      return &pool[i];
  return NULL;
}

static int watch(int ep, int listener, struct conn *pool) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  struct conn *c = free_slot(pool);
  struct epoll_event ev = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = c};
  if (!c || epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev) < 0) {
    close(fd);
    return -1;
  }
  c->fd = fd;
  c->waiting = 0;
  return 0;
}

static void drop(int ep, struct conn *c) {
  epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL);
  close(c->fd);
  c->fd = -1;
}

static int flush(int ep, struct conn *c) {
  struct epoll_event ev = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = c};
  ssize_t n = send(c->fd, c->buf, c->waiting, MSG_NOSIGNAL);
  if (n < 0 && errno == EAGAIN) {
    ev.events |= EPOLLOUT;
    return epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &ev);
  }
  if (n != (ssize_t)c->waiting)
    return -1;
  c->waiting = 0;
  return epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &ev);
}

int epoll_server(int listener, struct conn *pool) {
  int ep = epoll_create1(EPOLL_CLOEXEC);
  if (ep < 0)
    return -1;
  struct epoll_event ev = {.events = EPOLLIN, .data.ptr = NULL};
  if (epoll_ctl(ep, EPOLL_CTL_ADD, listener, &ev) < 0) {
    close(ep);
    return -1;
  }
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    struct conn *c = ev.data.ptr;
    if (!c) {
      if (watch(ep, listener, pool) < 0)
        perror("accept");
      continue;
    }
    if (ev.events & (EPOLLERR | EPOLLHUP)) {
      drop(ep, c);
      continue;
    }
    if (c->waiting == 0) {
      ssize_t n = recv(c->fd, c->buf, sizeof c->buf, 0);
      if (n < 0 && (errno == EAGAIN || errno == EINTR))
        continue;
      if (n <= 0) {
        drop(ep, c);
        continue;
      }
      c->waiting = (size_t)n;
    }
    if (flush(ep, c) < 0)
      drop(ep, c);
  }
  close(ep);
  return 0;
}
