// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// An event loop that takes an ended connection out of epoll and thinks that it
// has closed it.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_readable(int ep, int fd) {
  char in[512];
  ssize_t n = recv(fd, in, sizeof in, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0) {
    epoll_ctl(ep, EPOLL_CTL_DEL, fd, NULL);
#ifdef REPAIRED
    close(fd);
#endif
    return; // defect-warning{{is taken out of the event loop after}}
  }
  send(fd, in, (size_t)n, MSG_NOSIGNAL);
}

static void on_connection(int ep, int listener) {
  int fd = accept(listener, NULL, NULL);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  if (fd >= 0 && epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event) < 0)
    close(fd);
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
      if (events[i].data.fd == listener)
        on_connection(ep, listener);
      else
        on_readable(ep, events[i].data.fd);
  }
}
