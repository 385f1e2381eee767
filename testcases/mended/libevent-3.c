// RUN: %verify %s
//
// From libevent/libevent a6492cb744f5: the first socket() is an attempt with flags
// in its type; where it succeeds, the second one takes its place.

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#define WITH_FLAGS (SOCK_NONBLOCK | SOCK_CLOEXEC)

static int add_flags(int fd, int type) {
  if (type & SOCK_NONBLOCK)
    if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
      return -1;
  if (type & SOCK_CLOEXEC)
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
      return -1;
  return 0;
}

int successful_attempt_is_overwritten(int domain, int type, int protocol) {
  int s = socket(domain, type, protocol);
  if (s < 0 && !(type & WITH_FLAGS))
    return -1;
  s = socket(domain, type & ~WITH_FLAGS, protocol); // expected-warning{{is leaked}}
  if (s < 0)
    return -1;
  if (add_flags(s, type) < 0) {
    close(s);
    return -1;
  }
  return s;
}

int successful_attempt_is_returned(int domain, int type, int protocol) {
  int s = socket(domain, type, protocol);
  if (s >= 0)
    return s;
  if (!(type & WITH_FLAGS))
    return -1;
  s = socket(domain, type & ~WITH_FLAGS, protocol);
  if (s < 0)
    return -1;
  if (add_flags(s, type) < 0) {
    close(s);
    return -1;
  }
  return s;
}
