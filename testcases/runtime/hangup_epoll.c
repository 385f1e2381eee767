// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A level-triggered event loop that has nothing to do with a hang-up: after a
// reset epoll reports it again at once, for ever.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_readable(int fd) {
  char line[512];
  ssize_t n = recv(fd, line, sizeof line, 0);
  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0)
    close(fd);
  else
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
}

static void on_connection(int ep, int listener) {
  int fd = accept(listener, NULL, NULL);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  if (fd >= 0 && epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event) < 0)
    close(fd);
}

static void on_event(int ep, int listener, const struct epoll_event *event) {
#ifndef REPAIRED
  // defect-warning@+1{{is ignored}}
  if (event->events & (EPOLLHUP | EPOLLERR))
    return;
#endif
  if (event->data.fd == listener)
    on_connection(ep, listener);
  else
    on_readable(event->data.fd);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0), ep = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0 ||
      epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event) < 0)
    return 1;
  for (;;) {
    struct epoll_event events[16];
    int ready = epoll_wait(ep, events, 16, -1);
    for (int i = 0; i < ready; ++i)
      on_event(ep, listener, &events[i]);
  }
}
