// RUN: %verify %s
//
// glibc's FD_ZERO is a loop of 16 turns, more than the analyzer follows by
// default: a select() server must be looked at behind it all the same.

#include <stddef.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int server_forgets_what_ended(int listener) {
  fd_set ready;
  char request[512];
  for (;;) {
    FD_ZERO(&ready);
    FD_SET(listener, &ready);
    if (select(listener + 1, &ready, NULL, NULL, NULL) < 0) // expected-warning{{is never closed after}}
      return -1;
    if (!FD_ISSET(listener, &ready))
      continue;
    int conn = accept(listener, NULL, NULL);
    if (conn < 0)
      continue;
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n <= 0)
      continue;
    answer(request, (size_t)n);
    close(conn);
  }
}

int server_closes_what_ended(int listener) {
  fd_set ready;
  char request[512];
  for (;;) {
    FD_ZERO(&ready);
    FD_SET(listener, &ready);
    if (select(listener + 1, &ready, NULL, NULL, NULL) < 0)
      return -1;
    if (!FD_ISSET(listener, &ready))
      continue;
    int conn = accept(listener, NULL, NULL);
    if (conn < 0)
      continue;
    ssize_t n = recv(conn, request, sizeof request, 0);
    if (n > 0)
      answer(request, (size_t)n);
    close(conn);
  }
}

struct server {
  fd_set all;
  int listener, top;
};

int set_in_a_structure(struct server *s) {
  char request[512];
  FD_ZERO(&s->all);
  FD_SET(s->listener, &s->all);
  if (select(s->top + 1, &s->all, NULL, NULL, NULL) <= 0)
    return -1;
  int conn = accept(s->listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

// What was zeroed counts as written: no default checker may say otherwise.
int a_copy_of_a_zeroed_set(int fd) {
  fd_set all, ready;
  FD_ZERO(&all);
  ready = all;
  FD_SET(fd, &ready);
  return select(fd + 1, &ready, NULL, NULL, NULL) > 0 && FD_ISSET(fd, &ready);
}
