// RUN: %verify %s
//
// From emqx/neuron 68587420e078: only a -1 or the errno that some earlier call
// left takes the connection down; at its end it stays up.

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum kind { Tcp, Tty };

struct link {
  pthread_rwlock_t lock;
  enum kind kind;
  int blocking;
  int up;
  int fd;
  char in[1024];
};

static void take_down(struct link *l) {
  if (l->fd > 0) {
    close(l->fd);
    l->fd = 0;
  }
  l->up = 0;
}

static ssize_t get(struct link *l) {
  switch (l->kind) {
  case Tcp:
    return recv(l->fd, l->in, sizeof l->in, l->blocking ? MSG_WAITALL : 0);
  case Tty:
    return read(l->fd, l->in, sizeof l->in);
  }
  return -1;
}

ssize_t leftover_epipe_takes_down(struct link *l) {
  pthread_rwlock_wrlock(&l->lock);
  ssize_t n = get(l);
  if (n <= 0) {
    fprintf(stderr, "%d: %zd, %s\n", l->fd, n, strerror(errno));
    if (errno == EPIPE || n == -1)
      take_down(l);
  }
  pthread_rwlock_unlock(&l->lock);
  return n; // expected-warning{{errno decides}}
}

ssize_t eof_takes_down(struct link *l) {
  pthread_rwlock_wrlock(&l->lock);
  ssize_t n = get(l);
  if (n <= 0) {
    fprintf(stderr, "%d: %zd, %s\n", l->fd, n, strerror(errno));
    if (errno == EPIPE || n == -1 || n == 0)
      take_down(l);
  }
  pthread_rwlock_unlock(&l->lock);
  return n;
}
