// RUN: %verify %s
//
// C library functions fill in other parts of the object that holds the socket.
// The analyzer then forgets the whole object; the socket still stands there.

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct conn {
  int fd;
  int on;
  char from[64];
  struct sockaddr_in address;
  socklen_t length;
  struct timeval since;
  pthread_mutex_t lock;
  struct conn *next;
};

struct server {
  struct conn *newest;
  char log[256];
};

static struct conn *Head;

static struct conn *conn_new(int listener) {
  struct conn *c = malloc(sizeof *c);
  if (!c)
    return NULL;
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) {
    free(c);
    return NULL;
  }
  return c;
}

static void conn_add(struct conn *c) {
  c->next = Head;
  Head = c;
}

void named_and_kept(int listener) {
  struct conn *c = conn_new(listener);
  if (!c)
    return;
  snprintf(c->from, sizeof c->from, "client of %d", listener);
  conn_add(c);
}

void named_and_freed(int listener) {
  struct conn *c = conn_new(listener);
  if (!c)
    return;
  snprintf(c->from, sizeof c->from, "client of %d", listener);
  free(c); // expected-warning{{'c->fd' is leaked}}
}

void asked_for_its_peer_and_kept(int listener) {
  struct conn *c = conn_new(listener);
  if (!c)
    return;
  c->length = sizeof c->address;
  getpeername(c->fd, (struct sockaddr *)&c->address, &c->length);
  inet_ntop(AF_INET, &c->address.sin_addr, c->from, sizeof c->from);
  conn_add(c);
}

void asked_for_its_peer_and_freed(int listener) {
  struct conn *c = conn_new(listener);
  if (!c)
    return;
  c->length = sizeof c->address;
  if (getpeername(c->fd, (struct sockaddr *)&c->address, &c->length) < 0) {
    free(c); // expected-warning{{'c->fd' is leaked}}
    return;
  }
  conn_add(c);
}

void locked_timed_and_kept(int listener) {
  struct conn *c = conn_new(listener);
  if (!c)
    return;
  pthread_mutex_init(&c->lock, NULL);
  gettimeofday(&c->since, NULL);
  ioctl(c->fd, FIONBIO, &c->on);
  conn_add(c);
}

void cleared_in_part_and_kept(int listener) {
  struct conn *c = conn_new(listener);
  if (!c)
    return;
  memset(&c->address, 0, sizeof c->address);
  strcpy(c->from, "somebody");
  conn_add(c);
}

int on_the_stack_and_returned(int listener) {
  struct conn c;
  c.fd = accept(listener, NULL, NULL);
  if (c.fd < 0)
    return -1;
  snprintf(c.from, sizeof c.from, "client of %d", listener);
  return c.fd;
}

int on_the_stack_and_forgotten(int listener) {
  struct conn c;
  c.fd = accept(listener, NULL, NULL);
  if (c.fd < 0)
    return -1;
  c.length = sizeof c.address;
  if (getpeername(c.fd, (struct sockaddr *)&c.address, &c.length) < 0)
    return -1; // expected-warning{{'c.fd' is leaked}}
  return c.fd;
}

// The holder of the holder is filled in.
void reached_through_a_server_and_kept(struct server *s, int listener) {
  struct server own = {NULL, ""};
  own.newest = conn_new(listener);
  if (!own.newest)
    return;
  snprintf(own.log, sizeof own.log, "client of %d", listener);
  s->newest = own.newest;
}

void *serve(void *argument);

// The thread's id stands beside the socket that the thread is given.
struct session {
  int fd;
  pthread_t thread;
};

int given_to_a_thread(int listener) {
  struct session *s = malloc(sizeof *s);
  if (!s)
    return -1;
  s->fd = accept(listener, NULL, NULL);
  if (s->fd < 0) {
    free(s);
    return -1;
  }
  if (pthread_create(&s->thread, NULL, serve, s)) {
    close(s->fd);
    free(s);
    return -1;
  }
  return 0;
}

int not_given_to_a_thread(int listener) {
  struct session *s = malloc(sizeof *s);
  if (!s)
    return -1;
  s->fd = accept(listener, NULL, NULL);
  if (s->fd < 0) {
    free(s);
    return -1;
  }
  if (pthread_create(&s->thread, NULL, serve, s)) {
    free(s); // expected-warning{{'s->fd' is leaked}}
    return -1;
  }
  return 0;
}
