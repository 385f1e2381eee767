// RUN: %verify %s
//
// After a 0 errno is left over from an earlier call; the loop believes it.

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

void parse(const char *text, size_t length);

void leftover_eintr_repeats_the_read(int sock) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0); // expected-warning{{is read again after}}
    if (n <= 0) {
      if (errno == EINTR)
        continue;
      break;
    }
    parse(buf, (size_t)n);
  }
  close(sock);
}

void eintr_is_asked_after_failure_only(int sock) {
  char buf[512];
  for (;;) {
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    parse(buf, (size_t)n);
  }
  close(sock);
}
