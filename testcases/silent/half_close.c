// RUN: %verify %s
//
// The end of one direction is not yet the end of the connection.
// expected-no-diagnostics

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int closing;
  int read_open;
  size_t used;
  char in[1024];
};

static void answer_the_rest(struct conn *c) {
  size_t sent = 0;
  while (sent < c->used) {
    ssize_t n = send(c->fd, c->in + sent, c->used - sent, MSG_NOSIGNAL);
    if (n <= 0)
      break;
    sent += (size_t)n;
  }
}

void end_of_request_then_response_then_close(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n < 0 && errno == EAGAIN)
    return;
  if (n <= 0) {
    answer_the_rest(c);
    close(c->fd);
    c->fd = -1;
    return;
  }
  c->used = (size_t)n;
}

void end_is_noted_and_writer_goes_on(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    c->read_open = 0;
    return;
  }
  c->used = (size_t)n;
}

void end_sends_our_fin(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    shutdown(c->fd, SHUT_WR);
    return;
  }
  c->used = (size_t)n;
}

void lingering_close(int sock) {
  char sink[512];
  shutdown(sock, SHUT_WR);
  while (recv(sock, sink, sizeof sink, 0) > 0)
    ;
  close(sock);
}

int drained_by_another_call_before_close(int listener) {
  char buf[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, buf, sizeof buf, 0);
  if (n > 0)
    send(conn, buf, (size_t)n, MSG_NOSIGNAL);
  shutdown(conn, SHUT_WR);
  while (read(conn, buf, sizeof buf) > 0)
    ;
  return close(conn);
}

int both_directions_end_one_after_the_other(int left, int right) {
  char buf[512];
  int open = 2;
  while (open > 0) {
    int from = open == 2 ? left : right;
    int to = open == 2 ? right : left;
    ssize_t n = recv(from, buf, sizeof buf, 0);
    if (n <= 0) {
      shutdown(to, SHUT_WR);
      --open;
      continue;
    }
    if (send(to, buf, (size_t)n, MSG_NOSIGNAL) != n)
      break;
  }
  close(left);
  close(right);
  return open;
}

// With our FIN CLOSE_WAIT is over, whatever the first read says.
void fin_goes_out_before_anything_is_read(struct conn *c) {
  shutdown(c->fd, SHUT_WR);
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0)
    return;
  c->used = (size_t)n;
}
