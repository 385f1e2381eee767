// RUN: %verify %s
//
// A handler that is registered for one event at a time, and registers itself
// again for the next.  It hands on nothing that it has not got itself.

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

typedef void handler(struct conn *c, int fd);
void add_read(handler *next, struct conn *c, int fd);
void add_write(handler *next, struct conn *c, int fd);

handler on_writable;

void eof_is_taken_for_more_to_come(struct conn *c, int fd) {
  ssize_t n = recv(fd, c->in + c->used, sizeof c->in - c->used, 0);
  if (n < 0 && errno != EAGAIN) {
    close(fd);
    return;
  }
  if (n > 0)
    c->used += (size_t)n;
  add_read(eof_is_taken_for_more_to_come, c, fd);
} // expected-warning{{'fd' stays open after recv() returned 0}}

void eof_closes(struct conn *c, int fd) {
  ssize_t n = recv(fd, c->in + c->used, sizeof c->in - c->used, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN)) {
    close(fd);
    return;
  }
  if (n > 0)
    c->used += (size_t)n;
  add_read(eof_closes, c, fd);
}

// What another handler makes of it is not ours to judge.
void eof_goes_to_the_writer(struct conn *c, int fd) {
  ssize_t n = recv(fd, c->in + c->used, sizeof c->in - c->used, 0);
  if (n < 0 && errno == EAGAIN) {
    add_read(eof_goes_to_the_writer, c, fd);
    return;
  }
  if (n > 0)
    c->used += (size_t)n;
  add_write(on_writable, c, fd);
}

// The accepted socket is the path's own: registered, it is handed on.
void accepted_socket_is_registered(struct conn *c, int fd) {
  int accepted = accept(fd, NULL, NULL);
  if (accepted >= 0)
    add_read(accepted_socket_is_registered, c, accepted);
}

// The same handler, for another event: the rest is written, and then comes the
// close.
enum { Readable = 1, Writable = 2 };
void add_event(handler *next, struct conn *c, int fd, int events);

void eof_waits_until_the_rest_is_written(struct conn *c, int fd) {
  ssize_t n = recv(fd, c->in + c->used, sizeof c->in - c->used, 0);
  if (n < 0 && errno != EAGAIN) {
    close(fd);
    return;
  }
  if (n > 0)
    c->used += (size_t)n;
  add_event(eof_waits_until_the_rest_is_written, c, fd, n == 0 ? Writable : Readable);
}
