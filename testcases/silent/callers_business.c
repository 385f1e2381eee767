// RUN: %verify %s
//
// The descriptor belongs to the caller, and the caller is told.
// expected-no-diagnostics

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
  int fd;
  int last_error;
  size_t used;
  char in[1024];
};

enum outcome { Error = -1, Nothing, Data, End };

void parse(const char *text, size_t length);

ssize_t count_goes_back(struct conn *c) { return recv(c->fd, c->in, sizeof c->in, 0); }

int again_is_zero_and_end_is_minus_one(int sock, char *buf, size_t size) {
  ssize_t n = recv(sock, buf, size, 0);
  if (n > 0)
    return (int)n;
  if (n == 0)
    return -1;
  return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

enum outcome each_outcome_has_a_name(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n == 0)
    return End;
  if (n < 0)
    return errno == EAGAIN ? Nothing : Error;
  c->used = (size_t)n;
  return Data;
}

void error_is_kept_for_the_caller(struct conn *c) {
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    c->last_error = n == 0 ? ECONNRESET : errno;
    return;
  }
  c->used = (size_t)n;
}

int pump_ends_with_the_stream(int from, int to) {
  char buf[4096];
  ssize_t n;
  while ((n = recv(from, buf, sizeof buf, 0)) > 0)
    if (send(to, buf, (size_t)n, MSG_NOSIGNAL) != n)
      return -1;
  return 0;
}

int cleanup_label_frees_nothing_of_ours(int sock) {
  char buf[512];
  int rc = -1;
  ssize_t n = recv(sock, buf, sizeof buf, MSG_PEEK);
  if (n <= 0)
    goto out;
  n = recv(sock, buf, (size_t)n, 0);
  if (n <= 0)
    goto out;
  parse(buf, (size_t)n);
  rc = 0;
out:
  return rc;
}

static int read_exact(int sock, char *buf, size_t want) {
  size_t have = 0;
  while (have < want) {
    ssize_t n = recv(sock, buf + have, want - have, 0);
    if (n <= 0)
      return -1;
    have += (size_t)n;
  }
  return 0;
}

int failure_travels_up_two_frames(int sock) {
  char header[4], body[64];
  if (read_exact(sock, header, sizeof header) < 0)
    return -1;
  if (read_exact(sock, body, sizeof body) < 0)
    return -1;
  parse(body, sizeof body);
  return 0;
}

void failed_write_is_left_to_the_reader(struct conn *c) {
  if (send(c->fd, "pong\n", 5, MSG_NOSIGNAL) < 0)
    perror("send");
}

void write_without_a_look(struct conn *c) {
  send(c->fd, "one\n", 4, MSG_NOSIGNAL);
  send(c->fd, "two\n", 4, MSG_NOSIGNAL);
}

int full_socket_is_written_later(struct conn *c) {
  ssize_t n = send(c->fd, c->in, c->used, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (n < 0)
    return errno == EAGAIN ? 0 : -1;
  c->used -= (size_t)n;
  return 0;
}

int closed_on_one_path_only(struct conn *c, int keep) {
  if (send(c->fd, "250 ok\r\n", 8, MSG_NOSIGNAL) != 8)
    return -1;
  if (!keep)
    close(c->fd);
  return 0;
}
