// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// poll() over a table of slots: the handler takes the end of a connection for a
// wake-up without data.

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { Slots = 64 };

static struct pollfd slots[Slots];
static nfds_t used;

static void on_connection(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  if (used == Slots) {
    close(fd);
    return;
  }
  slots[used].fd = fd;
  slots[used].events = POLLIN;
  ++used;
}

static void on_readable(struct pollfd *p) {
  char line[512];
  // defect-warning@+1{{is read again after}}
  ssize_t n = recv(p->fd, line, sizeof line, 0);
  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0) {
#ifdef REPAIRED
    close(p->fd);
    *p = slots[--used];
#endif
    return;
  }
  send(p->fd, line, (size_t)n, MSG_NOSIGNAL);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  slots[0] = (struct pollfd){.fd = listener, .events = POLLIN};
  used = 1;
  for (;;) {
    if (poll(slots, used, -1) <= 0)
      continue;
    for (nfds_t i = used; i-- > 1;)
      if (slots[i].revents)
        on_readable(&slots[i]);
    if (slots[0].revents)
      on_connection(listener);
  }
}
