// RUN: %verify-both %s
// RUN: %agree %s --client --peers=1
// RUN: %repair %s --client --peers=1
// twin-no-diagnostics
//
// A client that tries to connect until the server is there: each failure costs
// a socket.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial(int port) {
  struct sockaddr_in there = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, (struct sockaddr *)&there, sizeof there) < 0) {
#ifdef REPAIRED
    close(fd);
#endif
    return -1; // defect-warning{{'fd' is leaked}}
  }
  return fd;
}

int main(int argc, char **argv) {
  char news[512];
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    int fd = dial(atoi(argv[argc - 1]));
    if (fd >= 0) {
      while (recv(fd, news, sizeof news, 0) > 0)
        continue;
      close(fd);
    }
    usleep(20000);
  }
}
