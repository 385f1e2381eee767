// RUN: %verify %s
//
// Events that stand in a container.

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

void skips_hangups(std::vector<pollfd> &polled) {
  char in[512];
  for (auto &p : polled) {
    if (p.revents & POLLHUP) // expected-warning{{The hang-up reported in the event is ignored}}
      continue;
    if (!(p.revents & POLLIN))
      continue;
    ssize_t n = recv(p.fd, in, sizeof in, 0);
    if (n <= 0) {
      close(p.fd);
      p.fd = -1;
    }
  }
}

void closes_on_hangups(std::vector<pollfd> &polled) {
  for (auto &p : polled) {
    if (!(p.revents & POLLHUP))
      continue;
    close(p.fd);
    p.fd = -1;
  }
}
