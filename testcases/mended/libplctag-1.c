// RUN: %verify %s
//
// From libplctag/libplctag 08eebfa69bfb: the socket is made before the name is
// looked up; where there is no such host, nobody thinks of the socket.

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct wire {
  int fd;
};

static int look_up(const char *host, struct sockaddr_in *found) {
  struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
  struct addrinfo *all = NULL;
  if (inet_pton(AF_INET, host, &found->sin_addr) > 0)
    return 0;
  if (getaddrinfo(host, NULL, &hints, &all) != 0)
    return -1;
  found->sin_addr = ((struct sockaddr_in *)all->ai_addr)->sin_addr;
  freeaddrinfo(all);
  return 0;
}

int unknown_host_leaves_socket_open(struct wire *w, const char *host) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(44818)};
  int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (fd < 0)
    return -1;
  if (look_up(host, &to) != 0)
    return -2; // expected-warning{{is leaked}}
  if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
    close(fd);
    return -3;
  }
  w->fd = fd;
  return 0;
}

int unknown_host_closes(struct wire *w, const char *host) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(44818)};
  int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (fd < 0)
    return -1;
  if (look_up(host, &to) != 0) {
    close(fd);
    return -2;
  }
  if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
    close(fd);
    return -3;
  }
  w->fd = fd;
  return 0;
}
