// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A process per connection that also listens to its parent. Once the peer has
// said all, nobody reads from its socket any more, but poll() is still asked
// about it, and answers at once.

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int fd, int parent) {
  struct pollfd p[2] = {{.fd = fd, .events = POLLIN}, {.fd = parent, .events = POLLIN}};
  char line[512];
  bool listening = true;
  for (;;) {
    // defect-warning@+1{{'fd' is waited for again after}}
    if (poll(p, 2, -1) < 0)
      break;
    if (p[1].revents)
      break;
    if (!listening || !p[0].revents)
      continue;
    ssize_t n = recv(fd, line, sizeof line, 0);
    if (n > 0) {
      send(fd, line, (size_t)n, MSG_NOSIGNAL);
      continue;
    }
    listening = false;
#ifdef REPAIRED
    close(fd);
    p[0].fd = -1;
#endif
  }
#ifndef REPAIRED
  close(fd);
#endif
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0), news[2];
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_IGN);
  if (listener < 0 || pipe(news) < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 ||
      listen(listener, 64) < 0)
    return 1;
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      continue;
    if (fork() == 0) {
      close(news[1]);
      serve(fd, news[0]);
      _exit(0);
    }
    close(fd);
  }
}
