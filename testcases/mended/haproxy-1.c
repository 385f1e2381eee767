// RUN: %verify %s
//
// From haproxy/haproxy 0dc8d8d02711: a switch over the address family binds or
// connects, and only one of its failures closes the socket.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

struct resolver {
  int fd;
  struct sockaddr_storage to;
};

int watch(int fd, struct resolver *owner);

int only_unix_closes(struct resolver *r) {
  struct sockaddr_in any = {.sin_family = AF_INET};
  int fd = socket(r->to.ss_family, SOCK_DGRAM, 0);
  if (fd == -1)
    return -1;
  switch (r->to.ss_family) {
  case AF_INET:
    if (bind(fd, (struct sockaddr *)&any, sizeof any) < 0)
      return -1; // expected-warning{{is leaked}}
    break;
  case AF_UNIX:
    if (connect(fd, (struct sockaddr *)&r->to, sizeof r->to) == -1) {
      close(fd);
      return -1;
    }
    break;
  default:
    return -1; // expected-warning{{is leaked}}
  }
  r->fd = fd;
  return watch(fd, r);
}

int every_family_closes(struct resolver *r) {
  struct sockaddr_in any = {.sin_family = AF_INET};
  int fd = socket(r->to.ss_family, SOCK_DGRAM, 0);
  if (fd == -1)
    return -1;
  switch (r->to.ss_family) {
  case AF_INET:
    if (bind(fd, (struct sockaddr *)&any, sizeof any) < 0) {
      close(fd);
      return -1;
    }
    break;
  case AF_UNIX:
    if (connect(fd, (struct sockaddr *)&r->to, sizeof r->to) == -1) {
      close(fd);
      return -1;
    }
    break;
  default:
    close(fd);
    return -1;
  }
  r->fd = fd;
  return watch(fd, r);
}
