// RUN: %verify %s
//
// Nothing is closed here: errno picks the status that the caller will see.

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum status { Dead = -1, Again = 0, Data = 1 };

int errno_picks_again_or_dead(int sock, char *buf) {
  ssize_t n = recv(sock, buf, 512, 0);
  if (n <= 0)
    return errno == EAGAIN ? Again : Dead; // expected-warning{{errno decides}}
  return Data;
}

int failure_picks_again_or_dead(int sock, char *buf) {
  ssize_t n = recv(sock, buf, 512, 0);
  if (n == 0)
    return Dead;
  if (n < 0)
    return errno == EAGAIN ? Again : Dead;
  return Data;
}

enum status errno_picks_by_branches(int sock, struct iovec *parts, int count) {
  setsockopt(sock, SOL_SOCKET, SO_RCVLOWAT, &count, sizeof count);
  ssize_t n = readv(sock, parts, count);
  if (n > 0)
    return Data;
  if (errno == EWOULDBLOCK || errno == EINTR)
    return Again; // expected-warning{{errno decides}}
  return Dead;
}

enum status failure_picks_by_branches(int sock, struct iovec *parts, int count) {
  setsockopt(sock, SOL_SOCKET, SO_RCVLOWAT, &count, sizeof count);
  ssize_t n = readv(sock, parts, count);
  if (n > 0)
    return Data;
  if (n < 0 && (errno == EWOULDBLOCK || errno == EINTR))
    return Again;
  return Dead;
}
