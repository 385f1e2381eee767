// RUN: %verify %s
//
// From emqx/neuron 1b585d11384d: a client's 0 removes it from the table only if
// errno, which the read did not set, is not EAGAIN.

#include <errno.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
  pthread_rwlock_t lock;
  int stopped;
  void (*gone)(void *data, int fd);
  void *data;
  int used;
  int size;
  int *clients;
  char in[1024];
};

static void remove_client(struct server *s, int fd) {
  for (int i = 0; i < s->size; i++) {
    if (s->clients[i] == fd) {
      close(fd);
      s->clients[i] = 0;
      s->used -= 1;
      return;
    }
  }
}

ssize_t leftover_eagain_keeps_the_client(struct server *s, int fd) {
  pthread_rwlock_wrlock(&s->lock);
  ssize_t n = s->stopped ? 0 : recv(fd, s->in, sizeof s->in, 0);
  if (n <= 0 && errno != EAGAIN) {
    s->gone(s->data, fd);
    remove_client(s, fd);
  }
  pthread_rwlock_unlock(&s->lock);
  return n; // expected-warning{{errno decides}}
}

ssize_t eof_removes_the_client(struct server *s, int fd) {
  pthread_rwlock_wrlock(&s->lock);
  ssize_t n = s->stopped ? 0 : recv(fd, s->in, sizeof s->in, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN)) {
    s->gone(s->data, fd);
    remove_client(s, fd);
  }
  pthread_rwlock_unlock(&s->lock);
  return n;
}
