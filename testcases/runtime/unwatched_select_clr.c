// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// select() over a set that the server keeps: FD_CLR is all that happens to a
// connection that has ended.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  struct conn *next;
  char in[512];
};

static struct conn *conns;
static fd_set watched;
static int top;

static void on_connection(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return;
  struct conn *c = fd < FD_SETSIZE ? calloc(1, sizeof *c) : NULL;
  if (!c) {
    close(fd);
    return;
  }
  c->fd = fd;
  c->next = conns;
  conns = c;
  FD_SET(fd, &watched);
  if (fd > top)
    top = fd;
}

static void on_readable(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0) {
    FD_CLR(c->fd, &watched);
#ifdef REPAIRED
    close(c->fd);
    c->fd = -1;
#endif
    return; // defect-warning{{is taken out of the event loop after}}
  }
  send(c->fd, c->in, (size_t)n, MSG_NOSIGNAL);
}

static void turn(int listener) {
  fd_set readable = watched;
  if (select(top + 1, &readable, NULL, NULL, NULL) <= 0)
    return;
  for (struct conn *c = conns; c; c = c->next)
    if (c->fd >= 0 && FD_ISSET(c->fd, &readable))
      on_readable(c);
  if (FD_ISSET(listener, &readable))
    on_connection(listener);
}

int main(int argc, char **argv) {
  struct sockaddr_in here = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[argc - 1]))};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 64) < 0)
    return 1;
  top = listener;
  FD_SET(listener, &watched);
  for (;;)
    turn(listener);
}
