// RUN: %verify %s
//
// A client that waits for its own socket with select(). The set is a local
// variable and goes away with the function: who put a socket into it has not
// handed the socket on.

#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

void answer(const char *request, size_t length);

int client_waits_for_an_answer(const struct sockaddr *address, socklen_t length) {
  fd_set readable, writable;
  char reply[512];
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, length) < 0) {
    close(fd);
    return -1;
  }
  FD_ZERO(&readable);
  FD_ZERO(&writable);
  FD_SET(fd, &readable);
  if (select(fd + 1, &readable, &writable, NULL, NULL) <= 0) {
    close(fd);
    return -1;
  }
  ssize_t n = recv(fd, reply, sizeof reply, 0);
  if (n == 0)
    return 0; // expected-warning{{is never closed after}}
  if (n > 0)
    answer(reply, (size_t)n);
  close(fd);
  return 1;
}

int client_closes_in_any_case(const struct sockaddr *address, socklen_t length) {
  fd_set readable;
  char reply[512];
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, address, length) == 0) {
    FD_ZERO(&readable);
    FD_SET(fd, &readable);
    if (select(fd + 1, &readable, NULL, NULL, NULL) > 0) {
      ssize_t n = recv(fd, reply, sizeof reply, 0);
      if (n > 0)
        answer(reply, (size_t)n);
    }
  }
  close(fd);
  return 0;
}
