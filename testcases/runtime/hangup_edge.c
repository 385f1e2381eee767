// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// An edge-triggered event loop that leaves a peer with EPOLLRDHUP alone,
// because "it has nothing more to say". No event will come again.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_readable(int fd) {
  char line[512];
  ssize_t n;
  while ((n = recv(fd, line, sizeof line, 0)) > 0)
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
  if (n == 0 || errno != EAGAIN)
    close(fd);
}

static void on_connections(int ep, int listener) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = fd};
    if (epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event) < 0)
      close(fd);
  }
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), ep = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = listener};
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0 ||
      epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event) < 0)
    return 1;
  for (;;) {
    struct epoll_event events[16];
    // defect-warning@+1{{is ignored}}
    int ready = epoll_wait(ep, events, 16, -1);
    for (int i = 0; i < ready; ++i) {
      if (events[i].data.fd == listener) {
        on_connections(ep, listener);
        continue;
      }
#ifndef REPAIRED
      if (events[i].events & EPOLLRDHUP)
        continue;
#endif
      on_readable(events[i].data.fd);
    }
  }
}
