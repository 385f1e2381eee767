// RUN: %verify %s
//
// The helper that reads gives the end back as if it were something else: the
// report stands there, not where the caller believes it.

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

struct rpc {
  int fd;
  size_t used;
  char in[4096];
};

static void drop(struct rpc *r) {
  close(r->fd);
  r->fd = -1;
}

static int read_some(struct rpc *r) {
  ssize_t n = recv(r->fd, r->in, sizeof r->in, 0);
  if (n < 0) {
    if (errno == EAGAIN || errno == EINTR)
      return 0;
    return -1;
  }
  if (n == 0)
    return 0; // expected-warning{{'r->fd' stays open after recv() returned 0}}
  r->used = (size_t)n;
  return 0;
}

void service(struct rpc *r) {
  if (read_some(r) < 0)
    drop(r);
}

static int read_some_repaired(struct rpc *r) {
  ssize_t n = recv(r->fd, r->in, sizeof r->in, 0);
  if (n < 0) {
    if (errno == EAGAIN || errno == EINTR)
      return 0;
    return -1;
  }
  if (n == 0)
    return -1;
  r->used = (size_t)n;
  return 0;
}

void service_repaired(struct rpc *r) {
  if (read_some_repaired(r) < 0)
    drop(r);
}

// This helper tells, and its caller does not listen: that is where it ends.
static int read_and_tell(struct rpc *r) {
  ssize_t n = recv(r->fd, r->in, sizeof r->in, 0);
  if (n < 0)
    return errno == EAGAIN || errno == EINTR ? 0 : -1;
  if (n == 0)
    return -1;
  r->used = (size_t)n;
  return 0;
}

int service_deaf(struct rpc *r) {
  read_and_tell(r);
  return 0; // expected-warning{{'r->fd' stays open after recv() returned 0}}
}
