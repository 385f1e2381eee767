// Rows of the user's own functions, from a file.
//
// RUN: %analyze-alone %option socket:Models=%S/Inputs/own.yaml -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %analyze-beside %option socket:Models=%S/Inputs/own.yaml -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s

#include <errno.h>
#include <stddef.h>
#include <sys/types.h>

int net_dial(const char *host, int port);
int net_take(int listener, int *conn);
ssize_t net_recv(int conn, void *buffer, size_t size);
const char *net_name(int conn);
void net_close(int conn);
void answer(const char *request, ssize_t length);

int eof_of_own_read_leaves_conn_open(const char *host) {
  char request[512];
  int conn = net_dial(host, 80);
  if (conn < 0)
    return -1;
  ssize_t n = net_recv(conn, request, sizeof request);
  if (n <= 0)
    return -1; // expected-warning{{'conn' is never closed after net_recv() returned 0}}
  answer(request, n);
  net_close(conn);
  return 0;
}

int own_close_is_a_close(const char *host) {
  char request[512];
  int conn = net_dial(host, 80);
  if (conn < 0)
    return -1;
  ssize_t n = net_recv(conn, request, sizeof request);
  if (n > 0)
    answer(request, n);
  net_close(conn);
  return 0;
}

int what_own_use_does_is_no_close(const char *host) {
  int conn = net_dial(host, 80);
  if (conn < 0)
    return -1;
  const char *name = net_name(conn);
  if (!name)
    return -1; // expected-warning{{'conn' is leaked}}
  net_close(conn);
  return 0;
}

int taken_through_a_pointer_and_forgotten(int listener) {
  char request[512];
  int conn;
  if (net_take(listener, &conn) != 0)
    return -1;
  ssize_t n = net_recv(conn, request, sizeof request);
  if (n <= 0)
    return -1; // expected-warning{{'conn' is never closed after net_recv() returned 0}}
  net_close(conn);
  return 0;
}

struct session {
  int fd;
  size_t used;
  char in[512];
};

/* ETIMEDOUT says "again" here, because the row says so. */
int timeout_is_again(struct session *s) {
  ssize_t n = net_recv(s->fd, s->in, sizeof s->in);
  if (n < 0 && (errno == EAGAIN || errno == ETIMEDOUT))
    return 0;
  if (n <= 0) {
    net_close(s->fd);
    return -1;
  }
  s->used = (size_t)n;
  return 0;
}

/* EINTR does not. */
int eintr_is_fatal(struct session *s) {
  ssize_t n = net_recv(s->fd, s->in, sizeof s->in);
  if (n < 0 && errno == EINTR)
    return 0; // expected-warning{{stays open after net_recv() failed}}
  if (n <= 0) {
    net_close(s->fd);
    return -1;
  }
  s->used = (size_t)n;
  return 0;
}
