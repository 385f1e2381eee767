// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// The classic select() loop over descriptor numbers, up to the highest one in
// use: FD_CLR is all that happens to a connection that has ended.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_readable(int fd, fd_set *watched) {
  char line[512];
  ssize_t n = recv(fd, line, sizeof line, 0);
  if (n <= 0) {
#ifdef REPAIRED
    close(fd);
#endif
    FD_CLR(fd, watched);
    return; // defect-warning{{is taken out of the event loop after}}
  }
  send(fd, line, (size_t)n, MSG_NOSIGNAL);
}

static int add_connection(int listener, fd_set *watched, int top) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return top;
  if (fd >= FD_SETSIZE) {
    close(fd);
    return top;
  }
  FD_SET(fd, watched);
  return fd > top ? fd : top;
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                             .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 ||
      bind(listener, (struct sockaddr *)&here, sizeof here) < 0 ||
      listen(listener, 64) < 0)
    return 1;
  fd_set watched;
  int top = listener;
  FD_ZERO(&watched);
  FD_SET(listener, &watched);
  for (;;) {
    fd_set readable = watched;
    if (select(top + 1, &readable, NULL, NULL, NULL) <= 0)
      continue;
    for (int fd = listener + 1; fd <= top; ++fd)
      if (FD_ISSET(fd, &readable))
        on_readable(fd, &watched);
    if (FD_ISSET(listener, &readable))
      top = add_connection(listener, &watched, top);
  }
}
