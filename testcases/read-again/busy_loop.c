// RUN: %verify %s
//
// The peer is gone and the loop keeps asking: 100 % CPU.

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void parse(const char *text, size_t length);

void end_and_failure_continue(int sock) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0); // expected-warning{{is read again after}}
    if (n <= 0)
      continue;
    parse(buf, (size_t)n);
  }
}

void end_and_failure_break(int sock) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n <= 0)
      break;
    parse(buf, (size_t)n);
  }
  close(sock);
}

void failure_is_logged_and_tried_again(int sock) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0); // expected-warning{{is read again after}}
    if (n == 0)
      break;
    if (n < 0) {
      perror("recv");
      continue;
    }
    parse(buf, (size_t)n);
  }
  close(sock);
}

void only_again_is_tried_again(int sock) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n == 0)
      break;
    if (n < 0) {
      if (errno == EAGAIN || errno == EINTR)
        continue;
      perror("recv");
      break;
    }
    parse(buf, (size_t)n);
  }
  close(sock);
}

void end_falls_through_to_the_next_turn(int sock) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0); // expected-warning{{is read again after}}
    if (n < 0 && errno != EINTR && errno != EAGAIN)
      break;
    if (n > 0)
      parse(buf, (size_t)n);
  }
  close(sock);
}

void accepted_conn_is_read_for_ever(int listener) {
  char buf[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  while (1) {
    ssize_t n = read(conn, buf, sizeof buf); // expected-warning{{is read again after}}
    if (n < 0)
      break;
    parse(buf, (size_t)n);
  }
  close(conn);
}

void accepted_conn_is_read_to_the_end(int listener) {
  char buf[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  while (1) {
    ssize_t n = read(conn, buf, sizeof buf);
    if (n <= 0)
      break;
    parse(buf, (size_t)n);
  }
  close(conn);
}
