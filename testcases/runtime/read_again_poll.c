// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// A process per connection that waits with poll(): the end of the connection
// counts as a turn without data.

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int fd) {
  struct pollfd p = {.fd = fd, .events = POLLIN};
  char line[512];
  for (;;) {
    if (poll(&p, 1, 1000) <= 0)
      continue;
    // defect-warning@+1{{'fd' is read again after}}
    ssize_t n = recv(fd, line, sizeof line, 0);
    if (n < 0)
      break;
    if (n == 0)
#ifdef REPAIRED
      break;
#else
      continue;
#endif
    send(fd, line, (size_t)n, MSG_NOSIGNAL);
  }
  close(fd);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  signal(SIGCHLD, SIG_IGN);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
      continue;
    if (fork() == 0) {
      serve(fd);
      _exit(0);
    }
    close(fd);
  }
}
