// RUN: %verify %s
//
// A retry wrapper holds a loop, and is used all over the program: it is looked
// into at each place, not only at the first ones.

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

static ssize_t receive(int fd, char *buf, size_t size) {
  ssize_t n;
  do
    n = recv(fd, buf, size, 0);
  while (n < 0 && errno == EINTR);
  return n;
}

int first_user(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = receive(conn, request, sizeof request);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after recv()}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

int second_user(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = receive(conn, request, sizeof request);
  if (n == 0)
    return 0; // expected-warning{{is never closed after recv() returned 0}}
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 1;
}

int third_user(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = receive(conn, request, sizeof request);
  if (n <= 0) {
    puts("no request");
    return -1; // expected-warning{{is never closed after recv()}}
  }
  answer(request, (size_t)n);
  close(conn);
  return 1;
}

void fourth_user(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  ssize_t n = receive(conn, request, sizeof request);
  if (n > 0) {
    answer(request, (size_t)n);
    close(conn);
  }
} // expected-warning{{is never closed after recv()}}

int fifth_user(int listener) {
  char header[4], request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (receive(conn, header, sizeof header) != sizeof header) {
    close(conn);
    return -1;
  }
  ssize_t n = receive(conn, request, sizeof request);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after recv()}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

int user_that_closes(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = receive(conn, request, sizeof request);
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return n > 0;
}
