// RUN: %verify %s
//
// The only place that knew the descriptor is freed or overwritten.

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  size_t used;
  char in[1024];
};

void eof_frees_connection_and_loses_fd(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    free(c); // expected-warning{{is never closed after}}
    return;
  }
  c->used = (size_t)n;
}

void eof_closes_then_frees_connection(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    free(c);
    return;
  }
  c->used = (size_t)n;
}

void eof_marks_slot_free_without_close(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    c->fd = -1; // expected-warning{{is never closed after}}
    c->used = 0;
    return;
  }
  c->used = (size_t)n;
}

void eof_closes_then_marks_slot_free(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    close(c->fd);
    c->fd = -1;
    c->used = 0;
    return;
  }
  c->used = (size_t)n;
}

int fresh_object_is_freed_with_ended_socket(int listener) {
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) {
    free(c);
    return -1;
  }
  if (recv(c->fd, c->in, sizeof c->in, 0) <= 0) {
    free(c); // expected-warning{{is never closed after}}
    return -1;
  }
  close(c->fd);
  free(c);
  return 0;
}

int fresh_object_is_closed_then_freed(int listener) {
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd >= 0) {
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n > 0)
      c->used = (size_t)n;
    close(c->fd);
  }
  free(c);
  return 0;
}

int struct_on_the_stack_goes_away(int listener) {
  struct conn c = {.fd = accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return -1;
  ssize_t n = recv(c.fd, c.in, sizeof c.in, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  c.used = (size_t)n;
  close(c.fd);
  return (int)c.used;
}

int struct_on_the_stack_is_closed(int listener) {
  struct conn c = {.fd = accept(listener, NULL, NULL)};
  if (c.fd < 0)
    return -1;
  ssize_t n = recv(c.fd, c.in, sizeof c.in, 0);
  if (n > 0)
    c.used = (size_t)n;
  close(c.fd);
  return (int)c.used;
}
