// RUN: %verify %s
//
// The descriptor comes from a function of another file; that it is ours shows
// in the other path, which closes it.

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int net_dial(const char *host, int port);

int failed_login_leaves_connection_open(const char *host, const char *user) {
  int fd = net_dial(host, 143);
  if (fd < 0)
    return -1;
  if (send(fd, user, strlen(user), MSG_NOSIGNAL) < 0) {
    close(fd);
    return -1;
  }
  if (strcmp(user, "anonymous") == 0)
    return -1; // expected-warning{{is leaked}}
  close(fd);
  return 0;
}

int failed_login_closes_connection(const char *host, const char *user) {
  int fd = net_dial(host, 143);
  if (fd < 0)
    return -1;
  ssize_t n = send(fd, user, strlen(user), MSG_NOSIGNAL);
  close(fd);
  return n < 0 ? -1 : 0;
}

int connection_nobody_closes_here_is_not_ours(const char *host) {
  int fd = net_dial(host, 143);
  if (fd < 0)
    return -1;
  return send(fd, "noop\n", 5, MSG_NOSIGNAL) < 0 ? -1 : 0;
}
