// What keeps a descriptor, or hands it on; and what only works with it.
// RUN: %facts %s | FileCheck %s
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct conn {
  int fd;
  char *text;
  struct conn *next;
};
static struct conn *all;
static int last;
int current;

// CHECK-DAG: names: [ listed ], {{.*}} keeps: [ "0" ], writes: [ "0->next", "all@" ]
void listed(struct conn *c) {
  c->next = all;
  all = c;
}

// CHECK-DAG: names: [ remembered ], {{.*}} keeps: [ "0" ], writes: [ "current" ]
void remembered(int fd) { current = fd; }

// CHECK-DAG: names: [ stored ], {{.*}} keeps: [ "1" ], writes: [ "0->fd" ]
void stored(struct conn *c, int fd) { c->fd = fd; }

// CHECK-DAG: names: [ freed ], {{.*}} keeps: [ "0" ]
void freed(struct conn *c) { free(c); }

// CHECK-DAG: names: [ itsText ], does: body, at: '{{[^']*}}' }
void itsText(struct conn *c) { free(c->text); }

// CHECK-DAG: names: [ given ], {{.*}} gives: [ "0->next" ]
struct conn *given(struct conn *c) { return c->next; }

// To wait for it, to ask it something and to write to it keeps nothing.
// CHECK-DAG: names: [ waits ], does: body, at: '{{[^']*}}', varies: true }
int waits(int fd) {
  struct pollfd p = {.fd = fd, .events = POLLOUT};
  return poll(&p, 1, 1000);
}

// CHECK-DAG: names: [ asks ], does: body, at: '{{[^']*}}' }
int asks(struct conn *c) {
  int on = 1;
  return setsockopt(c->fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

// CHECK-DAG: names: [ sends ], does: body, at: '{{[^']*}}', sends: [ "0->fd" ] }
void sends(struct conn *c, const char *text) {
  send(c->fd, text, strlen(text), MSG_NOSIGNAL);
}

// What reads may see the end: whoever does not say so may keep it to himself.
// CHECK-DAG: names: [ reads ], {{.*}} keeps: [ "0->fd" ]
void reads(struct conn *c, char *buf) { recv(c->fd, buf, 9, 0); }

// CHECK-DAG: names: [ counts ], does: body, at: '{{[^']*}}', varies: true }
void counts(void) { last++; }

// CHECK-DAG: names: [ prints ], does: body, at: '{{[^']*}}' }
void prints(struct conn *c) { printf("%d %s\n", c->fd, c->text); }
