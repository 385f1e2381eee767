// RUN: %verify %s
//
// From esnet/iperf ed7d16c33eda: bind() that fails closes, listen() that fails does
// not; later failures find the listener in the test already.

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

struct test {
  int listener;
  int wanted;
};

int failed_listen_leaves_socket_open(struct test *t, const struct addrinfo *at) {
  int granted;
  socklen_t size = sizeof granted;
  int s = socket(at->ai_family, SOCK_STREAM, 0);
  if (s < 0)
    return -1;
  if (bind(s, at->ai_addr, at->ai_addrlen) < 0) {
    close(s);
    return -1;
  }
  if (listen(s, SOMAXCONN) < 0)
    return -1; // expected-warning{{is leaked}}
  t->listener = s;
  if (getsockopt(s, SOL_SOCKET, SO_SNDBUF, &granted, &size) < 0 || t->wanted > granted)
    return -1;
  return s;
}

int failed_listen_closes(struct test *t, const struct addrinfo *at) {
  int granted;
  socklen_t size = sizeof granted;
  int s = socket(at->ai_family, SOCK_STREAM, 0);
  if (s < 0)
    return -1;
  if (bind(s, at->ai_addr, at->ai_addrlen) < 0) {
    close(s);
    return -1;
  }
  if (listen(s, SOMAXCONN) < 0) {
    close(s);
    return -1;
  }
  t->listener = s;
  if (getsockopt(s, SOL_SOCKET, SO_SNDBUF, &granted, &size) < 0 || t->wanted > granted)
    return -1;
  return s;
}
