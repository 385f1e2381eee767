// RUN: %verify %s
//
// The project reads, accepts and closes through helpers of its own.

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

static int net_accept(int listener) {
  int fd;
  do
    fd = accept(listener, NULL, NULL);
  while (fd < 0 && errno == EINTR);
  return fd;
}

static ssize_t net_recv(int fd, void *buf, size_t size) {
  ssize_t n;
  do
    n = recv(fd, buf, size, 0);
  while (n < 0 && errno == EINTR);
  return n;
}

static void net_close(int fd) { close(fd); }

int eof_through_a_reading_helper(int listener) {
  char request[512];
  int conn = net_accept(listener);
  if (conn < 0)
    return -1;
  ssize_t n = net_recv(conn, request, sizeof request);
  if (n <= 0)
    return -1; // expected-warning{{is never closed after}}
  answer(request, (size_t)n);
  net_close(conn);
  return 0;
}

int eof_closed_by_a_closing_helper(int listener) {
  char request[512];
  int conn = net_accept(listener);
  if (conn < 0)
    return -1;
  ssize_t n = net_recv(conn, request, sizeof request);
  if (n > 0)
    answer(request, (size_t)n);
  net_close(conn);
  return n > 0 ? 0 : -1;
}

static int read_command(int fd, char *command) {
  ssize_t n = recv(fd, command, 64, 0);
  if (n <= 0)
    return -1;
  answer(command, (size_t)n);
  return 0;
}

int remapped_result_is_forgotten(int listener) {
  char command[64];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (read_command(conn, command) < 0) {
    fprintf(stderr, "no command\n");
    return -1; // expected-warning{{is never closed after}}
  }
  close(conn);
  return 0;
}

int remapped_result_leads_to_close(int listener) {
  char command[64];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  int rc = read_command(conn, command);
  if (rc < 0)
    fprintf(stderr, "no command\n");
  close(conn);
  return rc;
}

static int check_then_close(int fd, int keep) {
  if (keep)
    return 0;
  return close(fd);
}

int helper_closes_on_the_other_path_only(int listener, int keep) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n <= 0) {
    check_then_close(conn, keep);
    return -1; // expected-warning{{is never closed after}}
  }
  answer(request, (size_t)n);
  close(conn);
  return 0;
}
