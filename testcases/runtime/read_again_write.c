// RUN: %verify-both %s
// RUN: %agree %s --acts=rst
// twin-no-diagnostics
//
// A process per connection that streams to its peer: what could not be sent is
// sent again, after a reset too.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void stream(int fd) {
  for (int ticks = 0; ticks < 6000;) {
    // defect-warning@+1{{'fd' is written again after}}
    ssize_t n = send(fd, "tick\n", 5, MSG_NOSIGNAL);
    if (n < 0)
#ifdef REPAIRED
      break;
#else
      continue;
#endif
    ++ticks;
    usleep(10000);
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
      stream(fd);
      _exit(0);
    }
    close(fd);
  }
}
