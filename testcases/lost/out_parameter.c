// RUN: %verify %s
//
// The connection travels through an out-parameter.

#include <sys/socket.h>
#include <unistd.h>

int out_parameter_is_reset_without_close(int listener, int *out) {
  char hello[16];
  *out = accept(listener, NULL, NULL);
  if (*out < 0)
    return -1;
  if (recv(*out, hello, sizeof hello, 0) <= 0) {
    *out = -1; // expected-warning{{is never closed after}}
    return -1;
  }
  return 0;
}

int out_parameter_is_closed_then_reset(int listener, int *out) {
  char hello[16];
  *out = accept(listener, NULL, NULL);
  if (*out < 0)
    return -1;
  if (recv(*out, hello, sizeof hello, 0) <= 0) {
    close(*out);
    *out = -1;
    return -1;
  }
  return 0;
}

int out_parameter_is_set_too_late(int listener, int *out) {
  char hello[16];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, 0) <= 0)
    return -1; // expected-warning{{is never closed after}}
  *out = conn;
  return 0;
}

int out_parameter_is_set_on_success_only(int listener, int *out) {
  char hello[16];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, 0) <= 0) {
    close(conn);
    return -1;
  }
  *out = conn;
  return 0;
}

static int next_client(int listener, int *out) {
  *out = accept(listener, NULL, NULL);
  return *out < 0 ? -1 : 0;
}

int caller_of_the_helper_forgets(int listener) {
  char hello[16];
  int conn;
  if (next_client(listener, &conn) < 0)
    return -1;
  if (recv(conn, hello, sizeof hello, 0) <= 0)
    return -1; // expected-warning{{is never closed after}}
  close(conn);
  return hello[0];
}

int caller_of_the_helper_closes(int listener) {
  char hello[16];
  int conn;
  if (next_client(listener, &conn) < 0)
    return -1;
  ssize_t n = recv(conn, hello, sizeof hello, 0);
  close(conn);
  return n <= 0 ? -1 : hello[0];
}
