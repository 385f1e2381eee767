// What closes a descriptor that its caller can lead it to: always, where
// nothing but the lack of one keeps it from that; or maybe.
// RUN: %facts %s | FileCheck %s
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct sock {
  int fd;
};
struct conn {
  int fd;
  int busy;
  struct sock inner;
  struct sock *outer;
};

// CHECK-DAG: names: [ number ], {{.*}} closes: [ "0" ]
void number(int fd) { close(fd); }

// CHECK-DAG: names: [ guarded ], {{.*}} closes: [ "0->fd" ]
void guarded(struct conn *c) {
  if (!c)
    return;
  if (c->fd >= 0)
    close(c->fd);
}

// CHECK-DAG: names: [ tested ], {{.*}} closes: [ "0->fd" ]
void tested(struct conn *c) {
  if (c != NULL && c->fd != -1)
    close(c->fd);
}

// CHECK-DAG: names: [ again ], {{.*}} closes: [ "0" ]
int again(int fd) {
  int r;
  do
    r = close(fd);
  while (r < 0 && errno == EINTR);
  return r;
}

// CHECK-DAG: names: [ copied ], {{.*}} closes: [ "0->outer->fd" ]
void copied(struct conn *c) {
  struct sock *s = c->outer;
  int fd = s->fd;
  close(fd);
}

// CHECK-DAG: names: [ embedded ], {{.*}} closes: [ "0->inner.fd" ]
void embedded(struct conn *c) { close(c->inner.fd); }

// CHECK-DAG: names: [ behind ], {{.*}} closes: [ "0[]" ], {{.*}}writes: [ "0[]" ]
void behind(int *fd) {
  close(*fd);
  *fd = -1;
}

// CHECK-DAG: names: [ ladder ], {{.*}} closes: [ "0" ]
int ladder(int fd, int flag) {
  int r = -1;
  if (flag)
    goto out;
  r = 0;
out:
  close(fd);
  return r;
}

// CHECK-DAG: names: [ sometimes ], {{.*}} may-close: [ "0->fd" ]
void sometimes(struct conn *c) {
  if (!c->busy)
    close(c->fd);
}

// CHECK-DAG: names: [ unlessBusy ], {{.*}} may-close: [ "0->fd" ]
void unlessBusy(struct conn *c) {
  if (c->busy)
    return;
  close(c->fd);
}

// It is left before only where there is no peer; but it is left.
// CHECK-DAG: names: [ leftInABranch ], {{.*}} may-close: [ "0->fd" ]
void leftInABranch(struct conn *c) {
  if (c->busy) {
    if (!c->outer)
      return;
  }
  close(c->fd);
}

// CHECK-DAG: names: [ oneOfTwo ], {{.*}} may-close: [ "0", "1" ]
void oneOfTwo(int a, int b, int which) {
  int fd = a;
  if (which)
    fd = b;
  close(fd);
}

// CHECK-DAG: names: [ all ], {{.*}} may-close: [ "0[]" ]
void all(int *fds, int n) {
  for (int i = 0; i < n; i++)
    close(fds[i]);
}

// A socket of its own is no affair of the caller's.
// CHECK-DAG: names: [ own ], does: body, at: '{{[^']*}}' }
void own(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  close(fd);
}
