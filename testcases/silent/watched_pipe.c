// RUN: %verify %s
//
// The event loop watches something that is no connection.
// expected-no-diagnostics

#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/types.h>
#include <unistd.h>

struct waker {
  int fd;
  uint64_t count;
};

int waker_is_an_eventfd(struct waker *w) {
  w->fd = eventfd(0, EFD_NONBLOCK);
  return w->fd < 0 ? -1 : 0;
}

void waker_is_read_until_it_is_empty(struct waker *w) {
  uint64_t count = 0;
  ssize_t n = read(w->fd, &count, sizeof count);
  if (n != sizeof count)
    return;
  w->count += count;
}

int pipe_of_a_child(int ep) {
  char line[128];
  int ends[2];
  struct epoll_event ev = {.events = EPOLLIN};
  if (pipe(ends) < 0)
    return -1;
  ev.data.fd = ends[0];
  if (epoll_ctl(ep, EPOLL_CTL_ADD, ends[0], &ev) == 0 && epoll_wait(ep, &ev, 1, -1) == 1) {
    ssize_t n = read(ev.data.fd, line, sizeof line);
    if (n > 0)
      fwrite(line, 1, (size_t)n, stdout);
  }
  close(ends[1]);
  return ends[0];
}

void terminal_in_a_poll_slot(void) {
  char line[128];
  struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
  while (poll(&p, 1, 1000) == 1) {
    ssize_t n = read(p.fd, line, sizeof line);
    if (n < 0)
      return;
    if (n == 0)
      break;
    fwrite(line, 1, (size_t)n, stdout);
  }
}

struct client {
  int wake_up;
  int stops;
  int retries;
};

static int waits(struct client *c, fd_set *set) {
  FD_ZERO(set);
  if (c->wake_up != -1)
    FD_SET(c->wake_up, set);
  return select(c->wake_up + 1, set, NULL, NULL, NULL);
}

// What is compared and then decides nothing takes wake-ups.
static int serves(struct client *c) {
  char signal;
  fd_set set;
  if (waits(c, &set) < 0)
    return -1;
  if (c->wake_up != -1 && FD_ISSET(c->wake_up, &set))
    if (read(c->wake_up, &signal, 1) == 0) {
    }
  return 0;
}

// And so does a loop that takes all that is there and looks at none of it.
static int sleeps_until_it_is_woken(struct client *c) {
  char signal;
  fd_set set;
  while (c->wake_up != -1 && read(c->wake_up, &signal, 1) > 0)
    ;
  return waits(c, &set);
}

int client_serves_and_sleeps(struct client *c) {
  while (!c->stops) {
    while (serves(c) == 0 && c->retries++ < 3)
      ;
    if (sleeps_until_it_is_woken(c) < 0)
      return -1;
  }
  return 0;
}
