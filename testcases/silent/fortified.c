// RUN: %verify %s
//
// glibc 2.41 declares the fortified recv() with a parameter of another type and as
// overloadable. Clang's own model of recv() does not fit it; ours does.
// expected-no-diagnostics

#include <errno.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/types.h>

typedef unsigned socklen_t;
int setsockopt(int, int, int, const void *, socklen_t);
ssize_t recv(int fd, void *const buf __attribute__((pass_object_size(0))),
             size_t n, int flags) __attribute__((overloadable));

/* A successful setsockopt() leaves errno undefined. A recv() that fails sets it. */
int time_out_is_again(int sock) {
  char buf[128];
  struct timeval patience = {2, 0};
  setsockopt(sock, 1, 20, &patience, sizeof patience);
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n < 0 && errno == EAGAIN)
      continue;
    if (n <= 0)
      return -1;
    fwrite(buf, 1, (size_t)n, stdout);
  }
}
