// RUN: %verify %s
//
// Plain read() on a descriptor that an event loop watches: nothing else says
// that it is a socket, so only its 0 counts.

#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/types.h>
#include <unistd.h>

void parse(const char *text, size_t length);

void zero_goes_back_to_the_wait(int ep) {
  char buf[512];
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) { // expected-warning{{stays open after}}
    int fd = ev.data.fd;
    ssize_t n = read(fd, buf, sizeof buf);
    if (n == 0)
      continue;
    if (n > 0)
      parse(buf, (size_t)n);
    else
      close(fd);
  }
}

void zero_closes(int ep) {
  char buf[512];
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    int fd = ev.data.fd;
    ssize_t n = read(fd, buf, sizeof buf);
    if (n <= 0)
      close(fd);
    else
      parse(buf, (size_t)n);
  }
}

void failure_alone_says_too_little(int ep) {
  char buf[512];
  struct epoll_event ev;
  while (epoll_wait(ep, &ev, 1, -1) == 1) {
    int fd = ev.data.fd;
    ssize_t n = read(fd, buf, sizeof buf);
    if (n == 0)
      close(fd);
    else if (n > 0)
      parse(buf, (size_t)n);
  }
}

int zero_leaves_the_slot_as_it_is(struct pollfd *slots, nfds_t count) {
  char buf[512];
  for (nfds_t i = 0; i < count; i++) { // expected-warning{{stays open after}}
    if (!(slots[i].revents & POLLIN))
      continue;
    ssize_t n = read(slots[i].fd, buf, sizeof buf);
    if (n < 0)
      return -1;
    if (n > 0)
      parse(buf, (size_t)n);
  }
  return 0;
}

int zero_closes_the_slot(struct pollfd *slots, nfds_t count) {
  char buf[512];
  for (nfds_t i = 0; i < count; i++) {
    if (!(slots[i].revents & POLLIN))
      continue;
    ssize_t n = read(slots[i].fd, buf, sizeof buf);
    if (n < 0)
      return -1;
    if (n > 0) {
      parse(buf, (size_t)n);
    } else {
      close(slots[i].fd);
      slots[i].fd = -1;
    }
  }
  return 0;
}
