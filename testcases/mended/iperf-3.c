// RUN: %verify %s
//
// From esnet/iperf b68ac00ee90c: at the end of the connection the state is the one
// read last, and the client handles that message again in every turn.

#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

enum { Start = 1, Running, End };

struct test {
  int control;
  signed char state;
};

static int handle(struct test *t) {
  switch (t->state) {
  case Start:
  case Running:
    return 0;
  case End:
    return send(t->control, &t->state, 1, 0) < 0 ? -1 : 0;
  default:
    return -1;
  }
}

static int read_repeats_the_last_message(struct test *t) {
  if (read(t->control, &t->state, 1) < 0)
    return -1;
  return handle(t); // expected-warning{{stays open after read() returned 0}}
}

int eof_repeats_the_last_message(struct test *t, fd_set *ready) {
  if (select(t->control + 1, ready, NULL, NULL, NULL) > 0 && FD_ISSET(t->control, ready))
    if (read_repeats_the_last_message(t) < 0)
      return -1;
  return 0;
}

static int read_exits_at_eof(struct test *t) {
  ssize_t n = read(t->control, &t->state, 1);
  if (n == 0) {
    fprintf(stderr, "the server has gone\n");
    exit(1);
  }
  return n < 0 ? -1 : handle(t);
}

int eof_exits(struct test *t, fd_set *ready) {
  if (select(t->control + 1, ready, NULL, NULL, NULL) > 0 && FD_ISSET(t->control, ready))
    if (read_exits_at_eof(t) < 0)
      return -1;
  return 0;
}
