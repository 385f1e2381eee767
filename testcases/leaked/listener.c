// RUN: %verify %s
//
// Opening a listener: socket, options, bind, listen, and a way out of each.

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int set_nonblocking(int fd);

int failed_bind_leaves_socket_open(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (bind(fd, at, size) < 0)
    return -1; // expected-warning{{is leaked}}
  if (listen(fd, SOMAXCONN) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int failed_listen_leaves_socket_open(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (bind(fd, at, size) < 0) {
    close(fd);
    return -1;
  }
  if (listen(fd, SOMAXCONN) < 0) {
    perror("listen");
    return -1; // expected-warning{{is leaked}}
  }
  return fd;
}

int failed_option_leaves_socket_open(const struct sockaddr *at, socklen_t size) {
  int on = 1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0)
    return -1; // expected-warning{{is leaked}}
  if (bind(fd, at, size) < 0 || listen(fd, 16) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int every_failure_closes_the_socket(const struct sockaddr *at, socklen_t size) {
  int on = 1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0)
    goto fail;
  if (bind(fd, at, size) < 0)
    goto fail;
  if (listen(fd, 16) < 0)
    goto fail;
  return fd;
fail:
  close(fd);
  return -1;
}

int failed_nonblocking_leaves_socket_open(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (set_nonblocking(fd) < 0)
    return -1; // expected-warning{{is leaked}}
  if (bind(fd, at, size) < 0) {
    close(fd);
    return -1;
  }
  return fd;
}

#define CHECK(expression)                                                                                              \
  do {                                                                                                                 \
    if ((expression) < 0)                                                                                              \
      return -1;                                                                                                       \
  } while (0)

int macro_returns_with_socket_open(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  CHECK(fd);
  CHECK(bind(fd, at, size)); // expected-warning{{is leaked}}
  return fd;
}

#define CHECK_FD(expression, fd)                                                                                       \
  do {                                                                                                                 \
    if ((expression) < 0) {                                                                                            \
      close(fd);                                                                                                       \
      return -1;                                                                                                       \
    }                                                                                                                  \
  } while (0)

int macro_closes_then_returns(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  CHECK(fd);
  CHECK_FD(bind(fd, at, size), fd);
  return fd;
}

int datagram_socket_is_leaked_too(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0)
    return -1;
  if (bind(fd, at, size) < 0)
    return -1; // expected-warning{{is leaked}}
  return fd;
}

int set_close_on_exec(int fd);
void SetQosOnSocket(int fd, unsigned qos);
void set_default_listener(int fd);
int SettingsToSocket(int fd);

// A setter of one of its options leaves a socket open.
int failed_bind_after_setters(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  set_close_on_exec(fd);
  SetQosOnSocket(fd, 46);
  if (bind(fd, at, size) < 0)
    return -1; // expected-warning{{is leaked}}
  return fd;
}

int failed_bind_after_a_name_that_only_sounds_so(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  SettingsToSocket(fd);
  if (bind(fd, at, size) < 0)
    return -1;
  return fd;
}

int failed_bind_after_it_was_put_away(const struct sockaddr *at, socklen_t size) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  set_default_listener(fd);
  if (bind(fd, at, size) < 0)
    return -1;
  return fd;
}
