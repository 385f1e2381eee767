// RUN: %verify-both %s
// RUN: %agree %s --client --peers=1
// twin-no-diagnostics
//
// A client whose socket comes from one wrapper and whose options and connection
// are two more: the failure of the last one leaves it open.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int net_socket(void) {
  int yes = 1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd >= 0)
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return fd;
}

static int net_connect(int fd, int port) {
  struct sockaddr_in there = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)};
  return connect(fd, (struct sockaddr *)&there, sizeof there);
}

static int net_dial(int port) {
  int fd = net_socket();
  if (fd < 0 || net_connect(fd, port) == 0)
    return fd;
#ifdef REPAIRED
  close(fd);
#endif
  return -1; // defect-warning{{'fd' is leaked}}
}

static void talk(int port) {
  char news[512];
  int fd = net_dial(port);
  if (fd < 0)
    return;
  while (recv(fd, news, sizeof news, 0) > 0)
    continue;
  close(fd);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    talk(atoi(argv[argc - 1]));
    usleep(20000);
  }
}
