// RUN: %verify %s
//
// A helper asks errno; the report stands in the helper, once, whoever calls it.

#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

struct link {
  int fd;
  bool raw;
  bool open;
  size_t fill;
  char in[1024];
};

static void link_close(struct link *l) {
  close(l->fd);
  l->open = false;
}

static ssize_t link_read(struct link *l) {
  ssize_t n;
  if (l->raw)
    n = recv(l->fd, l->in, 1, 0);
  else
    n = recv(l->fd, l->in, sizeof l->in, 0);
  if (n <= 0 && (errno == EPIPE || n == -1))
    link_close(l);
  return n; // expected-warning{{errno decides the fate of 'l->fd'}}
}

void poll_link(struct link *l) {
  ssize_t n = link_read(l);
  if (n > 0)
    l->fill += (size_t)n;
}

bool has_answered(struct link *l) {
  if (!l->open)
    return false;
  ssize_t n = link_read(l);
  return n > 0;
}

static bool is_passing(int code) { return code == EAGAIN || code == EINTR; }

static int link_fill(struct link *l) {
  ssize_t n = recv(l->fd, l->in, sizeof l->in, 0);
  if (n <= 0) {
    if (is_passing(errno))
      return 0; // expected-warning{{errno decides the fate of 'l->fd'}}
    return -1;
  }
  l->fill = (size_t)n;
  return 1;
}

void on_readable(struct link *l) {
  if (link_fill(l) < 0)
    link_close(l);
}

static int link_fill_repaired(struct link *l) {
  ssize_t n = recv(l->fd, l->in, sizeof l->in, 0);
  if (n < 0 && is_passing(errno))
    return 0;
  if (n <= 0)
    return -1;
  l->fill = (size_t)n;
  return 1;
}

void on_readable_repaired(struct link *l) {
  if (link_fill_repaired(l) < 0)
    link_close(l);
}
