// RUN: %verify %s
//
// A second descriptor of the same socket needs a close of its own.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int copy_by_dup_stays_open(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int copy = dup(conn);
  close(conn);
  if (copy < 0)
    return -1;
  ssize_t n = send(copy, "ok", 2, MSG_NOSIGNAL);
  return n == 2 ? 0 : 1; // expected-warning{{is leaked}}
}

int copy_by_dup_is_closed(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int copy = dup(conn);
  close(conn);
  if (copy < 0)
    return -1;
  send(copy, "ok", 2, MSG_NOSIGNAL);
  close(copy);
  return 0;
}

int failed_dup_leaves_the_first_open(int listener, int *in, int *out) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int copy = fcntl(conn, F_DUPFD_CLOEXEC, 3);
  if (copy < 0)
    return -1; // expected-warning{{is leaked}}
  *in = conn;
  *out = copy;
  return 0;
}

int failed_dup_closes_the_first(int listener, int *in, int *out) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int copy = fcntl(conn, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) {
    close(conn);
    return -1;
  }
  *in = conn;
  *out = copy;
  return 0;
}

int conn_becomes_stdin_and_stays_open(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (dup2(conn, STDIN_FILENO) < 0) {
    close(conn);
    return -1;
  }
  return 0; // expected-warning{{is leaked}}
}

int conn_becomes_stdin_and_is_closed(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int rc = dup2(conn, STDIN_FILENO);
  if (conn > STDERR_FILENO)
    close(conn);
  return rc < 0 ? -1 : 0;
}

int failed_replacement_leaves_conn_open(int listener, int place) {
  int conn = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (conn < 0)
    return -1;
  if (dup3(conn, place, O_CLOEXEC) < 0)
    return -1; // expected-warning{{is leaked}}
  close(conn);
  return 0;
}

int failed_replacement_closes_conn(int listener, int place) {
  int conn = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (conn < 0)
    return -1;
  int rc = dup3(conn, place, O_CLOEXEC);
  close(conn);
  return rc < 0 ? -1 : 0;
}

int stream_that_was_not_opened_leaves_conn_open(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  FILE *stream = fdopen(conn, "r");
  if (!stream)
    return -1; // expected-warning{{is leaked}}
  fclose(stream);
  return 0;
}

int stream_that_was_not_opened_leads_to_close(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  FILE *stream = fdopen(conn, "r");
  if (!stream) {
    close(conn);
    return -1;
  }
  fclose(stream);
  return 0;
}

int other_end_of_the_pair_stays_open(void) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
    return -1;
  if (send(pair[0], "x", 1, MSG_NOSIGNAL) != 1)
    perror("send");
  close(pair[0]);
  return 0; // expected-warning{{'pair[1]' is leaked}}
}

int both_ends_of_the_pair_are_closed(void) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
    return -1;
  if (send(pair[0], "x", 1, MSG_NOSIGNAL) != 1)
    perror("send");
  close(pair[0]);
  close(pair[1]);
  return 0;
}
