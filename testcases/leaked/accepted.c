// RUN: %verify %s
//
// Between accept and the hand-over something else fails.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  char *name;
  struct conn *next;
};

struct conn *Head;

int failed_allocation_leaves_conn_open(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return -1; // expected-warning{{is leaked}}
  c->fd = fd;
  c->next = Head;
  Head = c;
  return 0;
}

int failed_allocation_closes_conn(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  struct conn *c = calloc(1, sizeof *c);
  if (!c) {
    close(fd);
    return -1;
  }
  c->fd = fd;
  c->next = Head;
  Head = c;
  return 0;
}

int freed_object_takes_conn_with_it(int listener, const char *name) {
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) {
    free(c);
    return -1;
  }
  c->name = strdup(name);
  if (!c->name) {
    free(c); // expected-warning{{is leaked}}
    return -1;
  }
  c->next = Head;
  Head = c;
  return 0;
}

int freed_object_is_closed_before(int listener, const char *name) {
  struct conn *c = calloc(1, sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) {
    free(c);
    return -1;
  }
  c->name = strdup(name);
  if (!c->name) {
    close(c->fd);
    free(c);
    return -1;
  }
  c->next = Head;
  Head = c;
  return 0;
}

int refused_client_stays_open(int listener, int clients, int limit) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  if (clients >= limit) {
    fprintf(stderr, "too many clients\n");
    return -1; // expected-warning{{is leaked}}
  }
  return fd;
}

int refused_client_is_closed(int listener, int clients, int limit) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  if (clients >= limit) {
    fprintf(stderr, "too many clients\n");
    close(fd);
    return -1;
  }
  return fd;
}

int data_path_forgets_to_close(int listener) {
  char request[512];
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  ssize_t n = recv(fd, request, sizeof request, 0);
  if (n <= 0) {
    close(fd);
    return -1;
  }
  printf("%.*s\n", (int)n, request);
  return 0; // expected-warning{{is leaked}}
}

int field_is_overwritten_by_the_next_accept(int listener, struct conn *c) {
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0)
    return -1;
  c->fd = accept(listener, NULL, NULL); // expected-warning{{is leaked}}
  return c->fd < 0 ? -1 : 0;
}

int field_is_closed_before_the_next_accept(int listener, struct conn *c) {
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0)
    return -1;
  close(c->fd);
  c->fd = accept(listener, NULL, NULL);
  return c->fd < 0 ? -1 : 0;
}
