// RUN: %verify-both %s
// RUN: %agree %s --client --peers=1
// twin-no-diagnostics
//
// A client whose connection lives in a structure: at the end the field is set
// to -1, so that the next turn dials anew.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct upstream {
  int port;
  int fd;
  char in[512];
};

static void dial(struct upstream *u) {
  struct sockaddr_in there = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(u->port)};
  u->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (u->fd < 0)
    return;
  if (connect(u->fd, (struct sockaddr *)&there, sizeof there) < 0) {
    close(u->fd);
    u->fd = -1;
  }
}

static void read_some(struct upstream *u) {
  ssize_t n = recv(u->fd, u->in, sizeof u->in, 0);
  if (n > 0)
    return;
#ifdef REPAIRED
  close(u->fd);
#endif
  u->fd = -1; // defect-warning{{'u->fd' is never closed after}}
}

int main(int argc, char **argv) {
  struct upstream u = {.port = atoi(argv[argc - 1]), .fd = -1};
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    if (u.fd < 0) {
      usleep(20000);
      dial(&u);
    } else {
      read_some(&u);
    }
  }
}
