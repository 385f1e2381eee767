// The findings do not depend on the checkers beside: all the default checkers
// on, and unix asked for before or after socket. From LLVM 19 on, unix holds the
// model of the standard library that knows no 0 from recv() with a length.
//
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null -Wall -Xclang -analyzer-checker=socket,unix -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null -Wall -Xclang -analyzer-checker=unix,socket -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null -Wall %fortified -Xclang -analyzer-checker=unix,socket -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null -Wall --analyzer-no-default-checks -Xclang -analyzer-checker=unix,core,socket -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
//
// The text is the same to the letter.
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null --analyzer-output text -Xclang -analyzer-checker=socket,unix %s 2> %t.socket-first
// RUN: %clang --analyze -fplugin=%plugin -o /dev/null --analyzer-output text -Xclang -analyzer-checker=unix,socket %s 2> %t.unix-first
// RUN: diff %t.socket-first %t.unix-first

#include <stddef.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int recv_returned_0(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n == 0)
    return 0; // expected-warning{{is never closed after recv() returned 0}}
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 1;
}

int recvfrom_returned_0(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recvfrom(conn, request, sizeof request, 0, NULL, NULL);
  if (n == 0)
    return 0; // expected-warning{{is never closed after recvfrom() returned 0}}
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 1;
}

int recvmsg_returned_0(int listener) {
  char request[512] = "";
  struct iovec part = {.iov_base = request, .iov_len = sizeof request};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recvmsg(conn, &message, 0);
  if (n == 0)
    return 0; // expected-warning{{is never closed after recvmsg() returned 0}}
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 1;
}

int read_returned_0(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = read(conn, request, sizeof request);
  if (n == 0)
    return 0; // expected-warning{{is never closed after read() returned 0}}
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return 1;
}

int recv_returned_0_and_all_is_well(int listener) {
  char request[512];
  int conn = accept(listener, NULL, NULL);
  if (conn < 0)
    return -1;
  ssize_t n = recv(conn, request, sizeof request, 0);
  if (n > 0)
    answer(request, (size_t)n);
  close(conn);
  return n == 0;
}

int failed_connect(const struct sockaddr *address, socklen_t length) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, length) < 0)
    return -1; // expected-warning{{is leaked}}
  return fd;
}
