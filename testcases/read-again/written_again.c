// RUN: %verify %s
//
// A write that failed for good is tried again with the same socket.

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int failed_send_is_repeated(int sock, const char *data, size_t left) {
  while (left > 0) {
    ssize_t n = send(sock, data, left, MSG_NOSIGNAL); // expected-warning{{is written again after}}
    if (n < 0) {
      perror("send");
      continue;
    }
    data += n;
    left -= (size_t)n;
  }
  return 0;
}

int failed_send_is_given_up(int sock, const char *data, size_t left) {
  while (left > 0) {
    ssize_t n = send(sock, data, left, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EINTR || errno == EAGAIN)
        continue;
      perror("send");
      return -1;
    }
    data += n;
    left -= (size_t)n;
  }
  return 0;
}

int interrupted_or_not_is_repeated(int sock, const char *data, size_t left) {
  while (left > 0) {
    ssize_t n = send(sock, data, left, MSG_NOSIGNAL); // expected-warning{{is written again after}}
    if (n < 0) {
      if (errno != EINTR && errno != EAGAIN)
        perror("send");
      continue;
    }
    data += n;
    left -= (size_t)n;
  }
  return 0;
}

int failed_write_on_accepted_conn_is_repeated(int listener, const char *data, size_t left) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  while (left > 0) {
    ssize_t n = write(conn, data, left); // expected-warning{{is written again after}}
    if (n <= 0)
      continue;
    data += n;
    left -= (size_t)n;
  }
  return close(conn);
}

int failed_write_on_accepted_conn_ends(int listener, const char *data, size_t left) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  while (left > 0) {
    ssize_t n = write(conn, data, left);
    if (n <= 0)
      break;
    data += n;
    left -= (size_t)n;
  }
  close(conn);
  return left == 0 ? 0 : -1;
}
