// RUN: %verify %s
//
// Cleanup labels that free the memory and miss the connection.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int label_frees_buffer_but_not_conn(int listener) {
  int rc = -1;
  ssize_t n;
  int conn;
  char *line = malloc(1024);
  if (!line)
    return -1;
  conn = accept(listener, NULL, NULL);
  if (conn < 0)
    goto out;
  n = recv(conn, line, 1024, 0);
  if (n <= 0)
    goto out;
  answer(line, (size_t)n);
  close(conn);
  rc = 0;
out:
  free(line);
  return rc; // expected-warning{{is never closed after}}
}

int label_closes_conn_before_buffer(int listener) {
  int rc = -1;
  ssize_t n;
  int conn;
  char *line = malloc(1024);
  if (!line)
    return -1;
  conn = accept(listener, NULL, NULL);
  if (conn < 0)
    goto out_line;
  n = recv(conn, line, 1024, 0);
  if (n <= 0)
    goto out_conn;
  answer(line, (size_t)n);
  rc = 0;
out_conn:
  close(conn);
out_line:
  free(line);
  return rc;
}

int jump_skips_the_closing_label(int listener) {
  char hello[32];
  int rc = -1;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, 0) <= 0)
    goto out;
  if (memcmp(hello, "HELO", 4) != 0)
    goto out_close;
  rc = 0;
out_close:
  close(conn);
out:
  return rc; // expected-warning{{is never closed after}}
}

int status_variable_guards_the_close(int listener) {
  char hello[32];
  int failed = 1;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, 0) <= 0)
    goto finish;
  answer(hello, sizeof hello);
  failed = 0;
finish:
  if (!failed) {
    close(conn);
    return 0;
  }
  return -1; // expected-warning{{is never closed after}}
}

int valid_descriptor_guards_the_close(int listener) {
  char hello[32];
  int rc = -1;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    goto finish;
  if (recv(conn, hello, sizeof hello, 0) <= 0)
    goto finish;
  answer(hello, sizeof hello);
  rc = 0;
finish:
  if (conn >= 0)
    close(conn);
  return rc;
}
