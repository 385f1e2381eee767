// RUN: %verify %s
// REQUIRES: geq-llvm-19
//
// The attribute at the opening call: the socket is the program's business, in
// whatever function it is lost.

#include <sys/socket.h>
#include <unistd.h>

#define SUPPRESS __attribute__((suppress))

int not_suppressed(int listener) {
  char in[64];
  int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

int in_the_same_function(int listener) {
  char in[64];
  SUPPRESS int conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}

int as_an_assignment(int listener) {
  char in[64];
  int conn;
  SUPPRESS conn = accept(listener, 0, 0);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}

int in_a_loop_head(int listener) {
  char in[64];
  int conn;
  SUPPRESS while ((conn = accept(listener, 0, 0)) >= 0)
    if (recv(conn, in, sizeof in, 0) <= 0)
      continue;
    else
      close(conn);
  return 0;
}

int leaked_is_silent_too(void) {
  SUPPRESS int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  return 0;
}

// The opening call stands in a helper.
static int taken_quietly(int listener) {
  SUPPRESS return accept(listener, 0, 0);
}

int in_the_helper(int listener) {
  char in[64];
  int conn = taken_quietly(listener);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}

static int taken(int listener) { return accept(listener, 0, 0); }
static int taken_twice(int listener) { return taken(listener); }

// Other callers of the helper are warned.
int through_the_helper(int listener) {
  char in[64];
  int conn = taken_twice(listener);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1; // expected-warning{{'conn' is never closed after recv() returned 0}}
  close(conn);
  return 0;
}

// To this function, the call of the helper is the opening one.
int at_the_call_of_the_helper(int listener) {
  char in[64];
  SUPPRESS int conn = taken_twice(listener);
  if (conn < 0)
    return -1;
  if (recv(conn, in, sizeof in, 0) <= 0)
    return -1;
  close(conn);
  return 0;
}

// The opening call stands in a caller of the reported function.
struct session {
  int fd;
  char in[64];
};

static int served(struct session *s) {
  if (recv(s->fd, s->in, sizeof s->in, 0) <= 0) {
    s->fd = -1; // expected-warning{{'s->fd' is never closed after recv() returned 0}}
    return -1;
  }
  close(s->fd);
  return 0;
}

int caller_is_warned(int listener) {
  struct session s;
  s.fd = accept(listener, 0, 0);
  return s.fd < 0 ? -1 : served(&s);
}

static int served_quietly(struct session *s) {
  if (recv(s->fd, s->in, sizeof s->in, 0) <= 0) {
    s->fd = -1;
    return -1;
  }
  close(s->fd);
  return 0;
}

int in_the_caller(int listener) {
  struct session s;
  SUPPRESS s.fd = accept(listener, 0, 0);
  return s.fd < 0 ? -1 : served_quietly(&s);
}

// Around the call of the reported function it says nothing of the socket.
static int served_elsewhere(struct session *s) {
  if (recv(s->fd, s->in, sizeof s->in, 0) <= 0) {
    s->fd = -1; // expected-warning{{'s->fd' is never closed after recv() returned 0}}
    return -1;
  }
  close(s->fd);
  return 0;
}

int around_another_call(int listener) {
  struct session s;
  s.fd = accept(listener, 0, 0);
  if (s.fd < 0)
    return -1;
  SUPPRESS return served_elsewhere(&s);
}
