// RUN: %verify %s
//
// From jonashaag/bjoern 98ab7af7b25a: a 0 with a left over EAGAIN keeps the client
// and its watcher, and the event loop calls at once again.

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct loop;
struct watcher {
  int active;
};
void watcher_start(struct loop *l, struct watcher *w, int fd);
void watcher_stop(struct loop *l, struct watcher *w);
int parse(const char *text, size_t size);

struct request {
  int fd;
  struct watcher watcher;
};

#define REQUEST_OF(w) ((struct request *)((char *)(w)-offsetof(struct request, watcher)))

void on_connect(struct loop *l, int listener, struct request *r) {
  r->fd = accept(listener, NULL, NULL);
  watcher_start(l, &r->watcher, r->fd);
}

void leftover_eagain_keeps_the_request(struct loop *l, struct watcher *w) {
  static char in[4096];
  struct request *r = REQUEST_OF(w);
  ssize_t n = read(r->fd, in, sizeof in);
  if (n <= 0) {
    if (errno != EAGAIN && errno != EWOULDBLOCK) {
      close(r->fd);
      watcher_stop(l, &r->watcher);
      free(r);
    }
    return; // expected-warning{{errno decides}}
  }
  if (parse(in, (size_t)n))
    watcher_stop(l, &r->watcher);
}

void eof_frees_the_request(struct loop *l, struct watcher *w) {
  static char in[4096];
  struct request *r = REQUEST_OF(w);
  ssize_t n = read(r->fd, in, sizeof in);
  if (n <= 0) {
    if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
      close(r->fd);
      watcher_stop(l, &r->watcher);
      free(r);
    }
    return;
  }
  if (parse(in, (size_t)n))
    watcher_stop(l, &r->watcher);
}
