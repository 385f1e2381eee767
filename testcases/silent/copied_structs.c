// RUN: %verify %s
//
// A struct that holds the socket is copied: the copy keeps it.
// expected-no-diagnostics

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int state;
  unsigned long used;
  char in[256];
};

struct pair {
  int fd;
  int peer;
};

static int conn_accept(int listener, struct conn *out) {
  struct conn c = {0};
  c.fd = accept(listener, NULL, NULL);
  if (c.fd < 0)
    return -1;
  c.state = 1;
  *out = c;
  return 0;
}

int copied_to_a_local_of_the_caller(int listener) {
  struct conn c;
  if (conn_accept(listener, &c) < 0)
    return -1;
  c.used = 0;
  close(c.fd);
  return 0;
}

void copied_into_a_local_table(int listener) {
  struct conn table[4];
  int n = 0;
  while (n < 4) {
    struct conn c = {0};
    c.fd = accept(listener, NULL, NULL);
    if (c.fd < 0)
      break;
    c.state = 1;
    table[n++] = c;
  }
  while (n > 0)
    close(table[--n].fd);
}

static struct pair pair_of(int listener) {
  struct pair p = {accept(listener, NULL, NULL), -1};
  return p;
}

void returned_by_value(int listener) {
  struct pair p = pair_of(listener);
  if (p.fd >= 0)
    close(p.fd);
}

struct table {
  struct conn **slots;
  size_t count;
};

int object_grows(struct table *t, int listener) {
  struct conn *c = malloc(sizeof *c);
  if (!c)
    return -1;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) {
    free(c);
    return -1;
  }
  struct conn *larger = realloc(c, 2 * sizeof *c);
  if (!larger) {
    close(c->fd);
    free(c);
    return -1;
  }
  t->slots[t->count++] = larger;
  return 0;
}

extern struct conn *free_slot(void);

int copied_the_old_way(int listener) {
  struct conn c = {0};
  c.fd = accept(listener, NULL, NULL);
  if (c.fd < 0)
    return -1;
  bcopy(&c, free_slot(), sizeof c);
  return 0;
}
