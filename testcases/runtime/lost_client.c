// RUN: %verify-both %s
// RUN: %agree %s --client --peers=1
// twin-no-diagnostics
//
// A client that reconnects whenever the server goes away, and keeps the old
// socket every time.

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
    close(fd);
    return -1;
  }
  return fd;
}

static void talk(int port) {
  char news[512];
  int fd = dial(port);
  if (fd < 0)
    return;
  send(fd, "subscribe\n", 10, MSG_NOSIGNAL);
  while (recv(fd, news, sizeof news, 0) > 0)
    continue;
#ifdef REPAIRED
  close(fd);
#endif
} // defect-warning{{'fd' is never closed after}}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    talk(atoi(argv[argc - 1]));
    usleep(20000);
  }
}
