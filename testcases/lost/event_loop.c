// RUN: %verify %s
//
// Accept loops whose next turn forgets the connection of this one.

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

void next_accept_overwrites_ended_conn(int listener) {
  char request[512];
  int conn;
  for (;;) {
    conn = accept(listener, NULL, NULL); // expected-warning{{is never closed after}}
    if (conn < 0)
      return;
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n <= 0)
      continue;
    answer(request, (size_t)n);
    close(conn);
  }
}

void every_turn_closes_its_conn(int listener) {
  char request[512];
  int conn;
  for (;;) {
    conn = accept(listener, NULL, NULL);
    if (conn < 0)
      return;
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n > 0)
      answer(request, (size_t)n);
    close(conn);
  }
}

void accept_in_the_loop_condition_overwrites(int listener) {
  char request[512];
  int conn;
  while ((conn = accept(listener, NULL, NULL)) >= 0) { // expected-warning{{is never closed after}}
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n < 0) {
      perror("recv");
      continue;
    }
    if (n > 0)
      answer(request, (size_t)n);
    close(conn);
  }
}

void accept_in_the_loop_condition_is_clean(int listener) {
  char request[512];
  int conn;
  while ((conn = accept(listener, NULL, NULL)) >= 0) {
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n < 0)
      perror("recv");
    else if (n > 0)
      answer(request, (size_t)n);
    close(conn);
  }
}

int break_out_of_the_read_loop_forgets_conn(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  for (;;) {
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    answer(request, (size_t)n);
  }
  return 0; // expected-warning{{is never closed after}}
}

int break_out_of_the_read_loop_then_close(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  for (;;) {
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    answer(request, (size_t)n);
  }
  return close(conn);
}

int wait_then_eof_then_return(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct pollfd watch = {.fd = conn, .events = POLLIN};
  if (poll(&watch, 1, 5000) <= 0) {
    close(conn);
    return -1;
  }
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

int wait_then_eof_then_close(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  struct pollfd watch = {.fd = conn, .events = POLLIN};
  if (poll(&watch, 1, 5000) > 0) {
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n > 0)
      answer(request, (size_t)n);
  }
  return close(conn);
}
