// RUN: %verify %s
// Sockets in libev: the program reads and closes them itself.
#include <ev.h>

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  ev_io io;
  ev_timer idle;
  size_t used;
  char in[256];
};

void on_readable_only_stops(struct ev_loop *loop, ev_io *w, int events) {
  struct conn *c = w->data;
  (void)events;
  ssize_t n = recv(w->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (n < 0 && errno == EAGAIN)
      return;
    ev_timer_stop(loop, &c->idle);
    ev_io_stop(loop, w);
    return; // expected-warning{{'w->fd' is taken out of the event loop after recv() returned 0}}
  }
  c->used += (size_t)n;
}

void on_readable_stops_and_closes(struct ev_loop *loop, ev_io *w, int events) {
  struct conn *c = w->data;
  (void)events;
  ssize_t n = recv(w->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    if (n < 0 && errno == EAGAIN)
      return;
    ev_io_stop(loop, w);
    close(w->fd);
    return;
  }
  c->used += (size_t)n;
}

void on_connect(struct ev_loop *loop, ev_io *w, int events) {
  (void)events;
  int fd = accept(w->fd, NULL, NULL);
  if (fd < 0)
    return;
  struct conn *c = calloc(1, sizeof *c);
  if (!c) {
    close(fd);
    return;
  }
  c->io.data = c;
  ev_io_init(&c->io, on_readable_stops_and_closes, fd, EV_READ);
  ev_io_start(loop, &c->io);
}

void on_connect_forgets_the_socket(struct ev_loop *loop, ev_io *w, int events) {
  (void)events;
  int fd = accept(w->fd, NULL, NULL);
  if (fd < 0)
    return;
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return; // expected-warning{{'fd' is leaked}}
  c->io.data = c;
  ev_io_init(&c->io, on_readable_stops_and_closes, fd, EV_READ);
  ev_io_start(loop, &c->io);
}
