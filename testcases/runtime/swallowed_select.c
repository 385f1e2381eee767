// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// select() over a list of connections on the heap: a connection that has ended
// stays in the list, and select() reports it round after round.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int over;
  struct conn *next;
  char in[512];
};

static struct conn *conns;

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
}

static void on_readable(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && errno == EINTR)
    return;
  if (n <= 0) {
#ifdef REPAIRED
    close(c->fd);
    c->over = 1;
#endif
    return; // defect-warning{{stays open after}}
  }
  send(c->fd, c->in, (size_t)n, MSG_NOSIGNAL);
}

static void forget_closed(void) {
  for (struct conn **p = &conns; *p;) {
    struct conn *c = *p;
    if (c->over) {
      *p = c->next;
      free(c);
    } else {
      p = &c->next;
    }
  }
}

static void turn(int listener) {
  fd_set readable;
  int top = listener;
  FD_ZERO(&readable);
  FD_SET(listener, &readable);
  for (struct conn *c = conns; c; c = c->next) {
    FD_SET(c->fd, &readable);
    if (c->fd > top)
      top = c->fd;
  }
  if (select(top + 1, &readable, NULL, NULL, NULL) <= 0)
    return;
  for (struct conn *c = conns; c; c = c->next)
    if (FD_ISSET(c->fd, &readable))
      on_readable(c);
  forget_closed();
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
  for (;;)
    turn(listener);
}
