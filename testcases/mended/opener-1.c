// RUN: %verify %s
//
// From EIPStackGroup/OpENer f083423151d5: of a datagram socket's many ways out one
// misses the project's own close, the one for an option that was refused.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static int Session = -1;
static int Hops = 1;

static void shut(int fd) {
  if (fd >= 0) {
    shutdown(fd, SHUT_RDWR);
    close(fd);
  }
}

int refused_option_leaves_socket_open(int receives, struct sockaddr_in *at) {
  struct sockaddr_in peer;
  socklen_t size = sizeof peer;
  int fd = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  if (fd == -1)
    return -1;
  if (receives) {
    if (bind(fd, (struct sockaddr *)at, sizeof *at) == -1) {
      shut(fd);
      return -1;
    }
  } else if (Hops != 1) {
    if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &Hops, sizeof Hops) < 0)
      return -1; // expected-warning{{is leaked}}
  }
  if (getpeername(Session, (struct sockaddr *)&peer, &size) < 0) {
    shut(fd);
    return -1;
  }
  at->sin_addr = peer.sin_addr;
  return fd;
}

int refused_option_closes(int receives, struct sockaddr_in *at) {
  struct sockaddr_in peer;
  socklen_t size = sizeof peer;
  int fd = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  if (fd == -1)
    return -1;
  if (receives) {
    if (bind(fd, (struct sockaddr *)at, sizeof *at) == -1) {
      shut(fd);
      return -1;
    }
  } else if (Hops != 1) {
    if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &Hops, sizeof Hops) < 0) {
      shut(fd);
      return -1;
    }
  }
  if (getpeername(Session, (struct sockaddr *)&peer, &size) < 0) {
    shut(fd);
    return -1;
  }
  at->sin_addr = peer.sin_addr;
  return fd;
}
