// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// Non-blocking sockets, a wrapper that tries again: it takes every failure, and
// the end too, for "try again".

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static ssize_t read_some(int fd, char *to, size_t size) {
  for (;;) {
    // defect-warning@+1{{is read again after}}
    ssize_t n = recv(fd, to, size, 0);
    if (n > 0)
      return n;
#ifdef REPAIRED
    if (n == 0 || (errno != EAGAIN && errno != EINTR))
      return -1;
#endif
    struct pollfd p = {.fd = fd, .events = POLLIN};
    poll(&p, 1, 1000);
  }
}

static void serve(int fd) {
  char line[512];
  ssize_t n;
  while ((n = read_some(fd, line, sizeof line)) > 0)
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
  close(fd);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  for (;;) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd >= 0)
      serve(fd);
  }
}
