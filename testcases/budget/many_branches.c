// The analyzer gives up on a function with too many paths. What it has not seen
// is no defect: nothing is reported, and the unit is read to its end.
//
// RUN: %analyze-alone -Wall -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
//
// It does give up here.
// RUN: %analyze-alone -Xclang -analyzer-checker=debug.Stats %s 2>&1 | FileCheck %s
// CHECK: options_are_read_before_the_close {{.*}}Empty WorkList: no

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);
void apply(unsigned option);

#define OPTION(n)                                                              \
  if (options[n])                                                              \
    apply(n);                                                                  \
  else if (strict && defaults[n])                                              \
    apply(n + 100);
#define OPTIONS_4(n) OPTION(n) OPTION(n + 1) OPTION(n + 2) OPTION(n + 3)
#define OPTIONS_16(n)                                                          \
  OPTIONS_4(n) OPTIONS_4(n + 4) OPTIONS_4(n + 8) OPTIONS_4(n + 12)

int options_are_read_before_the_close(int listener, const int *options,
                                      const int *defaults, int strict) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  OPTIONS_16(0)
  OPTIONS_16(16)
  OPTIONS_16(32)
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 0;
}

static void settle(int fd, const int *options, const int *defaults, int strict) {
  OPTIONS_16(0)
  OPTIONS_16(16)
  OPTIONS_16(32)
  close(fd);
}

int the_close_is_in_a_large_helper(int listener, const int *options,
                                   const int *defaults, int strict) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n > 0)
    answer(request, (size_t)n);
  settle(conn, options, defaults, strict);
  return 0;
}

int the_next_function_is_looked_at(int listener) {
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
