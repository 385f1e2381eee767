// RUN: %verify-both %s
// RUN: %agree %s --client --peers=1
// twin-no-diagnostics
//
// A client that keeps its connection in a structure: each failure to connect
// empties the slot, with the socket still open.

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct upstream {
  struct sockaddr_in there;
  int fd;
};

static int dial(struct upstream *u) {
  u->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (u->fd < 0)
    return -1;
  if (connect(u->fd, (struct sockaddr *)&u->there, sizeof u->there) < 0) {
#ifdef REPAIRED
    close(u->fd);
#endif
    u->fd = -1; // defect-warning{{'newsroom.fd' is leaked}}
    return -1;
  }
  return 0;
}

static void hang_up(struct upstream *u) {
  close(u->fd);
  u->fd = -1;
}

static struct upstream newsroom = {.fd = -1};

int main(int argc, char **argv) {
  char news[512];
  newsroom.there.sin_family = AF_INET;
  newsroom.there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  newsroom.there.sin_port = htons(atoi(argv[argc - 1]));
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    if (dial(&newsroom) == 0) {
      while (recv(newsroom.fd, news, sizeof news, 0) > 0)
        continue;
      hang_up(&newsroom);
    }
    usleep(20000);
  }
}
