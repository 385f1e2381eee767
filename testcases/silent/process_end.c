// RUN: %verify %s
//
// The kernel closes what a process leaves behind.
// expected-no-diagnostics

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

_Noreturn void die(const char *why);

void exit_after_eof(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    exit(1);
  if (recv(conn, buf, sizeof buf, 0) <= 0)
    exit(1);
  fputs("served\n", stderr);
  close(conn);
}

void die_after_failure(int listener) {
  char buf[256];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    die("accept");
  if (recv(conn, buf, sizeof buf, 0) < 0)
    die("recv");
  close(conn);
}

// The analyzer does not look into a function with "...", and this one does not
// say that it never comes back.
static void fail(const char *how, ...) {
  va_list all;
  va_start(all, how);
  vfprintf(stderr, how, all);
  va_end(all);
  exit(1);
}

int fail_after_failed_connect(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0) {
    fail("no peer in %u bytes", size);
    return -1;
  }
  return fd;
}

void abort_after_failed_connect(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, to, size) < 0)
    abort();
  close(fd);
}

void exec_inherits_the_connection(int listener, char *const argv[]) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return;
  dup2(conn, STDIN_FILENO);
  dup2(conn, STDOUT_FILENO);
  execv(argv[0], argv);
  _exit(127);
}

int main(void) {
  char buf[256];
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0 || listen(fd, 1) < 0)
    return 1;
  int conn = accept(fd, NULL, NULL);
  if (conn < 0)
    return 1;
  return recv(conn, buf, sizeof buf, 0) <= 0 ? 1 : 0;
}
