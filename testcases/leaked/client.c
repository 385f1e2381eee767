// RUN: %verify %s
//
// Connecting: each step that fails leaves a socket to close.

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int failed_connect_leaves_socket_open(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0)
    return -1; // expected-warning{{is leaked}}
  return fd;
}

int failed_connect_closes_socket(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int failed_nonblocking_connect_leaves_socket_open(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0 && errno != EINPROGRESS) {
    perror("connect");
    return -1; // expected-warning{{is leaked}}
  }
  return fd;
}

int failed_nonblocking_connect_closes_socket(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0 && errno != EINPROGRESS) {
    perror("connect");
    close(fd);
    return -1;
  }
  return fd;
}

int pending_error_leaves_socket_open(const struct sockaddr *to, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0) {
    close(fd);
    return -1;
  }
  int error = 0;
  socklen_t length = sizeof error;
  if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0 || error)
    return -1; // expected-warning{{is leaked}}
  return fd;
}

int next_address_overwrites_the_socket(const struct addrinfo *list) {
  int fd = -1;
  for (const struct addrinfo *a = list; a; a = a->ai_next) {
    fd = socket(a->ai_family, SOCK_STREAM, 0); // expected-warning{{is leaked}}
    if (fd < 0)
      continue;
    if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
      break;
    perror("connect");
  }
  return fd;
}

int next_address_starts_after_a_close(const struct addrinfo *list) {
  int fd = -1;
  for (const struct addrinfo *a = list; a; a = a->ai_next) {
    fd = socket(a->ai_family, SOCK_STREAM, 0);
    if (fd < 0)
      continue;
    if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
      break;
    perror("connect");
    close(fd);
    fd = -1;
  }
  return fd;
}

int unknown_host_leaves_socket_open(const char *host) {
  struct addrinfo *found;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (getaddrinfo(host, "80", NULL, &found) != 0)
    return -1; // expected-warning{{is leaked}}
  if (connect(fd, found->ai_addr, found->ai_addrlen) < 0) {
    close(fd);
    fd = -1;
  }
  freeaddrinfo(found);
  return fd;
}

int unknown_host_is_found_out_first(const char *host) {
  struct addrinfo *found;
  if (getaddrinfo(host, "80", NULL, &found) != 0)
    return -1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd >= 0 && connect(fd, found->ai_addr, found->ai_addrlen) < 0) {
    close(fd);
    fd = -1;
  }
  freeaddrinfo(found);
  return fd;
}

// Each place has to be repaired.
int two_places_leave_the_socket_open(const struct sockaddr *to, socklen_t size, const char *hello) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, to, size) < 0)
    return -1; // expected-warning{{'fd' is leaked}}
  if (send(fd, hello, 5, MSG_NOSIGNAL) != 5)
    return -2; // expected-warning{{'fd' is leaked}}
  return fd;
}

// What is lost at the next turn is also lost behind the loop: one defect.
void every_turn_leaves_the_socket_open(const struct sockaddr *to, socklen_t size, const int *stop) {
  while (!*stop) {
    int fd = socket(AF_INET, SOCK_STREAM, 0); // expected-warning{{'fd' is leaked}}
    if (fd >= 0 && connect(fd, to, size) < 0)
      perror("connect");
  }
}
