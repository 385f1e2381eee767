// RUN: %verify %s
//
// A connection accepted here, ended by the peer, and forgotten by a return.

#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int eof_then_return_leaves_conn_open(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

int eof_then_close_is_clean(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0) {
    close(conn);
    return -1;
  }
  answer(request, (size_t)n);
  close(conn);
  return 0;
}

int only_eof_leaves_conn_open(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n == 0) {
    fprintf(stderr, "connection %d: peer closed\n", conn);
    return 0; // expected-warning{{is never closed after}}
  }
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 1;
}

int only_failure_leaves_conn_open(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n < 0) {
    perror("recv");
    return -1; // expected-warning{{is never closed after}}
  }
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 0;
}

int eof_and_failure_share_one_close(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n < 0)
    perror("recv");
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return n < 0 ? -1 : 0;
}

void eof_then_end_of_function_leaves_conn_open(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  ssize_t n = read(conn, request, sizeof request);
  if (n > 0) {
    answer(request, (size_t)n);
    close(conn);
  }
} // expected-warning{{is never closed after}}

void eof_then_end_of_function_is_clean(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  ssize_t n = read(conn, request, sizeof request);
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
}

int asking_how_much_is_queued_closes_nothing(int listener) {
  char request[512];
  int queued = 0;
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (ioctl(conn, FIONREAD, &queued) == 0)
    printf("%d bytes queued\n", queued);
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  close(conn);
  return queued;
}

int second_read_ends_and_leaves_conn_open(int listener) {
  unsigned char header[4];
  char body[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, header, sizeof header, MSG_WAITALL) != sizeof header) {
    close(conn);
    return -1;
  }
  ssize_t n = recv(conn, body, sizeof body, 0);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(body, (size_t)n);
  close(conn);
  return header[0];
}

int second_read_ends_then_close_is_clean(int listener) {
  unsigned char header[4];
  char body[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, header, sizeof header, MSG_WAITALL) != sizeof header) {
    close(conn);
    return -1;
  }
  ssize_t n = recv(conn, body, sizeof body, 0);
  if (n > 0)
    answer(body, (size_t)n);
  close(conn);
  return header[0];
}
