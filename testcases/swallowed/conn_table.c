// RUN: %verify %s
//
// The connections live in a table of the program; the handler gets an index.

#include <errno.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#define SLOTS 64

struct conn {
  int fd;
  size_t used;
  char in[256];
};

static struct conn conns[SLOTS];
static fd_set watched;

void slot_stays_taken(int i) {
  ssize_t n = recv(conns[i].fd, conns[i].in, sizeof conns[i].in, 0);
  if (n <= 0)
    return; // expected-warning{{'conns[i].fd' stays open after}}
  conns[i].used += (size_t)n;
}

void slot_is_cleared(int i) {
  ssize_t n = recv(conns[i].fd, conns[i].in, sizeof conns[i].in, 0);
  if (n <= 0) {
    FD_CLR(conns[i].fd, &watched);
    close(conns[i].fd);
    conns[i].fd = -1;
    return;
  }
  conns[i].used += (size_t)n;
}

void slot_is_cleared_without_close(int i) {
  struct conn *c = &conns[i];
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n == 0) {
    FD_CLR(c->fd, &watched);
    c->fd = -1; // expected-warning{{'c->fd' is never closed after}}
    return;
  }
  if (n < 0) {
    if (errno == EAGAIN)
      return;
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used += (size_t)n;
}

static void conn_drop(int i) {
  FD_CLR(conns[i].fd, &watched);
  close(conns[i].fd);
  conns[i].fd = -1;
}

void round_of_reads(const fd_set *ready) {
  for (int i = 0; i < SLOTS; ++i) {
    if (conns[i].fd < 0 || !FD_ISSET(conns[i].fd, ready))
      continue;
    ssize_t n = recv(conns[i].fd, conns[i].in, sizeof conns[i].in, 0);
    if (n > 0)
      conns[i].used += (size_t)n;
    else if (n == 0 || errno != EAGAIN)
      conn_drop(i);
  }
}
