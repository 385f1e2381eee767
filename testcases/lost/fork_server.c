// RUN: %verify %s
//
// One process per connection: only the end of the process closes by itself.

#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int child_returns_after_eof(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (fork() != 0) {
    close(conn);
    return 0;
  }
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return 1;
}

int child_exits_after_eof(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (fork() != 0) {
    close(conn);
    return 0;
  }
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    _exit(1);
  answer(request, (size_t)n);
  _exit(0);
}

int parent_reads_first_and_forgets(int listener) {
  char hello[16];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, 0) <= 0)
    return -1; // expected-warning{{is never closed after}}
  pid_t child = fork();
  if (child == 0) {
    answer(hello, sizeof hello);
    _exit(0);
  }
  close(conn);
  return child < 0 ? -1 : 0;
}

int parent_reads_first_and_closes(int listener) {
  char hello[16];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, 0) <= 0) {
    close(conn);
    return -1;
  }
  pid_t child = fork();
  if (child == 0) {
    answer(hello, sizeof hello);
    _exit(0);
  }
  close(conn);
  return child < 0 ? -1 : 0;
}

int parent_of_a_pair_forgets_its_end(void) {
  char report[64];
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
    return -1;
  if (fork() == 0) {
    send(pair[1], "done", 4, MSG_NOSIGNAL);
    _exit(0);
  }
  close(pair[1]);
  ssize_t n = read(pair[0], report, sizeof report);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  close(pair[0]);
  return (int)n;
}

int parent_of_a_pair_closes_its_end(void) {
  char report[64];
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
    return -1;
  if (fork() == 0) {
    send(pair[1], "done", 4, MSG_NOSIGNAL);
    _exit(0);
  }
  close(pair[1]);
  ssize_t n = read(pair[0], report, sizeof report);
  close(pair[0]);
  return (int)n;
}
