// RUN: %verify %s
//
// From bumptech/stud 649677591084: a connect that is under way is no failure;
// every other failure forgets the socket.

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static struct addrinfo *Backend;

static void set_nonblocking(int fd) {
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
    perror("fcntl");
}

int refused_connect_leaves_socket_open(void) {
  int on = 1;
  int s = socket(Backend->ai_family, SOCK_STREAM, IPPROTO_TCP);
  if (s == -1)
    return -1;
  if (setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == -1)
    perror("setsockopt");
  set_nonblocking(s);
  int rc = connect(s, Backend->ai_addr, Backend->ai_addrlen);
  if (rc == 0 || errno == EINPROGRESS || errno == EINTR)
    return s;
  perror("connect");
  return -1; // expected-warning{{is leaked}}
}

int refused_connect_closes(void) {
  int on = 1;
  int s = socket(Backend->ai_family, SOCK_STREAM, IPPROTO_TCP);
  if (s == -1)
    return -1;
  if (setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == -1)
    perror("setsockopt");
  set_nonblocking(s);
  int rc = connect(s, Backend->ai_addr, Backend->ai_addrlen);
  if (rc == 0 || errno == EINPROGRESS || errno == EINTR)
    return s;
  perror("connect");
  close(s);
  return -1;
}
