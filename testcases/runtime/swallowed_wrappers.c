// RUN: %verify-both %s
// RUN: %agree %s
// twin-no-diagnostics
//
// Two wrappers of recv() under select(): the inner one tells the end from
// "again", the outer one does not.

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

enum { Again = -1, Over = -2 };

static int net_read(int fd, char *to, size_t size) {
  ssize_t n = recv(fd, to, size, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return Again;
  return n <= 0 ? Over : (int)n;
}

// Returns how much came.
static int fill(struct conn *c) {
  int n = net_read(c->fd, c->in, sizeof c->in);
#ifdef REPAIRED
  if (n == Over)
    c->over = 1;
#endif
  return n < 0 ? 0 : n; // defect-warning{{stays open after}}
}

static void on_readable(struct conn *c) {
  int n = fill(c);
  if (n > 0)
    send(c->fd, c->in, (size_t)n, MSG_NOSIGNAL);
}

static void forget_closed(void) {
  for (struct conn **p = &conns; *p;) {
    struct conn *c = *p;
    if (c->over) {
      *p = c->next;
      close(c->fd);
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
