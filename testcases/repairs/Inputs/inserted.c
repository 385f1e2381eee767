// The repair that a report carries, applied by clang itself: one close() before
// one return or continue, with braces where there were none, and with errno as
// it was where the caller may ask it.
//
// RUN: cp %s %t.c
// RUN: %analyze-alone %option apply-fixits=true %t.c >/dev/null 2>&1
// RUN: diff %S/Inputs/inserted.c %t.c
// RUN: %clang -Wall -Wextra -Werror -fsyntax-only %t.c
// RUN: %analyze-alone %t.c 2>&1 | count 0

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

void zero_goes_on_with_the_next(int listener) {
  char request[64];
  for (;;) {
    int conn = accept(listener, NULL, NULL);
    if (conn < 0)
      return;
    if (recv(conn, request, sizeof request, 0) == 0) {
      close(conn);
      continue;
    }
    close(conn);
  }
}

int zero_returns(int listener) {
  char request[64];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) == 0) {
    request[0] = 0;
    close(conn);
    return -1;
  }
  close(conn);
  return 0;
}

int zero_and_failure_return(int listener) {
  char request[64];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) <= 0) {
    int saved_errno = errno;
    close(conn);
    errno = saved_errno;
    return -1;
  }
  close(conn);
  return 0;
}

int failure_returns_on_the_same_line(int listener) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0) return -1;
  if (send(conn, "hello", 5, 0) < 0) { int saved_errno = errno; close(conn); errno = saved_errno; return -1; }
  close(conn);
  return 0;
}

int listener_fails(void) {
  int fd = -1;
  fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (listen(fd, 5) < 0) {
    int saved_errno = errno;
    close(fd);
    errno = saved_errno;
    return -1;
  }
  return fd;
}

int one_of_three(int listener, int how) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0) {
    return -1;
  } else if (how == 1) {
    int saved_errno = errno;
    close(conn);
    errno = saved_errno;
    return -2;
  }
  else
    how = 2;
  close(conn);
  return how;
}

int behind_a_label(int listener, int how) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  switch (how) {
  case 1:
    how = 2;
    {
      int saved_errno = errno;
      close(conn);
      errno = saved_errno;
    }
    return -1;
  default:
    close(conn);
    return 0;
  }
}

int its_own_errno(int listener) {
  char request[64];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (recv(conn, request, sizeof request, 0) == 0) {
    errno = ECONNRESET;
    int saved_errno = errno;
    close(conn);
    errno = saved_errno;
    return -1;
  }
  close(conn);
  return 0;
}

int has_a_variable_of_that_name(int listener, int saved_errno) {
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  if (send(conn, "hello", 5, 0) < 0) {
    int saved_errno2 = errno;
    close(conn);
    errno = saved_errno2;
    return -saved_errno;
  }
  close(conn);
  return 0;
}
