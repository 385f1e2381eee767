// RUN: %verify %s
//
// Shapes that real servers have: the close is one state, one timer or one
// callback away.
// expected-no-diagnostics

#include <errno.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct conn;
typedef void on_gone(struct conn *c);

struct conn {
  int fd;
  enum { Reading, Writing, Ending } state;
  time_t close_at;
  on_gone *gone;
  ssize_t (*receive)(struct conn *c);
  size_t used;
  char in[2048];
};

jmp_buf Recover;

void state_machine_closes_in_another_state(struct conn *c) {
  switch (c->state) {
  case Reading: {
    ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
    if (n < 0 && errno == EAGAIN)
      break;
    if (n <= 0) {
      c->state = Ending;
      break;
    }
    c->used = (size_t)n;
    c->state = Writing;
    break;
  }
  case Writing:
    c->state = Reading;
    break;
  case Ending:
    close(c->fd);
    c->fd = -1;
    break;
  }
}

void timer_closes_later(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    c->close_at = time(NULL) - 1;
    return;
  }
  c->used = (size_t)n;
}

void callback_disconnects(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    c->gone(c);
    return;
  }
  c->used = (size_t)n;
}

ssize_t transport_is_a_function_pointer(struct conn *c) {
  ssize_t n = c->receive(c);
  if (n > 0)
    c->used = (size_t)n;
  return n;
}

void long_jump_leaves_by_the_error_door(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    longjmp(Recover, 1);
  c->used = (size_t)n;
}

void callback_with_an_argument(int fd, short what, void *arg, void (*finish)(void *arg)) {
  char buf[512];
  ssize_t n = recv(fd, buf, sizeof buf, 0);
  if (n <= 0 || what == 0) {
    finish(arg);
    return;
  }
  send(fd, buf, (size_t)n, MSG_NOSIGNAL);
}

static int keep_option(int *sock) {
  int on = 1;
  if (setsockopt(*sock, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on) == 0)
    return 0;
  close(*sock);
  *sock = -1;
  return -1;
}

int helper_closes_what_it_could_not_set_up(int listener) {
  int sock = accept(listener, NULL, NULL);
  if (sock < 0 || keep_option(&sock) < 0)
    return -1;
  return sock;
}

#define TRY(expression)                                                                                                \
  if ((status = (expression)) < 0)                                                                                     \
  goto finish

int status_decides_at_the_label(int listener, struct conn *c) {
  int status = 0;
  char hello[4];
  int sock = accept(listener, NULL, NULL);
  if (sock < 0)
    return -1;
  TRY((int)recv(sock, hello, sizeof hello, MSG_PEEK));
  TRY((int)send(sock, hello, sizeof hello, MSG_NOSIGNAL));
finish:
  if (status < 0)
    close(sock);
  else
    c->fd = sock;
  return status;
}

int end_is_the_normal_end_of_the_reply(int fd, char *reply, size_t size) {
  size_t used = 0;
  ssize_t n = 0;
  while (used < size && (n = recv(fd, reply + used, size - used, 0)) > 0)
    used += (size_t)n;
  close(fd);
  return n < 0 ? -1 : (int)used;
}
